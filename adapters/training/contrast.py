"""Training the encoder for matching: what asks the same comes together, what asks something else goes apart.

A step looks at a few files. Each wording is drawn to the others of its entry, and away from what the siblings and
strangers of its file say: the supervised contrastive loss (https://arxiv.org/abs/2004.11362, eq. 2), over one
file at a time, for two trades may well ask the same. What files say of each other, and where each text stands, is
held near to what it was: nobody's questions here speak for all that people ask about.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn

from adapters.training.descent import Descent
from adapters.training.disturbing import disturbed
from adapters.training.network import FAR, padded, pretrained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tokenizers import Tokenizer

    from adapters.training.network import Reader
    from adapters.training.question_files import QuestionFile

_BESIDE = ("hi all", "thanks in advance", "sorry if this was asked before", "quick question", "new here")
"""What stands beside a question now and then."""

_PIECES = 64
"""What is longer is cut: a question is not."""

_AT_ONCE = 64
"""Texts that the published encoder is asked about at a time."""

_GROUPS = 3
"""A step's texts are run in so many groups by length, so that a long one does not pad them all."""


class Contrast(NamedTuple):
    """How to train.

    Attributes:
        frozen: How many of the lower layers stay as they are: the reader's stand on them too.
        epochs: How often each wording is seen, about, as it is or disturbed.
        rate: The greatest learning rate.
        files: Looked at in a step.
        wordings: Of each entry in a step.
        strangers: Of each file in a step.
        temperature: Of the cosines; the smaller, the more the nearest of the wrong ones counts.
        held: How strongly vectors are held to where they were.
        seed: Of every chance in it.
    """

    frozen: int = 3
    epochs: int = 2
    rate: float = 5e-5
    files: int = 4
    wordings: int = 2
    strangers: int = 6
    temperature: float = 0.05
    held: float = 1.0
    seed: int = 0


class _Drawn(NamedTuple):
    """A step's texts.

    Attributes:
        texts: What they say.
        files: Of which file each is.
        entries: Which entry each asks for; a stranger has a number of its own.
    """

    texts: list[str]
    files: Tensor
    entries: Tensor


class _Known(NamedTuple):
    """What the published encoder makes of a text.

    Attributes:
        hidden: What comes out of its frozen layers, shape (pieces, DIMENSIONS).
        vector: Its unit vector.
    """

    hidden: Tensor
    vector: Tensor


def fit_encoder(
    files: Sequence[QuestionFile],
    tokenizer: Tokenizer,
    recipe: Contrast,
    tell: Callable[[str], None] = lambda _: None,
) -> Reader:
    """Return the encoder trained on files; its head is not."""
    rng = random.Random(recipe.seed)  # noqa: S311 - nothing secret
    torch.manual_seed(recipe.seed)
    encoder = pretrained()
    either = {text: (text, disturbed(text, _BESIDE, rng)) for each in files for text in each.texts}
    known = _known(encoder, [text for both in either.values() for text in both], tokenizer, recipe.frozen)
    encoder.freeze(recipe.frozen)
    encoder.head.requires_grad_(False)
    steps = list(_steps(files, recipe, rng))
    descent = Descent(encoder, recipe.rate, len(steps))
    total = 0.0
    for number, drawn in enumerate(steps, start=1):
        texts = [known[rng.choice(either[text])] for text in drawn.texts]
        vectors = _vectors(encoder, [each.hidden for each in texts], recipe.frozen)
        loss = _apart(vectors, drawn, recipe.temperature)
        held = _held(vectors, torch.stack([each.vector for each in texts]), drawn.files)
        descent.step(loss + recipe.held * held)
        total += loss.item()
        if number % 20 == 0:
            tell(f"questions, step {number} of {len(steps)}: loss {total / number:.4f}")
    encoder.eval()
    return encoder


def _known(encoder: Reader, texts: Iterable[str], tokenizer: Tokenizer, frozen: int) -> dict[str, _Known]:
    """Return what an encoder makes of texts."""
    known: dict[str, _Known] = {}
    encoder.eval()
    pieces = {text: torch.tensor(tokenizer.encode(text).ids[:_PIECES]) for text in texts}
    order = sorted(pieces, key=lambda text: len(pieces[text]))
    with torch.inference_mode():
        for start in range(0, len(order), _AT_ONCE):
            run = order[start : start + _AT_ONCE]
            ids, mask = padded([pieces[text] for text in run])
            hidden = encoder.lower(ids, mask, frozen)
            vectors = nn.functional.normalize(encoder.upper(hidden, mask, frozen), dim=1)
            # A clone each: a view would keep its whole run in memory.
            known |= {
                text: _Known(hidden[row, : len(pieces[text])].clone(), vectors[row].clone())
                for row, text in enumerate(run)
            }
    return known


def _steps(files: Sequence[QuestionFile], recipe: Contrast, rng: random.Random) -> Iterable[_Drawn]:
    """Yield what each step looks at."""
    longest = max(len(wordings) for each in files for wordings in each.entries)
    for _ in range(recipe.epochs * math.ceil(longest / recipe.wordings)):
        order = rng.sample(range(len(files)), len(files))
        for start in range(0, len(order), recipe.files):
            yield _drawn([(number, files[number]) for number in order[start : start + recipe.files]], recipe, rng)


def _drawn(files: Iterable[tuple[int, QuestionFile]], recipe: Contrast, rng: random.Random) -> _Drawn:
    texts: list[str] = []
    of: list[int] = []
    entries: list[int] = []
    for number, each in files:
        groups = [
            *(rng.sample(wordings, min(recipe.wordings, len(wordings))) for wordings in each.entries),
            *([text] for text in rng.sample(each.strangers, min(recipe.strangers, len(each.strangers)))),
        ]
        for group in groups:
            entries += [entries[-1] + 1 if entries else 0] * len(group)
            texts += group
            of += [number] * len(group)
    return _Drawn(texts, torch.tensor(of), torch.tensor(entries))


def _vectors(encoder: Reader, hidden: Sequence[Tensor], frozen: int) -> Tensor:
    """Return the unit vectors of texts whose lower layers are known, shape (len(hidden), DIMENSIONS)."""
    order = sorted(range(len(hidden)), key=lambda index: len(hidden[index]))
    size = math.ceil(len(order) / min(_GROUPS, len(order)))
    found: dict[int, Tensor] = {}
    for start in range(0, len(order), size):
        run = order[start : start + size]
        state, mask = padded([hidden[index] for index in run])
        found |= zip(run, nn.functional.normalize(encoder.upper(state, mask, frozen), dim=1), strict=True)
    return torch.stack([found[index] for index in range(len(hidden))])


def _apart(vectors: Tensor, drawn: _Drawn, temperature: float) -> Tensor:
    """Return how hard it is to tell each wording's own entry from all else in its file."""
    itself = torch.eye(len(vectors), dtype=torch.bool)
    same_file = drawn.files[:, None] == drawn.files
    right = (drawn.entries[:, None] == drawn.entries) & ~itself
    logits = (vectors @ vectors.T / temperature).masked_fill(itself | ~same_file, FAR)
    told = logits - logits.logsumexp(dim=1, keepdim=True)
    has = right.any(dim=1)
    return -((told * right).sum(dim=1)[has] / right.sum(dim=1)[has]).mean()


def _held(vectors: Tensor, before: Tensor, files: Tensor) -> Tensor:
    """Return how far vectors have gone: each from where it was, and those of other files from each other."""
    others = files[:, None] != files
    moved = 1 - (vectors * before).sum(dim=1).mean()
    if not others.any():
        return moved
    return moved + 100 * (vectors @ vectors.T - before @ before.T)[others].square().mean()
