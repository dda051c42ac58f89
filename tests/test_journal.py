"""The journal: what it takes down, what it leaves out, and that no answer waits for it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.journal import Journal, Reducer
from adapters.journal.reading import forget, lines, purge
from adapters.journal.reducing import LEFT_OUT
from adapters.journal.writing import ROOM
from adapters.store import AwayError, Store
from adapters.store.engine import build_engine
from adapters.store.tables import journal as table
from botcore import Asked, Rated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from botcore import Bot, Faq, Message, Reply

KEY = b"key"
CANARIES = [
    "call me on 07700 900123",
    "I am Zbigniew Brzęczyszczykiewicz", "мене звати Ольга", "メアリーです", "أنا فاطمة",
    "my mail is xylophila@quagmire.example", "token xoxb-1234-abcd", "Quetzalcoatlina said so",
]  # fmt: skip


@pytest.fixture(scope="module")
def reducer(faq: Faq) -> Reducer:
    return Reducer(faq)


def answering(bot: Bot) -> Callable[[Message], Awaitable[Reply]]:
    async def answer(message: Message) -> Reply:
        return bot.reply(message)

    return answer


def rows(address: str) -> list[dict[str, object]]:
    engine = build_engine(address)
    with engine.connect() as connection:
        found = list(lines(connection))
    engine.dispose()
    return found


async def told(bot: Bot, address: str, *messages: Message, days: int = 30) -> list[dict[str, object]]:
    async with Store(address).open() as store, Journal(store, KEY, days=days).open() as journal:
        journal.reads(bot.faq)
        heard = journal.kept(answering(bot))
        for message in messages:
            if isinstance(message, Rated):
                journal.rated(message)
            await heard(message)
    return rows(address)


def asked(text: str, person: str = "discord:1") -> Asked:
    return Asked(text, person=person, thread="discord:9")


async def test_a_reply_is_a_line_without_the_person_or_the_words(bot: Bot, database: str) -> None:
    (line,) = await told(bot, database, asked("Does prolotherapy have side effects?"))
    assert (line["kind"], line["entry"], line["platform"]) == ("answer", "side-effects", "discord")
    assert line["words"] == ""
    assert len(str(line["content"])) == 16
    assert "discord:" not in json.dumps({**line, "platform": ""})


async def test_words_are_kept_of_what_was_not_answered_and_only_where_that_is_set(bot: Bot, database: str) -> None:
    strange = "what does one session at the clinic cost, asks Zbigniew"
    (line,) = await told(bot, database, asked(strange))
    assert line["kind"] in {"abstain", "clarify"}
    assert "clinic" in str(line["words"])
    assert "zbigniew" not in str(line["words"])
    again = await told(bot, database, asked(strange), days=0)
    assert again[1]["words"] == ""


async def test_a_thumb_down_keeps_what_was_asked_and_why_in_reduced_words(bot: Bot, database: str) -> None:
    question = asked("Does prolotherapy have side effects?")
    down = Rated(helpful=False, entry="side-effects", person="discord:1", thread="discord:9")
    reason = Rated(helpful=False, entry="side-effects", reason="it says too little, Xylophila", person="discord:1")
    _, pressed, written = await told(bot, database, question, down, reason)
    assert (pressed["kind"], pressed["helpful"], pressed["entry"]) == ("rated", False, "side-effects")
    assert "side effects" in str(pressed["words"])
    assert "xylophila" not in str(written["words"])
    assert LEFT_OUT in str(written["words"])


async def test_a_red_flag_is_counted_and_none_of_its_words_is_kept(bot: Bot, database: str) -> None:
    (line,) = await told(bot, database, asked("I have chest pain"))
    assert (line["kind"], line["words"]) == ("urgent", "")


async def test_somebody_can_be_forgotten(bot: Bot, database: str) -> None:
    await told(bot, database, asked("hello"), asked("hello", "discord:2"))
    engine = build_engine(database)
    with engine.begin() as connection:
        assert forget(connection, KEY, "discord:1") == 1
        assert len(list(lines(connection))) == 1
        assert purge(connection) == 1
    engine.dispose()


async def test_a_database_that_is_away_delays_no_answer_and_what_has_no_room_is_counted(bot: Bot) -> None:
    class Away:
        async def run(self, _: object) -> None:
            raise AwayError("away")

    journal = Journal(Away(), KEY)  # type: ignore[arg-type]
    heard = journal.kept(answering(bot))
    reply = await heard(asked("hello"))
    assert reply.disclaimer
    for _ in range(ROOM + 5):
        journal.rated(Rated(helpful=True, person="discord:1"))
    assert journal.dropped == 6


async def test_lines_that_could_not_be_written_are_written_when_the_database_is_back(
    bot: Bot, database: str
) -> None:
    async with Store(database).open() as store:
        journal, run, away = Journal(store, KEY), store.run, asyncio.Event()

        async def failing(_: Callable[..., object]) -> object:
            away.set()
            raise AwayError("away")

        store.run = failing  # type: ignore[method-assign, assignment]
        async with journal.open():
            await journal.kept(answering(bot))(asked("hello"))
            await away.wait()
            store.run = run  # type: ignore[method-assign]
    assert len(rows(database)) == 1


async def test_a_line_that_may_have_been_written_is_written_again_and_is_there_once(
    bot: Bot, database: str
) -> None:
    async with Store(database).open() as store:
        journal, run, unsure = Journal(store, KEY), store.run, asyncio.Event()

        async def late(work: Callable[..., object]) -> object:
            await run(work)
            unsure.set()
            raise AwayError("nobody waited so long")

        store.run = late  # type: ignore[method-assign, assignment]
        async with journal.open():
            for person in ("discord:1", "discord:2"):
                await journal.kept(answering(bot))(asked("hello", person))
            await unsure.wait()
            store.run = run  # type: ignore[method-assign]
    assert len(rows(database)) == 2


@pytest.mark.parametrize("text", CANARIES)
def test_what_is_nobodys_ordinary_word_is_left_out(reducer: Reducer, text: str) -> None:
    said = reducer.reduce(f"is there anything that I can do about the side effects, {text}")
    assert said
    for word in text.casefold().split():
        if word not in {"call", "me", "on", "i", "am", "my", "mail", "is", "said", "so"}:
            assert word not in said.split()
    assert not any(letter.isdigit() for letter in said)


@given(st.text())
def test_whatever_is_written_only_allowed_words_remain(reducer: Reducer, text: str) -> None:
    kept = reducer.reduce(text).split()
    assert {word for word in kept if word != LEFT_OUT} <= reducer._allowed
    assert sum(word == LEFT_OUT for word in kept) <= len(kept) / 2


def test_a_text_of_strange_words_alone_is_not_kept(reducer: Reducer) -> None:
    assert reducer.reduce("Zbigniew Xylophila Quetzal is") == ""


def test_the_command_hands_out_forgets_and_empties(
    bot: Bot, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", address)
    monkeypatch.setenv("PROLOBOT_DATABASE_KEY", "a key")
    run = CliRunner().invoke

    async def fill() -> None:
        from adapters.settings import read_settings

        key = read_settings({"PROLOBOT_DATABASE_KEY": "a key"}).hashing_key
        async with Store(address).open() as store, Journal(store, key).open() as journal:
            await journal.kept(answering(bot))(asked("hello"))
            await journal.kept(answering(bot))(asked("hello", "discord:2"))

    asyncio.run(fill())
    assert len(run(app, ["journal", "export"]).stdout.splitlines()) == 2
    assert "1 line deleted" in run(app, ["journal", "forget", "discord:1"]).stdout
    assert run(app, ["journal", "forget", "Ada"]).exit_code == 2
    assert "1 line deleted" in run(app, ["journal", "purge", "--yes"]).stdout
    engine = create_engine(address)
    with engine.connect() as connection:
        assert connection.execute(select(table)).all() == []
    engine.dispose()


def test_without_a_database_the_command_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROLOBOT_DATABASE", raising=False)
    result = CliRunner().invoke(app, ["journal", "export"])
    assert result.exit_code == 2
    assert "PROLOBOT_DATABASE" in result.output
