"""Reply → an embed with the disclaimer as its footer, and buttons.

Limits: https://docs.discord.com/developers/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from adapters.discord.parsing import HELPFUL, PICK, UNHELPFUL
from botcore import Kind

if TYPE_CHECKING:
    from botcore import Entry, Reply

COLOURS = {
    Kind.ANSWER: discord.Colour(0x2E7D6B),
    Kind.CLARIFY: discord.Colour(0x3B6EA5),
    Kind.ABSTAIN: discord.Colour(0x6B7280),
    Kind.DECLINE: discord.Colour(0x8A6D1F),
    Kind.URGENT: discord.Colour(0xB3261E),
    Kind.HELP: discord.Colour(0x3B6EA5),
}
TITLE_MAX = 256
LABEL_MAX = 80
_MARKS = re.compile(r"([\\*_~`|>#\[\]()@:<-])")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: one embed, and the buttons below it as (label, custom id) pairs."""

    embed: discord.Embed
    buttons: tuple[tuple[str, str], ...]


def escape(text: str) -> str:
    """Return text in which no markdown, mention or link is live."""
    return _MARKS.sub(r"\\\1", text)


def render(reply: Reply) -> Rendered:
    """Return the embed and buttons of a reply; everything in it is shown whole."""
    embed = discord.Embed(colour=COLOURS[reply.kind], description="\n\n".join(_paragraphs(reply)))
    headline = escape(reply.headline)
    if headline and len(headline) <= TITLE_MAX:
        embed.title = headline
    embed.set_footer(text=reply.disclaimer)
    return Rendered(embed, tuple(_buttons(reply)))


def _paragraphs(reply: Reply) -> list[str]:
    headline = escape(reply.headline)
    parts = [f"**{headline}**"] if len(headline) > TITLE_MAX else []
    parts += [escape(reply.lead)] if reply.lead else []
    if reply.entry:
        parts += _entry(reply, reply.entry)
    if len(reply.suggestions) == 1:
        parts.append(f"**{escape(reply.suggestions[0].question)}**")
    elif reply.suggestions:
        listed = [
            f"**{number}.** {escape(suggestion.question)}"
            for number, suggestion in enumerate(reply.suggestions, start=1)
        ]
        parts.append("\n".join(listed))
    return [*parts, escape(reply.closing)] if reply.closing else parts


def _entry(reply: Reply, entry: Entry) -> list[str]:
    if reply.quote:
        parts = ["\n".join(f"> {escape(line)}" for line in reply.quote.split("\n"))]
    else:
        parts = [f"**{escape(entry.question)}**", escape(entry.answer)]
    if reply.note:
        parts.append(f"*{escape(reply.words.note_heading)}* {escape(reply.note)}")
    if entry.source:
        heading, title = escape(reply.words.source_heading), escape(entry.source.title)
        parts.append(f"{heading} [{title}](<{entry.source.url}>)" if entry.source.url else f"{heading} {title}")
    return parts


def _buttons(reply: Reply) -> list[tuple[str, str]]:
    words, buttons = reply.words, []
    for number, suggestion in enumerate(reply.suggestions, start=1):
        # A label that does not fit is replaced by its number, never cut: the list above has it whole.
        label = f"{number}. {suggestion.question}"
        if len(reply.suggestions) == 1:
            label = words.show_answer
        elif len(label) > LABEL_MAX:
            label = f"{words.show_answer} {number}"
        buttons.append((label, PICK + suggestion.entry))
    if reply.kind is Kind.ANSWER and reply.entry:
        buttons += [(words.helpful, HELPFUL + reply.entry.id), (words.not_helpful, UNHELPFUL + reply.entry.id)]
    return buttons
