"""Encoding: texts → sentence vectors, for safety and matching alike.

`encoder` is the model, `message_vectors` encodes what is read of one message together, `cache` remembers the
wordings of a file.
"""

from botcore.encoding.cache import VectorCache
from botcore.encoding.encoder import DIMENSIONS, Encoder, ModelError
from botcore.encoding.message_vectors import MessageVectors

__all__ = ["DIMENSIONS", "Encoder", "MessageVectors", "ModelError", "VectorCache"]
