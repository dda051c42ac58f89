"""What a check says: a mark, what was found, and its cure in one line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from botcore.faults import printable


class Mark(StrEnum):
    """How it stands, the best first."""

    OK = "ok"
    LOOK = "look"
    """Something is other than it should be; people are answered all the same."""
    BROKEN = "broken"
    """Somebody is not answered, or something that was asked for does not happen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line.

    Attributes:
        mark: How it stands.
        found: What was found; never a secret.
        cure: What to do about it; "" where nothing is to be done.
        about: What was looked at, such as `Slack: scopes`.
    """

    mark: Mark
    found: str
    cure: str = ""
    about: str = ""


def ok(found: str) -> Finding:
    """Return what needs nothing."""
    return Finding(Mark.OK, printable(found))


def look(found: str, cure: str) -> Finding:
    """Return what somebody should look at."""
    return Finding(Mark.LOOK, printable(found), printable(cure))


def broken(found: str, cure: str) -> Finding:
    """Return what must be put right."""
    return Finding(Mark.BROKEN, printable(found), printable(cure))


class UnseenError(Exception):
    """Something cannot be looked at before something else is put right; the message names that."""
