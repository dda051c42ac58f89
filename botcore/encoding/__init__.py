"""Encoding: texts → sentence vectors, for safety and matching alike, and what the safety reader makes of them.

`encoder` is the model, `cache` remembers the wordings of a file.
"""

from botcore.encoding.cache import KEY_BYTES, VectorCache
from botcore.encoding.encoder import DIMENSIONS, Card, Encoder, ModelError, load_tokenizer, read_card

__all__ = [
    "DIMENSIONS", "KEY_BYTES", "Card", "Encoder", "ModelError", "VectorCache", "load_tokenizer", "read_card",
]  # fmt: skip
