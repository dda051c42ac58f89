"""Matching: wordings → vectors and n-grams → evidence → calibrated candidates.

`ngrams` survives misspelling, `index` gathers evidence (`answers`: what answers say beside wordings; `products`
weighs many vectors with one), `kernel_ridge` is the classifier, `features` is what a score is made of.
`leaving_out` trains that, and tells what the index says of its own wordings without them and of the shipped
`strangers`; `held_out` is all of these messages, of which `copies` count once. `calibration` learns probabilities
from them (`logistic` fits them), `thresholds` from which score on the bot answers and offers, `naming` when a
topic may be named; `defaults` are for files too large for that; `learned` is all of that as arrays. `matcher` is
what the bot calls; it asks `to_the_letter` as well, which knows a wording by its words. `doubts` finds the word
that makes a near twin of a question (`general_words` are its lists), `counter_evidence` learns from `twins` what
that takes from a score.
"""

from botcore.matching.calibration import Calibration
from botcore.matching.matcher import Match, Matcher
from botcore.matching.thresholds import OFFERED

__all__ = ["OFFERED", "Calibration", "Match", "Matcher"]
