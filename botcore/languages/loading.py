"""Reads the languages shipped with botcore."""

from __future__ import annotations

import functools
from importlib import resources

from botcore.languages.values import Language
from botcore.strict_yaml import read_shipped

_SPOKEN_MOST = ("es", "pt", "fr", "de", "ru", "ar", "hi", "id", "sv")
"""Come first: of languages that share a phrase the first has it."""

_SAME = {"nb": "no", "nn": "no", "hr": "sr-Latn", "bs": "sr-Latn", "ms": "id", "gl": "pt", "fil": "tl"}
"""Languages whose readers are served by another's file, as ISO 639 names them."""

_ANYBODY = "{he}"
"""Stands in a template for the language's words for people."""


def find_language(code: str) -> Language | None:
    """Return the shipped language that readers of this one understand; None when there is none."""
    languages = {each.code: each for each in read_languages()}
    return languages.get(_SAME.get(code, code))


def base_of(code: str) -> str:
    """Return the language that readers of this one are served in, without script or country: "no" of "nb-NO"."""
    base = code.partition("-")[0]
    return _SAME.get(base, base).partition("-")[0]


@functools.cache
def read_languages() -> tuple[Language, ...]:
    """Return every shipped language: those that most people speak, then the others by code.

    Raises:
        ValueError: A file is broken; says which, where and how.
    """
    folder = resources.files("botcore").joinpath("data", "languages")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    return tuple(sorted(map(_read, names), key=_rank))


def _rank(language: Language) -> int:
    return _SPOKEN_MOST.index(language.code) if language.code in _SPOKEN_MOST else len(_SPOKEN_MOST)


def _read(name: str) -> Language:
    language = Language.model_validate(read_shipped("languages", name))
    anybody = f"({'|'.join(language.people)})"
    spelled_out = {
        category: tuple(each.replace(_ANYBODY, anybody) for each in templates)
        for category, templates in language.phrases.items()
    }
    return language.model_copy(update={"phrases": spelled_out})
