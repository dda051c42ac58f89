"""Training the reader, and reading texts with it while it is not exported yet."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import nn

from adapters.training.descent import Descent
from adapters.training.disturbing import disturbed
from adapters.training.examples import with_parts
from adapters.training.network import OUTPUTS, Reader, padded, pretrained
from botcore.probability import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from adapters.training.examples import Example

_POOL = 40
"""Batches whose texts are sorted by length together, so that a batch holds little padding."""

_LAST_RATE, _LAST_SEED = 2e-5, 9
"""Of one epoch more, gentle enough to settle what was learned."""

_UNJUDGED = -1.0
"""Stands where nobody has said whether a text asks for advice."""


class Recipe(NamedTuple):
    """How to train.

    Attributes:
        frozen: How many of the lower layers stay as they are, and the embeddings with them.
        rounds: How often the rate rises and falls.
        epochs: How often each example is seen in a round, each time disturbed anew.
        rate: The greatest learning rate.
        batch: Texts a step.
        seed: Of every chance in it.
    """

    frozen: int = 3
    rounds: int = 2
    epochs: int = 2
    rate: float = 8e-5
    batch: int = 32
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
    epochs = [list(_batches(examples, tokenizer, recipe, rng)) for _ in range(recipe.epochs)]
    descent = Descent(reader, recipe.rate, sum(map(len, epochs)))
    for epoch, batches in enumerate(epochs, start=1):
        total = 0.0
        for number, (ids, mask, labels) in enumerate(batches, start=1):
            loss = _loss(reader(ids, mask), labels)
            descent.step(loss)
            total += loss.item()
            if number % 50 == 0:
                tell(f"epoch {epoch}, step {number} of {len(batches)}: loss {total / number:.4f}")
    reader.eval()


def probabilities(reader: Reader, texts: Sequence[str], tokenizer: Tokenizer) -> NDArray[np.float64]:
    """Return the probabilities of urgent and of advice, shape (len(texts), OUTPUTS)."""
    return sigmoid(_logits(reader, texts, tokenizer))


def _logits(reader: Reader, texts: Sequence[str], tokenizer: Tokenizer) -> NDArray[np.float64]:
    """Return the logits of the same."""
    pieces = [each.ids for each in tokenizer.encode_batch(list(texts))]
    found = np.zeros((len(texts), OUTPUTS))
    order = sorted(range(len(texts)), key=lambda index: len(pieces[index]))
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            run = order[start : start + 32]
            found[run] = reader(*padded([torch.tensor(pieces[index]) for index in run])).numpy()
    return found


def _batches(
    examples: Sequence[Example], tokenizer: Tokenizer, recipe: Recipe, rng: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Yield one epoch's batches: pieces, mask and labels."""
    ordinary = [each.text for each in examples if not each.urgent and not each.look_alike and each.advice is False]
    shuffled = rng.sample(examples, len(examples))
    chosen: list[Sequence[Example]] = []
    for pool in _runs(shuffled, recipe.batch * _POOL):
        chosen += _runs(sorted(pool, key=lambda each: len(each.text)), recipe.batch)
    # Batches go in any order again, or each pool would be learned from short to long.
    rng.shuffle(chosen)
    for batch in chosen:
        pieces = [tokenizer.encode(disturbed(each.text, ordinary, rng)).ids for each in batch]
        labels = [[float(each.urgent), _UNJUDGED if each.advice is None else float(each.advice)] for each in batch]
        yield *padded([torch.tensor(each) for each in pieces]), torch.tensor(labels)


def _runs(examples: Sequence[Example], length: int) -> list[Sequence[Example]]:
    return [examples[start : start + length] for start in range(0, len(examples), length)]


def _loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    judged = labels != _UNJUDGED
    each = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    return each[judged].sum() / len(labels)
