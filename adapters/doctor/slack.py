"""What is looked at on Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.doctor import reaching
from adapters.doctor.check import SLACK, Check
from adapters.doctor.findings import broken, look, ok
from adapters.doctor.slack_seen import RefusedError
from adapters.doctor.tokens import malformed
from adapters.slack.manifest import USEFUL, scopes
from adapters.slack.refusals import FOR_GOOD

if TYPE_CHECKING:
    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen

_REINSTALL = "your Slack app's page, OAuth & Permissions, Scopes; then Install App, Reinstall"
_INVITE = "/invite @prolobot (or as your app is called)"


async def _connection(seen: Seen) -> list[Finding]:
    """Whether Slack can be reached."""
    return await reaching.connection(seen.slack.greeting)


async def _clock(seen: Seen) -> list[Finding]:
    """Whether this machine's clock is Slack's."""
    return await reaching.clock(seen.slack.greeting, signed=seen.current.slack.is_http)


async def _bot_token(seen: Seen) -> list[Finding]:
    """Whether the bot's token is one, and is accepted."""
    rule = seen.current.slack.rules[0]
    if faults := malformed(rule):
        return faults
    try:
        who = await seen.slack.identity()
    except RefusedError as error:
        return [_refused(error, rule[0].found_at)]
    return [ok(f"accepted: {who.get('user')} in {who.get('team')}")]


async def _deliveries(seen: Seen) -> list[Finding]:
    """Whether Slack gives an address for Socket Mode; over signed HTTP, whether the secret may be one."""
    rule = seen.current.slack.rules[1]
    if faults := malformed(rule):
        return faults
    if seen.current.slack.is_http:
        return [
            ok("SLACK_SIGNING_SECRET is well-formed; only a request of Slack's can tell whether it is the app's")
        ]
    try:
        await seen.slack.connections_open()
    except RefusedError as error:
        return [_refused(error, rule[0].found_at)]
    return [ok("accepted: Slack gives an address for Socket Mode")]


async def _granted(seen: Seen) -> list[Finding]:
    """Which scopes the token has beside those the manifest asks for; no more of the manifest can be seen."""
    found, wanted = await seen.slack.scopes(), scopes(threads=seen.current.slack.threads)
    if lacking := [each for each in wanted if each not in found]:
        return [broken(f"not granted: {', '.join(lacking)}", f"add {', '.join(lacking)}: {_REINSTALL}")]
    more = sorted(found - set(wanted))
    useful = [f"{each} ({USEFUL[each]})" for each in more if each in USEFUL]
    findings = [ok(f"all {len(wanted)} of the manifest" + (f"; also {', '.join(useful)}" if useful else ""))]
    if unused := [each for each in more if each not in USEFUL]:
        why = f"take them away, for what an app may not do cannot go wrong: {_REINSTALL}"
        findings.append(look(f"granted and never used: {', '.join(unused)}", why))
    return findings


async def _channels(seen: Seen) -> list[Finding]:
    """In which channels the bot is, as far as it may tell."""
    found = await seen.slack.scopes()
    kinds = {"channels:read": "public_channel", "groups:read": "private_channel"}
    types = [kind for scope, kind in kinds.items() if scope in found]
    if not types:
        return [ok("which ones it is in cannot be seen; it needs no scope to see that, and has none")]
    names = await seen.slack.channels(",".join(types))
    if not names:
        return [look("it is in none that it may see", "in a channel, type /invite and its name, with @")]
    return [ok(f"it is in {_listed(names)}")]


async def _help_channel(seen: Seen) -> list[Finding]:
    """Whether the bot can write where people answer what the file does not."""
    return await _writes_in(seen, seen.current.slack.help_channel)


async def _report_channel(seen: Seen) -> list[Finding]:
    """Whether the bot can write where it tells what each week was like."""
    return await _writes_in(seen, seen.current.slack.report_channel)


async def _writes_in(seen: Seen, channel: str) -> list[Finding]:
    if not channel:
        return []
    try:
        found = await seen.slack.channel(channel)
    except RefusedError as error:
        if error.code != "missing_scope":
            return [_no_channel(channel, error)]
        cure = "see yourself that the bot was invited there, or grant channels:read"
        return [look(f"{channel} cannot be looked at without another scope", cure)]
    if not found.get("is_member"):
        return [broken(f"the bot is not in #{found.get('name')}", f"there, type {_INVITE}")]
    return [ok(f"#{found.get('name')}, and the bot is in it")]


async def _alert_channel(seen: Seen) -> list[Finding]:
    """Whether alerts can be sent: into a private channel, which the bot may look at and is in."""
    if not (channel := seen.current.slack.alert.channel):
        return []
    try:
        found = await seen.slack.channel(channel)
    except RefusedError as error:
        if error.code != "missing_scope":
            return [_no_channel(channel, error)]
        cure = f"add groups:read: {_REINSTALL}"
        return [broken("no alert is sent: without groups:read nobody can tell that the channel is private", cure)]
    name = f"#{found.get('name')}"
    if not found.get("is_private") or found.get("is_ext_shared"):
        kind = "shared with another organisation" if found.get("is_ext_shared") else "public"
        return [broken(f"no alert is sent: {name} is {kind}", "name a private channel of the carers' own")]
    if not found.get("is_member"):
        return [broken(f"no alert is sent: the bot is not in {name}", f"there, type {_INVITE}")]
    return [ok(f"{name} is private, and the bot is in it")]


def _refused(error: RefusedError, found_at: str) -> Finding:
    if why := FOR_GOOD.get(error.code):
        return broken(f"Slack refuses it ({error.code}: {why})", f"take a valid one from {found_at}")
    return look(f"Slack cannot say now ({error.code})", "try again in a minute")


def _no_channel(channel: str, error: RefusedError) -> Finding:
    cure = "take its id from the channel's details, at the end, and invite the bot there"
    return broken(f"{channel} cannot be found ({error.code})", cure)


def _listed(names: list[str], most: int = 10) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


CHECKS = (
    Check("connection", _connection, SLACK),
    Check("clock", _clock, SLACK),
    Check("bot token", _bot_token, SLACK),
    Check("deliveries", _deliveries, SLACK),
    Check("scopes", _granted, SLACK),
    Check("channels", _channels, SLACK),
    Check("help channel", _help_channel, SLACK),
    Check("alert channel", _alert_channel, SLACK),
    Check("report channel", _report_channel, SLACK),
)
