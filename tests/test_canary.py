"""Nothing of what people say, and nothing made of it, is in the bytes of the database or in its log."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from replicas import Replica
from sqlalchemy import text
from test_outbox_slack import MANIFEST, acknowledged, answering, serving, silent

from adapters.standins.slack import SlackStandIn
from adapters.store import StoredContexts
from adapters.store.engine import build_engine

if TYPE_CHECKING:
    import pytest

    from botcore import Faq

CANARY = "canaryzebra"


async def test_no_word_of_a_question_is_in_the_database_or_its_log(
    faq: Faq, database: str, request: pytest.FixtureRequest
) -> None:
    kind = database.partition(":")[0]
    async with SlackStandIn(MANIFEST) as slack:
        async with Replica(database) as first, serving(slack, first, silent):
            slack.dm("ada", f"my {CANARY} hurts")
            slack.say("grace", "general", f"{slack.mention} my {CANARY} hurts")
            slack.command("linus", "general", "/prolo", f"my {CANARY} hurts")
            await acknowledged(slack, 3)
            first.cut()
        async with Replica(database) as second:
            answer = StoredContexts(second.store, b"key").known_to(answering(faq))
            async with serving(slack, second, answer):
                await asyncio.sleep(30.0)
                await slack.wait_for_reply(slack.dm("ada", f"my {CANARY} again"))
        person = slack.workspace.people[slack.dm("ada", "x").user or ""].id
    engine = build_engine(database)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT" if kind == "postgresql" else "PRAGMA wal_checkpoint(FULL)"))
        contexts = connection.execute(text("SELECT * FROM contexts")).all()
    engine.dispose()
    assert contexts
    assert person not in str(contexts)
    folder = request.getfixturevalue("postgresql").pgdata if kind == "postgresql" else engine.url.database
    found = written(Path(str(folder)))
    assert b"message:" in found, "it is the database that was read"
    assert CANARY.encode() not in found


def written(place: Path) -> bytes:
    """Return all bytes of a folder, or of a file and those beside it."""
    files: Any = place.rglob("*") if place.is_dir() else place.parent.glob(f"{place.name}*")
    return b"".join(each.read_bytes() for each in files if each.is_file())
