"""What a message says and reports: in its own words, in those it quotes, and together with the lines before it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from botcore.questions import several_questions
from botcore.safety import Safety
from botcore.text import (
    Digits,
    Likeliest,
    Speller,
    fold,
    folded_words,
    middle,
    normalise,
    read_english,
    split_quoted,
    without_chatter,
    words,
)
from botcore.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.languages import OwnLanguage
    from botcore.messages import Asked
    from botcore.trace import Finding


class Utterance(NamedTuple):
    """What somebody wrote, in the readings that are wanted of it.

    Attributes:
        text: Their own words, as read.
        repaired: The same word by word put right, for safety: its models and thresholds were fitted on such.
        question: What is asked, in the words it most likely means, without greetings and the like: for matching.
        parts: The questions in it, where there are several.
        quoted: Others' words, as written.
        middle: What lies between the ends that are read of either, where it is long; in pieces, as written.
    """

    text: str
    repaired: str
    question: str
    parts: Sequence[str]
    quoted: str
    middle: Sequence[str] = ()


class Listener:
    """Hears red flags and requests for advice for one file; learns nothing of what the file answers.

    Attributes:
        faq: The file.
        safety: Judges texts.
        speller: Repairs their spelling, word by word.
        likeliest: Reads them as what they most likely mean.
        language: What the file is written in.
    """

    def __init__(self, faq: Faq, vectors: VectorCache) -> None:
        """Prepare to listen.

        Args:
            faq: What it adds to the shipped rules, and whose words are worth repairing to.
            vectors: Who encodes, and what of the file is encoded already.
        """
        self.faq = faq
        self.safety = Safety(faq, vectors)
        known, heard = vectors.encoder.vocabulary, self.safety.vocabulary
        self.language = self.safety.language
        self.speller = speller_for(faq, known, heard=heard)
        self.likeliest = _likeliest_for(faq, self.language, known, heard=heard)
        self._digits = _digits_for(faq, self.language, self.speller, heard=heard)

    def read(self, typed: str) -> str:
        """Return what somebody typed, normalised, with letters torn apart closed up and digits read.

        Those digits that stand for letters or words: numbers stay.
        """
        return self._digits.read(self.likeliest.closed_up(normalise(typed)))

    def repair(self, text: str) -> str:
        """Return a text that was read with its missing blanks and, word by word, its slips put right.

        Safety's models and thresholds were fitted on words repaired one by one; run together they are no words.
        """
        spaced = self.likeliest.spaced(text)
        # "Vielen Dank" is no slip of "violent drank": safety reads English, and is repaired to.
        return spaced if self.language.is_in(text) else self.speller.repair(spaced)

    def hears(self, *lines: Asked) -> bool:
        """Tell by rule, in about a millisecond, whether one person's lines may report a red flag.

        They are read as one: "my husband" and "cannot breathe" say together what neither says alone.
        """
        own, quoted = _as_one(lines)
        pieces = (own, quoted, *middle(own), *middle(quoted))
        return any(map(self._hears, (self.read(each) for each in pieces if each)))

    def _hears(self, text: str) -> bool:
        return self.safety.hears(text) or self._says_apart(text) is not None

    def _says_apart(self, text: str) -> str | None:
        """Return a text with its unknown words taken apart where the rules hear a report in them; None elsewhere.

        In English alone: of another language it takes apart what calms as well, "alle acht Stunden".
        """
        apart = self.likeliest.apart(text)
        return apart if apart != text and self.safety.hears_in_english(apart) else None

    def utterance(self, *lines: Asked) -> Utterance:
        """Return what one person says in lines that are read as one."""
        own, quoted = _as_one(lines)
        text, between = self.read(own), (*middle(own), *middle(quoted))
        meant = self.likeliest.read(text)
        question, parts = without_chatter(meant), several_questions(meant)
        return Utterance(text, self.repair(text), question, parts, quoted, between)

    def find(self, *lines: Asked) -> Finding:
        """Return what safety finds in one person's lines, read as one, by rule and by model."""
        return self.find_in(self.utterance(*lines))

    def find_together(self, lines: Sequence[Asked]) -> Finding | None:
        """Return the red flag that lines report when they are read as one; None where they report none."""
        found = self.find(*lines)
        return found if found.verdict is Verdict.URGENT else None

    def find_in(self, utterance: Utterance) -> Finding:
        """Return what safety finds in the own words, or in those quoted where only these are urgent.

        Of the middle of a long text the rules alone decide whether it is looked at: nine more readings by the
        models would take seconds.
        """
        own = self._check(utterance.text, utterance.repaired)
        if own.verdict is Verdict.URGENT:
            return own
        # Only a red flag counts of what others wrote: their request for advice was put to somebody else.
        others = [self.read(utterance.quoted)] if utterance.quoted else []
        between = filter(self.safety.hears, map(self.read, utterance.middle))
        found = (self._check(each, self.repair(each)) for each in itertools.chain(others, between))
        return next((each for each in found if each.verdict is Verdict.URGENT), own)

    def _check(self, text: str, repaired: str) -> Finding:
        found = self.safety.check(text, repaired)
        # Repair may make another word of what was run together: the rules hear it before that, too. Taken apart
        # however unlikely that is, it is for the rules alone: to a model many a name would be a report.
        for other in dict.fromkeys((self.likeliest.spaced(text), self._says_apart(text))):
            if found.verdict is not Verdict.URGENT and other and other != text:
                again = self.safety.check(other, repaired)
                found = again if again.verdict is Verdict.URGENT else found
        return found


def _as_one(lines: Sequence[Asked]) -> tuple[str, str]:
    """Return what somebody said in several lines as one text, and what they quote in them, both as written."""
    said = [split_quoted(each.text) for each in lines]
    quoted = [part for each, line in zip(said, lines, strict=True) for part in (each.quoted, line.quoted)]
    return " ".join(each.own for each in said), "\n".join(filter(None, quoted))


def speller_for(faq: Faq, known: frozenset[str], *, heard: Sequence[str]) -> Speller:
    """Return what repairs spelling towards the words of a file.

    Args:
        faq: Whose words are worth repairing to.
        known: Words that are right as they stand.
        heard: The words of red flags: written as people type them, so that their slips are nothing to repair to.
    """
    return Speller([word for text in faq.texts for word in words(text)], known, heard=heard)


def _likeliest_for(faq: Faq, language: OwnLanguage, known: frozenset[str], *, heard: Sequence[str]) -> Likeliest:
    """Return what reads a text in the words it most likely means; further values as of `speller_for`."""
    sentences = [words(fold(text)) for text in faq.texts]
    if language.is_english:
        return Likeliest(sentences, language=read_english(), known=known, heard=heard)
    # Every word of another language would be a slip of an English one, and "y" no "why".
    return Likeliest(sentences, language={}, known=known | language.words, chat={})


def _digits_for(faq: Faq, language: OwnLanguage, speller: Speller, *, heard: Sequence[str]) -> Digits:
    own = {word for text in faq.texts for word in folded_words(text)} | {word.casefold() for word in heard}
    return Digits(read_english() if language.is_english else {}, own=own, nearest=speller.nearest)
