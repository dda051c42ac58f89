"""An event that discord.py cannot read, with less of what stands beside somebody's words.

Discord adds kinds of components, embeds and polls, and discord.py reads all of an event or nothing: a field that
nobody here looks at must not keep a call for help from being heard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_Json = dict[str, Any]

_EDIT = "MESSAGE_UPDATE"
_MESSAGES = frozenset({"MESSAGE_CREATE", _EDIT})
_INTERACTION = "INTERACTION_CREATE"

_UNDRESSED: _Json = {
    "attachments": [],
    "embeds": [],
    "components": [],
    "mention_roles": [],
    "mention_everyone": False,
    "tts": False,
    "pinned": False,
}
"""What discord.py asks every message for, as it is in the plainest."""

_WHERE = ("id", "type", "channel_id", "guild_id", "webhook_id")
_QUOTING = ("message_reference", "referenced_message", "message_snapshots")
_WITH_OTHERS = ("author", "member", "content", "mentions", "mention_roles", "edited_timestamp", *_QUOTING)

_SOME_TIME = "2030-01-01T00:00:00+00:00"
"""When a poll ends: nobody here asks, and discord.py reads none that does not say."""

_PRESSED = ("id", "application_id", "type", "token", "guild_id", "channel_id", "data", "context")

_NAMED = re.compile(r"<@!?([0-9]{1,20})>")
_IS_ID = re.compile(r"[0-9]{1,20}")


def plainer(event: str, data: object) -> Iterator[_Json]:
    """Yield an event with less and less in it, as long as it says who said what to whom; of others nothing."""
    if not isinstance(data, dict):
        return
    if event in _MESSAGES:
        yield _UNDRESSED | _of(data, *_WHERE, *_WITH_OTHERS) | _poll(data.get("poll"))
        yield _alone(event, data)
    elif event == _INTERACTION:
        yield _interaction(data)


def _alone(event: str, data: _Json) -> _Json:
    """Return a message without anything but its author's own words, and whom they name."""
    content = data.get("content")
    said = content if isinstance(content, str) else ""
    mentions = data.get("mentions")
    # Of a list that cannot be read the words say as much, but for a reply's ping.
    named = {each["id"] for each in mentions if _has_id(each)} if isinstance(mentions, list) else set[str]()
    edited = _of(data, "edited_timestamp") if event == _EDIT else {}
    people = [_person({"id": each}) for each in sorted(named.union(_NAMED.findall(said)))]
    own = {"author": _person(data.get("author")), "content": said, "mentions": people}
    return _UNDRESSED | _of(data, *_WHERE) | own | edited


def _poll(poll: object) -> _Json:
    """Return the words of a poll as one; of what is none nothing."""
    if not isinstance(poll, dict):
        return {}
    answers = poll.get("answers")
    media = (
        [each.get("poll_media") for each in answers if isinstance(each, dict)] if isinstance(answers, list) else []
    )
    texts = [
        {"answer_id": at, "poll_media": {"text": text}} for at, text in enumerate(filter(None, map(_said, media)))
    ]
    asked = {"question": {"text": _said(poll.get("question"))}, "answers": texts}
    return {"poll": asked | {"expiry": _SOME_TIME, "allow_multiselect": False, "layout_type": 1}}


def _said(media: object) -> str:
    found = media.get("text") if isinstance(media, dict) else None
    return found if isinstance(found, str) else ""


def _interaction(data: _Json) -> _Json:
    """Return what somebody typed or pressed, without where that stood, which then counts as private."""
    member = data.get("member")
    person = _person(member.get("user") if isinstance(member, dict) else data.get("user"))
    who: _Json = {"user": person, "roles": [], "permissions": "0", "joined_at": None, "flags": 0}
    least: _Json = {"version": 1, "attachment_size_limit": 0, "member": who, "user": person}
    return least | _of(data, *_PRESSED)


def _person(user: object) -> _Json:
    """Return a user of whom nothing is known but who, and whether it is one; of no user discord.py reads none."""
    if not (isinstance(user, dict) and _has_id(user)):
        return {}
    return {"id": user["id"], "username": "", "discriminator": "0", "avatar": None, "bot": bool(user.get("bot"))}


def _has_id(user: object) -> bool:
    return isinstance(user, dict) and bool(_IS_ID.fullmatch(str(user.get("id"))))


def _of(data: _Json, *names: str) -> _Json:
    return {name: data[name] for name in names if name in data}
