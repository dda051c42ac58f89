"""`make model`: examples and lines → `botcore/data/safety_model.npz`, with what cross-validation saw.

The examples are shipped; the lines of further writers, in `adapters/training/lines`, are not. The wordings of
`faq.yaml` are examples of what is neither urgent nor a request for advice. A test fails when the written file is
older than what it was made of.
"""

from __future__ import annotations

import hashlib
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
from botcore.safety.training import Line, choose, cross_validate, fingerprint, fit, gather

if TYPE_CHECKING:
    from botcore.safety.classifier import Classifier
    from botcore.safety.training import Thresholds

LINES = Path(__file__).parent.parent / "training" / "lines"
"""Messages by writers who each wrote in registers of their own, as many calm as urgent; see its README."""


def main(path: Path) -> None:
    """Train, calibrate, write, and print what was seen in cross-validation."""
    faq = load_file(path)
    knowledge, vectors = load_knowledge(faq.safety), VectorCache(Encoder(each=in_threads))
    examples = gather(knowledge, faq, read_lines())
    thresholds = choose(cross_validate(examples, knowledge, vectors), examples.group)
    target = Path(str(resources.files("botcore").joinpath("data/safety_model.npz")))
    write(target, fit(examples, knowledge, vectors), thresholds)
    sys.stdout.write(json.dumps(thresholds._asdict(), indent=2) + "\n")


def read_lines() -> list[Line]:
    """Return the lines of every further writer, in the order of their files."""
    files = sorted(LINES.rglob("*.jsonl"))
    rows = [json.loads(row) for file in files for row in file.read_text(encoding="utf-8").splitlines()]
    return [Line(row["text"], row["label"] == "urgent") for row in rows]


def lines_hash() -> str:
    """Return the hash of what `read_lines` reads."""
    return hashlib.sha256(json.dumps(read_lines()).encode()).hexdigest()


def write(path: Path, classifier: Classifier, thresholds: Thresholds) -> None:
    """Write the shipped file."""
    notes: dict[str, Any] = thresholds._asdict() | {"fingerprint": fingerprint(), "lines": lines_hash()}
    encoded = np.frombuffer(json.dumps(notes).encode(), dtype=np.uint8)
    np.savez_compressed(path, allow_pickle=False, **classifier.arrays(), notes=encoded)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
