"""What to do about a message, by a dialogue policy: safety first, then matching, then the decision."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from botcore.decision import Decision, decide, decide_together
from botcore.follow_ups import FollowUps
from botcore.languages import base_of, guess
from botcore.leaning import refers_back
from botcore.matching import Matcher
from botcore.questions import MOST
from botcore.recollection import Recollection
from botcore.reply import Kind
from botcore.text import Feeling, feeling_in, normalise, speaks_to_the_bot
from botcore.trace import Because, Trace, Verdict
from botcore.unasked import Unasked, decide_afterwards

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore.conversation import Context
    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.listener import Listener, Utterance
    from botcore.matching import Match
    from botcore.messages import Asked, Message
    from botcore.trace import Finding, Thresholds


class Decided(NamedTuple):
    """What was decided about a message.

    Attributes:
        decision: What to do.
        trace: Why.
        injection: Whether an urgent message speaks of an injection.
    """

    decision: Decision
    trace: Trace
    injection: bool = False


class _Weighed(NamedTuple):
    """A question with all that was found about it, and what to do."""

    finding: Finding
    match: Match
    context: str
    decision: Decision


class Policy:
    """Decides about messages of one file, and remembers what the next one may go on from."""

    def __init__(
        self,
        faq: Faq,
        listener: Listener,
        vectors: VectorCache,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Prepare to decide.

        Args:
            faq: What may be said.
            listener: Hears what must come before it.
            vectors: Who encodes, and what of the file is encoded already.
            progress: Called with how many wordings are encoded, of how many.
        """
        self._language = base_of(faq.language)
        self._questions = {entry.id: entry.question for entry in faq.entries}
        self._listener = listener
        self._safety = listener.safety
        self._encoder = vectors.encoder
        self._matcher = Matcher(faq, vectors, progress=progress)
        self._follow_ups = FollowUps(faq, self._matcher, self._encoder, self._safety.language)
        self._unasked = Unasked(faq, self._safety, self._matcher)
        self.recollection = Recollection(faq)

    @property
    def thresholds(self) -> Thresholds:
        """What scores are held against."""
        return self._matcher.calibration.thresholds

    def decide(self, message: Asked, beside: Sequence[Asked] = ()) -> Decided:
        """Return what to do about a message, and remember it.

        Args:
            message: What came.
            beside: All that the same person wrote and that is not replied to yet, the message among it, in order.
        """
        utterance = self._listener.utterance(message)
        # Safety reads the message before anything is matched: no path leads to a decision around this line.
        finding = self._find(utterance, beside)
        context = self.recollection.recall(message)
        if finding.verdict is not Verdict.URGENT and (said := self._unasked.decide(message, utterance, context)):
            said = decide_afterwards(utterance.text, context, said) or said
            if said.entry:
                self.recollection.remember_picked(message, said.entry)
            return Decided(said, Trace(said.because, read=utterance.text, finding=finding))
        weighed = self._unless_unread(self._weigh_whole(utterance, context, finding), utterance.text)
        # Nothing is remembered of it, so that whatever is told next comes after that reply, too.
        if after := decide_afterwards(utterance.text, context, weighed.decision):
            return Decided(after, self._trace(utterance.question, weighed._replace(decision=after)))
        self.recollection.remember(message, utterance.question, weighed.decision)
        is_urgent = weighed.decision.kind is Kind.URGENT
        injection = is_urgent and self._speaks_of_an_injection(utterance)
        return Decided(weighed.decision, self._trace(utterance.question, weighed), injection)

    def picked(self, message: Message, entry: str) -> Decided:
        """Return that an entry of the file is shown, and remember it as if it was asked for."""
        self.recollection.remember_picked(message, entry)
        decision = Decision(Kind.ANSWER, Because.PICKED, entry=entry)
        return Decided(decision, Trace(Because.PICKED, read=self._questions[entry], context=entry))

    def _find(self, utterance: Utterance, beside: Sequence[Asked]) -> Finding:
        """Return what safety finds in a message, or in all that is not replied to yet."""
        finding = self._listener.find_in(utterance)
        if finding.verdict is not Verdict.URGENT and len(beside) > 1:
            return self._listener.find_together(beside) or finding
        return finding

    def _weigh_whole(self, utterance: Utterance, context: Context | None, finding: Finding) -> _Weighed:
        """Return a message with what to do about it, or about the one of its questions that is replied to."""
        weighed = self._weigh(utterance.question, context, finding, feeling_in(utterance.text))
        # A topic's own wording may hold two questions: its author wrote it as one.
        if finding.verdict is not Verdict.URGENT and not self._matcher.is_of_a_topic(utterance.question):
            weighed = self._weigh_together(utterance.parts, context, weighed.decision.kind) or weighed
        decision = weighed.decision
        goes_on = context is not None and self._leans(utterance.question)
        if decision.because is Because.FAR and (goes_on or speaks_to_the_bot(utterance.text)):
            return weighed._replace(decision=dataclasses.replace(decision, because=Because.UNLIKELY))
        return weighed

    def _unless_unread(self, weighed: _Weighed, text: str) -> _Weighed:
        """Return what was weighed, or that the bot does not read the language of a text."""
        language = guess(text, self._encoder.vocabulary) if _may_be_unread(weighed) else ""
        # Whoever writes in the file's own language is understood, and only asks what is not in it.
        if not language or base_of(language) == self._language:
            return weighed
        finding = dataclasses.replace(weighed.finding, language=language)
        return weighed._replace(finding=finding, decision=Decision(Kind.ABSTAIN, Because.OTHER_LANGUAGE))

    def _weigh(
        self,
        question: str,
        context: Context | None,
        finding: Finding,
        feeling: Feeling | None = None,
    ) -> _Weighed:
        match, went_on_from = self._follow_ups.match(question, context)
        decision = decide(finding, match, self.thresholds, feeling)
        return _Weighed(finding, match, went_on_from, decision)

    def _weigh_together(self, questions: Sequence[str], context: Context | None, whole: Kind) -> _Weighed | None:
        """Return the one of several questions that is replied to, with the others; None where they are one.

        What is declined as a whole stays declined: a case may be told in one part and asked about in another.
        """
        parts = [
            # A part comes from the text as it is meant: there is nothing left to repair.
            self._weigh(part, context, self._safety.check(part, part))
            for part in questions[:MOST]
        ]
        decision = decide_together([part.decision for part in parts], left=len(questions) > MOST)
        if decision is None or (whole is Kind.DECLINE and decision.kind not in {Kind.DECLINE, Kind.URGENT}):
            return None
        if whole is Kind.ANSWER and decision.kind is Kind.CLARIFY:
            return None  # "what about loose ligaments, how's it done there" is one question, surer than its parts
        same = (decision.kind, decision.entry)
        first = next((part for part in parts if (part.decision.kind, part.decision.entry) == same), parts[0])
        return first._replace(decision=decision)

    def _leans(self, question: str) -> bool:
        """Tell whether a question leans on what came before it: nothing sure can be said of its subject."""
        return refers_back(question) or self._safety.language.refers_back(question)

    def _speaks_of_an_injection(self, utterance: Utterance) -> bool:
        read = (utterance.text, utterance.repaired, normalise(utterance.quoted))
        return any(map(self._safety.mentions_injection, read))

    def _trace(self, question: str, weighed: _Weighed) -> Trace:
        return Trace(
            weighed.decision.because,
            read=question,
            finding=weighed.finding,
            candidates=weighed.match.candidates,
            thresholds=self.thresholds,
            context=weighed.context,
            topic=weighed.decision.topic,
            nearest_topic=weighed.match.topic or "",
            sureness=weighed.match.sureness,
        )


def _may_be_unread(weighed: _Weighed) -> bool:
    """Tell whether a message in another language may have come to a decision: never to help or to a person."""
    decision = weighed.decision
    if decision.kind is Kind.ANSWER:
        return bool(weighed.context)
    return decision.because is Because.UNSURE or (decision.kind is Kind.ABSTAIN and not decision.offered)
