"""What can never work, when the service starts: one line that says what to do, status 2, within seconds."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import socket
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from proving import WHOLE, proof
from pydantic import SecretStr
from settings_on import with_slack
from test_outbox_slack import silent

from adapters.assembly.local_service import discord_settings, slack_settings
from adapters.assembly.services import discord_service, slack_service, verify_slack
from adapters.hopeless import HopelessError
from adapters.slack.refusals import FOR_GOOD, LINK_DISABLED
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.discord.handshake import Handshake
from adapters.standins.slack import Settings, SlackStandIn, api
from adapters.standins.slack.errors import SlackError
from adapters.standins.slack.socket_mode import SocketMode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WITHIN = 10.0
"""Seconds of CPU: how long that takes is the machine's affair; `make prove` prints both."""

BOT_TOKEN, APP_TOKEN = "xoxb-1111111111-abcdEFGH", "xapp-1-A111-222-abcdef0123"
DISCORD_TOKEN = "MTAxMDEwMTAxMDEwMTAxMDEw.AbCdEf.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
SECRET = "0123456789abcdef" * 2
LITTLE = 'disclaimer: General information only.\nentries: [{id: a, question: "What is it?", answer: Dextrose.}]\n'


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_what_discords_gateway_refuses_for_good_is_one_line(
    code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handshake, "identify", lambda *_: code)
    async with DiscordStandIn() as discord:
        _, serve = discord_service(discord_settings(discord), silent, [])
        with pytest.raises(HopelessError, match=rf"^[^\n]*\({code}\)[^\n]*; expected [^\n]+$"):
            await serve()


@pytest.mark.parametrize("token", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
@pytest.mark.parametrize("code", FOR_GOOD)
async def test_what_slack_refuses_for_good_is_one_line(
    code: str, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"SLACK_BOT_TOKEN": "auth.test", "SLACK_APP_TOKEN": "apps.connections.open"}[token]
    refuse_on_slack(monkeypatch, asked, code)
    async with SlackStandIn() as slack:
        with pytest.raises(
            HopelessError, match=rf"^{token}: Slack refuses it \({code}: [^\n]+\); expected [^\n]+$"
        ):
            await verify_slack(with_slack(slack_settings(slack), app_token=SecretStr(slack.settings.app_token)))


async def test_socket_mode_that_is_switched_off_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    switch_off(monkeypatch)
    async with SlackStandIn() as slack:
        _, serve = slack_service(slack_settings(slack), silent)
        with pytest.raises(HopelessError, match=r"^Slack: [^\n]+\(link_disabled\); expected it on: [^\n]+$"):
            await serve()


def switch_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Slack say farewell in the place of hello."""
    monkeypatch.setattr(SocketMode, "_hello", lambda of, each: of._disconnect_frame(each, LINK_DISABLED))


def refuse_on_slack(monkeypatch: pytest.MonkeyPatch, asked: str, code: str) -> None:
    """Let a method of Slack's be refused with a code."""
    method = api._METHODS[asked]

    def refuse(*_: object) -> None:
        raise SlackError(code)

    monkeypatch.setitem(api._METHODS, asked, replace(method, handler=refuse))


@contextlib.contextmanager
def taken_port() -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield str(taken.getsockname()[1])


TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "DISCORD_TOKEN": DISCORD_TOKEN}
HTTP = {"PROLOBOT_SLACK_MODE": "http", "PROLOBOT_SLACK_HOST": "127.0.0.1", "SLACK_SIGNING_SECRET": SECRET}
ERRORS: dict[str, tuple[dict[str, str], str]] = {
    "a token that is missing": ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN: not set; expected"),
    "a placeholder": ({"SLACK_BOT_TOKEN": "xoxb-your-token"}, "SLACK_BOT_TOKEN:"),
    "a malformed token": ({"DISCORD_TOKEN": "abc"}, "DISCORD_TOKEN:"),
    "a token's file that cannot be read": (
        {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": "/none"},
        "DISCORD_TOKEN_FILE: cannot read /none",
    ),
    "a wrong bot token": ({"SLACK_BOT_TOKEN": f"{BOT_TOKEN}1"}, "SLACK_BOT_TOKEN: Slack refuses it (invalid_auth"),
    "a wrong app token": ({"SLACK_APP_TOKEN": f"{APP_TOKEN}1"}, "SLACK_APP_TOKEN: Slack refuses it (invalid_auth"),
    "a wrong Discord token": (
        {"DISCORD_TOKEN": f"{DISCORD_TOKEN[:-1]}b"},
        "DISCORD_TOKEN: Discord refuses it (401)",
    ),
    "a revoked bot token": ({"revoked": "auth.test"}, "SLACK_BOT_TOKEN: Slack refuses it (token_revoked"),
    "a revoked app token": (
        {"revoked": "apps.connections.open"},
        "SLACK_APP_TOKEN: Slack refuses it (token_revoked",
    ),
    "Socket Mode switched off": (
        {"switched": "off"},
        "Slack: Socket Mode is switched off for this app (link_disabled)",
    ),
    "a missing intent": ({"closed": "4014"}, "Discord: an intent is not allowed (4014)"),
    "a port that is none": (HTTP | {"PROLOBOT_SLACK_PORT": "http"}, "PROLOBOT_SLACK_PORT: found 'http'"),
    "Slack's port taken": (HTTP | {"PROLOBOT_SLACK_PORT": "taken"}, "PROLOBOT_SLACK_PORT: cannot listen on"),
    "the port of its state taken": ({"PROLOBOT_OPS_PORT": "taken"}, "PROLOBOT_OPS_PORT: cannot listen on"),
    "an address of no database": ({"PROLOBOT_DATABASE": "mysql://a/b"}, "PROLOBOT_DATABASE: found 'mysql'"),
}


@pytest.mark.skipif(not WHOLE, reason="fifteen starts of the program: make prove")
@pytest.mark.real_clock
@proof("none", f"{len(ERRORS)} errors, a process each")
@pytest.mark.parametrize("name", ERRORS)
async def test_an_error_at_the_start_is_one_line_and_status_2(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed, line = ERRORS[name]
    (tmp_path / "faq.yaml").write_text(LITTLE)
    slack_of = Settings(bot_token=BOT_TOKEN, app_token=APP_TOKEN)
    async with (
        SlackStandIn(slack_of) as slack,
        DiscordStandIn(DiscordSettings(token=DISCORD_TOKEN)) as discord,
    ):
        if method := changed.get("revoked"):
            refuse_on_slack(monkeypatch, method, "token_revoked")
        if changed.get("switched"):
            switch_off(monkeypatch)
        if code := changed.get("closed"):
            monkeypatch.setattr(Handshake, "identify", lambda *_: int(code))
        with taken_port() as port:
            environment = {
                **TOKENS,
                "PATH": os.environ["PATH"],
                "PROLOBOT_FAQ": str(tmp_path / "faq.yaml"),
                "PROLOBOT_CACHE": str(tmp_path / "cache"),
                "PROLOBOT_SLACK_URL": slack.api_url,
                "PROLOBOT_DISCORD_URL": discord.url,
                "PROLOBOT_LOG_JSON": "1",
                **{key: port if value == "taken" else value for key, value in changed.items() if key.isupper()},
            }
            status, lines, seconds, cpu = await ended({key: each for key, each in environment.items() if each})
    print(f"{name}: {seconds:.1f} s, {cpu:.1f} s of CPU")  # noqa: T201
    assert (status, len(lines)) == (2, 1), lines
    assert lines[0].startswith(line)
    assert cpu < WITHIN


async def ended(environment: dict[str, str]) -> tuple[int, list[str], float, float]:
    """Run the program; return its status, what it said besides its log, and its seconds until then, and of CPU."""
    began, used = time.monotonic(), cpu_of_children()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "run", env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(600):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    lines = [each for each in (out + err).decode().splitlines() if not each.startswith("{")]
    return process.returncode or 0, lines, time.monotonic() - began, cpu_of_children() - used


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
