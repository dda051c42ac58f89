"""At most once: what has been seen lately is not handled again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REMEMBERED = 20_000
"""Keys kept: at one message a second, five hours; Slack redelivers within one."""


class Once:
    """Remembers keys, the newest `REMEMBERED` of them."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_new(self, keys: Iterable[str]) -> bool:
        """Tell whether none of the keys was seen before, and remember them all."""
        keys = list(keys)
        is_new = not self.knows(keys)
        # All are remembered even when one is known: Slack may bring it a third time by the other key alone.
        self._seen |= dict.fromkeys(keys)
        for key in keys:
            self._seen.move_to_end(key)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return is_new

    def knows(self, keys: Iterable[str]) -> bool:
        """Tell whether any of the keys was seen before, and remember none."""
        return not self._seen.keys().isdisjoint(keys)
