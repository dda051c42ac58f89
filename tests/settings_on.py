"""Settings with something else set for one platform."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adapters.settings import Settings


def with_slack(settings: Settings, **changed: Any) -> Settings:
    return replace(settings, slack=replace(settings.slack, **changed))


def with_discord(settings: Settings, **changed: Any) -> Settings:
    return replace(settings, discord=replace(settings.discord, **changed))
