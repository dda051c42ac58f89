"""Learning with the rounding that the exported model has, so that what is learned survives it.

Weights are rounded to the steps of an int8 weight, what goes into a product to those of an uint8, each as
`exporting` and the runtime have them; a gradient passes as if nothing were rounded
(https://arxiv.org/abs/1712.05877).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from adapters.training.network import Reader

_WEIGHT_STEPS, _INPUT_STEPS = 64, 255
"""From zero to the largest weight of an output, seven bits in all; and from the least to the greatest input."""

_PRODUCTS = ("before", "after", "inner", "outer")
_LEAST = 1e-8
"""The least range there is: of nothing but zeros, none."""


class _Rounded(torch.autograd.Function):
    """What is rounded forwards, as it was backwards."""

    @staticmethod
    def forward(_context: object, _before: Tensor, after: Tensor) -> Tensor:
        return after

    @staticmethod
    def backward(_context: object, *gradients: Tensor) -> tuple[Tensor, None]:
        return gradients[0], None


class _Linear(nn.Linear):
    """Multiplies as the exported model does."""

    def forward(self, given: Tensor) -> Tensor:
        """Return the product, of inputs rounded for each text alone, shape (texts, pieces, outputs)."""
        return nn.functional.linear(_rounded_inputs(given), _rounded_weights(self.weight), self.bias)


def round_as_exported(reader: Reader) -> None:
    """Let a reader count as it will once it is exported, in training and out of it; its weights stay in floats.

    The table of pieces, which does not learn, is rounded for good: exported, it is the same.
    """
    with torch.no_grad():
        step = reader.pieces.weight.abs().max() / _WEIGHT_STEPS
        reader.pieces.weight.copy_((reader.pieces.weight / step).round() * step)
    for layer in reader.layers:
        for name in _PRODUCTS:
            layer.get_submodule(name).__class__ = _Linear


def _rounded_weights(weights: Tensor) -> Tensor:
    """Return weights, shape (outputs, inputs), each output's in steps of its own."""
    with torch.no_grad():
        step = weights.abs().amax(dim=1, keepdim=True) / _WEIGHT_STEPS
        rounded = (weights / step).round() * step
    return _Rounded.apply(weights, rounded)


def _rounded_inputs(given: Tensor) -> Tensor:
    """Return inputs, shape (texts, pieces, inputs), each text's in steps of its own; zero is one of them."""
    with torch.no_grad():
        least, greatest = (
            given.amin((1, 2), keepdim=True).clamp(max=0),
            given.amax((1, 2), keepdim=True).clamp(min=0),
        )
        step = (greatest - least).clamp(min=_LEAST) / _INPUT_STEPS
        zero = (-least / step).round()
        rounded = (((given / step).round() + zero).clamp(0, _INPUT_STEPS) - zero) * step
    return _Rounded.apply(given, rounded)
