"""What `check` says of a wording that is left out: what the bot would do, and no rule of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from botcore import Kind
from botcore.checks import LeftOut, leave_out
from botcore.encoding import Encoder, VectorCache
from botcore.faq import LoadedFaq, load_with_lines
from botcore.matching import Matcher

LIBRARY = Path(__file__).parent / "files" / "library.yaml"


@pytest.fixture(scope="module")
def loaded() -> LoadedFaq:
    return load_with_lines(LIBRARY.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def vectors(encoder: Encoder) -> VectorCache:
    return VectorCache(encoder)


@pytest.fixture(scope="module")
def matcher(loaded: LoadedFaq, vectors: VectorCache) -> Matcher:
    return Matcher(loaded.faq, vectors)


@pytest.fixture(scope="module")
def left(loaded: LoadedFaq, vectors: VectorCache) -> LeftOut:
    left = leave_out(loaded, vectors)
    assert left
    return left


def test_the_thresholds_are_the_bots(left: LeftOut, matcher: Matcher) -> None:
    assert left.thresholds == matcher.calibration.thresholds


def test_answers_and_doubts_count_and_a_topic_is_as_sure_as_for_the_bot(left: LeftOut, matcher: Matcher) -> None:
    found = matcher.leave_one_out()
    assert found
    evidence, matches = found
    assert evidence.answers.any()
    assert any(match.best.against for match in matches)
    assert all(0 <= match.sureness <= 1 for match in matches)
    assert np.allclose([match.likeness for match in matches], evidence.fused.max(axis=1))
    rows = list(zip(left.judged, matches, strict=True))
    assert [judged.observed.best for judged, _ in rows] == [match.best.id for _, match in rows]
    doubted = [judged for judged, match in rows if match.best.is_doubted]
    assert not [each for each in doubted if each.observed.kind is Kind.ANSWER]


def test_it_is_all_one_whether_the_file_was_learned_just_now(loaded: LoadedFaq, encoder: Encoder) -> None:
    vectors = VectorCache(encoder)
    first, again = (leave_out(loaded, vectors) for _ in range(2))
    assert first
    assert again
    assert first.judged == again.judged
    assert np.allclose(first.leads, again.leads)
