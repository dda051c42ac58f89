"""Notice when `faq.yaml` is written; `service` then loads it again, and answers from it unless it is bad."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

_SETTLING_MS = 150
"""Milliseconds without another change before a file counts as written: editors write in steps."""


async def changes_of(file: Path, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Yield whenever a file has been written, until `stopping` is set."""
    import watchfiles  # Not needed for the first page, which has two seconds.

    # The folder, not the file: many editors write another file and rename it.
    async for _ in watchfiles.awatch(
        file.parent,
        watch_filter=lambda _, path: Path(path) == file,
        stop_event=stopping,
        debounce=_SETTLING_MS * 4,
        step=_SETTLING_MS,
        recursive=False,
    ):
        yield
