"""`make reader`: judge by writers kept out, train on everything, write the model and its card, read them back."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from adapters.training.examples import data_hash, gather, writers
from adapters.training.exporting import export
from adapters.training.fitting import Recipe, fit, probabilities
from adapters.training.judging import Judged, figures, judge, part_out, thresholds
from adapters.training.reader import CARD, MODEL, OUT, Card, SafetyReader, load_tokenizer
from botcore.faq import load_faq

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from adapters.training.examples import Example
    from adapters.training.network import Reader


def main() -> None:
    """Train and write; prints what was seen of writers and examples kept out; progress goes to standard error."""
    torch.set_num_threads(os.cpu_count() or 1)
    tokenizer, recipe = load_tokenizer(), Recipe()
    examples = gather(load_faq(Path("faq.yaml").read_text(encoding="utf-8")))
    judged = _judge_all(examples, tokenizer, recipe)
    urgent, advice = thresholds(judged)
    reader = fit(examples, tokenizer, recipe, _tell)
    card = _write(reader, OUT, Card("", data_hash(examples), urgent, advice, figures(judged, urgent, advice)))
    sys.stdout.write(json.dumps(card.evidence, indent=2) + "\n")
    changed = _changed(reader, SafetyReader(tokenizer, OUT), [each.text for each in examples], tokenizer)
    _tell(f"urgent in int8 and not as trained, or the other way round: {changed:.2%} of {len(examples)} examples")


def _write(reader: Reader, directory: Path, card: Card) -> Card:
    """Write a model, and its card with the model's SHA-256 filled in.

    Args:
        reader: Trained, in evaluation mode.
        directory: Where to; made if it is not there.
        card: What is known of the model, its SHA-256 aside.

    Returns:
        The card as written.
    """
    directory.mkdir(exist_ok=True)
    export(reader, directory / MODEL, {"data": card.data})
    card = card._replace(sha256=hashlib.sha256((directory / MODEL).read_bytes()).hexdigest())
    (directory / CARD).write_text(json.dumps(card._asdict(), indent=2) + "\n", encoding="utf-8")
    return card


def _judge_all(examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe) -> list[Judged]:
    judged: list[Judged] = []
    for number, writer in enumerate(writers()):
        _tell(f"without the {writer} writer")
        known, kept = part_out(examples, writer, number)
        reader = fit(known, tokenizer, recipe, _tell)
        judged += judge(partial(probabilities, reader, tokenizer=tokenizer), kept)
    return judged


def _changed(trained: Reader, written: SafetyReader, texts: Sequence[str], tokenizer: Tokenizer) -> float:
    """Return the share of texts that a reader and its file do not agree on."""
    before = probabilities(trained, texts, tokenizer)[:, 0] >= written.card.urgent
    after = written.probabilities(texts)[:, 0] >= written.card.urgent
    return float(np.mean(before != after))


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
