"""What outlives a process and is shared by several: SQLite in a file or PostgreSQL, by one code path.

`Store` (in `store`) is the database as an event loop sees it, `engine` what differs between the two and `sql`
what both say differently; `statements` are those that every question costs, which `together` sends for all who
ask at the same moment. `tables` says what is kept, `migrations` how it came to be so, `migrating` brings it there.
`ledger` knows what was seen and is owed (`ledger_rows` asks the database for it), `contexts` what a follow-up
leans on, `claims` who serves a shard, `sessions` how far its session got, `manners` what owners set in place.
Whoever keeps something of their own adds tables to `metadata` and a migration, and hands work to `Store.run`.
"""

from adapters.store.claims import Claim
from adapters.store.contexts import StoredContexts
from adapters.store.engine import AddressError
from adapters.store.ledger import StoredLedger
from adapters.store.manners import StoredManners
from adapters.store.sessions import StoredSessions
from adapters.store.store import AwayError, Store
from adapters.store.tables import metadata

__all__ = [
    "AddressError",
    "AwayError",
    "Claim",
    "Store",
    "StoredContexts",
    "StoredLedger",
    "StoredManners",
    "StoredSessions",
    "metadata",
]
