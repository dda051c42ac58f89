"""Environment → one frozen value, read once. Nothing else in the project reads the environment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import platformdirs
from pydantic import SecretStr

from adapters.alerting import AlertTo
from adapters.manners import Manners, MannersError, Places, Rules, load_manners
from adapters.token_rules import APP_TOKEN, BOT_TOKEN, DISCORD_TOKEN, RULES, SIGNING_SECRET
from adapters.variables import (
    SettingsError,
    read_count,
    read_ids,
    read_one_id,
    read_one_of,
    read_port,
    read_seconds,
    read_secret,
    read_switch,
)
from botcore import Practices, Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.manners import Overrides
    from adapters.token_rules import TokenRules

_UNSET = SecretStr("")

_LEVELS = {each: each for each in ("DEBUG", "INFO", "WARNING", "ERROR")} | {"WARN": "WARNING"}


class OnPlatform(NamedTuple):
    """What is set for one platform, in words that hold for each.

    Attributes:
        key: What it is called in settings and addresses.
        name: What people call it.
        rules: The tokens it needs, that of the bot first.
        help_channel, report_channel: Ids of channels; "": none.
        alert: Who hears of what is urgent there.
        url: Another address, for a stand-in.
    """

    key: str
    name: str
    rules: TokenRules
    help_channel: str
    report_channel: str
    alert: AlertTo
    url: str


@dataclass(frozen=True)
class Settings:
    """Everything that can be set from outside.

    Attributes:
        slack_bot_token: `xoxb-…`.
        slack_app_token: `xapp-…`, for Socket Mode.
        slack_signing_secret: For signed HTTP.
        slack_mode: `socket` or `http`.
        slack_host, slack_port: Where signed HTTP listens.
        slack_apps: Ids of other Slack apps whose mentions of the bot are answered.
        slack_threads: Whether follow-ups in a thread of the bot's are heard without a mention on Slack.
        slack_help_channel: The id of the Slack channel in which people answer what the file does not; "": none.
        slack_alert: The private channel, and the user group, that hear of what is urgent on Slack.
        discord_token: The bot's token.
        discord_help_channel: The id of such a channel on Discord; 0: none.
        discord_shards: Into how many connections Discord's servers are divided, over all processes.
        discord_alert: The closed channel, and the role, that hear of what is urgent on Discord.
        slack_report_channel: The id of the Slack channel that is told what each week was like; "": none.
        discord_report_channel: The id of such a channel on Discord; 0: none.
        slack_owners: Ids of those who may set how the bot behaves on Slack, beside the workspace's admins.
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
        slack_url: Another Slack Web API address, for a stand-in.
        discord_url: Another Discord address, for a stand-in.
    """

    slack_bot_token: SecretStr = _UNSET
    slack_app_token: SecretStr = _UNSET
    slack_signing_secret: SecretStr = _UNSET
    slack_mode: str = "socket"
    slack_host: str = "0.0.0.0"  # noqa: S104 - Slack calls from outside
    slack_port: int = 3000
    slack_apps: frozenset[str] = frozenset()
    slack_threads: bool = False
    slack_help_channel: str = ""
    slack_alert: AlertTo = field(default_factory=AlertTo)
    discord_token: SecretStr = _UNSET
    discord_help_channel: int = 0
    discord_shards: int = 1
    discord_alert: AlertTo = field(default_factory=AlertTo)
    slack_report_channel: str = ""
    discord_report_channel: int = 0
    slack_owners: frozenset[str] = frozenset()
    manners: Places = field(default_factory=dict)
    public: bool = False
    faq: Path | None = None
    cache: Path = field(default_factory=lambda: Path(platformdirs.user_cache_dir("prolobot")))
    database: SecretStr = _UNSET
    database_key: SecretStr = _UNSET
    journal: bool = False
    journal_days: int = 0
    services: Services = field(default_factory=Services)
    ops_host: str = "127.0.0.1"
    ops_port: int = 0
    stop_grace: float = 25.0
    log_level: str = "INFO"
    log_json: bool = True
    slack_url: str = ""
    discord_url: str = ""

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

    @property
    def platforms(self) -> tuple[OnPlatform, ...]:
        """What is set for each platform: whoever asks about all of them asks here."""
        return (self.slack, self.discord)

    @property
    def slack(self) -> OnPlatform:
        """What is set for Slack; the second token is the one its mode needs."""
        if self.slack_mode == "http":
            delivered = (SIGNING_SECRET, self.slack_signing_secret)
        else:
            delivered = (APP_TOKEN, self.slack_app_token)
        return OnPlatform(
            "slack", "Slack", ((BOT_TOKEN, self.slack_bot_token), delivered),
            self.slack_help_channel, self.slack_report_channel, self.slack_alert, self.slack_url,
        )  # fmt: skip

    @property
    def discord(self) -> OnPlatform:
        """What is set for Discord."""
        help_channel, report_channel = str(self.discord_help_channel or ""), str(self.discord_report_channel or "")
        return OnPlatform(
            "discord", "Discord", ((DISCORD_TOKEN, self.discord_token),),
            help_channel, report_channel, self.discord_alert, self.discord_url,
        )  # fmt: skip

    def manners_on(self, platform: OnPlatform, overrides: Overrides | None = None) -> Manners:
        """How the bot behaves on a platform, by what is set here and was set in place."""
        base = Rules(platform.help_channel, platform.alert.channel, platform.alert.role)
        return Manners(self.manners, base, overrides)

    @property
    def tokens(self) -> TokenRules:
        """Every token there is, needed or not."""
        return (
            (BOT_TOKEN, self.slack_bot_token),
            (APP_TOKEN, self.slack_app_token),
            (SIGNING_SECRET, self.slack_signing_secret),
            (DISCORD_TOKEN, self.discord_token),
        )


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings of an environment.

    A token may stand in a file instead: `SLACK_BOT_TOKEN_FILE=/run/secrets/slack` names it.

    Raises:
        SettingsError: A value cannot be understood, or a named file cannot be read.
    """
    # An empty variable is an unset one: docker-compose and .env files pass on names without values.
    return _read({name: value.strip() for name, value in environment.items() if value.strip()})


class _Noting(dict[str, str]):
    """An environment in which nothing is set, and which notes what is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None, /) -> Any:  # noqa: ANN401 - as `dict` has it
        self.asked.add(key)
        return default


def known_settings() -> frozenset[str]:
    """Return the name of everything that is read."""
    environment = _Noting()
    _read(environment)
    return frozenset(environment.asked)


def _read(environment: Mapping[str, str]) -> Settings:
    get = environment.get
    mode = read_one_of(environment, "PROLOBOT_SLACK_MODE", {each: each for each in ("socket", "http")}, "socket")
    level = read_one_of(environment, "PROLOBOT_LOG_LEVEL", _LEVELS, "INFO")
    defaults = Services()
    return Settings(
        slack_bot_token=read_secret(environment, "SLACK_BOT_TOKEN"),
        slack_app_token=read_secret(environment, "SLACK_APP_TOKEN"),
        slack_signing_secret=read_secret(environment, "SLACK_SIGNING_SECRET"),
        slack_mode=mode,
        slack_apps=_app_ids(get("PROLOBOT_SLACK_APPS", "")),
        slack_threads=read_switch(environment, "PROLOBOT_SLACK_THREADS", default=False),
        slack_host=get("PROLOBOT_SLACK_HOST") or Settings.slack_host,
        slack_port=read_port(environment, "PROLOBOT_SLACK_PORT", 3000),
        slack_help_channel=read_one_id(environment, "PROLOBOT_SLACK_HELP_CHANNEL", "[CG][A-Z0-9]{2,20}"),
        slack_alert=AlertTo(
            read_one_id(environment, "PROLOBOT_SLACK_ALERT_CHANNEL", "[CG][A-Z0-9]{2,20}"),
            read_one_id(environment, "PROLOBOT_SLACK_ALERT_GROUP", "S[A-Z0-9]{2,20}"),
        ),
        discord_token=read_secret(environment, "DISCORD_TOKEN"),
        discord_help_channel=int(read_one_id(environment, "PROLOBOT_DISCORD_HELP_CHANNEL", "[0-9]{1,20}") or 0),
        discord_shards=read_count(environment, "PROLOBOT_DISCORD_SHARDS", 1),
        discord_alert=AlertTo(
            read_one_id(environment, "PROLOBOT_DISCORD_ALERT_CHANNEL", "[0-9]{1,20}"),
            read_one_id(environment, "PROLOBOT_DISCORD_ALERT_ROLE", "[0-9]{1,20}"),
        ),
        slack_report_channel=read_one_id(environment, "PROLOBOT_SLACK_REPORT_CHANNEL", "[CG][A-Z0-9]{2,20}"),
        discord_report_channel=int(
            read_one_id(environment, "PROLOBOT_DISCORD_REPORT_CHANNEL", "[0-9]{1,20}") or 0
        ),
        slack_owners=_user_ids(get("PROLOBOT_SLACK_OWNERS", "")),
        manners=_manners(get("PROLOBOT_MANNERS", "")),
        public=read_switch(environment, "PROLOBOT_PUBLIC", default=False),
        faq=Path(path) if (path := get("PROLOBOT_FAQ")) else None,
        cache=Path(get("PROLOBOT_CACHE") or platformdirs.user_cache_dir("prolobot")),
        database=read_secret(environment, "PROLOBOT_DATABASE"),
        database_key=read_secret(environment, "PROLOBOT_DATABASE_KEY"),
        journal=read_switch(environment, "PROLOBOT_JOURNAL", default=False),
        journal_days=read_count(environment, "PROLOBOT_JOURNAL_DAYS", 0),
        services=Services(
            get("PROLOBOT_EMERGENCY") or defaults.emergency,
            get("PROLOBOT_CRISIS_LINE") or defaults.crisis_line,
        ),
        ops_host=get("PROLOBOT_OPS_HOST") or Settings.ops_host,
        ops_port=read_port(environment, "PROLOBOT_OPS_PORT", 0),
        stop_grace=read_seconds(environment, "PROLOBOT_STOP_GRACE", Settings.stop_grace),
        log_level=level,
        log_json=read_switch(environment, "PROLOBOT_LOG_JSON", default=True),
        slack_url=get("PROLOBOT_SLACK_URL", ""),
        discord_url=get("PROLOBOT_DISCORD_URL", ""),
    )


def basic_settings(environment: Mapping[str, str]) -> Settings:
    """Return as many of the settings of an environment as can be used, for a program that waits for the rest."""
    # A secret's file that cannot be read yet must not hide where the state is to be shown.
    without_files = {name: value for name, value in environment.items() if not name.endswith("_FILE")}
    for part in (environment, without_files):
        try:
            return read_settings(part)
        except SettingsError:
            continue
    return Settings()


def secret_files(environment: Mapping[str, str]) -> list[Path]:
    """Return the files that an environment names for secrets, whether they are there or not."""
    names = (*(rule.variable for rule in RULES), "PROLOBOT_DATABASE", "PROLOBOT_DATABASE_KEY")
    named = (environment.get(f"{name}_FILE", "").strip() for name in names)
    return [Path(path) for path in named if path]


def _app_ids(value: str) -> frozenset[str]:
    return read_ids("PROLOBOT_SLACK_APPS", value, r"[AB][A-Z0-9]+", "ids of apps (A…) or of their bots (B…)")


def _user_ids(value: str) -> frozenset[str]:
    return read_ids("PROLOBOT_SLACK_OWNERS", value, r"[UW][A-Z0-9]+", "ids of users (U…)")


def _manners(path: str) -> Places:
    try:
        return load_manners(Path(path)) if path else {}
    except MannersError as error:
        raise SettingsError(f"PROLOBOT_MANNERS: {error}") from None
