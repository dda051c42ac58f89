"""`prolobot check`, as typed; and that every command says the same of a file that cannot be used."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters.assembly import checking
from adapters.cli.app import app

ROOT = Path(__file__).parent.parent

WORDS = (
    "what is in the syringe, which fluid goes in, name the solution, what do they inject, what is the agent used"
)
FINE = f"""disclaimer_short: Not medical advice.
disclaimer: General information only.
entries:
- id: agent
  question: What is the most common agent?
  phrasings: [{WORDS}, what chemical is it, the injected substance, which agent]
  answer: It is dextrose.
  source: {{title: A leaflet}}
  reviewed: {{by: Dr A, on: 2026-01-01}}
- id: care
  question: When should I see a doctor afterwards?
  phrasings: [when to call the clinic, at what point do I ring, should pain be checked later, when do I go back,
    which signs mean I call, do I need a check-up, how do I know it needs a look, when is it time to ring]
  answer: When pain grows.
  source: {{title: A leaflet}}
  reviewed: {{by: Dr A, on: 2026-01-01}}
topics:
- id: cost
  about: cost
  pointer: Ask the clinic.
  phrasings: [how much does it cost, what is the price, is it expensive, what do I pay]
"""

TEN_FAULTS = """\
disclaimer: no
entries:
- id: Not An Id
  question: 012
  anser: y
  answer: x
- id: two
  question: hi
  answer:
  phrasings: foo
- id: two
  question: ho
  answer: &anchor ok
  answer: twice
  reviewed: {by: me, on: 2026-13-01}
"""


@pytest.fixture(autouse=True)
def _cache(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROLOBOT_CACHE", str(cache_folder))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "faq.yaml"
    path.write_text(FINE, encoding="utf-8")
    return path


def run(*arguments: object, given: str = "") -> Any:
    return CliRunner().invoke(app, list(map(str, arguments)), input=given)


def test_a_sound_file_is_status_0_with_its_size_its_figures_and_a_summary(file: Path) -> None:
    result = run("check", "--faq", file)
    assert result.exit_code == 0
    assert "2 entries with 18 wordings, questions among them; 1 topic with 4 wordings" in result.stdout
    assert "judged as if it were not in the file" in result.stdout
    assert "thresholds chosen from these: answer from" in result.stdout
    assert f"{file}: 0 errors, 0 warnings, 0 notes" in result.stdout.replace("\n", "")


def test_a_warning_is_status_1_only_when_strict_and_an_error_always(file: Path) -> None:
    file.write_text(FINE.replace("  reviewed: {by: Dr A, on: 2026-01-01}\n", "", 1), encoding="utf-8")
    result = run("check", "--faq", file)
    assert (result.exit_code, "line 4  agent  not reviewed" in result.stdout) == (0, True)
    assert run("check", "--faq", file, "--strict").exit_code == 1
    file.write_text(FINE.replace("It is dextrose.", "It is a guaranteed cure."), encoding="utf-8")
    result = run("check", "--faq", file)
    assert result.exit_code == 1
    assert "claims: 2 errors" in result.stdout
    assert "0 warnings" in result.stdout


def test_wordings_in_each_other_s_way_are_named_with_both_lines(file: Path) -> None:
    text = FINE.replace("which agent]", "which agent, HOW much does it cost!]").replace(
        "when to call the clinic", "what is the price of it, what is the most common agent"
    )
    file.write_text(text, encoding="utf-8")
    found = json.loads(run("check", "--faq", file, "--json").stdout)["remarks"]
    doubled = [each for each in found if each["check"] == "duplicates"]
    assert [(each["where"], each["level"]) for each in doubled] == [("care", "error"), ("cost", "error")]
    assert "exactly what line 5 says, of agent" in doubled[0]["says"]
    assert any(each["check"] == "own words" and "gets the answer of care" in each["says"] for each in found)


def test_an_entry_that_greets_is_reached_for_a_files_own_words_come_before_small_talk(file: Path) -> None:
    file.write_text(
        FINE.replace("topics:", "- {id: hi, question: hi there, answer: Hello.}\ntopics:"), encoding="utf-8"
    )
    found = json.loads(run("check", "--faq", file, "--json").stdout)["remarks"]
    assert [
        each for each in found if each["where"] == "hi" and each["check"] in {"unreachable", "own words"}
    ] == []


def test_long_lists_are_shortened_unless_all_is_asked_for(file: Path) -> None:
    more = "".join(f"- {{id: e{n}, question: what about part {n}, answer: Part {n}.}}\n" for n in range(12))
    file.write_text(FINE.replace("topics:", f"{more}topics:"), encoding="utf-8")
    result = run("check", "--faq", file)
    listed = [line for line in result.stdout.splitlines() if line.startswith("  line ")]
    assert len(listed) == 5
    assert "--all lists them" in result.stdout
    result = run("check", "--faq", file, "--all")
    assert result.stdout.count("not reviewed") == 12
    assert "--all lists" not in result.stdout


def test_what_many_entries_lack_is_one_remark_of_five_so_that_what_one_lacks_is_seen(file: Path) -> None:
    more = "".join(f"- {{id: e{n}, question: what about part {n}, answer: Part {n}.}}\n" for n in range(12))
    text = FINE[: FINE.index("topics:")] + more
    file.write_text(text.replace("disclaimer_short: Not medical advice.\n", ""), encoding="utf-8")
    said = run("check", "--faq", file).stdout
    assert re.findall(r"^([a-z ]+): \d+ warnings?\b", said, re.MULTILINE)[-3:] == [
        "few phrasings",
        "reviews",
        "sources",
    ]
    assert "e0 and 11 more  not reviewed; nobody vouches" in said
    assert "e0 and 11 more  no source" in said
    assert "no disclaimer_short" in said
    assert "no topics; add what people ask" in said
    assert "has read 42; --all names them" in said
    everything = run("check", "--faq", file, "--all").stdout
    assert " more  " not in everything
    assert "has read 42: español, " in everything


def test_a_wording_that_gets_urgent_guidance_in_place_of_its_answer_is_told_before_reviews(file: Path) -> None:
    fire = "- {id: fire, question: may I burn old wood, phrasings: [there is a fire], answer: In May.}\n"
    text = FINE.replace("  reviewed: {by: Dr A, on: 2026-01-01}\n", "")
    file.write_text(text.replace("topics:", f"{fire}topics:"), encoding="utf-8")
    said = run("check", "--faq", file).stdout
    assert "'there is a fire' gets urgent guidance in place of its answer (fire); if harmless, add it" in said
    assert said.index("'there is a fire'") < said.index("not reviewed")


def test_a_wording_of_the_entry_on_seeking_help_is_a_note_for_that_stands_below_the_guidance(file: Path) -> None:
    text = FINE.replace("when to call the clinic,", "I cannot breathe since my injection and when do I call,")
    levels = {}
    for seek_help in ("", "seek_help: care\n"):
        file.write_text(text + seek_help, encoding="utf-8")
        found = json.loads(run("check", "--faq", file, "--json").stdout)["remarks"]
        (levels[seek_help],) = (each["level"] for each in found if "urgent guidance" in each["says"])
    assert levels == {"": "warning", "seek_help: care\n": "note"}


def test_a_file_that_is_not_about_health_hears_what_it_leaves_the_bot_to_say(file: Path) -> None:
    file.write_text((ROOT / "tests" / "files" / "bank.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    said = run("check", "--faq", file).stdout
    assert "no disclaimer_short; urgent replies carry all of the disclaimer" in said
    assert "no abstain; whoever asks what the file does not answer is told of a doctor" in said


def test_json_holds_remarks_figures_and_thresholds(file: Path) -> None:
    result = run("check", "--faq", file, "--json")
    values = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert values["counts"] == {"error": 0, "warning": 0, "note": 0}
    assert values["languages"]["es"] is None  # nobody at home in Spanish has read what is said in it
    assert [each["id"] for each in values["left_out"]["figures"]] == ["right", "wrong", "reached", "false_answers"]
    assert values["left_out"]["figures"][0]["total"] == 18
    assert 0 < values["left_out"]["thresholds"]["clarify"] <= values["left_out"]["thresholds"]["answer"] < 1
    assert values["asked"] == {"wordings": 22, "of": 22}


def test_a_file_of_one_entry_has_no_figures(file: Path) -> None:
    file.write_text("disclaimer: x\nentries: [{id: one, question: what is it, answer: This.}]\n", encoding="utf-8")
    result = run("check", "--faq", file)
    assert result.exit_code == 0
    assert "judged as if" not in result.stdout
    assert json.loads(run("check", "--faq", file, "--json").stdout)["left_out"] is None


def test_of_very_many_wordings_the_first_of_each_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ASK_ALL", 10)
    assert "only the first of each was asked as it stands: 3 of 22" in run("check", "--faq", file).stdout


@pytest.mark.usefixtures("bot")
def test_the_shipped_file_has_no_errors_and_all_eight_reviews_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ASK_ALL", 0)  # every wording is asked in test_properties.py
    result = run("check", "--faq", ROOT / "faq.yaml", "--json")
    values = json.loads(result.stdout)
    assert (result.exit_code, values["counts"]["error"]) == (0, 0)
    missing = [each["where"] for each in values["remarks"] if "not reviewed" in each["says"]]
    assert len(missing) == 8
    assert [each["says"] for each in values["remarks"] if each["check"] == "claims"] == [
        "the answer says 'extremely safe'; see that the note puts it right"
    ]


@pytest.mark.parametrize("command", [["check"], ["ask", "why"], ["batch"]], ids=lambda each: each[0])
def test_ten_faults_are_ten_lines_with_line_numbers_and_status_2(file: Path, command: list[str]) -> None:
    file.write_text(TEN_FAULTS, encoding="utf-8")
    result = run(*command, "--faq", file, given='{"text": "why"}\n')
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    starts = [f"{file}: line {number}: " for number in (1, 3, 4, 5, 9, 10, 11, 13, 14, 15)]
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts
    assert all("found" in line and "expected" in line for line in lines)
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr


def test_faults_as_json_are_on_standard_output(file: Path) -> None:
    file.write_text(TEN_FAULTS, encoding="utf-8")
    result = run("check", "--faq", file, "--json")
    assert result.exit_code == 2
    faults = json.loads(result.stdout)["faults"]
    assert len(faults) == 10
    assert set(faults[0]) == {"line", "where", "found", "expected"}
    assert "'two'" in faults[4]["where"]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"disclaimer: \xff", "not UTF-8"), (b"", "found nothing"), (None, "cannot be read")],
)
def test_a_file_that_cannot_be_read_is_one_line_and_status_2(file: Path, content: bytes | None, says: str) -> None:
    file.write_bytes(content) if content is not None else file.unlink()
    result = run("check", "--faq", file)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_file_may_stand_where_a_person_puts_it(file: Path, tmp_path: Path) -> None:
    assert run("check", file).stdout.startswith(f"{file}: 2 entries")
    assert "found two files" in run("check", file, "--faq", tmp_path / "other.yaml").stderr
    asked = [
        run("ask", file, "which", "agent"),
        run("ask", "which agent", file),
        run("ask", "--faq", file, "which agent"),
    ]
    assert [(each.exit_code, "It is dextrose." in each.stdout) for each in asked] == [(0, True)] * 3
    chatted = run("chat", file, given="which agent\n")
    assert "It is dextrose." in chatted.stdout


def test_a_chat_from_a_pipe_is_answered_line_by_line(file: Path) -> None:
    result = run("chat", file, given="which agent\n\nwhen to call the clinic\n/quit\nwhich agent\n")
    assert result.exit_code == 0
    shown = [line for line in result.stdout.splitlines() if line.startswith(("you>", "It is", "When pain"))]
    assert shown == [
        "you> which agent",
        "It is dextrose.",
        "you> when to call the clinic",
        "When pain grows.",
        "you> /quit",
    ]


def test_against_another_file_the_change_comes_first_and_what_was_there_before_is_counted(
    file: Path, tmp_path: Path
) -> None:
    before = tmp_path / "before.yaml"
    unreviewed = "- {id: hours, question: when is it open, answer: From nine.}\n"
    before.write_text(FINE.replace("topics:", f"{unreviewed}topics:"), encoding="utf-8")
    file.write_text(
        FINE.replace("topics:", f"{unreviewed}- {{id: place, question: where is it, answer: Here.}}\ntopics:")
        .replace("It is dextrose.", "It is sugar.")
        .replace("- id: cost", "- id: price"),
        encoding="utf-8",
    )
    result = run("check", file, "--against", before)
    said = result.stdout
    assert f"since {before}" in said
    assert "added: place, price" in said
    assert "removed: cost" in said
    assert "changed: agent" in said
    assert said.count("not reviewed") == 1
    assert "as before (" in said
    change = json.loads(run("check", file, "--against", before, "--json").stdout)["against"]
    assert (change["added"], change["removed"], change["changed"]) == (["place", "price"], ["cost"], ["agent"])
    assert {each["where"] for each in change["new"]} <= {"place", "price", "hours"}


def test_against_a_revision_of_git(file: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(file.parent)]
    for arguments in (["init", "-q"], ["add", "faq.yaml"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], check=True)  # noqa: S603 - our own words
    file.write_text(FINE.replace("It is dextrose.", "It is sugar."), encoding="utf-8")
    assert "changed: agent" in run("check", file, "--against", "HEAD").stdout
    for wrong in ("no-such", "--output=x"):
        result = run("check", file, f"--against={wrong}")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "found neither a file nor a revision" in result.stderr
    assert not (file.parent / "x").exists()
