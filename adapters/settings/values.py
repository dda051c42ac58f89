"""What is set for the service, and for both platforms in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from adapters.manners import Manners, Places, Rules
from adapters.settings.platforms import UNSET, OnDiscord, OnSlack
from botcore import Practices, Services

if TYPE_CHECKING:
    from pydantic import SecretStr

    from adapters.manners import Overrides
    from adapters.settings.platforms import OnPlatform
    from adapters.token_rules import TokenRules


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that can be set from outside.

    Attributes:
        slack: What is set for Slack.
        discord: What is set for Discord.
        manners: How to behave in single channels, and in whole workspaces and servers, by their ids.
        public: Whether `/prolo` answers where everyone sees it.
        faq: The file; None: the one that came with the program.
        cache: A folder for vectors.
        database: The address of what is kept, which may hold a password; "": nothing outlives the process.
        database_key: What person and place are hashed with there; "": a digest of the tokens.
        journal: Whether replies and ratings are noted in the database, for those who look after the file.
        journal_days: For how many days ordinary words of what could not be answered are kept there; 0: none are.
        services: What emergency services are called where the bot is used.
        ops_host, ops_port: Where health and metrics can be read; port 0: nowhere.
        stop_grace: Seconds for the replies being made when the service stops.
        log_level: INFO, WARNING …
        log_json: Whether log lines are JSON.
    """

    slack: OnSlack = field(default_factory=OnSlack)
    discord: OnDiscord = field(default_factory=OnDiscord)
    manners: Places = field(default_factory=dict)
    public: bool = False
    faq: Path | None = None
    cache: Path = field(default_factory=lambda: Path(platformdirs.user_cache_dir("prolobot")))
    database: SecretStr = UNSET
    database_key: SecretStr = UNSET
    journal: bool = False
    journal_days: int = 0
    services: Services = field(default_factory=Services)
    ops_host: str = "127.0.0.1"
    ops_port: int = 0
    stop_grace: float = 25.0
    log_level: str = "INFO"
    log_json: bool = True

    @property
    def platforms(self) -> tuple[OnPlatform, ...]:
        """What is set for each platform: whoever asks about all of them asks here."""
        return (self.slack, self.discord)

    @property
    def tokens(self) -> TokenRules:
        """Every token there is, needed or not."""
        return tuple(token for each in self.platforms for token in each.tokens)

    @property
    def reports(self) -> bool:
        """Whether anybody is to be told what each week was like."""
        return any(each.report_channel for each in self.platforms)

    @property
    def practices(self) -> Practices:
        """What is done with what people write."""
        is_kept = self.journal and bool(self.database.get_secret_value())
        return Practices(public_command=self.public, journal=is_kept, days=self.journal_days if is_kept else 0)

    @property
    def hashing_key(self) -> bytes:
        """What person and place are hashed with in the database: the same for all that serve the same app."""
        # The first token of each platform alone: it stays the same whether Slack is served over sockets or HTTP.
        tokens = (each.rules[0][1].get_secret_value() for each in self.platforms)
        secret = self.database_key.get_secret_value() or " ".join(tokens)
        return hashlib.sha256(secret.encode()).digest()

    @property
    def hashed_with(self) -> tuple[str, ...]:
        """The names of what `hashing_key` is made of; none: it is everybody's, and nobody was hashed with it."""
        if self.database_key.get_secret_value():
            return ("PROLOBOT_DATABASE_KEY",)
        tokens = (each.rules[0] for each in self.platforms)
        return tuple(rule.variable for rule, secret in tokens if secret.get_secret_value())

    def manners_on(self, platform: OnPlatform, overrides: Overrides | None = None) -> Manners:
        """How the bot behaves on a platform, by what is set here and was set in place."""
        base = Rules(platform.help_channel, platform.alert.channel, platform.alert.role)
        return Manners(self.manners, base, overrides)
