"""What was learned of a file is read again: the same bot in a fraction of the time, and never another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from adapters import learned_file, sealed_file
from adapters.vector_file import vectors_kept_in
from botcore import load_faq
from botcore.encoding import Encoder, VectorCache
from botcore.matching import Matcher
from botcore.matching.kernel_ridge import KernelRidge
from botcore.matching.learned import Learned

if TYPE_CHECKING:
    from pathlib import Path

    from botcore import Faq

FILE = """
disclaimer: Not advice.
entries:
- {id: puncture, question: How do I mend a puncture?, answer: Take the tyre off and patch the tube.,
   phrasings: [mending a flat tyre, my tube has a hole, patch for a tyre]}
- {id: brakes, question: Why do my brakes squeal?, answer: Clean the rims.,
   phrasings: [squealing brakes, noise when braking, the brakes are loud]}
topics:
- {id: prices, about: prices, pointer: Ask the shop.,
   phrasings: [what does a bicycle cost, how dear is a saddle, price of a bell]}
- {id: hours, about: hours, pointer: See the door.,
   phrasings: [when do you open, are you closed on sunday, opening times]}
"""
"""Small, and with all there is to learn."""


@pytest.fixture(scope="module")
def small() -> Faq:
    return load_faq(FILE)


def matched(matcher: Matcher, encoder: Encoder) -> list[object]:
    texts = ["my tyre is flat", "is a bell dear", "what does the tube do", "squeaky brakes", "when are you open"]
    return [matcher.match(text, encoder.encode(text)) for text in texts]


def test_a_matcher_that_finds_what_was_learned_matches_to_the_last_digit_and_learns_nothing(
    small: Faq, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = VectorCache(encoder)
    first = Matcher(small, vectors)
    monkeypatch.setattr(KernelRidge, "__init__", lambda *_: pytest.fail("learned again"))
    again = Matcher(small, vectors)
    assert again.calibration.thresholds == first.calibration.thresholds
    assert matched(again, encoder) == matched(first, encoder)
    assert len(vectors.learned) == 1


@pytest.mark.parametrize(
    ("said", "instead"),
    [("my tube has a hole", "my tube has holes"), ("Clean the rims.", "Oil the rims.")],
    ids=["a wording", "an answer"],
)
def test_another_wording_or_answer_is_learned_anew(said: str, instead: str, small: Faq, encoder: Encoder) -> None:
    vectors = VectorCache(encoder)
    Matcher(small, vectors)
    Matcher(load_faq(FILE.replace(said, instead)), vectors)
    assert len(vectors.learned) == 2


def test_all_of_it_comes_back_from_its_arrays(small: Faq, encoder: Encoder) -> None:
    vectors = VectorCache(encoder)
    Matcher(small, vectors)
    (arrays,) = vectors.learned.values()
    packed = Learned.unpack(arrays).pack()
    assert packed.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(packed[name], array)


def test_no_text_of_the_file_stands_in_what_is_kept(small: Faq, tmp_path: Path) -> None:
    with vectors_kept_in(tmp_path / "v.bin") as vectors:
        Matcher(small, vectors)
    kept = (tmp_path / "v.learned").read_bytes()
    assert len(kept) > 500
    assert not any(word in kept for word in (b"puncture", b"tyre", b"prices"))


def test_the_next_start_finds_it_and_a_damaged_or_older_one_is_learned_anew(
    small: Faq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "v.bin"
    with vectors_kept_in(path) as vectors:
        Matcher(small, vectors)
    beside = tmp_path / "v.learned"
    good = beside.read_bytes()
    assert learned_file.read(beside).keys() == vectors.learned.keys()
    for bad in (b"", good[:-1], good[:40] + b"x" + good[41:]):
        beside.write_bytes(bad)
        assert learned_file.read(beside) == {}
    with vectors_kept_in(path) as vectors:
        Matcher(small, vectors)
    assert beside.read_bytes()[:60] == good[:60]
    monkeypatch.setattr(learned_file, "_head", lambda: b"prolobot-learned-1 of other code\n")
    assert learned_file.read(beside) == {}


def test_a_sealed_file_is_read_with_its_own_head_alone(tmp_path: Path) -> None:
    path = tmp_path / "f"
    sealed_file.write(path, b"one\n", b"body")
    assert sealed_file.read(path, b"one\n") == b"body"
    assert sealed_file.read(path, b"two\n") is None
    assert sealed_file.read(tmp_path / "none", b"one\n") is None
