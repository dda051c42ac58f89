"""The review desk: a page on loopback where those who look after a file see what it lacks, and sign for it.

`desk` keeps what the page shows and the one draft that is being tried; `server` puts it on a port, behind the
playground's guard and a key that only this run's page has. `static/` is the page, in the playground's style.
What it may do is made by the composition root: see `Parts`.
"""

from adapters.desk.desk import Desk, Parts, RefusedError, Tried
from adapters.desk.server import serve_desk

__all__ = ["Desk", "Parts", "RefusedError", "Tried", "serve_desk"]
