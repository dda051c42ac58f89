"""The one door: a message in, a reply out. What to do is decided (`policy`), and the reply to it composed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from botcore.composing import Calls, Composer, Notices, Practices, Services
from botcore.encoding import Encoder, VectorCache
from botcore.listener import Listener
from botcore.messages import (
    Alerted,
    Asked,
    Configured,
    Forgot,
    Held,
    Interrupted,
    Opened,
    Outdated,
    Picked,
    Rated,
    Relayed,
    Step,
    Summed,
)
from botcore.policy import Policy
from botcore.reply import Kind
from botcore.text import page_asked_for, warm_small_talk
from botcore.trace import Because, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore.faq import Entry, Faq
    from botcore.messages import Message
    from botcore.policy import Decided
    from botcore.reply import Reply
    from botcore.trace import Finding, Thresholds

_TOLD_ASKER = frozenset({Step.SENT, Step.MISSED})
"""Steps at which whoever wrote the words is told what became of them."""


class Bot:
    """Answers messages from one file.

    A reply depends on the file, the message and what the same person said before, and on nothing else. Several
    threads may ask at once, each for another person: what they share is only read, or is a cache.

    Attributes:
        faq: The file.
        listener: Hears red flags, for whoever needs no reply.
    """

    def __init__(
        self,
        faq: Faq,
        *,
        services: Services | None = None,
        practices: Practices | None = None,
        vectors: VectorCache | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Prepare to answer.

        Args:
            faq: What may be said.
            services: What emergency services and crisis lines are called where the bot is used.
            practices: What is done with what people write.
            vectors: Who encodes, and what of the file is encoded already; None: nothing is.
            progress: Called with how many wordings are encoded, of how many.
        """
        self.faq = faq
        self._entries = {entry.id: entry for entry in faq.entries}
        vectors = vectors or VectorCache(Encoder())
        self.listener = Listener(faq, vectors)
        self._safety = self.listener.safety
        self._policy = Policy(faq, self.listener, vectors, progress=progress)
        services = (services or Services()).named_in(faq.language)
        self._composer = Composer(faq, services, practices or Practices())
        self._calls = Calls(faq, services)
        self._notices = Notices(faq, services)

    def reply(self, message: Message, beside: Sequence[Asked] = ()) -> Reply:
        """Return the one reply to a message; never raises for anything a person can write.

        Args:
            message: What came.
            beside: All that the same person wrote and that is not replied to yet, the message among it, in order:
                a red flag may be told in several lines.
        """
        match message:
            case Asked():
                return self._with_who_hears(message, self._asked(message, beside))
            case Picked():
                return self._picked(message)
            case Rated() | Relayed() | Outdated():
                return self._pressed(message)
            case Configured() | Forgot():
                return self._ruled(message)
            case Alerted() | Summed() | Opened() | Interrupted() | Held():
                return self._unasked(message)

    def _ruled(self, message: Configured | Forgot) -> Reply:
        """Return what is said to people about how the bot behaves, or about what it keeps of them."""
        if isinstance(message, Configured):
            return self._notices.configured(message, Trace(Because.CONFIGURED))
        self._policy.recollection.forget(message.person)
        return self._notices.forgotten(Trace(Because.FORGOTTEN), failed=message.failed)

    def _unasked(self, message: Alerted | Summed | Opened | Interrupted | Held) -> Reply:
        """Return what is said to people who have asked nothing, or nothing that is known."""
        match message:
            case Alerted():
                kind = self._safety.guidance(message.finding)
                return self._notices.alert(kind, message.link, Trace(Because.ALERTED), reached=message.reached)
            case Summed():
                return self._notices.summed(message, Trace(Because.SUMMED))
            case Opened():
                return self._composer.everything(Trace(Because.ABOUT_THE_BOT))
            case Interrupted():
                return self._notices.interrupted()
            case Held():
                return self._notices.held(message, Trace(Because.HELD))

    def _with_who_hears(self, message: Asked, reply: Reply) -> Reply:
        """Return a reply with who does not see it, or who else hears of it, where it is urgent."""
        if message.others:
            return self._calls.passed_on(reply)
        return self._calls.told(reply) if message.told else reply

    @property
    def thresholds(self) -> Thresholds:
        """What scores are held against."""
        return self._policy.thresholds

    def forget(self) -> None:
        """Forget every conversation."""
        self._policy.recollection.forget_everybody()

    def apology(self) -> Reply:
        """Return what to say when something broke outside the core."""
        return self._notices.apology()

    def stopping(self) -> Reply:
        """Return what to say to a message that there is no time left to read."""
        return self._notices.stopping()

    def hears(self, *lines: Asked) -> bool:
        """Tell by rule, in about a millisecond, whether one person's lines may report a red flag.

        They are read as one: "my husband" and "cannot breathe" say together what neither says alone.
        """
        return self.listener.hears(*lines)

    def find(self, message: Asked) -> Finding:
        """Return what safety finds in a message, by rule and by model; nothing is matched, nothing remembered."""
        return self.listener.find(message)

    def warm(self) -> None:
        """Make now what the first messages would make: two seconds' work, for a thread beside its use."""
        self._safety.warm()
        warm_small_talk()

    def busy(self, message: Asked, beside: Sequence[Asked] = (), *, enough: bool = False) -> Reply:
        """Return what to say to a message there is no room for: the whole reply all the same if it is urgent.

        Args:
            message: What came.
            beside: As for `reply`.
            enough: Whether there is no room because several messages of the same person are waiting.
        """
        urgent = self.listener.find_together([message]) or self.listener.find_together(beside)
        return self.reply(message, beside) if urgent else self._notices.busy(enough=enough)

    def unread(self, *, enough: bool = False) -> Reply:
        """Return what to say to a message there is not even time to look through."""
        return self._notices.busy(enough=enough)

    def _asked(self, message: Asked, beside: Sequence[Asked] = ()) -> Reply:
        if message.edited:
            # By itself: the words it replaces may be among those beside it. Of nobody in particular: what is asked
            # next goes on from what was replied to.
            message, beside = replace(message, person=""), ()
        reply = self._compose(message, self._policy.decide(message, beside))
        if reply.suggestions:
            self._policy.recollection.remember_offered(message, [each.entry for each in reply.suggestions])
        return reply

    def _compose(self, message: Message, decided: Decided) -> Reply:
        """Return the reply that was decided on, with what becomes of further questions in the message."""
        reply, decision = self._first(message, decided), decided.decision
        others = decision.uncovered or decision.rest or decision.left
        if not (others or (decision.entry and decision.offered)):
            return reply
        uncovered = [topic for each in decision.uncovered if (topic := self.faq.topic(each))]
        offered = self._known(decision.offered)
        return self._composer.beside(reply, offered, uncovered, rest=decision.rest, left=decision.left)

    def _first(self, message: Message, decided: Decided) -> Reply:
        """Return the reply to the one question that is replied to."""
        decision, trace = decided.decision, decided.trace
        offered = self._known(decision.offered)
        match decision.kind:
            case Kind.URGENT:
                fits = self.faq.seek_help in decision.offered
                guidance = self._safety.guidance(trace.finding)
                return self._calls.urgent(guidance, trace, injection=decided.injection, seek_help=fits)
            case Kind.DECLINE:
                key = decision.say or self._safety.guidance(trace.finding)
                return self._composer.decline(key, trace, offered)
            case Kind.ANSWER:
                return self._composer.answer(self._entries[decision.entry], trace, public=message.public)
            case Kind.CLARIFY:
                return self._composer.clarify(offered, trace)
            case Kind.ABSTAIN:
                return self._composer.abstain(trace, self.faq.topic(decision.topic), offered)
            case Kind.HELP:
                return self._composer.say(decision.say, trace, page=page_asked_for(trace.read))

    def _picked(self, message: Picked) -> Reply:
        if message.entry not in self._entries:
            return self._composer.gone(Trace(Because.GONE))
        return self._compose(message, self._policy.picked(message, message.entry))

    def _pressed(self, message: Rated | Relayed | Outdated) -> Reply:
        """Return the reply to what was pressed or filled in; an emergency that is written with it comes first."""
        match message:
            case Rated():
                urgent = self._urgent_in(Asked(message.reason, at=message.at))
                return urgent or self._notices.noted(Trace(Because.RATED), asks_why=message.asks_why)
            case Relayed():
                return self._relayed(message)
            case Outdated():
                urgent = self._urgent_in(Asked(message.words, others=message.others, at=message.at))
                return urgent or self._notices.outdated()

    def _relayed(self, message: Relayed) -> Reply:
        trace = Trace(Because.RELAYED)
        if message.words and message.step in _TOLD_ASKER:
            # They are in danger first, and then they wait for somebody, or for nobody.
            urgent = self._urgent_in(Asked(message.words, at=message.at))
            return self._notices.relayed(message, trace, urgent=urgent)
        return self._notices.relayed(message, trace, self._known(message.offered))

    def _urgent_in(self, written: Asked) -> Reply | None:
        """Return the urgent reply to what is written into a form, by nobody in particular; None where it is none.

        Without a person, what was asked before is no context of it, nor it of what comes next.
        """
        heard = self.reply(written) if written.text else None
        return heard if heard and heard.kind is Kind.URGENT else None

    def _known(self, ids: Sequence[str]) -> list[Entry]:
        """Return the entries of ids, in their order; a message from before the last edit may name others."""
        return [self._entries[each] for each in ids if each in self._entries]
