"""Whether a text leans on what was said before it: it points back, asks for more, or has what was told."""

from __future__ import annotations

import re

from botcore.text import words

_FEW_WORDS = 6
"""Up to this many, a question may lean on another without a word that says so: "after how many weeks?"."""

_AND = r"^\W*(?:(?:and|but|so|ok(?:ay)?)\W+)?"
"""How what goes on may begin: "and", "but", "so", "ok"."""

_REFERS_BACK = re.compile(
    r"^(?:and|but|so|ok(?:ay)?|hmm+|then|also|what about|how about|same|fine|right|alright|thanks|thank you)\b"
    r"|^(?:how come|what if|why|how so|where|when|who|how long)\b"
    r"|\b(?:that|this|it|its|it's|they|them|those|these|there|one|ones|either|instead|too|though)\b",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|hmm+)\W+)?(?:how come|how so|why|why (?:is|was) (?:that|it)|why so|meaning|"
    r"(?:please )?(?:explain|elaborate)(?: that| it)?|tell me more|more(?: please)?|what do you mean|"
    r"in what way|why (?:that|this|the same)(?: one)?|why (?:those|these)(?: ones)?|such as|like what|namely|"
    r"(?:for )?(?:example|instance|examples)|(?:what|anything) else|is that all)\W*$"
    rf"|{_AND}(?:which|what|how many|any|are (?:all|any|some|most)) "
    r"of (?:those|these|them)\b",
    re.IGNORECASE,
)
_HAS_IT = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|oh|yes|yeah|well|hmm+|help|i think|what if)\W+)*(?:"
    r"(?:i|he|she|we|they|my \w+)(?: think| just| do| does| also| really| currently)*(?:'ve|'s)? ?"
    r"(?:have|has|had|got|get|getting|feel|feels|am having|is having|'m having|am getting)(?: got)?"
    r"|that(?:'s| is) (?:what|exactly what|just what) (?:i|he|she|we|they|my \w+)(?:'ve| have| has|'s)?"
    r"(?: got| having)?"
    r"|(?:that|this|it)(?:'s| is) (?:happening|what's happening|what is happening|going on) (?:to|with)"
    r"|(?:that|this|it)(?:'s| is| sounds like)"
    r")(?: (?:me|us|him|her|my \w+|exactly|just|all of|some of|one of|both of|the same|that|this|those|these|it"
    r"|them|one|thing|things|symptoms?|now|right now|too|since \w+|today|already|here|as well|happening))*\W*$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:that|this|those|these|them|it|same|it's|that's)\b", re.IGNORECASE)
_POINTS_AT_THAT = re.compile(r"\b(?:that|that's|this|those|these|them)\b", re.IGNORECASE)
_POINTS_AT_IT = re.compile(r"\b(?:it|it's|its|they|they're|their|there|one)\b", re.IGNORECASE)
_BRINGS_UP = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|hi|hello)\W+)*"
    r"(?:(?:what|how) about|(?:tell me|anything|info(?:rmation)?) (?:about|on)"
    r"|what (?:do you know|have you got|can you (?:tell me|say)) (?:about|on)"
    r"|what(?:'s| is| are)(?! (?:the|your|it|this|that)\b))",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:i|i've|i'm|me|us|he|she|we|they|him|her|my)\b", re.IGNORECASE)
_ASKS_OF_ANOTHER_CASE = re.compile(
    rf"{_AND}(?:(?:even|also)\b"
    r"(?! (?:why|how|when|where|what|who|is|are|does|do|can)\b)|(?:for )?an? \w+ one\W*$)",
    re.IGNORECASE,
)
_ASKS_WHEN_FELT = re.compile(
    rf"{_AND}when (?:would|will|do|does|might|can|could|should) "
    r"(?:one|you|people|someone|somebody|a person|they|we|i|it|this|that)(?: start to| begin to| first| usually)? "
    r"(?:notice|feel|see|help|work|start|begin|kick in|take effect)\b",
    re.IGNORECASE,
)
_TELLS_TIME = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_CHANGES_SUBJECT = re.compile(
    r"^\W*(?:(?:and|but|so|now|ok(?:ay)?|oh|hm+|right|well|thanks|to|let's|let me|i have|just)\W+)*"
    r"(?:(?:on )?(?:a |an |the |one )?(?:completely |totally |quite |entirely )?"
    r"(?:different|new|another|other|next|separate|unrelated) (?:question|subject|topic|thing|matter|note)"
    r"|chang(?:e|ing) (?:of |the )?(?:subject|topic)|something (?:else|different)"
    r"|by the way|btw|off topic|one (?:more|other|last) (?:question|thing))\b",
    re.IGNORECASE,
)
_ASKS_HOW_SOON = re.compile(rf"{_AND}how (soon|quickly|fast)\W*$", re.IGNORECASE)


def refers_back(text: str) -> bool:
    """Tell whether a text may lean on what came before: it opens with a link word or points at something."""
    return bool(_REFERS_BACK.search(text)) or asks_on(text)


def may_lean(text: str) -> bool:
    """Tell whether a text may be read together with what came before: it refers back, or is short."""
    return not changes_subject(text) and (refers_back(text) or len(words(text)) <= _FEW_WORDS)


def changes_subject(text: str) -> bool:
    """Tell whether a text says that it is about something else: "different question: ..."."""
    return bool(_CHANGES_SUBJECT.match(text))


def asks_of_another_case(text: str) -> bool:
    """Tell whether a text asks whether the same goes for another case: "even a wobbly one?"."""
    return bool(_ASKS_OF_ANOTHER_CASE.match(text))


def asks_when_felt(text: str, answer: str) -> bool:
    """Tell whether a text asks when something is noticed, and an answer tells of a time."""
    return bool(_ASKS_WHEN_FELT.match(text) and _TELLS_TIME.search(answer))


def asks_on(text: str) -> bool:
    """Tell whether a text only asks for more of the same: "how come?", "explain that", "which of those"."""
    return bool(_ASKS_ON.match(text))


def points(text: str) -> bool:
    """Tell whether a text points at something without naming it: "how does that help?"."""
    return bool(_POINTS.search(text))


def points_at_what_was_asked(text: str, before: str) -> bool:
    """Tell whether a text may mean what the question before it named: "is that safe?" after one about surgery.

    "It" may be what all is about, but where the question before brings something up: "how many sessions?", "is it
    safe?".
    """
    return bool(_POINTS_AT_THAT.search(text) or (_POINTS_AT_IT.search(text) and _BRINGS_UP.match(before)))


def has_what_was_told(text: str) -> bool:
    """Tell whether a text only says that somebody has what was spoken of: "I have that now", "that's me"."""
    return bool(_HAS_IT.match(text) and _POINTS.search(text) and _SOMEBODY.search(text))


def asks_how_soon(text: str) -> str:
    """Return the word by which a text asks for nothing but how soon: "soon", "fast"; empty where it does not."""
    found = _ASKS_HOW_SOON.match(text)
    return found[1].casefold() if found else ""
