"""What people do in a `DiscordWorld`, as JSON: the actions of the control interface."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ..control import Json, arm_faults, last_frames
from . import payloads

if TYPE_CHECKING:
    from .interaction import Interaction
    from .message import Message
    from .world import DiscordWorld

_Action = Callable[["DiscordWorld", Json], Awaitable[Json]]


def _shown(discord: DiscordWorld, message: Message) -> Json:
    return payloads.shown(discord.state, message)


async def _state(discord: DiscordWorld, _body: Json) -> Json:
    state = discord.state
    return {
        "guild": {"id": state.guild_id, "name": state.settings.guild_name},
        "people": [payloads.user(user) for user in state.users.values()],
        "roles": [payloads.role(role) for role in state.roles.values()],
        "channels": [payloads.channel(state, channel) for channel in state.channels.values()],
        "commands": [command for commands in state.commands.values() for command in commands],
        "bot": {"id": state.bot.id, "mention": discord.mention},
        "sessions": len(discord.backend.sessions.by_id),
        "connections": len(discord.backend.sessions.connected),
        "identifies": discord.backend.handshake.identifies,
        "seq": discord.changes.seq,
        "faults": [vars(fault) for fault in discord.faults.armed],
        "struck": discord.faults.struck,
    }


async def _people(discord: DiscordWorld, body: Json) -> Json:
    roles = tuple(body.get("roles", ()))
    person = discord.state.add_person(body["name"], body.get("global_name"), roles)
    return {"person": payloads.user(person)}


async def _channels(discord: DiscordWorld, body: Json) -> Json:
    channel = discord.state.add_channel(body["name"])
    announced = payloads.channel(discord.state, channel)
    discord.backend.dispatcher.everywhere("CHANNEL_CREATE", channel, announced)
    return {"channel": announced}


async def _say(discord: DiscordWorld, body: Json) -> Json:
    ping, files = bool(body.get("ping", True)), tuple(body.get("files", ()))
    answered = body.get("reply_to")
    said = discord.say(body["user"], body["channel"], body["text"], answered, ping=ping, files=files)
    return {"message": _shown(discord, said)}


async def _dm(discord: DiscordWorld, body: Json) -> Json:
    said = discord.dm(body["user"], body["text"], files=tuple(body.get("files", ())))
    return {"message": _shown(discord, said)}


async def _forward(discord: DiscordWorld, body: Json) -> Json:
    return {"message": _shown(discord, discord.forward(body["user"], body["message"], body["channel"]))}


async def _edit(discord: DiscordWorld, body: Json) -> Json:
    return {"message": _shown(discord, discord.edit(body["user"], body["message"], body["text"]))}


async def _delete(discord: DiscordWorld, body: Json) -> Json:
    discord.delete(body["user"], body["message"])
    return {}


async def _react(discord: DiscordWorld, body: Json) -> Json:
    discord.react(body["user"], body["message"], body["emoji"])
    return {}


async def _command(discord: DiscordWorld, body: Json) -> Json:
    options = body.get("options")
    done = discord.command(body["user"], body["channel"], body["command"], options)
    return await _interaction(discord, body, done)


async def _context_menu(discord: DiscordWorld, body: Json) -> Json:
    """Choose a command on the `message` of that id, or on the `person` of that name."""
    target = discord.message(body["message"]) if "message" in body else body["person"]
    done = discord.context_menu(body["user"], body["channel"], body["command"], target)
    return await _interaction(discord, body, done)


async def _autocomplete(discord: DiscordWorld, body: Json) -> Json:
    where = (body["user"], body["channel"], body["command"])
    choices = await discord.autocomplete(*where, body["option"], body["partial"], others=body.get("options"))
    return {"choices": choices}


async def _press(discord: DiscordWorld, body: Json) -> Json:
    done = discord.press(body["user"], body["message"], body["custom_id"], body.get("values"))
    return await _interaction(discord, body, done)


async def _submit(discord: DiscordWorld, body: Json) -> Json:
    shown = discord.interaction(body["interaction"])
    return await _interaction(discord, body, discord.submit(body["user"], shown, body["values"]))


async def _interaction(discord: DiscordWorld, body: Json, done: Interaction) -> Json:
    """Answer at once, or with the bot's reply when the body has `wait` seconds."""
    if not body.get("wait"):
        return {"interaction": done.to_json()}
    reply = await discord.wait_for_reply(done, seconds=float(body["wait"]))
    return {"interaction": done.to_json(), "reply": _shown(discord, reply)}


async def _visible(discord: DiscordWorld, body: Json) -> Json:
    messages = discord.visible_to(body["user"], body["channel"])
    return {"messages": [_shown(discord, message) for message in messages], "seq": discord.changes.seq}


async def _wait(discord: DiscordWorld, body: Json) -> Json:
    """Wait for replies to a message or an interaction, by id, or without one until all is quiet."""
    seconds = float(body.get("seconds", 5.0))
    if "interaction" in body:
        asked: Message | Interaction = discord.interaction(body["interaction"])
    elif "message" in body:
        asked = discord.message(body["message"])
    else:
        await discord.settle(float(body.get("quiet", 0.1)), seconds=seconds)
        return {}
    replies = await discord.wait_for_replies(asked, int(body.get("count", 1)), seconds=seconds)
    return {"replies": [_shown(discord, reply) for reply in replies]}


async def _modal(discord: DiscordWorld, body: Json) -> Json:
    asked = discord.interaction(body["interaction"])
    return {"modal": await discord.wait_for_modal(asked, seconds=float(body.get("seconds", 5.0)))}


async def _deny(discord: DiscordWorld, body: Json) -> Json:
    discord.deny(body["user"], body["channel"], *body["permissions"])
    return {}


async def _faults(discord: DiscordWorld, body: Json) -> Json:
    return arm_faults(discord.faults, body)


async def _recorder(discord: DiscordWorld, body: Json) -> Json:
    return last_frames(discord.recorder, body)


async def _reconnect(discord: DiscordWorld, _body: Json) -> Json:
    discord.reconnect()
    return {}


async def _invalidate(discord: DiscordWorld, body: Json) -> Json:
    discord.invalidate_session(resumable=bool(body.get("resumable")))
    return {}


async def _freeze(discord: DiscordWorld, body: Json) -> Json:
    discord.freeze_heartbeats(frozen=bool(body.get("frozen", True)))
    return {}


async def _close(discord: DiscordWorld, body: Json) -> Json:
    discord.close(int(body.get("code", 4000)))
    return {}


async def _disconnect(discord: DiscordWorld, _body: Json) -> Json:
    discord.disconnect_all()
    return {}


ACTIONS: dict[str, _Action] = {
    "state": _state,
    "people": _people,
    "channels": _channels,
    "say": _say,
    "dm": _dm,
    "forward": _forward,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "command": _command,
    "context_menu": _context_menu,
    "autocomplete": _autocomplete,
    "press": _press,
    "submit": _submit,
    "modal": _modal,
    "visible": _visible,
    "wait": _wait,
    "deny": _deny,
    "faults": _faults,
    "recorder": _recorder,
    "reconnect": _reconnect,
    "invalidate": _invalidate,
    "freeze": _freeze,
    "close": _close,
    "disconnect": _disconnect,
}
