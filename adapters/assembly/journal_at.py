"""The journal of the database that is set, for a command that reads it or takes something out."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from adapters.settings import Settings


@contextlib.contextmanager
def journal_at() -> Iterator[tuple[Connection, bytes]]:
    """Give a connection, in one transaction, and what people are hashed with.

    Raises:
        BadInputError: No database is set, none is there, or it cannot be had.
    """
    from adapters.store.engine import troubles_of  # SQLAlchemy takes its time
    from adapters.store.migrating import migrate
    from adapters.store.store import code_of

    current = settings()
    engine = _engine(current)
    try:
        # After an upgrade a command may come before the service does.
        migrate(engine)
        with engine.begin() as connection:
            yield connection, current.hashing_key
    except BrokenPipeError:  # of whoever reads what is printed: `journal export | head`
        raise
    except troubles_of(engine) as error:
        # Its code alone: what a driver says may hold the address, and with it a password.
        told = f"the database cannot be had ({code_of(error)})"
        fail(f"PROLOBOT_DATABASE: {told}; is it up, and one that this user may write to?")
    finally:
        engine.dispose()


def refuse_misnamed_database() -> None:
    """Return unless a database is set that cannot be meant; none may be set, and one that is down may come back.

    Raises:
        BadInputError: The address is none, or no file is there.
    """
    current = settings()
    if current.database.get_secret_value():
        _engine(current).dispose()


def database_not_made() -> str:
    """Return in words that the database is not there yet; "" where it is, or where none is set.

    Raises:
        BadInputError: What is set is no address.
    """
    from adapters.store.engine import AddressError, NotMadeError, build_engine

    try:
        if address := settings().database.get_secret_value():
            build_engine(address, create=False).dispose()
    except NotMadeError as error:
        return f"PROLOBOT_DATABASE: {error}"
    except AddressError as error:
        fail(f"PROLOBOT_DATABASE: {error}")
    return ""


def _engine(current: Settings) -> Engine:
    from adapters.store.engine import AddressError, build_engine

    if not (address := current.database.get_secret_value()):
        fail("PROLOBOT_DATABASE: found nothing; expected the address of the database that the service writes to")
    try:
        return build_engine(address, create=False)
    except AddressError as error:
        fail(f"PROLOBOT_DATABASE: {error}")
