"""Take tokens from a person without showing them, and write them where the service reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from adapters.token_rules import check_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from adapters.token_rules import TokenRule

_TRIES = 3
"""How often a token that is none is asked for again."""


class GaveUpError(Exception):
    """No token was given; the message names it."""


@dataclass(frozen=True)
class Asking:
    """How a person is asked.

    Attributes:
        hidden: Asks for something that is not shown while it is typed, and returns it.
        say: Tells them something.
    """

    hidden: Callable[[str], str]
    say: Callable[[str], None]

    def tokens(self, rules: Iterable[TokenRule], known: Mapping[str, str]) -> dict[str, str]:
        """Return every token, by its variable: what is known already, else what a person types.

        Raises:
            GaveUpError: One was left out, or was none three times.
        """
        return {rule.variable: self._token(rule, known.get(rule.variable, "").strip()) for rule in rules}

    def _token(self, rule: TokenRule, known: str) -> str:
        if known:
            self.say(f"{rule.variable}: taken from what is set already")
            return known
        for _ in range(_TRIES):
            value = self.hidden(f"{rule.variable} ({rule.looks_like}; it is not shown)").strip()
            if not value:
                break
            if not (faults := check_tokens(((rule, SecretStr(value)),))):
                return value
            self.say(faults[0])
        raise GaveUpError(f"{rule.variable}: not given; nothing was written. It is on {rule.found_at}")
