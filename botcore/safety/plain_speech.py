"""What is said plainly is heard by rule: a symptom by its name, in a frame of small words, is a report.

No model has a say in it. "I have chest pain", "my mum can't breathe help" and "since the injection my legs are
numb" are a phrase of the table and nothing but small words; "can it cause chest pain" and "no chest pain" are calm
frames, in which the same words report nothing and the classifier decides.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from botcore.safety.framing import CRISIS, Framing
from botcore.safety.heard import CRY, Heard
from botcore.safety.sentences import Books
from botcore.safety.table import DONE, HAD
from botcore.safety.tokens import BREAK, FEVER, Token, split_sentences
from botcore.text import READ_AGAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.safety.sentences import Sentence
    from botcore.safety.table import Frames, Table

_QUOTATION = re.compile(r'"[^"\n]{3,300}"')
_DENIAL = re.compile(rf"(?:\w+ ){{1,3}}(?:do|does|have|has) not (?:have |got |had )?(?:an? |any )?{HAD}")
"""A whole sentence that says who does not have something: "my mum does not have any chest pain"."""

_NUMBER_ALONE = re.compile(r"(?:(?:911|999|112|9[ -]1[ -]1|9[ -]9[ -]9|1[ -]1[ -]2)[\s!?.,]*)+")
"""The number of an ambulance, in most of the world, and nothing beside it: a sentence without a letter is none."""

_SITES = frozenset({"area", "site", "spot"})
"""Whoever speaks of one speaks of their own injection's."""

_NOBODY = frozenset({"it", "this", "that", "them", "they", "who"})
"""Words for people that do not say whose an after-effect is."""


class PlainSpeech:
    """Hears what is said plainly.

    Args:
        table: The phrases, by category.
        frames: The words and patterns around them.
        known: Words that are right as they stand, so no slip of another; empty: only those of the table.
    """

    def __init__(self, table: Table, frames: Frames, known: frozenset[str] = frozenset()) -> None:
        self._frames = frames
        self._framing = Framing(frames)
        self._books = Books(table, frames, known | self._framing.small)
        # A message's parts are asked for by `hear`, `is_calm` and the weighing in turn.
        self._take_apart = functools.lru_cache(maxsize=READ_AGAIN)(self._books.take_apart)

    def warm(self) -> None:
        """Make now what is made when it is first needed."""
        self._frames.warm()

    def hear(self, text: str) -> list[Heard]:
        """Return every report in a text, in order; each sentence counts for itself.

        Args:
            text: Normalised, as written.
        """
        sentences = [self._take_apart(part) for part in split_sentences(_without_quotations(text))]
        heard = [
            Heard(span.label.category, sentence.said(span), self._framing.is_bare(sentence))
            for index, sentence in enumerate(sentences)
            for span in self._framing.reported(sentence)
            if not self._is_calmed(sentences, index)
        ]
        # Who names something is answered about that; "help" beside it says nothing more.
        return heard or self._cry(text, sentences)

    def is_calm(self, text: str) -> bool:
        """Tell whether a text names what is urgent in calm frames alone; harm to oneself never is."""
        sentences = [self._take_apart(part) for part in split_sentences(text)]
        named = [sentence for sentence in sentences if sentence.spans]
        if any(span.label.category in CRISIS for sentence in named for span in sentence.spans):
            return False
        return bool(named) and all(map(self._framing.is_calm, named))

    def is_plainly_calm(self, text: str) -> bool:
        """Tell whether a text says only what somebody does not have, everyday pain, news or a set phrase."""
        sentences = [self._take_apart(part) for part in split_sentences(text)]
        return bool(sentences) and all(map(self._says_nothing_urgent, sentences))

    def _says_nothing_urgent(self, sentence: Sentence) -> bool:
        if self._frames.is_headline(sentence.placed()):
            return True
        if sentence.spans:
            return bool(_DENIAL.fullmatch(sentence.placed()))
        return (sentence.is_masked and self._framing.is_bare(sentence)) or self._is_everyday(sentence)

    def _is_everyday(self, sentence: Sentence) -> bool:
        """Tell whether a sentence says what hurts, for how long and whom, and nothing else."""
        inside = self._books.with_everyday(sentence).covered
        rest = [token for index, token in enumerate(sentence.tokens) if index not in inside]
        return bool(inside) and all(map(self._is_beside_everyday, rest))

    def _is_beside_everyday(self, token: Token) -> bool:
        # 39 beside a stiff neck is a fever until somebody says otherwise.
        is_number = token.word.isdigit() and token.form != FEVER
        return is_number or token.word == BREAK or token.word in self._frames.everyday

    def asks_if_normal(self, text: str) -> bool:
        """Tell whether a text reports a mild after-effect and asks whether that is normal."""
        sentences = [self._take_apart(part, mild=True) for part in split_sentences(text)]
        words = " ".join(word for sentence in sentences for word in sentence.words)
        if not any(pattern.search(words) for pattern in self._frames.normal):
            return False
        return any(
            sentence.spans and not self._frames.is_calm_sentence(sentence.placed()) and self._is_own(sentence)
            for sentence in sentences
        )

    def _is_own(self, sentence: Sentence) -> bool:
        """Tell whether an after-effect is somebody's whom the writer knows."""
        words = set(sentence.words)
        return (
            bool(words & (self._frames.people - _NOBODY))
            # "Since the jab": whoever counts from it tells of their own.
            or "since" in words
            or bool(words & _SITES)
        )

    def _is_calmed(self, sentences: Sequence[Sentence], index: int) -> bool:
        """Tell whether a sentence beside a report says that it is over, another's or no report."""
        beside = [*sentences[max(0, index - 1) : index], *sentences[index + 1 : index + 2]]
        return any(map(self._is_aftermath, beside))

    def _is_aftermath(self, sentence: Sentence) -> bool:
        """Tell whether a sentence speaks of what is over; one that reports something itself calms nothing."""
        return not sentence.spans and self._frames.is_aftermath(" ".join(sentence.words))

    def _cry(self, text: str, sentences: Sequence[Sentence]) -> list[Heard]:
        """Return a cry for help that is all there is to a message."""
        # In capitals alone: "help" in small letters asks what the bot can do.
        if text.strip(" !.?") == "HELP":
            return [Heard(CRY, "HELP")]
        if _NUMBER_ALONE.fullmatch(text):
            return [Heard(CRY, text)]
        cries = list(map(self._books.with_cries, sentences))
        if not any(each.spans for each in cries):
            return []
        placed = [each.placed() for each in cries]
        if any(map(self._frames.is_calm_sentence, placed)) or any(map(self._frames.is_calm_clause, placed)):
            return []
        said = " ".join(placed).split()
        if {HAD, DONE} & set(said) and all(word in {HAD, DONE} or word in self._framing.small for word in said):
            return [Heard(CRY, " ".join(word for each in cries for word in each.words))]
        return []


def _without_quotations(text: str) -> str:
    """Return a text without what stands in quotation marks, unless all of it does: it is somebody else's."""
    # A word that nobody knows stands in its place: what was quoted does not become bare small talk around a gap.
    own = _QUOTATION.sub(" _ ", text)
    return own if any(map(str.isalpha, own)) else text
