"""What a trained reader still learns: to say of variations what is said of them, rounded as once it is exported.

Distillation (https://arxiv.org/abs/1503.02531). Lines of writers stand among the variations, as they are labelled,
so that nothing of them is forgotten. Beside the loss of a probability that is wrong stands the distance of the
logits: two that are both sure may differ in how sure, and that is what a low rate of alarms is told by.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

from adapters.training.descent import Descent
from adapters.training.disturbing import disturbed, mistyped
from adapters.training.examples import with_parts
from adapters.training.fitting import UNJUDGED, by_length, label_of, ordinary_among
from adapters.training.network import padded
from adapters.training.rounding import round_as_exported
from botcore.encoding import load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from adapters.training.examples import Example
    from adapters.training.network import Reader
    from adapters.training.soft_labels import SoftLabel


class Distillation(NamedTuple):
    """How to go on training.

    Attributes:
        frozen: How many of the lower layers stay as they are.
        epochs: How often each variation is seen.
        lines: Of writers among them in an epoch, drawn anew each time.
        rate: The greatest learning rate.
        slips: How often a variation gets a slip of typing.
        distance: The weight of the squared distance of the logits.
        seed: Of every chance in it.
    """

    frozen: int = 3
    epochs: int = 5
    lines: int = 20_000
    rate: float = 1e-4
    slips: float = 0.15
    distance: float = 0.1
    seed: int = 21


class _Batch(NamedTuple):
    """Some texts.

    Attributes:
        ids: Numbers of pieces, shape (texts, pieces).
        mask: 1 where there is a piece.
        urgent: The logit of urgent where `soft`, else 1 or 0, shape (texts,).
        advice: 1, 0 or `UNJUDGED`, shape (texts,).
        soft: 1 where readers say it, 0 where somebody labelled it, shape (texts,).
    """

    ids: Tensor
    mask: Tensor
    urgent: Tensor
    advice: Tensor
    soft: Tensor


def distil(
    reader: Reader,
    examples: Sequence[Example],
    labels: Sequence[SoftLabel],
    recipe: Distillation,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Train a trained reader on.

    Args:
        reader: Changes.
        examples: What it was trained on.
        labels: What larger readers say of other texts.
        recipe: How.
        tell: Is told how it goes.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311 - nothing secret
    reader.freeze(recipe.frozen)
    round_as_exported(reader)
    epochs = [list(_epoch(examples, labels, recipe, rng)) for _ in range(recipe.epochs)]
    descent = Descent(reader, recipe.rate, sum(map(len, epochs)))
    for epoch, batches in enumerate(epochs, start=1):
        total = 0.0
        for number, batch in enumerate(batches, start=1):
            loss = _loss(reader(batch.ids, batch.mask), batch, recipe.distance)
            descent.step(loss)
            total += loss.item()
            if number % 50 == 0:
                tell(f"soft labels, epoch {epoch}, step {number} of {len(batches)}: loss {total / number:.4f}")
    reader.eval()


def _epoch(
    examples: Sequence[Example],
    labels: Sequence[SoftLabel],
    recipe: Distillation,
    rng: random.Random,
) -> Iterator[_Batch]:
    """Yield one epoch's batches."""
    ordinary, tokenizer = ordinary_among(examples), load_tokenizer()
    lines = rng.sample(with_parts(examples), recipe.lines)
    rows = [(each.text, float(each.urgent), label_of(each.advice), 0.0) for each in lines]
    rows += [(each.text, each.told, UNJUDGED, 1.0) for each in labels]
    rng.shuffle(rows)
    for batch in by_length(rows, lambda row: len(row[0]), rng):
        # What readers said is of this very text: it gets slips, and no sentence beside it.
        texts = [
            (_with_slips(text, recipe.slips, rng) if soft else disturbed(text, ordinary, rng))
            for text, _, _, soft in batch
        ]
        ids, mask = padded([torch.tensor(tokenizer.encode(text).ids) for text in texts])
        yield _Batch(ids, mask, *torch.tensor([row[1:] for row in batch]).unbind(dim=1))


def _with_slips(text: str, share: float, rng: random.Random) -> str:
    return mistyped(text, rng) if rng.random() < share else text


def _loss(logits: Tensor, batch: _Batch, distance: float) -> Tensor:
    told = torch.where(batch.soft > 0, batch.urgent.sigmoid(), batch.urgent)
    entropy = nn.functional.binary_cross_entropy_with_logits
    urgent = entropy(logits[:, 0], told, reduction="none")
    apart = distance * batch.soft * (logits[:, 0] - batch.urgent) ** 2
    judged = batch.advice != UNJUDGED
    advice = entropy(logits[:, 1], batch.advice.clamp(min=0), reduction="none") * judged
    return (urgent + apart + advice).mean()
