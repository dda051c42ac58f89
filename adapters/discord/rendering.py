"""Reply → text with the disclaimer last, in small print, and buttons; an embed holds only what is too long for it.

So it is whole for people who switched embeds off, in a notification and for a screen reader: docs/decisions.md.
Limits: https://docs.discord.com/developers/resources/message#create-message and, on the same page,
#embed-object-embed-limits; marks: https://support.discord.com/hc/en-us/articles/210298617
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from adapters.discord.presses import FORGET, HELPFUL, PERSON, PICK, UNHELPFUL
from adapters.links import with_links
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore import Entry, Reply

_COLOURS = {
    Kind.ANSWER: discord.Colour(0x2E7D6B),
    Kind.CLARIFY: discord.Colour(0x3B6EA5),
    Kind.ABSTAIN: discord.Colour(0x6B7280),
    Kind.DECLINE: discord.Colour(0x8A6D1F),
    Kind.URGENT: discord.Colour(0xB3261E),
    Kind.HELP: discord.Colour(0x3B6EA5),
}
_CONTENT_MAX = 2_000
_LABEL_MAX = 80
_WRITTEN_OUT = 3
"""Questions whose buttons repeat them; below a longer list those would be a second one."""
_MARKS = re.compile(r"[\\*_~`|<>@\[\]]|:(?=//)")
_FIRST = re.compile(r"^([ \t]*)(?=[-#])", re.MULTILINE)
"""Where a list, a heading or small print would begin. No more is escaped: a notification may show backslashes."""
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent.

    Attributes:
        content: The reply with the disclaimer last; whole, unless there is an embed.
        embed: The rest of a reply that is too long for the content, nothing of it twice; None: there is no rest.
        buttons: Those below it, as (label, custom id) pairs.
        more: The same rest as texts of their own, each with the disclaimer, for where embeds are not allowed.
        goes_first: Whether it is posted before what else waits for its channel.
        alone: Whether only whom it answers may see it, although others read there.
    """

    content: str
    embed: discord.Embed | None
    buttons: tuple[tuple[str, str], ...]
    more: tuple[str, ...] = ()
    goes_first: bool = False
    alone: bool = False

    def with_button(self, label: str, custom_id: str) -> Rendered:
        """Return the same with one more button."""
        return replace(self, buttons=(*self.buttons, (label, custom_id)))

    def without_embed(self) -> tuple[Rendered, ...]:
        """Return the messages that say the same without an embed; the buttons stand below the last."""
        pages = [
            replace(self, content=text, embed=None, buttons=(), more=()) for text in (self.content, *self.more)
        ]
        return (*pages[:-1], replace(pages[-1], buttons=self.buttons))


def escape(text: str) -> str:
    """Return text in which no markdown, mention or link is live."""
    return _FIRST.sub(r"\1\\", _MARKS.sub(r"\\\g<0>", text))


def render(
    reply: Reply, *, asker: str = "", relayable: bool = False, ratable: bool = True, alone: bool = False
) -> Rendered:
    """Return a reply as Discord takes it: everything is shown whole, and only links of its author are live.

    Args:
        reply: What to say.
        asker: The id of the user it is for; others who press one of its buttons are answered in private.
        relayable: Whether a question that stays open has a button that passes it on to a person.
        ratable: Whether an answer has buttons that ask whether it helped.
        alone: Whether only whom it answers may see it, although others read there.
    """
    small = _small(reply.disclaimer)
    parts, room = list(_parts(reply)), _CONTENT_MAX - _size(_GAP + small)
    # Whole parts alone: a paragraph that goes on in another message is not understood.
    first = _that_fit(parts, room)
    rest = _GAP.join(parts[len(first) :])
    return Rendered(
        content=_GAP.join([*first, small]),
        embed=discord.Embed(colour=_COLOURS[reply.kind], description=rest) if rest else None,
        buttons=(*_buttons(reply, asker, ratable=ratable), *_relay(reply, relayable=relayable)),
        more=tuple(f"{page}{_GAP}{small}" for page in _pages(rest, room)),
        goes_first=reply.kind is Kind.URGENT,
        alone=alone,
    )


def _parts(reply: Reply) -> Iterator[str]:
    """Yield what stands in a paragraph of its own, the call of an urgent reply first."""
    if reply.headline:
        yield f"**{_shown(reply.headline)}**"
    if reply.lead:
        yield _shown(reply.lead)
    if reply.entry:
        yield from _entry(reply, reply.entry)
    if len(reply.suggestions) == 1:
        yield f"**{escape(reply.suggestions[0].question)}**"
    elif reply.suggestions:
        numbered = enumerate(reply.suggestions, start=1)
        yield "\n".join(f"**{number}.** {escape(each.question)}" for number, each in numbered)
    if reply.closing:
        yield _shown(reply.closing)


def _entry(reply: Reply, entry: Entry) -> Iterator[str]:
    if reply.quote:
        yield "\n".join(f"> {_shown(line)}" for line in reply.quote.split("\n"))
    else:
        yield f"**{escape(entry.question)}**"
        yield _shown(entry.answer)
    if reply.note:
        yield f"*{escape(reply.words.note_heading)}* {_shown(reply.note)}"
    if entry.source:
        heading, title = escape(reply.words.source_heading), escape(entry.source.title)
        yield f"{heading} [{title}](<{entry.source.url}>)" if entry.source.url else f"{heading} {title}"


def _shown(text: str) -> str:
    """Return text in which its author's links are live, without a preview, and nothing else."""
    return with_links(text, plain=escape, link="<{}>".format)


def _small(text: str) -> str:
    return "\n".join(f"-# {_shown(line)}" if line.strip() else line for line in text.split("\n"))


def _size(text: str) -> int:
    """Return the length in UTF-16 units, as the strictest of Discord's clients counts."""
    return len(text.encode("utf-16-le")) // 2


def _that_fit(parts: list[str], room: int) -> list[str]:
    """Return as many of the first parts as fit; none of them is cut."""
    count = len(parts)
    while _size(_GAP.join(parts[:count])) > room:
        count -= 1
    return parts[:count]


def _pages(text: str, room: int) -> Iterator[str]:
    """Yield a text in pieces that fit, cut where a paragraph, a line or a word ends, in this order."""
    while _size(text) > room:
        end = next(end for end in range(room, 0, -1) if _size(text[:end]) <= room)
        # The last of them in the second half of the page; a word that is longer than that is cut.
        places = (text.rfind(sign, end // 2, end) for sign in (_GAP, "\n", " "))
        cut = next((place for place in places if place > 0), end - _ends_escaping(text[:end]))
        yield text[:cut]
        text = text[cut:].lstrip()
    if text:
        yield text


def _ends_escaping(text: str) -> bool:
    """Tell whether a text ends with a backslash that belongs to what comes next."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _relay(reply: Reply, *, relayable: bool) -> Iterator[tuple[str, str]]:
    if relayable and reply.leaves_open:
        yield reply.words.person, PERSON
    if reply.forgettable:
        yield reply.words.forget, FORGET


def _buttons(reply: Reply, asker: str, *, ratable: bool) -> Iterator[tuple[str, str]]:
    words = reply.words
    for number, suggestion in enumerate(reply.suggestions, start=1):
        # A label that does not fit is replaced by its number, never cut: the list above has it whole.
        label = f"{number}. {suggestion.question}"
        if len(reply.suggestions) == 1:
            label = words.show_answer
        elif len(reply.suggestions) > _WRITTEN_OUT:
            label = str(number)
        elif len(label) > _LABEL_MAX:
            label = f"{words.show_answer} {number}"
        # Discord does not say with a press whom the message had answered.
        yield label, f"{PICK}{suggestion.entry}:{asker}"
    if ratable and reply.kind is Kind.ANSWER and reply.entry:
        yield words.helpful, HELPFUL + reply.entry.id
        yield words.not_helpful, UNHELPFUL + reply.entry.id
