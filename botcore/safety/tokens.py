"""A message as sentences of tokens: lower case, contractions spelled out, numbers and persons known as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from botcore.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

BREAK = ","
"""The token of a comma, a bracket or a dash: words on both sides are no phrase together."""

NUMBER, FEVER, _SELF = "{n}", "{fever}", "{self}"

_SENTENCE = re.compile(r"(?:[^.!?\n;]|(?<=\d)\.(?=\d))+[.!?;]*")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?(?![^\W_])|a&e|[^\W_]+(?:'[^\W\d_]+)?|[,():…]|(?<=\s)-+(?=\s)")
_TORN_OFF = re.compile(r"(?<=[^\W\d_])\s+(?=n't\b)")
"""The blank in "ca n't", as some programs take texts apart."""

_COUNTED = re.compile(r"(\d+(?:[.,]\d+)?)(yo|yr|yrs|wk|wks|mth|mths|min|mins|hr|hrs)")
"""A number run together with what it counts, years or time: "87yo", "8min"."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_SPELLED_OUT = {
    "can't": "cannot", "cant": "cannot", "cnt": "cannot", "cnat": "cannot", "carnt": "cannot", "kant": "cannot",
    "couldn't": "could not", "couldnt": "could not", "won't": "will not", "wont": "will not", "shan't": "will not",
    "im": "i am", "ive": "i have", "hes": "he is", "shes": "she is", "theyre": "they are", "its": "it is",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "aint": "is not", "ain't": "is not", "wasnt": "was not", "hasnt": "has not", "havent": "have not",
    "wouldnt": "would not", "shouldnt": "should not",
    "wanna": "want to", "gonna": "going to", "gotta": "have to",
    "theres": "there is", "thats": "that is", "whats": "what is", "u": "you", "ur": "your", "r": "are", "y": "why",
    "wat": "what", "wot": "what", "shud": "should", "wen": "when", "n": "and", "w": "with", "b": "be",
    "bc": "because", "cuz": "because", "cos": "because", "coz": "because", "pls": "please", "plz": "please",
    "hv": "have", "hav": "have", "hlp": "help", "some1": "someone", "sum1": "someone", "gf": "girlfriend",
    "bf": "boyfriend", "pt": "patient", "rn": "right now", "atm": "at the moment",
}  # fmt: skip
"""What people type for common words, in the form that phrases are written in; by hand."""

_ENDINGS = {"'ve": "have", "'re": "are", "'m": "am", "'ll": "will", "'d": "would", "'s": "'s"}
_NUMBERS = frozenset({
    "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred",
    "dozen",
})  # fmt: skip
_FEVERS = ((38.0, 43.0), (100.0, 108.0))
"""What a thermometer shows of a fever, in degrees Celsius and Fahrenheit."""

_LEAST_NUMBER = 9
"""The least that counts as a number worth a word: eight tablets of a painkiller are a day's most."""

_SELVES = frozenset({
    "myself", "himself", "herself", "themselves", "themself", "yourself", "ourselves", "hisself", "meself",
    "itself", "self", "urself",
})  # fmt: skip


class Token(NamedTuple):
    """One word.

    Attributes:
        word: As it is compared.
        form: The class it belongs to, such as `NUMBER`; the word itself where it belongs to none.
    """

    word: str
    form: str


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text that hold any letters; a decimal point ends none."""
    return [part.strip() for part in _SENTENCE.findall(text) if any(map(str.isalpha, part))]


def tokenise(sentence: str) -> list[Token]:
    """Return the tokens of one sentence."""
    return [Token(word, _form(word)) for word in _words(_TORN_OFF.sub("", fold(sentence)))]


def _words(folded: str) -> Iterator[str]:
    for found in _TOKEN.findall(folded):
        if not found[0].isalnum():
            yield BREAK
        elif counted := _COUNTED.fullmatch(found):
            yield from counted.groups()
        elif found in _SPELLED_OUT:
            yield from _SPELLED_OUT[found].split()
        elif found.endswith("n't"):
            yield from filter(None, (found[:-3], "not"))
        elif "'" in found:
            stem, ending = found.split("'", 1)
            yield stem
            yield _ENDINGS.get(f"'{ending}", ending)
        else:
            yield found


def _form(word: str) -> str:
    if _DIGITS.fullmatch(word):
        number = float(word.replace(",", "."))
        # A fever first: 39 and 101 are numbers worth a word, too.
        if any(least <= number <= most for least, most in _FEVERS):
            return FEVER
        return NUMBER if number >= _LEAST_NUMBER else word
    if word in _NUMBERS:
        return NUMBER
    return _SELF if word in _SELVES else word
