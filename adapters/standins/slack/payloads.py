"""The payloads a bot receives, as Slack words them, but for the events.

Commands: https://docs.slack.dev/interactivity/implementing-slash-commands/. What people press, choose, submit and
run from menus: https://docs.slack.dev/reference/interaction-payloads/.
"""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .message import Message
    from .people import Channel, Person
    from .settings import Settings
    from .workspace import Workspace

_Json = dict[str, Any]


def message_body(workspace: Workspace, message: Message) -> _Json:
    """Return a message with the team, app and thread fields that the API and events add to it."""
    body = message.to_json() | {"team": workspace.settings.team_id}
    if message.bot_id:
        profile = bot_profile(workspace, _bot_of(workspace, message.bot_id))
        body |= {"app_id": profile["app_id"], "bot_profile": profile}
    if message.thread_ts is None:
        return body
    root = workspace.message(message.channel, message.thread_ts)
    if message.is_reply:
        body |= {"parent_user_id": root.user} if root and root.user else {}
        return body | ({"root": root.to_json()} if root and message.broadcast else {})
    replies = workspace.replies(message.channel, message.ts)
    users = list(dict.fromkeys(reply.user for reply in replies if reply.user))
    counts = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
    return body | counts | ({"latest_reply": replies[-1].ts} if replies else {})


def file_object(workspace: Workspace, person: Person, name: str) -> _Json:
    """Return what a message says of an attached file (https://docs.slack.dev/reference/objects/file-object/)."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file_id, created = workspace.new_id("F"), int(workspace.settings.clock())
    address = f"https://files.slack.com/files-pri/{workspace.settings.team_id}-{file_id}/{name}"
    return {
        "id": file_id,
        "created": created,
        "timestamp": created,
        "name": name,
        "title": name,
        "mimetype": mimetype,
        "filetype": name.rpartition(".")[2],
        "pretty_type": name.rpartition(".")[2].upper(),
        "user": person.id,
        "user_team": workspace.settings.team_id,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "size": 1_024,
        "url_private": address,
        "file_access": "visible",
    }


def share_of(workspace: Workspace, message: Message) -> _Json:
    """Return the attachment in which a shared message stands, as Slack's client adds it."""
    settings, channel = workspace.settings, workspace.channels[message.channel]
    author = workspace.people.get(message.user or "")
    name = author.real_name if author else settings.bot_name
    address = f"https://{settings.team_domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {
        "id": 1,
        "is_msg_unfurl": True,
        "is_share": True,
        "channel_id": channel.id,
        "channel_team": settings.team_id,
        "ts": message.ts,
        "author_id": message.user,
        "author_name": name,
        "text": message.text,
        "fallback": f"[{message.ts}] {name}: {message.text}",
        "from_url": address,
        "original_url": address,
        "message_blocks": [
            {
                "team": settings.team_id,
                "channel": channel.id,
                "ts": message.ts,
                "message": {"blocks": message.blocks},
            }
        ],
        "mrkdwn_in": ["text"],
        "color": "D0D0D0",
    }


def _bot_of(workspace: Workspace, bot_id: str) -> Person:
    return next((person for person in workspace.people.values() if person.bot_id == bot_id), workspace.bot)


def bot_profile(workspace: Workspace, bot: Person | None = None) -> _Json:
    """Return a bot, by default the app's own, as `bots.info` and messages describe it."""
    bot = bot or workspace.bot
    return {
        "id": bot.bot_id,
        "app_id": workspace.settings.app_id if bot is workspace.bot else f"A{bot.id}",
        "user_id": bot.id,
        "name": bot.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": workspace.settings.team_id,
    }


def command_payload(
    workspace: Workspace, person: Person, channel: Channel, typed: tuple[str, str], urls: _Json
) -> _Json:
    """Return a slash command's fields, for a command and its text; `urls` are those to answer with."""
    command, text = typed
    settings = workspace.settings
    return {
        "token": settings.verification_token,
        "team_id": settings.team_id,
        "team_domain": settings.team_domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": settings.app_id,
        "is_enterprise_install": "false",
        **urls,
    }


def message_action_payload(
    workspace: Workspace, person: Person, message: Message, action: _Json, urls: _Json
) -> _Json:
    """Return a `block_actions` payload for a press in a message; an ephemeral one is not repeated in it."""
    channel = workspace.channels[message.channel]
    container: _Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral,
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    body = _block_actions(workspace.settings, person, container, action)
    body["channel"] = {"id": channel.id, "name": _channel_name(channel)}
    if not message.ephemeral:
        body["message"] = message_body(workspace, message)
    return body | {"state": {"values": {}}} | urls


def view_action_payload(workspace: Workspace, person: Person, view: _Json, action: _Json, urls: _Json) -> _Json:
    """Return a `block_actions` payload for a press in a home view; it has no response URL."""
    container = {"type": "view", "view_id": view["id"]}
    body = _block_actions(workspace.settings, person, container, action)
    return body | {"view": view, "trigger_id": urls["trigger_id"]}


def submission_payload(workspace: Workspace, person: Person, view: _Json, urls: _Json) -> _Json:
    """Return a `view_submission` payload."""
    return _from_person(workspace.settings, person, "view_submission") | {"view": view, "response_urls": []} | urls


def closed_payload(workspace: Workspace, person: Person, view: _Json) -> _Json:
    """Return a `view_closed` payload."""
    return _from_person(workspace.settings, person, "view_closed") | {"view": view, "is_cleared": False}


def shortcut_payload(workspace: Workspace, person: Person, callback_id: str, urls: _Json) -> _Json:
    """Return a `shortcut` payload."""
    body = _from_person(workspace.settings, person, "shortcut")
    return body | {"callback_id": callback_id, "action_ts": workspace.new_ts()} | urls


def message_shortcut_payload(
    workspace: Workspace, person: Person, message: Message, callback_id: str, urls: _Json
) -> _Json:
    """Return a `message_action` payload: a shortcut from a message's context menu."""
    channel = workspace.channels[message.channel]
    where = {"channel": {"id": channel.id, "name": _channel_name(channel)}, "message_ts": message.ts}
    body = _from_person(workspace.settings, person, "message_action") | where
    shown = {
        "callback_id": callback_id,
        "action_ts": workspace.new_ts(),
        "message": message_body(workspace, message),
    }
    return body | shown | urls


def suggestion_payload(
    workspace: Workspace, person: Person, menu: _Json, *, view: _Json | None, message: Message | None
) -> _Json:
    """Return a `block_suggestion` payload for what was typed into a menu of a view or of a message."""
    body = _from_person(workspace.settings, person, "block_suggestion") | menu
    if message is None:
        return body | {"container": {"type": "view", "view_id": (view or {})["id"]}, "view": view}
    channel = workspace.channels[message.channel]
    container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    return body | {
        "container": container | {"is_ephemeral": message.ephemeral},
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message_body(workspace, message),
    }


def action_of(block_id: str, element: _Json, option: _Json | list[_Json] | None, ts: str) -> _Json:
    """Return the entry of `actions` for a pressed element and what is chosen in it, if it has any options."""
    action = {"action_id": element["action_id"], "block_id": block_id, "type": element["type"]}
    copied = {key: element[key] for key in ("text", "value", "style", "url", "placeholder") if key in element}
    key = "selected_options" if isinstance(option, list) else "selected_option"
    chosen = {key: option} if option is not None else {}
    return action | copied | chosen | {"action_ts": ts}


def _block_actions(settings: Settings, person: Person, container: _Json, action: _Json) -> _Json:
    return _from_person(settings, person, "block_actions") | {"container": container, "actions": [action]}


def _from_person(settings: Settings, person: Person, kind: str) -> _Json:
    """Return what every payload says of who did something."""
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": settings.team_id},
        "api_app_id": settings.app_id,
        "token": settings.verification_token,
        "team": {"id": settings.team_id, "domain": settings.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel_name(channel: Channel) -> str:
    return "directmessage" if channel.kind == "im" else channel.name
