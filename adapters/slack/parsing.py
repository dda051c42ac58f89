"""What people write to us on Slack → messages; None means the payload is not for us. What they press: `presses`.

Payload shapes: https://docs.slack.dev/reference/events/app_mention, …/events/message.im,
https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from adapters.incoming import EDITED_WITHIN, Incoming, asks_to_be_forgotten
from adapters.slack.places import Place, channel_key, person_key, team_of, thread_key
from adapters.slack.shapes import fields, objects, words
from botcore import Asked, Forgot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botcore import Message

MESSAGES = frozenset({"message", "app_mention"})
"""The events that bring what people write."""

ABOUT = "prolo_answer"
"""The shortcut in a message's menu, as the manifest names it."""

_NOTICE = re.compile(
    r"(?:app|assistant|bot|channel|ekm|group|huddle|message|reminder|sh_room)_\w+"
    r"|(?:un)?pinned_item|document_mention|file_comment|file_mention|reply_broadcast|tombstone"
)
"""Subtypes of messages that nobody says: https://docs.slack.dev/reference/events/message#subtypes, by families,
since new ones come. Any other is taken for a person, as `file_share`, `thread_broadcast` and `me_message` are: a
notice that is answered does less harm than a person who is not."""

_CHANGED = "message_changed"

_SLACKBOT = "USLACKBOT"

_TIMESTAMP = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")

_NAMES = re.compile(r"<(?:@|!subteam|!here|!channel|!everyone)")


def as_said(body: Mapping[str, Any], bot_user: str) -> Mapping[str, Any] | None:
    """Return the event of something said; of a message that its author edited, as if it were said now.

    None for a change that is nobody's: a preview that was added, a language that was recognised, a reply below it
    (https://docs.slack.dev/reference/events/message/message_changed). Slack tells of an edit of what mentions the
    app by an `app_mention`, too, as if it were said now, and with `edited`.
    """
    event = fields(body, "event")
    if event.get("subtype") != _CHANGED:
        return body
    said, before = fields(event, "message"), fields(event, "previous_message")
    if not said.get("edited") or said["edited"] == before.get("edited"):
        return None
    there = {name: event[name] for name in ("channel", "channel_type") if name in event}
    named = _names(bot_user, said) and not _is_direct(there)
    return {**body, "event": {**said, **there, "type": "app_mention" if named else "message"}}


def read_message(
    body: Mapping[str, Any], bot_user: str, *, apps: frozenset[str] = frozenset(), at: float
) -> Incoming | None:
    """Return the message of an `app_mention` or direct `message` event.

    Not for us: ourselves and other bots but those named, notices and deletions, and a channel message that does
    not mention us. Slack brings each message once, a mention in a direct message included
    (https://docs.slack.dev/reference/events/app_mention), and again only when it was not acknowledged, or edited.

    Args:
        body: The whole Events API payload.
        bot_user: Our own user id.
        apps: Ids of other apps whose mentions of us are answered, workflows for example.
        at: When it came, in seconds.
    """
    event = fields(body, "event")
    channel, ts = event.get("channel"), event.get("ts")
    author = _app(body, apps) if event.get("bot_id") else _person(event)
    if not (author and channel and ts) or author == bot_user:
        return None
    if not _is_direct(event) and event.get("type") != "app_mention":
        return None
    team = body.get("team_id") or event.get("team") or ""
    # A mention begins a thread, for its reply goes there; a direct message is one long conversation.
    thread = event.get("thread_ts") or ("" if _is_direct(event) else ts)
    message = Asked(
        text=str(event.get("text") or ""),
        quoted="\n".join(filter(None, _others_words(event))),
        attached=bool(event.get("files")),
        person=person_key(team, author),
        thread=thread_key(team, channel, thread),
        at=at,
        public=not _is_direct(event),
        shown_in="" if _is_direct(event) else channel_key(team, channel),
    )
    keys = (f"event:{body.get('event_id')}", f"message:{team}:{channel}:{ts}")
    version = str(fields(event, "edited").get("ts") or "")
    late = bool(version) and _seconds(version) - _seconds(str(ts)) > EDITED_WITHIN
    # What is read back from the channel comes without an event.
    return Incoming(message, keys if body.get("event_id") else keys[1:], version=version, late=late)


def read_unnamed_edit(body: Mapping[str, Any], bot_user: str, *, at: float) -> Incoming | None:
    """Return what a person said in a channel by an edit that does not name us; None for anything else.

    Whether it was meant for us before is not in it. Slack sends it where the app has the scopes for it alone.
    """
    event = fields(body, "event")
    if not event.get("edited") or event.get("type") != "message" or _is_direct(event) or event.get("bot_id"):
        return None
    found = read_message({**body, "event": {**event, "type": "app_mention"}}, bot_user, at=at)
    return replace(found, unnamed=True, late=True) if found else None


def read_thread_reply(body: Mapping[str, Any], bot_user: str, *, at: float) -> Incoming | None:
    """Return what a person says in a thread of a channel without naming us; None for anything else.

    Whether it is meant for us is not in it. Slack sends it where the app has the scopes for it alone
    (https://docs.slack.dev/reference/events/message.channels).
    """
    event = fields(body, "event")
    named = _names(bot_user, event)
    if event.get("type") != "message" or _is_direct(event) or not event.get("thread_ts") or event.get("bot_id"):
        return None
    # A mention comes once more, as `app_mention`; a thread's first message bears its own time as the thread's.
    if named or event["thread_ts"] == event.get("ts"):
        return None
    found = read_message({**body, "event": {**event, "type": "app_mention"}}, bot_user, at=at)
    return replace(found, unnamed=True) if found else None


def _names(bot_user: str, said: Mapping[str, Any]) -> bool:
    return f"<@{bot_user}" in str(said.get("text") or "")


def _seconds(ts: str) -> float:
    """Return a timestamp of Slack's as a number; 0 for what is none."""
    return float(ts) if _TIMESTAMP.fullmatch(ts) else 0.0


def names_somebody(message: Message) -> bool:
    """Tell whether a message names a person, a group or everybody."""
    return isinstance(message, Asked) and bool(_NAMES.search(message.text))


def message_place(body: Mapping[str, Any]) -> Place:
    """Return where the reply to an event goes: in its thread, or in a new one below it."""
    event = body["event"]
    thread = event.get("thread_ts") or (None if _is_direct(event) else event["ts"])
    person = "" if event.get("bot_id") else str(event.get("user") or "")
    return Place(str(event["channel"]), thread, str(event["ts"]), person)


def read_command(body: Mapping[str, Any], *, private: bool, at: float) -> Incoming:
    """Return the message of a slash command; `help` reads as nothing, and is told what one may ask."""
    text = str(body.get("text") or "").strip()
    team, channel = body.get("team_id", ""), body.get("channel_id", "")
    person, thread = person_key(team, body.get("user_id", "")), thread_key(team, channel, "command")
    keys = (f"trigger:{body.get('trigger_id')}",)
    if asks_to_be_forgotten(text):
        return Incoming(Forgot(person=person, thread=thread, at=at), keys, private=True)
    is_direct = command_place(body).is_direct
    # In direct messages among people others read, too, and they look like the bot's own.
    shown_in = "" if private else channel_key(team, channel)
    text = "" if text.casefold() == "help" else text
    message = Asked(text, person=person, thread=thread, at=at, shown_in=shown_in)
    return Incoming(message, keys, private, shareable=private and not is_direct)


def read_shortcut(body: Mapping[str, Any], *, at: float) -> Incoming:
    """Return what somebody asks about a message from its menu: the words are its author's, the reply is theirs."""
    message, place = fields(body, "message"), shortcut_place(body)
    team = team_of(body)
    asked = Asked(
        text=str(message.get("text") or ""),
        quoted="\n".join(filter(None, _others_words(message))),
        attached=bool(message.get("files")),
        others=True,
        person=person_key(team, place.person),
        thread=thread_key(team, place.channel, f"about:{message.get('ts', '')}"),
        at=at,
    )
    keys = (f"trigger:{body.get('trigger_id')}",)
    return Incoming(asked, keys, private=True, shareable=not place.is_direct)


def shortcut_place(body: Mapping[str, Any]) -> Place:
    """Return where a message is whose menu was used."""
    channel, message = fields(body, "channel"), fields(body, "message")
    after, person = str(body.get("action_ts") or ""), str(fields(body, "user").get("id", ""))
    return Place(str(channel.get("id") or ""), message.get("thread_ts"), after, person)


def command_place(body: Mapping[str, Any]) -> Place:
    """Return where a command was run."""
    return Place(str(body.get("channel_id") or ""), None, after="", person=str(body.get("user_id") or ""))


def _person(event: Mapping[str, Any]) -> str:
    """Return the id of the person who speaks in an event; "" where it is none."""
    user = str(event.get("user") or "")
    # `hidden` is Slack's mark of edits and deletions.
    notice = event.get("hidden") or _NOTICE.fullmatch(str(event.get("subtype") or ""))
    return "" if notice or user == _SLACKBOT else user


def _app(body: Mapping[str, Any], apps: frozenset[str]) -> str:
    """Return the bot id of another app that mentions us and is named; "" for any other, ourselves first."""
    event = body["event"]
    app = event.get("app_id") or fields(event, "bot_profile").get("app_id")
    ours = app is not None and app == body.get("api_app_id")
    named = event.get("type") == "app_mention" and not apps.isdisjoint({str(event["bot_id"]), str(app)})
    return str(event["bot_id"]) if named and not ours else ""


def _others_words(event: Mapping[str, Any]) -> Iterator[str]:
    """Yield what stands beside a message's own text: forwarded messages, pasted snippets, voice transcripts."""
    shared = [each for each in objects(event, "attachments") if each.get("is_share") or each.get("is_msg_unfurl")]
    for each in shared:
        yield words(each, "text", "fallback")
    for holder in (event, *shared):
        for each in objects(holder, "files"):
            yield words(each, "preview") or words(fields(fields(each, "transcription"), "preview"), "content")


def _is_direct(event: Mapping[str, Any]) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
