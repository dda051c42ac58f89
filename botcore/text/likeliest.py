"""The likeliest words behind what was typed.

Each word may be right, a slip for another, or several run together; neighbours may be one word torn apart. Of
all ways to read a text the one that surprises least is taken, slips and words counted together: the noisy
channel of Kernighan, Church and Gale (1990), found by Viterbi's algorithm.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from botcore.text.expectation import Expectation
from botcore.text.neighbours import Neighbours
from botcore.text.normalisation import READ_AGAIN, without_accents
from botcore.text.run_together import BLANK_MISSING, RunTogether, spelt_out
from botcore.text.small_words import CALLED_OUT, SMALL
from botcore.text.spelling import CHAT, TOKEN, is_form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


_EDIT = 3.2
"""What a letter typed amiss surprises by: about one word in 25 has one."""

_BLANK_AMISS = 3.0
"""The same of a blank too many."""

_ANOTHER = 2.5
"""What it surprises by, beside its edits, that a word is right by itself and yet was not meant: at 5 "the common
agenda" stays, at 1 "who paid for the study" becomes "who pain for the study"."""

_MOST_AMISS = 0.4
"""The share of its letters by which a word that is right by itself may miss the one that was meant, keys and
sounds forgiven nothing: "aged" is "agent" and "witch" is "which", but "cafe" is no "card", and "half an hour" no
"home". Of 1,434 messages of five decks it changes how seven are read, all of which were misread; no reply."""

_MOST_LETTERS = 24
"""The longest word that may be a slip; longer ones are run together or nothing."""

_COMMON = 12_000
"""Words of the language that may be meant beside those of the file, or typed for another; rarer ones hardly ever
are: whoever writes "phototherapy" means it, near as it is to a word of this file."""

_LEAST_RIGHT = 4
"""A shorter word that is right has too many others one slip away."""

_LEAST_TORN = 8
"""Letters of a word that is recognised torn apart and misspelt at once, as a phone hears it: "decks trose"."""

_MOST_TORN_EDITS = 2.5
_LEAST_APART = 6
"""Letters of a word that may be a whole sentence: shorter ones are names and slips."""

_TORN = re.compile(r"(?<![^\W_])[^\W\d_]([ .\-_*/])[^\W\d_](?:\1(?:'\1?)?[^\W\d_]){2,}(?![^\W_]|')")
"""Letters typed one by one, with the same sign between: "i c a n t b r e a t h e", "h.e.l.p"."""

_MOST_UNKNOWN = 24
"""Words looked up in one message; what else is unknown stays. Of 1,376 messages of three decks none has more than
six; the most random letters a message can have then cost what ten ordinary messages do, not 200."""


class _Way(NamedTuple):
    """One way to read some words of a text.

    Attributes:
        words: What they are read as.
        cost: What the slips surprise by, in nats.
        taken: How many words of the text these are.
        is_spaced: Whether only blanks are put in or taken out.
    """

    words: tuple[str, ...]
    cost: float
    taken: int = 1
    is_spaced: bool = False


class _Reached(NamedTuple):
    """The best way to have read a text up to some place, ending in some word."""

    cost: float
    way: _Way
    before: str


class Likeliest:
    """Reads texts as what they most likely mean to say."""

    def __init__(
        self,
        sentences: Sequence[Sequence[str]],
        *,
        language: Mapping[str, int],
        known: frozenset[str],
        heard: Iterable[str] = (),
        chat: Mapping[str, str] = CHAT,
    ) -> None:
        """Learn what may be meant.

        Args:
            sentences: The words of a file's wordings, in lower case, each in order.
            language: How often the words of its language are met, the most common first.
            known: Further words that are right by themselves.
            heard: Words as people type them, meant where they are right.
            chat: What people type for common words → what they mean.
        """
        own = Counter(word for said in sentences for word in said if word.isalpha() and len(word) > 1)
        self._common = frozenset(word for word in itertools.islice(language, _COMMON) if len(word) > 1)
        right = functools.partial(_is_right, language, known)
        meant = (each for each in sorted({each.casefold() for each in heard}) if len(each) > 1 and right(each))
        self._neighbours = Neighbours(own, [*sorted(self._common), *meant])
        self._expectation = Expectation(sentences, language)
        self._run_together = RunTogether(self._expectation, own, language, chat=chat)
        self._chat = chat
        self._is_right = functools.lru_cache(maxsize=4096)(right)
        self._read = functools.lru_cache(maxsize=READ_AGAIN)(self._ways_of)
        self._alone = functools.lru_cache(maxsize=4096)(lambda word: tuple(self._ways(word)))
        self._together = functools.lru_cache(maxsize=4096)(lambda parts: tuple(self._joined(parts)))

    def read(self, text: str) -> str:
        """Return the text in the words it most likely means; its punctuation, and what is right, stays."""
        return _written(text, self._read(text))

    def spaced(self, text: str) -> str:
        """Return the text with the blanks that `read` puts in and takes out, and every other slip left."""
        return _written(text, [each for each in self._read(text) if each[2].is_spaced])

    def closed_up(self, text: str) -> str:
        """Return the text with the words that letters typed one by one make; those that make none stay."""
        return _TORN.sub(self._closed_up, text)

    def apart(self, text: str) -> str:
        """Return the text with every word that is none taken apart where it can be, however unlikely that is.

        For whoever must miss nothing: "icantbreathe" is likelier a name than a sentence, and may be one.
        """
        tokens = [each for each in TOKEN.finditer(text) if len(each.group()) >= _LEAST_APART]
        unknown = [each for each in tokens if not self._is_right(_bare(each.group()))][:_MOST_UNKNOWN]
        read, end = [], 0
        for each in unknown:
            if parts := self._run_together.exact(_bare(each.group())):
                read += [text[end : each.start()], " ".join(parts.words)]
                end = each.end()
        return "".join(read) + text[end:]

    def _closed_up(self, torn: re.Match[str]) -> str:
        word = "".join(filter(str.isalpha, torn.group()))
        if self._is_right(_bare(word)) or self._expectation.expects(_bare(word)):
            return word
        parts = self._run_together.exact(_bare(word))
        return " ".join(parts.words) if parts else torn.group()

    def _ways_of(self, text: str) -> tuple[tuple[int, int, _Way], ...]:
        """Return the likeliest ways to read a text: where each begins and ends in it."""
        tokens = list(TOKEN.finditer(text))
        best = self._best([_bare(each.group()) for each in tokens], _gaps(text, tokens))
        return tuple((tokens[first].start(), tokens[first + way.taken - 1].end(), way) for first, way in best)

    def _best(self, typed: Sequence[str], gaps: Sequence[str]) -> list[tuple[int, _Way]]:
        """Return the ways that surprise least together, each with the number of its first word, in order."""
        looked_up = self._looked_up(typed)
        reached: list[dict[str, _Reached]] = [{"": _Reached(0.0, _Way((), 0.0, 0), "")}]
        reached += [{} for _ in typed]
        for at, word in enumerate(typed):
            ways = [*(self._alone(word) if word in looked_up else (_Way((word,), 0.0),))]
            for count in (2, 3):
                if at + count <= len(typed) and all(gap == " " for gap in gaps[at : at + count - 1]):
                    ways += self._together(tuple(typed[at : at + count]))
            for before, so_far in reached[at].items():
                for way in ways:
                    cost = so_far.cost + way.cost + self._surprise(way.words, before)
                    there, last = reached[at + way.taken], way.words[-1]
                    # What follows hangs on the last word alone: of all ways to it only the best matters.
                    if last not in there or cost < there[last].cost:
                        there[last] = _Reached(cost, way, before)
        return _back(reached)

    def _looked_up(self, typed: Sequence[str]) -> set[str]:
        """Return the words that may be others: all that are right, and so many of the rest."""
        unknown = dict.fromkeys(word for word in typed if not self._is_right(word))
        return set(typed) - set(list(unknown)[_MOST_UNKNOWN:])

    def _surprise(self, said: Sequence[str], before: str) -> float:
        if len(said) == 1:
            return self._expectation.surprise(said[0], before)
        return sum(self._expectation.surprise(word, last) for last, word in itertools.pairwise((before, *said)))

    def _ways(self, word: str) -> Iterator[_Way]:
        """Yield the ways to read one word: as it stands, as another, as several."""
        if word in self._chat:
            yield _Way(spelt_out(word, self._chat), 0.0)
            return
        yield _Way((word,), 0.0)
        is_right = self._is_right(word)
        if is_right and not self._may_be_another(word):
            return
        if 1 < len(word) <= _MOST_LETTERS:
            slip = _ANOTHER if is_right else 0.0
            for other, edits in self._neighbours.near(word).items():
                if not is_right or DamerauLevenshtein.normalized_distance(word, other) <= _MOST_AMISS:
                    yield _Way(spelt_out(other, self._chat), slip + _EDIT * edits)
        if not is_right and (parts := self._run_together.parts(word)):
            yield _Way(parts.words, BLANK_MISSING * (len(parts.words) - 1) + parts.slips, is_spaced=True)

    def _may_be_another(self, right: str) -> bool:
        if right in CALLED_OUT:
            return False
        return len(right) >= _LEAST_RIGHT and right in self._common and not self._expectation.uses(right)

    def _joined(self, parts: tuple[str, ...]) -> Iterator[_Way]:
        """Yield the words that neighbours may be one of, torn apart."""
        word, slips = "".join(parts), _BLANK_AMISS * (len(parts) - 1)
        # "A" and "I" are words of their own; joined to a neighbour they make too many others.
        if min(map(len, parts)) == 1:
            return
        if self._expectation.expects(word):
            # Two right words may be meant as two: "every day", "some time".
            yield _Way((word,), slips, len(parts), is_spaced=not all(map(self._is_right, parts)))
        elif _LEAST_TORN <= len(word) <= _MOST_LETTERS and SMALL.isdisjoint(parts):
            for other, edits in self._neighbours.near_of_telling(word).items():
                if edits <= _MOST_TORN_EDITS:
                    yield _Way((other,), slips + _EDIT * edits, len(parts))


def _written(text: str, ways: Iterable[tuple[int, int, _Way]]) -> str:
    """Return a text with stretches of it written as they are read."""
    read, end = [], 0
    for start, after, way in ways:
        typed, meant = text[start:after], " ".join(way.words)
        read += [text[end:start], typed if _bare(typed) == meant else meant]
        end = after
    return "".join(read) + text[end:]


def _bare(typed: str) -> str:
    """Return a word in the form in which a file's are met: nobody means another one by an accent more or less."""
    return without_accents(typed.casefold())


def _is_right(language: Mapping[str, int], known: frozenset[str], word: str) -> bool:
    return is_form_of(word, language) or is_form_of(word, known)


def _gaps(text: str, tokens: Sequence[re.Match[str]]) -> list[str]:
    return [text[left.end() : right.start()] for left, right in itertools.pairwise(tokens)]


def _back(reached: Sequence[Mapping[str, _Reached]]) -> list[tuple[int, _Way]]:
    """Return the way to the least surprising end, followed from there."""
    at = len(reached) - 1
    last = min(reached[at], key=lambda word: reached[at][word].cost)
    ways = []
    while at:
        _, way, before = reached[at][last]
        at, last = at - way.taken, before
        ways.append((at, way))
    return ways[::-1]
