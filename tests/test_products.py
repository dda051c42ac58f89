"""Products of one message are what numpy's own are, whatever the number of rows."""

import numpy as np
import pytest

from botcore.matching.products import products, weighted_sum
from botcore.probability import probability, sigmoid


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 100])
def test_products_of_rows_and_their_weighted_sum(count: int) -> None:
    dice = np.random.default_rng(count)
    rows, vector = dice.normal(size=(count, 24)).astype(np.float32), dice.normal(size=24).astype(np.float32)
    weights = dice.normal(size=count).astype(np.float32)

    assert products(rows, vector) == pytest.approx(rows @ vector, abs=1e-5)
    assert weighted_sum(weights, rows) == pytest.approx(weights @ rows, abs=1e-5)


@pytest.mark.parametrize("logit", [-1e9, -30.0, -2.5, 0.0, 0.3, 30.0, 1e9])
def test_the_probability_of_one_logit_is_that_of_an_array_of_it(logit: float) -> None:
    assert probability(logit) == pytest.approx(float(sigmoid(np.array([logit]))[0]), abs=1e-15)
