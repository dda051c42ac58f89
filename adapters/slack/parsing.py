"""Slack payloads → messages; None means the payload is not for us.

Payload shapes: https://docs.slack.dev/reference/events/app_mention, …/events/message.im,
https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botcore import Asked, Picked, Rated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botcore import Message

PICK = "prolo_pick"
HELPFUL = "prolo_helpful"
UNHELPFUL = "prolo_unhelpful"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message and where its reply goes.

    Attributes:
        message: What the core reads.
        channel: The channel's id.
        thread: The timestamp of the thread to answer in; None: not in a thread.
        keys: What marks this message as seen: any one seen before makes it a repetition.
        ts: The message's own timestamp, or that of the press; "" for commands.
    """

    message: Message
    channel: str
    thread: str | None
    keys: tuple[str, ...]
    ts: str = ""


def read_event(body: Mapping[str, Any], bot_user: str, *, at: float) -> Incoming | None:
    """Return the message of an `app_mention` or direct `message` event.

    Not for us: other bots and ourselves, edits, deletions and every other subtype, and a channel message
    that does not mention us. A mention in a direct message arrives twice, as `message` and `app_mention`;
    both carry the same key.

    Args:
        body: The whole Events API payload.
        bot_user: Our own user id.
        at: When it came, in seconds.
    """
    event = body.get("event") or {}
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    if event.get("bot_id") or event.get("subtype") or not (user and channel and ts) or user == bot_user:
        return None
    direct = event.get("channel_type") == "im" or str(channel).startswith("D")
    if not direct and event.get("type") != "app_mention":
        return None
    team = body.get("team_id") or event.get("team") or ""
    thread = event.get("thread_ts") or (None if direct else ts)
    message = Asked(
        text=str(event.get("text") or ""),
        person=f"slack:{team}:{user}",
        thread=f"slack:{team}:{channel}:{event.get('thread_ts') or ('' if direct else ts)}",
        at=at,
    )
    keys = (f"event:{body.get('event_id')}", f"message:{team}:{channel}:{ts}")
    return Incoming(message, channel, thread, keys if body.get("event_id") else keys[1:], ts)


def read_command(body: Mapping[str, Any], *, at: float) -> Incoming:
    """Return the message of a slash command; `help` reads as nothing, which explains the bot."""
    text = str(body.get("text") or "").strip()
    message = Asked(
        text="" if text.casefold() == "help" else text,
        person=f"slack:{body.get('team_id', '')}:{body.get('user_id', '')}",
        thread=f"slack:{body.get('team_id', '')}:{body.get('channel_id', '')}:command",
        at=at,
    )
    return Incoming(message, str(body.get("channel_id", "")), None, (f"trigger:{body.get('trigger_id')}",))


def read_action(body: Mapping[str, Any], *, at: float) -> Incoming | None:
    """Return what a pressed button says: a pick, or whether a reply helped; None for any other action."""
    action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    pressed = str(action.get("action_id", ""))
    picked = pressed.startswith(PICK)
    if not picked and pressed not in {HELPFUL, UNHELPFUL}:
        return None
    team = (body.get("team") or {}).get("id", "")
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id", "")
    container = body.get("container") or {}
    thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    person = f"slack:{team}:{(body.get('user') or {}).get('id', '')}"
    place = f"slack:{team}:{channel}:{thread or ('command' if container.get('is_ephemeral') else '')}"
    message: Message = (
        Picked(str(action.get("value", "")), person=person, thread=place, at=at)
        if picked
        else Rated(pressed == HELPFUL, person=person, thread=place, at=at)
    )
    keys = (f"trigger:{body.get('trigger_id')}",)
    return Incoming(message, channel, thread, keys, str(action.get("action_ts", "")))
