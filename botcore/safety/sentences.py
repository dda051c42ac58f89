"""Takes a sentence apart: its words, and the phrases of the table among them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.safety.heard import CRY
from botcore.safety.phrasebook import Label, Phrasebook, Span
from botcore.safety.readings import readings
from botcore.safety.roles import DETERMINERS, HERE, ROLE, Roles
from botcore.safety.table import DONE, HAD
from botcore.safety.telegrams import is_telegram, joined
from botcore.safety.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botcore.safety.table import Frames, Table

_MILD, _EVERYDAY, _HARMLESS, _SETTING = "mild", "everyday", "harmless", "setting"

MASK = "_"
"""Stands for a word of what only sounds like a symptom; the form of its token is the word itself."""


@dataclass(frozen=True)
class Sentence:
    """A sentence taken apart.

    Attributes:
        tokens: With what only sounds like a symptom masked.
        spans: The phrases in it, from left to right.
        asks: Whether it ends with a question mark.
        said_in: All its words, those that are masked among them.
        is_telegram: Whether it is pieces with commas between, and no question.
    """

    tokens: tuple[Token, ...]
    spans: tuple[Span[Label], ...]
    asks: bool = False
    said_in: frozenset[str] = frozenset()
    is_telegram: bool = False

    @functools.cached_property
    def words(self) -> tuple[str, ...]:
        """Its tokens as they are compared."""
        return tuple([token.word for token in self.tokens])

    @functools.cached_property
    def covered(self) -> frozenset[int]:
        """The places of the tokens that belong to a phrase."""
        return frozenset(index for span in self.spans for index in range(span.start, span.end))

    @functools.cached_property
    def _beginning(self) -> dict[int, Span[Label]]:
        """Where each phrase begins; looked for one by one, hundreds of them would cost as many times as much."""
        return {span.start: span for span in self.spans}

    @property
    def is_masked(self) -> bool:
        """Whether anything in it is masked."""
        return MASK in self.words

    def placed(self, start: int = 0, end: int | None = None, *, unmasked: bool = False) -> str:
        """Return the words of a stretch with `HAD` or `DONE` for each phrase, the form the patterns read.

        Args:
            start: Of the stretch, a place among the tokens.
            end: One past its last token; None: the sentence's own end.
            unmasked: Whether what is masked is to be read, too.
        """
        end = len(self.tokens) if end is None else end
        said = [token.form if unmasked and token.word == MASK else token.word for token in self.tokens]
        words, index = [], start
        while index < end:
            # Patterns read one letter for a phrase, whatever its words: "no H" is no chest pain and no stroke.
            span = self._beginning.get(index)
            words.append((HAD if span.label.had else DONE) if span else said[index])
            index = span.end if span else index + 1
        return " ".join(words)

    def said(self, span: Span[Label]) -> str:
        """Return the words of a phrase, with blanks between them."""
        return " ".join(self.words[span.start : span.end])


class Books:
    """The phrases of the table that are looked for in a sentence, a book for each sort.

    Args:
        table: The phrases.
        frames: The words that may stand among them.
        known: Words that are right as they stand, so no slip of another; empty: only those of the table.
    """

    def __init__(self, table: Table, frames: Frames, known: frozenset[str]) -> None:
        book = functools.partial(Phrasebook, fillers=frames.fillers, people=frames.persons, known=known)
        self._symptoms = book((text, Label(category, had)) for category, had, text in table.symptoms())
        self._mild = book((text, Label(_MILD, had)) for had, text in table.after.each())
        self._cries = book((text, Label(CRY)) for text in table.cries)
        everyday = ((text, Label(_EVERYDAY)) for text in table.everyday)
        self._everyday = Phrasebook(everyday, fillers=frames.everyday, known=known)
        harmless = ((text, Label(_HARMLESS)) for text in table.harmless)
        self._harmless = Phrasebook(harmless, fillers=DETERMINERS, known=known)
        settings = ((text, Label(_SETTING)) for text in frames.settings)
        self._settings = Phrasebook(settings, is_strict=True)
        assurances = ((text, Label(_SETTING)) for text in frames.assurances)
        self._assurances = Phrasebook(assurances, is_strict=True)
        self._roles = Roles(frames)
        self._others = frames.others | {ROLE.word}

    def take_apart(self, part: str, *, mild: bool = False) -> Sentence:
        """Return one sentence of a text taken apart, with its emergencies.

        Args:
            part: The sentence, normalised.
            mild: Whether to look for what comes after an injection and is no emergency, in their place.
        """
        tokens, asks = self._without_assurances(tokenise(part)), part.endswith("?")
        if mild:
            return self._without_harmless(tokens, self._mild.find(tokens), asks=asks)
        in_pieces = not asks and is_telegram(tokens)
        found = self._symptoms.find(joined(tokens) if in_pieces else tokens)
        sentence = self._without_harmless(tokens, _merged(found, readings(tokens)), asks=asks)
        return self._without_settings(self._with_roles(replace(sentence, is_telegram=in_pieces)))

    def with_cries(self, sentence: Sentence) -> Sentence:
        """Return a sentence with its cries for help in place of its emergencies."""
        return self._without_harmless(sentence.tokens, self._cries.find(sentence.tokens), asks=sentence.asks)

    def with_everyday(self, sentence: Sentence) -> Sentence:
        """Return a sentence with what hurts people every day in place of its emergencies."""
        return replace(sentence, spans=tuple(self._everyday.find(sentence.tokens)))

    def _with_roles(self, sentence: Sentence) -> Sentence:
        """Return a sentence with `ROLE` for whoever is told of by a role or a trade."""
        if not sentence.spans:
            return sentence
        return replace(sentence, tokens=self._roles.told(sentence.tokens, sentence.covered))

    def _without_assurances(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return tokens with `HERE` for what says that it is meant: "not a drill" denies no symptom."""
        if not (found := self._assurances.find(tokens)):
            return tokens
        inside = {index for each in found for index in range(each.start, each.end)}
        return [HERE if index in inside else token for index, token in enumerate(tokens)]

    def _without_settings(self, sentence: Sentence) -> Sentence:
        """Return a sentence with `HERE` for where and when something happens to somebody else.

        Of oneself such words make a figure of speech as often as not: "I died during that film".
        """
        if not sentence.spans or self._others.isdisjoint(sentence.words):
            return sentence
        tokens = list(sentence.tokens)
        for found in self._settings.find(tokens):
            for index in set(range(found.start, found.end)) - sentence.covered:
                tokens[index] = HERE
        return replace(sentence, tokens=tuple(tokens))

    def _without_harmless(self, tokens: Sequence[Token], spans: list[Span[Label]], *, asks: bool) -> Sentence:
        """Return a sentence without the phrases that are part of a longer one that means something else."""
        said_in = frozenset(token.word for token in tokens)
        if not spans:
            return Sentence(tuple(tokens), (), asks, said_in)
        masked = list(tokens)
        for other in self._harmless.find(tokens):
            length, touching = other.end - other.start, _touching(spans, other)
            if all(span.end - span.start <= length for span in touching):
                spans = [span for span in spans if span not in touching]
                within = slice(other.start, other.end)
                masked[within] = [Token(MASK, each.word) for each in masked[within]]
        return Sentence(tuple(masked), tuple(spans), asks, said_in)


def _merged(spans: list[Span[Label]], more: Iterable[Span[Label]]) -> list[Span[Label]]:
    """Return spans with those of another sort between them; in order.

    Of two that share a token the first sort stays, unless it is part of the other: "sats 80" of "o2 sats 80".
    """
    others = list(more)
    kept = [span for span in spans if not any(_is_within(span, each) for each in others)]
    return sorted([*kept, *(each for each in others if not _touching(kept, each))])


def _is_within(span: Span[Label], other: Span[Label]) -> bool:
    return other.start <= span.start and span.end <= other.end and span[:2] != other[:2]


def _touching(spans: Sequence[Span[Label]], other: Span[Label]) -> list[Span[Label]]:
    """Return the spans that share a token with another."""
    return [span for span in spans if span.start < other.end and span.end > other.start]
