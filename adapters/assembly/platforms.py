"""The platforms there are: who asks about their tokens, and who runs each. What is set for them: `settings`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from adapters.assembly.bad_input import fail
from adapters.assembly.services import discord_service, slack_service, verify_discord, verify_slack
from adapters.token_rules import check_tokens

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from adapters.assembly.content import Content
    from adapters.assembly.kept import Kept
    from adapters.assembly.services import Service
    from adapters.platform_state import PlatformState
    from adapters.settings import OnPlatform, Settings

_logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Served:
    """A platform the bot can be on.

    Attributes:
        key: What it is called in metrics and addresses.
        of: Returns what is set for it.
        verify: Raises `HopelessError` where the platform refuses a token.
        build: Returns the service.
    """

    key: str
    of: Callable[[Settings], OnPlatform]
    verify: Callable[[Settings], Awaitable[None]]
    build: Callable[[Settings, Content, PlatformState, Kept], Service]

    def parts(self, current: Settings) -> Sequence[Served]:
        """Return it as often as it is served beside itself: each shard of Discord's has a key of its own."""
        count = current.discord.shards if self is DISCORD else 1
        return [replace(self, key=f"{self.key}-{number}") for number in range(count)] if count > 1 else [self]

    def is_set(self, current: Settings) -> bool:
        """Tell whether any of its tokens is set."""
        return any(secret for _, secret in self.of(current).rules)


SLACK = Served(
    "slack",
    lambda current: current.slack,
    verify_slack,
    lambda current, content, state, kept: slack_service(
        current,
        kept.heard(content.answer),
        kept=kept,
        state=state,
        refuse=content.answer.refusal,
    ),
)
DISCORD = Served(
    "discord",
    lambda current: current.discord,
    verify_discord,
    lambda current, content, state, kept: discord_service(
        current,
        kept.heard(content.answer),
        content.questions,
        faq=content.faq,
        kept=kept,
        state=state,
        shard=int(state.name.partition("-")[2] or 0),
    ),
)
PLATFORMS = (SLACK, DISCORD)


def only(platform: Served) -> Callable[[Settings], Sequence[Served]]:
    """Return what chooses one platform, whose tokens must be set."""

    def choose(current: Settings) -> Sequence[Served]:
        if lines := check_tokens(platform.of(current).rules):
            fail(lines)
        return [platform]

    return choose


def every_set(current: Settings) -> Sequence[Served]:
    """Return every platform any of whose tokens is set.

    Raises:
        BadInputError: None is, or one cannot be used.
    """
    wanted = [each for each in PLATFORMS if each.is_set(current)]
    lines = [line for each in (wanted or PLATFORMS) for line in check_tokens(each.of(current).rules)]
    if not wanted:
        how = "`prolobot setup slack` and `prolobot setup discord` say how"
        fail([f"no tokens are set: set those of Slack, of Discord, or of both; {how}", *lines])
    if lines:
        fail(lines)
    for each in PLATFORMS:
        if each not in wanted:
            _logger.info("not_served", platform=each.key, reason="no token set")
    return wanted
