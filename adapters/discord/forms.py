"""Forms with one field, as modals, and what is sent with them.

https://docs.discord.com/developers/components/reference#label and, for what is sent,
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from adapters.discord.places import keys_of, person_of, place_of
from adapters.discord.presses import pressed_id
from adapters.discord.rendering import render
from adapters.incoming import Incoming
from botcore import Rated

if TYPE_CHECKING:
    from botcore import Reply

_REASON = "prolo_reason:"
"""Before the id of an entry, in the custom id of a form."""

_FIELD = "reason"
_MOST = 1_000
"""Characters: a paragraph."""


def form_of(reply: Reply, custom_id: str, texts: tuple[str, str, str], *, most: int) -> discord.ui.Modal:
    """Return a form with one field, and a reply above it.

    Args:
        reply: What to say above the field.
        custom_id: What is sent is known by it.
        texts: The title, what stands beside the field, and what stands in it already.
        most: The characters the field takes.
    """
    title, label, written = texts
    form = discord.ui.Modal(title=title, timeout=None, custom_id=custom_id)
    form.add_item(discord.ui.TextDisplay(render(reply).content))
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=_FIELD, max_length=most, default=written or None
    )
    form.add_item(discord.ui.Label(text=label, component=field))
    # What is sent is read in on_interaction; stopping the form keeps discord.py from remembering it.
    form.stop()
    return form


def field_of(interaction: discord.Interaction) -> str:
    """Return what was written into a form's field; "" where nothing was, or it is no form."""
    return _written(dict(interaction.data or {}).get("components")).strip()


def reason_form(reply: Reply, entry: str) -> discord.ui.Modal:
    """Return the form that asks what was missing.

    Args:
        reply: What to say above it.
        entry: The id of the entry that did not help.
    """
    return form_of(reply, f"{_REASON}{entry}", (reply.words.why_title, reply.words.why_field, ""), most=_MOST)


def read_reason(interaction: discord.Interaction, *, at: float) -> Incoming | None:
    """Return the rating of a form that was sent, with its reason; None for any other form."""
    sent = pressed_id(interaction)
    if not sent.startswith(_REASON):
        return None
    rated = Rated(
        helpful=False,
        entry=sent.removeprefix(_REASON),
        reason=field_of(interaction),
        person=person_of(interaction),
        thread=place_of(interaction),
        at=at,
    )
    return Incoming(rated, keys_of(interaction), private=True)


def _written(components: Any) -> str:  # noqa: ANN401 - JSON
    """Return what stands in the field, which Discord puts into a label."""
    for each in components if isinstance(components, list) else ():
        inner = each.get("component") or {}
        if inner.get("custom_id") == _FIELD:
            return str(inner.get("value") or "")
    return ""
