"""The last lines of a run: what failed in words, and the table of proofs."""

from __future__ import annotations

import pytest
import telling


def report(
    name: str, outcome: str, *, size: str = "", seconds: float = 1.0, broken: str = ""
) -> pytest.TestReport:
    properties = [(telling.SIZE, size)] if size else []
    longrepr = f"E   {broken}" if broken else None
    return pytest.TestReport(
        f"tests/test_x.py::{name}",
        ("tests/test_x.py", 1, name),
        {},
        outcome,  # type: ignore[arg-type] # one of pytest's words
        longrepr,
        "call",
        user_properties=properties,
        duration=seconds,
    )


def test_the_table_has_a_line_a_proof_with_its_worst_outcome_and_all_its_seconds() -> None:
    lines = telling.table(
        [
            report("test_all_is_well", "passed", size="3 decks", seconds=5),
            report("test_each_day[one]", "passed", size="2 days"),
            report("test_each_day[two]", "failed", size="2 days", seconds=0.5),
            report("test_no_proof", "passed"),
        ]
    )
    assert [" ".join(line.split()) for line in lines] == [
        "proof size outcome seconds",
        "each day 2 days FAILS 1.5",
        "all is well 3 decks holds 5.0",
    ]


def test_what_failed_is_named_in_words_with_what_came_instead() -> None:
    failed = report("test_a_reply_comes_once[slack]", "failed", broken="assert 2 == 1")
    assert telling.in_words(failed) == "a reply comes once (slack): assert 2 == 1"
