"""Spelling repair towards the words the file itself uses.

A word the encoder has no vector of its own for falls into meaningless pieces. Such a word goes to the
nearest word of the file, where one is near enough; every word the encoder knows is left alone.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA, DamerauLevenshtein

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

_Key = TypeVar("_Key", int, str)
TOKEN = re.compile(r"[^\W\d_]{4,}(?:'[^\W\d_]+)?|(?<![^\W_])[^\W\d_]+(?:'[^\W\d_]+)?(?![^\W_])")
"""A word that may be misspelt; a short one beside a figure is a unit or part of a name: "10mg", "t1w"."""
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "y", "ish", "ness", "less")
_BEGINNINGS = ("un", "non", "over", "under", "pre", "post", "anti", "micro", "hyper", "hypo")
_NEIGHBOURS = {
    letter: set(row[max(0, i - 1) : i + 2]) | set(below[max(0, i - 1) : i + 1])
    for row, below in (("qwertyuiop", "asdfghjkl"), ("asdfghjkl", "zxcvbnm"), ("zxcvbnm", ""))
    for i, letter in enumerate(row)
}
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("sh", "S"), ("ch", "S"), ("ti", "S"), ("ci", "s"), ("ce", "s"), ("c", "k"),
    ("q", "k"), ("x", "ks"), ("z", "s"), ("dg", "j"), ("gh", ""), ("kn", "n"), ("wr", "r"), ("h", ""),
    ("j", "S"), ("g", "k"), ("w", "v"),
)  # fmt: skip

CHAT = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "wat": "what", "wht": "what", "wot": "what",
    "wats": "what's", "whats": "what's", "hw": "how", "hows": "how's", "teh": "the", "thx": "thanks",
    "pls": "please", "plz": "please", "ppl": "people", "bc": "because", "cuz": "because", "cos": "because",
    "b4": "before", "dr": "doctor", "docs": "doctors", "doc": "doctor", "rlly": "really", "abt": "about",
    "fx": "effects", "w": "with", "im": "i'm", "ive": "i've", "dont": "don't", "doesnt": "doesn't",
    "cant": "can't", "isnt": "isn't", "wont": "won't", "didnt": "didn't", "thats": "that's", "n": "and",
    "inj": "injection", "injs": "injections", "dis": "this", "dat": "that", "da": "the", "wen": "when",
    "wher": "where", "wich": "which", "whic": "which", "shud": "should", "wud": "would", "cud": "could",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "smth": "something", "smthg": "something",
    "med": "medical", "meds": "medicines", "tmrw": "tomorrow", "bf": "boyfriend", "gf": "girlfriend",
}  # fmt: skip
"""What people type for common words; written by hand."""

LEAST_SIMILARITY = 0.7
"""At 0.6 three in five rare but right words went to a word of the file ("stenosis" to "sepsis"), at 0.7 one in
three; of words of the file with two slips 76 and 68 % come back, with one 94 and 93 %."""

_SURE_SIMILARITY = 0.8
"""Of a word of the file to a likelier one, for it to be a slip: one edit in five letters or more."""

_LEAST_LETTERS = 4
_MOST_REPAIRED = 24
"""Words of one message; the rest stays as it was typed. Of 1,376 messages of three decks none has more than six
words that nobody knows, and each that is looked up costs as much as the rest of an ordinary message."""

_MOST_EDITS = 3.0
"""More would turn one therapy into another: "hydrotherapy" is four edits from "prolotherapy"."""


class Speller:
    """Repairs words towards a vocabulary.

    Args:
        vocabulary: Words worth repairing to, in any case, as often as they are used.
        known: Words that are right as they stand.
        heard: Words as people type them, as often as they do: worth repairing to where they are right.
    """

    def __init__(self, vocabulary: Iterable[str], known: frozenset[str], *, heard: Iterable[str] = ()) -> None:
        right = (word for word in heard if is_form_of(word.casefold(), known))
        # What people type for common words may itself be misspelt: "cnat" is "cant" is "can't".
        spoken = (*vocabulary, *right, *CHAT)
        self._uses = Counter(word.casefold() for word in spoken if len(word) >= _LEAST_LETTERS)
        self._vocabulary = sorted(self._uses)
        self._known = known
        self._kept = known | frozenset(self._vocabulary)
        self._sounds = {word: sound(word) for word in self._vocabulary}
        self._lengths = _grouped(self._vocabulary, len)
        self._alike = _grouped(self._vocabulary, self._sounds.__getitem__)
        self._nearest = functools.lru_cache(maxsize=4096)(self._find)

    def repair(self, text: str) -> str:
        """Return the text with its misspelt words replaced; the rest, punctuation included, stays."""
        repaired: dict[str, str] = {}

        def right(match: re.Match[str]) -> str:
            word = match.group()
            folded = word.casefold()
            if folded in CHAT:
                return CHAT[folded]
            if len(folded) < _LEAST_LETTERS or is_form_of(folded, self._kept):
                return word
            if folded not in repaired and len(repaired) < _MOST_REPAIRED:
                nearest = self._nearest(folded) or word
                repaired[folded] = CHAT.get(nearest, nearest)
            return repaired.get(folded, word)

        return TOKEN.sub(right, text)

    def nearest(self, word: str) -> str | None:
        """Return what a misspelt word, in lower case, was meant to be; None where nothing is near."""
        return word if word in self._kept else self._nearest(word)

    def _find(self, word: str) -> str | None:
        """Return the nearest word, or two words run together taken apart; None when nothing is near."""
        if apart := self._apart(word):
            return apart
        best = self._best(word, LEAST_SIMILARITY)
        if best is None or best in CHAT or is_form_of(best, self._known):
            return best
        # The file's own wordings are misspelt at times: not every word of it is one to repair to.
        right = [each for each in self._within_reach(best) if self._is_likelier(each, best)]
        return self._best(best, _SURE_SIMILARITY, right) or best

    def _is_likelier(self, word: str, other: str) -> bool:
        return word != other and (word in self._known or self._uses[word] > 2 * self._uses[other])

    def _best(self, word: str, least: float, candidates: Iterable[str] | None = None) -> str | None:
        """Return the most similar word above a similarity, of equals the most used; None when there is none."""
        best = None
        within = self._within_reach(word) if candidates is None else candidates
        for candidate in sorted(within, key=lambda each: (-self._uses[each], each)):
            similarity = self._similarity(word, candidate)
            if similarity > least:
                best, least = candidate, similarity
        return best

    def _within_reach(self, word: str) -> set[str]:
        """Return the words that may be similar enough: the rest is left out without being looked at closely.

        Only words of one length are forgiven slips, 0.4 of each; only words of one sound are forgiven more.
        """
        reach = 1 + len(word) // 3
        found = {each for each in self._alike.get(sound(word), ()) if abs(len(each) - len(word)) <= reach}
        for length in range(len(word) - reach, len(word) + reach + 1):
            most = min(_MOST_EDITS, (1 - LEAST_SIMILARITY) * max(length, len(word)))
            if abs(length - len(word)) <= most and (group := self._lengths.get(length)):
                # Between words of one length an edit may count 0.6 (`edits`): so many more can be within reach.
                edits = most / 0.6 if length == len(word) else most
                found.update(within(word, group, int(edits)))
        return found

    def _apart(self, word: str) -> str | None:
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            sides = [side in self._sounds for side in (left, right)]
            if any(sides) and all(sides) | (left in _SHORT_WORDS) | (right in _SHORT_WORDS):
                return f"{left} {right}"
        return None

    def _similarity(self, word: str, candidate: str) -> float:
        """Return a similarity in [0, 1]: edits by spelling, forgiven in part where keys or sounds agree."""
        slips = edits(word, candidate, alike=sound(word) == self._sounds[candidate])
        return 0.0 if slips > _MOST_EDITS else 1 - slips / max(len(word), len(candidate))


def within(word: str, others: Iterable[str], most: int) -> list[str]:
    """Return the words at most so many edits from another: letters more, less, other or changed about.

    The nearest first, of equals as they came. First a quicker count, which takes for one edit more
    what it does not know: two letters changed about with others coming or going between them, two edits at least.
    """
    quickly = process.extract_iter(word, others, scorer=OSA.distance, score_cutoff=most + most // 2)
    near = [each for each, _, _ in quickly]
    found = process.extract(word, near, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=None)
    return [each for each, _, _ in found]


def edits(word: str, other: str, *, alike: bool) -> float:
    """Return how many letters tell two words apart, forgiven in part where keys or sounds agree."""
    count = float(DamerauLevenshtein.distance(word, other))
    if len(word) == len(other):
        slips = sum(b in _NEIGHBOURS.get(a, ()) for a, b in zip(word, other, strict=True) if a != b)
        # Letters that changed places are the fingers' slip, not the mind's, as is a key beside the right one.
        slips = max(slips, int(sorted(word) == sorted(other)))
        count -= 0.4 * min(slips, count)
    if alike:
        count *= 0.6
    return count + 0.5 * (word[0] != other[0])


_SHORT_WORDS = frozenset({
    "is", "the", "a", "an", "to", "in", "of", "on", "at", "my", "me", "it", "do", "so", "or", "if", "as", "by",
    "we", "for", "and", "are", "can", "how", "why", "not", "was", "has", "had", "any", "get", "its", "her",
    "his", "our", "may", "who",
})  # fmt: skip


def is_form_of(word: str, known: Container[str]) -> bool:
    """Tell whether a word, or the word it is a form of, is one of those known."""
    if word in known:
        return True
    for beginning in _BEGINNINGS:
        # "unremarkable" in a report on a scan would otherwise be read as "unbearable".
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) > _LEAST_LETTERS and rest in known:
            return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _LEAST_LETTERS - 1:
            doubled = stem[:-1] if stem[-1] == stem[-2] else stem
            if stem in known or f"{stem}e" in known or doubled in known:
                return True
    return False


def _grouped(words: Iterable[str], key: Callable[[str], _Key]) -> dict[_Key, list[str]]:
    """Return the words by their key, in order."""
    groups: dict[_Key, list[str]] = {}
    for word in words:
        groups.setdefault(key(word), []).append(word)
    return groups


@functools.lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Return a rough key of how a word sounds: its consonants, those that sound alike made one."""
    first, rest = word[:1], word[1:]
    if first != "h":  # silent inside a word, and heard before it
        first, rest = "", word
    for letters, sound in _SOUNDS:
        rest = rest.replace(letters, sound)
    word = first + rest
    consonants = [letter for letter in word[1:] if letter not in "aeiouy"]
    kept = [letter for i, letter in enumerate(consonants) if i == 0 or letter != consonants[i - 1]]
    return word[:1] + "".join(kept)
