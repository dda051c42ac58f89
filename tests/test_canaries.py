"""What people write is in no log, metric, export, alert or error page: at every level, and whatever goes wrong."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from canaries import make_canaries, seen_in
from proving import proof, some
from sqlalchemy import text
from test_alerting import Watched
from test_running import DISCORD_TOKEN, SLACK_SETTINGS, environment, on_discord, on_slack, running
from typer.testing import CliRunner

from adapters.answering import Answerer
from adapters.assembly.replaying import play_runs
from adapters.cli.app import app
from adapters.harness.replay.transcripts import Expected, Transcript, Turn
from adapters.harness.replay.wire import WIRES, bad_runs
from adapters.journal import Journal
from adapters.ops import configure_logging
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import SlackStandIn
from adapters.store import Store
from botcore import Asked, Kind, Rated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from botcore import Bot

__all__ = ["environment"]

CANARIES = make_canaries()
ASKED = {
    "is prolotherapy safe for neck pain? {}": Kind.ANSWER,
    "what would one session cost, asks {}": Kind.ABSTAIN,
    "I have chest pain, {}": Kind.URGENT,
    "should I stop my tablets, says {}": Kind.DECLINE,
    "{}": Kind.ABSTAIN,
}
"""What they stand in, with a kind of reply that each gets when nothing else stands there."""


def told() -> list[Asked]:
    """Return every canary in words, each of somebody else."""
    frames = cycle(ASKED)
    return [
        Asked(next(frames).format(canary.text), person=f"discord:{number}", thread="discord:9")
        for number, canary in enumerate(CANARIES)
    ]


class Broken:
    """A bot that fails wherever it is asked, and says in its error what it was asked."""

    def __init__(self, bot: Bot) -> None:
        self.apology, self.stopping, self.unread = bot.apology, bot.stopping, bot.unread

    def _fails(self, *messages: Any, **_: Any) -> Any:
        raise ValueError(f"cannot read {messages}")

    reply = hears = busy = _fails


@pytest.fixture
def seen(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return what of the canaries was written so far; another call begins anew."""

    def look() -> tuple[list[str], str]:
        shown = capsys.readouterr()
        return seen_in(shown.out + shown.err, CANARIES), shown.out + shown.err

    return look


def test_canaries_are_found_however_they_are_written() -> None:
    for canary in CANARIES:
        for shown in (canary.text, json.dumps(canary.text), ascii(canary.text), quote(canary.text)):
            assert seen_in(f"… {shown} …", [canary])
    assert not seen_in("an ordinary line", CANARIES)


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
async def test_no_log_of_any_level_holds_them_though_everything_breaks(
    bot: Bot, database: str, level: str, as_json: bool, seen: Any
) -> None:
    configure_logging(level, as_json=as_json)
    answerer = Answerer(Broken(bot))  # type: ignore[arg-type]
    async with Store(database).open() as store, Journal(store, b"key", days=30).open() as journal:
        journal.reads(bot.faq)
        heard = journal.kept(answerer)
        for message in told():
            assert (await heard(message)).disclaimer
            journal.rated(Rated(helpful=False, entry="agent", reason=message.text, person=message.person))
        await store.run(lambda connection: connection.execute(text("DROP TABLE journal")))
        journal.rated(Rated(helpful=False, entry="agent", reason=told()[0].text, person="discord:1"))
        await asyncio.sleep(5)
    answerer.close()
    found, shown = seen()
    assert found == []
    assert "reply_failed" in shown or "database_away" in shown, "it did break"


@pytest.mark.parametrize("as_json", [True, False])
async def test_what_a_library_or_the_loop_tells_of_an_error_holds_its_kind_alone(as_json: bool, seen: Any) -> None:
    configure_logging("DEBUG", as_json=as_json)

    async def fails(words: str) -> None:
        raise ValueError(words)

    for canary in CANARIES:
        _ = asyncio.create_task(fails(canary.text))
        error = ValueError(f"cannot read\n{canary.text}")
        asyncio.get_running_loop().call_exception_handler({"message": "it broke", "exception": error})
        for said in (error, canary.text):
            failed = ValueError(said)
            logging.getLogger("slack_bolt.AsyncApp").error("no listener (error: %s)", failed, exc_info=failed)
    del _
    await asyncio.sleep(0)
    gc.collect()
    found, shown = seen()
    assert found == []
    assert shown.count("Task exception was never retrieved") == len(CANARIES)
    assert "ValueError" in shown


def conversation(number: int, messages: Sequence[str]) -> Transcript:
    """Return what somebody says in a channel, in private, by command, and of a reply; no reply is judged."""
    expect = Expected(reply=Kind.ANSWER)
    first, second, third = messages
    turns = (
        Turn(says=first, expect=expect),
        Turn(where="dm", says=second, expect=expect),
        Turn(where="command", says=third, expect=expect),
        Turn(where="dm", says="is prolotherapy safe for neck pain?", expect=expect),
        Turn(where="dm", rates="not helpful", reason=first, expect=expect),
    )
    return Transcript(title=f"canaries {number}", turns=turns)


@proof("8 faults", "every fault of a connection")
async def test_no_fault_of_a_connection_brings_them_into_a_log(bot: Bot, seen: Any) -> None:
    configure_logging("DEBUG", as_json=True)
    by_script = [message.text for message in told()]
    transcripts = [conversation(at, by_script[at : at + 3]) for at in (0, 5, 9, 14, 17)]
    runs = some(bad_runs(WIRES), 8)
    outcomes = [outcomes for _, outcomes in await play_runs(bot, some(transcripts, 2), runs)]
    assert all(each.struck for each in outcomes)
    found, shown = seen()
    assert found == []
    assert "replied" in shown


async def test_nothing_that_can_be_read_of_a_running_service_holds_them(
    bot: Bot, environment: pytest.MonkeyPatch, tmp_path: Path, database: str, seen: Any
) -> None:
    environment.setenv("PROLOBOT_DATABASE", database)
    environment.setenv("PROLOBOT_JOURNAL", "yes")
    environment.setenv("PROLOBOT_JOURNAL_DAYS", "30")
    environment.setattr("adapters.assembly.content.load_bot", lambda *_: bot)
    file = tmp_path / "faq.yaml"
    file.write_text("disclaimer: d\n", encoding="utf-8")
    watched = Watched()
    async with (
        SlackStandIn(SLACK_SETTINGS) as slack,
        DiscordStandIn(DiscordSettings(token=DISCORD_TOKEN, limits={}, global_limit=None)) as discord,
    ):
        on_slack(environment, slack)
        on_discord(environment, discord)
        watched.discord(discord)
        environment.setenv("PROLOBOT_DISCORD_ALERT_CHANNEL", watched.alert_to.channel)
        async with running(file) as run:
            configure_logging("DEBUG", as_json=True)
            await run.until(ready=True)
            for number, message in enumerate(told()):
                if number % 2:
                    await slack.wait_for_reply(slack.dm("ada", message.text))
                else:
                    await discord.wait_for_reply(discord.ask("ada", "general", message.text))
            await discord.settle()
            pages = ""
            for path in ("/metrics", "/readyz", "/healthz", "/readyz/slack", f"/{CANARIES[0].text}"):
                async with run.page.get(path) as response:
                    pages += await response.text()
            await asyncio.sleep(5)
    alerts = [each.content for each in discord.visible_to("grace", "carers")]
    assert alerts, "somebody was told"
    assert seen_in(pages + "".join(alerts), CANARIES[1:]) == []
    found, _ = seen()
    assert found == []
    exported = CliRunner().invoke(app, ["journal", "export"]).stdout
    assert len(exported.splitlines()) == len(CANARIES)
    assert seen_in(exported, CANARIES) == []
    assert seen_in(CliRunner().invoke(app, ["report", "--html", "-"]).stdout, CANARIES) == []
