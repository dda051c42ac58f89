"""What to do about a message that asks nothing new of the file: a pick, small talk, a sign, news of an alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.conversation import Context
from botcore.decision import Decision, decide_picked
from botcore.leaning import has_what_was_told
from botcore.picking import is_undecided, picked_in
from botcore.questions import asks
from botcore.reply import Guidance, Kind
from botcore.text import Feeling, SmallTalk, asks_about_a_quotation, said_in_signs, small_talk
from botcore.trace import Because

if TYPE_CHECKING:
    from botcore.faq import Faq
    from botcore.listener import Utterance
    from botcore.matching import Matcher
    from botcore.messages import Asked
    from botcore.safety import Safety

_BECAUSE = {
    SmallTalk.THANKS: Because.THANKS,
    SmallTalk.HELLO: Because.GREETING,
    SmallTalk.HELP: Because.ABOUT_THE_BOT,
    SmallTalk.WHAT_I_AM: Because.ABOUT_THE_BOT,
    SmallTalk.PRIVACY: Because.ABOUT_THE_BOT,
    SmallTalk.ORIGIN: Because.ABOUT_THE_BOT,
    SmallTalk.OWNER: Because.ABOUT_THE_BOT,
}

_LEFT_ALONE = frozenset({Because.FAR, Because.STRANGE, Because.UNLIKELY})
"""Reasons for which somebody is told no more than that there is no answer: "I called them" asks for none."""

_LIGHT = frozenset({SmallTalk.THANKS, SmallTalk.GOODBYE, SmallTalk.NEVER_MIND, SmallTalk.HELLO})
"""Small talk that is too light a matter to be replied to as such right after an emergency."""


class Unasked:
    """Decides about what needs no matching; whether a message is urgent was asked before."""

    def __init__(self, faq: Faq, safety: Safety, matcher: Matcher) -> None:
        """Prepare to decide.

        Args:
            faq: What may be said.
            safety: Knows the file's language, and whether it is about health.
            matcher: Knows the file's wordings, which are questions whatever else they look like.
        """
        self._seek_help = faq.seek_help
        self._entries = {entry.id for entry in faq.entries}
        self._safety = safety
        self._matcher = matcher

    def decide(self, message: Asked, utterance: Utterance, context: Context | None) -> Decision | None:
        """Return what to do about a message; None where it may ask something of the file.

        Args:
            message: What came.
            utterance: What it says.
            context: What was asked before, if anything.
        """
        picked = self._picked_in_words(utterance, context or Context("", "", message.at))
        return picked or self._without_question(message, utterance, context)

    def _picked_in_words(self, utterance: Utterance, context: Context) -> Decision | None:
        """Return what to do about a pick of what was offered; None where a message is none."""
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

    def _without_question(self, message: Asked, utterance: Utterance, context: Context | None) -> Decision | None:
        """Return what to do about a message that holds no question for the file; None where it may hold one."""
        if not any(map(str.isalnum, utterance.text)) and (wordless := _without_words(message, utterance.text)):
            return wordless
        # Others' words are heard for emergencies and never answered, so there is nothing else to say of them.
        if utterance.quoted and asks_about_a_quotation(utterance.text):
            return Decision(Kind.HELP, Because.SMALL_TALK, say="quoted")
        # "I have that now", after an answer: their own case, though no word of it says of what.
        if context and context.entry and self._safety.is_about_health and has_what_was_told(utterance.text):
            seeks = context.entry == self._seek_help
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


def decide_afterwards(text: str, context: Context | None, decision: Decision) -> Decision | None:
    """Return what to do about what is told after an urgent reply, where nothing of the file fits; else None.

    Args:
        text: What is told, normalised.
        context: What was asked before, if anything.
        decision: What would be done about it at any other time.
    """
    if context is None or not context.alarmed or asks(text):
        return None
    is_unanswered = decision.because in _LEFT_ALONE and not decision.offered
    if not (is_unanswered or decision.say in _LIGHT):
        return None
    return Decision(Kind.HELP, Because.AFTERWARDS, say="afterwards")


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
