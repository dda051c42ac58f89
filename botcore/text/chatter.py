"""What stands around a question: greetings, politeness, signatures.

They carry no subject, yet pull a sentence vector towards small talk; taking them off keeps the outcome the
same whether or not people are polite.
"""

from __future__ import annotations

import functools
import re

from botcore.text.any_case import AnyCase
from botcore.text.normalisation import READ_AGAIN

_GREETING = (
    r"(?:hi+|hiya|hey+|hello+|hallo|howdy|yo|greetings|namaste|hola|good (?:morning|afternoon|evening|day)"
    r"|morning|evening|afternoon|dear \w+(?: \w+){0,2}|to whom it may concern)"
    r"(?:[ ,]+(?:there|all|everyone|everybody|folks|guys|team|bot|doc|doctor|sir|madam|friends?|again|both|prolobot))*"
)
_POLITE = (
    r"(?:please|pls|plz|kindly|thanks?(?: you)?(?: so| very)?(?: much| a (?:lot|bunch|million|ton))?(?: in advance| again)?"
    r"|thank (?:you|u)(?: so| very)?(?: much| a (?:lot|bunch|million|ton))?(?: in advance| again)?|thx|ty|tia|tysm|cheers|ta|many thanks"
    r"|(?:i'm )?sorry(?: (?:to|for) (?:bother|bothering|disturb|disturbing|trouble|the bother)(?: you| u)?)?"
    r"|excuse me|pardon me|(?:i |we )?hope (?:you(?:'re| are)|u r|this finds you|everyone is|all is)[^.!?\n]*?well"
    r"|(?:just )?(?:a )?(?:quick|small|silly|dumb|stupid|random|simple|general|another|newbie|noob) question"
    r"|(?:can|could|may|might) i (?:just |quickly |please )?ask(?: you| u)?(?: something| a question| this)?"
    r"|(?:i )?(?:was )?(?:just )?wondering(?: if (?:you|u|someone|anyone|anybody) (?:could|can|might) (?:help|tell me))?"
    r"|(?:does )?any(?:one|body) (?:here )?know|hope that's ok(?:ay)?|no rush|asap|thanks for your help)"
)
_GREETS = re.compile(rf"{_GREETING}\b", re.IGNORECASE)
_THANKS = re.compile(r"\b(?:thank\w*|thx|ty|tysm|tia|ta|cheers)\b", re.IGNORECASE)
_SIGNING = (
    r"(?:(?:kind|best|warm|many|with(?: kind| best)?) (?:regards|wishes)|regards|sincerely|yours (?:truly|sincerely|faithfully)"
    r"|cheers|best|love|xx+|sent from my \w+(?: \w+)?|--|__+)"
)
_LEAD = AnyCase(rf"^(?:{_GREETING}|{_POLITE})(?=$|[\s,.!?:;-])[\s,.!?:;-]*")
# From the first of these signs on and all of them, or a line of dashes would be read from each of them anew.
_TAIL = AnyCase(rf"(?<![\s,.!;:-])[\s,.!;:-]++(?:{_POLITE}|x+)[\s.!,:;()-]*$")
_TAIL_QUESTION = AnyCase(rf"(?<=\?)\s*(?:{_POLITE}|x+)[\s.!,:;()-]*$")
_KISSES = re.compile(r"x+[\s.,!]*", re.IGNORECASE)
_SIGNATURE = re.compile(rf"^\s*{_SIGNING}[\s,.!]*$", re.IGNORECASE)
_ACKNOWLEDGING = re.compile(
    r"^(?:ok(?:ay)?|k|great|cool|perfect|nice|super|lovely|brilliant|awesome|alright|all right|got it|understood|i see"
    r"|makes sense|good to know|good|fine|right|sure|ah|oh|aha|hmm+)(?=$|[\s,.!?:;-])[\s,.!?:;-]*",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(r"^\s*(?:sent from my \w+|--\s*$)", re.IGNORECASE)


def says_thanks(text: str) -> bool:
    """Tell whether a text thanks somebody, in whatever short form."""
    return bool(_THANKS.search(text))


def acknowledges(text: str) -> bool:
    """Tell whether a text begins with "ok", "got it", "makes sense": said about a reply, not to open a talk."""
    return bool(_ACKNOWLEDGING.match(text.strip())) and not _GREETS.match(text.strip())


@functools.lru_cache(maxsize=READ_AGAIN)
def without_chatter(text: str) -> str:
    """Return the normalised text without greeting, politeness and signature.

    Where nothing else would be left, the text comes back whole: a greeting alone is still a message.
    """
    stripped = _strip(" ".join(_written(text)))
    return stripped if any(character.isalpha() for character in stripped) else text.replace("\n", " ")


def is_only_chatter(text: str) -> bool:
    """Tell whether a message is nothing but greeting, politeness and "got it"."""
    left = " ".join(_written(text)).strip()
    while (shorter := _ACKNOWLEDGING.sub("", left)) != left:
        left = shorter
    return not any(character.isalnum() for character in _strip(left))


def _written(text: str) -> list[str]:
    """Return the lines somebody wrote: none from the signature on."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        is_last = len(lines) - index <= 4  # noqa: PLR2004 - name, title, clinic
        if is_last and (_SIGNATURE if index else _AUTOMATIC).match(line):
            return lines[:index]
    return lines


def _strip(text: str) -> str:
    """Return a text without what is polite at its beginning, then at its end; each may be said several times."""
    for pattern in (_LEAD, _TAIL, _TAIL_QUESTION, _LEAD):
        while (shorter := pattern.cut(text).strip()) != text:
            text = shorter
    return "" if _KISSES.fullmatch(text) else text
