"""The only place that builds a `Reply`, so the only place that attaches the disclaimer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.faq import fill
from botcore.languages import find_language
from botcore.messages import Guidance, Kind, Reply, Suggestion
from botcore.trace import Because, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.faq import Entry, Faq, Messages, Topic
    from botcore.languages import Language

SHORT = frozenset({Kind.URGENT, Kind.HELP})
"""Kinds with the short disclaimer, where a file has one: a call must not drown, and thanks need no lecture."""


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
class Composer:
    """Builds every reply of one file.

    Attributes:
        faq: Where entries, topics, messages and the disclaimers come from.
        services: What is filled in for {emergency} and {crisis_line}.
    """

    faq: Faq
    services: Services = Services()

    def answer(self, entry: Entry, trace: Trace, *, public: bool = False) -> Reply:
        """Show one entry; where others read it, say how to ask on."""
        return self._reply(
            Kind.ANSWER, trace, entry.caution, entry=entry, closing=self._words.go_on if public else ""
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
        return self._reply(Kind.ABSTAIN, trace, f"{lead}\n\n{words.near}" if near else lead, near, topic=topic)

    def decline(self, guidance: Guidance, trace: Trace, near: Sequence[Entry] = ()) -> Reply:
        """Say kindly that this is a question for a person, with what the file says in general.

        Args:
            guidance: What to say, `NORMAL` or `ADVICE`; the first offers the entry on when to seek help.
            trace: Why.
            near: What to offer else.
        """
        words = self._words
        lead = words.advice
        if guidance is Guidance.NORMAL:
            lead, near = words.normal, [self._seek_help] if self._seek_help else near
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
        words = self._words
        headline, lead = words.urgent_heading, words.urgent
        if guidance is Guidance.CRISIS:
            headline, lead = words.crisis_heading, words.crisis
        elif guidance is Guidance.POISON:
            headline, lead = words.poison_heading, words.poison
        elif guidance is Guidance.CALL:
            headline = words.call
        plain = guidance not in {Guidance.CRISIS, Guidance.POISON}
        lead = f"{lead} {words.after_injection}" if injection and plain else lead
        entry = self._seek_help if seek_help and plain else None
        return self._reply(Kind.URGENT, trace, lead, headline=headline, entry=entry)

    def _urgent_in(self, language: Language, guidance: Guidance, trace: Trace) -> Reply:
        """Say the same in another language; a number that was set needs no translation."""
        said = language.messages
        headline, lead = {
            Guidance.CRISIS: (said.crisis_heading, said.crisis),
            Guidance.POISON: (said.poison_heading, said.poison),
        }.get(guidance, (said.urgent_heading, said.urgent))
        number = self.services.emergency
        headline = headline if any(map(str.isalpha, number)) else f"{headline} ({number})"
        return self._reply(Kind.URGENT, trace, lead, headline=headline, disclaimer=said.disclaimer)

    def _other_language(self, trace: Trace) -> Reply:
        language = find_language(trace.finding.language)
        if language is None:
            return self._reply(Kind.ABSTAIN, trace, self._words.other_language)
        said = language.messages
        reads_english = self.faq.language.split("-")[0] == "en"
        lead = said.english_only if reads_english else f"{self._words.other_language}\n\n{said.urgent_heading}"
        return self._reply(Kind.ABSTAIN, trace, lead, disclaimer=said.disclaimer)

    def help(self, trace: Trace) -> Reply:
        """Explain what the bot does, with the first questions of the file as examples."""
        return self._reply(Kind.HELP, trace, self._words.help, self.faq.entries[:3])

    def files(self, trace: Trace) -> Reply:
        """Say that files are not read, and whom to call if it is urgent."""
        return self._reply(Kind.HELP, trace, self._words.files)

    def withheld(self, trace: Trace) -> Reply:
        """Say how to mention the bot so that words are handed over, and whom to call if it is urgent."""
        return self._reply(Kind.HELP, trace, self._words.withheld)

    def thanks(self, trace: Trace) -> Reply:
        """Return thanks."""
        return self._reply(Kind.HELP, trace, self._words.thanks)

    def privacy(self, trace: Trace) -> Reply:
        """Say what becomes of what people write."""
        return self._reply(Kind.HELP, trace, self._words.privacy)

    def gone(self, trace: Trace) -> Reply:
        """Say that a picked entry is no longer there."""
        return self._reply(Kind.ABSTAIN, trace, self._words.gone)

    def noted(self, trace: Trace) -> Reply:
        """Thank for saying whether a reply helped."""
        return self._reply(Kind.HELP, trace, self._words.noted)

    def apology(self) -> Reply:
        """Say that something broke, and nothing about what."""
        return self._reply(Kind.ABSTAIN, Trace(Because.BROKEN), self._words.apology)

    @property
    def _words(self) -> Messages:
        return self.faq.messages

    @property
    def _seek_help(self) -> Entry | None:
        return self.faq.entry(self.faq.seek_help) if self.faq.seek_help else None

    def _reply(
        self,
        kind: Kind,
        trace: Trace,
        lead: str = "",
        offered: Sequence[Entry] = (),
        *,
        headline: str = "",
        entry: Entry | None = None,
        topic: Topic | None = None,
        closing: str = "",
        disclaimer: str = "",
    ) -> Reply:
        values = {"emergency": self.services.emergency, "crisis_line": self.services.crisis_line}
        values |= {"about": topic.about, "pointer": topic.pointer} if topic else {}
        short = self.faq.disclaimer_short if kind in SHORT else None
        return Reply(
            kind=kind,
            disclaimer=disclaimer or short or self.faq.disclaimer,
            headline=fill(headline, **values),
            lead=fill(lead, **values),
            entry=entry,
            quote=entry.sentence if entry and kind is Kind.URGENT else "",
            suggestions=tuple(Suggestion(each.id, each.question) for each in offered),
            closing=closing,
            words=self._words,
            trace=trace,
        )
