"""What people do in a `SlackWorld`, as JSON: the actions of the control interface."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ..control import Json, arm_faults, last_frames

if TYPE_CHECKING:
    from .interactions import Interaction
    from .world import SlackWorld

_Action = Callable[["SlackWorld", Json], Awaitable[Json]]


async def _state(slack: SlackWorld, _body: Json) -> Json:
    workspace = slack.workspace
    return {
        "people": [person.to_json(slack.settings.team_id) for person in workspace.people.values()],
        "channels": [c.to_json(workspace.bot.id) | {"members": c.members} for c in workspace.channels.values()],
        "bot": {"id": workspace.bot.id, "mention": slack.mention},
        "connections": len(slack.backend.socket_mode.connections),
        "seq": slack.changes.seq,
        "faults": [vars(fault) for fault in slack.faults.armed],
        "struck": slack.faults.struck,
    }


async def _people(slack: SlackWorld, body: Json) -> Json:
    channels = tuple(body.get("channels", ()))
    person = slack.workspace.add_person(body["name"], body.get("real_name"), channels)
    return {"person": person.to_json(slack.settings.team_id)}


async def _channels(slack: SlackWorld, body: Json) -> Json:
    workspace = slack.workspace
    members = [workspace.person(member).id for member in body.get("members", ())]
    channel = workspace.add_channel(body["name"], members, "group" if body.get("private") else "channel")
    return {"channel": channel.to_json(workspace.bot.id)}


async def _refuse(slack: SlackWorld, body: Json) -> Json:
    """Refuse what the bot posts in a channel with one of Slack's codes; with `""` take it again."""
    channel = slack.workspace.channel(body["channel"])
    channel.refuses = body["code"]
    return {"channel": channel.to_json(slack.workspace.bot.id)}


async def _say(slack: SlackWorld, body: Json) -> Json:
    message = slack.say(body["user"], body["channel"], body["text"], body.get("thread_ts"), **_along(slack, body))
    return {"message": message.shown()}


async def _dm(slack: SlackWorld, body: Json) -> Json:
    return {"message": slack.dm(body["user"], body["text"], body.get("thread_ts"), **_along(slack, body)).shown()}


def _along(slack: SlackWorld, body: Json) -> Json:
    """Return what comes along with a message: `files` by name, `shares` by timestamp, `broadcast`."""
    shares = slack.message(body["shares"]) if body.get("shares") else None
    return {"files": body.get("files", ()), "shares": shares, "broadcast": bool(body.get("broadcast"))}


async def _me(slack: SlackWorld, body: Json) -> Json:
    return {"message": slack.me(body["user"], body["channel"], body["text"]).shown()}


async def _workflow(slack: SlackWorld, body: Json) -> Json:
    return {"message": slack.workflow(body["name"], body["channel"], body["text"]).shown()}


async def _edit(slack: SlackWorld, body: Json) -> Json:
    return {"message": slack.edit(body["user"], slack.message(body["message"]), body["text"]).shown()}


async def _delete(slack: SlackWorld, body: Json) -> Json:
    slack.delete(body["user"], slack.message(body["message"]))
    return {}


async def _join(slack: SlackWorld, body: Json) -> Json:
    return {"message": slack.join(body["user"], body["channel"]).shown()}


async def _command(slack: SlackWorld, body: Json) -> Json:
    done = slack.command(body["user"], body["channel"], body["command"], body.get("text", ""))
    return await _interaction(slack, body, done)


async def _press(slack: SlackWorld, body: Json) -> Json:
    user, action_id, option = body["user"], body["action_id"], body.get("option")
    if body.get("where") == "modal":
        return await _interaction(slack, body, slack.press_modal(user, action_id, option=option))
    if "message" not in body:
        return await _interaction(slack, body, slack.press_home(user, action_id, option=option))
    done = slack.press(user, body["message"], action_id, body.get("value"), option=option)
    return await _interaction(slack, body, done)


async def _shortcut(slack: SlackWorld, body: Json) -> Json:
    """Run a shortcut, with `message` from its context menu."""
    user, callback_id = body["user"], body["callback_id"]
    if "message" in body:
        return await _interaction(slack, body, slack.message_shortcut(user, body["message"], callback_id))
    return await _interaction(slack, body, slack.shortcut(user, callback_id))


async def _modal(slack: SlackWorld, body: Json) -> Json:
    """Return the modal a person has before them, waiting `seconds` for it."""
    modal = slack.modal(body["user"])
    if modal is None and body.get("seconds"):
        modal = await slack.wait_for_modal(body["user"], seconds=float(body["seconds"]))
    return {"view": modal.view if modal else None, "errors": modal.errors if modal else {}}


async def _suggestions(slack: SlackWorld, body: Json) -> Json:
    typed, message = body.get("typed", ""), body.get("message")
    return {"options": await slack.suggestions(body["user"], body["action_id"], typed, message=message)}


async def _submit(slack: SlackWorld, body: Json) -> Json:
    done = slack.submit(body["user"], body["answers"])
    await done.task
    return {"acknowledged": done.acknowledged} | await _modal(slack, {"user": body["user"]})


async def _interaction(slack: SlackWorld, body: Json, done: Interaction) -> Json:
    """Answer at once, or with the bot's reply when the body has `wait` seconds."""
    answer: Json = {"seq": done.seq, "response_url": done.response_url}
    if body.get("wait"):
        reply = await slack.wait_for_reply(done, seconds=float(body["wait"]))
        answer["reply"] = reply.shown()
    return answer


async def _open_home(slack: SlackWorld, body: Json) -> Json:
    return {"deliveries": len(slack.open_home(body["user"], body.get("tab", "home")))}


async def _visible(slack: SlackWorld, body: Json) -> Json:
    messages = slack.visible_to(body["user"], body["channel"])
    return {"messages": [message.shown() for message in messages], "seq": slack.changes.seq}


async def _wait(slack: SlackWorld, body: Json) -> Json:
    """Wait for replies to a message, by timestamp, or without one until all is quiet."""
    seconds = float(body.get("seconds", 5.0))
    if "message" not in body:
        await slack.settle(float(body.get("quiet", 0.1)), seconds=seconds)
        return {}
    asked = slack.message(body["message"])
    replies = await slack.wait_for_replies(asked, int(body.get("count", 1)), seconds=seconds)
    return {"replies": [reply.shown() for reply in replies]}


async def _faults(slack: SlackWorld, body: Json) -> Json:
    return arm_faults(slack.faults, body)


async def _recorder(slack: SlackWorld, body: Json) -> Json:
    return last_frames(slack.recorder, body)


async def _deliveries(slack: SlackWorld, _body: Json) -> Json:
    return {"deliveries": [delivery.shown() for delivery in slack.deliveries]}


async def _warn(slack: SlackWorld, _body: Json) -> Json:
    slack.warn()
    return {}


async def _refresh(slack: SlackWorld, _body: Json) -> Json:
    await slack.refresh()
    return {}


async def _disconnect(slack: SlackWorld, _body: Json) -> Json:
    slack.disconnect_all()
    return {}


async def _request_url(slack: SlackWorld, body: Json) -> Json:
    return {"verified": await slack.use_request_url(body["url"])}


ACTIONS: dict[str, _Action] = {
    "state": _state,
    "people": _people,
    "channels": _channels,
    "refuse": _refuse,
    "say": _say,
    "dm": _dm,
    "me": _me,
    "workflow": _workflow,
    "edit": _edit,
    "delete": _delete,
    "join": _join,
    "command": _command,
    "press": _press,
    "open_home": _open_home,
    "shortcut": _shortcut,
    "modal": _modal,
    "suggestions": _suggestions,
    "submit": _submit,
    "visible": _visible,
    "wait": _wait,
    "faults": _faults,
    "recorder": _recorder,
    "deliveries": _deliveries,
    "warn": _warn,
    "refresh": _refresh,
    "disconnect": _disconnect,
    "request_url": _request_url,
}
