"""What is set where: the environment first, over it the file, over both what was set in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from adapters.manners.manner import Manner
from adapters.manners.rules import Rules
from botcore import Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from adapters.manners.file import Places

_SHOWN = 15
"""Channels that are listed at most: with every label at its longest they stay inside a section of Slack's."""


class Change(NamedTuple):
    """One thing set in place: where, what, and to what; None: as the file says."""

    place: str
    name: str
    value: str | None


class Overrides(Protocol):
    """What was set in place."""

    @property
    def is_kept(self) -> bool:
        """Whether there is somewhere to keep it."""
        ...

    @property
    def places(self) -> Places:
        """All of it."""
        ...

    async def change(self, changes: Iterable[Change], /) -> bool:
        """Keep changes, all or none; tell whether they are kept."""
        ...


class NoOverrides:
    """Nothing is set in place, for there is nowhere to keep it."""

    is_kept = False

    @property
    def places(self) -> Places:
        """Nothing."""
        return {}

    async def change(self, changes: Iterable[Change], /) -> bool:  # noqa: ARG002 - there is nowhere
        """Tell that they are not kept."""
        return False


class Manners:
    """How the bot behaves on one platform."""

    def __init__(
        self,
        file: Places | None = None,
        base: Rules | None = None,
        overrides: Overrides | None = None,
    ) -> None:
        """Know what is set.

        Args:
            file: What a file sets; None: there is none.
            base: What holds in every workspace or server for which nothing else is set.
            overrides: What was set in place, read anew each time; None: nothing can be.
        """
        self._file = file or {}
        self._base = base or Rules()
        self._overrides: Overrides = overrides or NoOverrides()

    @property
    def is_kept(self) -> bool:
        """Whether something can be set in place."""
        return self._overrides.is_kept

    def manner(self, *channels: str) -> Manner:
        """Return how to behave in the first of these channels for which something is set."""
        found = (self._values(each).get("manner") for each in channels)
        return Manner(next(filter(None, found), Manner.USUAL))

    def rules(self, server: str) -> Rules:
        """Return what holds in a workspace or server; "" for a place that is in none."""
        return Rules.of(self._base.values | self._values(server))

    def channels(self) -> Mapping[str, Manner]:
        """Return every channel in which the bot does not behave as usual."""
        known = dict.fromkeys((*self._file, *self._overrides.places))
        manners = {each: self.manner(each) for each in known}
        return {each: manner for each, manner in manners.items() if manner is not Manner.USUAL}

    async def change(self, changes: Iterable[Change]) -> bool:
        """Keep what was set in place, all or none; tell whether it is kept.

        What is set to what holds without it is not kept: it follows the file again.
        """
        return await self._overrides.change(
            [Change(*each[:2], None if each.value == self._without(each) else each.value) for each in changes]
        )

    def _without(self, change: Change) -> str:
        """Return what holds where nothing is set in place."""
        base = {"manner": Manner.USUAL.value, **self._base.values, **self._file.get(change.place, {})}
        return base.get(change.name, "")

    def _values(self, place: str) -> dict[str, str]:
        return {**self._file.get(place, {}), **self._overrides.places.get(place, {})}


def settings_of(
    rules: Rules, channels: Mapping[str, Manner], *, link: Callable[[str], str]
) -> tuple[Setting, ...]:
    """Return what is set, as it is shown.

    Args:
        rules: What holds everywhere there.
        channels: Those in which the bot does not behave as usual; the first `_SHOWN` are shown.
        link: Returns the address of a channel.
    """
    shown = rules.values
    for name in ("help_channel", "alert_channel"):
        shown[name] = link(shown[name]) if shown[name] else ""
    listed = [Setting(link(each), manner) for each, manner in list(channels.items())[:_SHOWN]]
    return (*(Setting(name, value) for name, value in shown.items()), *listed)
