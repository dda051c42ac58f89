"""The vectors of what is read of one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding.encoder import Encoder


class MessageVectors:
    """Vectors of one message's texts: nothing is encoded twice, and what can be is encoded together."""

    def __init__(self, encoder: Encoder, ahead: Sequence[str] = ()) -> None:
        """Encode nothing yet.

        Args:
            encoder: Who encodes.
            ahead: Texts that will be asked for: they are encoded along with the first that is.
        """
        self._encoder = encoder
        self._ahead = ahead
        self._known: dict[str, NDArray[np.float32]] = {}

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (len(texts), DIMENSIONS), in their order."""
        if any(text not in self._known for text in texts):
            missing = [text for text in dict.fromkeys((*texts, *self._ahead)) if text not in self._known]
            self._known.update(zip(missing, self._encoder.encode_all(missing), strict=True))
        return np.stack([self._known[text] for text in texts])
