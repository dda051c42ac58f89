from __future__ import annotations

import json
from pathlib import Path

import pytest

LINES = Path("adapters/training/lines")
REGISTERS = sorted(LINES.glob("*/*.jsonl"))
WRITERS = sorted(each for each in LINES.iterdir() if each.is_dir())


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_a_line_says_what_it_is(path: Path) -> None:
    for row in rows(path):
        assert list(row) == ["text", "label", "category", "pair"]
        assert row["label"] in {"urgent", "calm"}
        assert isinstance(row["text"], str)
        assert row["text"].strip()
        assert row["category"]
        assert row["pair"] is None or isinstance(row["pair"], int)


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_of_two_lines_of_a_pair_one_is_urgent_and_one_is_calm(path: Path) -> None:
    pairs: dict[object, list[object]] = {}
    for row in rows(path):
        pairs.setdefault(row["pair"], []).append(row["label"])
    assert all(
        sorted(map(str, labels)) == ["calm", "urgent"] for pair, labels in pairs.items() if pair is not None
    )


def test_no_line_is_written_twice() -> None:
    texts = [str(row["text"]).casefold() for path in REGISTERS for row in rows(path)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("writer", WRITERS, ids=lambda path: path.name)
def test_a_writer_has_nearly_as_many_calm_lines_as_urgent_ones_or_more(writer: Path) -> None:
    labels = [row["label"] for path in writer.glob("*.jsonl") for row in rows(path)]
    assert labels.count("calm") > 0.9 * labels.count("urgent")


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: path.stem)
def test_the_readme_names_each_register_with_its_number_of_lines(path: Path) -> None:
    readme = (LINES / "README.md").read_text(encoding="utf-8")
    named = [line for line in readme.splitlines() if f"`{path.stem}`" in line]
    assert [line.split("|")[-2].strip() for line in named] == [str(len(rows(path)))]


@pytest.mark.parametrize("deck", sorted(Path("tests/decks").glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_line_of_a_writer_stands_in_a_deck(deck: Path) -> None:
    judged = {" ".join(str(row["text"]).casefold().split()) for row in rows(deck) if "text" in row}
    lines = [" ".join(str(row["text"]).casefold().split()) for path in REGISTERS for row in rows(path)]
    shared = sum(line in judged for line in lines)
    assert shared == 0  # a number: a failure must not print what nobody may read
