"""The only place that builds a `Reply`, so the only place that attaches the disclaimer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.faq import displayed_length, fill
from botcore.languages import base_of, find_language
from botcore.messages import Guidance, Kind, Reply, Step, Suggestion
from botcore.text import SmallTalk
from botcore.trace import Because, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botcore.faq import Entry, Faq, Messages, Topic
    from botcore.languages import Language
    from botcore.messages import Configured, Held, Relayed, Setting, Summed

_SHORT = frozenset({Kind.URGENT, Kind.HELP})
"""Kinds with the short disclaimer, where a file has one: a call must not drown, and thanks need no lecture. A
feeling needs none either."""


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
class Services:
    """What help is called where the bot is used.

    Attributes:
        emergency: Completes "Call …".
        crisis_line: Completes "Call …" too.
    """

    emergency: str = "your local emergency number"
    crisis_line: str = "a local crisis line"


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


_SAID_IN = dict.fromkeys(Guidance, ("urgent_heading", "urgent")) | {
    Guidance.CRISIS: ("crisis_heading", "crisis"),
    Guidance.POISON: ("poison_heading", "poison"),
}
"""The messages that are an urgent reply's first line and what stands below it."""


@dataclass(frozen=True)
class Composer:
    """Builds every reply of one file.

    Attributes:
        faq: Where entries, topics, messages and the disclaimers come from.
        services: What is filled in for {emergency} and {crisis_line}.
        practices: What the reply on privacy is built from.
    """

    faq: Faq
    services: Services = Services()
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
            suggestions=_suggestions(offered),
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

    def urgent(
        self, guidance: Guidance, trace: Trace, *, injection: bool = False, seek_help: bool = False
    ) -> Reply:
        """Say whom to call, then what to do until help comes, and nothing else.

        Args:
            guidance: What to say.
            trace: Why.
            injection: Whether an injection was spoken of, so that its clinic is to be told.
            seek_help: Whether the file's entry on when to seek help fits; one sentence of it is quoted.
        """
        language = find_language(trace.finding.language)
        if language:
            return self._urgent_in(language, guidance, trace)
        heading, lead = _SAID_IN[guidance]
        headline = self._own("call") if guidance is Guidance.CALL else ""
        said = self._own(lead)
        # Whoever wants to die is not told about a clinic, nor quoted the file's sentence on pain.
        plain = guidance not in {Guidance.CRISIS, Guidance.POISON}
        if injection and plain:
            said = f"{said} {self._own('after_injection')}"
        elif guidance is Guidance.UNNAMED:
            said = f"{said} {self._own('unnamed')}"
        entry = self._seek_help if seek_help and plain else None
        return self._reply(Kind.URGENT, trace, said.strip(), headline=headline or self._own(heading), entry=entry)

    def passed_on(self, reply: Reply) -> Reply:
        """Return the reply to somebody else's words: where it is urgent, with who has to hear of it."""
        return self._closed(reply, self._words.tell_them) if reply.kind is Kind.URGENT else reply

    def held(self, message: Held, trace: Trace) -> Reply:
        """Say where it answers instead of where it was asked, or where it has."""
        words = self._words
        if message.link:
            return self._reply(Kind.HELP, trace, words.cooled, closing=message.link)
        return self._reply(Kind.HELP, trace, words.off_here if message.off else words.only_private)

    def configured(self, message: Configured, trace: Trace) -> Reply:
        """Say what became of a wish about how the bot behaves in a place, and how it behaves there."""
        lines = "\n".join(map(self._line, message.settings))
        said = getattr(self._words, f"settings_{message.outcome}")
        reply = self._reply(Kind.HELP, trace, said)
        # Added when all is filled in: what people set holds no placeholders.
        return replace(reply, lead=f"{reply.lead}\n\n{lines}") if lines else reply

    def forgotten(self, trace: Trace, *, failed: bool) -> Reply:
        """Say that somebody is forgotten, or that they could not be as yet."""
        return self._reply(Kind.HELP, trace, self._words.not_forgotten if failed else self._words.forgotten)

    def told(self, reply: Reply) -> Reply:
        """Return a reply with who else hears of it, where it is urgent."""
        return self._closed(reply, self._words.moderators) if reply.kind is Kind.URGENT else reply

    def alert(self, guidance: Guidance, link: str, trace: Trace, *, reached: bool = True) -> Reply:
        """Tell those who look after people where to look, and for what kind of danger; no name and no words."""
        words = self._words
        kinds = {Guidance.CRISIS: words.alert_crisis, Guidance.POISON: words.alert_poison}
        # Where and what kind, never who and what: an alert is read by more people than the message was for.
        kind = kinds.get(guidance, words.alert_urgent)
        said = words.alert if reached else words.alert_unreached
        return self._reply(Kind.HELP, trace, said, closing=link, values={"kind": kind})

    def summed(self, week: Summed, trace: Trace) -> Reply:
        """Tell those who look after the file what a week was like; nobody's name and no words."""
        counts = ("replies", "people", "urgent", "helped", "not_helped")
        figures = {name: f"{getattr(week, name):,}" for name in counts}
        values = figures | {"week": week.week, "answered": week.answered}
        return self._reply(Kind.HELP, trace, self._words.weekly, values=values)

    def _urgent_in(self, language: Language, guidance: Guidance, trace: Trace) -> Reply:
        """Say the same in another language; a number that was set needs no translation."""
        said = language.messages
        heading, lead = (getattr(said, key) for key in _SAID_IN[guidance])
        return self._reply(Kind.URGENT, trace, lead, headline=self._numbered(heading), disclaimer=said.disclaimer)

    def _numbered(self, heading: str) -> str:
        """Return the first line that a language comes with, which names no number, with the one that was set."""
        number = self.services.emergency
        return heading if any(map(str.isalpha, number)) else f"{heading} ({number})"

    def _own(self, key: str) -> str:
        """Return what urgent replies say in the file's language: as the file has it, else as the language comes.

        Empty where neither has it: a sentence in English more would be one that cannot be read.
        """
        language = find_language(self.faq.language) or find_language(base_of(self.faq.language))
        if language is None or key in self._words.model_fields_set:
            return str(getattr(self._words, key))
        said = str(getattr(language.messages, key, ""))
        return self._numbered(said) if key.endswith("_heading") else said

    def _other_language(self, trace: Trace) -> Reply:
        language = find_language(trace.finding.language)
        if language is None:
            return self._reply(Kind.ABSTAIN, trace, self._words.other_language)
        said = language.messages
        reads_english = base_of(self.faq.language) == "en"
        # The shipped sentence says "English only": true of a file in English alone.
        lead = said.english_only if reads_english else f"{self._words.other_language}\n\n{said.urgent_heading}"
        return self._reply(Kind.ABSTAIN, trace, lead, disclaimer=said.disclaimer)

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

    def relayed(
        self, message: Relayed, trace: Trace, offered: Sequence[Entry] = (), *, urgent: Reply | None = None
    ) -> Reply:
        """Say what belongs to a step between somebody who asked and a person, the words of either whole.

        Args:
            message: The step, with the words.
            trace: Why.
            offered: What the file had to offer.
            urgent: The reply to what was passed on, where that is urgent.
        """
        words = self._words
        if urgent:
            return self._closed(urgent, words.person_sent)
        lead = getattr(words, f"person_{message.step}")
        closing = f"{words.person_link} {message.link}" if message.link else ""
        reply = self._reply(Kind.HELP, trace, lead, offered, closing=closing, values={"who": message.who})
        # Added when all is filled in: what people write holds no placeholders.
        passed = message.words if message.step in {Step.STAFF, Step.ANSWER} else ""
        # A person's answer reads as medical advice more than anything the bot says: the whole disclaimer, always.
        full = replace(reply, disclaimer=self.faq.disclaimer) if message.step is Step.ANSWER else reply
        return replace(full, lead=f"{reply.lead}\n\n{passed}") if passed else full

    def gone(self, trace: Trace) -> Reply:
        """Say that a picked entry is no longer there."""
        return self._reply(Kind.ABSTAIN, trace, self._words.gone)

    def noted(self, trace: Trace, *, asks_why: bool = False) -> Reply:
        """Thank for saying whether a reply helped, and ask what was missing where that can be written."""
        return self._reply(Kind.HELP, trace, self._words.why if asks_why else self._words.noted)

    def apology(self) -> Reply:
        """Say that something broke, and nothing about what."""
        return self._reply(Kind.ABSTAIN, Trace(Because.BROKEN), self._words.apology)

    def stopping(self) -> Reply:
        """Say that there is no time left to read it, and whom to call if it is urgent."""
        return self._reply(Kind.ABSTAIN, Trace(Because.STOPPING), self._words.stopping)

    def busy(self, *, enough: bool = False) -> Reply:
        """Say that there is no room for a question, and whom to call if it is urgent.

        Args:
            enough: Whether that is because several of the same person are waiting.
        """
        return self._reply(Kind.ABSTAIN, Trace(Because.BUSY), self._words.enough if enough else self._words.busy)

    def interrupted(self) -> Reply:
        """Say that what was asked was never read, and whom to call if it is urgent."""
        return self._reply(Kind.ABSTAIN, Trace(Because.INTERRUPTED), self._words.interrupted)

    def _privacy(self) -> tuple[str, ...]:
        words = self._words
        command = words.privacy_command_public if self.practices.public_command else words.privacy_command
        kept = words.privacy_journal if self.practices.journal else ""
        if self.practices.days:
            kept = fill(words.privacy_words, days=str(self.practices.days))
        return tuple(filter(None, (words.privacy, command, kept)))

    def _line(self, setting: Setting) -> str:
        words = self._words
        name = getattr(words, f"setting_{setting.name}", setting.name)
        value = getattr(words, f"manner_{setting.value}", setting.value)
        return f"{name}: {value or words.setting_none}"

    def _pages(self) -> list[list[Entry]]:
        pages: list[list[Entry]] = [[]]
        for entry in self.faq.entries:
            taken = sum(displayed_length(each.question) for each in (*pages[-1], entry))
            if len(pages[-1]) == PAGE_QUESTIONS or (pages[-1] and taken > PAGE_MAX):
                pages.append([])
            pages[-1].append(entry)
        return pages

    @property
    def _words(self) -> Messages:
        return self.faq.messages

    @property
    def _called(self) -> dict[str, str]:
        return {"emergency": self.services.emergency, "crisis_line": self.services.crisis_line}

    @property
    def _seek_help(self) -> Entry | None:
        return self.faq.entry(self.faq.seek_help) if self.faq.seek_help else None

    def _closed(self, reply: Reply, closing: str) -> Reply:
        return replace(reply, closing=fill(closing, **self._called))

    def _reply(
        self,
        kind: Kind,
        trace: Trace,
        lead: str,
        offered: Sequence[Entry] = (),
        *,
        headline: str = "",
        entry: Entry | None = None,
        closing: str = "",
        disclaimer: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Reply:
        short = self.faq.disclaimer_short if kind in _SHORT or trace.because is Because.FEELING else None
        return Reply(
            kind=kind,
            disclaimer=disclaimer or short or self.faq.disclaimer,
            headline=fill(headline, **self._called),
            lead=fill(lead, **self._called, **(values or {})),
            entry=entry,
            quote=entry.sentence if entry and kind is Kind.URGENT else "",
            suggestions=_suggestions(offered),
            closing=closing,
            words=self._words,
            trace=trace,
        )


def _named(topics: Sequence[Topic]) -> list[Topic]:
    """Return the topics that a line has room for, in order: each that fits behind those named before it."""
    named: list[Topic] = []
    for topic in topics:
        if displayed_length(", ".join(each.about for each in (*named, topic))) <= ABOUT_MAX:
            named.append(topic)
    return named


def _suggestions(entries: Sequence[Entry]) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(each.id, each.question) for each in entries)
