"""Matching: wordings → vectors and n-grams → evidence → calibrated candidates.

`ngrams` survives misspelling, `index` gathers evidence, `kernel_ridge` is the classifier, `calibration` turns
evidence into probabilities and thresholds (`logistic` fits them), `matcher` is what the bot calls.
`doubts` finds the word that makes a near twin of a question (`general_words` are its lists), `counter_evidence`
learns from `twins` what that takes from a score.
"""

from botcore.matching.calibration import OFFERED, Calibration
from botcore.matching.matcher import Match, Matcher

__all__ = ["OFFERED", "Calibration", "Match", "Matcher"]
