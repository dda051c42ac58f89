"""The calibrations of a file that cannot calibrate itself: one entry, or more wordings than are learned from."""

from __future__ import annotations

import numpy as np

from botcore.matching.calibration import PLAIN_FEATURES, TOPIC_FEATURES, Calibration
from botcore.trace import Thresholds

WITHOUT_TOPICS = Calibration(
    names=PLAIN_FEATURES,
    weights=np.array([14.0, 14.0]),
    bias=-8.4,
    center=np.zeros(2),
    spread=np.ones(2),
    thresholds=Thresholds(answer=0.8, clarify=0.3, false_answers=0.0, strangers=0),
)
"""Answers from 0.70 of fused evidence on, where nothing is nearer. The shipped file, calibrating itself without
its topics and the classifier, chooses 0.71, and then answers 47 % of its own wordings, 1 % wrongly."""

WITH_TOPICS = Calibration(
    names=TOPIC_FEATURES,
    weights=np.array([4.748, 24.208, 0.263, 17.074, 1.499, 0.0, 0.0]),
    bias=-5.072,
    center=np.zeros(7),
    spread=np.ones(7),
    thresholds=Thresholds(answer=0.464, clarify=0.05, false_answers=0.042, strangers=1241, topic=0.606, near=0.41),
)
"""What the shipped file chooses, calibrating itself without the classifier, which a file too large to be learned
from has not. With it 121 of the work deck's 136 questions are right, one wrong; 1 of 130 strangers is answered."""
