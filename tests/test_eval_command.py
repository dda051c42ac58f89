"""`prolobot eval`, as typed."""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.harness.terminal.batch import answer_line
from botcore.evaluation import Goal

if TYPE_CHECKING:
    from pathlib import Path

    from botcore import Bot

CASES = [
    {"text": "is prolotherapy safe for neck pain", "kind": "answerable", "expect": ["safety-neck"]},
    {"text": "what are the side effects", "kind": "answerable", "expect": ["safety-neck"]},
    {"text": "who won the cup final", "kind": "far_oos", "expect": []},
    {"text": "I cannot breathe since the injection", "kind": "red_flag", "expect": []},
]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in CASES), encoding="utf-8")
    return path


@pytest.fixture
def replies(tmp_path: Path, bot: Bot) -> Path:
    path = tmp_path / "replies.jsonl"
    rows = [answer_line(bot, json.dumps(case), number) for number, case in enumerate(CASES, start=1)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _one_bot(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.cli.eval.load_bot", lambda *_, **__: bot)


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


def test_it_prints_figures_with_goals_and_every_mistake_with_its_causes(deck: Path) -> None:
    result = run(deck, "--mistakes")
    assert result.exit_code == 0
    assert "right answers" in result.stdout
    assert "missed" in result.stdout
    assert "needs 34" in " ".join(result.stdout.split())  # the red flag, of at least 0.97
    assert " met" not in result.stdout
    assert "expected safety-neck; came answer: side-effects" in result.stdout


def test_a_missed_goal_is_status_1_only_when_strict(deck: Path, tmp_path: Path) -> None:
    assert run(deck, "--strict").exit_code == 1
    goals = tmp_path / "goals.yaml"
    goals.write_text("right: at least 0.5\n")
    assert run(deck, "--strict", "--goals", goals).exit_code == 0
    goals.write_text("rihgt: at least 0.5\n")
    bad = run(deck, "--goals", goals)
    assert bad.exit_code == 2
    assert "line 1: found the unknown figure 'rihgt'" in bad.stderr


def test_a_yaml_file_among_the_decks_is_the_one_to_answer_from(deck: Path, tmp_path: Path) -> None:
    faq = tmp_path / "other.yaml"
    faq.write_text("disclaimer: x\nentries: [{id: one, question: what is it, answer: This.}]\n", encoding="utf-8")
    assert "the unknown entry 'safety-neck'" in run(faq, deck).stderr
    assert "found no deck beside" in run(faq).stderr


def test_a_deck_of_bad_lines_is_told_by_its_lines_alone(deck: Path) -> None:
    deck.write_text('{"text": "x"}\n{"text": \n', encoding="utf-8")
    result = run(deck)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 2)
    assert "found no JSON (Expecting value, at character" in result.stderr


def test_json_holds_the_same(deck: Path) -> None:
    described = json.loads(run(deck, "--json").stdout)
    right = described["figures"][0]
    assert (right["id"], right["events"], right["total"], right["met"]) == ("right", 1, 2, False)
    assert [each["outcome"] for each in described["mistakes"]] == ["wrong"]
    assert described["milliseconds"]["median"] > 0


def test_kept_replies_are_judged_like_live_ones_and_compared_with_others(deck: Path, replies: Path) -> None:
    live, kept = (json.loads(run(deck, "--json", *more).stdout) for more in ([], ["--replies", replies]))
    assert live["figures"] == kept["figures"]
    assert kept["milliseconds"] is None
    compared = json.loads(run(deck, "--json", "--compare", replies).stdout)["comparison"]
    assert compared == {"gains": [], "losses": [], "changed": [], "p": 1.0}
    assert "0 gained, 0 lost" in run(deck, "--replies", replies, "--compare", replies).stdout


def test_replies_to_something_else_are_refused_with_their_line(deck: Path, replies: Path) -> None:
    lines = replies.read_text().splitlines()
    replies.write_text("\n".join(reversed(lines)))
    swapped = run(deck, "--replies", replies)
    assert swapped.exit_code == 2
    assert "line 1: found the reply to another case" in swapped.stderr
    replies.write_text(lines[0])
    assert "found 1 reply; expected one for each of 4 cases" in run(deck, "--replies", replies).stderr
    replies.write_text("\n".join(["{", *lines[1:]]))
    assert run(deck, "--replies", replies).exit_code == 2


def test_bad_lines_are_named_the_rest_is_measured_and_the_status_is_2(deck: Path) -> None:
    deck.write_text(deck.read_text() + '{"text": 1}\n')
    result = run(deck)
    assert result.exit_code == 2
    assert "line 5: found no text and no turns" in result.stderr
    assert "right answers" in result.stdout
    assert result.stderr.endswith("1 line was left out, as said above; the figures are those of the other 4\n")
    deck.write_text("")
    assert run(deck).exit_code == 2


def test_disturbing_prints_what_every_wrapper_changed(deck: Path) -> None:
    result = run(deck, "--disturb")
    assert result.exit_code == 0
    assert "phone signature" in result.stdout


class Page(HTMLParser):
    """Notes what a page asks for and how its pictures are named."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.requests: list[str] = []
        self.pictures: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [each for name, each in attrs if name == "id" and each]
        self.requests += [each for name, each in attrs if name in {"src", "href", "xlink:href"} and each]
        if tag == "svg":
            self.pictures.append(given.get("aria-labelledby"))


def test_the_page_asks_for_nothing_names_its_plots_and_shows_what_people_wrote_as_text(
    deck: Path, tmp_path: Path
) -> None:
    with deck.open("a") as file:
        case = {"text": "<script>alert(1)</script> & is it safe", "kind": "answerable", "expect": ["importance"]}
        file.write(json.dumps(case))
    path = tmp_path / "page.html"
    assert run(deck, "--report", path, "--disturb").exit_code == 0
    html = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(html)
    assert [each for each in page.requests if not each.startswith("#")] == []
    assert len(page.ids) == len(set(page.ids))
    assert len(page.pictures) == 3
    assert set(page.pictures) <= set(page.ids)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "prefers-color-scheme: dark" in html


def test_a_page_of_a_deck_without_questions_is_still_a_page(deck: Path, tmp_path: Path) -> None:
    deck.write_text(json.dumps(CASES[3]))
    assert run(deck, "--report", tmp_path / "page.html").exit_code == 0
    assert (tmp_path / "page.html").exists()


def test_without_the_extra_the_page_says_what_to_install(
    deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("page", "plots"):
        monkeypatch.delitem(sys.modules, f"adapters.reports.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = run(deck, "--report", tmp_path / "page.html")
    assert result.exit_code == 2
    assert "found no matplotlib; install the extra: pip install 'prolobot[report]'" in result.stderr


@pytest.mark.parametrize(
    ("bound", "at_most", "needs"),
    [(0.95, False, 20), (0.99, False, 100), (0.03, True, 34), (1.0, False, 1), (0.0, True, 1)],
)
def test_a_goal_needs_as_many_cases_as_one_mistake_leaves_it_met(bound: float, at_most: bool, needs: int) -> None:
    goal = Goal(bound, at_most=at_most)
    assert goal.needs == needs
    share = 1 / needs if at_most else 1 - 1 / needs
    assert needs == 1 or goal.is_met_by(share)
