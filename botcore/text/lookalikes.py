"""Letters that are typed in another form, and signs that are words: "🅷🅴🅻🅿", "🇸🇴🇸", "ʜᴇʟᴘ", "9️⃣9️⃣9️⃣", "🆘".

What Unicode itself calls another form of a letter is no concern here: its normalisation makes plain ones of those.
"""

from __future__ import annotations

import re
import string
import textwrap
import unicodedata

_SIGNS = {"🆘": " SOS ", ":sos:": " SOS ", "🚑": " ambulance ", ":ambulance:": " ambulance "}
"""A sign, or what Slack calls it → what it says beside words as alone."""

_SIGN = re.compile(r"🆘|🚑|(?<![\w<]):(?:sos|ambulance):(?!\w)")

_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ"
_CIRCLED, _SQUARED = 0x1F150, 0x1F170
"""White letters on black: the first of each row."""

_FLAG_LETTERS = 0x1F1E6
_LETTERS = str.maketrans(
    {
        **dict(zip(_SMALL_CAPITALS, string.ascii_lowercase, strict=True)),
        **{
            chr(first + at): each
            for first in (_CIRCLED, _SQUARED)
            for at, each in enumerate(string.ascii_uppercase)
        },
        # The form of the sign before it, and the key around a digit.
        "\ufe0e": None,
        "\ufe0f": None,
        "\u20e3": None,
    }
)
_FLAG = str.maketrans({chr(_FLAG_LETTERS + at): each for at, each in enumerate(string.ascii_uppercase)})
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+")
_COUNTRIES = frozenset(textwrap.wrap(
    "adaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbvbwbybzcacccdcfcgchcickclcmcncocr"
    "cucvcwcxcyczdedjdkdmdodzeceeegehereseteufifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhmhnhrht"
    "huidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemfmgmhmkmlmmmnmomp"
    "mqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgsh"
    "sisjskslsmsnsosrssstsvsxsysztctdtftgthtjtktltmtntotrtttvtwtzuaugumunusuyuzvavcvevgvivnvuwfwsxkyeytza"
    "zmzw",
    2,
))  # fmt: skip
"""ISO 3166-1, with the flags of the European and the United Nations: pairs of letters that are drawn as flags."""

_ALIKE = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "є": "e", "ғ": "f", "н": "h", "һ": "h", "і": "i",
    "ї": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r", "я": "r",
    "ѕ": "s", "т": "t", "υ": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y",
    "α": "a", "β": "b", "ς": "c", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "σ": "o",
    "τ": "t", "χ": "x", "ω": "w", "γ": "y", "μ": "u",
}  # fmt: skip
"""Cyrillic and Greek letters → the Latin ones they are taken for."""

_LOOKS = str.maketrans({**_ALIKE, **{each.upper(): latin.upper() for each, latin in _ALIKE.items()}})
_ALIKE_LETTERS = frozenset(map(chr, _LOOKS))
_WORD = re.compile(r"[^\W\d_]+")


def plain_letters(text: str) -> str:
    """Return a text with plain letters for those in another form, and words for the signs that are one."""
    text = _SIGN.sub(lambda sign: _SIGNS[sign.group()], text)
    return text if text.isascii() else _undisguised(_without_flags(text.translate(_LETTERS)))


def _without_flags(text: str) -> str:
    """Return a text with the letters that flags are made of as letters, unless all of them make flags."""
    runs = _FLAGS.findall(text)
    if all(map(_are_flags, runs)):
        return text
    return text.translate(_FLAG)


def _are_flags(letters: str) -> bool:
    plain = letters.translate(_FLAG).casefold()
    return all(plain[at : at + 2] in _COUNTRIES for at in range(0, len(plain), 2))


def _undisguised(text: str) -> str:
    """Return a text in Latin letters whose others only look like them; another alphabet's words stay.

    Only where one word mixes both, and no letter is surely of another alphabet: "covid-тест" is Russian.
    """
    if _ALIKE_LETTERS.isdisjoint(text):
        return text
    strange = {each for each in text if each.isalpha() and not unicodedata.name(each, "").startswith("LATIN")}
    if not strange <= _ALIKE_LETTERS:
        return text
    mixed = any(not strange.isdisjoint(word) and not strange.issuperset(word) for word in _WORD.findall(text))
    return text.translate(_LOOKS) if mixed else text
