"""What to do about a message, by a dialogue policy: safety first, then matching, then the decision."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from botcore.conversation import Context, Conversations
from botcore.decision import Decision, decide, decide_picked, decide_together
from botcore.follow_ups import FollowUps
from botcore.languages import base_of, guess
from botcore.leaning import has_what_was_told, refers_back
from botcore.matching import Matcher
from botcore.messages import Asked
from botcore.picking import ALL_AT_MOST, is_undecided, picked_in
from botcore.questions import MOST, asks
from botcore.reply import Guidance, Kind
from botcore.text import (
    Feeling,
    SmallTalk,
    asks_about_a_quotation,
    feeling_in,
    mentions_injection,
    normalise,
    said_in_signs,
    small_talk,
    speaks_to_the_bot,
)
from botcore.trace import Because, Trace, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.listener import Listener, Utterance
    from botcore.matching import Match
    from botcore.messages import Message
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


_BECAUSE = {
    SmallTalk.THANKS: Because.THANKS,
    SmallTalk.HELLO: Because.GREETING,
    SmallTalk.HELP: Because.ABOUT_THE_BOT,
    SmallTalk.WHAT_I_AM: Because.ABOUT_THE_BOT,
    SmallTalk.PRIVACY: Because.ABOUT_THE_BOT,
    SmallTalk.ORIGIN: Because.ABOUT_THE_BOT,
    SmallTalk.OWNER: Because.ABOUT_THE_BOT,
}

_MISSED = frozenset({Because.TOPIC, Because.STRANGE, Because.UNLIKELY})
"""Reasons for which a question near to the file's subject has no answer in it."""

_LEFT_ALONE = frozenset({Because.FAR, Because.STRANGE, Because.UNLIKELY})
"""Reasons for which somebody is told no more than that there is no answer: "I called them" asks for none."""

_LIGHT = frozenset({SmallTalk.THANKS, SmallTalk.GOODBYE, SmallTalk.NEVER_MIND, SmallTalk.HELLO})
"""Small talk that is too light a matter to be replied to as such right after an emergency."""


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
        self._faq = faq
        self._entries = {entry.id: entry for entry in faq.entries}
        self._listener = listener
        self._safety = listener.safety
        self._encoder = vectors.encoder
        self._matcher = Matcher(faq, vectors, progress=progress)
        self._follow_ups = FollowUps(faq, self._matcher, self._encoder, self._safety.language)
        self._conversations = Conversations()

    @property
    def thresholds(self) -> Thresholds:
        """What scores are held against."""
        return self._matcher.calibration.thresholds

    def forget(self, person: str) -> None:
        """Forget what a person asked."""
        self._conversations.forget(person)

    def forget_everybody(self) -> None:
        """Forget every conversation."""
        # Replaced, not emptied: other threads may be reading the old one.
        self._conversations = Conversations()

    def offered(self, message: Message, entries: Sequence[str]) -> None:
        """Remember what somebody was offered to pick from, as ids in order."""
        self._conversations.offer(message, tuple(entries))

    def decide(self, message: Asked, beside: Sequence[Asked] = ()) -> Decided:
        """Return what to do about a message, and remember it.

        Args:
            message: What came.
            beside: All that the same person wrote and that is not replied to yet, the message among it, in order.
        """
        utterance = self._listener.utterance(message)
        # Safety reads the message before anything is matched: no path leads to a decision around this line.
        finding = self._find(utterance, beside)
        if finding.verdict is not Verdict.URGENT and (chat := self._without_matching(message, utterance)):
            chat = self._afterwards(message, utterance, chat) or chat
            return Decided(chat, Trace(chat.because, read=utterance.text, finding=finding))
        weighed = self._unless_unread(self._weigh_whole(message, utterance, finding), utterance.text)
        if after := self._afterwards(message, utterance, weighed.decision):
            return Decided(after, self._trace(utterance.question, weighed._replace(decision=after)))
        self._remember(message, utterance.question, weighed.decision)
        spoken = (
            (utterance.text, utterance.repaired, normalise(utterance.quoted))
            if weighed.decision.kind is Kind.URGENT
            else ()
        )
        injection = any(map(mentions_injection, spoken)) or any(
            map(self._safety.language.mentions_injection, spoken)
        )
        return Decided(weighed.decision, self._trace(utterance.question, weighed), injection)

    def picked(self, message: Message, entry: str) -> Decided:
        """Return that an entry of the file is shown, and remember it as if it was asked for."""
        self._go_on_from(message, entry)
        decision = Decision(Kind.ANSWER, Because.PICKED, entry=entry)
        return Decided(decision, Trace(Because.PICKED, read=self._entries[entry].question, context=entry))

    def _find(self, utterance: Utterance, beside: Sequence[Asked]) -> Finding:
        """Return what safety finds in a message, or in all that is not replied to yet."""
        finding = self._listener.find_in(utterance)
        if finding.verdict is not Verdict.URGENT and len(beside) > 1:
            return self._listener.find_together(beside) or finding
        return finding

    def _without_matching(self, message: Asked, utterance: Utterance) -> Decision | None:
        """Return what to do about a message that asks nothing new of the file; None where it may."""
        decision = self._picked_in_words(message, utterance)
        if decision and decision.entry:
            self._go_on_from(message, decision.entry)
        return decision or self._without_question(message, utterance)

    def _afterwards(self, message: Asked, utterance: Utterance, decision: Decision) -> Decision | None:
        """Return what to do about what is told after an urgent reply, where nothing of the file fits; else None.

        Nothing is remembered of it, so that whatever is told next comes after that reply, too.
        """
        context = self._recall(message)
        if context is None or not context.alarmed or asks(utterance.text):
            return None
        is_unanswered = decision.because in _LEFT_ALONE and not decision.offered
        if not (is_unanswered or decision.say in _LIGHT):
            return None
        return Decision(Kind.HELP, Because.AFTERWARDS, say="afterwards")

    def _weigh_whole(self, message: Asked, utterance: Utterance, finding: Finding) -> _Weighed:
        """Return a message with what to do about it, or about the one of its questions that is replied to."""
        weighed = self._weigh(message, utterance.question, finding, feeling_in(utterance.text))
        # A topic's own wording may hold two questions: its author wrote it as one.
        if finding.verdict is not Verdict.URGENT and not self._matcher.is_of_a_topic(utterance.question):
            weighed = self._weigh_together(message, utterance.parts, weighed.decision.kind) or weighed
        decision = weighed.decision
        if decision.because is Because.FAR and (
            self._goes_on(message, utterance) or speaks_to_the_bot(utterance.text)
        ):
            return weighed._replace(decision=dataclasses.replace(decision, because=Because.UNLIKELY))
        return weighed

    def _unless_unread(self, weighed: _Weighed, text: str) -> _Weighed:
        """Return what was weighed, or that the bot does not read the language of a text."""
        language = guess(text, self._encoder.vocabulary) if _may_be_unread(weighed) else ""
        # Whoever writes in the file's own language is understood, and only asks what is not in it.
        if not language or base_of(language) == base_of(self._faq.language):
            return weighed
        finding = dataclasses.replace(weighed.finding, language=language)
        return weighed._replace(finding=finding, decision=Decision(Kind.ABSTAIN, Because.OTHER_LANGUAGE))

    def _remember(self, message: Asked, question: str, decision: Decision) -> None:
        """Remember what was asked, for what may go on from it."""
        # What was not read is no other subject: "and for the neck?" goes on from what was asked before it.
        if decision.because is Because.OTHER_LANGUAGE:
            return
        # A reply that sends somebody to a person is no subject to go on from.
        is_subject = decision.kind not in {Kind.URGENT, Kind.DECLINE}
        missed, alarmed = decision.because in _MISSED, decision.kind is Kind.URGENT
        before = self._conversations.recall(message)
        self._conversations.remember(
            message, question if is_subject else "", decision.entry, missed=missed, alarmed=alarmed
        )
        # "The one about the neck", right after an offer: "and the other two" is of the same.
        if before and not before.entry and decision.entry in before.offered and len(before.offered) <= ALL_AT_MOST:
            self._conversations.offer(message, before.offered)

    def _picked_in_words(self, message: Asked, utterance: Utterance) -> Decision | None:
        """Return what to do about a pick of what was offered; None where a message is none."""
        context = self._recall(message) or Context("", "", message.at)
        # A number may be a wording of the file.
        if self._matcher.knows(utterance.text):
            return None
        # As it is meant, too: "the secnd one" would be read as a part of the question before it.
        for text in dict.fromkeys((utterance.text, utterance.question)):
            picked = picked_in(text, context.offered, context.entry)
            if picked is not None:
                return decide_picked([each for each in picked if each in self._entries])
        offered = tuple(each for each in context.offered if each in self._entries)
        if not context.entry and is_undecided(utterance.text, offered):
            return Decision(Kind.CLARIFY, Because.SMALL_TALK, offered=offered)
        return None

    def _without_question(self, message: Asked, utterance: Utterance) -> Decision | None:
        """Return what to do about a message that holds no question for the file; None where it may hold one."""
        if not any(map(str.isalnum, utterance.text)) and (wordless := _without_words(message, utterance.text)):
            return wordless
        # Others' words are heard for emergencies and never answered, so there is nothing else to say of them.
        if utterance.quoted and asks_about_a_quotation(utterance.text):
            return Decision(Kind.HELP, Because.SMALL_TALK, say="quoted")
        context = self._recall(message)
        # "I have that now", after an answer: their own case, though no word of it says of what.
        if context and context.entry and self._safety.is_about_health and has_what_was_told(utterance.text):
            seeks = context.entry == self._faq.seek_help
            return Decision(Kind.DECLINE, Because.ADVICE, say=Guidance.NORMAL if seeks else Guidance.ADVICE)
        # Repair reads "thx" as thanks, and may take a greeting for a word of the file: any reading will do.
        talk = (
            small_talk(utterance.repaired)
            or small_talk(utterance.text)
            or small_talk(utterance.question)
            or self._safety.language.small_talk(utterance.text)
        )
        # What is small talk elsewhere may be a question of this file: "contact", "privacy policy".
        if talk is None or self._matcher.knows(utterance.text):
            return None
        return _decide_said(talk)

    def _weigh(
        self,
        message: Asked,
        question: str,
        finding: Finding,
        feeling: Feeling | None = None,
    ) -> _Weighed:
        match, context = self._follow_ups.match(question, self._recall(message))
        decision = decide(finding, match, self.thresholds, feeling)
        return _Weighed(finding, match, context, decision)

    def _weigh_together(self, message: Asked, questions: Sequence[str], whole: Kind) -> _Weighed | None:
        """Return the one of several questions that is replied to, with the others; None where they are one.

        What is declined as a whole stays declined: a case may be told in one part and asked about in another.
        """
        parts = [
            # A part comes from the text as it is meant: there is nothing left to repair.
            self._weigh(message, part, self._safety.check(part, part))
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

    def _goes_on(self, message: Message, utterance: Utterance) -> bool:
        """Tell whether a message leans on what came before it: nothing sure can be said of its subject."""
        question = utterance.question
        leans = refers_back(question) or self._safety.language.refers_back(question)
        return leans and self._recall(message) is not None

    def _recall(self, message: Message) -> Context | None:
        """Return what was asked before: here, or as another bot tells, of which the words are not known."""
        follows = message.follows if isinstance(message, Asked) else ""
        # The message tells what it goes on from, so this process need not have been the one that answered.
        if entry := self._entries.get(follows):
            return Context(entry.question, entry.id, message.at)
        if follows and (topic := self._faq.topic(follows)):
            return Context(topic.phrasings[0], "", message.at, missed=True)
        return self._conversations.recall(message)

    def _go_on_from(self, message: Message, entry: str) -> None:
        """Remember an entry that was picked as if it was asked for, and what it was picked from."""
        context = self._conversations.recall(message)
        self._conversations.remember(message, self._entries[entry].question, entry)
        if context:
            self._conversations.offer(message, context.offered)

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


def _without_words(message: Asked, text: str) -> Decision | None:
    """Return what to do about a message in which no word is read; None where it is a greeting at most."""
    if not text and message.withheld:
        return Decision(Kind.HELP, Because.WITHHELD, say="withheld")
    if not text and message.attached:
        return Decision(Kind.HELP, Because.FILES_ALONE, say="files")
    sign = said_in_signs(message.text)
    return _decide_said(sign) if sign else None


def _decide_said(said: SmallTalk | Feeling) -> Decision:
    """Return what to do about small talk, or a feeling that is told in nothing else."""
    if isinstance(said, SmallTalk):
        return Decision(Kind.HELP, _BECAUSE.get(said, Because.SMALL_TALK), say=said)
    return Decision(Kind.DECLINE, Because.FEELING, say=said)


def _may_be_unread(weighed: _Weighed) -> bool:
    """Tell whether a message in another language may have come to a decision: never to help or to a person."""
    decision = weighed.decision
    if decision.kind is Kind.ANSWER:
        return bool(weighed.context)
    return decision.because is Because.UNSURE or (decision.kind is Kind.ABSTAIN and not decision.offered)
