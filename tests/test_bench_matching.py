"""`prolobot bench`: others beside prolobot on one deck, and starts measured in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from adapters.benchmarks.baselines import baselines
from adapters.benchmarks.probe import probe
from adapters.benchmarks.synthetic import SHAPES, letters, synthetic_faq, synthetic_messages
from adapters.cli.app import app
from botcore import load_faq
from botcore.evaluation import Case, CaseKind, Outcome
from botcore.safety.tokens import split_sentences
from botcore.text import MAX_CHARACTERS

FAQ = """
disclaimer: General information only, no medical advice.
entries:
  - id: agent
    question: What is in the injection?
    phrasings: [what do they inject, which liquid is used]
    answer: Mostly dextrose.
  - id: neck
    question: Is it safe for the neck?
    phrasings: [is a neck injection dangerous, can the neck be treated safely]
    answer: Ask a trained practitioner.
"""
DECK = [
    {"text": "what do they inject?", "kind": "answerable", "expect": ["agent"]},
    {"text": "is it safe for teh neck", "kind": "typo", "expect": ["neck"]},
    {"text": "who won the match last night", "kind": "far_oos", "expect": []},
]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("PROLOBOT_CACHE", str(tmp_path / "cache"))
    few_messages(monkeypatch)
    texts = {"faq.yaml": FAQ, "deck.jsonl": "\n".join(map(json.dumps, DECK))}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: str(tmp_path / name) for name in texts}


def few_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask twenty where the benchmark asks five hundred: that it measures is tested here, not what."""
    for name in ("start", "scale"):
        monkeypatch.setattr(f"adapters.cli.bench.{name}.MESSAGES", 20)


def _bench(*arguments: str) -> Any:
    result = CliRunner().invoke(app, ["bench", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_method_answers_the_same_deck_in_one_go(files: dict[str, str]) -> None:
    rows = json.loads(_bench("matching", files["deck.jsonl"], "--faq", files["faq.yaml"], "--json"))
    assert [row["method"].split(" ")[0] for row in rows] == [
        *["rapidfuzz"] * 3,
        "BM25,",
        *["MiniLM"] * 2,
        "prolobot",
    ]
    assert all(row["right"]["total"] == 2 and row["false_answers"]["total"] == 1 for row in rows)
    assert rows[-1]["right"]["events"] == 2
    assert rows[-1]["false_answers"]["events"] == 0
    assert rows[0]["reached"] is None
    assert all(row["milliseconds"]["median"] > 0 for row in rows)


def test_the_table_has_a_line_for_every_method(files: dict[str, str]) -> None:
    table = _bench("matching", files["deck.jsonl"], "--faq", files["faq.yaml"])
    for name in (
        "WRatio ≥ 80",
        "ratio ≥ 60",
        "token_set ≥ 80",
        "BM25",
        "cosine ≥ 0.5",
        "cosine ≥ 0.7",
        "prolobot",
    ):
        assert name in table


def test_a_deck_with_a_bad_line_is_refused_with_its_line(files: dict[str, str]) -> None:
    Path(files["deck.jsonl"]).write_text('{"text": "x", "kind": "odd"}', encoding="utf-8")
    result = CliRunner().invoke(app, ["bench", "matching", files["deck.jsonl"], "--faq", files["faq.yaml"]])
    assert result.exit_code == 2
    assert "line 1" in result.stderr


def test_a_baseline_answers_at_its_threshold_and_not_below() -> None:
    at_half, at_seven_tenths = baselines(load_faq(FAQ))[-2:]
    case = Case(("which fluid goes in with the needle",), CaseKind.ANSWERABLE, ("agent",))
    score = at_half.scores(case.text).max()
    assert 0.5 <= score < 0.7
    assert at_half.judge(case).outcome is Outcome.RIGHT
    assert at_seven_tenths.judge(case).outcome is Outcome.ABSTAINED
    assert at_seven_tenths.judge(case).is_best_right


def test_bm25_shares_no_word_with_strangers_and_weighs_rare_words_more() -> None:
    bm25 = next(each for each in baselines(load_faq(FAQ)) if "BM25" in each.name)
    assert bm25.scores("").tolist() == bm25.scores("zebra").tolist() == [0.0] * 6
    rare, common = bm25.scores("liquid"), bm25.scores("neck")
    assert [number for number, score in enumerate(rare) if score] == [2]
    assert [number for number, score in enumerate(common) if score] == [3, 4, 5]
    assert rare.max() > common.max() > 0
    assert bm25.scores("neck neck").tolist() == common.tolist()


def test_a_made_up_file_is_sound_and_says_nothing_twice() -> None:
    faq = load_faq(
        synthetic_faq(
            200,
            [
                "able",
                "baker",
                "charlie",
                "dog",
                "easy",
                "fox",
                "george",
                "how",
                "item",
                "jig",
                "king",
                "love",
                "mike",
            ],
        )
    )
    wordings = [wording for entry in faq.entries for wording in entry.wordings]
    assert len(faq.entries) == 200
    assert len(set(wordings)) == 200 * len(SHAPES)
    messages = synthetic_messages(wordings, 50)
    assert len(messages) == 50
    assert not set(messages) & set(wordings)


def test_more_entries_than_words_allow_are_refused() -> None:
    with pytest.raises(ValueError, match="expected more words"):
        synthetic_faq(10, ["one"])


def test_a_start_is_measured_cold_and_warm_and_its_memory_is_nobody_elses(files: dict[str, str]) -> None:
    ballast = np.ones(125_000_000)
    measured = json.loads(_bench("start", "--faq", files["faq.yaml"], "--json"))
    assert set(measured) == {"cold", "warm"}
    for each in measured.values():
        assert each["ready_seconds"] > 0
        assert 50 < each["steady_megabytes"] <= each["peak_megabytes"] < ballast.nbytes / 1e6
        assert 0 < each["milliseconds"]["median"] <= each["milliseconds"]["p99"]
        assert (
            0 < each["lookup_processor_milliseconds"]["median"] < each["letter_processor_milliseconds"]["median"]
        )
        assert each["letter_milliseconds"]["median"] > each["lookup_milliseconds"]["median"] > 0


def test_a_start_is_shown_beside_a_plain_lookup(files: dict[str, str]) -> None:
    shown = _bench("start", "--faq", files["faq.yaml"])
    assert "a message beside a lookup, times" in shown
    assert "a letter of forty sentences, median ms" in shown


@pytest.mark.parametrize("count", [3, 80, 170])
def test_letters_have_forty_sentences_and_are_no_longer_than_is_read(count: int) -> None:
    found = letters([f"number {number}, is it safe for the neck?" for number in range(count)])
    assert len(found) == max(1, count // 80)
    assert all(len(split_sentences(each)) == 40 and len(each) <= MAX_CHARACTERS for each in found)


def test_a_start_that_fails_says_so(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with status 1"):
        probe(tmp_path / "none.yaml", tmp_path / "vectors.bin", [])


def test_a_made_up_file_can_be_measured_at_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    few_messages(monkeypatch)
    measured = json.loads(_bench("scale", "--entries", "30", "--json"))
    assert measured["cold"]["milliseconds"]["p99"] > 0
