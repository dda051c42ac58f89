"""Vectors of texts already encoded, kept on disk so that a restart is quick.

Only hashes of texts and vectors are written. A file that is damaged, foreign or of another model is
ignored and written anew: it is never trusted further than its checksum.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from typing import TYPE_CHECKING

import numpy as np

from botcore.encoding.encoder import DIMENSIONS, MODEL_SHA256

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from botcore.encoding.encoder import Encoder

_MAGIC = b"prolobot-vectors-1 " + MODEL_SHA256.encode() + b"\n"
_KEY_BYTES = 16
_CHECKSUM_BYTES = 32


class VectorCache:
    """Encodes texts, remembering what it has encoded.

    Args:
        encoder: Who encodes what is not remembered.
        path: Where to keep the vectors; None: nowhere.
    """

    def __init__(self, encoder: Encoder, path: Path | None = None) -> None:
        self._encoder = encoder
        self._path = path
        self._known = read(path) if path else {}

    def encode_all(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (len(texts), DIMENSIONS), in their order.

        What was remembered but is not asked for again is kept; the file is written when anything is new.
        A file that cannot be written is no fault: the next start is slower, that is all.
        """
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            vectors = self._encoder.encode_all(list(missing.values()), progress=progress)
            self._known.update(zip(missing, vectors, strict=True))
            if self._path:
                write(self._path, self._known)
        if not keys:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([self._known[key] for key in keys])


def read(path: Path) -> dict[bytes, NDArray[np.float32]]:
    """Return the vectors of a cache file by key; nothing at all when anything about it is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    body = data[len(_MAGIC) : -_CHECKSUM_BYTES]
    if not data.startswith(_MAGIC) or hashlib.sha256(_MAGIC + body).digest() != data[-_CHECKSUM_BYTES:]:
        return {}
    row = _KEY_BYTES + 4 * DIMENSIONS
    if len(body) % row:
        return {}
    rows = np.frombuffer(body, dtype=np.uint8).reshape(-1, row)
    vectors = rows[:, _KEY_BYTES:].copy().view(np.float32)
    return {rows[index, :_KEY_BYTES].tobytes(): vectors[index] for index in range(len(rows))}


def write(path: Path, vectors: dict[bytes, NDArray[np.float32]]) -> None:
    """Write a cache file in one step, so that no reader ever meets half of one."""
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


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_KEY_BYTES]
