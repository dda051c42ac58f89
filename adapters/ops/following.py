"""Notice when a file was written, once it is quiet.

By looking, not by being told: a file that is mounted into a container by itself, one on a network share and
one behind Kubernetes's links tell nobody. A look costs microseconds.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_LOOK_EVERY = 1.0
"""Seconds between two looks."""

QUIET = 2.0
"""Seconds without another change before a file counts as written.

A file cut at the end of an entry is a good one, and half of what its author means.
"""

Marks = tuple[object, ...]
"""What is another one after a change."""


def marks(paths: Iterable[Path]) -> Marks:
    """Return when each file was written, its size and its number; None for one that is not there."""
    return tuple(_mark(path) for path in paths)


def _mark(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


async def until_changed(look: Callable[[], Marks], before: Marks) -> Marks:
    """Return what `look` finds once it is other than before, and has stayed so for `QUIET` seconds."""
    clock = asyncio.get_running_loop().time
    last, since = before, clock()
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        found = look()
        if found != last:
            last, since = found, clock()
        elif found != before and clock() - since >= QUIET:
            return found
