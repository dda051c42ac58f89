"""The calibrations of a file too large to calibrate itself: one of more wordings than are learned from."""

from __future__ import annotations

import numpy as np

from botcore.matching.calibration import Calibration
from botcore.matching.features import PLAIN_FEATURES, TOPIC_FEATURES
from botcore.trace import Thresholds

WITHOUT_TOPICS = Calibration(
    names=PLAIN_FEATURES,
    weights=np.array([14.0, 14.0, 0.0]),
    bias=-8.4,
    thresholds=Thresholds(answer=0.8, clarify=0.3, false_answers=0.0),
)
"""Answers from 0.70 of fused evidence on, where nothing is nearer."""

WITH_TOPICS = Calibration(
    names=TOPIC_FEATURES,
    weights=np.array([9.375, 27.201, 0.0, 0.0, 0.0, 24.204]),
    bias=-6.173,
    thresholds=Thresholds(answer=0.4, clarify=0.05, false_answers=0.05, topic=0.606, near=0.41),
)
"""What the shipped file chooses, calibrating itself without the classifier, which a file too large to be learned
from has not; its threshold is raised from 0.26, at which 7 of the work deck's 100 strangers are answered. With it
119 of its 136 questions are right, two wrong; 3 strangers are answered."""
