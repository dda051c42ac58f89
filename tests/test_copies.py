"""Near-copies of a wording: left out together, and counted as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from botcore import load_faq
from botcore.encoding import VectorCache
from botcore.matching import Matcher
from botcore.matching.copies import first_of_each
from botcore.matching.held_out import Kind, hold_out
from botcore.matching.index import Index
from botcore.matching.kernel_ridge import KernelRidge, kernel
from botcore.matching.leaving_out import LeavingOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore import Thresholds
    from botcore.encoding import Encoder

APART = np.eye(8, dtype=np.float32)


def near(cosine: float) -> NDArray[np.float32]:
    """Return two vectors of that cosine."""
    return np.array([[1, 0], [cosine, np.sqrt(1 - cosine**2)]], dtype=np.float32)


@pytest.mark.parametrize(
    "copy", ["what does a repair cost?", "what does a repar cost", "um, what would repair cost", "repair costs"]
)
def test_small_words_marks_and_slips_make_a_copy_whatever_the_encoder_says(copy: str) -> None:
    assert first_of_each(["what does a repair cost", copy], [0, 0], APART[:2]).tolist() == [0, 0]


@pytest.mark.parametrize("other", ["what does a repair take", "how dear is it", "can you repair it", "lift cost"])
def test_another_word_that_says_something_makes_another_wording(other: str) -> None:
    assert first_of_each(["what does a repair cost", other], [0, 0], APART[:2]).tolist() == [0, 1]


@pytest.mark.parametrize(("cosine", "first"), [(0.9, [0, 0]), (0.6, [0, 1])])
def test_a_word_more_makes_a_copy_where_the_encoder_hears_none(cosine: float, first: Sequence[int]) -> None:
    assert first_of_each(["opening hours", "opening hours mate"], [0, 0], near(cosine)).tolist() == first


def test_copies_of_copies_are_copies_of_the_first_and_none_reaches_into_another_entry() -> None:
    vectors = np.eye(5, dtype=np.float32)
    texts = ["where is the lift", "buckets", "lifftt", "where is the liftt", "where is the lift"]
    assert first_of_each(texts, [0, 0, 0, 0, 1], vectors).tolist() == [0, 1, 0, 0, 4]
    assert first_of_each(texts[0:3:2], [0, 0], vectors[:2]).tolist() == [0, 1], "but for the one between them"


def test_of_copies_one_is_held_out_without_the_others() -> None:
    vectors = np.zeros((5, 384), dtype=np.float32)
    vectors[[0, 1, 2, 3, 4], [0, 0, 1, 2, 2]] = 1.0
    index = Index([f"w{n}" for n in range(5)], [0, 0, 0, 1, 1], vectors, first=np.array([0, 0, 2, 3, 3]))
    leaving_out = LeavingOut(index)
    evidence = leaving_out.leave_one_out()
    assert evidence.best[:2, 0].tolist() == [0.0, 0.0], "the other wording of its class, and not its copy"
    assert evidence.mean[:2, 0].tolist() == [0.0, 0.0]
    assert evidence.mean[3:, 1].tolist() == [0.0, 0.0], "nothing is left of a class of copies"
    held = hold_out(leaving_out, 2)
    assert held.truth[held.kinds == Kind.OWN].tolist() == [0, 0], "the second class has nothing to know its one by"
    assert (held.count(Kind.OWN), held.count(Kind.NO_ENTRY)) == (2, 3)


def test_what_is_left_out_with_its_copies_is_what_a_file_without_them_says() -> None:
    random = np.random.default_rng(5)
    vectors = random.normal(size=(9, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    classes = np.repeat([0, 1, 2], 3)
    texts, first = [f"wording {n}" for n in range(9)], np.array([0, 0, 2, 3, 4, 5, 6, 7, 8])
    leaving_out, kept = LeavingOut(Index(texts, classes, vectors, first=first)), np.arange(2, 9)
    pairs = kernel(leaving_out._cosines, leaving_out._overlaps)
    without = pairs[0, kept] @ KernelRidge(pairs[np.ix_(kept, kept)], classes[kept], 3).weights
    assert leaving_out.leave_one_out().learned[0] == pytest.approx(without, abs=1e-5)


WORDINGS = {
    "hours": ["when are you open", "opening times", "until when can I come in"],
    "ladder": ["can I borrow a ladder", "do you lend ladders", "ladder hire"],
    "fee": ["what does membership cost", "how much is it to join", "yearly fee"],
    "parking": ["where can I park", "is there a car park", "can I leave the van outside"],
}
TOPICS = {f"t{n}": [f"may I bring {one}", f"are {one} allowed"] for n, one in enumerate(["dogs", "guests"])}
FRAMES = ["{}", "{}?", "{}!", "hi {}", "{} pls", "{} please", "so {}", "and {}", "um {}?", "{} thanks", "well {}",
          "{} really", "{} exactly", "{} then", "{}...", "hey, {}?", "ok {}", "{} now", "{} again", "and {}??",
          "{} actually", "sorry, {}", "{} anyway", "tell me {}", "can you tell me {}", "so {} then", "just {}",
          "hello {}", "{} tho", "I want to know {}"]  # fmt: skip


def thresholds_of(encoder: Encoder, wordings: int, frames: Sequence[str], topics: int) -> Thresholds:
    """Return what a file chooses whose every wording stands there in every frame."""
    lines = ["disclaimer: General information only.", "entries:"]
    for name, said in WORDINGS.items():
        told = [frame.format(each) for each in said[:wordings] for frame in frames]
        lines += [f"- {{id: {name}, question: {told[0]!r}, phrasings: {told[1:]}, answer: See the board.}}"]
    if topics:
        lines += ["topics:"]
        lines += [
            f"- {{id: {name}, about: {name}, pointer: Ask., phrasings: {said}}}"
            for name, said in list(TOPICS.items())[:topics]
        ]
    return Matcher(load_faq("\n".join(lines)), VectorCache(encoder)).calibration.thresholds


@pytest.mark.parametrize(("wordings", "topics"), [(1, 0), (3, 1)])
def test_thirty_copies_leave_the_thresholds_where_they_were(encoder: Encoder, wordings: int, topics: int) -> None:
    few = thresholds_of(encoder, wordings, ["{}"], topics)
    many = thresholds_of(encoder, wordings, FRAMES, topics)
    assert many.answer == pytest.approx(few.answer, abs=0.06)
    assert many.clarify == pytest.approx(few.clarify, abs=0.03)
    assert many.clarify < many.answer / 2
