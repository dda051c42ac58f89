"""What each token looks like and where it comes from; says what is wrong with one, and never shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True)
class TokenRule:
    """What a token looks like, and where it comes from."""

    variable: str
    pattern: str
    looks_like: str
    found_at: str


TokenRules = tuple[tuple[TokenRule, SecretStr], ...]
"""What is asked of tokens, each with the one that is set."""

BOT_TOKEN = TokenRule(
    "SLACK_BOT_TOKEN", r"xoxb-[A-Za-z0-9-]{10,}", "xoxb-…", "your Slack app's page, OAuth & Permissions"
)
APP_TOKEN = TokenRule(
    "SLACK_APP_TOKEN",
    r"xapp-[A-Za-z0-9-]{10,}",
    "xapp-…",
    "your Slack app's page, Basic Information, App-Level Tokens",
)
SIGNING_SECRET = TokenRule(
    "SLACK_SIGNING_SECRET",
    r"[0-9a-f]{32}",
    "32 hexadecimal digits",
    "your Slack app's page, Basic Information",
)
DISCORD_TOKEN = TokenRule(
    "DISCORD_TOKEN",
    r"[\w-]{18,}\.[\w-]{6,}\.[\w-]{25,}",
    "three parts joined by dots",
    "the Discord developer portal, Bot, Reset Token",
)
RULES = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, DISCORD_TOKEN)
_PLACEHOLDER = re.compile(
    # Short words only between separators: one in 400 real tokens holds "your", "todo" or "xxx" by chance.
    r"(?<![a-z0-9])(?:your|todo|x{3,})(?![a-z0-9])|x{6,}|example|placeholder|change-?me|replace|token-here|[<>…]|\.{3}",
    re.IGNORECASE,
)


def check_tokens(rules: TokenRules) -> list[str]:
    """Return one line for each token that is missing, a placeholder or malformed; never the token itself."""
    lines = []
    for rule, secret in rules:
        value = secret.get_secret_value()
        where = f"expected {rule.looks_like} from {rule.found_at}"
        if not value:
            lines.append(f"{rule.variable}: not set; {where}")
        elif _PLACEHOLDER.search(value):
            lines.append(f"{rule.variable}: still a placeholder; {where}")
        elif other := next(
            (each for each in RULES if each is not rule and re.fullmatch(each.pattern, value)), None
        ):
            lines.append(f"{rule.variable}: that is a {other.variable} ({other.looks_like}); {where}")
        elif not re.fullmatch(rule.pattern, value):
            long = "1 character" if len(value) == 1 else f"{len(value)} characters"
            lines.append(f"{rule.variable}: not the shape of a token ({long}); {where}")
    return lines
