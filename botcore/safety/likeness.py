"""A file's own examples: what reads like one of them is judged as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import SafetyExtension

    _Encode = Callable[[Sequence[str]], NDArray[np.float32]]

_LIKE = 0.8
"""The least cosine of two texts that say the same. Of 270 contrast pairs ("my leg went numb after the shot", "can
a leg go numb after the shot?") 9 % are as near; of the file's phrasings 11 % are as near to their own question."""

HARMLESS = ""
"""In the place of a category: like an example that is harmless."""


class Likeness:
    """Compares the parts of a message with the examples that a file adds.

    Args:
        extension: The examples, by category, and the harmless ones.
        vectors: Encodes them.
    """

    def __init__(self, extension: SafetyExtension, vectors: VectorCache) -> None:
        reports = [(text, category) for category, texts in extension.examples.items() for text in texts]
        labelled = [*reports, *((text, HARMLESS) for text in extension.harmless)]
        self._labels = [label for _, label in labelled]
        self._examples = vectors.encode_all([text for text, _ in labelled])

    def judge(self, parts: Sequence[str], encode: _Encode) -> list[str | None]:
        """Return for each part the category of the example it is like, `HARMLESS`, or None where it is like none.

        Args:
            parts: Of a message.
            encode: Turns texts into unit vectors, one row each; not asked where there are no examples.
        """
        if not self._labels:
            return [None] * len(parts)
        # Part by part, as the reader is asked: one line of a long message may be what the file means.
        cosines = encode(parts) @ self._examples.T
        return [self._labels[int(each.argmax())] if each.max() >= _LIKE else None for each in cosines]
