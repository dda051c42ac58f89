"""What the matcher learns of a file, as arrays that can be kept: learning takes seconds, reading milliseconds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.calibration import Calibration
from botcore.matching.naming import Naming
from botcore.trace import Grounds, Thresholds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

_NAMING = "naming_"


@dataclass(frozen=True)
class Learned:
    """What was learned of one file.

    Attributes:
        weights: Of the classifier, shape (wordings, classes).
        calibration: From features to probabilities, with the thresholds.
        doubts: How much each of the matcher's doubts weighs.
        naming: When a topic is named; None where none ever is.
    """

    weights: NDArray[np.float32]
    calibration: Calibration
    doubts: NDArray[np.float64]
    naming: Naming | None

    def pack(self) -> dict[str, NDArray[Any]]:
        """Return all of it as arrays by name, to the last digit; nothing in them is a text of the file."""
        told: dict[str, Any] = {
            "names": self.calibration.names,
            "bias": self.calibration.bias,
            "thresholds": asdict(self.calibration.thresholds),
        }
        arrays: dict[str, NDArray[Any]] = {
            "classifier": self.weights,
            "calibration": self.calibration.weights,
            "doubts": self.doubts,
        }
        if self.naming:
            naming: dict[str, Any] = dict(vars(self.naming))
            told["naming"] = {"bias": naming.pop("bias"), "least": naming.pop("least")}
            arrays |= {_NAMING + name: array for name, array in naming.items()}
        return arrays | {"told": np.frombuffer(json.dumps(told).encode(), np.uint8)}

    @classmethod
    def unpack(cls, arrays: Mapping[str, NDArray[Any]]) -> Learned:
        """Return what `pack` made arrays of."""
        told = json.loads(arrays["told"].tobytes())
        thresholds = told["thresholds"] | {"grounds": Grounds(**told["thresholds"]["grounds"])}
        naming: dict[str, Any] = {
            name.removeprefix(_NAMING): each for name, each in arrays.items() if name.startswith(_NAMING)
        }
        return cls(
            arrays["classifier"],
            Calibration(tuple(told["names"]), arrays["calibration"], told["bias"], Thresholds(**thresholds)),
            arrays["doubts"],
            Naming(**naming, **told["naming"]) if naming else None,
        )


def key_of(wordings: Sequence[str], classes: Sequence[int], answers: Sequence[str]) -> bytes:
    """Return 32 bytes that stand for all that is learned from: one word changed, and they are others."""
    # No word of the encoder: what keeps these with their vectors starts anew with another one.
    told = json.dumps([list(wordings), list(classes), list(answers)]).encode()
    return hashlib.sha256(told).digest()
