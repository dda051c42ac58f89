"""The questions the encoder learns from: whose they are, what they say, and that they are nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from test_strangers import PUBLIC_RUNS, hashed, runs

from adapters.training.judging_questions import question_figures
from adapters.training.question_files import (
    KEPT_OUT,
    QUESTIONS,
    QuestionFile,
    gather_questions,
    model_hash,
    read_questions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FILES = gather_questions()
RUNS = {run for each in FILES for text in each.texts for run in runs(text)}


def file(*entries: tuple[str, ...], strangers: tuple[str, ...] = ("where to park",)) -> QuestionFile:
    return QuestionFile("second", "baths", entries, strangers)


@pytest.mark.parametrize("each", FILES, ids=lambda each: f"{each.writer} {each.trade}")
def test_a_file_has_entries_asked_in_several_ways_and_strangers(each: QuestionFile) -> None:
    assert len(each.entries) == 12
    assert all(len(wordings) >= 3 for wordings in each.entries)
    assert len(each.strangers) >= 15
    texts = [text.casefold() for text in each.texts]
    assert len(set(texts)) == len(texts)


def test_the_readme_names_each_writer_with_all_files() -> None:
    told = (QUESTIONS / "README.md").read_text(encoding="utf-8")
    for writer in {each.writer for each in FILES}:
        trades = ", ".join(sorted(each.trade.replace("-", " ") for each in FILES if each.writer == writer))
        assert f"| {writer} | {trades} |" in told


def test_none_shares_five_words_in_a_row_with_the_public_sets_that_matching_is_measured_on() -> None:
    known = set(np.load(PUBLIC_RUNS).tolist())
    # Their number alone, here and below: a deck's words are for nobody to read.
    assert sum(hashed(run) in known for run in RUNS) == 0


@pytest.mark.parametrize("deck", sorted(Path("tests/decks").rglob("*.jsonl")), ids=lambda path: path.stem)
def test_none_shares_five_words_in_a_row_with_a_deck(deck: Path) -> None:
    lines = [json.loads(line) for line in deck.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = {run for line in lines for text in line.get("turns", [line.get("text", "")]) for run in runs(text)}
    assert len(RUNS & asked) == 0


def test_a_line_without_an_entry_is_a_stranger(tmp_path: Path) -> None:
    (tmp_path / "fourth").mkdir()
    path = tmp_path / "fourth" / "baths.jsonl"
    rows = [("hours", "when open?"), (None, "is there a bus"), ("price", "how dear"), ("hours", "until when")]
    path.write_text("".join(json.dumps({"entry": entry, "text": text}) + "\n" for entry, text in rows))
    assert read_questions(path) == QuestionFile(
        "fourth", "baths", (("when open?", "until when"), ("how dear",)), ("is there a bus",)
    )


def test_the_hash_is_of_every_text_whatever_the_order_of_the_files() -> None:
    one, other = file(("when open?",)), file(("how dear",))
    assert model_hash([], [], [one, other]) == model_hash([], [], [other, one])
    assert model_hash([], [], [one]) != model_hash([], [], [other])
    assert model_hash([], [], [one]) != model_hash([], [], [file(("when open?",), strangers=("is there a bus",))])


def test_a_question_is_found_where_its_entry_is_the_nearest_and_few_strangers_are_as_near() -> None:
    places = {
        "when": (1.0, 0.0),
        "until": (0.8, 0.6),
        "price": (0.0, 1.0),
        "dear": (0.6, 0.8),
        "lost": (0.28, 0.96),
    }

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([places[text] for text in texts], dtype=np.float32)

    known = [("when",) * 5 + ("until",), ("price",) * 5 + ("dear",)]
    found = question_figures(encode, [file(*known, strangers=("until", "lost"))])
    assert found["questions kept out: its entry is the nearest"] == 1.0
    assert found["questions kept out: found where 5% of strangers pass"] == 0.0
    far = question_figures(encode, [file(*known, strangers=("lost",))])
    assert far["questions kept out: found where 5% of strangers pass"] == 0.0
    turned = question_figures(encode, [file(("when",) * 5 + ("price",), known[1], strangers=("lost",))])
    assert turned["questions kept out: its entry is the nearest"] == 0.5


def test_the_writer_kept_out_is_one_of_them() -> None:
    assert KEPT_OUT in {each.writer for each in FILES} - {"second"}
