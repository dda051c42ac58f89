"""Slack payloads → messages; None means the payload is not for us.

Payload shapes: https://docs.slack.dev/reference/events/app_mention, …/events/message.im,
https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming
from botcore import Asked, Picked, Rated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PICK = "prolo_pick"
HELPFUL = "prolo_helpful"
UNHELPFUL = "prolo_unhelpful"


_NOTICE = re.compile(
    r"(?:app|assistant|bot|channel|ekm|group|huddle|message|reminder|sh_room)_\w+"
    r"|(?:un)?pinned_item|document_mention|file_comment|file_mention|reply_broadcast|tombstone"
)
"""Subtypes of messages that nobody says: https://docs.slack.dev/reference/events/message#subtypes, by families,
since new ones come. Any other is taken for a person, as `file_share`, `thread_broadcast` and `me_message` are: a
notice that is answered does less harm than a person who is not."""

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes.

    Attributes:
        channel: The channel's id.
        thread: The timestamp of the thread; None: not in a thread.
        after: The timestamp of the message or the press it answers: the reply can only be newer.
    """

    channel: str
    thread: str | None
    after: str


def read_message(
    body: Mapping[str, Any], bot_user: str, *, apps: frozenset[str] = frozenset(), at: float
) -> Incoming | None:
    """Return the message of an `app_mention` or direct `message` event.

    Not for us: ourselves and other bots but those named, notices, edits and deletions, and a channel message
    that does not mention us. Slack brings each message once, a mention in a direct message included
    (https://docs.slack.dev/reference/events/app_mention), and again only when it was not acknowledged.

    Args:
        body: The whole Events API payload.
        bot_user: Our own user id.
        apps: Ids of other apps whose mentions of us are answered, workflows for example.
        at: When it came, in seconds.
    """
    event = body.get("event") or {}
    channel, ts = event.get("channel"), event.get("ts")
    author = _app(body, apps) if event.get("bot_id") else _person(event)
    if not (author and channel and ts) or author == bot_user:
        return None
    if not _is_direct(event) and event.get("type") != "app_mention":
        return None
    team = body.get("team_id") or event.get("team") or ""
    thread = event.get("thread_ts") or ("" if _is_direct(event) else ts)
    message = Asked(
        text=str(event.get("text") or ""),
        quoted="\n\n".join(_others_words(event)),
        attached=bool(event.get("files")),
        person=f"slack:{team}:{author}",
        thread=f"slack:{team}:{channel}:{thread}",
        at=at,
        public=not _is_direct(event),
    )
    keys = (f"event:{body.get('event_id')}", f"message:{team}:{channel}:{ts}")
    return Incoming(message, keys if body.get("event_id") else keys[1:])


def message_place(body: Mapping[str, Any]) -> Place:
    """Return where the reply to an event goes: in its thread, or in a new one below it."""
    event = body["event"]
    thread = event.get("thread_ts") or (None if _is_direct(event) else event["ts"])
    return Place(str(event["channel"]), thread, after=str(event["ts"]))


def read_command(body: Mapping[str, Any], *, private: bool, at: float) -> Incoming:
    """Return the message of a slash command; `help` reads as nothing, which explains the bot."""
    text = str(body.get("text") or "").strip()
    message = Asked(
        text="" if text.casefold() == "help" else text,
        person=f"slack:{body.get('team_id', '')}:{body.get('user_id', '')}",
        thread=f"slack:{body.get('team_id', '')}:{body.get('channel_id', '')}:command",
        at=at,
    )
    return Incoming(message, (f"trigger:{body.get('trigger_id')}",), private)


def read_press(body: Mapping[str, Any], *, at: float) -> Incoming | None:
    """Return what a pressed button says: a pick, or whether a reply helped; None for any other action."""
    action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    pressed = str(action.get("action_id", ""))
    ephemeral = bool((body.get("container") or {}).get("is_ephemeral"))
    team, place = (body.get("team") or {}).get("id", ""), press_place(body)
    person = f"slack:{team}:{(body.get('user') or {}).get('id', '')}"
    thread = f"slack:{team}:{place.channel}:{place.thread or ('command' if ephemeral else '')}"
    keys = (f"trigger:{body.get('trigger_id')}",)
    if pressed.startswith(PICK):
        public = not ephemeral and not place.channel.startswith("D")
        picked = Picked(str(action.get("value", "")), person=person, thread=thread, at=at, public=public)
        return Incoming(picked, keys, private=ephemeral)
    if pressed in {HELPFUL, UNHELPFUL}:
        rated = Rated(pressed == HELPFUL, person=person, thread=thread, at=at)
        return Incoming(rated, keys, private=True)
    return None


def press_place(body: Mapping[str, Any]) -> Place:
    """Return where the reply to a press goes: below what was pressed."""
    action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id", "")
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    return Place(str(channel), thread, after=str(action.get("action_ts", "")))


def _person(event: Mapping[str, Any]) -> str:
    """Return the id of the person who speaks in an event; "" where it is none."""
    user = str(event.get("user") or "")
    notice = event.get("hidden") or _NOTICE.fullmatch(event.get("subtype") or "")
    return "" if notice or user == SLACKBOT else user


def _app(body: Mapping[str, Any], apps: frozenset[str]) -> str:
    """Return the bot id of another app that mentions us and is named; "" for any other, ourselves first."""
    event = body["event"]
    app = event.get("app_id") or (event.get("bot_profile") or {}).get("app_id")
    ours = app is not None and app == body.get("api_app_id")
    named = event.get("type") == "app_mention" and not apps.isdisjoint({event["bot_id"], app})
    return str(event["bot_id"]) if named and not ours else ""


def _others_words(event: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands beside a message's own text: forwarded messages, pasted snippets, voice transcripts."""
    for each in event.get("attachments") or ():
        if each.get("is_share") or each.get("is_msg_unfurl"):
            yield str(each.get("text") or each.get("fallback") or "")
    for each in event.get("files") or ():
        spoken = (each.get("transcription") or {}).get("preview") or {}
        yield str(each.get("preview") or spoken.get("content") or "")


def _is_direct(event: Mapping[str, Any]) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
