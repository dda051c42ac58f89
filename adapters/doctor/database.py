"""Whether what is to outlive the process can be kept: the database, and the disk it is on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.doctor.check import Check
from adapters.doctor.findings import broken, look, ok
from adapters.doctor.in_time import in_thread

if TYPE_CHECKING:
    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen

_LITTLE, _VERY_LITTLE = 1_000_000_000, 100_000_000
"""Bytes left on the disk, of which SQLite's log may take for a while as much as what was written."""

_MB = 1_000_000

_SETTING = "PROLOBOT_DATABASE"


async def _database(seen: Seen) -> list[Finding]:
    """Whether the database is reachable, of this program, and writable."""
    if not (address := seen.current.database.get_secret_value()):
        cure = f"set {_SETTING}=sqlite:////a/path/kept.db, unless that may be"
        return [look("none: what was acknowledged when the process dies is lost", cure)]
    # Looked for before anybody connects: SQLite makes a file that is not there.
    if (path := _path_of(address)) and not path.exists():
        return [_where_it_will_be(path)]
    return await in_thread(lambda: _ask(address))


async def _disk(seen: Seen) -> list[Finding]:
    """How much room there is for a database in a file, and whether what is learned can be kept."""
    findings = []
    if path := _path_of(seen.current.database.get_secret_value()):
        findings.append(_room(path, f"for {path.name}"))
    folder = _nearest(seen.current.cache)
    if os.access(folder, os.W_OK):
        findings.append(ok(f"what is learned of the file can be kept in {seen.current.cache}"))
    elif not any(folder.glob("vectors-*")):  # as in the image, which holds those of its file
        cure = "set PROLOBOT_CACHE to a folder that the user who runs this may write"
        findings.append(look(f"an edited file is learned anew at each start: {folder} cannot be written", cure))
    return findings


def _room(path: Path, what: str) -> Finding:
    left = shutil.disk_usage(_nearest(path)).free
    found, cure = f"{left // _MB:,} MB are left {what}", "make room, or move the database to a larger disk"
    if left < _VERY_LITTLE:
        return broken(found, cure)
    return look(found, cure) if left < _LITTLE else ok(found)


def _path_of(address: str) -> Path | None:
    """Return the file of SQLite's address; None where it is none."""
    from sqlalchemy.engine import make_url  # SQLAlchemy takes its time
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        return None
    return Path(url.database) if url.drivername == "sqlite" and url.database else None


def _nearest(path: Path) -> Path:
    """Return the nearest folder above that is there."""
    return next((each for each in (path, *path.absolute().parents) if each.is_dir()), Path("/"))


def _where_it_will_be(path: Path) -> Finding:
    folder = _nearest(path.parent)
    if not os.access(folder, os.W_OK | os.X_OK):
        return broken(f"{path} cannot be made: {folder} cannot be written", _OWNER)
    return ok(f"{path} is not there yet; the service makes it")


_OWNER = "let the user that runs this own that folder (in the container: 65532)"


def _ask(address: str) -> list[Finding]:
    """Connect, look at the tables, write one row and take it back."""
    from adapters.store import AddressError
    from adapters.store.engine import build_engine, troubles_of
    from adapters.store.migrating import Standing, standing
    from adapters.store.store import code_of
    from adapters.store.tables import deliveries

    try:
        engine = build_engine(address)
    except AddressError as error:
        found, _, expected = str(error).partition("; expected ")
        return [broken(found, f"set {_SETTING} to {expected}")]
    name, doing = engine.dialect.name, "be reached"
    try:
        with engine.connect() as connection:
            stands, doing = standing(connection), "be written"
            if stands in {Standing.CURRENT, Standing.NEWER}:
                # Whether it can be written is known only once something was; it is rolled back below.
                connection.execute(deliveries.insert().values(key="doctor", at=0.0))
            connection.rollback()
    except troubles_of(engine) as error:
        cure = _OWNER if name == "sqlite" else "see that it runs and takes this user, host and password"
        return [broken(f"{name} cannot {doing} ({code_of(error)})", cure)]
    finally:
        engine.dispose()
    return [_stands(stands, name)]


def _stands(stands: object, name: str) -> Finding:
    from adapters.store.migrating import Standing

    match stands:
        case Standing.NEWER:
            return look(f"{name}: its tables are of a newer program", "run the version that was here before")
        case Standing.OLD:
            return ok(f"{name} is reachable; its tables are older, and the service brings them up to date")
        case Standing.NEW:
            return ok(f"{name} is reachable and empty; the service makes its tables")
        case _:
            return ok(f"{name} is reachable, up to date and writable")


CHECKS = (
    Check("database", _database),
    Check("disk", _disk),
)
