"""Every transcript over real connections: the whole service, on stand-ins that keep the platforms' rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import owned_clock
import pytest
from proving import WHOLE, proof
from rich.console import Console
from typer.testing import CliRunner

from adapters.assembly.replaying import PLATFORMS, play_runs
from adapters.cli.app import app
from adapters.harness.replay.platforms import Shown
from adapters.harness.replay.printing import print_played
from adapters.harness.replay.replaying import Played
from adapters.harness.replay.transcripts import Expected, Turn, load_transcripts
from adapters.harness.replay.wire import MANIFEST_SCOPES, WIRES, Run, bad_runs, blamed, count, good_runs
from botcore import Because, Kind, Reply, Trace

if TYPE_CHECKING:
    from botcore import Bot

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "transcripts"
TRANSCRIPTS = [each for path in sorted(FOLDER.glob("*.yaml")) for each in load_transcripts(path)]
TITLES = (
    "a question in a channel, then a follow-up",
    "the command alone explains itself, and a suggestion can be pressed",
    "a direct message",
)
A_FEW = [each for each in TRANSCRIPTS if each.title in TITLES]
ON_BAD_DAYS = TRANSCRIPTS if WHOLE else A_FEW


@proof("every transcript", "every transcript")
async def test_every_transcript_comes_back_as_written_on_every_wire(bot: Bot) -> None:
    runs = await play_runs(bot, TRANSCRIPTS, good_runs(WIRES))
    assert [played.differences for turns, outcomes in runs for played in blamed(turns, outcomes)] == [
        () for wire in WIRES for each in TRANSCRIPTS if each.is_for(wire) for _ in each.turns
    ]


@proof("3 transcripts", "every transcript")
async def test_on_every_bad_day_no_reply_is_lost_none_comes_twice_and_each_has_its_disclaimer(bot: Bot) -> None:
    runs = await play_runs(bot, ON_BAD_DAYS, [run for run in bad_runs(WIRES) if run.scopes != MANIFEST_SCOPES])
    rows = [outcomes for _, outcomes in runs]
    due = {
        wire: [t.expect.reply != "none" for each in ON_BAD_DAYS if each.is_for(wire) for t in each.turns]
        for wire in WIRES
    }
    assert [(r.platform, r.fault, r.on, r.differences) for r in rows if r.fell_short] == []
    assert {(r.lost, r.doubled, r.bare) for r in rows} == {(0, 0, 0)}
    assert [(r.platform, r.fault, r.on) for r in rows if r.replies < sum(due[r.platform])] == []
    assert [(r.platform, r.fault, r.on) for r in rows if not r.struck] == []


async def test_without_the_scope_to_look_a_post_of_unknown_outcome_is_repeated_rather_than_lost(bot: Bot) -> None:
    runs = [run for run in bad_runs(["slack"]) if run.scopes == MANIFEST_SCOPES]
    rows = [outcomes for _, outcomes in await play_runs(bot, A_FEW[:1], runs)]
    assert {(row.lost, row.bare, row.blind) for row in rows} == {(0, 0, True)}


def test_each_fault_strikes_on_calls_deliveries_and_connecting() -> None:
    runs = [run.day for run in bad_runs(WIRES) if run.day]
    struck = {(day.platform, day.on, day.kind) for day in runs}
    kinds = {"drop", "delay", "duplicate", "freeze", "close", "429", "500", "malformed"}
    for platform in ("slack", "discord"):
        assert {kind for where, _, kind in struck if where == platform} == kinds
        assert {on for where, on, _ in struck if where == platform} == {"calls", "deliveries", "connecting"}


TURN = Turn(says="hello", expect=Expected(reply="help"))


def test_a_turn_without_its_reply_is_lost_and_more_than_one_is_doubled() -> None:
    turns = [Played("slack", "t", TURN, (), None, ())]
    row = count(turns, ("slack", "drop", "calls"), late=0, again=0, struck=1, seconds=1.0)
    assert (row.lost, row.doubled, row.fell_short) == (1, 0, True)
    late = count(turns, ("slack", "drop", "calls"), late=2, again=0, struck=1, seconds=1.0)
    assert (late.lost, late.doubled, late.replies) == (1, 2, 2)


def test_what_nobody_can_look_for_may_come_twice_on_a_bad_day_alone() -> None:
    turn = TURN.model_copy(update={"expect": Expected(reply="help", twice=True)})
    shown = (Shown("Hello. No advice."),) * 2
    reply = Reply(kind=Kind.HELP, lead="Hello.", disclaimer="No advice.", trace=Trace(Because.GREETING))
    turns = [Played("slack", "t", turn, shown, reply, ("replies: expected 1, found 2",))]
    good, bad, worse = (
        count(each, ("slack", fault, ""), late=0, again=0, struck=1, seconds=1.0)
        for each, fault in ((turns, ""), (turns, "drop"), ([replace(turns[0], shown=shown + shown)], "drop"))
    )
    assert [(row.doubled, row.fell_short) for row in (good, bad, worse)] == [(1, True), (0, False), (2, True)]


def test_what_no_turn_shows_is_held_against_the_last_one() -> None:
    turns = [Played("slack", "t", TURN, (), None, ()) for _ in range(2)]
    row = count(turns, ("slack", "", ""), late=1, again=1, struck=0, seconds=1.0)
    first, last = blamed(turns, row)
    assert first.differences == ()
    assert last.differences == (
        "replies after their turn: expected 0, found 1",
        "turns the platform reported as failed: expected 0, found 1",
    )


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that is learned at once, for commands whose clock is the test's."""
    monkeypatch.setattr("asyncio.run", owned_clock.run)
    path = tmp_path / "faq.yaml"
    path.write_text("disclaimer: No advice.\nentries: [{id: one, question: what is it, answer: This.}]\n")
    return str(path)


def test_the_command_replays_on_the_wire_and_prints_what_came_back_as_json(tmp_path: Path, little: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("- title: one\n  turns:\n  - {where: dm, says: thanks!, expect: {reply: help}}\n")
    result = CliRunner().invoke(app, ["replay", "--json", "--faq", little, str(path)])
    assert result.exit_code == 0
    played = json.loads(result.stdout)
    assert [(each["platform"], each["reply"], each["differences"]) for each in played] == [
        (wire, "help", []) for wire in PLATFORMS
    ]


def test_a_difference_on_the_wire_is_readable_and_ends_with_status_1(tmp_path: Path, little: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("- title: one\n  turns:\n  - {where: dm, says: thanks!, expect: {reply: urgent}}\n")
    arguments = ["replay", "--on", "discord", "--faq", little, str(path)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "ana: 'thanks!': kind: expected urgent, found help" in result.output


def test_the_line_of_figures_stays_whole_where_there_is_little_room(capsys: pytest.CaptureFixture[str]) -> None:
    print_played(Console(width=40), (), seconds=2.04, draw=None)
    line = "0 conversations, 0 turns, 0 replies, 0 with disclaimer, 0 not as written, 2.0 s"
    assert line in capsys.readouterr().out.splitlines()


def test_the_command_prints_faults_by_outcomes(
    tmp_path: Path, little: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("- title: one\n  turns:\n  - {where: dm, says: thanks!, expect: {reply: help}}\n")
    only = [run for run in bad_runs(["discord"]) if run.day and (run.day.on, run.day.kind) == ("calls", "drop")]
    monkeypatch.setattr("adapters.cli.replay.bad_runs", lambda _: only)
    arguments = ["replay", "--faults", "--faq", little, str(path)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert "drop calls 1 1 1 0 0 0 0" in " ".join(result.output.split())
    assert "1 run, 1 turn, 1 reply, 0 runs not as written" in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--on", "teams"], "--on: found teams; expected core, slack, slack-http or discord"),
        (["--faults", "--on", "core"], "--on: found core; expected slack, slack-http or discord"),
    ],
)
def test_what_does_not_fit_together_is_told(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["replay", *arguments, str(FOLDER)])
    assert result.exit_code == 2
    assert told in result.output


def test_a_transcript_for_one_platform_is_not_held_on_the_other(tmp_path: Path, little: str) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("- title: t\n  on: slack\n  turns:\n  - {where: dm, says: thanks!, expect: {reply: help}}\n")
    result = CliRunner().invoke(app, ["replay", "--json", "--faq", little, str(path)])
    assert [each["platform"] for each in json.loads(result.stdout)] == ["core", "slack", "slack-http"]
    result = CliRunner().invoke(app, ["replay", "--json", "--on", "discord", "--faq", little, str(path)])
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_who_else_sees_a_reply_can_be_asked_for(tmp_path: Path, little: str) -> None:
    path = tmp_path / "one.yaml"
    turn = "{where: command, says: thanks!, expect: {reply: help, private: false}}"
    path.write_text(f"- title: one\n  turns:\n  - {turn}\n")
    result = CliRunner().invoke(app, ["replay", "--on", "slack", "--faq", little, str(path)])
    assert result.exit_code == 1
    assert "private: expected False, found True" in result.output


def test_a_run_is_named_by_its_wire_and_its_scopes() -> None:
    assert Run("slack").title == "slack"
    assert Run("slack", scopes=MANIFEST_SCOPES).title == "slack *"
