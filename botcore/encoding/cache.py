"""Vectors of texts already encoded, over any mapping: one in memory, or one that somebody keeps in a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from botcore.encoding.encoder import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from botcore.encoding.encoder import Encoder

KEY_BYTES = 16
"""Of the SHA-256 of a text: it is found again, and cannot be read."""


class VectorCache:
    """Encodes texts, remembering what it has encoded.

    Attributes:
        encoder: Who encodes what is not remembered.
        learned: What was learned of texts and their vectors, arrays by name, by what stands for those texts.
    """

    def __init__(
        self,
        encoder: Encoder,
        known: MutableMapping[bytes, NDArray[np.float32]] | None = None,
        learned: MutableMapping[bytes, Mapping[str, NDArray[Any]]] | None = None,
    ) -> None:
        """Take over what is known.

        Args:
            encoder: Who encodes what is not remembered.
            known: Key → vector, of shape (DIMENSIONS,); grows by what is encoded. None: a mapping of its own.
            learned: Grows by what is learned. None: a mapping of its own.
        """
        self.encoder = encoder
        self.learned = {} if learned is None else learned
        self._known = {} if known is None else known

    def encode_all(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (len(texts), DIMENSIONS), in their order.

        Args:
            texts: Any number of texts.
            progress: Called with how many of those that are new are encoded, of how many.
        """
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            vectors = self.encoder.encode_all(list(missing.values()), progress=progress)
            self._known.update(zip(missing, vectors, strict=True))
        if not keys:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([self._known[key] for key in keys])


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:KEY_BYTES]
