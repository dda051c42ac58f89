"""Settings that contradict each other, or that nobody reads."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from adapters.doctor.check import Check
from adapters.doctor.findings import broken, look, ok
from adapters.settings import known_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen
    from adapters.settings import Settings

_OURS = "PROLOBOT_"

_OF_COMPOSE = frozenset(f"{_OURS}{name}" for name in ("SECRETS", "REPLICAS", "BALANCER_PORT"))
"""What docker-compose.yml reads, often from the same file."""

_CHANNEL = re.compile(r"[CGDT][A-Z0-9]{2,20}|[0-9]{15,20}")
"""Ids of Slack and of Discord."""


async def _settings(seen: Seen) -> list[Finding]:
    """Settings of which one takes away what another asks for."""
    found = [*_contradictions(seen.current), *_misspelt(seen.installation.names)]
    return found or [ok("none contradicts another")]


def _contradictions(current: Settings) -> Iterator[Finding]:
    tokens = _tokens(current)
    yield from _of_the_database(current, is_set=bool(current.database.get_secret_value()))
    if "SLACK_SIGNING_SECRET" in tokens and "SLACK_APP_TOKEN" not in tokens and not current.slack.is_http:
        found = "SLACK_SIGNING_SECRET is set, and Socket Mode does not use it"
        yield look(found, "set PROLOBOT_SLACK_MODE=http, or SLACK_APP_TOKEN")
    if current.slack.is_http and current.ops_port == current.slack.port:
        yield broken(
            f"both Slack and metrics are to listen on port {current.ops_port}", "change PROLOBOT_OPS_PORT"
        )
    for each in current.platforms:
        if each.alert.role and not each.alert.channel:
            setting = f"{_OURS}{each.key.upper()}_ALERT_CHANNEL"
            yield broken("somebody is to be pinged of what is urgent, and there is no channel", f"set {setting}")
    yield from _of_unserved(current, tokens)
    for each in current.platforms:
        if each.url:
            found = f"{_OURS}{each.key.upper()}_URL is set: another server is asked in its place"
            yield look(found, "unset it, but to try it out")
    if names := [name for name in current.manners if not _CHANNEL.fullmatch(name)]:
        cure = "write the channel's id, such as C0123ABC, not its name"
        yield broken(f"PROLOBOT_MANNERS: {names[0]} is no id of a channel, and changes nothing", cure)


def _of_the_database(current: Settings, *, is_set: bool) -> Iterator[Finding]:
    """Yield what goes wrong between the database and what is to be kept there."""
    if current.journal and not is_set:
        yield broken("PROLOBOT_JOURNAL is on and nothing is noted: there is no database", "set PROLOBOT_DATABASE")
    if current.reports and not (current.journal and is_set):
        yield broken(
            "a channel is to be told of each week, and nothing is noted",
            "set PROLOBOT_JOURNAL=yes and PROLOBOT_DATABASE",
        )
    if current.slack.owners and not is_set:
        found = "PROLOBOT_SLACK_OWNERS is set and they can set nothing: there is no database"
        yield look(found, "set PROLOBOT_DATABASE")
    if current.journal_days and not current.journal:
        yield look("PROLOBOT_JOURNAL_DAYS is set and no word is kept", "set PROLOBOT_JOURNAL=yes, or unset it")
    if current.journal and is_set and not current.database_key.get_secret_value():
        found = "people are hashed with a digest of the tokens: after new tokens nobody can be forgotten"
        yield look(found, "set PROLOBOT_DATABASE_KEY to something long and random, and keep it")
    if current.discord.shards > 1 and not is_set:
        found = "PROLOBOT_DISCORD_SHARDS without a database: a second process would answer everything twice"
        yield look(found, "set PROLOBOT_DATABASE, or run one process alone")


def _of_unserved(current: Settings, tokens: set[str]) -> Iterator[Finding]:
    """Yield what is set for a platform that is not served."""
    for each in current.platforms:
        token = each.rules[0][0].variable
        if (each.help_channel or each.alert.channel or each.report_channel) and token not in tokens:
            yield look(f"channels of {each.name} are set, and {token} is not", f"run prolobot setup {each.key}")


def _tokens(current: Settings) -> set[str]:
    return {rule.variable for rule, secret in current.tokens if secret.get_secret_value()}


def _misspelt(names: frozenset[str]) -> Iterator[Finding]:
    known = {each for each in known_settings() if each.startswith(_OURS)}
    for name in sorted(each for each in names - known - _OF_COMPOSE if each.startswith(_OURS)):
        near = difflib.get_close_matches(name, known, n=1)
        meant = f"did you mean {near[0]}?" if near else "see the README's table of settings"
        yield look(f"{name} is no setting: nobody reads it", meant)


async def _emergency(seen: Seen) -> list[Finding]:
    """Whether people are told whom to call where the bot is used."""
    services, unset = seen.current.services, type(seen.current.services)()
    if services.emergency == unset.emergency:
        cure = "set PROLOBOT_EMERGENCY, such as 112, and PROLOBOT_CRISIS_LINE"
        return [look(f"people are told to call “{services.emergency}”, and no number", cure)]
    if services.crisis_line == unset.crisis_line:
        return [look(f"people in a crisis are told of “{services.crisis_line}”", "set PROLOBOT_CRISIS_LINE")]
    return [ok(f"{services.emergency}, {services.crisis_line}")]


CHECKS = (
    Check("settings", _settings),
    Check("emergency number", _emergency),
)
