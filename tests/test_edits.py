"""What becomes of an edit: a red flag that is new in it is told, once; anything else gets nothing."""

from __future__ import annotations

import asyncio
import contextlib
import io
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from replicas import Replica
from rich.console import Console
from settings_on import with_slack
from test_alerting import Watched, forever, granted
from test_outbox_discord import serving as serving_discord
from test_outbox_slack import serving as serving_slack
from test_outbox_slack import silent
from test_replying import Board

from adapters.answering import Answerer
from adapters.assembly.local_service import local_discord, local_slack
from adapters.database_state import DatabaseState
from adapters.discord.making_up import nonce_of
from adapters.harness.replay.printing import print_played
from adapters.harness.replay.replaying import Played
from adapters.harness.replay.transcripts import Expected, Turn
from adapters.incoming import EDITED_WITHIN, Incoming, is_unsaid
from adapters.journal import Journal
from adapters.ops import counted
from adapters.owed import Door, Owed
from adapters.platform_state import PlatformState
from adapters.slack.parsing import as_said, message_place, read_message, read_unnamed_edit
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as Guild
from adapters.standins.slack import Settings as Workspace
from adapters.standins.slack import SlackStandIn
from adapters.store import Store, StoredContexts
from botcore import Asked, Because, Kind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from adapters.assembly.local_service import Local
    from adapters.incoming import Respond
    from adapters.settings import Settings
    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
URGENT = "I can't breathe since the injection"
CRISIS = "I want to kill myself"
PLATFORMS = pytest.mark.parametrize("platform", ["slack", "discord"])
THREADS = Workspace(
    scopes=("app_mentions:read", "chat:write", "commands", "im:history", "channels:history", "groups:history"),
    events=("app_mention", "message.im", "message.channels", "message.groups"),
    messages_per_second=None,
)
"""What `prolobot slack --manifest --threads` asks for."""


def replies_to(standin: Any, said: Any) -> list[Any]:
    """Return every reply to a message, those to what was said before it was edited included."""
    if isinstance(standin, DiscordStandIn):
        found = [each for each in standin.state.messages.values() if each.author == standin.state.bot.id]
        return [each for each in found if (each.reference or {}).get("message_id") == said.id]
    bot, channel = standin.workspace.bot.bot_id, standin.workspace.channels[said.channel]
    own = [each for each in channel.messages if each.bot_id == bot and not each.ephemeral]
    return [each for each in own if channel.kind == "im" or each.thread_ts == said.ts]


def words_of(message: Any) -> str:
    return str(getattr(message, "text", "") or message.content.replace("\\", "").strip("*"))


class Here:
    """One platform, on which somebody writes and edits; both are spoken to alike."""

    def __init__(self, local: Local[Any]) -> None:
        self.local, self.standin = local, local.standin
        self.is_slack = isinstance(self.standin, SlackStandIn)

    def say(self, text: str, *, direct: bool = False, named: bool = True) -> Any:
        words = f"{self.standin.mention} {text}" if named and not direct else text
        if direct:
            return self.standin.dm("ada", words)
        return self.standin.say("ada", "general", words)

    async def edit(self, said: Any, text: str, *, named: bool = True) -> None:
        await asyncio.sleep(0.01)  # No two edits in one moment.
        self.edit_at_once(said, text, named=named)
        await self.rest()

    def edit_at_once(self, said: Any, text: str, *, named: bool = True) -> None:
        self.standin.edit("ada", said, f"{self.standin.mention} {text}" if named else text)

    async def rest(self) -> None:
        await self.standin.settle(0.3)
        await self.local.drain(60.0)
        await self.standin.settle(0.1)

    def told(self, said: Any) -> list[str]:
        """Return the first words of every reply to a message."""
        return [words_of(each)[:6] for each in replies_to(self.standin, said)]

    @property
    def alerts(self) -> int:
        return len(self.standin.visible_to("grace", "carers"))


class Mannered(Watched):
    """Sets besides how the bot behaves in #general."""

    def __init__(self, manner: str) -> None:
        super().__init__()
        self.manner, self.server, self.general = manner, "", ""

    def slack(self, slack: SlackStandIn) -> None:
        super().slack(slack)
        self.server, self.general = slack.settings.team_id, slack.workspace.channel("general").id

    def discord(self, discord: DiscordStandIn) -> None:
        super().discord(discord)
        self.server, self.general = discord.state.guild_id, discord.state.channel("general").id

    def changed(self, settings: Settings) -> Settings:
        cooled = {self.server: {"cooldown": "60"}}
        manners = cooled if self.manner == "cooled" else {self.general: {"manner": self.manner}}
        return replace(super().changed(settings), manners=manners)


@contextlib.asynccontextmanager
async def here(
    platform: str,
    answer: Respond,
    *,
    workspace: Workspace | None = None,
    guild: Guild | None = None,
    manner: str = "usual",
) -> AsyncIterator[Here]:
    """Run the service on a platform, with a channel for those who look after people."""
    watched = Mannered(manner)
    if platform == "slack":
        settings = workspace or granted("groups:read")
        async with local_slack(answer, settings, before=watched.slack, changed=watched.changed) as local:
            yield Here(local)
    else:
        async with local_discord(answer, guild, before=watched.discord, changed=watched.changed) as other:
            yield Here(other)


@PLATFORMS
async def test_an_emergency_that_is_new_in_an_answered_message_is_told_once_and_alerted(
    answer: Answerer, platform: str
) -> None:
    async with here(platform, answer) as place:
        said = place.say("hello")
        await place.standin.wait_for_reply(said)
        await place.edit(said, "hello there")
        await place.edit(said, QUESTION)
        assert (place.told(said), place.alerts) == (["Hello!"], 0)
        await place.edit(said, URGENT)
        assert (place.told(said), place.alerts) == (["Hello!", "Call y"], 1)
        for again in (f"{URGENT}!!", QUESTION, f"{URGENT}, please"):
            await place.edit(said, again)
        assert (place.told(said), place.alerts) == (["Hello!", "Call y"], 1)
        await place.edit(said, CRISIS)
        assert (place.told(said), place.alerts) == (["Hello!", "Call y", "Please"], 2)


@PLATFORMS
async def test_what_was_urgent_before_is_not_told_again(answer: Answerer, platform: str) -> None:
    async with here(platform, answer) as place:
        said = place.say(URGENT)
        await place.standin.wait_for_reply(said)
        await place.edit(said, f"{URGENT}, sorry for the typo")
        assert (place.told(said), place.alerts) == (["Call y"], 1)


@PLATFORMS
async def test_a_direct_message_is_the_same_and_nobody_s_business(answer: Answerer, platform: str) -> None:
    async with here(platform, answer) as place:
        said = place.say("hello", direct=True)
        await place.standin.wait_for_reply(said)
        await place.edit(said, QUESTION, named=False)
        await place.edit(said, URGENT, named=False)
        await place.edit(said, f"{URGENT}!", named=False)
        assert (place.told(said), place.alerts) == (["Hello!", "Call y"], 0)


@PLATFORMS
async def test_an_edit_that_is_brought_twice_is_told_once(answer: Answerer, platform: str) -> None:
    fault = {"slack": "event app_mention", "discord": "gateway MESSAGE_UPDATE"}[platform]
    async with here(platform, answer) as place:
        said = place.say("hello")
        await place.standin.wait_for_reply(said)
        place.standin.faults.arm("duplicate", fault)
        await place.edit(said, URGENT)
        assert place.standin.faults.struck == 1
        assert place.told(said) == ["Hello!", "Call y"]


@PLATFORMS
@pytest.mark.parametrize("manner", ["off", "private", "cooled"])
async def test_what_was_declined_there_is_heard_once_it_is_urgent(
    answer: Answerer, platform: str, manner: str
) -> None:
    async with here(platform, answer, manner=manner) as place:
        if manner == "cooled":
            await place.standin.wait_for_reply(place.say(QUESTION))
            await place.rest()
        said = place.say(QUESTION)
        await place.rest()
        assert "Which " not in place.told(said)
        declined = place.told(said)
        await place.edit(said, "is it safe for the neck?")
        assert place.told(said) == declined
        await place.edit(said, URGENT)
        assert (place.told(said), place.alerts) == ([*declined, "Call y"], 1)


@PLATFORMS
async def test_an_edit_of_what_is_just_being_answered_is_told_before_it_and_once(
    answer: Answerer, platform: str
) -> None:
    goes_on = asyncio.Event()

    async def slowly(message: Message) -> Reply:
        if isinstance(message, Asked) and not message.edited:
            await goes_on.wait()
        return await answer(message)

    async with here(platform, slowly) as place:
        said = place.say("hello")
        await asyncio.sleep(0.5)
        place.edit_at_once(said, URGENT)
        reply = await place.standin.wait_for_reply(said)
        assert reply
        assert place.told(said) == ["Call y"]
        goes_on.set()
        await place.rest()
        assert place.told(said) == ["Call y", "Hello!"]


@PLATFORMS
async def test_what_is_deleted_after_it_became_urgent_is_answered_all_the_same(
    answer: Answerer, platform: str
) -> None:
    async with here(platform, answer) as place:
        said = place.say("hello")
        await place.standin.wait_for_reply(said)
        before = len(place.standin.visible_to("ada", "general"))
        place.edit_at_once(said, URGENT)
        place.standin.delete("ada", said)
        await place.rest()
        # One more reply, and one message less.
        assert (len(place.standin.visible_to("ada", "general")), place.alerts) == (before, 1)


@PLATFORMS
async def test_an_old_message_is_heard_where_it_has_become_urgent_and_no_other(
    answer: Answerer, platform: str
) -> None:
    now = [1.8e9]
    workspace, guild = replace(granted("groups:read"), clock=lambda: now[0]), Guild(clock=lambda: now[0])
    async with here(platform, answer, workspace=workspace, guild=guild) as place:
        quiet = [place.say(QUESTION, named=False) for _ in range(2)]
        now[0] += EDITED_WITHIN + 60
        for said, text in zip(quiet, (QUESTION, URGENT), strict=True):
            now[0] += 1
            await place.edit(said, text)
        assert [place.told(said) for said in quiet] == [[], ["Call y"]]


@PLATFORMS
async def test_a_mention_that_is_added_in_time_is_answered_as_if_it_were_said_then(
    answer: Answerer, platform: str
) -> None:
    async with here(platform, answer) as place:
        said = place.say(QUESTION, named=False)
        await place.edit(said, QUESTION)
        await place.edit(said, f"{QUESTION} please")
        assert [len(each) for each in place.told(said)] == [6]
        await place.edit(said, URGENT)
        assert place.told(said)[1:] == ["Call y"]


async def test_where_threads_are_followed_an_edit_comes_twice_and_counts_once(answer: Answerer) -> None:
    def following(settings: Settings) -> Settings:
        return with_slack(settings, threads=True)

    async with local_slack(answer, THREADS, changed=following) as local:
        place = Here(local)
        added = place.say(QUESTION, named=False)
        await place.edit(added, URGENT)
        assert place.told(added) == ["Call y"]
        said = place.say("hello")
        await place.standin.wait_for_reply(said)
        await place.edit(said, URGENT)
        assert place.told(said) == ["Hello!", "Call y"]
        others = place.say(QUESTION, named=False)
        await place.edit(others, URGENT, named=False)
        assert place.told(others) == [], "it was never meant for the bot"
        dropped = place.say("hello")
        await place.standin.wait_for_reply(dropped)
        await place.edit(dropped, CRISIS, named=False)
        assert place.told(dropped) == ["Hello!", "Please"]


async def test_a_preview_that_discord_adds_is_no_edit(answer: Answerer) -> None:
    heard = list["Message"]()

    async def noted(message: Message) -> Reply:
        heard.append(message)
        return await answer(message)

    async with here("discord", noted) as place:
        discord = place.standin
        said = place.say("hello")
        await discord.wait_for_reply(said)
        await place.edit(said, QUESTION)
        for _ in range(2):
            discord.backend.dispatcher.message("MESSAGE_UPDATE", said)
        await place.rest()
        assert len(heard) == 2


def changed_event(**more: Any) -> dict[str, Any]:
    said = {
        "type": "message",
        "user": "U1",
        "text": URGENT,
        "ts": "1000.1",
        "edited": {"user": "U1", "ts": "1005.0"},
    }
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "D1",
        "channel_type": "im",
        "ts": "1005.1",
        "message": said,
        "previous_message": {"type": "message", "user": "U1", "text": "hello", "ts": "1000.1"},
    }
    return {"team_id": "T1", "event_id": "E2", "event": event | more}


def test_slack_s_event_of_an_edit_reads_as_the_message_it_is_of() -> None:
    body = as_said(changed_event(), "UBOT")
    assert body
    incoming = read_message(body, "UBOT", at=1.0)
    assert incoming
    assert incoming.keys[-1] == "message:T1:D1:1000.1"
    assert incoming.edit.keys == ("message:T1:D1:1000.1:edited:1005.0",)
    assert [isinstance(each.message, Asked) and each.message.edited for each in incoming.readings] == [False, True]
    assert message_place(body).after == "1000.1"


@pytest.mark.parametrize(
    "more",
    [
        {"message": {"type": "message", "user": "U1", "text": URGENT, "ts": "1000.1"}},
        {
            "previous_message": {
                "type": "message",
                "user": "U1",
                "text": URGENT,
                "ts": "1000.1",
                "edited": {"user": "U1", "ts": "1005.0"},
            }
        },
        {"message": None},
    ],
)
def test_a_change_that_is_nobody_s_is_no_edit(more: dict[str, Any]) -> None:
    assert as_said(changed_event(**more), "UBOT") is None


@pytest.mark.parametrize(
    "message",
    [
        {"user": "UBOT"},
        {"bot_id": "B1", "app_id": "A1"},
        {"user": "U1", "subtype": "tombstone"},
        {"user": "USLACKBOT"},
    ],
)
@pytest.mark.parametrize("where", [{"channel": "C1", "channel_type": "channel"}, {}])
def test_an_edit_by_who_is_no_person_is_not_heard(message: dict[str, Any], where: dict[str, Any]) -> None:
    said = {"type": "message", "text": URGENT, "ts": "1000.1", "edited": {"ts": "1005.0"}} | message
    body = as_said(changed_event(message=said, **where), "UBOT")
    assert body
    assert (read_message(body, "UBOT", at=1.0), read_unnamed_edit(body, "UBOT", at=1.0)) == (None, None)


def test_a_reply_to_an_edit_is_another_message_than_the_reply_before_it() -> None:
    before = Owed("message:123", "discord", Door.MESSAGE, "1", "2", message="123")
    edits = [replace(before, id=f"message:123:edited:{each}") for each in ("5", "6")]
    assert len({before.message_key, *(each.message_key for each in edits)}) == 1
    nonces = [nonce_of(each) for each in (before, *edits)]
    assert nonces[0] == 123
    assert len(set(nonces)) == 3
    assert all(len(f"{each}-9") <= 25 for each in nonces)


async def test_two_processes_take_one_edit_once(bot: Bot, database: str) -> None:
    asked = Asked(URGENT, person="board:ada", thread="board:1")
    incoming = Incoming(asked, ("message:1",), version="5")

    def owe(each: Incoming) -> Owed:
        return Owed(each.keys[-1], "board", Door.MESSAGE, "C1", "ada")

    async with Replica(database) as first, Replica(database) as second:
        boards = [Board(bot), Board(bot)]
        for board, replica in zip(boards, (first, second), strict=True):
            board.ledger = replica.ledger
        assert await boards[0].taken_as(replace(incoming, version=""), owe)
        taken = [await board.taken_as(incoming, owe) for board in boards]
        assert [each is not None for each in taken] == [True, False]
        assert taken[0]
        assert taken[0][1].version == "5"
        late = replace(incoming, keys=("message:2",), late=True)
        assert [bool(await board.taken_as(late, owe)) for board in reversed(boards)] == [True, False]


@PLATFORMS
@pytest.mark.parametrize("ends", ["leaves", "crashes"])
async def test_an_edit_that_a_process_took_with_it_is_told_by_the_next_one(
    answer: Answerer, database: str, platform: str, ends: str
) -> None:
    async def dies_over_edits(message: Message) -> Reply:
        return await (silent if isinstance(message, Asked) and message.edited else answer)(message)

    serving: Any = serving_slack if platform == "slack" else serving_discord
    async with SlackStandIn() if platform == "slack" else DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, dies_over_edits):
            said = [standin.dm("ada", "hello"), standin.dm("grace", "hello"), standin.dm("linus", URGENT)]
            for each in said:
                await standin.wait_for_reply(each)
            await standin.settle(0.3)
            for who, each, text in zip(
                ("ada", "grace", "linus"), said, (URGENT, QUESTION, f"{CRISIS} now"), strict=True
            ):
                standin.edit(who, each, text)
            await asyncio.sleep(2.0)
            if ends == "crashes":
                first.cut()
        async with Replica(database) as second, serving(standin, second, answer):
            await asyncio.sleep(30.0)
            assert [len(replies_to(standin, each)) for each in said] == [2, 1, 2]
        async with Replica(database) as third, serving(standin, third, answer):
            await asyncio.sleep(30.0)
            assert [len(replies_to(standin, each)) for each in said] == [2, 1, 2]


@PLATFORMS
async def test_an_edit_that_was_noted_as_told_and_never_sent_is_told_by_the_next_process(
    answer: Answerer, tmp_path: Path, platform: str
) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    serving: Any = serving_slack if platform == "slack" else serving_discord
    async with SlackStandIn() if platform == "slack" else DiscordStandIn() as standin:
        async with Replica(database) as first, serving(standin, first, answer):
            said = standin.dm("ada", "hello")
            await standin.wait_for_reply(said)
            await standin.settle(0.3)
            first.ledger.sends = forever  # type: ignore[method-assign]
            standin.edit("ada", said, URGENT)
            await asyncio.sleep(3.0)
            assert len(replies_to(standin, said)) == 1
        async with Replica(database) as second, serving(standin, second, answer):
            await asyncio.sleep(30.0)
            assert [words_of(each)[:6] for each in replies_to(standin, said)] == ["Hello!", "Call y"]


async def test_the_database_holds_the_codes_of_an_edit_and_none_of_its_words(
    answer: Answerer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kept.db"
    async with SlackStandIn() as slack:
        async with Replica(f"sqlite:///{path}") as only, serving_slack(slack, only, answer):
            said = slack.dm("ada", "hello")
            await slack.wait_for_reply(said)
            slack.edit("ada", said, f"my zebra {URGENT}")
            await slack.wait_for_reply(said)
            await slack.settle(0.3)
    with contextlib.closing(sqlite3.connect(path)) as database:
        kept = "\n".join(database.iterdump())
    shown = capsys.readouterr()
    assert f"{said.ts}:edited:" in kept
    assert f"told:message:{slack.settings.team_id}:{said.channel}:{said.ts}:breathing" in kept
    assert not {word for word in ("zebra", "breathe", "injection") if word in kept + shown.out + shown.err}


async def test_what_is_not_said_is_not_noted_as_said(bot: Bot, tmp_path: Path) -> None:
    async def answer(message: Message) -> Reply:
        return bot.reply(message)

    bot.forget()
    state, store = PlatformState("slack"), Store(f"sqlite:///{tmp_path / 'kept.db'}", DatabaseState())
    async with store.open():
        journal, contexts = Journal(store, b"key"), StoredContexts(store, b"key")
        heard = counted(journal.kept(contexts.known_to(answer)), state)
        asked = Asked(QUESTION, person="slack:ada", thread="slack:1", at=1.0)
        await heard(asked)
        unsaid = await heard(replace(asked, text="is it safe for the neck?", edited=True, at=2.0))
        assert unsaid.kind is not Kind.URGENT
        assert is_unsaid(replace(asked, edited=True), unsaid)
        assert (sum(state.replies.values()), journal.waiting) == (1, 1)
        urgent = await heard(replace(asked, text=URGENT, edited=True, at=3.0))
        assert (urgent.kind, sum(state.replies.values()), journal.waiting) == (Kind.URGENT, 2, 2)
        followed = await heard(replace(asked, text="why that one?", at=4.0))
        assert followed.entry is not None
        assert followed.entry.id == "common-agent"


async def test_an_edit_that_could_not_be_read_is_told_so(bot: Bot) -> None:
    edited = Asked(URGENT, person="p", edited=True)
    for reply in (bot.apology(), bot.stopping(), bot.unread()):
        assert not is_unsaid(edited, reply)
        assert reply.trace.because in {Because.BROKEN, Because.STOPPING, Because.BUSY}
    assert not is_unsaid(edited, bot.reply(edited))
    assert not is_unsaid(replace(edited, edited=False), bot.reply(replace(edited, text="hello", edited=False)))


async def test_an_edit_is_read_where_its_author_has_more_in_the_queue_than_may_wait(bot: Bot) -> None:
    answer = Answerer(bot, threads=1)
    asked = Asked(QUESTION, person="p", thread="t")
    edits = [replace(asked, text=text, edited=True) for text in ("hello", QUESTION)]
    replies = await asyncio.gather(*map(answer, (*[asked] * 6, *edits)))
    answer.close()
    assert Because.BUSY in {each.trace.because for each in replies[:6]}
    assert Because.BUSY not in {each.trace.because for each in replies[6:]}


async def test_a_replay_counts_no_disclaimer_where_nothing_is_said(bot: Bot) -> None:
    turn = Turn(says=QUESTION, way="edit last", expect=Expected(reply="none"))
    unsaid = Played("core", "an edit", turn, (), bot.reply(Asked(QUESTION, edited=True)), ())
    out = io.StringIO()
    print_played(Console(file=out, width=200), [unsaid], seconds=1.0, draw=None)
    assert "1 turn, 0 replies, 0 with disclaimer, 0 not as written" in out.getvalue()


async def test_an_edit_is_read_by_itself(bot: Bot) -> None:
    before = Asked(URGENT, person="p", thread="t")
    after = replace(before, text="hello", edited=True)
    assert bot.reply(after, (before, after)).kind is not Kind.URGENT
