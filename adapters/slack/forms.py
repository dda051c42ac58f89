"""Forms with one field, as modals, and what is sent with them.

https://docs.slack.dev/surfaces/modals/ and https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming
from adapters.slack.places import Place, person_key, team_of, thread_key
from adapters.slack.presses import press_place
from adapters.slack.rendering import blocks_of, plain
from adapters.slack.shapes import fields
from botcore import Rated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botcore import Reply

REASON = "prolo_reason"
"""The form's callback id."""

_FIELD = "reason"
_MOST = 1_000
"""Characters: a paragraph."""


def form_of(
    reply: Reply, callback: str, texts: tuple[str, str, str], *, kept: dict[str, Any], most: int
) -> dict[str, Any]:
    """Return a form with one field, and a reply above and below it.

    Args:
        reply: What is said: its lead above the field, its disclaimer below.
        callback: What is sent is known by it.
        texts: The title, what stands beside the field, and what stands in it already.
        kept: What Slack keeps with the form, and sends along.
        most: The characters the field takes.
    """
    title, label, written = texts
    # The reply is a lead and a disclaimer: the field stands between the two.
    head, *disclaimer = blocks_of(reply)
    element = {"type": "plain_text_input", "action_id": _FIELD, "multiline": True, "max_length": most}
    if written:
        element["initial_value"] = written
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": json.dumps(kept),
        "title": plain(title),
        "submit": plain(reply.words.send),
        "close": plain(reply.words.close),
        "blocks": [
            head,
            {"type": "input", "block_id": _FIELD, "label": plain(label), "element": element},
            *disclaimer,
        ],
    }


def press_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form keeps of the press that opened it: where what is sent is replied to."""
    place = press_place(body)
    return {"url": body.get("response_url"), "channel": place.channel, "thread": place.thread}


def field_of(body: Mapping[str, Any]) -> str:
    """Return what was written into a form's field."""
    return str(body["view"]["state"]["values"][_FIELD][_FIELD].get("value") or "").strip()


def reason_form(reply: Reply, body: Mapping[str, Any], entry: str) -> dict[str, Any]:
    """Return the form that asks what was missing.

    Args:
        reply: What to say above it.
        body: The press that asked for it.
        entry: The id of the entry that did not help.
    """
    texts = (reply.words.why_title, reply.words.why_field, "")
    return form_of(reply, REASON, texts, kept=press_of(body) | {"entry": entry}, most=_MOST)


def read_reason(body: Mapping[str, Any], *, at: float) -> Incoming:
    """Return the rating of a form that was sent, with its reason."""
    view, place, entry = body["view"], form_place(body), _came_from(body).get("entry")
    team = team_of(body)
    rated = Rated(
        helpful=False,
        entry=str(entry or ""),
        reason=field_of(body),
        person=person_key(team, place.person),
        thread=thread_key(team, place.channel, place.thread or ""),
        at=at,
    )
    return Incoming(rated, (f"view:{view['id']}",), private=True)


def form_place(body: Mapping[str, Any]) -> Place:
    """Return where what is sent with a form is replied to: where the form was asked for."""
    came_from = _came_from(body)
    person = str(fields(body, "user").get("id", ""))
    return Place(str(came_from.get("channel") or ""), came_from.get("thread"), after="", person=person)


def form_url(body: Mapping[str, Any]) -> str:
    """Return the response URL of the press that asked for a form."""
    return str(_came_from(body).get("url") or "")


def _came_from(body: Mapping[str, Any]) -> dict[str, Any]:
    return dict(json.loads(body["view"].get("private_metadata") or "{}"))
