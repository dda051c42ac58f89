"""A modal of one person: the state of it, apart from what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_Json = dict[str, Any]


@dataclass
class Modal:
    """A modal that a person has before them.

    Attributes:
        view: As Slack keeps it.
        errors: What the app found wrong in a submission, by block id.
    """

    view: _Json
    errors: dict[str, str] = field(default_factory=dict)
