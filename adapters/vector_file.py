"""Vectors of texts already encoded, kept in a file so that a restart is quick; encoded on every core.

Only hashes of texts and vectors are written. A file of another model is ignored and written anew.
"""

from __future__ import annotations

import os
from collections import ChainMap
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from adapters import learned_file, sealed_file
from botcore.encoding import DIMENSIONS, KEY_BYTES, Encoder, VectorCache, read_card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

SHIPPED = Path(str(resources.files("botcore").joinpath("data/vectors.bin")))
"""Those of the shipped file, as `make vectors` wrote them: where it was edited since, the rest is encoded."""


@contextmanager
def vectors_kept_in(path: Path, *, shipped: bool = True) -> Iterator[VectorCache]:
    """Encode with what a file remembers; whatever is new by the end of the block is written to it.

    What is learned of them is kept beside it. A file that cannot be written is no fault: the next start is slower,
    that is all.

    Args:
        path: The file.
        shipped: Whether the vectors of the shipped file are known, too; they are not written again.
    """
    beside = path.with_suffix(".learned")
    known, learned = read(path), learned_file.read(beside)
    before = len(known), len(learned)
    try:
        # What is new goes into the first of them, so the shipped vectors are never written again.
        everything = ChainMap(known, read(SHIPPED) if shipped else {})
        yield VectorCache(Encoder(each=in_threads), everything, learned)
    finally:
        if len(known) > before[0]:
            write(path, known)
        if len(learned) > before[1]:
            learned_file.write(beside, learned)


def read(path: Path) -> dict[bytes, NDArray[np.float32]]:
    """Return the vectors of a file by key; nothing at all when anything about it is wrong."""
    body = sealed_file.read(path, _head())
    row = KEY_BYTES + 4 * DIMENSIONS
    if not body or len(body) % row:
        return {}
    rows = np.frombuffer(body, dtype=np.uint8).reshape(-1, row)
    vectors = rows[:, KEY_BYTES:].copy().view(np.float32)
    return {rows[index, :KEY_BYTES].tobytes(): vectors[index] for index in range(len(rows))}


def write(path: Path, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
    """Write a file in one step, so that no reader ever meets half of one."""
    rows = (key + vector.astype(np.float32).tobytes() for key, vector in vectors.items())
    sealed_file.write(path, _head(), b"".join(rows))


def _head() -> bytes:
    """Return what a file of this model's vectors begins with."""
    return b"prolobot-vectors-1 " + read_card().sha256.encode() + b"\n"


def in_threads(work: Callable[[_Item], _Made], items: Iterable[_Item]) -> Iterator[_Made]:
    """Yield what `map` does, one thread a core: the model computes outside Python's lock."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(work, items)
