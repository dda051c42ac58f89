"""Proofs of two sizes: small ones that `make test` can afford every time, whole ones for `make prove`.

A proof is an ordinary test that takes its size from here. `make prove` sets PROVE=1 and runs the proofs alone;
they end in one table of proof, size, outcome and seconds.

What hypothesis makes up is the same in every run of `make test`, so that a change is judged by what it changes;
`make prove` makes up other texts each time, and whatever it finds becomes an example of its test.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")

WHOLE = os.environ.get("PROVE") == "1"
settings.register_profile("the same for everybody", derandomize=True)
if not WHOLE:
    settings.load_profile("the same for everybody")
TIMES = 20
"""Examples of a whole proof for each of a small one."""


def proof(small: str, whole: str) -> pytest.MarkDecorator:
    """Mark a test as a proof, with its two sizes in words."""
    return pytest.mark.proof(whole if WHOLE else small)


def size(small: int, whole: int) -> int:
    """Return the size of this run."""
    return whole if WHOLE else small


def some(items: Sequence[T], small: int) -> list[T]:
    """Return all of them, or as many as a small proof takes, evenly spread."""
    return list(items) if WHOLE else list(items[:: max(1, -(-len(items) // small))])


def examples(small: int, *, suppress: Sequence[HealthCheck] = ()) -> Callable[[Callable[..., Any]], Any]:
    """Let hypothesis try so many examples, without a deadline: the machine may be busy."""
    count = size(small, TIMES * small)
    trying = settings(max_examples=count, deadline=None, suppress_health_check=suppress)

    def decorate(test: Callable[..., Any]) -> Any:
        return pytest.mark.proof(f"{count:,} examples")(trying(test))

    return decorate
