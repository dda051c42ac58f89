"""What is said plainly is heard by rule: a symptom by its name, in a frame of small words, is a report.

No model has a say in it. "I have chest pain", "my mum can't breathe help" and "since the injection my legs are
numb" are a phrase of the table and nothing but small words; "can it cause chest pain" and "no chest pain" are calm
frames, in which the same words report nothing and the classifier decides.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from botcore.safety.phrasebook import Label, Phrasebook, Span
from botcore.safety.readings import readings
from botcore.safety.slips import Slips
from botcore.safety.table import DONE, HAD
from botcore.safety.tokens import BREAK, FEVER, NUMBER, Token, split_sentences, tokenise
from botcore.text import READ_AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from botcore.safety.table import Frames, Table

CRY, _MILD, _EVERYDAY, _HARMLESS, _SETTING = "cry", "mild", "everyday", "harmless", "setting"

_CRISIS = frozenset({"self-harm", "overdose"})
"""Heard beside any other words: who says it seldom says nothing else, and it is worth a needless notice."""

_LEAST_ALONE = 3
"""The fewest words of a phrase heard without a frame: fewer are too often something else."""

_JOINING = frozenset(
    {"and", "but", "because", "so", "while", "then", "also", "plus", "cause", "though", "or", BREAK}
)
_QUOTATION = re.compile(r'"[^"\n]{3,300}"')
_DENIAL = re.compile(rf"(?:\w+ ){{1,3}}(?:do|does|have|has) not (?:have |got |had )?(?:an? |any )?{HAD}")
_SITES = frozenset({"area", "site", "spot"})
"""Whoever speaks of one speaks of their own injection's."""

_ARTICLES = frozenset({"a", "an", "the", "my", "his", "her", "their", "our", "your"})
_GOING_ON = frozenset({
    "that", "which", "with", "and", "after", "since", "in", "on", "from", "at", "when", "while", "but",
    "because", "down", "up", "through", "so", "during", "to", "for", "where", "into", "across", "around",
    "round", "by", "over", "under", "behind", "near", "of", "like", "too", BREAK,
})  # fmt: skip
"""What goes on telling of a symptom: "a headache with …", "chest pain that …"."""

_THEN = frozenset({"and", "but", "then", "now", "so", "because", "plus", BREAK})
"""Behind these somebody does the next thing: "ate a peanut and is swelling up"."""

_TOGETHER = frozenset({"and", "with", "plus", "then"})
_PRESENT = frozenset(
    {"is", "am", "are", "'s", "cannot", "can", "will", "keeps", "keep", "has", "does", "do", "now"}
)
_MOST_UNKNOWN = 6
"""The most words nobody knows before the symptom they stand beside: "has a leaking puncture site and fever"."""

_EVENTS = frozenset({
    "attack", "burn", "choking", "crush-cut", "drowning", "electric-shock", "eye", "fall", "gas", "head-injury",
    "poisoned", "allergic-reaction", "pregnancy",
})  # fmt: skip
"""What happens at one moment is told in the past: "he was stabbed" is news, unless it says when."""

_WAS = frozenset({"was", "were"})
_GOES_ON = re.compile(r"\b(?:have|has|not) had\b")
_MASK = Token("_", "_")
_HERE = Token("here", "here")
"""Stands for a setting: a small word that no pattern reads."""

_OWN = frozenset({"i", "me", "we", "us", "my", "our", "mine", "his", "her", "their", "them", "they"})
"""Words for people that are the writer's, or whose they are; "they" may be anybody, or things."""


class Heard(NamedTuple):
    """A report.

    Attributes:
        category: The red flag.
        phrase: The phrase of the table, as it was written.
        is_bare: Whether nothing but small words stands beside it in its sentence.
        language: The code of the language it was said in; empty: the file's.
    """

    category: str
    phrase: str
    is_bare: bool = True
    language: str = ""


def _without_quotations(text: str) -> str:
    """Return a text without what stands in quotation marks, unless all of it does: it is somebody else's."""
    # A word that nobody knows stands in its place: what was quoted does not become bare small talk around a gap.
    own = _QUOTATION.sub(" _ ", text)
    return own if any(map(str.isalpha, own)) else text


@dataclass(frozen=True)
class _Sentence:
    """A sentence taken apart.

    Attributes:
        tokens: With what only sounds like a symptom masked.
        spans: The phrases in it.
        asks: Whether it ends with a question mark.
        words: Joined by blanks.
    """

    tokens: tuple[Token, ...]
    spans: tuple[Span[Label], ...]
    asks: bool = False

    @property
    def words(self) -> str:
        return " ".join(token.word for token in self.tokens)

    @functools.cached_property
    def covered(self) -> frozenset[int]:
        """The places of the tokens that belong to a phrase."""
        return frozenset(index for span in self.spans for index in range(span.start, span.end))

    @functools.cached_property
    def _beginning(self) -> dict[int, Span[Label]]:
        """Where each phrase begins; looked for one by one, hundreds of them would cost as many times as much."""
        return {span.start: span for span in self.spans}

    def placed(self, start: int = 0, end: int | None = None) -> str:
        """Return the words of a stretch with `HAD` or `DONE` for each phrase, the form the patterns read."""
        end = len(self.tokens) if end is None else end
        words, index = [], start
        while index < end:
            # Patterns read one letter for a phrase, whatever its words: "no H" is no chest pain and no stroke.
            span = self._beginning.get(index)
            words.append((HAD if span.label.had else DONE) if span else self.tokens[index].word)
            index = span.end if span else index + 1
        return " ".join(words)

    def said(self, span: Span[Label]) -> str:
        """Return the words of a phrase."""
        return " ".join(token.word for token in self.tokens[span.start : span.end])


@dataclass(frozen=True)
class _Books:
    """The phrases that are looked for in a sentence.

    Attributes:
        symptoms: Of emergencies.
        mild: Of what comes after an injection and is none.
        harmless: What only sounds like one.
        settings: Where and when it happens, in words that stories are told with.
        others: Those who are not the writer.
    """

    symptoms: Phrasebook[Label]
    mild: Phrasebook[Label]
    harmless: Phrasebook[Label]
    settings: Phrasebook[Label]
    others: frozenset[str]

    def take_apart(self, part: str, *, mild: bool = False) -> _Sentence:
        """Return one sentence of a text taken apart, with its emergencies, or with what is mild."""
        tokens, asks = tokenise(part), part.endswith("?")
        spans = self.mild.find(tokens) if mild else _merged(self.symptoms.find(tokens), readings(tokens))
        return self._without_settings(self.without_harmless(tokens, spans, asks=asks))

    def _without_settings(self, sentence: _Sentence) -> _Sentence:
        """Return a sentence with `here` for where and when something happens to somebody else.

        Of oneself such words make a figure of speech as often as not: "I died during that film".
        """
        if not sentence.spans or not any(token.word in self.others for token in sentence.tokens):
            return sentence
        tokens = list(sentence.tokens)
        for found in self.settings.find(tokens):
            for index in set(range(found.start, found.end)) - sentence.covered:
                tokens[index] = _HERE
        return replace(sentence, tokens=tuple(tokens))

    def without_harmless(self, tokens: Sequence[Token], spans: list[Span[Label]], *, asks: bool) -> _Sentence:
        """Return a sentence without the phrases that are part of a longer one that means something else."""
        if not spans:
            return _Sentence(tuple(tokens), (), asks)
        masked = list(tokens)
        for other in self.harmless.find(tokens):
            length, touching = other.end - other.start, _touching(spans, other)
            if all(span.end - span.start <= length for span in touching):
                spans = [span for span in spans if span not in touching]
                masked[other.start : other.end] = [_MASK] * length
        return _Sentence(tuple(masked), tuple(spans), asks)


class PlainSpeech:
    """Hears what is said plainly.

    Args:
        table: The phrases, by category.
        frames: The words and patterns around them.
        known: Words that are right as they stand, so no slip of another; empty: only those of the table.
    """

    def __init__(self, table: Table, frames: Frames, known: frozenset[str] = frozenset()) -> None:
        self._frames = frames
        self._small = frames.small | frames.having | frames.people | frames.fillers | _JOINING
        self._around = frames.people | frames.having | frames.fillers | {_HERE.word}
        self._slips = Slips(self._small)
        known |= self._small
        book = functools.partial(Phrasebook, fillers=frames.fillers, people=frames.persons, known=known)
        symptoms = book((text, Label(category, had)) for category, had, text in table.symptoms())
        mild = book((text, Label(_MILD, had)) for had, text in table.after.each())
        self._cries = book((text, Label(CRY)) for text in table.cries)
        everyday = ((text, Label(_EVERYDAY)) for text in table.everyday)
        self._everyday = Phrasebook(everyday, fillers=frames.everyday, known=known)
        harmless = ((text, Label(_HARMLESS)) for text in table.harmless)
        settings = ((text, Label(_SETTING)) for text in frames.settings)
        self._books = _Books(
            symptoms,
            mild,
            Phrasebook(harmless, fillers=_ARTICLES, known=known),
            Phrasebook(settings, is_strict=True),
            frames.persons - _OWN,
        )
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
            Heard(span.label.category, sentence.said(span), self._is_bare(sentence))
            for index, sentence in enumerate(sentences)
            for span in self._reports(sentence)
            if not self._is_calmed(sentences, index)
        ]
        # Who names something is answered about that; "help" beside it says nothing more.
        return heard or self._cry(text, sentences)

    def is_calm(self, text: str) -> bool:
        """Tell whether a text names what is urgent in calm frames alone; harm to oneself never is."""
        sentences = [self._take_apart(part) for part in split_sentences(text)]
        named = [sentence for sentence in sentences if sentence.spans]
        if any(span.label.category in _CRISIS for sentence in named for span in sentence.spans):
            return False
        return bool(named) and all(self._is_calm_throughout(sentence) for sentence in named)

    def is_plainly_calm(self, text: str) -> bool:
        """Tell whether a text says only what somebody does not have, what hurts every day, or a set phrase."""
        sentences = [self._take_apart(part) for part in split_sentences(text)]
        return bool(sentences) and all(map(self._is_plainly_calm, sentences))

    def _is_plainly_calm(self, sentence: _Sentence) -> bool:
        if sentence.spans:
            return bool(_DENIAL.fullmatch(sentence.placed()))
        return (_MASK in sentence.tokens and self._is_bare(sentence)) or self._is_everyday(sentence)

    def _is_everyday(self, sentence: _Sentence) -> bool:
        """Tell whether a sentence says what hurts, for how long and whom, and nothing else."""
        inside = replace(sentence, spans=tuple(self._everyday.find(sentence.tokens))).covered
        rest = [token for index, token in enumerate(sentence.tokens) if index not in inside]
        return bool(inside) and all(map(self._is_beside_everyday, rest))

    def _is_beside_everyday(self, token: Token) -> bool:
        # 39 beside a stiff neck is a fever until somebody says otherwise.
        is_number = token.word.isdigit() and token.form != FEVER
        return is_number or token.word == BREAK or token.word in self._frames.everyday

    def _is_calm_throughout(self, sentence: _Sentence) -> bool:
        if self._frames.is_calm_sentence(sentence.placed()):
            return True
        return all(
            self._frames.is_calm_clause(sentence.placed(start, end))
            for start, end in self._clauses(sentence)
            if any(start <= span.start < end for span in sentence.spans)
        )

    def asks_if_normal(self, text: str) -> bool:
        """Tell whether a text reports a mild after-effect and asks whether that is normal."""
        sentences = [self._take_apart(part, mild=True) for part in split_sentences(text)]
        words = " ".join(sentence.words for sentence in sentences)
        if not any(pattern.search(words) for pattern in self._frames.normal):
            return False
        return any(
            sentence.spans and not self._frames.is_calm_sentence(sentence.placed()) and self._is_own(sentence)
            for sentence in sentences
        )

    def _reports(self, sentence: _Sentence) -> Iterator[Span[Label]]:
        """Yield the phrases of a sentence that it reports."""
        if not sentence.spans:
            return
        placed = sentence.placed()
        calm = {crisis: self._frames.is_calm_sentence(placed, crisis=crisis) for crisis in (False, True)}
        for clause in self._clauses(sentence):
            start, end = clause
            placed = sentence.placed(start, end)
            calm_here = functools.cache(functools.partial(self._frames.is_calm_clause, placed))
            unknown = self._unknown(sentence, clause)
            for span in sentence.spans:
                # "Suicidal thoughts" are had, and asked about, like a symptom: every calm frame excuses them.
                crisis = span.label.category in _CRISIS and not span.label.had
                if not start <= span.start < end or calm[crisis]:
                    continue
                if calm_here(crisis=crisis, of_somebody=self._is_of_another(sentence, start, span)):
                    continue
                if self._is_framed(sentence, clause, span, unknown) and not self._is_past(sentence, start, span):
                    yield span

    def _is_of_another(self, sentence: _Sentence, start: int, span: Span[Label]) -> bool:
        """Tell whether somebody other than the writer stands right before a phrase, nothing but having between."""
        for index in range(span.start - 1, start - 1, -1):
            word = sentence.tokens[index].word
            if word in self._books.others:
                return True
            if word not in self._around:
                return False
        return False

    def _unknown(self, sentence: _Sentence, clause: tuple[int, int]) -> int:
        """Return how many words of a clause are no part of a phrase and not small."""
        outside = (index for index in range(*clause) if index not in sentence.covered)
        return sum(not self._is_small(sentence.tokens[index]) for index in outside)

    def _clauses(self, sentence: _Sentence) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a sentence that each speak of one person doing one thing."""
        inside = sentence.covered
        start = 0
        for index, token in enumerate(sentence.tokens[:-1]):
            if index in inside or token.word not in _JOINING:
                continue
            following = sentence.tokens[index + 1].word
            # "Fever and chills" is one clause: only behind somebody, or "there is", does another begin.
            if following in self._frames.people or following == "there":
                yield start, index
                start = index + 1
        yield start, len(sentence.tokens)

    def _is_framed(self, sentence: _Sentence, clause: tuple[int, int], span: Span[Label], unknown: int) -> bool:
        """Tell whether small words alone stand around a phrase, or somebody right before it has it or does it."""
        start, end = clause
        # Whoever tells that they took pills tells more beside it; two words alone are too often something else.
        tells = span.label.category in _CRISIS and not span.label.had and span.end - span.start >= _LEAST_ALONE
        if not unknown or tells:
            return True
        first = self._joined(sentence, start, span)
        before = [token.word for token in sentence.tokens[first : span.start]]
        run = []
        # "my mum she has just got" is one run of small words right before the phrase: whose it is stands in it.
        while before and before[-1] in self._around:
            run.append(before.pop())
        somebody = any(word in self._frames.people for word in run)
        follows = sentence.tokens[span.end].word if span.end < end else BREAK
        if span.label.had:
            has = somebody and any(word in self._frames.having for word in run)
            # "chest pain radiating to the jaw" needs nobody who has it; a question that opens so asks about it.
            opens = not sentence.asks and start == first and all(word in self._small for word in before)
            last = {token.word for token in sentence.tokens[max(span.start + 1, span.end - 3) : span.end]}
            goes_on = follows in self._small or bool((last | {follows}) & _GOING_ON)
            return ((has or opens) and goes_on) or self._is_beside(sentence, start, end, span)
        opens = not before or (first > start and all(word in self._small for word in before))
        goes_on = follows in self._small or follows in _GOING_ON
        return (somebody or opens) and (goes_on or unknown == 1)

    def _joined(self, sentence: _Sentence, start: int, span: Span[Label]) -> int:
        """Return where the doing begins that a phrase is part of: behind a joining word, if somebody did more."""
        people = self._frames.people
        if span.label.had:
            return start
        for index in range(span.start - 1, start, -1):
            if sentence.tokens[index].word in _THEN:
                told = any(token.word in people for token in sentence.tokens[start:index])
                return index + 1 if told else start
        return start

    def _is_beside(self, sentence: _Sentence, start: int, end: int, span: Span[Label]) -> bool:
        """Tell whether a phrase is told beside words that nobody knows: "I have a leaking drain and a fever"."""
        words = [token.word for token in sentence.tokens]
        if sentence.asks or not all(self._is_small(token) for token in sentence.tokens[span.end : end]):
            return False
        index = start
        while index < span.start and (words[index] in self._around or self._is_small(sentence.tokens[index])):
            index += 1
        somebody = any(word in self._frames.people for word in words[start:index])
        has = somebody and any(word in self._frames.having for word in words[start:index])
        opens = (
            index > start and words[index - 1] in _ARTICLES and not set(words[start:index]) & self._frames.having
        )
        if not (has or opens):
            return False
        joined = [each for each in range(index, span.start) if words[each] in _TOGETHER]
        if not joined or joined[-1] - index > _MOST_UNKNOWN:
            return False
        return all(word in self._small for word in words[joined[-1] + 1 : span.start])

    def _is_bare(self, sentence: _Sentence) -> bool:
        inside = sentence.covered
        return all(index in inside or self._is_small(token) for index, token in enumerate(sentence.tokens))

    def _is_small(self, token: Token) -> bool:
        """Tell whether a word is one of the small ones, a number, a single letter or a slip of one of them."""
        word = token.word
        if word in self._small or word.isdigit() or len(word) == 1:
            return True
        return token.form in {NUMBER, FEVER} or bool(self._slips.meant(word))

    def _is_past(self, sentence: _Sentence, start: int, span: Span[Label]) -> bool:
        """Tell whether a report is of something had once, with nothing that says lately."""
        words = {token.word for token in sentence.tokens}
        crisis = span.label.category in _CRISIS
        before = {token.word for token in sentence.tokens[start : span.start]}
        inside = {token.word for token in sentence.tokens[span.start : span.end]}
        # "was" tells of what is over, unless the same sentence says that it goes on: "he was fine, now …".
        if words & self._frames.recent:
            return False
        if crisis:
            return bool(before & (_WAS | {"had"}))
        if span.label.category in _EVENTS and not span.label.had:
            return False
        first = self._joined(sentence, start, span)
        if first > start and {token.word for token in sentence.tokens[first : span.end]} & _PRESENT:
            return False
        if before & _WAS or (inside & _WAS and not span.label.had):
            return True
        # "has had chills all night" goes on, where the phrase itself says so; "has had a stroke" may be long over.
        told = before if _GOES_ON.search(sentence.said(span)) else before | inside
        return "had" in told and not words & self._frames.lately

    def _is_own(self, sentence: _Sentence) -> bool:
        words = {token.word for token in sentence.tokens}
        return (
            bool(words & (self._frames.people - {"it", "this", "that", "them", "they", "who"}))
            # "Since the jab": whoever counts from it tells of their own.
            or "since" in words
            or bool(words & _SITES)
        )

    def _is_calmed(self, sentences: Sequence[_Sentence], index: int) -> bool:
        """Tell whether a sentence beside a report says that it is over, another's or no report."""
        beside = [*sentences[max(0, index - 1) : index], *sentences[index + 1 : index + 2]]
        return any(map(self._is_aftermath, beside))

    def _is_aftermath(self, sentence: _Sentence) -> bool:
        """Tell whether a sentence speaks of what is over; one that reports something itself calms nothing."""
        return not sentence.spans and self._frames.is_aftermath(sentence.words)

    def _cry(self, text: str, sentences: Sequence[_Sentence]) -> list[Heard]:
        """Return a cry for help that is all there is to a message."""
        # In capitals alone: "help" in small letters asks what the bot can do.
        if text.strip(" !.?") == "HELP":
            return [Heard(CRY, "HELP")]
        found = [(each, self._cries.find(each.tokens)) for each in sentences]
        cries = [self._books.without_harmless(each.tokens, spans, asks=each.asks) for each, spans in found]
        if not any(each.spans for each in cries):
            return []
        placed = [each.placed() for each in cries]
        if any(map(self._frames.is_calm_sentence, placed)) or any(map(self._frames.is_calm_clause, placed)):
            return []
        said = " ".join(placed).split()
        if {HAD, DONE} & set(said) and all(word in {HAD, DONE} or word in self._small for word in said):
            return [Heard(CRY, " ".join(each.words for each in cries))]
        return []


def _merged(spans: list[Span[Label]], more: Iterable[Span[Label]]) -> list[Span[Label]]:
    """Return spans with those of another sort between them, where they share no token; in order."""
    return sorted([*spans, *(each for each in more if not _touching(spans, each))])


def _touching(spans: Sequence[Span[Label]], other: Span[Label]) -> list[Span[Label]]:
    """Return the spans that share a token with another."""
    return [span for span in spans if span.start < other.end and span.end > other.start]
