"""Python's collector of garbage, kept from looking through what a loaded file is made of time and again.

A bot is a million small objects that stay. The collector would walk them while they are made, which takes nearly
half of a start, and again and again afterwards, in the middle of a reply: 0.1 s each time.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def made_to_stay() -> Iterator[None]:
    """Collect nothing while a block makes what stays, and leave that alone from then on.

    What another block made before is looked through once more, at the end: most of it may be gone by then. The
    first block has none, and a start does not wait for it.
    """
    has_earlier = gc.get_freeze_count() > 0
    gc.unfreeze()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if has_earlier:
            gc.collect()
        gc.freeze()
        if was_enabled:
            gc.enable()
