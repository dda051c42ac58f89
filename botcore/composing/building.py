"""The only place that builds a `Reply`, so the only one that attaches the disclaimer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.faq import fill, voice_of
from botcore.reply import Kind, Reply, Suggestion
from botcore.trace import Because

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botcore.faq import Entry, Faq, Messages
    from botcore.trace import Trace

_SHORT = frozenset({Kind.URGENT, Kind.HELP})
"""Kinds with the short disclaimer, where a file has one: a call must not drown, and thanks need no lecture. A
feeling needs none either."""


@dataclass(frozen=True)
class Services:
    """What help is called where the bot is used.

    Attributes:
        emergency: Completes "Call …".
        crisis_line: Completes "Call …" too.
    """

    emergency: str = "your local emergency number"
    crisis_line: str = "a local crisis line"

    def named_in(self, language: str) -> Services:
        """Return them for a file in a language, in which is named what nobody set."""
        voice, unset = voice_of(language), Services()
        if voice is None:
            return self
        return Services(
            emergency=voice.emergency if self.emergency == unset.emergency else self.emergency,
            crisis_line=voice.crisis_line if self.crisis_line == unset.crisis_line else self.crisis_line,
        )


@dataclass(frozen=True)
class Builder:
    """Builds replies of one file.

    Attributes:
        faq: Where entries, topics, messages and the disclaimers come from.
        services: What is filled in for {emergency} and {crisis_line}.
    """

    faq: Faq
    services: Services = Services()

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
            suggestions=suggestions_of(offered),
            closing=closing,
            words=self._words,
            trace=trace,
        )


def suggestions_of(entries: Sequence[Entry]) -> tuple[Suggestion, ...]:
    """Return entries as they are offered to pick from."""
    return tuple(Suggestion(each.id, each.question) for each in entries)
