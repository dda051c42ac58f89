"""Encoding: texts → sentence vectors, for safety and matching alike.

`encoder` is the model, `message_vectors` encodes what is read of one message together, `cache` remembers the
wordings of a file.
"""

from botcore.encoding.cache import KEY_BYTES, VectorCache
from botcore.encoding.encoder import DIMENSIONS, MODEL_SHA256, Encoder, ModelError
from botcore.encoding.message_vectors import MessageVectors

__all__ = ["DIMENSIONS", "KEY_BYTES", "MODEL_SHA256", "Encoder", "MessageVectors", "ModelError", "VectorCache"]
