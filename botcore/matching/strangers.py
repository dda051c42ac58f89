"""Everyday talk in many subjects, shipped once for every file: what people write that a file does not answer.

A file's author knows what it answers, and hardly what else people will write. These messages stand in for topics
that nobody wrote: they teach the calibration what is far from a file, and set its thresholds.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

_TEXTS, VECTORS = "strangers.txt", "strangers.npy"
"""`python -m adapters.training.strangers` writes the vectors anew after the texts were edited."""


@dataclass(frozen=True)
class Strangers:
    """Messages that no file answers.

    Attributes:
        texts: In the form in which messages are compared with wordings.
        vectors: One a text, at unit length to three digits, shape (n, DIMENSIONS).
    """

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]

    def every(self, step: int) -> Strangers:
        """Return each `step`-th of them: of every subject some."""
        return Strangers(self.texts[::step], self.vectors[::step])


def read_texts(subjects: Collection[str] = ()) -> tuple[str, ...]:
    """Return the messages in the order of the file, as they are compared.

    Args:
        subjects: Those whose messages are wanted, as lines with a # name them; empty: all.
    """
    lines = resources.files("botcore").joinpath("data", _TEXTS).read_text(encoding="utf-8").splitlines()
    texts: list[str] = []
    subject = ""
    for line in lines:
        if line.startswith("#"):
            subject = line.removeprefix("#").strip()
        elif line and (not subjects or subject in subjects):
            texts.append(without_chatter(line))
    return tuple(texts)


@functools.cache
def load_strangers() -> Strangers:
    """Return those that are shipped."""
    with resources.files("botcore").joinpath("data", VECTORS).open("rb") as file:
        vectors = np.load(file, allow_pickle=False)
    # Stored in half the bytes: three digits are enough to tell how like a stranger something is.
    return Strangers(read_texts(), vectors.astype(np.float32))
