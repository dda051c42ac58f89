"""`prolobot doctor`: what stands in the bot's way is named with its cure; nothing holds it up or leaks from it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import time
from collections import namedtuple
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from pydantic import SecretStr
from settings_on import with_discord, with_slack
from sqlalchemy import text
from typer.testing import CliRunner

from adapters.alerting import AlertTo
from adapters.assembly.local_service import discord_settings, slack_settings
from adapters.cli.app import app
from adapters.discord.inviting import CALLED, NEEDED, missing
from adapters.doctor import (
    CHECKS,
    DISCORD,
    SLACK,
    Installation,
    Mark,
    content,
    discord_seen,
    examine,
)
from adapters.doctor.check import Check
from adapters.doctor.discord_seen import LookingBot
from adapters.doctor.findings import broken, look, ok
from adapters.doctor.installation import seen
from adapters.doctor.reaching import UnreachableError, greet, what_is_broken
from adapters.doctor.slack_seen import SlackSeen
from adapters.settings import OnDiscord, OnSlack, Settings
from adapters.slack.manifest import scopes
from adapters.standins.discord import DiscordStandIn, loopback
from adapters.standins.discord.permissions import Permission
from adapters.standins.slack import Settings as Workspace
from adapters.standins.slack import SlackStandIn
from adapters.store.engine import build_engine
from adapters.store.migrating import migrate
from botcore import Services

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord.client import DiscordBot
    from adapters.doctor import Finding
    from adapters.doctor.installation import Seen
    from botcore import Bot, Faq

ROOT = Path(__file__).parent.parent
FILE = ROOT / "faq.yaml"
GRANTED = tuple(scopes())


@pytest.fixture(name="database_address")
def address_of(database: str) -> str:
    """Return the address of either kind of database; `database` is the module's name here."""
    return database


def lines(findings: list[Finding], mark: Mark | None = None) -> list[str]:
    return [f"{each.about}: {each.found}" for each in findings if mark in {None, each.mark}]


def one(findings: list[Finding], about: str) -> Finding:
    found = [each for each in findings if each.about == about]
    assert len(found) == 1, found
    return found[0]


async def looked(current: Settings, on: str = "", **more: Any) -> list[Finding]:
    checks = [each for each in CHECKS if each.on == on]
    return await examine(Installation(current, **{"file": FILE} | more), checks)


async def said(what: str, current: Settings, **more: Any) -> list[Finding]:
    """Return what the check of this name says; none of those that are so asked is about a platform."""
    (check,) = (each for each in CHECKS if each.about == what)
    return await examine(Installation(current, **{"file": FILE} | more), [check])


@asynccontextmanager
async def slack_at(**workspace: Any) -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(Workspace(**{"scopes": GRANTED} | workspace)) as slack:
        yield slack


@asynccontextmanager
async def discord_at() -> AsyncIterator[DiscordStandIn]:
    async with DiscordStandIn() as server:
        with loopback.pointed_at(server.url):
            yield server


# Slack


async def test_a_slack_app_as_the_manifest_makes_it_is_fine_in_every_line() -> None:
    async with slack_at() as slack:
        findings = await looked(slack_settings(slack), SLACK)
    assert {each.mark for each in findings} == {Mark.OK}
    assert one(findings, "Slack: scopes").found == "all 4 of the manifest"
    assert one(findings, "Slack: bot token").found == "accepted: bot in Stand-in"
    assert not any(connection.usable for connection in slack.backend.socket_mode.connections), "takes deliveries"


async def test_a_scope_that_is_missing_and_one_too_many_are_named() -> None:
    granted = (*GRANTED[1:], "reactions:write", "channels:read")
    async with slack_at(scopes=granted) as slack:
        findings = await looked(slack_settings(slack), SLACK)
        assert lines(findings, Mark.BROKEN) == [f"Slack: scopes: not granted: {GRANTED[0]}"]
        assert GRANTED[0] in one(findings, "Slack: scopes").cure
        assert one(findings, "Slack: channels").found == "it is in #general"
    async with slack_at(scopes=(*GRANTED, "reactions:write", "channels:history")) as slack:
        findings = await looked(slack_settings(slack), SLACK)
    assert lines(findings, Mark.LOOK) == ["Slack: scopes: granted and never used: reactions:write"]


async def test_a_token_that_is_refused_is_one_broken_line_and_what_needs_it_says_so() -> None:
    async with slack_at() as slack:
        wrong = with_slack(slack_settings(slack), bot_token=SecretStr("xoxb-1-2-wrongwrongwrong"))
        findings = await looked(wrong, SLACK)
    assert [each.about for each in findings if each.mark is Mark.BROKEN] == ["Slack: bot token"]
    assert "invalid_auth" in one(findings, "Slack: bot token").found
    unseen = one(findings, "Slack").found
    assert unseen == "SLACK_BOT_TOKEN is refused (invalid_auth): not looked at scopes, channels"
    assert one(findings, "Slack: deliveries").mark is Mark.OK


async def test_a_token_that_is_another_one_is_sent_to_nobody() -> None:
    async with slack_at() as slack:
        right = slack_settings(slack)
        swapped = with_slack(right, bot_token=right.slack.app_token, app_token=right.slack.bot_token)
        findings = await looked(swapped, SLACK)
        called = {each.name for each in slack.recorder.frames}
    assert one(findings, "Slack: bot token").found == "SLACK_BOT_TOKEN: that is a SLACK_APP_TOKEN (xapp-…)"
    assert called <= {"api.test"}


async def test_where_slack_sends_alerts_and_questions_is_looked_at() -> None:
    async with slack_at(scopes=(*GRANTED, "groups:read", "channels:read")) as slack:
        closed = slack.workspace.add_channel("carers", [slack.workspace.bot.id], "group")
        left = slack.workspace.add_channel("helpers", [])
        current = with_slack(slack_settings(slack), alert=AlertTo(closed.id), help_channel=left.id)
        current = with_slack(current, report_channel="C0NOWHERE")
        findings = await looked(current, SLACK)
        assert "cannot be found (channel_not_found)" in one(findings, "Slack: report channel").found
        assert one(findings, "Slack: alert channel").found == "#carers is private, and the bot is in it"
        assert one(findings, "Slack: help channel").found == "the bot is not in #helpers"
        findings = await looked(with_slack(current, alert=AlertTo(left.id)), SLACK)
        assert one(findings, "Slack: alert channel").found == "no alert is sent: #helpers is public"
    async with slack_at() as slack:
        current = with_slack(slack_settings(slack), alert=AlertTo("C00000001"), help_channel="C00000001")
        findings = await looked(current, SLACK)
    assert one(findings, "Slack: alert channel").mark is Mark.BROKEN
    assert one(findings, "Slack: help channel").mark is Mark.LOOK


async def test_a_clock_that_is_off_breaks_signed_http_and_is_worth_a_look_elsewhere() -> None:
    async with slack_at() as slack:
        for http, off, mark, way in (
            (True, 90, Mark.BROKEN, "ahead of"),
            (False, -90, Mark.LOOK, "behind"),
            (True, 40, Mark.OK, "within"),
        ):
            findings = await looked(slack_settings(slack, http=http), SLACK, now=lambda off=off: time.time() + off)
            clock = one(findings, "Slack: clock")
            assert clock.mark is mark
            assert way in clock.found


async def test_a_slack_that_is_not_well_or_busy_is_worth_a_look_and_no_token_s_fault() -> None:
    async with slack_at() as slack:
        slack.faults.arm("500", "api api.test")
        slack.faults.arm("429", "api auth.test")
        findings = await looked(slack_settings(slack), SLACK)
    assert one(findings, "Slack: connection").found == "127.0.0.1 answers with 500"
    assert one(findings, "Slack: bot token").found == "Slack cannot say now (ratelimited)"
    assert not lines(findings, Mark.BROKEN)


async def test_a_bot_in_no_channel_is_told_how_to_be_invited_and_a_shared_channel_takes_no_alerts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def shared(*_: object) -> dict[str, object]:
        return {"name": "both", "is_private": True, "is_ext_shared": True, "is_member": True}

    async with slack_at(scopes=(*GRANTED, "channels:read", "groups:read")) as slack:
        slack.workspace.channel("general").members.remove(slack.workspace.bot.id)
        findings = await looked(slack_settings(slack), SLACK)
        assert "/invite" in one(findings, "Slack: channels").cure
        monkeypatch.setattr(SlackSeen, "channel", shared)
        findings = await looked(with_slack(slack_settings(slack), alert=AlertTo("G0123ABC")), SLACK)
    assert one(findings, "Slack: alert channel").found.endswith("#both is shared with another organisation")


async def test_a_slack_that_is_away_is_one_broken_line() -> None:
    async with slack_at() as slack:
        current = slack_settings(slack)
    findings = await looked(current, SLACK)
    assert lines(findings, Mark.BROKEN) == [
        "Slack: connection: network: no connection to 127.0.0.1 (ECONNREFUSED)"
    ]
    (unseen,) = lines(findings, Mark.LOOK)
    assert (
        unseen
        == "Slack: 127.0.0.1 cannot be reached: not looked at clock, bot token, deliveries, scopes, channels"
    )


# Discord


async def test_a_discord_application_is_fine_once_its_commands_are_published(faq: Faq) -> None:
    async with discord_at() as server:
        current = discord_settings(server)
        findings = await looked(current, DISCORD, faq=faq)
        assert lines(findings, Mark.LOOK) == [
            "Discord: commands: not published, or otherwise: prolo, prolo-settings, Answer from the FAQ"
        ]
        assert one(findings, "Discord: token").found == "accepted: bot"
        async with seen(Installation(current, FILE, faq)) as what:
            await what.discord.application()
            await what.discord.bot.tree.sync()
        server.state.commands[""].append({"id": "1", "name": "poll", "type": 1})
        findings = await looked(current, DISCORD, faq=faq)
    assert lines(findings, Mark.LOOK) == ["Discord: commands: of another program: poll"]
    assert not lines(findings, Mark.BROKEN)
    assert not server.backend.sessions.connected


async def test_permissions_that_are_missing_are_named_by_channel() -> None:
    async with discord_at() as server:
        server.state.add_channel("carers")
        server.state.add_channel("hidden")
        server.deny("bot", "carers", "EMBED_LINKS", "READ_MESSAGE_HISTORY")
        server.deny("bot", "hidden", "VIEW_CHANNEL")
        findings = [
            each for each in await looked(discord_settings(server), DISCORD) if each.about == "Discord: channels"
        ]
        assert lines(findings) == [
            "Discord: channels: Stand-in: in #carers it lacks Embed Links, Read Message History",
            "Discord: channels: Stand-in: in 1 of 3 text channels it may do all it needs; 1 it does not see",
        ]
        server.deny("bot", "general", "SEND_MESSAGES")
        server.deny("bot", "carers", "SEND_MESSAGES")
        findings = await looked(discord_settings(server), DISCORD)
    nowhere = one(findings, "Discord: channels")
    assert nowhere.mark is Mark.BROKEN
    assert f"permissions={NEEDED.value}" in nowhere.cure


async def test_a_role_without_view_channels_is_named_where_the_bot_can_write_nowhere() -> None:
    async with discord_at() as server:
        for role in server.state.roles.values():
            role.permissions = Permission.SEND_MESSAGES
        found = one(await looked(discord_settings(server), DISCORD), "Discord: channels").found
    assert found.startswith("Stand-in: it can write in none of 1 text channels; its role lacks View Channels,")


async def test_where_discord_sends_alerts_is_looked_at() -> None:
    async with discord_at() as server:
        state = server.state
        carers = state.add_channel("carers")
        role = state.add_role("carers")
        current = with_discord(discord_settings(server), alert=AlertTo(carers.id, role.id), help_channel="1")
        findings = await looked(current, DISCORD)
        assert one(findings, "Discord: alert channel").found.endswith("#carers is open to ordinary members")
        assert one(findings, "Discord: help channel").mark is Mark.BROKEN
        carers.denied[state.guild_id] = Permission.VIEW_CHANNEL
        findings = await looked(current, DISCORD)
        lacks = one(findings, "Discord: alert channel").found
        assert lacks.startswith("no alert is sent: in #carers the bot lacks View Channels,")
        carers.allowed[state.bot.roles[0]] = Permission.VIEW_CHANNEL
        state.roles[state.bot.roles[0]].permissions &= ~Permission.MENTION_EVERYONE
        findings = await looked(current, DISCORD)
        assert "Discord: alert channel: nobody is pinged: the role carers cannot be mentioned" in lines(findings)
        role.mentionable = True
        findings = await looked(with_discord(current, report_channel=carers.id), DISCORD)
        assert one(findings, "Discord: report channel").mark is Mark.OK
    assert one(findings, "Discord: alert channel").mark is Mark.OK


async def test_what_the_portal_sets_against_the_bot_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    log_in = LookingBot.login

    async def otherwise(self: DiscordBot, token: str) -> None:
        await log_in(self, token)
        assert self.application
        self.application.interactions_endpoint_url = "https://example.org/"
        self.application.bot_require_code_grant = True
        self.application._flags = 1 << 19

    monkeypatch.setattr(LookingBot, "login", otherwise)
    async with discord_at() as server:
        server.backend.handshake.identifies = 950
        findings = await looked(discord_settings(server), DISCORD)
    assert one(findings, "Discord: intents").found == "switched on and never used: Message Content"
    assert [each.found for each in findings if each.about == "Discord: application"] == [
        "/prolo and buttons are sent to another address, not to this bot",
        "nobody can invite it: the invite link fails",
        "only 50 identifies are left today",
    ]


async def test_a_proxy_that_discord_does_not_use_is_named_where_it_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://u:s3cr3t@127.0.0.1:1")
    async with discord_at() as server:
        findings = await looked(discord_settings(server), DISCORD)
        assert not lines(findings, Mark.BROKEN)
    with loopback.pointed_at("http://127.0.0.1:1"):
        findings = await looked(discord_settings(server), DISCORD)
    assert [each.mark for each in findings if each.about == "Discord: connection"] == [Mark.BROKEN, Mark.LOOK]


async def test_a_bot_in_no_server_is_told_how_to_be_invited_and_in_many_it_looks_at_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetch, times = LookingBot.fetch_guilds, 0

    async def guilds(self: LookingBot, **options: Any) -> AsyncIterator[Any]:
        async for each in fetch(self, **options):
            for _ in range(times):
                yield each

    monkeypatch.setattr(LookingBot, "fetch_guilds", guilds)
    monkeypatch.setattr(discord_seen, "MOST", 1)
    async with discord_at() as server:
        nowhere = one(await looked(discord_settings(server), DISCORD), "Discord: channels")
        assert (nowhere.mark, nowhere.found) == (Mark.LOOK, "it is in no server")
        assert server.state.application_id in nowhere.cure
        times = 2
        findings = await looked(discord_settings(server), DISCORD)
    assert [each.found for each in findings if each.about == "Discord: channels"] == [
        "Stand-in: in 1 of 1 text channels it may do all it needs",
        "the first 1 of 2 servers were looked at",
    ]


async def test_an_administrator_may_more_than_it_needs() -> None:
    async with discord_at() as server:
        server.state.roles[server.state.bot.roles[0]].permissions |= Permission(
            discord.Permissions.administrator.flag
        )
        findings = await looked(discord_settings(server), DISCORD)
    assert "Discord: channels: Stand-in: it is an administrator" in lines(findings, Mark.LOOK)


async def test_what_is_no_token_of_discord_s_is_not_sent_there() -> None:
    async with discord_at() as server:
        findings = await looked(
            with_discord(discord_settings(server), token=SecretStr("xoxb-1-2-s3cr3ts3cr3t")), DISCORD
        )
        assert {each.name for each in server.recorder.frames} <= {"GET /gateway"}
    assert lines(findings, Mark.BROKEN) == ["Discord: token: DISCORD_TOKEN: that is a SLACK_BOT_TOKEN (xoxb-…)"]


async def test_a_discord_token_that_is_refused_is_one_broken_line() -> None:
    async with discord_at() as server:
        wrong = with_discord(discord_settings(server), token=SecretStr(f"{'a' * 24}.{'b' * 6}.{'c' * 30}"))
        findings = await looked(wrong, DISCORD)
    assert lines(findings, Mark.BROKEN) == ["Discord: token: Discord refuses it (401)"]


def test_what_is_missing_is_named_as_discord_names_it_and_nothing_else_is_needed() -> None:
    assert missing(discord.Permissions.none()) == list(CALLED.values())
    assert missing(NEEDED) == []
    without = discord.Permissions(NEEDED.value & ~discord.Permissions(embed_links=True).value)
    assert missing(without) == ["Embed Links"]


# The way there


async def test_the_broken_part_of_the_way_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"127.0.0.1:{free.getsockname()[1]}"
    async with slack_at() as slack:
        served = slack.url.removeprefix("http://")
        found = {}
        for way, url, proxy in (
            ("refused", f"http://{closed}/", ""),
            ("TLS", f"https://{served}/", ""),
            ("proxy", "http://slack.example/", f"http://user:secret@{closed}"),
        ):
            with pytest.raises(UnreachableError) as error:
                await greet(url, proxy)
            found[way] = error.value.found
    assert found["refused"] == "network: no connection to 127.0.0.1 (ECONNREFUSED)"
    assert found["TLS"] == "TLS: 127.0.0.1 answers, and not in TLS"
    assert found["proxy"] == "proxy: 127.0.0.1 does not let through to slack.example"

    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreachableError) as error:
        await greet("https://slack.example/")
    assert error.value.found == "DNS: no address is known for slack.example"


def test_a_certificate_and_a_silence_are_told_apart() -> None:
    key: Any = aiohttp.client_reqrep.ConnectionKey("slack.com", 443, True, None, None, None, None)
    untrusted = aiohttp.ClientConnectorCertificateError(key, ssl.SSLCertVerificationError("self-signed"))
    assert what_is_broken(untrusted, "slack.com")[0].startswith("TLS: the certificate that slack.com shows")
    assert "SSL_CERT_FILE" in what_is_broken(untrusted, "slack.com")[1]
    assert what_is_broken(TimeoutError(), "slack.com")[0] == "network: slack.com does not answer within 8 s"


# All of them, whatever becomes of one


async def test_a_check_that_hangs_or_fails_is_one_line_and_the_others_are_run() -> None:
    async def hangs(_: Seen) -> list[Finding]:
        await asyncio.Event().wait()
        return []

    async def fails(_: Seen) -> list[Finding]:
        raise RuntimeError("a secret")

    async def works(_: Seen) -> list[Finding]:
        return [ok("fine")]

    checks = [Check("hangs", hangs, seconds=5.0), Check("fails", fails), Check("works", works)]
    findings = await examine(Installation(Settings(), FILE), checks)
    assert lines(findings) == [
        "hangs: no answer within 5 s",
        "fails: could not be looked at (RuntimeError)",
        "works: fine",
    ]


async def test_a_slack_that_says_nothing_holds_nobody_up() -> None:
    async with slack_at() as slack:
        slack.faults.arm("delay", "api *", times=100, seconds=3600)
        findings = await looked(slack_settings(slack), SLACK)
    assert one(findings, "Slack: connection").found == "network: 127.0.0.1 does not answer within 8 s"


async def test_without_any_token_both_platforms_are_broken_and_setup_is_named() -> None:
    findings = await examine(Installation(Settings(), FILE), [each for each in CHECKS if each.on])
    assert [(each.mark, each.about, each.cure) for each in findings] == [
        (Mark.BROKEN, "Slack", "prolobot setup slack"),
        (Mark.BROKEN, "Discord", "prolobot setup discord"),
    ]


def test_what_strangers_named_cannot_draw_on_the_terminal() -> None:
    for say in (ok, partial(look, cure="\x1b[2J"), partial(broken, cure="\x1b[2J")):
        said_of_it = say("\x1b]0;owned\x07")  # type: ignore[operator] # each takes what was found
        assert "\x1b" not in f"{said_of_it.found}{said_of_it.cure}"


# Settings

DATABASE = SecretStr("sqlite:////tmp/kept.db")


@pytest.mark.parametrize(
    ("current", "mark", "found"),
    [
        (Settings(), Mark.OK, "none contradicts another"),
        (Settings(journal=True), Mark.BROKEN, "PROLOBOT_JOURNAL is on and nothing is noted"),
        (Settings(slack=OnSlack(report_channel="C0123")), Mark.BROKEN, "a channel is to be told of each week"),
        (
            Settings(slack=OnSlack(owners=frozenset({"U1"}))),
            Mark.LOOK,
            "PROLOBOT_SLACK_OWNERS is set and they can set",
        ),
        (Settings(journal_days=30), Mark.LOOK, "PROLOBOT_JOURNAL_DAYS is set and no word is kept"),
        (Settings(journal=True, database=DATABASE), Mark.LOOK, "people are hashed with a digest of the tokens"),
        (Settings(discord=OnDiscord(shards=2)), Mark.LOOK, "PROLOBOT_DISCORD_SHARDS without a database"),
        (Settings(slack=OnSlack(signing_secret=SecretStr("a" * 32))), Mark.LOOK, "SLACK_SIGNING_SECRET is set"),
        (
            Settings(slack=OnSlack(mode="http"), ops_port=3000),
            Mark.BROKEN,
            "both Slack and metrics are to listen on port 3000",
        ),
        (Settings(slack=OnSlack(alert=AlertTo("", "S0123"))), Mark.BROKEN, "somebody is to be pinged"),
        (
            Settings(discord=OnDiscord(help_channel="1234567890")),
            Mark.LOOK,
            "channels of Discord are set, and DISCORD_TOKEN",
        ),
        (Settings(manners={"general": {"manner": "off"}}), Mark.BROKEN, "PROLOBOT_MANNERS: general is no id"),
        (Settings(slack=OnSlack(url="http://127.0.0.1/")), Mark.LOOK, "PROLOBOT_SLACK_URL is set"),
        (
            Settings(manners={"C0123ABC": {"manner": "off"}, "T0123ABC": {"cooldown": "60"}}),
            Mark.OK,
            "none contradicts another",
        ),
    ],
)
async def test_settings_that_contradict_each_other_are_named(current: Settings, mark: Mark, found: str) -> None:
    finding = (await said("settings", current))[0]
    assert finding.mark is mark
    assert finding.found.startswith(found)
    assert bool(finding.cure) is (mark is not Mark.OK)


async def test_a_misspelt_setting_is_named_with_the_one_that_was_meant() -> None:
    known = {"PROLOBOT_SECRETS", "PROLOBOT_FAQ", "PROLOBOT_DATABASE_KEY_FILE", "PROLOBOT_OPS_PORT", "PATH"}
    names = frozenset({"PROLOBOT_JURNAL", *known})
    (finding,) = await said("settings", Settings(), names=names)
    assert (finding.found, finding.cure) == (
        "PROLOBOT_JURNAL is no setting: nobody reads it",
        "did you mean PROLOBOT_JOURNAL?",
    )


async def test_a_number_to_call_is_asked_for() -> None:
    (unset,) = await said("emergency number", Settings())
    assert unset.mark is Mark.LOOK
    (half,) = await said("emergency number", Settings(services=Services("112")))
    assert half.cure == "set PROLOBOT_CRISIS_LINE"
    (whole,) = await said("emergency number", Settings(services=Services("112", "116 123")))
    assert whole.mark is Mark.OK


# What is kept


async def test_a_database_is_said_to_be_none_to_come_new_or_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "kept.db"
    current = Settings(database=SecretStr(f"sqlite:///{path}"), cache=tmp_path)
    (none,) = await said("database", Settings())
    assert none.mark is Mark.LOOK
    (to_come,) = await said("database", current)
    assert to_come.found == f"{path} is not there yet; the service makes it"
    assert not path.parent.exists(), "looking made it"
    path.parent.mkdir()
    path.touch()
    (empty,) = await said("database", current)
    assert empty.found == "sqlite is reachable and empty; the service makes its tables"
    engine = build_engine(f"sqlite:///{path}")
    migrate(engine)
    (there,) = await said("database", current)
    assert there.found == "sqlite is reachable, up to date and writable"
    with engine.connect() as connection:
        assert not connection.execute(text("SELECT count(*) FROM deliveries")).scalar(), "a row was left"
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        connection.commit()
    (old,) = await said("database", current)
    assert "older" in old.found
    with engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    engine.dispose()
    (newer,) = await said("database", current)
    assert newer.mark is Mark.LOOK
    room, cache = await said("disk", current)
    assert re.fullmatch(r"[\d,]+ MB are left for kept.db", room.found)
    assert cache.mark is Mark.OK


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("mysql://u:s3cr3t@h/n", "found 'mysql'"),
        ("no address s3cr3t", "found no address of a database"),
        ("postgresql://u:p@ss:s3cr3t@db/x", "found a port that is no number"),
        ("postgresql://s3cr3t/n", "found no user"),
        ("postgresql://u:s3cr3t@h/n?sslcompression=1", "found more behind the ? than is taken"),
        ("postgresql://u:s3cr3t@127.0.0.1:1/n", "postgresql cannot be reached"),
        ("sqlite:////proc/s3cr3t/kept.db", "/proc/s3cr3t/kept.db cannot be made"),
    ],
)
async def test_a_database_that_cannot_be_had_is_broken_and_its_password_is_not_told(
    address: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    (finding,) = await said("database", Settings(database=SecretStr(address)))
    assert finding.mark is Mark.BROKEN
    assert finding.found.startswith(found)
    assert "sqlite" in address or "s3cr3t" not in f"{finding.found}{finding.cure}"


async def test_a_file_that_is_no_database_or_a_full_disk_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.db"
    path.write_text("no database at all, and long enough to be looked at " * 40)
    current = Settings(database=SecretStr(f"sqlite:///{path}"))
    (finding,) = await said("database", current)
    assert finding.found == "sqlite cannot be reached (SQLITE_NOTADB)"
    for free, mark in ((50_000_000, Mark.BROKEN), (500_000_000, Mark.LOOK), (5_000_000_000, Mark.OK)):
        usage = namedtuple("usage", "free")(free)  # noqa: PYI024 - as shutil's own
        monkeypatch.setattr("shutil.disk_usage", lambda _, usage=usage: usage)
        finding, _ = await said("disk", current)
        assert finding.mark is mark


async def test_a_database_of_either_kind_is_tried_by_a_row_that_is_taken_back(database_address: str) -> None:
    name = database_address.partition(":")[0]
    engine = build_engine(database_address)
    migrate(engine)
    (finding,) = await said("database", Settings(database=SecretStr(database_address)))
    assert finding.found == f"{name} is reachable, up to date and writable"
    with engine.connect() as connection:
        assert not connection.execute(text("SELECT count(*) FROM deliveries")).scalar()
    engine.dispose()


async def test_a_cache_that_cannot_be_written_is_worth_a_look_unless_it_holds_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    (finding,) = await said("disk", Settings(cache=tmp_path))
    assert finding.mark is Mark.LOOK
    (tmp_path / "vectors-0123.bin").touch()
    assert await said("disk", Settings(cache=tmp_path)) == []


# The file


async def test_the_file_s_first_faults_and_remarks_are_shown(tmp_path: Path) -> None:
    sound = await said("file", Settings())
    assert sound[0].found == f"{FILE}: 8 entries, 70 topics"
    assert sound[1].mark is Mark.LOOK
    faulty = tmp_path / "faq.yaml"
    faulty.write_text("entries: []\n")
    assert {each.mark for each in await said("file", Settings(), file=faulty)} == {Mark.BROKEN}
    faulty.write_text("".join(f"{name}: 1\n" for name in "abcdefg"))
    faults = await said("file", Settings(), file=faulty)
    assert len(faults) == content._SHOWN
    assert int(re.findall(r"lists all (\d+)", faults[0].cure)[0]) > content._SHOWN
    (missing,) = await said("file", Settings(), file=tmp_path / "none.yaml")
    assert missing.cure == "name another file with --faq, or set PROLOBOT_FAQ"


async def test_plain_emergencies_are_heard_and_deafness_is_broken(
    bot: Bot, faq: Faq, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botcore.safety.Safety", lambda *_: bot._safety)  # it takes seconds to learn
    (heard,) = await said("urgent rules", Settings(), faq=faq)
    assert heard.mark is Mark.OK
    monkeypatch.setattr(content, "CALM", (*content.CALM, "I have chest pain"))
    (wrong,) = await said("urgent rules", Settings(), faq=faq)
    assert wrong.found == "heard as urgent: I have chest pain"
    monkeypatch.setattr(content, "URGENT", ("a cup of tea",))
    (deaf,) = await said("urgent rules", Settings(), faq=faq)
    assert (deaf.mark, deaf.found) == (Mark.BROKEN, "not heard as urgent: a cup of tea")


# The command


def test_the_command_says_it_in_lines_and_as_json_tells_by_its_status_and_holds_no_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    faulty = tmp_path / "faq.yaml"
    faulty.write_text("entries: []\n")
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-1-2-s3cr3ts3cr3t",
        "SLACK_APP_TOKEN": "xapp-1-2-s3cr3ts3cr3t",
        "DISCORD_TOKEN": "s3cr3ts3cr3ts3cr3ts3cr3t.s3cr3t.s3cr3ts3cr3ts3cr3ts3cr3ts3cr3t",
        "PROLOBOT_DATABASE": "postgresql://s3cr3t:s3cr3t@127.0.0.1:1/n",
        "PROLOBOT_DATABASE_KEY": "s3cr3t",
    }
    away = {"PROLOBOT_SLACK_URL": "http://127.0.0.1:1/api/", "PROLOBOT_DISCORD_URL": "http://127.0.0.1:1"}
    for name, value in {**secrets, **away, "HTTPS_PROXY": "", "HTTP_PROXY": ""}.items():
        monkeypatch.setenv(name, value)
    shown = CliRunner().invoke(app, ["doctor", "--faq", str(faulty)])
    assert shown.exit_code == 1, shown.output
    assert "✗ broken  Slack: connection" in shown.output
    assert shown.output.splitlines()[-1].endswith("broken")
    as_json = CliRunner().invoke(app, ["doctor", "--faq", str(faulty), "--json"])
    assert as_json.exit_code == 1
    values = json.loads(as_json.output)
    assert values["counts"]["broken"] == sum(each["mark"] == "broken" for each in values["findings"])
    assert all(each["cure"] for each in values["findings"] if each["mark"] != "ok")
    assert "s3cr3t" not in shown.output + as_json.output
    monkeypatch.setenv("PROLOBOT_SLACK_PORT", "many")
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 2
