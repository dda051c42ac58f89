"""`prolobot run` from outside: health, metrics, the file it follows, and what can never work."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from adapters.answering import Answerer
from adapters.assembly import content
from adapters.assembly.bad_input import BadInputError
from adapters.assembly.loading import load_file, settings
from adapters.assembly.platforms import DISCORD, SLACK, every_set, only
from adapters.assembly.serving import Serving
from adapters.benchmarks.chaos.programs import free_port
from adapters.ops import configure_logging
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn
from botcore import Bot, load_faq

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

LITTLE = """
disclaimer: General information only.
entries:
- {id: agent, question: "What is the most common agent?", answer: %s}
"""
QUESTION = "What is the most common agent?"
SLACK_SETTINGS = SlackSettings(bot_token="xoxb-1111111111-abcdEFGH", app_token="xapp-1-A111-222-abcdef0123")
DISCORD_TOKEN = "MTAxMDEwMTAxMDEwMTAxMDEw.AbCdEf.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
WRONG = "xoxb-9999999999-wrongWRONG"

Json = dict[str, Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "faq.yaml"
    path.write_text(LITTLE % "Dextrose.")
    return path


@pytest.fixture(scope="module")
def little_bot() -> Bot:
    return Bot(load_faq(LITTLE % "Dextrose."))


@pytest.fixture
def learned(little_bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every good file is learned already."""

    def load(path: Path, _: object) -> Bot:
        load_file(path)
        return little_bot

    monkeypatch.setattr(content, "load_bot", load)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without tokens, whose state is shown on a free port."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.setenv("PROLOBOT_OPS_PORT", str(free_port()))
    return monkeypatch


def on_slack(environment: pytest.MonkeyPatch, slack: SlackStandIn) -> None:
    environment.setenv("SLACK_BOT_TOKEN", slack.settings.bot_token)
    environment.setenv("SLACK_APP_TOKEN", slack.settings.app_token)
    environment.setenv("PROLOBOT_SLACK_URL", slack.api_url)


def on_discord(environment: pytest.MonkeyPatch, discord: DiscordStandIn) -> None:
    environment.setenv("DISCORD_TOKEN", discord.settings.token)
    environment.setenv("PROLOBOT_DISCORD_URL", discord.url)


@dataclass
class Run:
    """A running program, and its pages."""

    serving: Serving
    task: asyncio.Task[None]
    page: aiohttp.ClientSession

    async def read(self, path: str) -> tuple[int, Json]:
        async with self.page.get(path) as response:
            return response.status, await response.json()

    async def metric(self, name: str, **labels: str) -> float | None:
        async with self.page.get("/metrics") as response:
            families = text_string_to_metric_families(await response.text())
            found = [s for family in families for s in family.samples if s.name == name]
        return next((s.value for s in found if labels.items() <= s.labels.items()), None)

    async def until(self, ready: bool) -> Json:
        while True:
            if self.task.done():
                await self.task
            status, told = await self.read("/readyz")
            if (status == 200) is ready:
                return told
            await asyncio.sleep(0.5)

    async def until_metric(self, name: str, value: float, **labels: str) -> None:
        while await self.metric(name, **labels) != value:
            await asyncio.sleep(0.5)


@asynccontextmanager
async def running(file: Path, choose: Any = every_set, *, wait: bool = False) -> AsyncIterator[Run]:
    configure_logging("INFO", as_json=True)
    serving = Serving(file, choose, wait=wait)
    task = asyncio.create_task(serving.run(settings()))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{settings().ops_port}") as page:
        await asyncio.sleep(0.1)
        yield Run(serving, task, page)
        serving.signals.stop.set()
        await task


def logged(capsys: pytest.CaptureFixture[str], event: str) -> list[Json]:
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    return [line for line in lines if line["event"] == event]


@pytest.mark.usefixtures("learned")
async def test_a_running_service_can_be_seen_from_outside(
    file: Path, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        SlackStandIn(SLACK_SETTINGS) as slack,
        DiscordStandIn(DiscordSettings(token=DISCORD_TOKEN)) as discord,
    ):
        on_slack(environment, slack)
        on_discord(environment, discord)
        async with running(file) as run:
            told = await run.until(ready=True)
            assert {name: each["connection"] for name, each in told["platforms"].items()} == {
                "slack": "connected",
                "discord": "connected",
            }
            assert (told["file"]["entries"], told["file"]["faults"]) == (1, [])
            assert await run.read("/healthz") == (200, {"alive": True, "loop_lag_seconds": 0.0})
            assert (await run.read("/readyz/slack"))[0] == 200
            assert (await run.read("/readyz/irc"))[0] == 503
            await slack.wait_for_reply(slack.dm("ada", QUESTION))
            await discord.wait_for_reply(discord.dm("ada", QUESTION))
            for platform in ("slack", "discord"):
                await run.until_metric("prolobot_replies_total", 1, platform=platform, kind="answer")
                await run.until_metric("prolobot_shown_seconds_count", 1, platform=platform)
                assert await run.metric("prolobot_judged_seconds_count", platform=platform) == 1
                assert await run.metric("prolobot_in_flight", platform=platform) == 0
            assert await run.metric("prolobot_ready") == 1
            assert await run.metric("prolobot_file_info", version=told["file"]["version"]) == 1
            assert await run.metric("prolobot_info", version=told["version"], model=told["model"]) == 1
            assert (await run.metric("process_resident_memory_bytes") or 0) > 0
            await asyncio.sleep(1)
    (ready,) = logged(capsys, "ready")
    assert (ready["entries"], ready["platforms"]) == (1, ["discord", "slack"])
    assert ready["version"]


async def test_a_good_file_is_swapped_in_and_a_bad_one_leaves_the_old_one_answering(
    file: Path, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        async with running(file) as run:
            first = (await run.until(ready=True))["file"]["version"]
            file.write_text(LITTLE % "Saline.")
            await run.until_metric("prolobot_file_loads_total", 2)
            assert "Saline" in (await slack.wait_for_reply(slack.dm("ada", QUESTION))).text
            file.write_text("entries: [")
            await run.until_metric("prolobot_file_refusals_total", 1)
            assert (await run.metric("prolobot_file_faults") or 0) > 0
            status, told = await run.read("/readyz")
            assert (status, told["file"]["faults"] != []) == (200, True)
            assert "Saline" in (await slack.wait_for_reply(slack.dm("grace", QUESTION))).text
            # A pipe that nobody writes to: whoever opens it waits, and follows nothing more.
            file.unlink()
            os.mkfifo(file)
            await run.until_metric("prolobot_file_refusals_total", 2)
            file.unlink()
            file.write_text(LITTLE % "Dextrose.")
            await run.until_metric("prolobot_file_loads_total", 3)
            told = (await run.read("/readyz"))[1]
            assert (told["file"]["version"], told["file"]["faults"]) == (first, [])
    assert len(logged(capsys, "file_refused")) == 2


@pytest.mark.usefixtures("learned")
async def test_a_hangup_looks_at_the_file_again_and_ends_nothing(
    file: Path, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        async with running(file) as run:
            await run.until(ready=True)
            run.serving.signals.hangups += 1
            await asyncio.sleep(10)
            assert await run.metric("prolobot_reconnects_total", platform="slack") == 0
            assert not run.task.done()
    assert len(logged(capsys, "file_unchanged")) == 1


async def ended(file: Path, choose: Any = every_set) -> str:
    """Return the one line with which the program ends by itself."""
    with pytest.raises(BadInputError) as error:
        async with asyncio.timeout(10):
            await Serving(file, choose).run(settings())
    (line,) = error.value.lines
    return line


@pytest.mark.usefixtures("learned")
@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
@pytest.mark.usefixtures("learned")
async def test_a_slack_token_that_is_refused_is_one_line_and_the_end(
    file: Path, environment: pytest.MonkeyPatch, name: str
) -> None:
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        environment.setenv(name, WRONG if name == "SLACK_BOT_TOKEN" else WRONG.replace("xoxb", "xapp"))
        assert re.match(rf"{name}: Slack refuses it \(invalid_auth: .*\); expected", await ended(file))


@pytest.mark.usefixtures("learned")
async def test_a_discord_token_that_is_refused_is_one_line_and_the_end(
    file: Path, environment: pytest.MonkeyPatch
) -> None:
    async with DiscordStandIn() as discord:
        on_discord(environment, discord)
        environment.setenv("DISCORD_TOKEN", DISCORD_TOKEN)
        assert re.match(r"DISCORD_TOKEN: Discord refuses it \(401\); expected", await ended(file))


async def test_a_refusal_waits_for_no_file_and_all_are_told_at_once(
    file: Path, environment: pytest.MonkeyPatch
) -> None:
    file.unlink()
    async with SlackStandIn(SLACK_SETTINGS) as slack, DiscordStandIn() as discord:
        on_slack(environment, slack)
        on_discord(environment, discord)
        environment.setenv("SLACK_BOT_TOKEN", WRONG)
        environment.setenv("DISCORD_TOKEN", DISCORD_TOKEN)
        with pytest.raises(BadInputError) as error:
            await Serving(file, every_set).run(settings())
    assert [line.partition(":")[0] for line in error.value.lines] == ["SLACK_BOT_TOKEN", "DISCORD_TOKEN"]


@pytest.mark.usefixtures("learned")
@pytest.mark.parametrize("setting", ["PROLOBOT_SLACK_PORT", "PROLOBOT_OPS_PORT"])
@pytest.mark.usefixtures("learned")
async def test_a_port_that_is_taken_is_one_line_and_the_end(
    file: Path, environment: pytest.MonkeyPatch, setting: str
) -> None:
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        environment.setenv("SLACK_SIGNING_SECRET", "0123456789abcdef" * 2)
        environment.setenv("PROLOBOT_SLACK_MODE", "http")
        environment.setenv("PROLOBOT_SLACK_HOST", "127.0.0.1")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            environment.setenv(setting, str(port))
            line = await ended(file, only(SLACK))
        assert line.startswith(f"{setting}: cannot listen on 127.0.0.1 port {port} (EADDRINUSE)")


@pytest.mark.usefixtures("learned")
async def test_socket_mode_switched_off_while_running_ends_slack_and_discord_goes_on(
    file: Path, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        SlackStandIn(SLACK_SETTINGS) as slack,
        DiscordStandIn(DiscordSettings(token=DISCORD_TOKEN)) as discord,
    ):
        on_slack(environment, slack)
        on_discord(environment, discord)
        async with running(file) as run:
            await run.until(ready=True)
            await slack.backend.socket_mode.refresh("link_disabled")
            told = await run.until(ready=False)
            while told["platforms"]["slack"]["connection"] != "ended":
                await asyncio.sleep(0.5)
                told = (await run.read("/readyz"))[1]
            assert "Enable Socket Mode" in told["platforms"]["slack"]["reason"]
            assert await discord.wait_for_reply(discord.dm("ada", QUESTION))
            assert await run.metric("prolobot_ended", platform="slack") == 1
    (line,) = logged(capsys, "platform_ended")
    assert line["platform"] == "slack"


@pytest.mark.usefixtures("learned")
async def test_a_discord_token_revoked_while_running_ends_the_only_platform_and_the_program(
    file: Path, environment: pytest.MonkeyPatch
) -> None:
    async with DiscordStandIn(DiscordSettings(token=DISCORD_TOKEN)) as discord:
        on_discord(environment, discord)
        serving = Serving(file, only(DISCORD))
        task = asyncio.create_task(serving.run(settings()))
        await discord.wait_connected()
        while not serving.state.is_ready:
            await asyncio.sleep(0.5)
        discord.backend.gateway.close_all(4004)
        with pytest.raises(BadInputError, match=r"DISCORD_TOKEN: Discord refuses it \(4004\)"):
            await task


@pytest.mark.usefixtures("learned")
async def test_waiting_without_a_token_says_so_once_and_serves_when_its_file_is_there(
    file: Path, environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "slack"
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        environment.delenv("SLACK_BOT_TOKEN")
        basics = settings()
        configure_logging("INFO", as_json=True)
        environment.setenv("SLACK_BOT_TOKEN_FILE", str(secret))
        serving = Serving(file, every_set, wait=True)
        task = asyncio.create_task(serving.run(basics))
        async with aiohttp.ClientSession(f"http://127.0.0.1:{basics.ops_port}") as page:
            run = Run(serving, task, page)
            await asyncio.sleep(600)
            status, told = await run.read("/readyz")
            assert status == 503
            assert told["waiting_for"][0].startswith("SLACK_BOT_TOKEN_FILE: cannot read")
            secret.write_text(slack.settings.bot_token)
            await run.until(ready=True)
            secret.write_text(WRONG)
            told = await run.until(ready=False)
            while told["platforms"]["slack"]["connection"] != "ended":
                await asyncio.sleep(0.5)
                told = (await run.read("/readyz"))[1]
            await asyncio.sleep(600)
            secret.write_text(slack.settings.bot_token)
            await run.until(ready=True)
            serving.signals.stop.set()
            await task
    events = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert [events.count(each) for each in ("cannot_serve", "platform_ended", "ready")] == [1, 1, 2]


@pytest.mark.usefixtures("learned")
async def test_waiting_for_the_database_s_address_nothing_is_served_without_it_and_another_one_is_gone_over_to(
    file: Path, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret, first, second = tmp_path / "address", tmp_path / "first.db", tmp_path / "second.db"
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        basics = settings()
        environment.setenv("PROLOBOT_DATABASE_FILE", str(secret))
        environment.setenv("PROLOBOT_DATABASE_KEY", "a key")
        serving = Serving(file, every_set, wait=True)
        task = asyncio.create_task(serving.run(basics))
        async with aiohttp.ClientSession(f"http://127.0.0.1:{basics.ops_port}") as page:
            run = Run(serving, task, page)
            await asyncio.sleep(60)
            told = (await run.read("/readyz"))[1]
            assert told["waiting_for"][0].startswith("PROLOBOT_DATABASE_FILE: cannot read")
            assert told["platforms"] == {}
            secret.write_text("mysql://somewhere/else")
            while not told["waiting_for"] or told["waiting_for"][0].startswith("PROLOBOT_DATABASE_FILE"):
                await asyncio.sleep(0.5)
                told = (await run.read("/readyz"))[1]
            assert told["waiting_for"][0].startswith("PROLOBOT_DATABASE: found 'mysql'")
            secret.write_text(f"sqlite:///{first}")
            assert (await run.until(ready=True))["database"] == "there"
            assert first.exists()
            secret.write_text(f"sqlite:///{second}")
            while not second.exists():
                await asyncio.sleep(0.5)
            await run.until(ready=True)
            serving.signals.stop.set()
            await task


@pytest.mark.usefixtures("learned")
async def test_waiting_with_a_bad_file_serves_once_it_is_repaired(
    file: Path, environment: pytest.MonkeyPatch
) -> None:
    file.write_text("entries: [")
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        async with running(file, wait=True) as run:
            await asyncio.sleep(60)
            assert (await run.read("/readyz"))[1]["waiting_for"]
            file.write_text(LITTLE % "Dextrose.")
            assert (await run.until(ready=True))["waiting_for"] == []


@pytest.mark.usefixtures("learned")
async def test_too_many_connections_are_no_storm(file: Path, environment: pytest.MonkeyPatch) -> None:
    async with SlackStandIn(SlackSettings(**vars(SLACK_SETTINGS) | {"max_connections": 0})) as slack:
        on_slack(environment, slack)
        async with running(file) as run:
            while "slack" not in run.serving.state.platforms:
                await asyncio.sleep(0.1)
            await asyncio.sleep(40)
            assert len(slack.recorder.named("apps.connections.open")) // 2 <= 10
            assert (await run.read("/readyz"))[1]["platforms"]["slack"] == {
                "connection": "connecting",
                "reason": "too_many_websockets",
            }


@pytest.mark.usefixtures("learned")
async def test_in_the_last_three_seconds_of_a_stop_nothing_more_is_read(
    file: Path, environment: pytest.MonkeyPatch
) -> None:
    clock, hurried = asyncio.get_running_loop().time, list[float]()
    environment.setenv("PROLOBOT_STOP_GRACE", "10")
    environment.setattr(Answerer, "hurry", lambda _: hurried.append(clock()))
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        async with running(file, only(SLACK)) as run:
            await run.until(True)
            slack.faults.arm("delay", "api chat.postMessage", seconds=30)
            slack.dm("ada", QUESTION)
            await asyncio.sleep(2)
            began = clock()
            run.serving.signals.stop.set()
            await run.task
            assert clock() - began < 13
    assert hurried == [pytest.approx(began + 7, abs=0.5)]


@pytest.mark.parametrize("again", [False, True], ids=["the first time", "a changed file"])
async def test_a_stop_waits_for_no_file_that_is_being_learned(
    environment: pytest.MonkeyPatch, little_bot: Bot, file: Path, *, again: bool
) -> None:
    begun, go_on, loads = threading.Event(), threading.Event(), list["Path"]()

    def load(path: Path, _: object) -> Bot:
        loads.append(path)
        if len(loads) > again:
            begun.set()
            go_on.wait()
        return little_bot

    environment.setattr(content, "load_bot", load)
    async with SlackStandIn(SLACK_SETTINGS) as slack:
        on_slack(environment, slack)
        async with running(file) as run:
            if again:
                await run.until(ready=True)
                file.write_text(LITTLE % "Sugar.")
            # Not on a thread of the loop: its clock, which the look for a change goes by, would stand still.
            while not begun.is_set():
                await asyncio.sleep(0.5)
        assert run.serving.is_learning
        go_on.set()
