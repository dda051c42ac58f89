"""What was asked and how it went, kept for those who look after the FAQ: never who asked, hardly what.

`Journal` (in `journal`) takes down replies and ratings as `lines`, `writing` brings these into the database
without ever making one wait, `reducing` says which words may be kept, and `reading` is what the command line
does with it all. `gaps` finds what several asked in vain, as `grouping` puts together what is alike; `activity`
counts what happened, `weekly` says when to tell of it.
"""

from adapters.journal.journal import Journal
from adapters.journal.lines import Line
from adapters.journal.reducing import Reducer

__all__ = ["Journal", "Line", "Reducer"]
