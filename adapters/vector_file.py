"""Vectors of texts already encoded, kept in a file so that a restart is quick; encoded on every core.

Only hashes of texts and vectors are written. A file that is damaged, foreign or of another model is
ignored and written anew: it is never trusted further than its checksum.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from botcore.encoding import DIMENSIONS, KEY_BYTES, MODEL_SHA256, Encoder, VectorCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"prolobot-vectors-1 " + MODEL_SHA256.encode() + b"\n"
_CHECKSUM_BYTES = 32

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


@contextmanager
def vectors_kept_in(path: Path) -> Iterator[VectorCache]:
    """Encode with what a file remembers; whatever is new by the end of the block is written to it.

    A file that cannot be written is no fault: the next start is slower, that is all.
    """
    known = read(path)
    before = len(known)
    try:
        yield VectorCache(Encoder(each=in_threads), known)
    finally:
        if len(known) > before:
            write(path, known)


def read(path: Path) -> dict[bytes, NDArray[np.float32]]:
    """Return the vectors of a file by key; nothing at all when anything about it is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    body = data[len(_MAGIC) : -_CHECKSUM_BYTES]
    if not data.startswith(_MAGIC) or hashlib.sha256(_MAGIC + body).digest() != data[-_CHECKSUM_BYTES:]:
        return {}
    row = KEY_BYTES + 4 * DIMENSIONS
    if len(body) % row:
        return {}
    rows = np.frombuffer(body, dtype=np.uint8).reshape(-1, row)
    vectors = rows[:, KEY_BYTES:].copy().view(np.float32)
    return {rows[index, :KEY_BYTES].tobytes(): vectors[index] for index in range(len(rows))}


def write(path: Path, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
    """Write a file in one step, so that no reader ever meets half of one."""
    buffer = io.BytesIO()
    buffer.write(_MAGIC)
    for key, vector in vectors.items():
        buffer.write(key + vector.astype(np.float32).tobytes())
    buffer.write(hashlib.sha256(buffer.getbuffer()).digest())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(buffer.getbuffer())
        os.replace(file.name, path)  # noqa: PTH105 - the same, atomic
    except OSError:
        return


def in_threads(work: Callable[[_Item], _Made], items: Iterable[_Item]) -> Iterator[_Made]:
    """Yield what `map` does, one thread a core: the model computes outside Python's lock."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(work, items)
