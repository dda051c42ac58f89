"""What the last week was like, told in a channel: once, by one process, with figures and no word of anybody's."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from months import write_lines
from settings_on import with_discord, with_slack
from sqlalchemy import select
from test_report import line

from adapters.assembly.keeping import kept_in_database
from adapters.assembly.kept import Kept
from adapters.assembly.local_service import local_discord, local_slack
from adapters.database_state import DatabaseState
from adapters.journal.weekly import TAKEN_OVER_AFTER, Weekly
from adapters.settings import Settings, SettingsError, read_settings
from adapters.store.tables import told_weeks
from botcore import Summed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from adapters.answering import Answerer
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.slack import SlackStandIn
    from botcore import Bot

TUESDAY = datetime(2026, 3, 10, 12, tzinfo=UTC).timestamp()
"""Of the week after the one whose lines `line` writes."""

DAY = 86_400.0
SUMMED = Summed("2 March", 1234, 5, "60 %", urgent=2, helped=7, not_helped=1)


class Channel:
    """Where it is told; `takes` says whether it can be."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.told: list[Summed] = []

    async def announce(self, summed: Summed) -> bool:
        await asyncio.sleep(0)
        if self.takes:
            self.told.append(summed)
        return self.takes


@pytest.fixture
def journal(database: str) -> str:
    words = line(0, "abstain", "bob", words="what does it cost")
    lines = [line(0, "answer", entry="a"), line(1, "answer", entry="a"), words, line(2, "urgent")]
    write_lines(database, iter([*lines, line(3, "rated", helpful=True, entry="a"), line(9, "help")]))
    return database


@pytest.fixture
def replicas(journal: str) -> Iterator[list[Weekly]]:
    found = [Weekly(journal, clock=lambda: TUESDAY) for _ in range(4)]
    yield found
    for each in found:
        each.close()


async def test_a_week_is_told_of_once_however_many_processes_there_are(replicas: list[Weekly]) -> None:
    channel = Channel()
    for _ in range(2):
        await asyncio.gather(*(each.tell("slack", channel.announce) for each in replicas))
    (summed,) = channel.told
    assert summed == Summed("2 March", 4, 2, "67 %", urgent=1, helped=1, not_helped=0)
    assert await replicas[0].tell("discord", channel.announce), "each platform by itself"


async def test_what_could_not_be_posted_is_tried_again(replicas: list[Weekly]) -> None:
    away, channel = Channel(takes=False), Channel()
    assert not await replicas[0].tell("slack", away.announce)
    assert await replicas[1].tell("slack", channel.announce)


async def test_who_began_and_died_is_taken_over_from_and_who_still_tries_is_not(journal: str) -> None:
    now = [TUESDAY]
    channel, weekly = Channel(), Weekly(journal, clock=lambda: now[0])

    async def dies(_: Summed) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await weekly.tell("slack", dies)
    assert not await weekly.tell("slack", channel.announce)
    now[0] += TAKEN_OVER_AFTER + 1
    assert await weekly.tell("slack", channel.announce)
    now[0] += TAKEN_OVER_AFTER + 1
    assert not await weekly.tell("slack", channel.announce)
    weekly.close()


@pytest.mark.parametrize(
    ("days", "hours", "told"), [(-2, 0, []), (-1, -4, []), (-1, -2, ["2 March"]), (8, 0, ["9 March"])]
)
async def test_a_week_is_told_of_from_the_monday_after_it_at_nine(
    journal: str, days: int, hours: int, told: list[str]
) -> None:
    channel, weekly = Channel(), Weekly(journal, clock=lambda: TUESDAY + days * DAY + hours * 3600)
    await weekly.tell("slack", channel.announce)
    assert [each.week for each in channel.told] == told
    weekly.close()


async def test_a_week_in_which_nothing_happened_and_a_database_that_is_away_say_nothing(journal: str) -> None:
    channel, weekly = Channel(), Weekly(journal, clock=lambda: TUESDAY + 70 * DAY)
    assert not await weekly.tell("slack", channel.announce)
    with weekly._engine.begin() as connection:
        assert connection.execute(select(told_weeks)).all() == []
    weekly.close()
    gone = Weekly("postgresql://nobody@127.0.0.1:1/none")
    assert not await gone.tell("slack", channel.announce)
    assert channel.told == []


def test_the_sentence_is_the_files_own_and_has_the_disclaimer(bot: Bot) -> None:
    reply = bot.reply(SUMMED)
    assert reply.lead.startswith("The week from 2 March, in figures. Replies: 1,234. People: 5.")
    assert "Questions answered: 60 %. Urgent: 2. It helped: 7. It did not: 1." in reply.lead
    assert reply.disclaimer


class Telling:
    """Tells when it is told to, in the place of a week that is over."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.told: list[tuple[str, bool]] = []

    @contextlib.asynccontextmanager
    async def __call__(self, platform: str, announce: Callable[[Summed], Awaitable[bool]]) -> AsyncIterator[None]:
        async def tell() -> None:
            await self.go_on.wait()
            self.told.append((platform, await announce(SUMMED)))

        task = asyncio.create_task(tell())
        yield
        task.cancel()

    async def tell(self) -> list[tuple[str, bool]]:
        self.go_on.set()
        async with asyncio.timeout(30):
            while not self.told:  # noqa: ASYNC110 - it has no event for that
                await asyncio.sleep(0.05)
        return self.told


@pytest.mark.parametrize("reached", [True, False])
async def test_it_is_posted_in_slack_where_answers_go_on(answer: Answerer, bot: Bot, reached: bool) -> None:
    telling, ids = Telling(), list[str]()

    def changed(settings: Settings) -> Settings:
        return with_slack(settings, report_channel=ids[0] if reached else "C0NOWHERE")

    def before(slack: SlackStandIn) -> None:
        ids.append(slack.workspace.channel("general").id)

    async with local_slack(answer, changed=changed, before=before, kept=Kept(telling=telling)) as local:
        slack = local.standin
        assert await telling.tell() == [("slack", reached)]
        posted = slack.visible_to("ada", "general")
        assert ["The week from 2 March" in each.text for each in posted] == [True] * reached
        assert all(str(bot.faq.disclaimer_short) in str(each.blocks) for each in posted)
        assert (await slack.wait_for_reply(slack.dm("ada", "hello"))).text


@pytest.mark.parametrize("reached", [True, False])
async def test_it_is_posted_in_discord_where_answers_go_on(answer: Answerer, bot: Bot, reached: bool) -> None:
    telling, ids = Telling(), list[str]()

    def changed(settings: Settings) -> Settings:
        return with_discord(settings, report_channel=ids[0] if reached else "404")

    def before(discord: DiscordStandIn) -> None:
        ids.append(discord.state.channel("general").id)

    async with local_discord(answer, changed=changed, before=before, kept=Kept(telling=telling)) as local:
        discord = local.standin
        await local.built[-1].wait_until_ready()  # type: ignore[attr-defined]
        assert await telling.tell() == [("discord", reached)]
        posted = discord.visible_to("ada", "general")
        assert ["The week from 2 March" in each.content for each in posted] == [True] * reached
        short = str(bot.faq.disclaimer_short)
        assert all(short in f"{each.content} {each.embeds}".replace("\\", "") for each in posted)
        assert (await discord.wait_for_reply(discord.ask("ada", "general", "hello"))).content


@pytest.mark.parametrize("journal_kept", [True, False])
async def test_the_service_tells_where_a_channel_is_set_and_a_journal_kept(
    database: str, journal_kept: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = read_settings({"PROLOBOT_DATABASE": database, "PROLOBOT_JOURNAL": "yes" if journal_kept else ""})
    settings = with_slack(settings, report_channel="C0OWNERS")
    async with kept_in_database(settings, DatabaseState()) as kept:
        async with kept.telling("slack", Channel().announce):  # type: ignore[arg-type]
            pass
        assert (getattr(kept.telling, "__self__", None) is not None) is journal_kept
    assert ("report_needs_journal" in capsys.readouterr().out) is not journal_kept


def test_channels_are_ids_and_off_by_default() -> None:
    assert not Settings().reports
    assert read_settings({"PROLOBOT_SLACK_REPORT_CHANNEL": "C0123ABC"}).slack.report_channel == "C0123ABC"
    assert read_settings({"PROLOBOT_DISCORD_REPORT_CHANNEL": "42"}).discord.report_channel == "42"
    with pytest.raises(SettingsError, match="PROLOBOT_SLACK_REPORT_CHANNEL: found '#general'"):
        read_settings({"PROLOBOT_SLACK_REPORT_CHANNEL": "#general"})


async def test_an_error_that_the_driver_raises_by_itself_ends_no_report(
    journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    weekly, channel = Weekly(journal, clock=lambda: TUESDAY), Channel()

    def breaks(*_: object) -> None:
        raise weekly._engine.dialect.loaded_dbapi.InterfaceError("the connection is closed")

    with monkeypatch.context() as away:
        away.setattr(weekly, "_is_ours", breaks)
        assert not await weekly.tell("slack", channel.announce)
    assert await weekly.tell("slack", channel.announce)
    weekly.close()
