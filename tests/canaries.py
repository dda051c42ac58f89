"""Words that nobody else writes, made anew for each run: what may never leave the place where people wrote them.

Names, telephone numbers, tokens and a sentence, in five scripts. The syllables are here, the words are not.
"""

from __future__ import annotations

import random
import re
import urllib.parse
from dataclasses import dataclass

_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")

SCRIPTS = {
    "latin": ("ba ri vo xu le qui zam ter noll gri", "0123456789"),
    "cyrillic": ("жа щи вур ло зем ка ты фро нюх бик", "0123456789"),
    "greek": ("ξα ψε ρο θυ κλη μι φω γνα στρι δη", "0123456789"),
    "arabic": ("غا شي خو رم ضل قب طن فس جع زي", "٠١٢٣٤٥٦٧٨٩"),
    "japanese": ("ヌ ザ モ ケ ヴィ ロ ペ ユ ギャ ソ", "0123456789"),
}
"""Script → syllables of names nobody has, and the digits written with it."""


@dataclass(frozen=True)
class Canary:
    """What somebody writes beside their question.

    Attributes:
        script: In which script.
        kind: What it is: a name, a number, a token or a sentence.
        text: The words.
        pieces: What of them may be seen nowhere.
    """

    script: str
    kind: str
    text: str
    pieces: tuple[str, ...]

    def __str__(self) -> str:
        """Name it in the list of tests."""
        return f"{self.kind} in {self.script}"


def make_canaries(seed: int | None = None) -> list[Canary]:
    """Return one of each kind in each script; another seed, or none, makes others."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    found = []
    for script, (syllables, digits) in SCRIPTS.items():
        name, other, *sentence = ("".join(rng.choices(syllables.split(), k=5)) for _ in range(6))
        number = "".join(rng.choice(digits) for _ in range(9))
        token = "".join(rng.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(24))
        made = {
            "name": (f"{name.capitalize()} {other.capitalize()}", (name, other)),
            "number": (f"+49 {number}", (number,)),
            "token": (f"xoxb-{token} {name}", (token,)),
            "sentence": (" ".join(sentence), tuple(sentence)),
        }
        found += [Canary(script, kind, text, pieces) for kind, (text, pieces) in made.items()]
    return found


def seen_in(shown: str, canaries: list[Canary]) -> list[str]:
    """Return what of the canaries is in a text, however it is written there: as it is, escaped or quoted."""
    unescaped = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)
    folded = f"{unescaped}\n{urllib.parse.unquote(shown)}".casefold()
    return [f"{canary}: {piece}" for canary in canaries for piece in canary.pieces if piece.casefold() in folded]
