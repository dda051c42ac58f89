"""The form in which a reason is asked for: a modal, and what is sent with it.

https://docs.slack.dev/surfaces/modals/ and https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming
from adapters.slack.parsing import Place, press_place
from adapters.slack.rendering import blocks_of, plain
from botcore import Rated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botcore import Reply

REASON = "prolo_reason"
"""The form's callback id."""

_FIELD = "reason"
_MOST = 1_000
"""Characters: a paragraph."""


def reason_form(reply: Reply, body: Mapping[str, Any], entry: str) -> dict[str, Any]:
    """Return the form that asks what was missing, with the reply above its field.

    Args:
        reply: What to say above it.
        body: The press that asked for it; the form keeps where that came from, for what is sent later.
        entry: The id of the entry that did not help.
    """
    place = press_place(body)
    came_from = {"url": body.get("response_url"), "channel": place.channel, "thread": place.thread, "entry": entry}
    head, *disclaimer = blocks_of(reply)
    return {
        "type": "modal",
        "callback_id": REASON,
        "private_metadata": json.dumps(came_from),
        "title": plain(reply.words.why_title),
        "submit": plain(reply.words.send),
        "close": plain(reply.words.close),
        "blocks": [
            head,
            {
                "type": "input",
                "block_id": _FIELD,
                "label": plain(reply.words.why_field),
                "element": {
                    "type": "plain_text_input",
                    "action_id": _FIELD,
                    "multiline": True,
                    "max_length": _MOST,
                },
            },
            *disclaimer,
        ],
    }


def read_reason(body: Mapping[str, Any], *, at: float) -> Incoming:
    """Return the rating of a form that was sent, with its reason."""
    view, place, entry = body["view"], form_place(body), _came_from(body).get("entry")
    team = (body.get("team") or {}).get("id", "")
    reason = view["state"]["values"][_FIELD][_FIELD].get("value")
    rated = Rated(
        helpful=False,
        entry=str(entry or ""),
        reason=str(reason or "").strip(),
        person=f"slack:{team}:{place.person}",
        thread=f"slack:{team}:{place.channel}:{place.thread or ''}",
        at=at,
    )
    return Incoming(rated, (f"view:{view['id']}",), private=True)


def form_place(body: Mapping[str, Any]) -> Place:
    """Return where what is sent with a form is replied to: where the form was asked for."""
    came_from = _came_from(body)
    person = str((body.get("user") or {}).get("id", ""))
    return Place(str(came_from.get("channel") or ""), came_from.get("thread"), after="", person=person)


def form_url(body: Mapping[str, Any]) -> str:
    """Return the response URL of the press that asked for a form."""
    return str(_came_from(body).get("url") or "")


def _came_from(body: Mapping[str, Any]) -> dict[str, Any]:
    return dict(json.loads(body["view"].get("private_metadata") or "{}"))
