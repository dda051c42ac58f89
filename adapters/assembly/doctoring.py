"""From the environment to what the doctor looks at."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from adapters.assembly.bad_input import BadInputError
from adapters.assembly.loading import faq_path, load_file, settings
from adapters.assembly.services import pointed_at_discord
from adapters.doctor import CHECKS, Installation, examine
from adapters.ops import silent

if TYPE_CHECKING:
    from pathlib import Path

    from adapters.doctor import Finding


def examined(faq: Path | None, *, on: str = "") -> list[Finding]:
    """Return what is found in the environment as it is.

    Args:
        faq: The file; None: the one that is set, here, or installed.
        on: The platform to look at alone; "": everything is looked at.

    Raises:
        BadInputError: The settings cannot be used.
    """
    current, path = settings(), faq_path(faq)
    try:
        loaded = load_file(path)
    except BadInputError:
        loaded = None  # its check says why
    installation = Installation(
        current, path, loaded, frozenset(name for name, value in os.environ.items() if value)
    )
    checks = [each for each in CHECKS if on in {"", each.on}]
    with silent(), pointed_at_discord(current.discord.url):
        return asyncio.run(examine(installation, checks))
