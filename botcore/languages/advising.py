"""Requests for advice on somebody's own case, in the language that a file is written in.

The models that hear them have learned English. Here they are heard by rule: a question of what to do beside words
of somebody's own case, or in a file about health where nothing says that it is about an appointment or a bill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from botcore.languages.wordings import any_of, as_read

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from botcore.languages.values import Advice

TOLD, ASKED = 0.99, 0.9
"""How sure a request is: with a case that is told, and by the question alone. A wording of the file is surer, and
most of what else is found of it in such a language is not."""

_LEAST_SHARE = 0.25
"""The least share of a file's wordings with words of health that makes it one about health: of what a practice is
asked, most is when it opens."""


class Asks(NamedTuple):
    """What is asked for.

    Attributes:
        sureness: That it is advice on somebody's own case; 0: it is not.
        if_normal: Whether something is.
    """

    sureness: float
    if_normal: bool


class Advising:
    """Hears requests for advice in one language."""

    def __init__(self, advice: Advice, clitics: Sequence[str]) -> None:
        self._should = any_of(advice.should)
        self._may = any_of(advice.may)
        self._normal = any_of(advice.normal)
        self._case = any_of(advice.case, clitics)
        self._health = any_of(advice.health, clitics)
        self._injection = any_of(advice.injection, clitics)
        self._everyday = any_of(advice.everyday, clitics)

    def asks(self, text: str, *, about_health: bool) -> Asks:
        """Return what a message asks for.

        Args:
            text: Normalised.
            about_health: Whether the file is about health: there no word need say so.
        """
        read = as_read(text)
        tells_case = bool(self._case.search(read))
        is_of_health = tells_case or bool(self._health.search(read))
        should = bool(self._should.search(read))
        if (should or self._may.search(read)) and tells_case:
            return Asks(TOLD, if_normal=False)
        if self._normal.search(read) and is_of_health:
            return Asks(ASKED, if_normal=True)
        is_advice = should and (is_of_health or about_health) and not self._everyday.search(read)
        return Asks(ASKED if is_advice else 0.0, if_normal=False)

    def mentions_injection(self, text: str) -> bool:
        """Tell whether a normalised text speaks of an injection."""
        return bool(self._injection.search(as_read(text)))

    def is_of_health(self, wordings: Collection[str]) -> bool:
        """Tell whether a file is about health, by its entries' wordings."""
        read = list(map(as_read, wordings))
        told = sum(bool(self._case.search(each) or self._health.search(each)) for each in read)
        return told >= _LEAST_SHARE * len(read) > 0
