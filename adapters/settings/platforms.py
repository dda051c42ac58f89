"""What is set for each platform: for any of them in the same words, and for one alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import SecretStr

from adapters.alerting import AlertTo
from adapters.token_rules import APP_TOKEN, BOT_TOKEN, DISCORD_TOKEN, SIGNING_SECRET, TokenRules

UNSET = SecretStr("")


@dataclass(frozen=True, kw_only=True)
class OnPlatform(ABC):
    """What is set for one platform, in words that hold for each.

    Attributes:
        key: What it is called in settings and addresses.
        name: What people call it.
        help_channel: The id of the channel in which people answer what the file does not; "": none.
        report_channel: The id of the channel that is told what each week was like; "": none.
        alert: The private channel, and the role or user group, that hear of what is urgent there.
        url: Another address, for a stand-in.
    """

    key: ClassVar[str]
    name: ClassVar[str]

    help_channel: str = ""
    report_channel: str = ""
    alert: AlertTo = field(default_factory=AlertTo)
    url: str = ""

    @property
    @abstractmethod
    def rules(self) -> TokenRules:
        """The tokens it needs, that of the bot first."""

    @property
    def tokens(self) -> TokenRules:
        """Every token there is for it, needed or not."""
        return self.rules


@dataclass(frozen=True, kw_only=True)
class OnSlack(OnPlatform):
    """What is set for Slack.

    Attributes:
        bot_token: `xoxb-…`.
        app_token: `xapp-…`, for Socket Mode.
        signing_secret: For signed HTTP.
        mode: `socket` or `http`.
        host, port: Where signed HTTP listens.
        apps: Ids of other Slack apps whose mentions of the bot are answered.
        owners: Ids of those who may set how the bot behaves, beside the workspace's admins.
        threads: Whether follow-ups in a thread of the bot's are heard without a mention.
    """

    key: ClassVar[str] = "slack"
    name: ClassVar[str] = "Slack"

    bot_token: SecretStr = UNSET
    app_token: SecretStr = UNSET
    signing_secret: SecretStr = UNSET
    mode: str = "socket"
    host: str = "0.0.0.0"  # noqa: S104 - Slack calls from outside
    port: int = 3000
    apps: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    threads: bool = False

    @property
    def is_http(self) -> bool:
        """Whether Slack calls the bot, by signed HTTP."""
        return self.mode == "http"

    @property
    def rules(self) -> TokenRules:
        """The tokens it needs, that of the bot first; the second is the one its mode needs."""
        bot, app, signing = self.tokens
        return (bot, signing if self.is_http else app)

    @property
    def tokens(self) -> TokenRules:
        """Every token there is for it, needed or not."""
        return (
            (BOT_TOKEN, self.bot_token),
            (APP_TOKEN, self.app_token),
            (SIGNING_SECRET, self.signing_secret),
        )


@dataclass(frozen=True, kw_only=True)
class OnDiscord(OnPlatform):
    """What is set for Discord.

    Attributes:
        token: The bot's.
        shards: Into how many connections its servers are divided, over all processes.
    """

    key: ClassVar[str] = "discord"
    name: ClassVar[str] = "Discord"

    token: SecretStr = UNSET
    shards: int = 1

    @property
    def rules(self) -> TokenRules:
        """The one token it needs."""
        return ((DISCORD_TOKEN, self.token),)
