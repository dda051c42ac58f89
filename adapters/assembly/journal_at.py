"""The journal of the database that is set, for a command that reads it or takes something out."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@contextlib.contextmanager
def journal_at() -> Iterator[tuple[Connection, bytes]]:
    """Give a connection, in one transaction, and what people are hashed with.

    Raises:
        BadInputError: No database is set, or it cannot be had.
    """
    from sqlalchemy.exc import SQLAlchemyError  # it takes its time

    from adapters.store.engine import AddressError, build_engine
    from adapters.store.migrating import migrate

    current = settings()
    if not (address := current.database.get_secret_value()):
        fail("PROLOBOT_DATABASE: found nothing; expected the address of the database that the service writes to")
    try:
        engine = build_engine(address)
    except AddressError as error:
        fail(f"PROLOBOT_DATABASE: {error}")
    try:
        migrate(engine)
        with engine.begin() as connection:
            yield connection, current.hashing_key
    except (SQLAlchemyError, OSError) as error:
        kind = type(getattr(error, "orig", None) or error).__name__
        fail(f"PROLOBOT_DATABASE: the database cannot be had ({kind}); is it up, and may this user write there?")
    finally:
        engine.dispose()
