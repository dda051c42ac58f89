"""Knows people by what they are to others: "our night porter", "a pensioner", "two of the players"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.safety.tokens import BREAK, Token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from botcore.safety.table import Frames

ROLE = Token("_who", "_who")
"""Stands for a role: a person whom no pattern reads, so that no trade sounds like a film or a match."""

HERE = Token("here", "here")
"""Stands for what tells nothing more, of a person or where they are: a small word that no pattern reads."""

DETERMINERS = frozenset({"a", "an", "the", "my", "his", "her", "their", "our", "your"})

_COUNTED = frozenset({"this", "that", "some", "one", "two", "three", "four", "five", "both", "several", "'s"})
"""What stands before a role beside these: "two climbers", "this tourist", "our son's tutor"."""

_TOLD_BY = frozenset({
    "at", "for", "saw", "by", "to", "than", "like", "as", "off", "from", "into", "about", "against", "no", "any",
})  # fmt: skip
"""Behind these somebody is told of and does nothing: "as a driver I …", "I am dying at the referee"."""

_IS = frozenset({"is", "are", "am", "was", "were", "be", "been", "'s", "become", "became"})
"""Behind these a role says what somebody is: "I am a swimmer"; "there is a swimmer" tells of one."""

_OF_THEM = frozenset({"one", "two", "three", "four", "five", "some", "several", "both", "all"})
"""Before "of" these make one of many: "one of our players"."""

_NOW = frozenset({"has", "have", "not", "help", "ambulance", "please", "call", "999", "911", "112"})
"""What says, beside `Frames.recent`, that something is told as it happens: stories are told in other words."""


_SURNAMED = frozenset({"mr", "mrs"})
"""Titles that stand before nothing but a name."""

_OPENING = frozenset({
    BREAK, "and", "but", "then", "so", "because", "help", "please", "omg", "god", "now", "just", "here", "urgent",
    "emergency", "hi", "hello", "hey", "when", "think", "says", "said",
})  # fmt: skip
"""Behind these a name is whoever is told of next: "help, Ben collapsed"."""


class Roles:
    """Finds whoever is told of by a role or a trade.

    Args:
        frames: The words for them, and for what may stand before those.
    """

    def __init__(self, frames: Frames) -> None:
        self._roles = _with_plurals(frames.roles)
        self._performers = _with_plurals(frames.performers)
        self._people = frames.others
        self._heads = self._roles | self._performers | self._people
        self._epithets = frames.epithets | frames.others
        self._now = frames.recent | _NOW
        self._names = frames.names
        self._before_names = _OPENING | self._heads | frames.titles

    def told(self, tokens: Sequence[Token], kept: Collection[int]) -> tuple[Token, ...]:
        """Return a sentence with `ROLE` for each role, and `HERE` for what stands between it and its article.

        Args:
            tokens: Of the sentence.
            kept: The places of those that belong to a phrase, and stay.
        """
        told = list(tokens)
        is_now = any(token.word in self._now for token in tokens)
        for index, token in enumerate(tokens):
            if index in kept or token.word not in self._heads:
                continue
            # A captain falls in stories and on the pitch: what is told of now is neither.
            is_performer = token.word in self._performers
            # What opens with one and goes on with a symptom is a telegram: "volunteer unconscious".
            if is_performer and not index and 1 in kept:
                told[0] = ROLE
                continue
            if is_performer and not is_now:
                continue
            first = self._first(tokens, index, kept)
            if first is None or (is_performer and not first):
                continue
            # Words for people are read as they stand; the trade before them is not.
            told[first:index] = [HERE] * (index - first)
            told[index] = token if token.word in self._people else ROLE
        for index in self._named(tokens, kept):
            told[index] = ROLE
        return tuple(told)

    def _named(self, tokens: Sequence[Token], kept: Collection[int]) -> Iterator[int]:
        """Yield the places of people's names, and of titles before them: "Ben", "Mrs Okafor", "Grandpa Joe"."""
        for index, token in enumerate(tokens):
            if index in kept:
                continue
            before = tokens[index - 1].word if index else BREAK
            if token.word in self._names and before in self._before_names:
                yield index
            # Behind these any word is a name; "dr" and "miss" stand before others, too.
            elif before in _SURNAMED and index - 1 not in kept and token.word != BREAK:
                yield from (index - 1, index)

    def _first(self, tokens: Sequence[Token], index: int, kept: Collection[int]) -> int | None:
        """Return where a person's name by a role begins, behind its article; None where it is no person's."""
        first = index
        while first and first - 1 not in kept and self._is_epithet(tokens[first - 1]):
            first -= 1
        if not first or tokens[first - 1].word == BREAK:
            return first
        *_, whose, before, article = (BREAK, BREAK, *(token.word for token in tokens[:first]))
        if article not in DETERMINERS and article not in _COUNTED:
            return None
        if before == "of":
            return first if whose in _OF_THEM else None
        says_what = before in _IS and whose not in {"there", BREAK}
        return None if says_what or before in _TOLD_BY else first

    def _is_epithet(self, token: Token) -> bool:
        return token.word in self._epithets or token.word.isdigit()


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    return words | {f"{word}s" for word in words}
