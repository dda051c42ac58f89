"""Which runs through all transcripts there are: one a wire on a good day, one for each bad day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.harness.replay.wire.bad_days import BAD_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.harness.replay.wire.bad_days import BadDay

WIRES = ("slack", "slack-http", "discord")
"""Slack over Socket Mode, Slack over signed HTTP, Discord over gateway and REST."""

MANIFEST_SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history")
SCOPES = (*MANIFEST_SCOPES, "channels:history")
"""Those of the app manifest, and the one with which the bot can look whether a post arrived."""


@dataclass(frozen=True)
class Run:
    """One way through all transcripts.

    Attributes:
        wire: `slack` over Socket Mode, `slack-http` over signed HTTP, or `discord`.
        day: What goes wrong; None: nothing.
        scopes: What the Slack app was granted.
    """

    wire: str
    day: BadDay | None = None
    scopes: tuple[str, ...] = SCOPES

    @property
    def title(self) -> str:
        """What the table calls the platform."""
        return f"{self.wire} *" if self.scopes == MANIFEST_SCOPES else self.wire


def good_runs(wires: Sequence[str]) -> list[Run]:
    """Return one run for each wire."""
    return [Run(wire) for wire in wires]


def bad_runs(wires: Sequence[str]) -> list[Run]:
    """Return a run for each fault, place and wire.

    Signed HTTP differs from Socket Mode in deliveries alone. Two more runs show what the manifest's scopes
    cost where the outcome of a post is unknown.
    """
    runs = [Run(wire, day) for wire in wires for day in BAD_DAYS if _applies(wire, day)]
    if "slack" in wires:
        unknown = [day for day in BAD_DAYS if (day.platform, day.on) == ("slack", "calls")]
        runs += [Run("slack", day, MANIFEST_SCOPES) for day in unknown if day.kind in {"drop", "malformed"}]
    return runs


def _applies(wire: str, day: BadDay) -> bool:
    return day.platform == wire.partition("-")[0] and (wire != "slack-http" or day.on == "deliveries")
