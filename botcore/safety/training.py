"""From examples to a classifier and its thresholds: those shipped, or those of a file that adds examples.

Trained on the shipped examples, with the wordings of the file as examples of what is neither. `make model` writes
what is shipped, `data/safety_model.npz`; a test fails when that is older than what it was made of.
"""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from botcore.safety import cues
from botcore.safety.classifier import Classifier, from_arrays, train
from botcore.safety.knowledge import mention_patterns
from botcore.safety.views import views
from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.safety.knowledge import Knowledge

FOLDS = 5
HARMLESS_BUDGET = 0.04
"""The share of the shipped look-alikes, all written to be mistaken, that may get an urgent notice. The calm lines
of further writers are no measure: most of them differ from a red flag by the smallest change there is."""

ORDINARY_BUDGET = 0.02
"""The share of ordinary questions that may be taken for a request for personal advice; of these, one that the file
answers is answered all the same where that is likelier."""

MAX_ORDINARY = 5_000
"""The most wordings of a file to learn from: a file of 60,000 that adds one example of its own would else keep
a start waiting for seven minutes."""


class Thresholds(NamedTuple):
    """Least probabilities of a verdict, and what they were seen to do in cross-validation.

    Attributes:
        urgent: For a message in which a category is mentioned, or not.
        advice: For a request for personal advice.
        evidence: Name → share, for people who ask.
    """

    urgent: float
    advice: float
    evidence: dict[str, float]


class Examples(NamedTuple):
    """Texts by what they are: urgent, advice, harmless, ordinary; then the urgent and the calm lines of others."""

    texts: list[str]
    group: NDArray[np.intp]


URGENT, ADVICE, HARMLESS, ORDINARY, TOLD, CONTRAST = range(6)


class Line(NamedTuple):
    """A message by one of the further writers, and whether it reports a red flag."""

    text: str
    is_urgent: bool


def gather(knowledge: Knowledge, faq: Faq | None, lines: Sequence[Line] = ()) -> Examples:
    """Return every example, with a file's own wordings as ordinary questions, and the lines of further writers."""
    groups: list[Sequence[str]] = [
        [text for category in knowledge.categories for text in category.examples],
        [text for group in knowledge.advice.values() for text in group],
        knowledge.harmless,
        [*knowledge.not_advice, *(_wordings(faq) if faq else ())],
        [line.text for line in lines if line.is_urgent],
        [line.text for line in lines if not line.is_urgent],
    ]
    texts = [text for group in groups for text in group]
    return Examples(texts, np.repeat(np.arange(len(groups)), [len(group) for group in groups]))


def fit(examples: Examples, knowledge: Knowledge, vectors: VectorCache) -> Classifier:
    """Train on examples, and on the telling parts of those that are not urgent."""
    texts, group = list(examples.texts), list(examples.group)
    for text, kind in zip(examples.texts, examples.group, strict=True):
        if kind in {HARMLESS, ORDINARY, CONTRAST}:
            parts = views(text, knowledge.mentions)[1:]
            texts += parts
            group += [kind] * len(parts)
    kinds = np.array(group)
    labels = np.stack([np.isin(kinds, (URGENT, TOLD)), kinds == ADVICE], axis=1)
    # Nobody said of the lines whether they ask for advice: they teach what is urgent alone.
    taught = np.stack([np.ones(len(kinds), dtype=bool), ~np.isin(kinds, (TOLD, CONTRAST))], axis=1)
    wholes = [" ".join(without_chatter(text).split()) for text in texts]
    return train(wholes, vectors.encode_all(wholes), labels, taught, mention_patterns(knowledge))


def cross_validate(examples: Examples, knowledge: Knowledge, vectors: VectorCache) -> NDArray[np.float64]:
    """Return each example's probabilities from a classifier that did not see it, shape (n, 2)."""
    fold = np.random.default_rng(0).integers(0, FOLDS, len(examples.texts))
    held_out = np.zeros((len(examples.texts), 2))
    for number in range(FOLDS):
        seen = np.flatnonzero(fold != number)
        part = Examples([examples.texts[index] for index in seen], examples.group[seen])
        classifier = fit(part, knowledge, vectors)
        for index in np.flatnonzero(fold == number):
            parts = views(examples.texts[index], knowledge.mentions)
            probabilities = classifier.probabilities(parts, vectors.encode_all(parts))
            held_out[index] = probabilities[:, 0].max(), probabilities[0, 1]
    return held_out


def choose(held_out: NDArray[np.float64], group: NDArray[np.intp]) -> Thresholds:
    """Return the lowest thresholds whose share of mistaken look-alikes stays within the budgets."""
    urgent = float(np.quantile(held_out[group == HARMLESS, 0], 1 - HARMLESS_BUDGET))
    advice = float(np.quantile(held_out[group == ORDINARY, 1], 1 - ORDINARY_BUDGET))
    shares = {
        "red flags found": float((held_out[group == URGENT, 0] >= urgent).mean()),
        "harmless taken for urgent": float((held_out[group == HARMLESS, 0] >= urgent).mean()),
        "urgent lines found": float((held_out[group == TOLD, 0] >= urgent).mean()),
        "calm lines taken for urgent": float((held_out[group == CONTRAST, 0] >= urgent).mean()),
        "ordinary taken for urgent": float((held_out[group == ORDINARY, 0] >= urgent).mean()),
        "advice found": float((held_out[group == ADVICE, 1] >= advice).mean()),
        "ordinary taken for advice": float((held_out[group == ORDINARY, 1] >= advice).mean()),
    }
    return Thresholds(urgent, advice, shares)


def fingerprint() -> str:
    """Return the hash of everything shipped that the classifier is made of."""
    data = resources.files("botcore").joinpath("data")
    parts = [data.joinpath(name).read_bytes() for name in ("safety.yaml", "safety_examples.yaml")]
    return hashlib.sha256(b"\0".join([*parts, repr(cues.CUES).encode()])).hexdigest()


class SafetyModelError(Exception):
    """The shipped classifier is missing, or was made of other data than what is shipped with it."""


def read_shipped(knowledge: Knowledge) -> tuple[Classifier, Thresholds]:
    """Return the shipped classifier and its thresholds.

    Raises:
        SafetyModelError: It is missing, or made of other data.
    """
    file = resources.files("botcore").joinpath("data/safety_model.npz")
    if not file.is_file():
        raise SafetyModelError("data/safety_model.npz: not found; run `make model`")
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        notes = json.loads(arrays["notes"].tobytes())
        if notes["fingerprint"] != fingerprint():
            raise SafetyModelError("data/safety_model.npz: made of other data than is shipped; run `make model`")
        classifier = from_arrays({name: arrays[name] for name in arrays.files}, mention_patterns(knowledge))
    return classifier, Thresholds(notes["urgent"], notes["advice"], notes["evidence"])


def _wordings(faq: Faq) -> list[str]:
    """Return the wordings of a file, evenly thinned out where there are more than are worth learning from."""
    wordings = [wording for wordings in faq.wordings.values() for wording in wordings]
    return wordings[:: 1 + len(wordings) // MAX_ORDINARY]
