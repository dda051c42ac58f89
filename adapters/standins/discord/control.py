"""The control interface over HTTP, for other processes: what `DiscordStandIn` does, as JSON.

Bodies and answers are JSON objects. What cannot be done answers 400, a wait that times out 408.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import payloads

if TYPE_CHECKING:
    from .interaction import Interaction
    from .message import Message
    from .standin import DiscordStandIn

Json = dict[str, Any]
Action = Callable[["DiscordStandIn", Json], Awaitable[Json]]


def _shown(discord: DiscordStandIn, message: Message) -> Json:
    return payloads.shown(discord.state, message)


async def _state(discord: DiscordStandIn, _body: Json) -> Json:
    state = discord.state
    return {
        "guild": {"id": state.guild_id, "name": state.settings.guild_name},
        "people": [payloads.user(user) for user in state.users.values()],
        "roles": [payloads.role(role) for role in state.roles.values()],
        "channels": [payloads.channel(state, channel) for channel in state.channels.values()],
        "commands": [command for commands in state.commands.values() for command in commands],
        "bot": {"id": state.bot.id, "mention": discord.mention},
        "sessions": len(discord.backend.gateway.sessions),
        "connections": len(discord.backend.gateway.connected),
        "identifies": discord.backend.gateway.identifies,
        "seq": discord.changes.seq,
        "faults": [vars(fault) for fault in discord.faults.armed],
        "struck": discord.faults.struck,
    }


async def _people(discord: DiscordStandIn, body: Json) -> Json:
    roles = tuple(body.get("roles", ()))
    person = discord.state.add_person(body["name"], body.get("global_name"), roles)
    return {"person": payloads.user(person)}


async def _channels(discord: DiscordStandIn, body: Json) -> Json:
    channel = discord.state.add_channel(body["name"])
    announced = payloads.channel(discord.state, channel)
    discord.backend.dispatcher.everywhere("CHANNEL_CREATE", channel, announced)
    return {"channel": announced}


async def _say(discord: DiscordStandIn, body: Json) -> Json:
    ping, files = bool(body.get("ping", True)), tuple(body.get("files", ()))
    answered = body.get("reply_to")
    said = discord.say(body["user"], body["channel"], body["text"], answered, ping=ping, files=files)
    return {"message": _shown(discord, said)}


async def _dm(discord: DiscordStandIn, body: Json) -> Json:
    said = discord.dm(body["user"], body["text"], files=tuple(body.get("files", ())))
    return {"message": _shown(discord, said)}


async def _forward(discord: DiscordStandIn, body: Json) -> Json:
    return {"message": _shown(discord, discord.forward(body["user"], body["message"], body["channel"]))}


async def _edit(discord: DiscordStandIn, body: Json) -> Json:
    return {"message": _shown(discord, discord.edit(body["user"], body["message"], body["text"]))}


async def _delete(discord: DiscordStandIn, body: Json) -> Json:
    discord.delete(body["user"], body["message"])
    return {}


async def _react(discord: DiscordStandIn, body: Json) -> Json:
    discord.react(body["user"], body["message"], body["emoji"])
    return {}


async def _command(discord: DiscordStandIn, body: Json) -> Json:
    options = body.get("options")
    done = discord.command(body["user"], body["channel"], body["command"], options)
    return await _interaction(discord, body, done)


async def _context_menu(discord: DiscordStandIn, body: Json) -> Json:
    """Choose a command on the `message` of that id, or on the `person` of that name."""
    target = discord.message(body["message"]) if "message" in body else body["person"]
    done = discord.context_menu(body["user"], body["channel"], body["command"], target)
    return await _interaction(discord, body, done)


async def _autocomplete(discord: DiscordStandIn, body: Json) -> Json:
    where = (body["user"], body["channel"], body["command"])
    choices = await discord.autocomplete(*where, body["option"], body["partial"], others=body.get("options"))
    return {"choices": choices}


async def _press(discord: DiscordStandIn, body: Json) -> Json:
    done = discord.press(body["user"], body["message"], body["custom_id"], body.get("values"))
    return await _interaction(discord, body, done)


async def _submit(discord: DiscordStandIn, body: Json) -> Json:
    shown = discord.interaction(body["interaction"])
    return await _interaction(discord, body, discord.submit(body["user"], shown, body["values"]))


async def _interaction(discord: DiscordStandIn, body: Json, done: Interaction) -> Json:
    """Answer at once, or with the bot's reply when the body has `wait` seconds."""
    if not body.get("wait"):
        return {"interaction": done.to_json()}
    reply = await discord.wait_for_reply(done, seconds=float(body["wait"]))
    return {"interaction": done.to_json(), "reply": _shown(discord, reply)}


async def _visible(discord: DiscordStandIn, body: Json) -> Json:
    messages = discord.visible_to(body["user"], body["channel"])
    return {"messages": [_shown(discord, message) for message in messages], "seq": discord.changes.seq}


async def _wait(discord: DiscordStandIn, body: Json) -> Json:
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


async def _modal(discord: DiscordStandIn, body: Json) -> Json:
    asked = discord.interaction(body["interaction"])
    return {"modal": await discord.wait_for_modal(asked, seconds=float(body.get("seconds", 5.0)))}


async def _deny(discord: DiscordStandIn, body: Json) -> Json:
    discord.deny(body["user"], body["channel"], *body["permissions"])
    return {}


async def _faults(discord: DiscordStandIn, body: Json) -> Json:
    """Arm a fault, or disarm all with `{"clear": true}`."""
    if body.get("clear"):
        discord.faults.clear()
    else:
        times, seconds = int(body.get("times", 1)), float(body.get("seconds", 1.0))
        discord.faults.arm(body["kind"], body.get("where", "*"), times=times, seconds=seconds)
    return {"faults": [vars(fault) for fault in discord.faults.armed], "struck": discord.faults.struck}


async def _recorder(discord: DiscordStandIn, body: Json) -> Json:
    frames = [vars(frame) for frame in discord.recorder.frames]
    return {"frames": frames[-int(body.get("last", 100)) :]}


async def _reconnect(discord: DiscordStandIn, _body: Json) -> Json:
    discord.reconnect()
    return {}


async def _invalidate(discord: DiscordStandIn, body: Json) -> Json:
    discord.invalidate_session(resumable=bool(body.get("resumable")))
    return {}


async def _freeze(discord: DiscordStandIn, body: Json) -> Json:
    discord.freeze_heartbeats(frozen=bool(body.get("frozen", True)))
    return {}


async def _close(discord: DiscordStandIn, body: Json) -> Json:
    discord.close(int(body.get("code", 4000)))
    return {}


async def _disconnect(discord: DiscordStandIn, _body: Json) -> Json:
    discord.disconnect_all()
    return {}


ACTIONS: dict[str, Action] = {
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


def add_control_routes(app: web.Application, discord: DiscordStandIn) -> None:
    """Add `POST /control/<action>` and `GET /control/changes`, a stream of server-sent events."""

    async def control(request: web.Request) -> web.Response:
        return await _answer(discord, request)

    async def changes(request: web.Request) -> web.StreamResponse:
        return await _stream(discord, request)

    app.router.add_get("/control/changes", changes)
    app.router.add_post("/control/{action}", control)


async def _answer(discord: DiscordStandIn, request: web.Request) -> web.Response:
    if (action := ACTIONS.get(request.match_info["action"])) is None:
        return web.json_response({"error": f"actions are {', '.join(ACTIONS)}"}, status=404)
    try:
        text = await request.text()
        return web.json_response(await action(discord, json.loads(text) if text else {}))
    except KeyError as error:
        return web.json_response({"error": f"missing {error}"}, status=400)
    except ValueError as error:
        return web.json_response({"error": str(error)}, status=400)
    except TimeoutError:
        return web.json_response({"error": "nothing came in time"}, status=408)


async def _stream(discord: DiscordStandIn, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    async with discord.changes.subscribe() as changes:
        await response.prepare(request)
        async for change in changes:
            try:
                await response.write(f"id: {change.seq}\ndata: {json.dumps(vars(change))}\n\n".encode())
            except ConnectionError:
                return response
    return response
