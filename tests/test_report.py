"""`prolobot report`: what a journal says of the last weeks, counted by either database, and the page of it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from months import lines_of, write_lines
from rich.console import Console
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.journal import Line
from adapters.journal.activity import monday, read_activity
from adapters.reports.activity import Activity, Ranked, Week, activity_values
from adapters.reports.activity_page import activity_page
from adapters.reports.activity_table import show_activity
from adapters.reports.bars import Series, figure
from adapters.store.engine import build_engine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MONDAY = date(2026, 3, 2)


def at(day: int, hour: int = 12) -> float:
    return (datetime(2026, 3, 2, hour, tzinfo=UTC) + timedelta(days=day)).timestamp()


def line(day: int, kind: str, person: str = "ada", **more: Any) -> Line:
    return Line(at=at(day), platform="slack", place="p", person=person, kind=kind, **more)


def read(address: str, *lines: Line, until: date = MONDAY + timedelta(days=13)) -> Activity:
    write_lines(address, iter(lines))
    engine = build_engine(address)
    try:
        with engine.begin() as connection:
            return read_activity(connection, MONDAY, until)
    finally:
        engine.dispose()


def test_a_week_begins_on_monday() -> None:
    assert monday(MONDAY) == monday(MONDAY + timedelta(days=6)) == MONDAY


def test_every_line_is_counted_in_its_week_and_those_outside_in_none(database: str) -> None:
    first = [line(0, "answer", entry="a", seconds=1.0), line(6, "answer", "bob", entry="a", seconds=3.0)]
    first += [line(1, "abstain", topic="cost"), line(1, "clarify", entry="b"), line(2, "urgent"), line(2, "help")]
    activity = read(database, *first, line(-1, "answer", entry="a"), line(7, "decline"), line(14, "answer"))
    one, two = activity.weeks
    assert (one.begins, two.begins) == (MONDAY, MONDAY + timedelta(days=7))
    assert one.kinds == {"abstain": 1, "answer": 2, "clarify": 1, "help": 1, "urgent": 1}
    assert (one.replies, one.answered, one.open, one.urgent, one.rest, one.people) == (6, 2, 2, 1, 1, 2)
    assert (one.median, one.p95) == (0.0, 3.0)
    assert two.kinds == {"decline": 1}
    assert (activity.replies, activity.people, activity.platforms) == (7, 2, {"slack": 7})
    assert activity.answer_rate == 0.5
    assert activity.entries == [Ranked("a", 2, 2)]
    assert activity.topics == [Ranked("cost", 1, 1)]
    assert activity.nearest == [Ranked("b", 1, 1)]


def test_a_press_and_its_reason_are_one_rating_and_a_flood_of_one_person_too(database: str) -> None:
    down = line(0, "rated", helpful=False, entry="a")
    up = line(0, "rated", "bob", helpful=True, entry="a")
    activity = read(database, line(0, "answer", entry="a"), down, replace(down, words="too short"), up, up, up)
    assert (activity.weeks[0].helped, activity.weeks[0].not_helped) == (1, 1)
    assert activity.entries == [Ranked("a", 1, 1, helped=1, not_helped=1)]
    assert activity.weeks[0].people == 1, "whoever only rates was not replied to"


def test_words_are_shown_from_three_people_on_however_often_one_wrote_them(database: str) -> None:
    alone = [line(0, "abstain", words="where is my cat") for _ in range(9)]
    several = [line(0, "abstain", person, words="what does it cost") for person in ("ada", "bob", "eve")]
    activity = read(database, *alone, *several, line(0, "abstain", uncounted=True))
    assert activity.words == [Ranked("what does it cost", 3, 3)]
    assert activity.uncounted == 1
    assert "cat" not in activity_page(activity)


def test_an_empty_journal_is_a_kind_page(database: str) -> None:
    page = activity_page(read(database))
    assert "Nothing was asked in these weeks" in page
    assert "PROLOBOT_JOURNAL=1" in page
    assert "<svg" not in page


def week(number: int, **more: Any) -> Week:
    return Week(MONDAY + timedelta(days=7 * number), **more)


def test_the_page_names_every_plot_fetches_nothing_and_escapes_what_people_wrote() -> None:
    weeks = [week(0, kinds={"answer": 3, "urgent": 1}), week(1), week(2, kinds={"abstain": 2}, helped=1)]
    page = activity_page(Activity(weeks, words=[Ranked("<b>bold</b>", 3, 3)]))
    assert page.count("<svg") == page.count('role="img"') == 6
    for name in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert f'id="{name}"' in page
    assert "<b>bold" not in page
    assert "&lt;b&gt;bold" in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert not re.search(r"<script|url\(|@import", page)
    assert "prefers-color-scheme: dark" in page
    assert "nan" not in page.lower().split()


@pytest.mark.parametrize("values", [[0], [1], [0.004, None], [7, 0, 123_456], [None] * 52])
def test_bars_stay_within_their_plot(values: Iterable[float | None]) -> None:
    values = list(values)
    drawn = figure("x", "X", [str(each) for each in range(len(values))], Series("x", values))
    for bar in drawn.iter("rect"):
        x, y, width, height = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + width <= 360
        assert 11 < y <= y + height < 167
    assert len([*drawn.iter("rect")]) == sum(bool(value) for value in values)
    assert len([each for each in drawn.iter("text") if each.get("y") == "182"]) <= 6


def test_the_command_prints_weeks_writes_a_page_and_gives_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", address)
    run = CliRunner().invoke
    write_lines(address, iter(()))
    assert "Nothing was asked" in run(app, ["report"]).stdout
    write_lines(address, lines_of(400, until=datetime.now(UTC).timestamp(), days=20.0))
    page = tmp_path / "report.html"
    said = run(app, ["report", "--html", str(page)]).stdout
    assert "350 replies, to" in said
    assert "<svg" in page.read_text(encoding="utf-8")
    found = json.loads(run(app, ["report", "--json", "--weeks", "5"]).stdout)
    assert found["replies"] == sum(sum(each["kinds"].values()) for each in found["weeks"]) == 350
    assert len(found["weeks"]) == 5
    assert run(app, ["report", "--html", "-"]).stdout.startswith("<!doctype html>")
    later = run(app, ["report", "--json", "--since", datetime.now(UTC).date().isoformat()]).stdout
    assert len(json.loads(later)["weeks"]) == 1
    assert run(app, ["report", "--since", "soon"]).exit_code == 2


def test_a_week_without_replies_has_a_dash_for_its_seconds(database: str) -> None:
    activity = read(database, line(0, "answer", entry="a", seconds=1.0))
    _, empty = activity.weeks
    assert (empty.median, empty.p95) == (None, None)
    assert activity_values(activity)["weeks"][1]["median_seconds"] is None
    console = Console(file=io.StringIO(), width=100)
    show_activity(console, activity)
    for shown in (console.file.getvalue(), activity_page(activity)):  # type: ignore[attr-defined]
        assert "1.00" in shown
        assert "0.00" not in shown


def test_of_one_person_and_of_no_rating_is_told_in_words(database: str) -> None:
    told = []
    for kind in ("help", "answer"):
        console = Console(file=io.StringIO(), width=100)
        show_activity(console, read(database, line(0, kind, entry="a", seconds=1.0)))
        told += [each for each in console.file.getvalue().splitlines() if "urgent" in each]  # type: ignore[attr-defined]
    assert told[1::2] == [
        "1 reply, to 1 person, no questions, no ratings, 0 urgent",
        "2 replies, to 1 person, 100 % of questions answered, no ratings, 0 urgent",
    ]


@pytest.mark.parametrize("highest", [1, 2, 3, 9, 10, 101, 123_456])
def test_counts_have_no_line_between_two_whole_numbers(highest: int) -> None:
    drawn = figure("x", "X", ["a", "b"], Series("x", [0, highest]))
    assert all("." not in (each.text or "") for each in drawn.iter("text") if each.get("x") == "36")
    halves = figure("x", "X", ["a"], Series("x", [0.9]))
    assert any("." in (each.text or "") for each in halves.iter("text"))


def test_a_page_that_cannot_be_written_is_refused_before_anything_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", address)
    write_lines(address, iter([line(0, "answer")]))
    for page, why in ((tmp_path / "none" / "x.html", "No such file or directory"), (tmp_path, "Is a directory")):
        done = CliRunner().invoke(app, ["report", "--html", str(page)])
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == f"--html: {page}: cannot be written ({why}); name another file\n"


def test_a_week_as_old_as_can_be_begins_where_the_journal_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path}/kept.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", address)

    def weeks(since: str) -> list[str]:
        found = json.loads(CliRunner().invoke(app, ["report", "--json", "--since", since]).stdout)
        return [each["begins"] for each in found["weeks"]]

    write_lines(address, iter(()))
    today = datetime.now(UTC).date()
    assert weeks("1900-01-01") == [monday(today).isoformat()], "an empty journal"
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    write_lines(address, iter([replace(line(0, "answer"), at=(noon - timedelta(days=15)).timestamp())]))
    assert weeks("1900-01-01")[0] == monday(today - timedelta(days=15)).isoformat()
    assert weeks((today - timedelta(days=8)).isoformat())[0] == monday(today - timedelta(days=8)).isoformat()
    write_lines(address, iter([replace(line(0, "answer"), at=0.0)]))
    assert len(weeks("1900-01-01")) == 520
