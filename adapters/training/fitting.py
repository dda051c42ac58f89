"""Training the reader, and reading texts with it while it is not exported yet."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import torch
from torch import nn

from adapters.training.descent import Descent
from adapters.training.disturbing import BESIDE, disturbed
from adapters.training.examples import with_parts
from adapters.training.network import OUTPUTS, padded, pretrained
from botcore.probability import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from adapters.training.examples import Example
    from adapters.training.network import Reader

_Row = TypeVar("_Row")

_POOL = 40
"""Batches whose texts are sorted by length together, so that a batch holds little padding."""

_LAST_RATE, _LAST_SEED = 2e-5, 9
"""Of one epoch more, gentle enough to settle what was learned."""

_BATCH = 32
"""Texts a step."""

UNJUDGED = -1.0
"""Stands where nobody has said whether a text asks for advice."""


class Recipe(NamedTuple):
    """How to train.

    Attributes:
        frozen: How many of the lower layers stay as they are, and the embeddings with them.
        rounds: How often the rate rises and falls.
        epochs: How often each example is seen in a round, each time disturbed anew.
        rate: The greatest learning rate.
        batch: Texts a step.
        beside: How often an ordinary sentence stands beside an example.
        seed: Of every chance in it.
    """

    frozen: int = 3
    rounds: int = 2
    epochs: int = 2
    rate: float = 8e-5
    batch: int = _BATCH
    beside: float = BESIDE
    seed: int = 0


def fit(
    examples: Sequence[Example],
    tokenizer: Tokenizer,
    recipe: Recipe,
    tell: Callable[[str], None] = lambda _: None,
) -> Reader:
    """Return a reader trained on examples."""
    torch.manual_seed(recipe.seed)
    reader = pretrained()
    for number in range(recipe.rounds):
        tell(f"round {number + 1} of {recipe.rounds}")
        _learn(reader, examples, tokenizer, recipe._replace(seed=recipe.seed + number), tell)
    tell("the last, short round")
    _learn(reader, examples, tokenizer, recipe._replace(epochs=1, rate=_LAST_RATE, seed=_LAST_SEED), tell)
    return reader


def _learn(
    reader: Reader, examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, tell: Callable[[str], None]
) -> None:
    """Train a reader for one round."""
    examples = with_parts(examples)
    rng = random.Random(recipe.seed)  # noqa: S311 - nothing secret
    # The shipped file has these layers once, for the reader and for the plain vectors.
    reader.freeze(recipe.frozen)
    epochs = [list(batches(examples, tokenizer, recipe, rng)) for _ in range(recipe.epochs)]
    descent = Descent(reader, recipe.rate, sum(map(len, epochs)))
    for epoch, steps in enumerate(epochs, start=1):
        total = 0.0
        for number, (ids, mask, labels) in enumerate(steps, start=1):
            loss = loss_of(reader(ids, mask), labels)
            descent.step(loss)
            total += loss.item()
            if number % 50 == 0:
                tell(f"epoch {epoch}, step {number} of {len(steps)}: loss {total / number:.4f}")
    reader.eval()


def probabilities(reader: Reader, texts: Sequence[str], tokenizer: Tokenizer) -> NDArray[np.float64]:
    """Return the probabilities of urgent and of advice, shape (len(texts), OUTPUTS)."""
    return sigmoid(logits_of(reader, texts, tokenizer))


def logits_of(reader: nn.Module, texts: Sequence[str], tokenizer: Tokenizer) -> NDArray[np.float64]:
    """Return the logits of the same."""
    pieces = [each.ids for each in tokenizer.encode_batch(list(texts))]
    found = np.zeros((len(texts), OUTPUTS))
    order = sorted(range(len(texts)), key=lambda index: len(pieces[index]))
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            run = order[start : start + 32]
            found[run] = reader(*padded([torch.tensor(pieces[index]) for index in run])).numpy()
    return found


def batches(
    examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, rng: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Yield one epoch's batches: pieces, mask, and labels of urgent and of advice."""
    ordinary = ordinary_among(examples)
    shuffled = rng.sample(examples, len(examples))
    for batch in by_length(shuffled, lambda each: len(each.text), rng, recipe.batch):
        pieces = [tokenizer.encode(disturbed(each.text, ordinary, rng, recipe.beside)).ids for each in batch]
        labels = [[float(each.urgent), label_of(each.advice)] for each in batch]
        yield *padded([torch.tensor(each) for each in pieces]), torch.tensor(labels)


def label_of(judged: bool | None) -> float:  # noqa: FBT001 - a label
    """Return the label of what somebody judged, or that nobody did."""
    return UNJUDGED if judged is None else float(judged)


def ordinary_among(examples: Sequence[Example]) -> list[str]:
    """Return the texts that may stand beside any other: neither urgent nor alike, and no requests for advice."""
    return [each.text for each in examples if not each.urgent and not each.look_alike and each.advice is False]


def by_length(
    rows: Sequence[_Row], length: Callable[[_Row], int], rng: random.Random, batch: int = _BATCH
) -> list[Sequence[_Row]]:
    """Return batches of rows, those of a batch about as long as each other, in any order.

    Args:
        rows: In any order.
        length: Of a row.
        rng: The source of chance.
        batch: How many rows a batch has; the last ones may have fewer.
    """
    found: list[Sequence[_Row]] = []
    for pool in _runs(rows, batch * _POOL):
        found += _runs(sorted(pool, key=length), batch)
    # In any order again, or each pool would be learned from short to long.
    rng.shuffle(found)
    return found


def _runs(rows: Sequence[_Row], length: int) -> list[Sequence[_Row]]:
    return [rows[start : start + length] for start in range(0, len(rows), length)]


def loss_of(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return how wrong logits are, the mean of the texts; both of shape (texts, OUTPUTS)."""
    judged = labels != UNJUDGED
    each = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    return each[judged].sum() / len(labels)
