"""Finds the phrases of a table in a sentence, one slip of typing a word forgiven."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from botcore.safety.slips import Slips
from botcore.safety.tokens import BREAK, FEVER, NUMBER
from botcore.text.templates import parse_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botcore.safety.tokens import Token
    from botcore.text.templates import Template

_MAX_SKIPPED = 3
"""The most small words skipped between two words of a phrase: "my chest is just so very tight"."""

_FORMS_KEPT = 512
"""Words of which a book remembers what they may stand for: those of some messages, nearly all of them common."""

_PERSON = "{he}"
_NOTHING = frozenset({"{my}", "{is}"})
"""Classes whose words may stand anywhere in a phrase, and may be missing: nothing needs to be found for them."""


_LabelT = TypeVar("_LabelT")


class Label(NamedTuple):
    """What the table says of a phrase.

    Attributes:
        category: The red flag it names.
        had: Whether it is something that one has ("chest pain"), not something that happens ("cannot breathe").
    """

    category: str
    had: bool = False


class Span(NamedTuple, Generic[_LabelT]):
    """A phrase found in a sentence, from its first token to one past its last."""

    start: int
    end: int
    label: _LabelT


class _Node(Generic[_LabelT]):
    """What may follow, word by word, and what the table says of the phrase that ends here."""

    __slots__ = ("after", "label")

    def __init__(self) -> None:
        self.after: dict[str, tuple[_Node[_LabelT], ...]] = {}
        self.label: _LabelT | None = None


class Phrasebook(Generic[_LabelT]):
    """Phrases, each with a label; of two that begin at one place the longer is found."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, _LabelT]],
        *,
        fillers: frozenset[str] = frozenset(),
        people: frozenset[str] = frozenset(),
        known: frozenset[str] = frozenset(),
        is_strict: bool = False,
        may_hold_commas: bool = False,
    ) -> None:
        """Learn phrases; of two labels that share one, the label learned last counts.

        Args:
            phrases: Templates with their labels.
            fillers: Words that may stand inside a phrase without changing it.
            people: Words that stand for the class `{he}`.
            known: Words that are right as they stand, so no slip of another.
            is_strict: Whether no slip of typing is forgiven.
            may_hold_commas: Whether a `,` of a template stands for a comma; nothing else leads across one.
        """
        self._across = (BREAK,) if may_hold_commas else ()
        self._fillers = fillers
        self._people = people
        self._known = known
        self._root: _Node[_LabelT] = _Node()
        words: dict[str, str] = {}
        for text, label in phrases:
            for end in _grow([self._root], parse_template(text), words):
                # A template whose places may all be left out would make every empty stretch a phrase.
                if end is not self._root:
                    end.label = label
        self._slips = None if is_strict else Slips(words)
        self._forms = functools.lru_cache(maxsize=_FORMS_KEPT)(self._find_forms)

    def find(self, tokens: Sequence[Token]) -> list[Span[_LabelT]]:
        """Return the phrases in a sentence, from left to right, none overlapping another."""
        # Nothing leads across a comma: the words on both sides are no phrase together.
        forms = [self._across if token.word == BREAK else self._forms(token) for token in tokens]
        forms.append(())
        found, start = [], 0
        while start < len(tokens):
            span = self._longest(tokens, forms, start)
            if span:
                found.append(span)
            start = span.end if span else start + 1
        return found

    def _longest(
        self, tokens: Sequence[Token], forms: Sequence[tuple[str, ...]], start: int
    ) -> Span[_LabelT] | None:
        """Return the longest phrase that begins at a token; None when none does.

        Args:
            tokens: Of a sentence.
            forms: What each may stand for, and nothing behind the last.
            start: The number of the token.
        """
        if self._root.after.keys().isdisjoint(forms[start]):
            return None
        best: Span[_LabelT] | None = None
        open_ends = [(self._root, start, 0)]
        seen = set()
        while open_ends:
            node, index, skipped = open_ends.pop()
            # A phrase ends with a word of its own: a filler behind it belongs to what follows.
            if node.label is not None and not skipped and (best is None or index > best.end):
                best = Span(start, index, node.label)
            if index == len(tokens):
                continue
            ahead = forms[index + 1]
            may_skip = index + 1 < len(tokens) and tokens[index + 1].word in self._fillers
            for form in forms[index]:
                for each in node.after.get(form, ()):
                    # Of a hundred phrases that begin with a word, the next word leaves a few.
                    if each.label is None and not may_skip and each.after.keys().isdisjoint(ahead):
                        continue
                    # A word and its class may lead to one place; followed twice, ways would double at each word.
                    if (each, index) not in seen:
                        seen.add((each, index))
                        open_ends.append((each, index + 1, 0))
            if skipped < _MAX_SKIPPED and node is not self._root and tokens[index].word in self._fillers:
                open_ends.append((node, index + 1, skipped + 1))
        return best

    def _find_forms(self, token: Token) -> tuple[str, ...]:
        """Return what a token may stand for: itself, its classes and the words it may be a slip of."""
        word, form = token.word, token.form
        forms = [word] if form == word else [word, form]
        # 39 is a fever to one phrase and a number of tablets to another.
        if form == FEVER:
            forms.append(NUMBER)
        if word in self._people:
            forms.append(_PERSON)
        if self._slips and word not in self._known:
            forms += self._slips.meant(word)
        return tuple(forms)


def _grow(starts: list[_Node[_LabelT]], template: Template, words: dict[str, str]) -> list[_Node[_LabelT]]:
    """Add the paths of a template behind some nodes and return where they end; gather the words on the way.

    Words that may stand at one place lead to one node: a template of hundreds of phrases costs a few nodes.
    """
    for place in template:
        # A phrase of one word joins the words beside it, so that one node stands for them all.
        longer = [phrase for phrase in place.phrases if not _is_word(phrase)]
        named = [*place.words, *(phrase[0].words[0] for phrase in place.phrases if _is_word(phrase))]
        # One text for each word, however many templates say it.
        said = [words.setdefault(word, word) for word in named if word not in _NOTHING]
        ends = list(starts) if place.is_optional or len(said) < len(named) else []
        if said:
            node: _Node[_LabelT] = _Node()
            ends.append(node)
            alone = (node,)
            for start in starts:
                for word in said:
                    before = start.after.get(word)
                    start.after[word] = (*before, node) if before else alone
        for phrase in longer:
            ends += _grow(starts, phrase, words)
        starts = list(dict.fromkeys(ends))
    return starts


def _is_word(phrase: Template) -> bool:
    # A place inside a group is one word or one group: only the group itself joins several by `|`.
    return len(phrase) == 1 and bool(phrase[0].words) and not phrase[0].is_optional
