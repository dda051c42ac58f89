"""What is looked at on Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.http import Route

from adapters.discord.inviting import invite_link, missing
from adapters.discord.registering import drift
from adapters.discord.serving import REFUSED
from adapters.doctor import reaching
from adapters.doctor.check import DISCORD, Check
from adapters.doctor.discord_seen import RefusedError
from adapters.doctor.findings import Mark, broken, look, ok
from adapters.doctor.tokens import malformed

if TYPE_CHECKING:
    from adapters.doctor.discord_seen import Room, Server
    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen

_PORTAL = "the Discord developer portal"

_PRIVILEGED = {
    "Presence": ("gateway_presence", "gateway_presence_limited"),
    "Server Members": ("gateway_guild_members", "gateway_guild_members_limited"),
    "Message Content": ("gateway_message_content", "gateway_message_content_limited"),
}
"""Each privileged intent, and the application flags that say that it is on."""

_FEW_IDENTIFIES = 100
"""Of 1,000 a day, after which Discord resets the token."""

_SHOWN = 10
"""Channels that are named, of one server."""


async def _connection(seen: Seen) -> list[Finding]:
    """Whether Discord can be reached."""
    findings = await reaching.connection(seen.discord.greeting)
    if findings[0].mark is Mark.BROKEN and seen.slack.client.proxy:
        found = "HTTPS_PROXY names a proxy, through which Slack is reached, and Discord is not"
        findings.append(look(found, "let this machine reach discord.com and gateway.discord.gg itself"))
    return findings


async def _clock(seen: Seen) -> list[Finding]:
    """Whether this machine's clock is Discord's."""
    return await reaching.clock(seen.discord.greeting)


async def _token(seen: Seen) -> list[Finding]:
    """Whether the token is one, and is accepted."""
    if faults := malformed(seen.current.discord.rules[0]):
        return faults
    try:
        application = await seen.discord.application()
    except RefusedError as error:
        if error.for_good:
            return [broken("Discord refuses it (401)", REFUSED.split("; expected ")[1])]
        return [look(f"Discord cannot say now ({error.code})", "try again in a minute")]
    return [ok(f"accepted: {application.name}")]


async def _intents(seen: Seen) -> list[Finding]:
    """Which privileged intents the application has; the bot asks for none."""
    flags = (await seen.discord.application()).flags
    on = [name for name, each in _PRIVILEGED.items() if any(getattr(flags, flag) for flag in each)]
    if on:
        cure = f"switch off what no other program of this application needs: {_PORTAL}, Bot"
        return [look(f"switched on and never used: {', '.join(on)}", cure)]
    return [ok("none that is privileged, and none is asked for")]


async def _application(seen: Seen) -> list[Finding]:
    """Whether something set in the portal keeps the bot from being invited, or from hearing."""
    found, faults = await seen.discord.application(), []
    if found.interactions_endpoint_url:
        cure = f"empty Interactions Endpoint URL: {_PORTAL}, General Information"
        faults.append(broken("/prolo and buttons are sent to another address, not to this bot", cure))
    if found.bot_require_code_grant:
        cure = f"switch off Requires OAuth2 Code Grant: {_PORTAL}, Bot"
        faults.append(broken("nobody can invite it: the invite link fails", cure))
    left = await _identifies_left(seen)
    if left < _FEW_IDENTIFIES:
        cure = "see in the log why it connects so often; after the last one Discord resets the token"
        faults.append(broken(f"only {left} identifies are left today", cure))
    return faults or [
        ok(f"can be invited by {'anybody' if found.bot_public else 'its owner'}: {invite_link(found.id)}")
    ]


async def _identifies_left(seen: Seen) -> int:
    said = await seen.discord.bot.http.request(Route("GET", "/gateway/bot"))
    return int(said["session_start_limit"]["remaining"])


async def _commands(seen: Seen) -> list[Finding]:
    """Whether the commands that are published are this program's."""
    await seen.discord.application()
    found = await drift(seen.discord.bot.tree)
    findings = []
    if found.missing:
        names = ", ".join(found.missing)
        findings.append(
            look(f"not published, or otherwise: {names}", "start the bot: it publishes them within minutes")
        )
    if found.strange:
        names = ", ".join(found.strange)
        findings.append(
            look(f"of another program: {names}", "use an application of its own; the bot will remove them")
        )
    return findings or [ok("as this program publishes them")]


async def _channels(seen: Seen) -> list[Finding]:
    """What the bot may do in each channel in which people write."""
    servers, count = await seen.discord.servers()
    link = invite_link((await seen.discord.application()).id)
    if not servers:
        return [look("it is in no server", f"invite it: {link}")]
    findings = [finding for server in servers for finding in _in_server(server, link)]
    if count > len(servers):
        findings.append(ok(f"the first {len(servers)} of {count} servers were looked at"))
    return findings


def _in_server(server: Server, link: str) -> list[Finding]:
    name = server.guild.name
    viewed = [room for room in server.rooms if room.allowed.view_channel]
    lacking = [room for room in viewed if missing(room.allowed)]
    if server.rooms and not any(_can_write(room) for room in viewed):
        lacks = ", ".join(missing(server.allowed))
        why = f"; its role lacks {lacks}" if lacks else "; the channels refuse its role"
        return [
            broken(
                f"{name}: it can write in none of {len(server.rooms)} text channels{why}",
                f"invite it again: {link}",
            )
        ]
    findings = [
        look(
            f"{name}: in #{room.channel.name} it lacks {', '.join(missing(room.allowed))}",
            "give them to its role: that channel's settings, Permissions",
        )
        for room in lacking[:_SHOWN]
    ]
    whole, hidden = len(viewed) - len(lacking), len(server.rooms) - len(viewed)
    unseen = f"; {hidden} it does not see" if hidden else ""
    more = f"; {len(lacking) - _SHOWN} more lack something" if len(lacking) > _SHOWN else ""
    findings.append(
        ok(f"{name}: in {whole} of {len(server.rooms)} text channels it may do all it needs{unseen}{more}")
    )
    if server.allowed.administrator:
        cure = "take Administrator from its role: what the bot may not do cannot go wrong"
        findings.append(look(f"{name}: it is an administrator", cure))
    return findings


def _can_write(room: Room) -> bool:
    return room.allowed.send_messages


async def _help_channel(seen: Seen) -> list[Finding]:
    """Whether the bot can write where people answer what the file does not."""
    return await _reaches(seen, seen.current.discord.help_channel, "no question is passed on")


async def _report_channel(seen: Seen) -> list[Finding]:
    """Whether the bot can write where it tells what each week was like."""
    return await _reaches(seen, seen.current.discord.report_channel, "nothing is reported")


async def _reaches(seen: Seen, channel: str, otherwise: str) -> list[Finding]:
    if not channel:
        return []
    if (found := await seen.discord.room(int(channel))) is None:
        return [_no_channel(int(channel))]
    return [_writes_in(found[1], otherwise)]


async def _alert_channel(seen: Seen) -> list[Finding]:
    """Whether alerts can be sent: into a channel that ordinary members cannot view, and the bot can."""
    alert = seen.current.discord.alert
    if not alert.channel:
        return []
    if (found := await seen.discord.room(int(alert.channel))) is None:
        return [_no_channel(int(alert.channel))]
    server, room = found
    name = f"#{room.channel.name}"
    if room.channel.permissions_for(server.guild.default_role).view_channel:
        cure = "take View Channel from @everyone in that channel, and give it to the carers' role and to the bot's"
        return [broken(f"no alert is sent: {name} is open to ordinary members", cure)]
    writes = _writes_in(room, "no alert is sent")
    pings = _pings(server, room, int(alert.role)) if alert.role and writes.mark is Mark.OK else []
    return [writes, *pings]


def _writes_in(room: Room, otherwise: str) -> Finding:
    name = f"#{room.channel.name}"
    if not (room.allowed.view_channel and room.allowed.send_messages):
        cure = "give them to its role: that channel's settings, Permissions"
        return broken(f"{otherwise}: in {name} the bot lacks {', '.join(missing(room.allowed))}", cure)
    return ok(f"{name} in {room.channel.guild.name}, and the bot can write in it")


def _pings(server: Server, room: Room, role: int) -> list[Finding]:
    """Return what keeps a role from being pinged."""
    found = server.guild.get_role(role)
    if found is None:
        cure = "take its id from Server Settings, Roles (Developer Mode shows Copy Role ID)"
        return [broken(f"{server.guild.name} has no role {role}", cure)]
    if not found.mentionable and not room.allowed.mention_everyone:
        cure = "Server Settings, Roles: allow anyone to mention this role"
        return [broken(f"nobody is pinged: the role {found.name} cannot be mentioned", cure)]
    return []


def _no_channel(channel: int) -> Finding:
    cure = "take its id from the channel's menu (Developer Mode shows Copy Channel ID), and let the bot view it"
    return broken(f"no text channel of a server the bot is in is {channel}", cure)


CHECKS = (
    Check("connection", _connection, DISCORD),
    Check("clock", _clock, DISCORD),
    Check("token", _token, DISCORD),
    Check("intents", _intents, DISCORD),
    Check("application", _application, DISCORD),
    Check("commands", _commands, DISCORD),
    Check("channels", _channels, DISCORD, seconds=30.0),
    Check("help channel", _help_channel, DISCORD, seconds=30.0),
    Check("alert channel", _alert_channel, DISCORD, seconds=30.0),
    Check("report channel", _report_channel, DISCORD, seconds=30.0),
)
