"""`make model`: the shipped examples → `botcore/data/safety_model.npz`, with what cross-validation saw.

The wordings of `faq.yaml` are examples of what is neither urgent nor a request for advice. A test fails when the
written file is older than what it was made of.
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from adapters.assembly.loading import load_file
from adapters.vector_file import in_threads
from botcore.encoding import Encoder, VectorCache
from botcore.safety import load_knowledge
from botcore.safety.training import choose, cross_validate, fingerprint, fit, gather

if TYPE_CHECKING:
    from botcore.safety.classifier import Classifier
    from botcore.safety.training import Thresholds


def main(path: Path) -> None:
    """Train, calibrate, write, and print what was seen in cross-validation."""
    faq = load_file(path)
    knowledge, vectors = load_knowledge(faq.safety), VectorCache(Encoder(each=in_threads))
    examples = gather(knowledge, faq)
    thresholds = choose(cross_validate(examples, knowledge, vectors), examples.group)
    target = Path(str(resources.files("botcore").joinpath("data/safety_model.npz")))
    write(target, fit(examples, knowledge, vectors), thresholds)
    sys.stdout.write(json.dumps(thresholds._asdict(), indent=2) + "\n")


def write(path: Path, classifier: Classifier, thresholds: Thresholds) -> None:
    """Write the shipped file."""
    notes: dict[str, Any] = thresholds._asdict() | {"fingerprint": fingerprint()}
    encoded = np.frombuffer(json.dumps(notes).encode(), dtype=np.uint8)
    np.savez_compressed(path, allow_pickle=False, **classifier.arrays(), notes=encoded)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
