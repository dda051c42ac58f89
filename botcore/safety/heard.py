"""What a rule hears in a message, in whatever language."""

from __future__ import annotations

from typing import NamedTuple

CRY = "cry"
"""The category of a call for help that names nothing."""


class Heard(NamedTuple):
    """A report.

    Attributes:
        category: The red flag, or `CRY`.
        phrase: The phrase of the table, as it was written.
        is_bare: Whether nothing but small words stands beside it in its sentence.
        language: The code of the language it was said in; empty: the file's.
    """

    category: str
    phrase: str
    is_bare: bool = True
    language: str = ""
