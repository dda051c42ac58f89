"""Slack payloads → messages; None means the payload is not for us.

Payload shapes: https://docs.slack.dev/reference/events/app_mention, …/events/message.im,
https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming
from botcore import Asked, Picked, Rated

if TYPE_CHECKING:
    from collections.abc import Mapping

PICK = "prolo_pick"
HELPFUL = "prolo_helpful"
UNHELPFUL = "prolo_unhelpful"


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


def read_message(body: Mapping[str, Any], bot_user: str, *, at: float) -> Incoming | None:
    """Return the message of an `app_mention` or direct `message` event.

    Not for us: other bots and ourselves, edits, deletions and every other subtype, and a channel message
    that does not mention us. Slack brings each message once, a mention in a direct message included
    (https://docs.slack.dev/reference/events/app_mention), and again only when it was not acknowledged.

    Args:
        body: The whole Events API payload.
        bot_user: Our own user id.
        at: When it came, in seconds.
    """
    event = body.get("event") or {}
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    if event.get("bot_id") or event.get("subtype") or not (user and channel and ts) or user == bot_user:
        return None
    if not _is_direct(event) and event.get("type") != "app_mention":
        return None
    team = body.get("team_id") or event.get("team") or ""
    thread = event.get("thread_ts") or ("" if _is_direct(event) else ts)
    message = Asked(
        text=str(event.get("text") or ""),
        person=f"slack:{team}:{user}",
        thread=f"slack:{team}:{channel}:{thread}",
        at=at,
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
        picked = Picked(str(action.get("value", "")), person=person, thread=thread, at=at)
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


def _is_direct(event: Mapping[str, Any]) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
