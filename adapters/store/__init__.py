"""What outlives a process and is shared by several: SQLite in a file or PostgreSQL, by one code path.

`Store` is the database as an event loop sees it, `tables` says what is kept, `migrations` how it came to be so.
Whoever keeps something of their own adds tables to `metadata` and a migration, and hands work to `Store.run`.
"""

from adapters.store.claims import Claim
from adapters.store.contexts import StoredContexts
from adapters.store.engine import AddressError
from adapters.store.ledger import StoredLedger
from adapters.store.store import AwayError, Store
from adapters.store.tables import metadata

__all__ = ["AddressError", "AwayError", "Claim", "Store", "StoredContexts", "StoredLedger", "metadata"]
