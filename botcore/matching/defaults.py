"""The calibration of a file that cannot calibrate itself: one entry, or more wordings than are learned from."""

from __future__ import annotations

import numpy as np

from botcore.matching.calibration import PLAIN_FEATURES, Calibration
from botcore.messages import Thresholds

DEFAULT = Calibration(
    names=PLAIN_FEATURES,
    weights=np.array([14.0, 14.0]),
    bias=-8.4,
    center=np.zeros(2),
    spread=np.ones(2),
    thresholds=Thresholds(answer=0.8, clarify=0.3, false_answers=0.0, strangers=0),
)
