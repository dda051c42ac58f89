"""`python -m adapters.training.teacher`: what two readers together say of variations → `soft_labels.jsonl`; hours.

One is the small reader as it is before it learns from them; the other has five times its weights and is not
shipped. Each errs on its own, and their weighed logits err less than either. Both learn from all writers but those
kept out.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import numpy as np
import torch

from adapters.training.descent import Descent
from adapters.training.examples import FILE, GENERATED, gather, read_lines
from adapters.training.fitting import Recipe, batches, fit, logits_of, loss_of
from adapters.training.judging import part_out
from adapters.training.larger import pretrained_larger
from adapters.training.soft_labels import SoftLabel, read_soft_labels, write_soft_labels
from adapters.training.variations import varied
from botcore.encoding import load_tokenizer
from botcore.faq import load_faq

_LARGER = Recipe(frozen=6, rounds=1, epochs=1, rate=6e-5, beside=0.06)
_WEIGHT = 0.7
"""Of the larger reader's logit in the mean of both. Of two writers kept out the small one hears 0.65, 0.75, 0.88
and 0.95 where 2, 4, 10 and 20 % of the calm lines alarm, the larger one 0.71, 0.81, 0.94 and 0.98, both together
0.82, 0.88, 0.95 and 0.98."""

_SUREST = 5.0
"""Logits are cut off here."""

_DRAWS = (5, 6)
"""One variation of each line from each."""


def main() -> None:
    """Train both, make variations, write what they say of each; progress goes to standard error."""
    torch.set_num_threads(os.cpu_count() or 1)
    known, _ = part_out(gather(load_faq(Path("faq.yaml").read_text(encoding="utf-8"))))
    made = {each.text for each in read_lines(GENERATED)}
    small = fit(known, load_tokenizer(), Recipe(), _tell)
    larger, tokenizer = pretrained_larger()
    larger.freeze(_LARGER.frozen)
    torch.manual_seed(_LARGER.seed)
    rng = random.Random(_LARGER.seed)  # noqa: S311 - nothing secret
    written = [each for each in known if each.text not in made and each.writer != FILE]
    steps = list(batches(written, tokenizer, _LARGER, rng))
    descent = Descent(larger, _LARGER.rate, len(steps))
    for number, (ids, mask, labels) in enumerate(steps, start=1):
        loss = loss_of(larger(ids, mask), labels)
        descent.step(loss)
        _tell(f"larger reader, step {number} of {len(steps)}: loss {loss.item():.4f}")
    larger.eval()
    changed = [each for each in known if each.writer != FILE]
    texts = list(dict.fromkeys(text for seed in _DRAWS for text in varied(changed, seed)))
    theirs = logits_of(larger, texts, tokenizer)[:, 0]
    ours = logits_of(small, texts, load_tokenizer())[:, 0]
    both = np.clip(_WEIGHT * theirs + (1 - _WEIGHT) * ours, -_SUREST, _SUREST)
    # What somebody has judged stays judged.
    judged = {each.text: each.judged for each in read_soft_labels()}
    write_soft_labels(
        SoftLabel(text, round(float(logit), 2), judged.get(text)) for text, logit in zip(texts, both, strict=True)
    )


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
