"""Replies to what was asked: an answer, what to pick from, that there is none, and what the bot says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.composing.building import Builder, suggestions_of
from botcore.faq import displayed_length, fill, voice_of
from botcore.languages import base_of, find_language
from botcore.reply import Guidance, Kind
from botcore.text import SmallTalk
from botcore.trace import Because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.faq import Entry, Topic
    from botcore.reply import Reply
    from botcore.trace import Trace

PAGE_QUESTIONS = 10
"""Questions on one page of a list: what a phone shows without much scrolling; Discord takes 25 buttons."""

ALL_QUESTIONS = 90
"""Questions on a page of the bot's own; Slack takes 100 blocks."""

PAGE_MAX = 1_500
"""Characters of them as shown; with the greatest lead they stay inside every limit."""

ABOUT_MAX = 150
"""Characters of topics named in one line beside an answer, as shown."""

_WITH_ALL_QUESTIONS = frozenset({SmallTalk.HELP, SmallTalk.UNANSWERED})
_WITH_EXAMPLES = frozenset({SmallTalk.HELLO, SmallTalk.WHAT_I_AM})
_EXAMPLES = 3
"""Questions shown as examples of all."""


@dataclass(frozen=True)
class Practices:
    """What is done with what people write, where that is a setting.

    Attributes:
        public_command: Whether everyone in a channel sees what a command is answered.
        journal: Whether it is noted how it went.
        days: For how many days ordinary words of what could not be answered are kept; 0: none are.
    """

    public_command: bool = False
    journal: bool = False
    days: int = 0


@dataclass(frozen=True)
class Composer(Builder):
    """Builds the replies of one file to what was asked.

    Attributes:
        practices: What the reply on privacy is built from.
    """

    practices: Practices = Practices()

    def answer(self, entry: Entry, trace: Trace, *, public: bool = False) -> Reply:
        """Show one entry; where others read it, say how to ask on."""
        return self._reply(
            Kind.ANSWER, trace, entry.caution, entry=entry, closing=self._words.go_on if public else ""
        )

    def beside(
        self,
        reply: Reply,
        offered: Sequence[Entry],
        uncovered: Sequence[Topic],
        *,
        rest: bool = False,
        left: bool = False,
    ) -> Reply:
        """Return the reply to the first of several questions with what becomes of the others.

        Args:
            reply: To the first.
            offered: What answers others.
            uncovered: What others are about that the file does not cover; named as far as there is room, a single
                one with who could tell.
            rest: Whether something else was asked that nothing is near to.
            left: Whether more was asked than is replied to at once.
        """
        words, named = self._words, _named(uncovered)
        about = ", ".join(topic.about for topic in named)
        lines = [
            fill(words.uncovered, about=about) if named else "",
            named[0].pointer if named and len(uncovered) == 1 else "",
            words.uncovered_rest if rest or len(named) < len(uncovered) else "",
        ]
        several = words.several if reply.entry and offered else ""
        return replace(
            reply,
            lead="\n\n".join(filter(None, (words.several_left if left else several, reply.lead))),
            suggestions=suggestions_of(offered),
            closing=" ".join(filter(None, (*lines, reply.closing))),
        )

    def clarify(self, entries: Sequence[Entry], trace: Trace) -> Reply:
        """Offer entries to pick from."""
        words = self._words
        return self._reply(Kind.CLARIFY, trace, words.clarify_one if len(entries) == 1 else words.clarify, entries)

    def abstain(self, trace: Trace, topic: Topic | None = None, near: Sequence[Entry] = ()) -> Reply:
        """Say that there is no answer; a known topic names who could tell.

        A message in another language is told, in that language where the bot has it, that it was not read.
        """
        if trace.because is Because.OTHER_LANGUAGE:
            return self._other_language(trace)
        words = self._words
        lead = words.abstain_far if trace.because is Because.FAR else words.abstain
        lead = words.abstain_topic if topic else lead
        values = {"about": topic.about, "pointer": topic.pointer} if topic else {}
        return self._reply(Kind.ABSTAIN, trace, f"{lead}\n\n{words.near}" if near else lead, near, values=values)

    def decline(self, key: str, trace: Trace, near: Sequence[Entry] = ()) -> Reply:
        """Say kindly that this is a question for a person, with what the file says in general.

        Args:
            key: The message; `normal` offers the entry on when to seek help.
            trace: Why.
            near: What to offer else.
        """
        words = self._words
        lead = getattr(words, key)
        # Who asks whether it is normal is to know when it is not.
        if key == Guidance.NORMAL and self._seek_help:
            near = [self._seek_help]
        return self._reply(Kind.DECLINE, trace, f"{lead}\n\n{words.in_general}" if near else lead, near)

    def gone(self, trace: Trace) -> Reply:
        """Say that a picked entry is no longer there."""
        return self._reply(Kind.ABSTAIN, trace, self._words.gone)

    def say(self, key: str, trace: Trace, *, page: int = 1) -> Reply:
        """Say something on the bot's own account, with the questions that belong to it.

        Args:
            key: The message.
            trace: Why.
            page: Which page of all the questions, from 1 on; one beyond the last is the last.
        """
        if key == SmallTalk.PRIVACY:
            return replace(self._reply(Kind.HELP, trace, " ".join(self._privacy())), forgettable=True)
        if key == SmallTalk.ORIGIN:
            checked = any(entry.reviewed for entry in self.faq.entries)
            said = (self._words.origin, "" if checked else self._words.unchecked)
            return self._reply(Kind.HELP, trace, " ".join(filter(None, said)))
        lead = getattr(self._words, key)
        if key not in _WITH_ALL_QUESTIONS:
            return self._reply(
                Kind.HELP, trace, lead, self.faq.entries[:_EXAMPLES] if key in _WITH_EXAMPLES else ()
            )
        pages = self._pages()
        page = min(page, len(pages))
        following = 1 if page == len(pages) else page + 1
        closing = fill(self._words.page, page=str(page), pages=str(len(pages)), following=str(following))
        return self._reply(Kind.HELP, trace, lead, pages[page - 1], closing=closing if len(pages) > 1 else "")

    def everything(self, trace: Trace) -> Reply:
        """Say what the bot is for, with every question as far as a page takes them."""
        entries = self.faq.entries
        closing = self._words.not_all if len(entries) > ALL_QUESTIONS else ""
        return self._reply(Kind.HELP, trace, self._words.help, entries[:ALL_QUESTIONS], closing=closing)

    def _other_language(self, trace: Trace) -> Reply:
        language, words = find_language(trace.finding.language), self._words
        # The shipped sentences say "English only": true of a file in English alone.
        reads_english = base_of(self.faq.language) == "en"
        is_own = reads_english or voice_of(self.faq.language) or "other_language" in words.model_fields_set
        own = words.other_language if is_own else words.abstain
        if language is None:
            return self._reply(Kind.ABSTAIN, trace, own)
        said = language.messages
        lead = said.english_only if reads_english else f"{own}\n\n{said.urgent_heading}"
        return self._reply(Kind.ABSTAIN, trace, lead, disclaimer=said.disclaimer)

    def _privacy(self) -> tuple[str, ...]:
        words = self._words
        command = words.privacy_command_public if self.practices.public_command else words.privacy_command
        kept = words.privacy_journal if self.practices.journal else ""
        if self.practices.days:
            kept = fill(words.privacy_words, days=str(self.practices.days))
        return tuple(filter(None, (words.privacy, command, kept)))

    def _pages(self) -> list[list[Entry]]:
        pages: list[list[Entry]] = [[]]
        for entry in self.faq.entries:
            taken = sum(displayed_length(each.question) for each in (*pages[-1], entry))
            if len(pages[-1]) == PAGE_QUESTIONS or (pages[-1] and taken > PAGE_MAX):
                pages.append([])
            pages[-1].append(entry)
        return pages


def _named(topics: Sequence[Topic]) -> list[Topic]:
    """Return the topics that a line has room for, in order: each that fits behind those named before it."""
    named: list[Topic] = []
    for topic in topics:
        if displayed_length(", ".join(each.about for each in (*named, topic))) <= ABOUT_MAX:
            named.append(topic)
    return named
