from __future__ import annotations

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest

from adapters.training.disturbing import disturbed, mistyped
from adapters.training.examples import (
    FILE,
    GENERATED,
    LINES,
    SHIPPED,
    Example,
    as_read,
    data_hash,
    gather,
    read_lines,
    writers,
)
from adapters.training.judging import Judged, figures, judge, part_out
from adapters.training.soft_labels import SoftLabel, read_soft_labels
from adapters.training.variations import varied
from botcore.faq import load_faq
from botcore.safety.training import KEPT_OUT

EXAMPLES = gather(load_faq(Path("faq.yaml").read_text(encoding="utf-8")))
REGISTERS = sorted(LINES.glob("*/*.jsonl"))
BY_WRITERS = [each.text.casefold() for each in EXAMPLES if each.writer in {*writers()}]


def example(text: str = "my chest hurts", **more: object) -> Example:
    known = {"urgent": False, "advice": None, "look_alike": True, "writer": "first", "register": "plain"}
    return Example(text, **(known | more))


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


@pytest.mark.parametrize("path", [*REGISTERS, GENERATED], ids=lambda path: path.stem)
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


@pytest.mark.parametrize("writer", writers())
def test_a_writer_has_nearly_as_many_calm_lines_as_urgent_ones_or_more(writer: str) -> None:
    labels = [row["label"] for path in (LINES / writer).glob("*.jsonl") for row in rows(path)]
    assert labels.count("calm") > 0.9 * labels.count("urgent")


def test_the_readme_names_each_register_of_each_writer_with_its_number_of_lines() -> None:
    told, writer = set(), ""
    for line in (LINES / "README.md").read_text(encoding="utf-8").splitlines():
        if named := re.fullmatch(r"\| ([\w-]*) ?\| `([\w-]+)`: .* \| (\d+) \|", line):
            writer = named[1] or writer
            told.add((writer, named[2], int(named[3])))
    assert told == {(path.parent.name, path.stem, len(rows(path))) for path in REGISTERS}


@pytest.mark.parametrize("deck", sorted(Path("tests/decks").rglob("*.jsonl")), ids=lambda path: path.stem)
def test_no_line_of_a_writer_stands_in_a_deck(deck: Path) -> None:
    messages = [json.loads(line) for line in deck.read_text(encoding="utf-8").splitlines()]
    judged = {as_read(message["text"]).casefold() for message in messages if "text" in message}
    shared = sum(text in judged for text in BY_WRITERS)
    assert shared == 0  # a number: a failure must not print what nobody may read


def test_soft_labels_are_of_no_line_and_no_message_of_a_deck() -> None:
    labels = read_soft_labels()
    assert all(abs(each.urgent) <= 5 for each in labels)
    told = {each.text.casefold() for each in labels}
    assert not told & {*BY_WRITERS}
    judged = [
        as_read(message["text"]).casefold()
        for deck in Path("tests/decks").rglob("*.jsonl")
        for message in map(json.loads, deck.read_text(encoding="utf-8").splitlines())
        if "text" in message
    ]
    shared = sum(text in told for text in judged)
    assert shared == 0  # a number: a failure must not print what nobody may read


def test_of_variations_some_are_urgent_to_readers_and_some_calm() -> None:
    urgent = [each.told > 0 for each in read_soft_labels()]
    assert len(urgent) / 5 < sum(urgent) < len(urgent) * 4 / 5


@pytest.mark.parametrize(
    ("urgent", "judged", "told"),
    [(-1.5, None, -1.5), (3.0, True, 3.7), (-3.0, True, 2.2), (-3.0, False, -3.7), (1.0, False, -2.2)],
)
def test_what_somebody_judged_counts_more_than_what_readers_say(
    urgent: float, judged: bool | None, told: float
) -> None:
    assert SoftLabel("my chest hurts", urgent, judged).told == pytest.approx(told)


def test_a_variation_is_another_with_another_seed_and_the_same_with_the_same() -> None:
    lines = [example(each) for each in ("my chest hurts now", "he fell and she laughed", "it was in the film")]
    assert varied(lines, 1) == varied(lines, 1)
    assert varied(lines, 1) != varied(lines, 2)
    assert not {*varied(lines, 1)} & {each.text for each in lines}


def test_a_label_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.jsonl"
    path.write_text('{"text": "hm", "label": "maybe", "category": "other", "pair": null}\n')
    with pytest.raises(ValueError, match=r"plain.jsonl, line 1: found label 'maybe', expected urgent or calm"):
        read_lines(path)


def test_the_hash_of_the_data_is_of_every_text_but_the_files_wordings() -> None:
    known = data_hash([example()])
    assert data_hash([example("my chest hurt")]) != known
    assert data_hash([example(urgent=True)]) != known
    assert data_hash([example(), example("how does it work", writer=FILE)]) == known


def test_writers_kept_out_are_kept_out_whole_with_a_part_of_the_examples() -> None:
    known, kept = part_out(EXAMPLES)
    assert not any(each.writer in KEPT_OUT for each in known)
    assert {each.writer for each in kept} == {*KEPT_OUT, SHIPPED, FILE}
    assert len(known) + len(kept) == len(EXAMPLES)


@pytest.mark.parametrize("seed", range(20))
def test_a_slip_of_typing_changes_one_word(seed: int) -> None:
    before = "please help my husband collapsed"
    after = mistyped(before, random.Random(seed))  # noqa: S311 - nothing secret
    assert sum(one != other for one, other in zip(before.split(), after.split(), strict=True)) <= 1


@pytest.mark.parametrize("seed", range(20))
def test_a_neighbour_stands_beside_a_text_and_not_inside_it(seed: int) -> None:
    found = disturbed("ab cd", ["How long is it?"], random.Random(seed))  # noqa: S311 - nothing secret
    assert found in {"ab cd", "ab cd. How long is it?", "How long is it? ab cd", "ab cd How long is it?"}


def test_a_text_is_judged_as_a_whole() -> None:
    asked: list[str] = []

    def read(texts: list[str]) -> object:
        asked.extend(texts)
        return np.array([[0.9 if text == "He fell." else 0.1, 0.2] for text in texts])

    found = judge(read, [example("Is it safe? He fell."), example("He fell.")])  # type: ignore[arg-type]
    assert [each.urgent for each in found] == [0.1, 0.9]
    assert asked == ["Is it safe? He fell.", "He fell."]


def test_what_is_heard_is_told_by_how_many_look_alikes_alarm() -> None:
    known = {"writer": KEPT_OUT[0], "register": "traps"}
    judged = [Judged(example(**known), number / 100) for number in range(100)]
    judged += [Judged(example(**known, urgent=True, look_alike=False), 0.97)]
    shares = figures(judged)
    assert shares["kept-out writers: heard where 2% alarm"] == 0.0
    assert shares["traps: heard where 4% alarm"] == 1.0
