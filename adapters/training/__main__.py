"""`make model`, first half: train on all but some writers, write the model, read it back, judge it by those.

What is shipped has not read them, so that every figure is one of the very model that runs.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from adapters.training.contrast import Contrast, fit_encoder
from adapters.training.distilling import Distillation, distil
from adapters.training.examples import gather
from adapters.training.exporting import export
from adapters.training.fitting import Recipe, fit, probabilities
from adapters.training.judging import figures, judge, part_out
from adapters.training.judging_questions import question_figures
from adapters.training.question_files import KEPT_OUT, gather_questions, model_hash
from adapters.training.soft_labels import read_soft_labels
from botcore.encoding import Card, Encoder, load_tokenizer
from botcore.encoding.encoder import CARD, MODEL
from botcore.faq import load_faq
from botcore.probability import sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.training.network import Reader


_OUT = Path(str(resources.files("botcore").joinpath("data")))
"""Where the model goes."""


def main() -> None:
    """Train, write and judge; prints what was seen of writers kept out; progress goes to standard error."""
    torch.set_num_threads(os.cpu_count() or 1)
    examples = gather(load_faq(Path("faq.yaml").read_text(encoding="utf-8")))
    known, kept = part_out(examples)
    recipe = Recipe()
    questions = gather_questions()
    encoder = fit_encoder(
        [each for each in questions if each.writer != KEPT_OUT],
        load_tokenizer(),
        Contrast(frozen=recipe.frozen),
        _tell,
    )
    reader = fit(known, load_tokenizer(), recipe, _tell)
    labels = read_soft_labels()
    distil(reader, known, labels, Distillation(frozen=recipe.frozen), _tell)
    _write(reader, encoder, recipe.frozen, _OUT, model_hash(examples, labels, questions))
    written = Encoder(_OUT)
    judged = judge(written.logits, kept)
    asked = question_figures(written.encode_all, [each for each in questions if each.writer == KEPT_OUT])
    sys.stdout.write(json.dumps(figures(judged) | asked, indent=2) + "\n")
    changed = _changed(reader, written, [each.example.text for each in judged])
    _tell(f"called otherwise in int8 than as trained, at the worst threshold: {changed:.2%}")


def _write(reader: Reader, encoder: Reader, shared: int, directory: Path, data: str) -> None:
    """Write a model and its card.

    Args:
        reader: Trained, in evaluation mode.
        encoder: Likewise, on questions.
        shared: How many of their lower layers training left alone.
        directory: Where to; made if it is not there.
        data: Hash of what it was trained on and is judged by.
    """
    directory.mkdir(exist_ok=True)
    export(reader, encoder, shared, directory / MODEL, {"data": data})
    card = Card(hashlib.sha256((directory / MODEL).read_bytes()).hexdigest(), data)
    (directory / CARD).write_text(json.dumps(card._asdict(), indent=2) + "\n", encoding="utf-8")


def _changed(trained: Reader, written: Encoder, texts: Sequence[str]) -> float:
    """Return the share of texts that a reader and its file call otherwise, where it is largest."""
    before, after = probabilities(trained, texts, load_tokenizer())[:, 0], sigmoid(written.logits(texts))[:, 0]
    return max(float(np.mean((before >= least) != (after >= least))) for least in np.linspace(0.1, 0.9, 9))


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
