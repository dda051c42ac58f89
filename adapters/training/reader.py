"""The trained reader, run without torch: does this text report a red flag, does it ask for personal advice?

all-MiniLM-L6-v2 trained on with two outputs, as int8 ONNX in the file that `make reader` writes.
"""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from botcore.encoding import ModelError
from botcore.encoding.encoder import MAX_TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MODEL, CARD = "safety_reader.onnx", "safety_reader.json"
OUT = Path(__file__).parent / "out"
"""Where `make reader` writes."""


class Card(NamedTuple):
    """What is known of the model's file.

    Attributes:
        sha256: Of the file.
        data: Hash of everything it was trained on; the file holds the same.
        urgent: The least probability of urgent at which a text is.
        advice: The same for advice.
        evidence: Name → share, of writers and examples the reader had not read.
    """

    sha256: str
    data: str
    urgent: float
    advice: float
    evidence: dict[str, float]


class SafetyReader:
    """Reads texts one at a time.

    Activations become int8 by a scale of the whole run: read together, one text's numbers would depend on the
    other's, and a verdict on its company.
    """

    def __init__(self, tokenizer: Tokenizer, directory: Path = OUT) -> None:
        """Load the model.

        Args:
            tokenizer: As `load_tokenizer` returns it.
            directory: Where the model and its card are.

        Raises:
            FileNotFoundError: There is no model or no card.
            ModelError: The file is not the one its card describes.
        """
        self.card = Card(**json.loads((directory / CARD).read_text(encoding="utf-8")))
        model = (directory / MODEL).read_bytes()
        _check(MODEL, "SHA-256", hashlib.sha256(model).hexdigest(), self.card.sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        held = self._session.get_modelmeta().custom_metadata_map.get("data", "")
        _check(MODEL, "hash of its data", held, self.card.data)
        self._tokenizer = tokenizer

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return for each text the probabilities of urgent and of advice, shape (len(texts), 2)."""
        logits = np.array([self._logits(text) for text in texts], dtype=np.float64).reshape(-1, 2)
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
        return probabilities

    def _logits(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        found: Any = self._session.run(None, {"ids": ids, "mask": np.ones(ids.shape, dtype=np.float32)})[0]
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
        raise ModelError(f"{name}: found {what} {found[:12]}…, expected {expected[:12]}…; run make reader")
