"""The two formulas everything else rests on, beside values from elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from botcore.probability import sigmoid, wilson_interval


@pytest.mark.parametrize(
    ("events", "trials", "interval"),
    [
        # Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (0, 0, (0.0, 1.0)),
    ],
)
def test_wilsons_interval_is_the_published_one(events: int, trials: int, interval: tuple[float, float]) -> None:
    assert wilson_interval(events, trials, 1.959964) == pytest.approx(interval, abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.1, 5))
def test_the_interval_holds_the_share_and_stays_in_bounds(counted: tuple[int, int], z: float) -> None:
    low, high = wilson_interval(*counted, z)
    assert 0 <= low <= counted[0] / counted[1] + 1e-12
    assert counted[0] / counted[1] - 1e-12 <= high <= 1


def test_a_probability_is_never_out_of_bounds_however_far_the_logit() -> None:
    found = sigmoid(np.array([-1e9, -1.0, 0.0, 1.0, 1e9]))
    assert found[2] == 0.5
    assert found[1] == pytest.approx(1 - found[3])
    assert 0 < found[0] < 1e-12
    assert 1 - 1e-12 < found[4] < 1
