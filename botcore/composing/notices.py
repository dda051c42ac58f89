"""What is said of the bot's own running: what was set, passed on or rated, and what kept it from reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.composing.building import Builder
from botcore.messages import Step
from botcore.reply import Guidance, Kind
from botcore.trace import Because, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.faq import Entry
    from botcore.messages import Configured, Held, Relayed, Setting, Summed
    from botcore.reply import Reply


@dataclass(frozen=True)
class Notices(Builder):
    """Builds what the bot says of its own running."""

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
        lead = getattr(words, f"person_{message.step}")
        if urgent:
            return self._closed(urgent, lead)
        closing = f"{words.person_link} {message.link}" if message.link else ""
        reply = self._reply(Kind.HELP, trace, lead, offered, closing=closing, values={"who": message.who})
        # Added when all is filled in: what people write holds no placeholders.
        passed = message.words if message.step in {Step.STAFF, Step.ANSWER} else ""
        # A person's answer reads as medical advice more than anything the bot says: the whole disclaimer, always.
        full = replace(reply, disclaimer=self.faq.disclaimer) if message.step is Step.ANSWER else reply
        return replace(full, lead=f"{reply.lead}\n\n{passed}") if passed else full

    def noted(self, trace: Trace, *, asks_why: bool = False) -> Reply:
        """Thank for saying whether a reply helped, and ask what was missing where that can be written."""
        return self._reply(Kind.HELP, trace, self._words.why if asks_why else self._words.noted)

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

    def outdated(self) -> Reply:
        """Say that nothing can be done with what somebody used, what to do, and whom to call if it is urgent."""
        return self._reply(Kind.ABSTAIN, Trace(Because.OUTDATED), self._words.outdated)

    def _line(self, setting: Setting) -> str:
        words = self._words
        name = getattr(words, f"setting_{setting.name}", setting.name)
        value = getattr(words, f"manner_{setting.value}", setting.value)
        return f"{name}: {value or words.setting_none}"
