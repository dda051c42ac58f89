"""`python -m adapters.training.health`: what tells health from other subjects, after an edit of its lines."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from botcore.encoding import Encoder
from botcore.faq import SafetyExtension
from botcore.matching.strangers import read_texts
from botcore.safety import load_knowledge
from botcore.safety.health import WEIGHTS
from botcore.text import without_chatter

_LINES = Path(__file__).parent / "subjects"

NEAR = ("health, everyday", "body and looks", "old age and care", "baby and child things", "psychology and habits")
"""Subjects of the shipped strangers that touch health: they teach neither."""

_REGULARISATION = 3.0
"""Of 0.3, 1, 3, 10 and 100 the one that parts files best; with 100, a bank's "how much do I have" is health."""


def read_lines(name: str) -> list[str]:
    """Return the lines of one side: `health` or `others`."""
    return (_LINES / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def main() -> None:
    """Learn from what the safety check, the strangers and these lines say, and keep 385 numbers."""
    known = load_knowledge(SafetyExtension())
    shipped = [text for each in known.categories for text in each.examples]
    shipped += [text for group in known.advice.values() for text in group] + list(known.not_advice)
    others = [text for text in read_texts() if text not in set(read_texts(NEAR))]
    health, others = [*shipped, *read_lines("health")], [*others, *read_lines("others")]
    texts = [without_chatter(text) for text in (*health, *others)]
    model = LogisticRegression(C=_REGULARISATION, class_weight="balanced", max_iter=1000).fit(
        Encoder().encode_all(texts), np.arange(len(texts)) < len(health)
    )
    data = Path(str(resources.files("botcore").joinpath("data")))
    np.save(data / WEIGHTS, np.append(model.coef_[0], model.intercept_).astype(np.float32))


if __name__ == "__main__":
    main()
