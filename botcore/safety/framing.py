"""Tells which phrases of a sentence their frame makes a report.

A sentence is judged by its clauses. A phrase in one is reported unless a calm frame holds it back or it is of the
past, when small words alone stand beside it, or somebody who has it or does it right before it.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from botcore.safety.roles import DETERMINERS, HERE, ROLE
from botcore.safety.sentences import MASK
from botcore.safety.slips import Slips
from botcore.safety.telegrams import is_measured, pieces
from botcore.safety.tokens import BREAK, FEVER, NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.safety.phrasebook import Label, Span
    from botcore.safety.sentences import Sentence
    from botcore.safety.table import Frames
    from botcore.safety.tokens import Token

_SELF_HARM = "self-harm"
CRISIS = frozenset({_SELF_HARM, "overdose"})
"""Heard beside any other words: who says it seldom says nothing else, and it is worth a needless notice."""

_EVENTS = frozenset({
    "attack", "burn", "choking", "crush-cut", "drowning", "electric-shock", "eye", "fall", "gas", "head-injury",
    "poisoned", "allergic-reaction", "pregnancy",
})  # fmt: skip
"""What happens at one moment is told in the past: "he was stabbed" is news, unless it says when."""

_LEAST_ALONE = 3
"""The fewest words of a phrase heard without a frame: fewer are too often something else."""

_MOST_UNKNOWN = 6
"""The most words nobody knows before the symptom they stand beside: "has a leaking puncture site and fever"."""

_JOINING = frozenset(
    {"and", "but", "because", "so", "while", "then", "also", "plus", "cause", "though", "or", BREAK}
)
"""Behind these another clause may begin."""

_THEN = frozenset({"and", "but", "then", "now", "so", "because", "plus", BREAK})
"""Behind these somebody does the next thing: "ate a peanut and is swelling up"."""

_TOGETHER = frozenset({"and", "with", "plus", "then"})
"""What joins one thing that somebody has to the next: "a leaking drain and a fever"."""

_GOING_ON = frozenset({
    "that", "which", "with", "and", "after", "since", "in", "on", "from", "at", "when", "while", "but",
    "because", "down", "up", "through", "so", "during", "to", "for", "where", "into", "across", "around",
    "round", "by", "over", "under", "behind", "near", "of", "like", "too", BREAK,
})  # fmt: skip
"""What goes on telling of a symptom: "a headache with …", "chest pain that …"."""

_PRESENT = frozenset(
    {"is", "am", "are", "'s", "cannot", "can", "will", "keeps", "keep", "has", "does", "do", "now"}
)
"""What says that the next thing somebody does is done now, whatever was before: "was stung and is swelling up"."""

_WAS = frozenset({"was", "were"})

_PEOPLE_TOO = frozenset({"server", "servers", "keeper", "striker", "ref"})
"""Of the things that are another subject, those that somebody may be: one who waits at table, one who plays."""

_DEATH = frozenset({"died", "dead"})
"""In a phrase these tell of somebody's death."""

_SINCE = frozenset({"since"})
"""Says that something goes on, and of what is had for good since when: "since her stroke he works half days"."""

_SPELLS = frozenset({"minutes", "mins", "hour", "hours", "hrs", "day", "days", "night", "morning", "week"})
"""Behind "for" these tell how long one has had it; what one has had for years is calm by its own words."""

_HAS_HAD = re.compile(r"\b(?:have|has|not) had\b")
"""In a phrase itself this goes on: "has had chills all night"; "has had a stroke" may be long over."""


class _Clause(NamedTuple):
    """Part of a sentence that speaks of one person doing one thing, from its first token to one past its last."""

    sentence: Sentence
    start: int
    end: int

    @property
    def placed(self) -> str:
        """Its words with a letter for each phrase, as the patterns read them."""
        return self.sentence.placed(self.start, self.end)

    @property
    def masked_doer(self) -> str:
        """What does something at its beginning that only sounds like a symptom: "the drone crashed"."""
        places = range(self.start, self.end)
        behind = itertools.dropwhile(lambda at: self.sentence.words[at] in DETERMINERS, places)
        masked = list(itertools.takewhile(lambda at: self.sentence.words[at] == MASK, behind))
        doing = [self.sentence.tokens[at].form for at in masked]
        # One word alone may be what somebody was hurt with: "the mower took his foot off".
        return " ".join(doing) if len(doing) > 1 and _PEOPLE_TOO.isdisjoint(doing) else ""

    def holds(self, span: Span[Label]) -> bool:
        """Tell whether a phrase of the sentence begins here."""
        return self.start <= span.start < self.end

    def behind(self, span: Span[Label]) -> str:
        """Return the word behind a phrase; a break where the clause ends with it."""
        return self.sentence.words[span.end] if span.end < self.end else BREAK


class Framing:
    """Judges phrases by what stands around them.

    Attributes:
        small: The words that make nothing else of a report they stand beside.
    """

    def __init__(self, frames: Frames) -> None:
        self._people = frames.people | {ROLE.word}
        self._others = frames.others | {ROLE.word}
        self.small = frames.small | frames.having | self._people | frames.fillers | _JOINING
        self._frames = frames
        self._around = self._people | frames.having | frames.fillers | {HERE.word}
        self._lately = frames.recent - _SINCE
        self._slips = Slips(self.small)

    def reported(self, sentence: Sentence) -> Iterator[Span[Label]]:
        """Yield the phrases of a sentence that it reports, from left to right."""
        if not sentence.spans:
            return
        placed = sentence.placed()
        calm = functools.cache(functools.partial(self._frames.is_calm_sentence, placed))
        for clause in self._clauses(sentence):
            # Kept for the clause: hundreds of phrases in one ask the same few patterns.
            calm_here = functools.cache(functools.partial(self._is_calm_clause, clause))
            unknown = self._unknown(clause)
            for span in sentence.spans:
                # "Suicidal thoughts" are had, and asked about, like a symptom: every calm frame excuses them.
                crisis = span.label.category in CRISIS and not span.label.had
                harm = crisis and span.label.category == _SELF_HARM
                if not clause.holds(span) or calm(crisis=crisis, harm=harm):
                    continue
                if calm_here(crisis=crisis, of_somebody=self._is_of_another(clause, span)):
                    continue
                framed = self._is_framed(clause, span, unknown) or self._is_piece(sentence, span)
                if framed and not (self._is_past(clause, span) or self._is_bygone(clause, span)):
                    yield span

    def is_calm(self, sentence: Sentence) -> bool:
        """Tell whether all that a sentence names stands in calm frames."""
        if self._frames.is_calm_sentence(sentence.placed()):
            return True
        return all(
            self._is_calm_clause(clause)
            for clause in self._clauses(sentence)
            if any(map(clause.holds, sentence.spans))
        )

    def _is_calm_clause(self, clause: _Clause, *, crisis: bool = False, of_somebody: bool = False) -> bool:
        """Tell whether anything in a clause makes a phrase in it no report; arguments as of the frames."""
        if self._frames.is_calm_clause(clause.placed, crisis=crisis, of_somebody=of_somebody):
            return True
        return not of_somebody and self._frames.names_other_subject(clause.masked_doer)

    def is_bare(self, sentence: Sentence) -> bool:
        """Tell whether nothing but small words stands beside the phrases of a sentence."""
        return all(self._is_known(sentence, index) for index in range(len(sentence.tokens)))

    def _is_known(self, sentence: Sentence, index: int) -> bool:
        """Tell whether a word of a sentence is part of a phrase, small, or one of those of a telegram in one."""
        token = sentence.tokens[index]
        if index in sentence.covered or self._is_small(token):
            return True
        return sentence.is_telegram and (token.word in self._frames.telegram or is_measured(token.word))

    def _is_piece(self, sentence: Sentence, span: Span[Label]) -> bool:
        """Tell whether the piece of a telegram in which a phrase begins holds nothing else that is unknown."""
        if not sentence.is_telegram:
            return False
        piece = next(each for each in pieces(sentence.tokens) if span.start in each)
        return all(self._is_known(sentence, index) for index in piece)

    def _is_small(self, token: Token) -> bool:
        """Tell whether a word is one of the small ones, a number, a single letter or a slip of one of them."""
        word = token.word
        if word in self.small or word.isdigit() or len(word) == 1:
            return True
        return token.form in {NUMBER, FEVER} or bool(self._slips.meant(word))

    def _clauses(self, sentence: Sentence) -> Iterator[_Clause]:
        """Yield the clauses of a sentence, from left to right."""
        inside = sentence.covered
        start = 0
        for index, word in enumerate(sentence.words[:-1]):
            if index in inside or word not in _JOINING:
                continue
            following = sentence.words[index + 1]
            # "Fever and chills" is one clause: only behind somebody, or "there is", does another begin.
            if following in self._people or following == "there":
                yield _Clause(sentence, start, index)
                start = index + 1
        yield _Clause(sentence, start, len(sentence.words))

    def _unknown(self, clause: _Clause) -> int:
        """Return how many words of a clause are no part of a phrase and not small."""
        sentence = clause.sentence
        outside = (index for index in range(clause.start, clause.end) if index not in sentence.covered)
        return sum(not self._is_small(sentence.tokens[index]) for index in outside)

    def _is_of_another(self, clause: _Clause, span: Span[Label]) -> bool:
        """Tell whether somebody other than the writer stands right before a phrase, nothing but having between."""
        for word in reversed(clause.sentence.words[clause.start : span.start]):
            if word in self._others:
                return True
            if word not in self._around:
                return False
        return False

    def _is_framed(self, clause: _Clause, span: Span[Label], unknown: int) -> bool:
        """Tell whether small words alone stand around a phrase, or somebody right before it has it or does it.

        Args:
            clause: That holds it.
            span: The phrase.
            unknown: How many words of the clause are no part of a phrase and not small.
        """
        # Whoever tells that they took pills tells more beside it; two words alone are too often something else.
        tells = span.label.category in CRISIS and not span.label.had and span.end - span.start >= _LEAST_ALONE
        if not unknown or tells:
            return True
        if span.label.had:
            return self._is_had(clause, span) or self._is_beside(clause, span)
        return self._is_done(clause, span, unknown)

    def _is_had(self, clause: _Clause, span: Span[Label]) -> bool:
        """Tell whether somebody right before a phrase has it, or the clause opens with it, and goes on telling."""
        words = clause.sentence.words
        before, run = self._without_run(words[clause.start : span.start])
        has = not self._people.isdisjoint(run) and not self._frames.having.isdisjoint(run)
        # "chest pain radiating to the jaw" needs nobody who has it; a question that opens so asks about it.
        opens = not clause.sentence.asks and self.small.issuperset(before)
        follows = clause.behind(span)
        last = {*words[max(span.start + 1, span.end - 3) : span.end], follows}
        return (has or opens) and (follows in self.small or not _GOING_ON.isdisjoint(last))

    def _is_done(self, clause: _Clause, span: Span[Label], unknown: int) -> bool:
        """Tell whether somebody right before a phrase does it, or the clause opens with it; arguments as above."""
        first = self._joined(clause, span)
        before, run = self._without_run(clause.sentence.words[first : span.start])
        somebody = not self._people.isdisjoint(run)
        opens = not before or (first > clause.start and self.small.issuperset(before))
        follows = clause.behind(span)
        return (somebody or opens) and (follows in self.small or follows in _GOING_ON or unknown == 1)

    def _without_run(self, before: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the words before a phrase without those right before it that say whose it is, and these.

        "My mum she has just got" is one run of such words.
        """
        start = len(before)
        while start and before[start - 1] in self._around:
            start -= 1
        return before[:start], before[start:]

    def _joined(self, clause: _Clause, span: Span[Label]) -> int:
        """Return where the doing begins that a phrase is part of: behind a joining word, if somebody did more."""
        if span.label.had:
            return clause.start
        words = clause.sentence.words
        for index in range(span.start - 1, clause.start, -1):
            if words[index] in _THEN:
                did_more = not self._people.isdisjoint(words[clause.start : index])
                return index + 1 if did_more else clause.start
        return clause.start

    def _is_beside(self, clause: _Clause, span: Span[Label]) -> bool:
        """Tell whether a phrase is told beside words that nobody knows: "I have a leaking drain and a fever"."""
        sentence, words = clause.sentence, clause.sentence.words
        if sentence.asks or not all(map(self._is_small, sentence.tokens[span.end : clause.end])):
            return False
        index = clause.start
        while index < span.start and (words[index] in self._around or self._is_small(sentence.tokens[index])):
            index += 1
        opening = words[clause.start : index]
        somebody = not self._people.isdisjoint(opening)
        having = not self._frames.having.isdisjoint(opening)
        opens = bool(opening) and opening[-1] in DETERMINERS and not having
        if not ((somebody and having) or opens):
            return False
        joined = [each for each in range(index, span.start) if words[each] in _TOGETHER]
        if not joined or joined[-1] - index > _MOST_UNKNOWN:
            return False
        return self.small.issuperset(words[joined[-1] + 1 : span.start])

    def _is_past(self, clause: _Clause, span: Span[Label]) -> bool:
        """Tell whether a report is of something had once, with nothing that says lately."""
        words = clause.sentence.words
        # "After the shot in my shoulder" says when, though a shot is no emergency there.
        said_in = clause.sentence.said_in
        before = set(words[clause.start : span.start])
        inside = set(words[span.start : span.end])
        # "was" tells of what is over, unless the same sentence says that it goes on: "he was fine, now …".
        if not self._frames.recent.isdisjoint(said_in):
            return False
        if span.label.category in CRISIS:
            return bool(before & (_WAS | {"had"}))
        if span.label.category in _EVENTS and not span.label.had:
            return False
        first = self._joined(clause, span)
        if first > clause.start and not _PRESENT.isdisjoint(words[first : span.end]):
            return False
        if before & _WAS or (inside & _WAS and not span.label.had):
            return True
        told = before if _HAS_HAD.search(clause.sentence.said(span)) else before | inside
        lasts = "for" in said_in and not _SPELLS.isdisjoint(said_in)
        return "had" in told and not lasts and self._frames.lately.isdisjoint(said_in)

    def _is_bygone(self, clause: _Clause, span: Span[Label]) -> bool:
        """Tell whether a phrase only says when something was, or what it proved to be."""
        said = clause.sentence.words[span.start : span.end]
        # Whoever grieves may tell of both: "my husband died in March, and I am going to join him".
        if span.label.category == _SELF_HARM or not _DEATH.isdisjoint(said):
            return False
        if not self._lately.isdisjoint(clause.sentence.words[clause.start : clause.end]):
            return False
        before = clause.sentence.placed(clause.start, span.start, unmasked=True)
        return self._frames.is_bygone(before, clause.sentence.placed(span.end, clause.end, unmasked=True))
