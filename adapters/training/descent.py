"""How a network learns, step by step: AdamW, at a rate that rises for a while and then falls to nothing."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_WARM_UP = 0.1
"""The share of steps in which the rate rises."""

_DECAY, _LONGEST = 0.01, 1.0
"""Of the weights at each step, and the length to which a gradient is cut."""


class Descent:
    """Changes what is not frozen of a network."""

    def __init__(self, network: nn.Module, rate: float, steps: int) -> None:
        """Take a network.

        Args:
            network: Learns from now on, with its dropout.
            rate: The greatest learning rate.
            steps: How many there will be.
        """
        self._trained = [each for each in network.parameters() if each.requires_grad]
        self._optimiser = torch.optim.AdamW(self._trained, lr=rate, weight_decay=_DECAY)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser,
            lambda step: min(step / (_WARM_UP * steps), (steps - step) / ((1 - _WARM_UP) * steps)),
        )
        network.train()

    def step(self, loss: Tensor) -> None:
        """Go one step down a loss."""
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._trained, _LONGEST)
        self._optimiser.step()
        self._schedule.step()
