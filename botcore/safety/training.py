"""From examples and lines to a classifier, to the weights of what is seen of a message, and to two thresholds.

The classifier learns from the shipped examples, from the lines of all further writers but two, and from the
wordings of the file as what is neither. The two, whom the reader has not read either, say how much each signal
counts. `make classifier` writes what is shipped, `data/safety_model.npz`; a test fails when that is older than its
data.
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
from botcore.safety.weighing import Weights, fit_weights
from botcore.text import without_chatter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.safety.knowledge import Knowledge
    from botcore.safety.signals import Signals

_FOLDS = 5
KEPT_OUT = ("second", "eighth")
"""Writers whom neither reader nor classifier has read: of traps, stories and relatives, and of what is told
between the lines."""

_ALARMS = 0.18
"""The share of their calm lines that may get an urgent notice. All are written to be mistaken, most differ from a
red flag by the smallest change there is. At 0.2 one more of their 640 red flags is heard, and "20 mg of my usual
tablets" is taken for an overdose; docs/matching.md has the curve."""

_ORDINARY_BUDGET = 0.02
"""The share of ordinary questions that may be taken for a request for personal advice; of these, one that the file
answers is answered all the same where that is likelier."""

_MAX_ORDINARY = 5_000
"""The most wordings of a file to learn from, evenly thinned out: 60,000 took seven minutes more."""


class Judgement(NamedTuple):
    """How a message's signals are judged.

    Attributes:
        weights: What each counts for.
        urgent: The least probability of urgent.
        advice: The least probability of a request for advice.
        evidence: Name → share, for people who ask.
    """

    weights: Weights
    urgent: float
    advice: float
    evidence: dict[str, float]


_CURVE = (0.02, 0.04, 0.1, 0.2)
"""Shares of calm lines at which it is told how many urgent ones are heard."""


class Examples(NamedTuple):
    """Texts by what they are: urgent, advice, harmless, ordinary; then the urgent and the calm lines of others."""

    texts: list[str]
    group: NDArray[np.intp]


_URGENT, _ADVICE, _HARMLESS, _ORDINARY, _TOLD, _CONTRAST = range(6)


class Line(NamedTuple):
    """A message by one of the further writers, whether it reports a red flag, and whose it is."""

    text: str
    is_urgent: bool
    writer: str


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
        if kind in {_HARMLESS, _ORDINARY, _CONTRAST}:
            # A part of something calm is calm; one of something urgent may be its greeting.
            parts = views(text)[1:]
            texts += parts
            group += [kind] * len(parts)
    kinds = np.array(group)
    labels = np.stack([np.isin(kinds, (_URGENT, _TOLD)), kinds == _ADVICE], axis=1)
    # Nobody said of the lines whether they ask for advice: they teach what is urgent alone.
    taught = np.stack([np.ones(len(kinds), dtype=bool), ~np.isin(kinds, (_TOLD, _CONTRAST))], axis=1)
    wholes = [" ".join(without_chatter(text).split()) for text in texts]
    return train(wholes, vectors.encode_all(wholes), labels, taught, mention_patterns(knowledge))


def cross_validate(examples: Examples, knowledge: Knowledge, vectors: VectorCache) -> NDArray[np.float64]:
    """Return each example's probability of advice from a classifier that did not see it, shape (n,)."""
    fold = np.random.default_rng(0).integers(0, _FOLDS, len(examples.texts))
    held_out = np.zeros(len(examples.texts))
    for number in range(_FOLDS):
        seen = np.flatnonzero(fold != number)
        part = Examples([examples.texts[index] for index in seen], examples.group[seen])
        classifier = fit(part, knowledge, vectors)
        for index in np.flatnonzero(fold == number):
            whole = views(examples.texts[index])[:1]
            held_out[index] = classifier.probabilities(whole, vectors.encode_all(whole))[0, 1]
    return held_out


def judge(signals: Sequence[Signals], lines: Sequence[Line], advice: float) -> Judgement:
    """Return how to judge, from the signals of lines that nobody has read.

    Args:
        signals: Of each line.
        lines: Of the writers kept out.
        advice: The least probability of a request for advice, from `choose_advice`.
    """
    urgent = np.array([each.is_urgent for each in lines])
    weights = fit_weights(signals, urgent)
    held_out = _without_own_writer(signals, lines)
    least = float(np.quantile(held_out[~urgent], 1 - _ALARMS))
    evidence = {"urgent lines heard": float((held_out[urgent] >= least).mean())}
    for share in _CURVE:
        heard = (held_out[urgent] >= np.quantile(held_out[~urgent], 1 - share)).mean()
        evidence[f"urgent lines heard where {share:.0%} of the calm ones alarm"] = float(heard)
    return Judgement(weights, least, advice, evidence)


def choose_advice(held_out: NDArray[np.float64], group: NDArray[np.intp]) -> tuple[float, dict[str, float]]:
    """Return the least probability of advice within its budget, and what it does in cross-validation."""
    least = float(np.quantile(held_out[group == _ORDINARY], 1 - _ORDINARY_BUDGET))
    shares = {
        "advice found": float((held_out[group == _ADVICE] >= least).mean()),
        "ordinary taken for advice": float((held_out[group == _ORDINARY] >= least).mean()),
    }
    return least, shares


def _without_own_writer(signals: Sequence[Signals], lines: Sequence[Line]) -> NDArray[np.float64]:
    """Return each line's probability of urgent by weights of the other writers' lines."""
    found = np.zeros(len(lines))
    for writer in {each.writer for each in lines}:
        others = [index for index, each in enumerate(lines) if each.writer != writer]
        weights = fit_weights([signals[i] for i in others], np.array([lines[i].is_urgent for i in others]))
        for index, each in enumerate(lines):
            if each.writer == writer:
                found[index] = weights.probability(signals[index])
    return found


def fingerprint() -> str:
    """Return the hash of everything shipped that the classifier is made of."""
    data = resources.files("botcore").joinpath("data")
    parts = [data.joinpath(name).read_bytes() for name in ("safety.yaml", "safety_examples.yaml")]
    return hashlib.sha256(b"\0".join([*parts, repr(cues.CUES).encode()])).hexdigest()


class SafetyModelError(Exception):
    """The shipped classifier is missing, or was made of other data than what is shipped with it."""


def read_shipped(knowledge: Knowledge) -> tuple[Classifier, Judgement]:
    """Return the shipped classifier, and how to judge by it.

    Raises:
        SafetyModelError: It is missing, or made of other data.
    """
    file = resources.files("botcore").joinpath("data/safety_model.npz")
    if not file.is_file():
        raise SafetyModelError("data/safety_model.npz: not found; run `make classifier`")
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        notes = json.loads(arrays["notes"].tobytes())
        if notes["fingerprint"] != fingerprint():
            raise SafetyModelError(
                "data/safety_model.npz: made of other data than is shipped; run `make classifier`"
            )
        classifier = from_arrays({name: arrays[name] for name in arrays.files}, mention_patterns(knowledge))
    weights = Weights(notes["weights"], notes["bias"])
    return classifier, Judgement(weights, notes["urgent"], notes["advice"], notes["evidence"])


def _wordings(faq: Faq) -> list[str]:
    """Return the wordings of a file, evenly thinned out where there are more than are worth learning from."""
    wordings = [wording for wordings in faq.wordings.values() for wording in wordings]
    return wordings[:: 1 + len(wordings) // _MAX_ORDINARY]
