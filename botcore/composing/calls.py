"""Replies to what is urgent: whom to call, in whatever language, and who else hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.composing.building import Builder
from botcore.faq import voice_of
from botcore.languages import base_of, find_language
from botcore.reply import Guidance, Kind

if TYPE_CHECKING:
    from botcore.languages import Language
    from botcore.reply import Reply
    from botcore.trace import Trace

_SAID_IN = dict.fromkeys(Guidance, ("urgent_heading", "urgent")) | {
    Guidance.CRISIS: ("crisis_heading", "crisis"),
    Guidance.POISON: ("poison_heading", "poison"),
}
"""The messages that are an urgent reply's first line and what stands below it."""


@dataclass(frozen=True)
class Calls(Builder):
    """Builds the urgent replies of one file."""

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

    def told(self, reply: Reply) -> Reply:
        """Return a reply with who else hears of it, where it is urgent."""
        return self._closed(reply, self._words.moderators) if reply.kind is Kind.URGENT else reply

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
        if language is None or voice_of(self.faq.language) or key in self._words.model_fields_set:
            return str(getattr(self._words, key))
        said = str(getattr(language.messages, key, ""))
        return self._numbered(said) if key.endswith("_heading") else said
