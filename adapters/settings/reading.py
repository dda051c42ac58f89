"""The environment, read into settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.alerting import AlertTo
from adapters.manners import MannersError, load_manners
from adapters.settings.platforms import OnDiscord, OnSlack
from adapters.settings.values import Settings
from adapters.settings.variables import (
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
from adapters.token_rules import RULES
from botcore import Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.manners import Places

_LEVELS = {each: each for each in ("DEBUG", "INFO", "WARNING", "ERROR")} | {"WARN": "WARNING"}
_MODES = {each: each for each in ("socket", "http")}

_SLACK_CHANNEL, _SLACK_GROUP, _DISCORD_ID = "[CG][A-Z0-9]{2,20}", "S[A-Z0-9]{2,20}", "[0-9]{1,20}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings of an environment.

    A token may stand in a file instead: `SLACK_BOT_TOKEN_FILE=/run/secrets/slack` names it.

    Raises:
        SettingsError: Values cannot be understood, or named files cannot be read: with every one of them.
    """
    settings, faults = _read_usable(environment)
    if faults:
        raise SettingsError(*faults)
    return settings


def _read_usable(environment: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Return what can be read, as if the rest was not set, and a line for each variable of that."""
    # An empty variable is an unset one: docker-compose and .env files pass on names without values.
    usable = {name: value.strip() for name, value in environment.items() if value.strip()}
    faults = list[str]()
    while True:
        try:
            return _read(usable), faults
        except SettingsError as error:
            faults += error.lines
            # Read again without it: the next fault is met then.
            if not usable.pop(error.lines[0].partition(":")[0], ""):
                raise


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


def basic_settings(environment: Mapping[str, str]) -> Settings:
    """Return as many of the settings of an environment as can be used, for a program that waits for the rest."""
    # What cannot be used, such as a secret's file that cannot be read yet, hides not where the state is shown.
    return _read_usable(environment)[0]


def secret_files(environment: Mapping[str, str]) -> list[Path]:
    """Return the files that an environment names for secrets, whether they are there or not."""
    names = (*(rule.variable for rule in RULES), "PROLOBOT_DATABASE", "PROLOBOT_DATABASE_KEY")
    named = (environment.get(f"{name}_FILE", "").strip() for name in names)
    return [Path(path) for path in named if path]


def _read(environment: Mapping[str, str]) -> Settings:
    get, unset = environment.get, Settings()
    return Settings(
        slack=_read_slack(environment, unset.slack),
        discord=_read_discord(environment, unset.discord),
        manners=_manners(get("PROLOBOT_MANNERS", "")),
        public=read_switch(environment, "PROLOBOT_PUBLIC", default=unset.public),
        faq=Path(path) if (path := get("PROLOBOT_FAQ")) else unset.faq,
        cache=Path(get("PROLOBOT_CACHE") or unset.cache),
        database=read_secret(environment, "PROLOBOT_DATABASE"),
        database_key=read_secret(environment, "PROLOBOT_DATABASE_KEY"),
        journal=read_switch(environment, "PROLOBOT_JOURNAL", default=unset.journal),
        journal_days=read_count(environment, "PROLOBOT_JOURNAL_DAYS", unset.journal_days),
        services=Services(
            get("PROLOBOT_EMERGENCY") or unset.services.emergency,
            get("PROLOBOT_CRISIS_LINE") or unset.services.crisis_line,
        ),
        ops_host=get("PROLOBOT_OPS_HOST") or unset.ops_host,
        ops_port=read_port(environment, "PROLOBOT_OPS_PORT", unset.ops_port),
        stop_grace=read_seconds(environment, "PROLOBOT_STOP_GRACE", unset.stop_grace),
        log_level=read_one_of(environment, "PROLOBOT_LOG_LEVEL", _LEVELS, unset.log_level),
        log_json=read_switch(environment, "PROLOBOT_LOG_JSON", default=unset.log_json),
    )


def _read_slack(environment: Mapping[str, str], unset: OnSlack) -> OnSlack:
    get = environment.get
    return OnSlack(
        bot_token=read_secret(environment, "SLACK_BOT_TOKEN"),
        app_token=read_secret(environment, "SLACK_APP_TOKEN"),
        signing_secret=read_secret(environment, "SLACK_SIGNING_SECRET"),
        mode=read_one_of(environment, "PROLOBOT_SLACK_MODE", _MODES, unset.mode),
        host=get("PROLOBOT_SLACK_HOST") or unset.host,
        port=read_port(environment, "PROLOBOT_SLACK_PORT", unset.port),
        apps=_app_ids(get("PROLOBOT_SLACK_APPS", "")),
        owners=_user_ids(get("PROLOBOT_SLACK_OWNERS", "")),
        threads=read_switch(environment, "PROLOBOT_SLACK_THREADS", default=unset.threads),
        help_channel=read_one_id(environment, "PROLOBOT_SLACK_HELP_CHANNEL", _SLACK_CHANNEL),
        report_channel=read_one_id(environment, "PROLOBOT_SLACK_REPORT_CHANNEL", _SLACK_CHANNEL),
        alert=AlertTo(
            read_one_id(environment, "PROLOBOT_SLACK_ALERT_CHANNEL", _SLACK_CHANNEL),
            read_one_id(environment, "PROLOBOT_SLACK_ALERT_GROUP", _SLACK_GROUP),
        ),
        url=get("PROLOBOT_SLACK_URL", unset.url),
    )


def _read_discord(environment: Mapping[str, str], unset: OnDiscord) -> OnDiscord:
    return OnDiscord(
        token=read_secret(environment, "DISCORD_TOKEN"),
        shards=read_count(environment, "PROLOBOT_DISCORD_SHARDS", unset.shards),
        help_channel=_discord_channel(environment, "PROLOBOT_DISCORD_HELP_CHANNEL"),
        report_channel=_discord_channel(environment, "PROLOBOT_DISCORD_REPORT_CHANNEL"),
        alert=AlertTo(
            read_one_id(environment, "PROLOBOT_DISCORD_ALERT_CHANNEL", _DISCORD_ID),
            read_one_id(environment, "PROLOBOT_DISCORD_ALERT_ROLE", _DISCORD_ID),
        ),
        url=environment.get("PROLOBOT_DISCORD_URL", unset.url),
    )


def _discord_channel(environment: Mapping[str, str], name: str) -> str:
    """Return the id of a channel as Discord writes it, without zeros before it; "" for none, and for 0."""
    return read_one_id(environment, name, _DISCORD_ID).lstrip("0")


def _app_ids(value: str) -> frozenset[str]:
    return read_ids("PROLOBOT_SLACK_APPS", value, r"[AB][A-Z0-9]+", "ids of apps (A…) or of their bots (B…)")


def _user_ids(value: str) -> frozenset[str]:
    return read_ids("PROLOBOT_SLACK_OWNERS", value, r"[UW][A-Z0-9]+", "ids of users (U…)")


def _manners(path: str) -> Places:
    try:
        return load_manners(Path(path)) if path else {}
    except MannersError as error:
        raise SettingsError(f"PROLOBOT_MANNERS: {error}") from None
