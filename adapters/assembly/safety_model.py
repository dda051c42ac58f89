"""`make classifier`: examples and lines → `botcore/data/safety_model.npz`, with what was seen of lines kept out.

The examples are shipped; the lines of further writers, in `adapters/training/lines`, are not. The wordings of
`faq.yaml` are examples of what is neither urgent nor a request for advice.
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rich.console import Console
from rich.progress import track

from adapters.assembly.loading import load_file
from adapters.vector_file import in_threads
from botcore.encoding import Encoder, VectorCache, read_card
from botcore.listener import speller_for
from botcore.safety import load_knowledge
from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.signals import Witnesses
from botcore.safety.table import read_frames, read_table
from botcore.safety.training import KEPT_OUT, Line, choose_advice, cross_validate, fingerprint, fit, gather, judge
from botcore.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.faq import Faq
    from botcore.safety.classifier import Classifier
    from botcore.safety.signals import Signals
    from botcore.safety.training import Judgement

_LINES = Path(__file__).parent.parent / "training" / "lines"
"""Messages by writers who each wrote in registers of their own, as many calm as urgent; see its README."""


def main(path: Path) -> None:
    """Train, weigh, write, and print what was seen of lines and examples that were kept out."""
    faq = load_file(path)
    knowledge, vectors = load_knowledge(faq.safety), VectorCache(Encoder(each=in_threads))
    lines = _read_lines()
    examples = gather(knowledge, faq, [each for each in lines if each.writer not in KEPT_OUT])
    advice, shares = choose_advice(cross_validate(examples, knowledge, vectors), examples.group)
    classifier = fit(examples, knowledge, vectors)
    kept = [each for each in lines if each.writer in KEPT_OUT]
    judgement = judge(_signals(faq, kept, classifier), kept, advice)
    judgement.evidence.update(shares)
    write(Path(str(resources.files("botcore").joinpath("data/safety_model.npz"))), classifier, judgement)
    sys.stdout.write(json.dumps(judgement._asdict(), indent=2, default=lambda each: each._asdict()) + "\n")


def _signals(faq: Faq, lines: Sequence[Line], classifier: Classifier) -> list[Signals]:
    """Return what is seen of lines, read as the running bot reads them."""
    encoder, knowledge = Encoder(), load_knowledge(faq.safety)
    plain_speech = PlainSpeech(read_table(), read_frames(), encoder.vocabulary)
    witnesses = Witnesses(knowledge, plain_speech, encoder, classifier)
    speller = speller_for(faq, encoder.vocabulary, heard=knowledge.vocabulary)
    texts = [normalise(line.text) for line in lines]
    return [
        witnesses.look(text, speller.repair(text), encoder.encode_all).signals
        for text in track(texts, description="lines kept out", console=Console(stderr=True), transient=True)
    ]


def _read_lines() -> list[Line]:
    """Return the lines of every further writer, in the order of their files."""
    return [
        Line(row["text"], row["label"] == "urgent", file.parent.name)
        # In one order on every machine: `lines_hash` is of this list.
        for file in sorted(_LINES.rglob("*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]


def lines_hash() -> str:
    """Return the hash of what `_read_lines` reads."""
    return hashlib.sha256(json.dumps(_read_lines()).encode()).hexdigest()


def write(path: Path, classifier: Classifier, judgement: Judgement) -> None:
    """Write the shipped file."""
    notes: dict[str, Any] = {
        **judgement._asdict(), "weights": judgement.weights.of, "bias": judgement.weights.bias,
        "fingerprint": fingerprint(), "lines": lines_hash(), "reader": read_card().sha256,
    }  # fmt: skip
    encoded = np.frombuffer(json.dumps(notes).encode(), dtype=np.uint8)
    np.savez_compressed(path, allow_pickle=False, **classifier.arrays(), notes=encoded)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
