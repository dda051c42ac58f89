"""What people press on Slack → messages; None means it says nothing to us.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming
from adapters.slack.places import Place, person_key, team_of, thread_key
from adapters.slack.shapes import fields, objects
from botcore import Forgot, Picked, Rated

if TYPE_CHECKING:
    from collections.abc import Mapping

PICK = "prolo_pick"
FEEDBACK = "prolo_feedback"
HELPFUL = "prolo_helpful"
UNHELPFUL = "prolo_unhelpful"
"""Below answers that were posted before Slack had buttons of its own for it; they stay in the channels."""

SHARE = "prolo_share"
FORGET = "prolo_forget"
PERSON, ANSWER_PERSON = "prolo_person", "prolo_answer_person"
"""What passes a question on to a person, and what answers it."""

_YES, _NO = "yes:", "no:"
"""Before the id of an entry, in the value of a button of feedback."""


def read_press(body: Mapping[str, Any], *, at: float) -> Incoming | None:
    """Return what a pressed button says: a pick, or whether a reply helped; None for any other action.

    A pick is as private as the list it is from. Where Slack does not say how private that was, it counts as
    private, and so does a pick from somebody else's list in a channel: one list, one public reply.
    """
    action, place = pressed(body), press_place(body)
    which = str(action.get("action_id", ""))
    person = person_key(team_of(body), place.person)
    within = place.thread or ("command" if is_shown_to_one(body) else "")
    thread = thread_key(team_of(body), place.channel, within)
    keys = (f"trigger:{body.get('trigger_id')}",)
    if which.startswith(PICK):
        own = place.is_direct or str(action.get("block_id", "")).endswith(f":{place.person}")
        private = _visibility(body) is not False or not own
        public = not private and not place.is_direct
        picked = Picked(str(action.get("value", "")), person=person, thread=thread, at=at, public=public)
        return Incoming(picked, keys, private, is_shown_to_one(body) and not place.is_direct)
    if which == SHARE:
        shared = Picked(str(action.get("value", "")), person=person, thread=thread, at=at, public=True)
        return Incoming(shared, (*keys, f"shared:{pressed_list(body)}"))
    if which == FORGET:
        return Incoming(Forgot(person=person, thread=thread, at=at), keys, private=True)
    if which in {FEEDBACK, HELPFUL, UNHELPFUL}:
        value = str(action.get("value", ""))
        helpful = which == HELPFUL or value.startswith(_YES)
        entry = value.partition(":")[2] if which == FEEDBACK else value
        return Incoming(Rated(helpful, entry, person=person, thread=thread, at=at), keys, private=True)
    return None


def rating_value(entry: str, *, helpful: bool) -> str:
    """Return what a button of feedback carries: `read_press` takes it apart."""
    return f"{_YES if helpful else _NO}{entry}"


def press_place(body: Mapping[str, Any]) -> Place:
    """Return where the reply to a press goes: below what was pressed."""
    container = fields(body, "container")
    channel = fields(body, "channel").get("id") or container.get("channel_id", "")
    thread = container.get("thread_ts") or fields(body, "message").get("thread_ts")
    person = fields(body, "user").get("id", "")
    return Place(str(channel), thread, str(pressed(body).get("action_ts", "")), str(person))


def pressed_list(body: Mapping[str, Any]) -> str:
    """Return what a pick from one list shares with the same pick from it made again."""
    message = fields(body, "container").get("message_ts") or fields(body, "message").get("ts")
    return f"pick:{press_place(body).channel}:{message}:{pressed(body).get('value')}"


def is_shown_to_one(body: Mapping[str, Any]) -> bool:
    """Tell whether what was pressed is surely shown to one person alone, who may have it replaced."""
    return _visibility(body) is True


def _visibility(body: Mapping[str, Any]) -> bool | None:
    """Return whether what was pressed was shown to one person alone; None where the payload does not say."""
    found = fields(body, "container").get("is_ephemeral")
    return found if isinstance(found, bool) else None


def pressed(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the button or the option that was pressed."""
    return next(iter(objects(body, "actions")), {})
