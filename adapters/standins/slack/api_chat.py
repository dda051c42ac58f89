"""`chat.*`: posting, ephemeral posting, updating, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .calls import Call, Method, channel_for, joined, message_for
from .errors import SlackError
from .posting import Content, content_of, truth

if TYPE_CHECKING:
    from .backend import Backend
    from .message import Message
    from .people import Channel

# https://docs.slack.dev/reference/methods/chat.update/#errors
_MAX_UPDATE_TEXT = 4_000
# https://docs.slack.dev/reference/methods/chat.postMessage/ (markdown_text)
_MAX_MARKDOWN = 12_000
# https://docs.slack.dev/reference/methods/chat.postMessage/#errors
_NON_THREADABLE = "restricted_action_non_threadable_channel"


def _post_message(backend: Backend, call: Call) -> dict[str, Any]:
    """`chat.postMessage`."""
    channel = _open_for_posts(backend, call)
    content = _content(call)
    backend.limit.take(channel.id)
    message = backend.posting.post(
        channel.id,
        content,
        via=call.name,
        thread_ts=call.ts("thread_ts"),
        broadcast=bool(truth(call.args.get("reply_broadcast"))),
    )
    body = payloads.message_body(backend.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "message": body}


def _post_ephemeral(backend: Backend, call: Call) -> dict[str, Any]:
    """`chat.postEphemeral`; no event tells of it and no method can find it again. No member's id will do here."""
    if call.args.get("channel") in backend.workspace.people:
        raise SlackError("channel_not_found")
    channel = _open_for_posts(backend, call)
    user = call.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = backend.posting.post(
        channel.id, _content(call), via=call.name, thread_ts=call.ts("thread_ts"), visible_to=user
    )
    return {"message_ts": message.ts}


def _permalink(backend: Backend, call: Call) -> dict[str, Any]:
    """`chat.getPermalink`, which asks for no scope (https://docs.slack.dev/reference/methods/chat.getPermalink)."""
    channel = channel_for(backend, call)
    message = message_for(backend, channel, call.required("message_ts"))
    domain, number = backend.workspace.settings.team_domain, message.ts.replace(".", "")
    address = f"https://{domain}.slack.com/archives/{channel.id}/p{number}"
    return {"channel": channel.id, "permalink": address}


def _update(backend: Backend, call: Call) -> dict[str, Any]:
    """`chat.update`; blocks that are not mentioned stay, an empty list takes them away."""
    channel = joined(backend, channel_for(backend, call))
    message = message_for(backend, channel, call.required("ts"))
    if message.bot_id != backend.workspace.bot.bot_id:
        raise SlackError("cant_update_message")
    backend.posting.rewrite(message, _updated(message, call), edited=True)
    body = payloads.message_body(backend.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": body}


def _delete(backend: Backend, call: Call) -> dict[str, Any]:
    """`chat.delete`."""
    channel = joined(backend, channel_for(backend, call))
    message = message_for(backend, channel, call.required("ts"))
    if message.bot_id != backend.workspace.bot.bot_id:
        raise SlackError("cant_delete_message")
    backend.posting.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def _open_for_posts(backend: Backend, call: Call) -> Channel:
    channel = joined(backend, channel_for(backend, call))
    if channel.archived:
        raise SlackError("is_archived")
    if channel.refuses and (channel.refuses != _NON_THREADABLE or call.ts("thread_ts")):
        raise SlackError(channel.refuses)
    return channel


def _content(call: Call) -> Content:
    markdown = call.args.get("markdown_text")
    if markdown is None:
        return content_of(call.args)
    if call.args.get("blocks") or call.args.get("text"):
        raise SlackError("markdown_text_conflict")
    if len(str(markdown)) > _MAX_MARKDOWN:
        raise SlackError("msg_too_long")
    return content_of({**call.args, "text": markdown})


def _updated(message: Message, call: Call) -> Content:
    args = dict(call.args)
    if len(str(args.get("text") or "")) > _MAX_UPDATE_TEXT:
        raise SlackError("msg_too_long")
    if "blocks" not in args and "text" not in args:
        raise SlackError("no_text")
    if args.get("blocks") is None:
        args["blocks"] = message.blocks
    return content_of(args)


METHODS = {
    "chat.postMessage": Method(_post_message, ("chat:write",)),
    "chat.postEphemeral": Method(_post_ephemeral, ("chat:write",)),
    "chat.getPermalink": Method(_permalink),
    "chat.update": Method(_update, ("chat:write",)),
    "chat.delete": Method(_delete, ("chat:write",)),
}
