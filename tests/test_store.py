"""The database itself: its address, its tables, and what happens when it is away."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from databases import start_postgresql
from sqlalchemy import event, func, insert, select

from adapters.store import AwayError, Store, metadata
from adapters.store.engine import AddressError, build_engine
from adapters.store.migrating import migrate
from adapters.store.tables import deliveries

if TYPE_CHECKING:
    from sqlalchemy import Connection


@pytest.mark.parametrize("address", ["", "mysql://here/this", "sqlite://", "sqlite:///:memory:", "not an address"])
def test_an_address_of_nothing_usable_is_one_line_that_does_not_quote_it(address: str) -> None:
    with pytest.raises(AddressError) as error:
        build_engine(address)
    assert "expected sqlite:" in str(error.value)
    assert "here/this" not in str(error.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:p@ss:w0rd@db/x",
        "postgresql://u:p@w0rd@db/x",
        "postgresql://u:p@ss?w0rd=a@db/x",
        "postgresql://u:p@ss?a=b&w0rd@db/x",
        "postgresql://u:p@h:w0rd/x",
        "postgresql://u:p@h:99999/x",
        "postgresql://u:p@h..w0rd/x",
        "postgresql://h/w0rd",
        "postgresql://u:w0rd@h/x?sslmode=encrypted",
        "postgresql://u:w0rd@h/x?sslmode=require&sslmode=disable",
        "postgresql://u:w0rd@h/x?target_session_attrs=any",
        "postgresql://u:w0rd@h/x?port=here",
        "sqlite:////tmp/kept.db?timeout=w0rd",
        "sqlite://u:w0rd@h/kept.db",
        "sqlite:////proc/none/kept.db",
    ],
)
def test_an_address_that_the_driver_would_choke_on_is_one_line_that_does_not_quote_it(address: str) -> None:
    with pytest.raises(AddressError) as error:
        build_engine(address)
    assert "; expected " in str(error.value)
    assert "\n" not in str(error.value)
    assert "w0rd" not in str(error.value)


@pytest.mark.parametrize("password", ["p%40ss%3Aw0rd", "p?ss:w0rd", "p/ss#w0rd"])
def test_a_password_may_hold_anything_once_it_is_percent_encoded(password: str) -> None:
    url = build_engine(f"postgresql://u:{password}@db/x").url
    assert (url.username, url.password, url.host, url.database) == ("u", unquote(password), "db", "x")


@pytest.mark.parametrize(
    ("address", "encrypted"),
    [
        ("postgresql://u@h:6543/x", False),
        ("postgresql:///x?user=u&host=h&port=6543&connect_timeout=10&application_name=a", False),
        ("postgresql://u@h:6543/x?sslmode=require&channel_binding=require", True),
        ("postgresql://u@h:6543/x?channel_binding=require", True),
        ("postgresql://u@h:6543/x?sslmode=prefer&channel_binding=prefer", False),
    ],
)
def test_what_hosts_of_databases_write_behind_an_address_is_taken(
    address: str, encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class TakenError(Exception):
        """What was handed over is looked at, and nobody connects."""

    def connect(user: str, host: str, database: str, port: int, **others: object) -> None:
        assert (user, host, database, port) == ("u", "h", "x", 6543)
        assert ("ssl_context" in others) is encrypted
        assert others.keys() <= {"timeout", "application_name", "ssl_context"}
        assert others["application_name"] == "prolobot"
        raise TakenError

    engine = build_engine(address)
    monkeypatch.setattr(engine.dialect.loaded_dbapi, "connect", connect)
    with pytest.raises(TakenError):
        engine.connect()


def test_the_migrations_make_the_tables_that_the_program_knows(database: str) -> None:
    engine = build_engine(database)
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_what_is_promised_is_waited_for_until_it_is_on_the_disk_and_nothing_else(database: str) -> None:
    async with Store(database).open() as store:
        asks = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}[store.dialect]
        promised, other = [
            await store.run(lambda connection: connection.exec_driver_sql(asks).scalar(), alone=alone)
            for alone in (False, True)
        ]
    assert (promised, other) in {(2, 1), ("on", "off")}


async def test_what_is_kept_is_there_for_the_next_process(database: str) -> None:
    async with Store(database).open() as store:
        await store.run(lambda connection: connection.execute(insert(deliveries).values(key="a", at=1.0)))
    async with Store(database).open() as store:
        assert await store.run(lambda connection: connection.scalars(select(deliveries.c.key)).all()) == ["a"]


async def test_several_processes_that_start_at_once_migrate_once(database: str) -> None:
    stores = [Store(database) for _ in range(3)]
    async with stores[0].open(), stores[1].open(), stores[2].open():
        assert all(each.is_there for each in stores)
        versions = "SELECT count(*) FROM alembic_version"
        assert await stores[0].run(lambda connection: connection.exec_driver_sql(versions).scalar()) == 1


async def test_a_database_that_comes_later_is_made_ready_then(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    store = Store(f"sqlite:///{folder / 'kept.db'}")
    folder.rmdir()
    async with store.open():
        assert not store.is_there
        with pytest.raises(AwayError):
            await store.run(lambda connection: connection.exec_driver_sql("SELECT 1"))
        folder.mkdir()
        for _ in range(20):
            await asyncio.sleep(1.0)
        assert store.is_there
        assert await store.run(lambda connection: connection.scalars(select(deliveries.c.key)).all()) == []


async def test_a_database_that_is_restarted_is_away_and_comes_back_by_itself() -> None:
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = start_postgresql(Path(folder))
        async with Store(server.get_uri()).open() as store:
            count = select(func.count()).select_from(deliveries)
            await store.run(lambda c: c.execute(insert(deliveries).values(key="a", at=1.0)))
            server.stop()
            with pytest.raises(AwayError):
                await store.run(lambda c: c.scalar(count))
            assert not store.is_there
            await asyncio.sleep(10.0)
            assert not store.is_there
            server.start()
            await asyncio.sleep(30.0)
            assert store.is_there
            assert await store.run(lambda c: c.scalar(count)) == 1
        server.cleanup()


async def test_a_database_that_lost_its_tables_under_way_is_made_ready_anew(database: str) -> None:
    def lose(connection: Connection) -> None:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")

    async with Store(database).open() as store:
        await store.run(lose)
        await asyncio.sleep(20.0)
        assert await store.run(lambda c: c.scalar(select(func.count()).select_from(deliveries))) == 0
        assert store.is_there


def remove(folder: Path, *, aside: bool) -> None:
    for each in list(folder.glob("kept.db*")):
        if aside:
            each.rename(folder / f"old-{each.name}")
        else:
            each.unlink()


@pytest.mark.parametrize("aside", [False, True])
async def test_a_file_that_is_removed_or_replaced_under_way_is_left_for_what_is_there_then(
    tmp_path: Path, aside: bool
) -> None:
    path = tmp_path / "kept.db"
    async with Store(f"sqlite:///{path}").open() as store:
        for key, alone in (("a", True), ("b", False)):
            row = insert(deliveries).values(key=key, at=1.0)
            await store.run(lambda c, row=row: c.execute(row), alone=alone)  # type: ignore[misc]
        remove(tmp_path, aside=aside)
        await asyncio.sleep(20.0)
        await store.run(lambda c: c.execute(insert(deliveries).values(key="c", at=1.0)))
    async with Store(f"sqlite:///{path}").open() as store:
        assert await store.run(lambda c: c.scalars(select(deliveries.c.key)).all()) == ["c"]


@pytest.mark.real_clock
async def test_a_process_that_stood_still_does_not_take_its_database_for_away(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.store.store.TIMEOUT", 0.3)
    async with Store(database).open() as store:
        working = asyncio.create_task(
            store.run(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
        )
        await asyncio.sleep(0)
        time.sleep(0.5)  # noqa: ASYNC251 - as SIGSTOP does, for longer than it waits
        assert await working == 1
        assert store.is_there


@pytest.mark.parametrize(
    ("breaks", "code"),
    [
        ("PRAGMA max_page_count = 1; CREATE TABLE more(x)", "SQLITE_FULL"),
        ("PRAGMA query_only = 1; CREATE TABLE more(x)", "SQLITE_READONLY"),
        ("SELECT nothing FROM nowhere", "SQLITE_ERROR"),
    ],
)
async def test_why_a_file_cannot_be_had_is_told_by_sqlite_s_own_code(
    tmp_path: Path, breaks: str, code: str
) -> None:
    def each_alone(connection: Connection) -> None:
        for statement in breaks.split("; "):
            connection.exec_driver_sql(statement)

    async with Store(f"sqlite:///{tmp_path}/kept.db").open() as store:
        with pytest.raises(AwayError, match=code):
            await store.run(each_alone, alone=True)
        assert store.state.reason == code
    (tmp_path / "kept.db").write_text("no database at all, and long enough to be looked at " * 40)
    for left in tmp_path.glob("kept.db-*"):  # noqa: ASYNC240 - a test's own
        left.unlink()
    async with Store(f"sqlite:///{tmp_path}/kept.db").open() as store:
        assert store.state.reason == "SQLITE_NOTADB"


async def test_an_error_that_the_driver_raises_by_itself_is_a_database_that_is_away(database: str) -> None:
    async with Store(database).open() as store:

        def breaks(connection: Connection) -> None:
            raise connection.dialect.loaded_dbapi.InterfaceError("the connection is closed")

        with pytest.raises(AwayError):
            await store.run(breaks)
        assert not store.is_there


async def test_connections_are_held_between_pieces_of_work_and_let_go_after_one_that_failed(database: str) -> None:
    def one(connection: Connection) -> int:
        return int(connection.exec_driver_sql("SELECT 1").scalar_one())

    def fails(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")

    store, borrowed = Store(database), []
    event.listen(store._engine, "checkout", lambda *_: borrowed.append(1))
    async with store.open():
        borrowed.clear()
        assert [await store.run(one, alone=alone) for alone in (True, False) * 3] == [1] * 6
        assert len(borrowed) == 1
        with pytest.raises(AwayError):
            await store.run(fails)
        await asyncio.sleep(10.0)
        assert await store.run(one) == 1
        assert len(borrowed) == 3
    assert store._engine.pool.checkedout() == 0


def test_a_process_that_dies_while_it_migrates_leaves_nothing_half_made(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = build_engine(database)
    with monkeypatch.context() as dying:
        dying.setattr("alembic.op.create_index", dies)
        with pytest.raises(KeyboardInterrupt):
            migrate(engine)
    engine.dispose()
    again = build_engine(database)
    migrate(again)
    with again.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    again.dispose()


def dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
