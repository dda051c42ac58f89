"""What somebody picks in words of what a reply offered: "2", "the second one", "b", "both", "yes", "neither"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.text import folded_words

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL_AT_MOST = 4
"""Of more than these, "all" asks for the list: an answer stands beside three that are offered."""

_MOST_WORDS = 12
"""More are no pick, and would take the patterns long."""

_PLACES = {
    **dict.fromkeys(("1", "one", "first", "1st", "former", "top"), 1),
    **dict.fromkeys(("2", "two", "second", "2nd"), 2),
    **dict.fromkeys(("3", "three", "third", "3rd"), 3),
    **dict.fromkeys(("4", "four", "fourth", "4th"), 4),
    **dict.fromkeys(("5", "five", "fifth", "5th"), 5),
    **dict.fromkeys(("6", "six", "sixth", "6th"), 6),
    **dict.fromkeys(("7", "seven", "seventh", "7th"), 7),
    **dict.fromkeys(("8", "eight", "eighth", "8th"), 8),
    **dict.fromkeys(("9", "nine", "ninth", "9th"), 9),
    **dict.fromkeys(("10", "ten", "tenth", "10th"), 10),
    **dict.fromkeys(("last", "latter", "bottom"), -1),
    "middle": -2,
}
_PLACE = r"(?:\d{1,2}(?:st|nd|rd|th)?|" + "|".join(word for word in _PLACES if word.isalpha()) + ")"
_THING = r"(?:question|option|entry|choice|answer|point|item|button|suggestion)"
_AMONG = r"(?:of|in|on|from) (?:them|those|these|(?:the|your|that|this) (?:list|two|three|four|questions|options))"
_NUMBERED = rf"(?:(?:the )?(?:no|nr|num|number|{_THING}) )?(?:the )?(?:very )?"
_ONE = rf"{_NUMBERED}(?P<place>{_PLACE})(?: ones?| {_THING})?(?: {_AMONG})?"
_BEFORE = (
    r"(?:(?:yes|yeah|yep|yup|sure|ok|okay|hm+|um+|er+|ah|oh|well|then|so|and|but|actually|sorry|no|right|maybe|"
    r"probably|just|please|about|what about|how about|i (?:think|guess|mean|meant)|i was asking about|"
    r"(?:i'd|i would|i) (?:want|like|pick|choose|take|need|prefer|go for|go with)(?: to (?:know|see|ask|hear))?|"
    r"i'll (?:take|have|pick|go for|go with)|let's (?:take|see|do|try|start with|go for|go with)|"
    r"(?:show|give|tell)(?: me)?|open|take|pick|go with|it's|that's|that would be) )*"
)
_AFTER = (
    r"(?: (?:please|pls|plz|thanks|thank you|thx|ty|cheers|i think|i guess|maybe|then|for me|if you can|it is|"
    r"is (?:it|what i (?:mean|meant|want|wanted))))*"
)
_PLACED = re.compile(_BEFORE + _ONE + _AFTER)
_SEVERAL = re.compile(
    rf"{_BEFORE}(?P<some>{_ONE}(?:(?: and| plus| then)? {_ONE})+){_AFTER}".replace("(?P<place>", "(?:")
)
_EACH = re.compile(_PLACE)
_ALL = re.compile(
    rf"{_BEFORE}(?:(?:both|all|each|any|either|whichever)(?: (?:one|two|three|four|[2-4]))?(?: {_AMONG})?"
    rf"|you (?:pick|choose|decide)){_AFTER}"
)
_LETTER = re.compile(rf"{_BEFORE}(?:(?:the )?{_THING} )?(?P<letter>[a-d]){_AFTER}")
_REST = re.compile(
    rf"{_BEFORE}(?:the )?(?:(?:other|remaining) (?:two|three|2|3|ones|{_THING}s)|others|rest(?: {_AMONG})?)"
    rf"{_AFTER}"
)
_OTHER = re.compile(rf"{_BEFORE}(?:the )?other(?: one| thing| {_THING}){_AFTER}")
_NEXT = re.compile(rf"{_BEFORE}(?:the )?next (?:one|{_THING}){_AFTER}")
_NOT = r"(?:not (?:any of )?(?:those|these|them|that one|either)|nope|nah|no)"
_NONE = re.compile(rf"{_BEFORE}(?:(?:neither|none)(?: {_AMONG}| of the above)?|{_NOT}){_AFTER}")
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|yup|ya|sure|exactly|correct|precisely|please|please do|ok|okay|go ahead|show me|that one|"
    r"this one|i do|i did|that's (?:it|the one|right|correct|what i (?:mean|meant|want|wanted))|"
    r"that is (?:it|the one)|it is)(?: |$))+"
)
_UNDECIDED = re.compile(
    rf"{_BEFORE}(?:(?:i )?(?:(?:really |still )*(?:don'?t|do not) know|dunno|idk|have no (?:idea|clue)"
    r"|can(?:'?t|not) (?:decide|tell|say|choose|pick))|no (?:idea|clue)|not (?:sure|a clue)|unsure"
    r"|help me (?:choose|pick|decide)"
    r"|(?:which|what) (?:one|should i pick|should i choose|do you (?:recommend|suggest)))"
    rf"(?: (?:which|one|yet|either))*{_AFTER}"
)
_ONLY_ACKNOWLEDGES = re.compile(r"(?:ok(?:ay)? ?|please ?)+")


def picked_in(text: str, offered: Sequence[str], shown: str = "") -> tuple[str, ...] | None:
    """Return what a normalised text picks of what was offered, in the order said; None: it is no pick.

    Empty: none of it, or a place that it does not have. "2" is a pick even where nothing was offered, so that it
    is never taken for a part of the question before it; "yes" and "both" need something to agree to.

    Args:
        text: All that was said: a pick beside a question is none.
        offered: Ids, in the order in which they were shown.
        shown: The id of the entry that was answered last; empty: none.
    """
    found = folded_words(text)
    said = " ".join(found) if len(found) <= _MOST_WORDS else ""
    if places := _places_in(said):
        return _at(places, offered)
    if not (said and offered):
        return None
    return _beside(said, offered, shown) if shown else _agreed(said, offered)


def is_undecided(text: str, offered: Sequence[str]) -> bool:
    """Tell whether a normalised text says yes to several things that were offered, or does not know which.

    Only right after an offer that is small enough to be made again: a list of all questions is no choice of a few.

    Args:
        text: All that was said.
        offered: As for `picked_in`.
    """
    found = folded_words(text)
    if not (1 < len(offered) <= ALL_AT_MOST and 0 < len(found) <= _MOST_WORDS):
        return False
    said = " ".join(found)
    agrees = _YES.fullmatch(said) and not _ONLY_ACKNOWLEDGES.fullmatch(said)
    return bool(agrees or _UNDECIDED.fullmatch(said))


def _places_in(said: str) -> list[str]:
    if found := _PLACED.fullmatch(said):
        return [found["place"]]
    found = _SEVERAL.fullmatch(said)
    return _EACH.findall(found["some"]) if found else []


def _beside(said: str, offered: Sequence[str], shown: str) -> tuple[str, ...] | None:
    """Return what a text picks beside the entry that was answered."""
    left = [each for each in offered if each != shown]
    if _OTHER.fullmatch(said) and len(left) == 1:
        return tuple(left)
    if _REST.fullmatch(said) and 1 < len(left) < len(offered) <= ALL_AT_MOST:
        return tuple(left)
    if _NEXT.fullmatch(said) and shown in offered:
        after = offered.index(shown) + 1
        return tuple(offered[after : after + 1])
    return None


def _agreed(said: str, offered: Sequence[str]) -> tuple[str, ...] | None:
    """Return what a text agrees to or turns down where nothing but an offer was said before."""
    if _NONE.fullmatch(said):
        return ()
    if len(offered) > 1 and (letter := _LETTER.fullmatch(said)):
        return _at([str("abcd".index(letter["letter"]) + 1)], offered)
    if len(offered) == 1 and _YES.fullmatch(said) and not _ONLY_ACKNOWLEDGES.fullmatch(said):
        return tuple(offered)
    return tuple(offered) if _ALL.fullmatch(said) and 1 < len(offered) <= ALL_AT_MOST else None


def _at(places: Sequence[str], offered: Sequence[str]) -> tuple[str, ...]:
    """Return the ids at some places, counted from 1; none where one of them is not there.

    -1 is the last, -2 the middle one, which an even number of things has not.
    """
    middle = (len(offered) + 1) // 2 if len(offered) % 2 else 0
    numbers = [_PLACES.get(place) or int(re.sub(r"\D", "", place)) for place in places]
    numbers = [{-1: len(offered), -2: middle}.get(number, number) for number in numbers]
    if not all(0 < number <= len(offered) for number in numbers):
        return ()
    return tuple(dict.fromkeys(offered[number - 1] for number in numbers))
