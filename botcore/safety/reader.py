"""The trained reader: does this text report a red flag, does it ask for personal advice?

all-MiniLM-L6-v2 trained on with two outputs, as int8 ONNX in a file that `make model` writes.
"""

from __future__ import annotations

import functools
import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from botcore.encoding import ModelError
from botcore.probability import sigmoid
from botcore.text import READ_AGAIN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

MODEL, CARD = "safety_reader.onnx", "safety_reader.json"

MAX_TOKENS = 160
"""About 115 words: longer stories are read sentence by sentence, and cut off here as a whole."""


class Card(NamedTuple):
    """What is known of the model's file.

    Attributes:
        sha256: Of the file.
        data: Hash of everything it was trained on and is judged by; the file holds the same.
    """

    sha256: str
    data: str


class SafetyReader:
    """Reads texts one at a time, and a text that is asked about again once.

    Activations become int8 by a scale of the whole run: read together, one text's numbers would depend on the
    other's, and a verdict on its company.
    """

    def __init__(self, directory: Traversable | None = None) -> None:
        """Load the model.

        Args:
            directory: Where the model and its card are; None: those shipped with botcore.

        Raises:
            FileNotFoundError: There is no model or no card.
            ModelError: The file is not the one its card describes.
        """
        directory = directory or resources.files("botcore").joinpath("data")
        self.card = Card(**json.loads((directory / CARD).read_text(encoding="utf-8")))
        model = (directory / MODEL).read_bytes()
        _check(MODEL, "SHA-256", hashlib.sha256(model).hexdigest(), self.card.sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        held = session.get_modelmeta().custom_metadata_map.get("data", "")
        _check(MODEL, "hash of its data", held, self.card.data)
        read = functools.partial(_logits, session, load_tokenizer())
        self._logits = functools.lru_cache(maxsize=READ_AGAIN)(read)

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each text the probabilities of urgent and of advice, shape (len(texts), 2)."""
        return sigmoid(self.logits(texts))

    def logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the logits of the same, shape (len(texts), 2)."""
        return np.array([self._logits(text) for text in texts], dtype=np.float64).reshape(-1, 2)


def _logits(session: onnxruntime.InferenceSession, tokenizer: Tokenizer, text: str) -> NDArray[np.float32]:
    ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
    found: Any = session.run(None, {"ids": ids, "mask": np.ones(ids.shape, dtype=np.float32)})[0]
    logits: NDArray[np.float32] = found[0]
    return logits


def load_tokenizer() -> Tokenizer:
    """Return what takes a text apart as the encoder does, into the numbers of its first `MAX_TOKENS` pieces."""
    data = resources.files("botcore").joinpath("data/minilm/tokenizer.json").read_bytes()
    tokenizer = Tokenizer.from_str(data.decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _check(name: str, what: str, found: str, expected: str) -> None:
    if found != expected:
        raise ModelError(f"{name}: found {what} {found[:12]}…, expected {expected[:12]}…; run make model")
