"""Other languages: what the bot says in them, and how emergencies are named in them.

`values` is what one file of `data/languages` holds and `loading` reads them all; `folding` takes a text in any
script apart into words, and `wordings` makes a pattern of templates; `guessing` tells which language a text is
in.
`own` is the one a file is written in: `advising` hears requests for advice in it, `going_on` what leans on what
was said before.
"""

from botcore.languages.folding import fold_words, is_latin, read_words
from botcore.languages.guessing import guess
from botcore.languages.loading import base_of, find_language, read_languages
from botcore.languages.own import OwnLanguage
from botcore.languages.values import Language, LanguageMessages

__all__ = [
    "Language",
    "LanguageMessages",
    "OwnLanguage",
    "base_of",
    "find_language",
    "fold_words",
    "guess",
    "is_latin",
    "read_languages",
    "read_words",
]
