"""What a follow-up matches: read with the question before it, with the answer to that, or by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from botcore.at_home import AtHome
from botcore.languages import OwnLanguage
from botcore.leaning import (
    asks_how_soon,
    asks_of_another_case,
    asks_on,
    asks_when_felt,
    changes_subject,
    may_lean,
    points,
    points_at_what_was_asked,
)
from botcore.text import words

if TYPE_CHECKING:
    from botcore.conversation import Context
    from botcore.encoding import Encoder
    from botcore.faq import Faq
    from botcore.matching import Match, Matcher


class FollowUps:
    """Matches questions of one file that may lean on what was asked before."""

    def __init__(self, faq: Faq, matcher: Matcher, encoder: Encoder, language: OwnLanguage | None = None) -> None:
        self._entries = {entry.id: entry for entry in faq.entries}
        self._wordings = faq.wordings
        self._at_home = AtHome(faq)
        self._matcher = matcher
        self._encoder = encoder
        self._language = language or OwnLanguage(faq.language)

    def match(self, question: str, context: Context | None) -> tuple[Match, str]:
        """Return what a question matches, and the entry it goes on from; "": it stands by itself.

        Args:
            question: What is asked, in the words it most likely means.
            context: What was asked before; None: nothing that is remembered.
        """
        match, entry = self._read(question, context)
        if context and context.missed and self._means_what_was_missed(question, context.question):
            return _doubted(match), entry
        return match, entry

    def _read(self, question: str, context: Context | None) -> tuple[Match, str]:
        leans = may_lean(question) or self._language.refers_back(question)
        # Short as it may be, a topic's own wording is a whole question.
        leans = leans and not self._matcher.is_of_a_topic(question)
        if context is None or not context.question or not leans:
            return self._matcher.match(question, self._encoder.encode(question)), ""
        # The new words first: what comes first weighs more in a sentence vector.
        joined = f"{question} {context.question}"
        alone = self._matcher.match(question, self._encoder.encode(question))
        together = self._together(question, alone, context, joined)
        if together.best.score > alone.best.score and (self._answers(together) or not alone.could_be):
            return together, context.entry
        return alone, ""

    def _together(self, question: str, alone: Match, context: Context, joined: str) -> Match:
        """Return what a follow-up matches, read together with what it leans on."""
        both = self._encoder.encode(joined)
        # A follow-up goes on to something else, unless it asks for more or its own words say the same again.
        stays = self._asks_for_more(question, alone, context)
        match = self._matcher.match(joined, both, without="" if stays else context.entry)
        if stays or (self._answers(alone) and not self._points(question)):
            return match
        homes = [] if self._answers(match) else self._at_home.homes(question)
        if context.entry and not self._answers(match) and (context.entry in homes or self._stays(question)):
            return self._matcher.match(joined, both)
        if homes == [alone.best.id] and alone.topic is None:
            # "And for slack joints?" names what one entry is about, and leaves out what is asked of it.
            named = f"{question} {self._entries[homes[0]].question}"
            return self._matcher.match(named, self._encoder.encode(named))
        if context.entry and alone.topic is None and self._points(question):
            # "That" may be what the answer spoke of: "how does that help a neck?" after one that names the agent.
            told = f"{question} {_first_sentence(self._entries[context.entry].answer)}"
            answered = self._matcher.match(told, self._encoder.encode(told), without=context.entry)
            return answered if self._is_answered_by(answered, match, alone) else match
        return match

    def _is_answered_by(self, told: Match, asked: Match, alone: Match) -> bool:
        """Tell whether a follow-up is answered where it is read with what was told before.

        It must be surer so than with what was asked. An answer has many words: where the follow-up's own offer
        something, an entry that neither they nor what was asked before offer is found by the answer's alone.
        """
        least = self._matcher.calibration.thresholds.clarify
        offered = {each.id for each in (*alone.candidates, *asked.candidates) if each.score >= least}
        fits = alone.best.score < least or told.best.id in offered
        return fits and self._answers(told) and told.best.score > asked.best.score

    def _asks_for_more(self, question: str, alone: Match, context: Context) -> bool:
        soon = asks_how_soon(question)
        says_the_same = alone.topic is None and alone.best.id == context.entry
        says_how_soon = soon and soon in self._words_of(context.entry)
        return (
            asks_on(question)
            or self._language.asks_on(question)
            or says_the_same
            or bool(says_how_soon)
            or self._asks_when(question, context.entry)
        )

    def _points(self, question: str) -> bool:
        """Tell whether a question points at something, in English or in the file's language."""
        return points(question) or self._language.points(question)

    def _asks_when(self, question: str, entry: str) -> bool:
        """Tell whether a question asks when what an answer tells of is felt, and the answer says so."""
        if not entry or not asks_when_felt(question, self._entries[entry].answer):
            return False
        return self._at_home.is_nowhere(question)

    def _means_what_was_missed(self, question: str, before: str) -> bool:
        """Tell whether a question may be about what the one before it named and the file has no answer to."""
        if changes_subject(question) or any(map(self._at_home.names_the_subject, (question, before))):
            return False
        return points_at_what_was_asked(question, before)

    def _stays(self, question: str) -> bool:
        """Tell whether a question asks what was asked before of another case."""
        return asks_of_another_case(question) and self._at_home.stays_within(question)

    def _answers(self, match: Match) -> bool:
        return match.best.score >= self._matcher.calibration.thresholds.answer

    def _words_of(self, entry: str) -> set[str]:
        return {word for wording in self._wordings.get(entry, ()) for word in words(wording.casefold())}


def _doubted(match: Match) -> Match:
    """Return a match whose best candidate is offered at most."""
    against = (*match.best.against, "it may be about what was asked before, which has no answer")
    best = replace(match.best, against=against, is_doubted=True)
    return replace(match, candidates=(best, *match.candidates[1:]))


def _first_sentence(text: str) -> str:
    """Return a text up to its first full stop before a blank; all of it where there is none."""
    return text.partition(". ")[0]
