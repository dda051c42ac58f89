"""The one door: a message in, a reply out. Safety first, then matching, then the decision."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from botcore.conversation import Context, Conversations, has_what_was_told, refers_back
from botcore.decision import Decision, decide, decide_picked, decide_together
from botcore.encoding import Encoder, VectorCache
from botcore.follow_ups import FollowUps
from botcore.languages import base_of, guess
from botcore.listener import Listener
from botcore.matching import Matcher
from botcore.messages import (
    Alerted,
    Asked,
    Configured,
    Forgot,
    Guidance,
    Held,
    Interrupted,
    Kind,
    Opened,
    Picked,
    Rated,
    Relayed,
    Step,
    Summed,
)
from botcore.picking import picked_in
from botcore.questions import MOST, several_questions
from botcore.reply import Composer, Practices, Services
from botcore.text import (
    SmallTalk,
    asks_about_a_quotation,
    feeling_in,
    mentions_injection,
    normalise,
    page_asked_for,
    small_talk,
    speaks_to_the_bot,
    split_quoted,
    without_chatter,
)
from botcore.trace import Because, Trace, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botcore.faq import Faq
    from botcore.matching import Match
    from botcore.messages import Message, Reply
    from botcore.text import Feeling
    from botcore.trace import Finding, Thresholds


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
        self._encoder = vectors.encoder
        self._matcher = Matcher(faq, vectors, progress=progress)
        self.listener = Listener(faq, vectors)
        self._safety = self.listener.safety
        self._composer = Composer(faq, services or Services(), practices or Practices())
        self._conversations = Conversations()
        self._follow_ups = FollowUps(faq, self._matcher, self._encoder)
        self._likeliest = self.listener.likeliest

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
            case Rated():
                return self._rated(message)
            case Relayed():
                return self._relayed(message)
            case Configured() | Forgot():
                return self._ruled(message)
            case Alerted() | Summed() | Opened() | Interrupted() | Held():
                return self._unasked(message)

    def _ruled(self, message: Configured | Forgot) -> Reply:
        """Return what is said to people about how the bot behaves, or about what it keeps of them."""
        if isinstance(message, Configured):
            return self._composer.configured(message, Trace(Because.CONFIGURED))
        self._conversations.forget(message.person)
        return self._composer.forgotten(Trace(Because.FORGOTTEN), failed=message.failed)

    def _unasked(self, message: Alerted | Summed | Opened | Interrupted | Held) -> Reply:
        """Return what is said to people who have asked nothing, or nothing that is known."""
        match message:
            case Alerted():
                kind = self._safety.guidance(message.finding)
                return self._composer.alert(kind, message.link, Trace(Because.ALERTED), reached=message.reached)
            case Summed():
                return self._composer.summed(message, Trace(Because.SUMMED))
            case Opened():
                return self._composer.everything(Trace(Because.ABOUT_THE_BOT))
            case Interrupted():
                return self._composer.interrupted()
            case Held():
                return self._composer.held(message, Trace(Because.HELD))

    def _with_who_hears(self, message: Asked, reply: Reply) -> Reply:
        """Return a reply with who does not see it, or who else hears of it, where it is urgent."""
        if message.others:
            return self._composer.passed_on(reply)
        return self._composer.told(reply) if message.told else reply

    @property
    def thresholds(self) -> Thresholds:
        """What scores are held against."""
        return self._matcher.calibration.thresholds

    def forget(self) -> None:
        """Forget every conversation."""
        # Replaced, not emptied: other threads may be reading the old one.
        self._conversations = Conversations()

    def apology(self) -> Reply:
        """Return what to say when something broke outside the core."""
        return self._composer.apology()

    def stopping(self) -> Reply:
        """Return what to say to a message that there is no time left to read."""
        return self._composer.stopping()

    def hears(self, *lines: Asked) -> bool:
        """Tell by rule, in about a millisecond, whether one person's lines may report a red flag.

        They are read as one: "my husband" and "cannot breathe" say together what neither says alone.
        """
        return self.listener.hears(*lines)

    def find(self, message: Asked) -> Finding:
        """Return what safety finds in a message, by rule and by model; nothing is matched, nothing remembered."""
        return self.listener.find(message)

    def warm(self) -> None:
        """Make now what `hears` makes when it first needs it: two seconds' work, for a thread beside its use."""
        self._safety.warm()

    def busy(self, message: Asked, beside: Sequence[Asked] = (), *, enough: bool = False) -> Reply:
        """Return what to say to a message there is no room for: the whole reply all the same if it is urgent.

        Args:
            message: What came.
            beside: As for `reply`.
            enough: Whether there is no room because several messages of the same person are waiting.
        """
        urgent = self.listener.find_together([message]) or self.listener.find_together(beside)
        return self.reply(message, beside) if urgent else self._composer.busy(enough=enough)

    def unread(self, *, enough: bool = False) -> Reply:
        """Return what to say to a message there is not even time to look through."""
        return self._composer.busy(enough=enough)

    def _asked(self, message: Asked, beside: Sequence[Asked] = ()) -> Reply:
        reply = self._read(message, beside)
        if reply.suggestions:
            self._conversations.offer(message, tuple(each.entry for each in reply.suggestions))
        return reply

    def _read(self, message: Asked, beside: Sequence[Asked]) -> Reply:
        said = split_quoted(message.text)
        quoted = "\n".join(filter(None, (said.quoted, message.quoted)))
        text = self.listener.read(said.own)
        # Two readings of slips: safety's models and thresholds were fitted on words repaired one by one.
        repaired = self.listener.repair(text)
        meant = self._likeliest.read(text)
        question, parts = without_chatter(meant), several_questions(meant)
        # Safety reads the message before anything is matched: no path leads to a reply around this line.
        finding = self.listener.find_in(text, repaired, quoted)
        if finding.verdict is not Verdict.URGENT and len(beside) > 1:
            finding = self.listener.find_together(beside) or finding
        is_urgent = finding.verdict is Verdict.URGENT
        if not is_urgent and (
            chat := self._picked_in_words(message, text) or self._without_question(message, text, repaired, quoted)
        ):
            if chat.entry:
                self._go_on_from(message, chat.entry)
            return self._compose(message, chat, Trace(chat.because, read=text, finding=finding))
        weighed = self._weigh(message, question, finding, feeling_in(text))
        # A topic's own wording may hold two questions: its author wrote it as one.
        if not is_urgent and not self._matcher.is_of_a_topic(question):
            weighed = self._weigh_together(message, parts, weighed.decision.kind) or weighed
        finding, match, context, decision = weighed
        if decision.because is Because.FAR and (self._goes_on(message, question) or speaks_to_the_bot(text)):
            decision = dataclasses.replace(decision, because=Because.UNLIKELY)
        language = guess(text, self._encoder.vocabulary) if _may_be_unread(decision, context) else ""
        # Whoever writes in the file's own language is understood, and only asks what is not in it.
        if language and base_of(language) != base_of(self.faq.language):
            finding = dataclasses.replace(finding, language=language)
            decision = Decision(Kind.ABSTAIN, Because.OTHER_LANGUAGE)
        # A reply that sends somebody to a person is no subject to go on from.
        is_subject = decision.kind not in {Kind.URGENT, Kind.DECLINE}
        missed = decision.because in _MISSED
        # What was not read is no other subject: "and for the neck?" goes on from what was asked before it.
        if decision.because is not Because.OTHER_LANGUAGE:
            self._conversations.remember(message, question if is_subject else "", decision.entry, missed=missed)
        trace = self._trace(question, finding, match, decision, context)
        spoken = (text, repaired, normalise(quoted)) if decision.kind is Kind.URGENT else ()
        return self._compose(message, decision, trace, injection=any(map(mentions_injection, spoken)))

    def _picked_in_words(self, message: Asked, text: str) -> Decision | None:
        """Return what to do about a pick of what was offered; None where a message is none."""
        context = self._recall(message) or Context("", "", message.at)
        picked = picked_in(text, context.offered, context.entry)
        # A number may be a wording of the file.
        if picked is None or self._matcher.knows(text):
            return None
        return decide_picked([each for each in picked if each in self._entries])

    def _without_question(self, message: Asked, text: str, repaired: str, quoted: str) -> Decision | None:
        """Return what to do about a message that holds no question for the file; None where it may hold one."""
        if not text and message.withheld:
            return Decision(Kind.HELP, Because.WITHHELD, say="withheld")
        if not text and message.attached:
            return Decision(Kind.HELP, Because.FILES_ALONE, say="files")
        # Others' words are heard for emergencies and never answered, so there is nothing else to say of them.
        if quoted and asks_about_a_quotation(text):
            return Decision(Kind.HELP, Because.SMALL_TALK, say="quoted")
        context = self._recall(message)
        # "I have that now", after an answer: their own case, though no word of it says of what.
        if context and context.entry and self._safety.is_about_health and has_what_was_told(text):
            seeks = context.entry == self.faq.seek_help
            return Decision(Kind.DECLINE, Because.ADVICE, say=Guidance.NORMAL if seeks else Guidance.ADVICE)
        # Repair reads "thx" as thanks, and may take a greeting for a word of the file: either reading will do.
        talk = small_talk(repaired) or small_talk(text)
        # What is small talk elsewhere may be a question of this file: "contact", "privacy policy".
        if talk is None or self._matcher.knows(text):
            return None
        return Decision(Kind.HELP, _BECAUSE.get(talk, Because.SMALL_TALK), say=talk)

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
            self._weigh(message, part, self._safety.check(part, part, self._encoder.encode_all))
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

    def _goes_on(self, message: Message, question: str) -> bool:
        """Tell whether a message leans on what came before it: nothing sure can be said of its subject."""
        return self._recall(message) is not None and refers_back(question)

    def _recall(self, message: Message) -> Context | None:
        """Return what was asked before: here, or as another bot tells, of which the words are not known."""
        follows = message.follows if isinstance(message, Asked) else ""
        # The message tells what it goes on from, so this process need not have been the one that answered.
        if entry := self._entries.get(follows):
            return Context(entry.question, entry.id, message.at)
        if follows and (topic := self.faq.topic(follows)):
            return Context(topic.phrasings[0], "", message.at, missed=True)
        return self._conversations.recall(message)

    def _compose(self, message: Message, decision: Decision, trace: Trace, *, injection: bool = False) -> Reply:
        """Return the reply that was decided on, with what becomes of further questions in the message."""
        reply = self._first(message, decision, trace, injection=injection)
        others = decision.uncovered or decision.rest or decision.left
        if not (others or (decision.entry and decision.offered)):
            return reply
        offered = [self._entries[each] for each in decision.offered]
        uncovered = [topic for each in decision.uncovered if (topic := self.faq.topic(each))]
        return self._composer.beside(reply, offered, uncovered, rest=decision.rest, left=decision.left)

    def _first(self, message: Message, decision: Decision, trace: Trace, *, injection: bool) -> Reply:
        """Return the reply to the one question that is replied to."""
        offered = [self._entries[each] for each in decision.offered]
        match decision.kind:
            case Kind.URGENT:
                fits = self.faq.seek_help in decision.offered
                guidance = self._safety.guidance(trace.finding)
                return self._composer.urgent(guidance, trace, injection=injection, seek_help=fits)
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
        entry = self._entries.get(message.entry)
        if entry is None:
            return self._composer.gone(Trace(Because.GONE))
        self._go_on_from(message, entry.id)
        trace = Trace(Because.PICKED, read=entry.question, context=entry.id)
        return self._composer.answer(entry, trace, public=message.public)

    def _go_on_from(self, message: Message, entry: str) -> None:
        """Remember an entry that was picked as if it was asked for, and what it was picked from."""
        context = self._conversations.recall(message)
        self._conversations.remember(message, self._entries[entry].question, entry)
        if context:
            self._conversations.offer(message, context.offered)

    def _rated(self, message: Rated) -> Reply:
        if message.reason:
            # Of nobody in particular: what was asked before is no context of it, nor it of what comes next.
            heard = self._asked(Asked(message.reason, at=message.at))
            if heard.kind is Kind.URGENT:
                return heard
        return self._composer.noted(Trace(Because.RATED), asks_why=message.asks_why)

    def _relayed(self, message: Relayed) -> Reply:
        trace = Trace(Because.RELAYED)
        if message.step is Step.SENT:
            heard = self._asked(Asked(message.words, at=message.at))
            # They are in danger first, and then they wait for somebody.
            return self._composer.relayed(message, trace, urgent=heard if heard.kind is Kind.URGENT else None)
        offered = [self._entries[each] for each in message.offered if each in self._entries]
        return self._composer.relayed(message, trace, offered)

    def _trace(self, question: str, finding: Finding, match: Match, decision: Decision, context: str) -> Trace:
        return Trace(
            decision.because,
            read=question,
            finding=finding,
            candidates=match.candidates,
            thresholds=self.thresholds,
            context=context,
            topic=decision.topic,
            nearest_topic=match.topic or "",
            sureness=match.sureness,
        )


def _may_be_unread(decision: Decision, context: str) -> bool:
    """Tell whether a message in another language may have come to a decision: never to help or to a person."""
    if decision.kind is Kind.ANSWER:
        return bool(context)
    return decision.because is Because.UNSURE or (decision.kind is Kind.ABSTAIN and not decision.offered)
