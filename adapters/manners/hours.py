"""Hours of the day, in the time of a place: `22:00-07:00 Europe/Berlin`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

_HOURS = re.compile(
    r"([01]?\d|2[0-3])(?::([0-5]\d))?\s*(?:-|–|to)\s*([01]?\d|2[0-3])(?::([0-5]\d))?(?:\s+([A-Za-z0-9_+/-]+))?"
)


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of the day to another, over midnight where the other is the earlier.

    Attributes:
        begin: The first minute.
        end: The first minute after them.
        zone: Whose time, by its name in the tz database; UTC where none is named.
    """

    begin: time
    end: time
    zone: str = "UTC"

    @classmethod
    def read(cls, text: str) -> Hours | None:
        """Return what a text says; None where it says no hours, none at all, or names no zone there is."""
        found = _HOURS.fullmatch(text.strip())
        if found is None:
            return None
        begin, end = time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))
        zone = found[5] or "UTC"
        try:
            ZoneInfo(zone)
        except (LookupError, ValueError, OSError):  # a name that is none, or that is a folder
            return None
        return None if begin == end else cls(begin, end, zone)

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M} {self.zone}"

    def hold(self, now: datetime) -> bool:
        """Tell whether a moment, which knows its zone, lies within them."""
        at = now.astimezone(ZoneInfo(self.zone)).time()
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
