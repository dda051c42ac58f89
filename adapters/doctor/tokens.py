"""Whether a token looks like one, before anybody is shown it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.doctor.findings import broken
from adapters.token_rules import check_tokens

if TYPE_CHECKING:
    from pydantic import SecretStr

    from adapters.doctor.findings import Finding
    from adapters.token_rules import TokenRule


def malformed(rule: tuple[TokenRule, SecretStr]) -> list[Finding]:
    """Return what is wrong with a token as it stands; nothing where it may be one."""
    parts = [line.split("; expected ", 1) for line in check_tokens((rule,))]
    return [broken(found, f"set {expected}") for found, expected in parts]
