"""`prolobot diff`: whose replies a change of the file would change, and nobody else's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from months import write_lines
from rich.console import Console
from test_check_command import FINE
from test_report import line
from typer.testing import CliRunner

from adapters.assembly.differing import told_in_decks, told_in_journal
from adapters.cli.app import app
from adapters.reports.difference_page import difference_page
from adapters.reports.differences import Difference, show_difference
from botcore import Entry, Finding, Kind, Reply, Suggestion, Trace
from botcore.checks import Change
from botcore.evaluation import Shift, Told, compare_replies
from botcore.evaluation.shifts import shift_of
from botcore.trace import Because

if TYPE_CHECKING:
    from pathlib import Path

CARE = "  answer: When pain grows.\n"
HOURS = """\
- id: hours
  question: When are you open?
  phrasings: [what are your opening hours, until when can I come, are you open on sunday, when do you close]
  answer: From nine.
- id: parking
  question: Where can I park?
  phrasings: [is there a car park, where do I leave the car, parking nearby, do you have parking spaces]
  answer: Behind the house.
"""
BEFORE = FINE.replace("topics:", f"{HOURS}topics:")
AGE = """\
- id: age
  question: Who is too young for it?
  phrasings: [from what age is it done, can teenagers have it, is there a minimum age, is it done on children]
  answer: Nobody knows.
"""
PLANTED = (
    (CARE, "  answer: When pain grows, or after a week.\n"),
    (HOURS[HOURS.index("- id: parking") :], ""),
    ("topics:", f"{AGE}topics:"),
)


def reply(kind: Kind = Kind.ANSWER, text: str = "Yes.", entry: str = "", offers: tuple[str, ...] = ()) -> Reply:
    return Reply(
        kind=kind,
        disclaimer="d",
        trace=Trace(Because.LIKELY, finding=Finding()),
        headline="Call." if kind is Kind.URGENT else "",
        lead="" if entry else text,
        entry=Entry(id=entry, question=f"What is {entry}?", answer=text) if entry else None,
        suggestions=tuple(Suggestion(each, each) for each in offers),
    )


URGENT, DECLINE = reply(Kind.URGENT), reply(Kind.DECLINE)
ABSTAIN, OFFER = reply(Kind.ABSTAIN), reply(Kind.CLARIFY, offers=("a", "b"))


@pytest.mark.parametrize(
    ("before", "after", "shift"),
    [
        (reply(entry="a"), reply(entry="a"), None),
        (reply(entry="a"), reply(entry="a", text="No."), Shift.WORDED),
        (reply(entry="a"), reply(entry="b"), Shift.OTHERWISE),
        (reply(entry="a"), ABSTAIN, Shift.UNANSWERED),
        (reply(entry="a"), DECLINE, Shift.UNANSWERED),
        (reply(entry="a"), URGENT, Shift.URGENT),
        (URGENT, reply(entry="a"), Shift.UNURGENT),
        (URGENT, DECLINE, Shift.UNURGENT),
        (URGENT, reply(Kind.URGENT, "Call another."), Shift.OTHER_CALL),
        (ABSTAIN, reply(entry="a"), Shift.ANSWERED),
        (ABSTAIN, DECLINE, Shift.DECLINED),
        (DECLINE, OFFER, Shift.UNDECLINED),
        (ABSTAIN, OFFER, Shift.OFFERED),
        (OFFER, reply(Kind.CLARIFY, offers=("a", "c")), Shift.OFFERED),
        (ABSTAIN, reply(Kind.ABSTAIN, "I do not know."), Shift.WORDED),
    ],
)
def test_each_change_has_its_name(before: Reply, after: Reply, shift: Shift | None) -> None:
    assert shift_of(before, after) is shift


def test_what_may_harm_somebody_comes_first_and_what_most_were_asked_next() -> None:
    told = [Told(("one",), "x"), Told(("two",), "x"), Told(("three",), "x", 9), Told(("four",), "x")]
    before = [reply(entry="a"), reply(entry="a"), reply(entry="b"), URGENT]
    after = [ABSTAIN, reply(entry="b"), reply(entry="a"), ABSTAIN]
    found = compare_replies(told, before, after)
    assert [(each.shift, each.before, each.count) for each in found] == [
        (Shift.UNURGENT, "urgent", 1),
        (Shift.OTHERWISE, "answer (b)", 9),
        (Shift.OTHERWISE, "answer (a)", 1),
        (Shift.UNANSWERED, "answer (a)", 1),
    ]


def test_the_page_shows_both_replies_fetches_nothing_and_obeys_nobody() -> None:
    told = [Told(("<script>alert(1)</script>",), "the journal", 4)]
    words = "Rest for a day, then walk as far as is comfortable."
    groups = compare_replies(told, [reply(entry="a", text=words)], [reply(entry="a", text=f"{words} <b>")])
    change = Change((), (), ("a",), (), 0)
    page = difference_page(Difference("a", "b", told, "x", change, disclaimers=True, groups=groups))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert re.search(r"<ins>.*&lt;b&gt;</ins>", page)
    assert "<del>" not in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert 'lang="en"' in page
    assert "the disclaimer changed" in page


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def files(tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("PROLOBOT_CACHE", str(cache_folder))
    before, after = tmp_path / "before.yaml", tmp_path / "after.yaml"
    text = BEFORE
    for old, new in PLANTED:
        assert text.count(old) == 1
        text = text.replace(old, new)
    before.write_text(BEFORE, encoding="utf-8")
    after.write_text(text, encoding="utf-8")
    return before, after


def test_three_planted_changes_are_named_and_no_others(files: tuple[Path, Path], tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    result = run("diff", *files, "--json", "--html", page)
    found = json.loads(result.stdout)
    assert (found["added"], found["removed"], found["changed"]) == (["age"], ["parking"], ["care"])
    named = {(each["shift"], each["before"]) for each in found["groups"]}
    assert ("says it in other words", "answer (care)") in named
    assert ("no longer answered", "answer (parking)") in named
    assert "newly answered" in {each["shift"] for each in found["groups"]}
    about = {message["where"] for group in found["groups"] for message in group["messages"]}
    assert about == {"care", "parking", "age"}
    assert result.exit_code == 0
    assert "Newly answered" in page.read_text(encoding="utf-8")


def test_a_deck_is_read_with_its_turns_whatever_it_expects(tmp_path: Path) -> None:
    deck = tmp_path / "deck.jsonl"
    row = {"turns": ["hello", "when do I go back"], "kind": "followup", "expect": ["no-such-entry"]}
    deck.write_text(json.dumps(row), encoding="utf-8")
    assert told_in_decks([deck]) == [Told(("hello", "when do I go back"), f"{deck}:1")]


def test_what_the_journal_kept_is_asked_most_first_without_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", address)
    lines = [line(0, "abstain", words=words) for words in ("is it ▢ safe", "what is it", "is it safe", "")]
    write_lines(address, iter(lines))
    assert told_in_journal() == [Told(("is it safe",), "the journal", 2), Told(("what is it",), "the journal", 1)]


def test_what_cannot_be_compared_is_one_line_and_status_2(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("diff", "no-such-revision", files[1])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "OLD: found neither a file nor a revision" in result.stderr
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert "found nothing to ask" in run("diff", *files, "--deck", empty).stderr


def test_the_terminal_names_the_kinds_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    told = [Told((str(number),), "x") for number in range(5)]
    groups = compare_replies(told, [URGENT] * 5, [ABSTAIN] * 5)
    change = Change(("a",), (), (), (), 0)
    difference = Difference("old", "new", told, "five numbers", change, disclaimers=False, groups=groups)
    show_difference(Console(width=100), difference, all_of_them=False)
    said = capsys.readouterr().out
    assert "no longer urgent · urgent → abstain · 5 messages" in said
    assert "… and 2 more" in said
    assert "added: a" in said
    assert "5 of 5 replies would change (five numbers)" in said
