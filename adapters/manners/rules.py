"""How the bot behaves in a whole workspace or server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from adapters.manners.hours import Hours, now
from adapters.manners.manner import Manner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_SECONDS = 3_600
"""Of a cooldown: an hour."""


class _Rule(NamedTuple):
    """What a value may be: what tells, and how it is said."""

    fits: Callable[[str], object]
    expected: str


_CHANNEL = _Rule(re.compile(r"[CG][A-Z0-9]{2,20}|[0-9]{1,20}").fullmatch, "the id of a channel, such as C0123ABC")
_SLACK_CHANNEL = _Rule(re.compile(r"[CG][A-Z0-9]{2,20}").fullmatch, "the id of a Slack channel, such as C0123ABC")
_DISCORD_ID = re.compile(r"[0-9]{1,20}").fullmatch
_DISCORD_CHANNEL = _Rule(_DISCORD_ID, 'the id of a Discord channel, such as "1234567890"')

_RULES: Mapping[str, _Rule] = {
    "help_channel": _CHANNEL,
    "alert_channel": _CHANNEL,
    "alert_role": _Rule(
        re.compile(r"S[A-Z0-9]{2,20}|[0-9]{1,20}").fullmatch,
        "the id of a user group or a role, such as S0123ABC",
    ),
    "quiet_hours": _Rule(Hours.read, "hours, such as 22:00-07:00 Europe/Berlin"),
    "cooldown": _Rule(
        lambda value: re.fullmatch("[0-9]{1,4}", value) and int(value) <= MOST_SECONDS,
        f"seconds from 0 to {MOST_SECONDS}",
    ),
}
"""By name, in the order in which they are shown."""

_ON_SLACK: Mapping[str, _Rule] = {
    "help_channel": _SLACK_CHANNEL,
    "alert_channel": _SLACK_CHANNEL,
    "alert_role": _Rule(
        re.compile(r"S[A-Z0-9]{2,20}").fullmatch, "the id of a Slack user group, such as S0123ABC"
    ),
}
_ON_DISCORD: Mapping[str, _Rule] = {
    "help_channel": _DISCORD_CHANNEL,
    "alert_channel": _DISCORD_CHANNEL,
    "alert_role": _Rule(_DISCORD_ID, 'the id of a Discord role, such as "1234567890"'),
}
"""Those that are ids: each platform has its own, and knows none of the other's."""


def fault_in(place: str, name: str, value: str) -> str:
    """Return what was expected of a value in a place, or instead of a name; "" where both are fine."""
    if name not in _RULES:
        return f"expected {', '.join(_RULES)}"
    rule = _ids_in(place).get(name, _RULES[name])
    return "" if not value or rule.fits(value) else f"expected {rule.expected}"


def written(place: str, name: str, value: str) -> str | None:
    """Return a value as it is kept for a place; None where it does not fit."""
    if fault_in(place, name, value):
        return None
    return str(Hours.read(value)) if name == "quiet_hours" and value else value


def fits(place: str, name: str, value: str) -> bool:
    """Tell whether something can be set to a value in a place: a channel, or a whole workspace or server."""
    return value in list(Manner) if name == "manner" else not fault_in(place, name, value)


def _ids_in(place: str) -> Mapping[str, _Rule]:
    """Return what an id may be in a workspace of Slack, or in a server of Discord."""
    if _DISCORD_ID(place):
        return _ON_DISCORD
    return _ON_SLACK if place.startswith("T") else {}


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in a whole workspace or server; nothing of it is set at first.

    Attributes:
        help_channel: The id of the channel in which people answer what the file does not; "": there is none.
        alert_channel: The id of the closed channel that is told of what is urgent; "": nobody is.
        alert_role: The id of the role, or user group, that is pinged there; "": none.
        quiet_hours: When answers have no buttons that ask whether they helped; None: they always have.
        cooldown: For how many seconds who was answered in a channel is not answered there again; 0: for none.
    """

    help_channel: str = ""
    alert_channel: str = ""
    alert_role: str = ""
    quiet_hours: Hours | None = None
    cooldown: int = 0

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Rules:
        """Return those of values that fit."""
        return cls(
            help_channel=values.get("help_channel", ""),
            alert_channel=values.get("alert_channel", ""),
            alert_role=values.get("alert_role", ""),
            quiet_hours=Hours.read(values.get("quiet_hours", "")),
            cooldown=int(values.get("cooldown") or 0),
        )

    @property
    def values(self) -> dict[str, str]:
        """Each of `_RULES` as it is written; "" for what is not set."""
        return {
            "help_channel": self.help_channel,
            "alert_channel": self.alert_channel,
            "alert_role": self.alert_role,
            "quiet_hours": str(self.quiet_hours or ""),
            "cooldown": str(self.cooldown or ""),
        }

    @property
    def asks_whether_it_helped(self) -> bool:
        """Whether answers have such buttons at this moment."""
        return not (self.quiet_hours and self.quiet_hours.hold(now()))
