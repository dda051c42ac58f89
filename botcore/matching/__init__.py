"""Matching: wordings → vectors and n-grams → evidence → calibrated candidates.

`encoder` and `cache` make vectors, `ngrams` survives misspelling, `index` gathers evidence, `learning` is
the classifier, `calibration` turns evidence into probabilities and thresholds (`logistic` fits them),
`matcher` is what the bot calls.
"""

from botcore.matching.cache import VectorCache
from botcore.matching.calibration import OFFERED, Calibration, Thresholds
from botcore.matching.encoder import Encoder, MessageVectors, ModelError
from botcore.matching.matcher import Match, Matcher

__all__ = [
    "OFFERED",
    "Calibration",
    "Encoder",
    "Match",
    "Matcher",
    "MessageVectors",
    "ModelError",
    "Thresholds",
    "VectorCache",
]
