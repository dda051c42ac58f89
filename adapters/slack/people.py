"""Ask a person: the question goes to those who look after questions, and an answer of theirs comes back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.incoming import Incoming
from adapters.slack.forms import field_of, form_of, press_of
from adapters.slack.places import Place, person_key, team_of
from adapters.slack.presses import ANSWER_PERSON, press_place, pressed
from adapters.slack.rendering import button
from adapters.slack.shapes import fields
from botcore import Relayed, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.lately import Open
    from botcore import Reply

AGREED, ANSWERED = "prolo_person_agreed", "prolo_person_answered"
"""The forms' callback ids."""

_MOST = 500
"""Characters; with every `&` written as five it stays inside a section."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, and where.

    Attributes:
        person: Their id.
        channel: Where they asked.
        message: The timestamp of what was pressed there; "" where one person alone saw it.
    """

    person: str
    channel: str
    message: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Asker:
        """Return who presses, and where."""
        place, container = press_place(body), fields(body, "container")
        # No link to what one person alone could see: it would lead nobody anywhere.
        seen_by_all = container.get("is_ephemeral") is False
        return cls(place.person, place.channel, str(container.get("message_ts") or "") if seen_by_all else "")

    def packed(self) -> str:
        """Return this as a button carries it."""
        return json.dumps([self.person, self.channel, self.message])

    @classmethod
    def unpacked(cls, value: str) -> Asker:
        """Return what a button carries."""
        return cls(*map(str, json.loads(value)))

    @property
    def direct(self) -> Place:
        """The direct message with whoever asked."""
        return Place(self.person, None, after="", person=self.person)


def relayed(body: Mapping[str, Any], step: Step, *, at: float, **more: Any) -> Relayed:  # noqa: ANN401 - its fields
    """Return a step taken by whoever presses or sends."""
    user = fields(body, "user")
    who = f"@{user.get('username') or user.get('name') or ''}"
    return Relayed(step, who=who, person=person_key(team_of(body), user.get("id", "")), at=at, **more)


def agree_form(reply: Reply, body: Mapping[str, Any], lately: Open) -> dict[str, Any]:
    """Return the form in which whoever asked agrees to what is passed on; it holds their question."""
    words = reply.words
    kept = {"asker": Asker.of(body).packed(), "offered": lately.offered} | press_of(body)
    texts = (words.person, words.person_field, lately.words[:_MOST])
    return form_of(reply, AGREED, texts, kept=kept, most=_MOST)


def answer_form(reply: Reply, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form in which one of those who look after questions answers."""
    words, value = reply.words, str(pressed(body).get("value", ""))
    texts = (words.answer_person, words.answer_field, "")
    return form_of(reply, ANSWERED, texts, kept={"asker": value} | press_of(body), most=_MOST)


def read_sent(body: Mapping[str, Any], step: Step, *, at: float) -> tuple[Incoming, Asker, tuple[str, ...]]:
    """Return what was sent with either form, whose question it is about, and what the file had to offer."""
    kept = json.loads(body["view"].get("private_metadata") or "{}")
    message = relayed(body, step, at=at, words=field_of(body))
    keys = (f"view:{body['view']['id']}",)
    return Incoming(message, keys, private=True), Asker.unpacked(kept["asker"]), tuple(kept.get("offered", ()))


def staff_blocks(reply: Reply, asker: Asker) -> dict[str, Any]:
    """Return the button with which a question for a person is answered."""
    return {"type": "actions", "elements": [button(reply.words.answer_person, ANSWER_PERSON, asker.packed())]}
