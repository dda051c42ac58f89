"""One normalisation for everything that is read: what people wrote, and what the file says."""

from __future__ import annotations

import functools
import html
import re
import unicodedata

from botcore.text.lookalikes import plain_letters
from botcore.text.markup import undressed, without_references

MAX_CHARACTERS = 4_000
"""What is read of a message: all that Discord lets anybody write (2,000, or 4,000 for those who pay), and
ten times the longest of 570 hand-written messages; of a longer text in Slack, both ends."""

READ_AGAIN = 256
"""How many texts are remembered as what they were read as: a message and its parts are read for many purposes, and
are forgotten with the next ones."""

_SAME_QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "´": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "…": "...",
    }
)
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""All but the single blanks, which need no replacing: a text has one a word."""

_LONGEST_SENTENCE = 400
"""Characters of a long text in which the end of a sentence is looked for; without one so many are read twice."""

_SENTENCE_ENDS = re.compile(r"[.!?]+\s|\n|[。！？]")
_BREAKS = re.compile(r"\s*\n\s*")
_STRETCH = re.compile(r"([^\W\d_])\1{3,}|([!?.,])\2{3,}")
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9 .,;?!'\"()/%-]*[A-Za-z0-9)][.?!]*")
"""What holds no markup, no comma of an address and no letter of another form, as nearly all that is read."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def cap(text: str) -> str:
    """Return the text, or its two ends when it is longer than `MAX_CHARACTERS`.

    Both ends, because people who write a lot put the question, or the symptom, first or last.
    """
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]}\n{text[-half:]}"


def middle(text: str) -> list[str]:
    """Return what `cap` leaves out of a text, in pieces that are read whole; none of a text that is not capped.

    They begin and end with sentences, as far as there are any: "no chest pain" must not lose its first word.
    """
    half = MAX_CHARACTERS // 2
    if len(text) <= MAX_CHARACTERS:
        return []
    _, start = _ends(text, half)
    end = len(text) - half
    if after := _SENTENCE_ENDS.search(text, end, end + _LONGEST_SENTENCE):
        end = after.end()
    pieces = []
    while end - start > MAX_CHARACTERS:
        stop, following = _ends(text, start + MAX_CHARACTERS)
        pieces.append(text[start:stop])
        start = following
    return [*pieces, text[start:end]]


def _ends(text: str, at: int) -> tuple[int, int]:
    """Return where a piece ends, at a place at the latest, and where the next begins: earlier in a sentence."""
    start = at - _LONGEST_SENTENCE
    if ends := [each.end() for each in _SENTENCE_ENDS.finditer(text, start, at)]:
        return ends[-1], ends[-1]
    return at, max(text.find(" ", start, at), start)


@functools.lru_cache(maxsize=READ_AGAIN)
def normalise(text: str) -> str:
    """Return the text as it is read: one line break style, plain letters, no markup, at most the cap.

    Full-width letters, ligatures and those of `lookalikes` become plain ones, zero-width and direction marks
    vanish, entities are decoded, mentions, links, emoji codes and the marks of formatting go, letters repeated
    four times or more are cut to two. Case and punctuation stay, because safety and spelling repair read them.
    Capped before and after, since NFKC can grow a text eighteen-fold.
    """
    if _is_read_as_it_stands(text):
        return text
    # Slack sends `&`, `<` and `>` as entities.
    text = html.unescape(cap(text))
    if not text.isascii():
        # Before letters are composed, or an accent would stay apart from the letter it follows unseen.
        text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    text = plain_letters(cap(unicodedata.normalize("NFKC", text)))
    text = without_references(text).translate(_SAME_QUOTES)
    if not _is_plain(text):
        text = "".join(_plain(character) for character in text)
    text = undressed(_tidy(_STRETCH.sub(r"\1\1\2\2", text)))
    # A mark that is left inside a word was typed for an apostrophe: "can`t".
    return _tidy(text.replace("`", "'"))


def _is_read_as_it_stands(text: str) -> bool:
    """Tell whether nothing is to be done to a text: a message's parts are read over and over."""
    if len(text) > MAX_CHARACTERS or "  " in text:
        return False
    return _BARE.fullmatch(text) is not None and _STRETCH.search(text) is None


def _tidy(text: str) -> str:
    text = _BLANKS.sub(" ", text)
    return (_BREAKS.sub("\n", text) if "\n" in text else text).strip()


def _is_plain(text: str) -> bool:
    """Tell whether a text is nothing but ASCII letters, signs and blanks, as most are."""
    return text.isascii() and text.replace("\n", "").isprintable()


def _plain(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category in {"Cc", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp", "Zs"}:
        return "\n" if category == "Zl" or character == "\r" else " "
    return character


@functools.lru_cache(maxsize=READ_AGAIN)
def fold(text: str) -> str:
    """Return the text in the form that is compared: normalised, case-folded, without accents, on one line."""
    return " ".join(without_accents(normalise(text).casefold()).split())


def without_accents(text: str) -> str:
    """Return a text with its letters bare: "gesturzt" of "gestürzt"."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@functools.lru_cache(maxsize=READ_AGAIN)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form that is compared."""
    return tuple(words(fold(text)))


def words(text: str) -> list[str]:
    """Return the words of a text, letters and digits, an apostrophe inside kept."""
    return _WORD.findall(text)
