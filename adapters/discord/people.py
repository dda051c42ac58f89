"""Ask a person: the question goes to those who look after questions, and an answer of theirs comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.discord.forms import field_of, form_of
from adapters.discord.places import person_of, place_of
from adapters.discord.presses import ANSWER_PERSON, PERSON, pressed_id
from botcore import Relayed, Step

if TYPE_CHECKING:
    import discord

    from adapters.lately import Open
    from botcore import Reply

_AGREED, _ANSWERED = "prolo_agreed", "prolo_answered:"
"""What a form is known by: that in which one agrees; that with an answer, before whose question it is."""

_MOST = 500
"""Characters."""

_ASKER = re.compile(r"([0-9]{1,20}):([0-9]{1,20})")

_STEPS = {PERSON: Step.AGREE, ANSWER_PERSON: Step.FORM, _AGREED: Step.SENT, _ANSWERED: Step.ANSWER}
"""By how the custom id begins; the longer ones come first where one begins as another does."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, and where: the ids of a user and of a channel."""

    person: int
    channel: int

    def packed(self) -> str:
        """Return this as a custom id carries it."""
        return f"{self.person}:{self.channel}"

    @classmethod
    def of(cls, custom_id: str) -> Asker | None:
        """Return what a custom id carries; None where it carries none."""
        found = _ASKER.search(custom_id)
        return cls(int(found[1]), int(found[2])) if found else None


def read_step(interaction: discord.Interaction, *, at: float) -> Relayed | None:
    """Return the step that a button or a form takes; None for any other."""
    sent = pressed_id(interaction)
    step = next((step for prefix, step in _STEPS.items() if sent.startswith(prefix)), None)
    if step is None:
        return None
    who, words = f"@{interaction.user.display_name}", field_of(interaction)
    return Relayed(step, words, who, person=person_of(interaction), thread=place_of(interaction), at=at)


def agree_form(reply: Reply, lately: Open) -> discord.ui.Modal:
    """Return the form in which whoever asked agrees to what is passed on; it holds their question."""
    words = reply.words
    return form_of(reply, _AGREED, (words.person, words.person_field, lately.words[:_MOST]), most=_MOST)


def answer_form(reply: Reply, asker: Asker) -> discord.ui.Modal:
    """Return the form in which one of those who look after questions answers."""
    words = reply.words
    texts = (words.answer_person, words.answer_field, "")
    return form_of(reply, f"{_ANSWERED}{asker.packed()}", texts, most=_MOST)


def link_to(interaction: discord.Interaction) -> str:
    """Return the address of what was pressed, or of its channel where one person alone saw it."""
    where = f"https://discord.com/channels/{interaction.guild_id or '@me'}/{interaction.channel_id}"
    message = interaction.message
    return where if message is None or message.flags.ephemeral else f"{where}/{message.id}"
