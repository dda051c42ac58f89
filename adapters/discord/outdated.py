"""Commands, buttons and forms that the bot does not have, or not any more in the shape that somebody's app shows.

Discord goes on showing what was registered or posted before an update; what is used of that comes here as ever.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from adapters.discord.making_up import owed_for_interaction
from adapters.discord.places import keys_of, person_of, place_of
from adapters.incoming import Incoming
from botcore import Outdated

if TYPE_CHECKING:
    from collections.abc import Iterator

    import discord

    from adapters.discord.replying import Replying


async def answer_outdated(replying: Replying, interaction: discord.Interaction) -> None:
    """Tell whoever used such a thing, alone, what to do; of what they wrote an emergency comes first.

    What was replied to already is left at that: another reply would take the place of the first.
    """
    if interaction.response.is_done():
        return
    incoming = read_outdated(interaction, at=time.monotonic())
    owed = owed_for_interaction(incoming, interaction)
    if await replying.is_new(incoming, owed, interaction.channel_id):
        await replying.respond(interaction, incoming, owed)


def read_outdated(interaction: discord.Interaction, *, at: float) -> Incoming:
    """Return that something was used that the bot does not have, with all that was written into it.

    Of a command in the menu of a message the words are that message's, by somebody else.
    """
    own, others = written_in(interaction), _chosen(interaction)
    outdated = Outdated(
        own or others,
        others=bool(others and not own),
        person=person_of(interaction),
        thread=place_of(interaction),
        at=at,
    )
    return Incoming(outdated, keys_of(interaction), private=True)


def written_in(interaction: discord.Interaction) -> str:
    """Return all that somebody wrote into a command's options, or a form's fields, whatever these are called."""
    data = dict(interaction.data or {})
    return "\n".join([*_values(data.get("options")), *_values(data.get("components"))])


def _values(node: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield the texts of options or components, of those within others, too."""
    if isinstance(node, list):
        for each in node:
            yield from _values(each)
    elif isinstance(node, dict):
        if isinstance(said := node.get("value"), str) and said.strip():
            yield said
        yield from (text for key in ("options", "components", "component") for text in _values(node.get(key)))


def _chosen(interaction: discord.Interaction) -> str:
    """Return the words of the message from whose menu something was chosen; "" where it was none."""
    resolved = dict(interaction.data or {}).get("resolved")
    messages = resolved.get("messages") if isinstance(resolved, dict) else None
    found = messages.values() if isinstance(messages, dict) else ()
    said = (each.get("content") for each in found if isinstance(each, dict))
    return "\n".join(each for each in said if isinstance(each, str))
