"""A draft into the file: who takes it, what may be written, what stays as it was, and what is judged before."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from adapters.assembly import learning
from adapters.assembly.bad_input import BadInputError
from adapters.assembly.decks import BLIND
from adapters.cli.app import app
from adapters.cli.console import bar, can_be_asked, tracked
from adapters.journal import Line
from adapters.journal.journal import Journal
from adapters.learning import (
    NEW,
    Draft,
    EditError,
    Effect,
    Signature,
    compare_decks,
    difference,
    taken,
    tell_effect,
    with_review,
)
from adapters.reports.differences import Difference
from adapters.store import Store
from adapters.text_file import TextFileError, replace_text
from botcore import Kind, load_faq
from botcore.checks import Change, Check, Level, Remark
from botcore.evaluation import Case, CaseKind, Judged, Observed, Shift, Told
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from adapters.assembly.learning import Proposal
    from botcore import Bot

SHIPPED = Path(__file__).parent.parent / "faq.yaml"

ADA = Signature("Ada Lovelace", date(2026, 11, 27))
COST = Draft("1", "agent", ('what "stuff" goes in', "the fluid: which"), 5, 3)
FLY = Draft("2", NEW, ("Can I fly?", "plane home"), 5, 3)

LAYOUTS = {
    "lists below their keys": """\
disclaimer: "General."  # said in every reply
entries:
# the first one
- id: agent
  question: "What is the agent?"   # asked most
  answer: >-
    It is dextrose,
    mostly.
  phrasings:
  # short ones
  - 'what is in it'
  - 'name the solution'  # plain
# the second
- id: care
  question: When should I call?
  answer: When pain grows.

# what is not answered
topics:
- {id: cost, about: cost, pointer: Ask., phrasings: [how dear is it]}
""",
    "lists indented, blank lines between": """\
disclaimer: General.

entries:

  - id: agent
    question: "What is the agent?"
    phrasings:
      - what is in it

      - name the solution
    answer: |
      It is dextrose.
      # not a remark

  - id: care
    question: When should I call?
    answer: When pain grows.
""",
    "lists in brackets, no phrasings at the end": """\
entries:
-   id: agent
    question: What is the agent?
    phrasings: [what is in it,
      name the solution]
    answer: It is dextrose.
disclaimer: General.
""",
    "entries in braces": """\
disclaimer: General.
entries:
- {id: agent, question: What is the agent?, answer: It is dextrose.}
""",
}


@pytest.fixture(params=LAYOUTS.values(), ids=list(LAYOUTS))
def text(request: pytest.FixtureRequest) -> str:
    load_faq(str(request.param))
    return str(request.param)


def removed(before: str, now: str) -> list[str]:
    return [line for line in difference(before, now, "faq.yaml")[2:] if line.startswith("-")]


def test_phrasings_are_added_behind_those_that_are_there_and_nothing_else_says_anything_else(text: str) -> None:
    before, now = load_faq(text), load_faq(taken(text, COST, ADA))
    agent = before.entries[0]
    assert now.entries[0].phrasings == (*agent.phrasings, *COST.wordings)
    assert now.model_copy(update={"entries": (agent, *now.entries[1:])}) == before


def test_a_new_subject_is_a_draft_that_waits_for_a_person(text: str) -> None:
    now = taken(text, FLY, ADA)
    loaded = load_with_lines(now)
    assert removed(text, now) == []
    assert loaded.faq == load_faq(text)
    (draft,) = loaded.drafts
    assert (draft.id, draft.question, draft.drafted.by) == ("can-i-fly", "Can I fly?", "Ada Lovelace")
    written = now.replace('answer: ""', 'answer: "Ask."').replace('title: ""', 'title: "A leaflet"')
    assert load_faq(written).entries[-1].phrasings == ("plane home",)


def test_a_signature_is_one_line_more_and_replaces_the_one_before(text: str) -> None:
    once = with_review(text, "agent", ADA)
    reviewed = load_faq(once).entries[0].reviewed
    assert reviewed
    assert (reviewed.by, reviewed.on) == ("Ada Lovelace", date(2026, 11, 27))
    assert load_faq(with_review(once, "agent", replace(ADA, by='Dr "B"'))).entries[0].reviewed.by == 'Dr "B"'  # type: ignore[union-attr]


def test_remarks_order_and_every_other_line_stay_as_their_author_wrote_them() -> None:
    text = LAYOUTS["lists below their keys"]
    assert removed(text, taken(text, COST, ADA)) == []
    assert removed(text, taken(text, FLY, ADA)) == []
    assert removed(text, with_review(text, "care", ADA)) == []
    assert taken(text, COST, ADA).count("# Ada Lovelace, 2026-11-27") == 2


def test_line_ends_are_those_of_the_file(text: str) -> None:
    windows = text.replace("\n", "\r\n")
    for now in (taken(windows, COST, ADA), taken(windows, FLY, ADA), with_review(windows, "agent", ADA)):
        assert now.count("\n") == now.count("\r\n")
        load_faq(now)


def test_the_shipped_file_loses_no_line_wherever_something_is_added(faq: Any) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for owner in (faq.entries[0].id, faq.entries[-1].id, faq.topics[0].id, faq.topics[-1].id):
        assert removed(text, taken(text, replace(COST, owner=owner), ADA)) == []
    assert removed(text, taken(text, FLY, ADA)) == []


@pytest.mark.parametrize(
    "odd",
    [
        "entries: [{id: agent, question: What is it?, answer: Dextrose.}]\n",
        "entries:\n- # a remark\n  id: agent\n  question: What is it?\n  answer: Dextrose.\n",
        'entries:\n- id: agent\n  question: "What is\nit?"\n  answer: Dextrose.\n',
        "entries:\n-\n  id: agent\n  question: What is it?\n  answer: Dextrose.\n",
    ],
)
def test_a_file_that_cannot_be_changed_safely_is_not_changed(odd: str) -> None:
    text = f"disclaimer: General.\n{odd}"
    load_faq(text)
    with pytest.raises(EditError):
        taken(text, COST, ADA)


@pytest.mark.parametrize("name", ["", "  ", "42", "Ada\n- id: x", "A" * 81, " Ada"])
def test_nobody_is_no_name(name: str) -> None:
    with pytest.raises(EditError):
        Signature(name, date(2026, 11, 27))


@pytest.mark.parametrize("name", ["Dr. Zoë O'Neil: #1", 'Ada "Countess" Lovelace', "李明", "{by}"])
def test_any_person_s_name_is_written_as_it_is(name: str) -> None:
    signed = replace(ADA, by=name)
    text = LAYOUTS["lists below their keys"]
    assert load_with_lines(taken(text, FLY, signed)).drafts[0].drafted.by == name
    assert load_faq(taken(text, COST, signed)).entries[0].phrasings[-1] == COST.wordings[-1]


WRONG = Judged(Case(("x",), CaseKind.ANSWERABLE, ("a",)), Observed(Kind.ABSTAIN))
RIGHT = Judged(WRONG.case, Observed(Kind.ANSWER, "a"))


def judged(kind: CaseKind, entry: str | None, *expect: str) -> Judged:
    reply = Kind.ANSWER if entry else Kind.ABSTAIN
    return Judged(Case(("x",), kind, expect), Observed(reply, entry))


@pytest.mark.parametrize(
    ("kind", "before", "now", "expect", "worse"),
    [
        (CaseKind.ANSWERABLE, "a", None, ("a",), {"right", "reached"}),
        (CaseKind.ANSWERABLE, None, "a", ("a",), set()),
        (CaseKind.NEAR_OOS, None, "a", (), {"false_answers"}),
        (CaseKind.NEAR_OOS, "a", None, (), set()),
        (CaseKind.TYPO, None, "b", ("a",), {"wrong"}),
    ],
)
def test_fewer_right_ones_and_more_wrong_ones_are_worse(
    kind: CaseKind, before: str | None, now: str | None, expect: tuple[str, ...], worse: set[str]
) -> None:
    (effect,) = compare_decks({"d": [judged(kind, before, *expect)]}, {"d": [judged(kind, now, *expect)]})
    assert {each.now.measure.id for each in effect.worse} == worse
    assert effect.moved


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "faq.yaml"
    file.write_text("theirs", encoding="utf-8")
    with pytest.raises(TextFileError, match="meanwhile"):
        replace_text(file, "before", "ours")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["theirs"]


def test_half_a_file_is_never_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "faq.yaml"
    file.write_bytes(b"before\r\n")
    file.chmod(0o640)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(TextFileError, match="No space left"):
            replace_text(file, "before\r\n", "after\r\n")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"before\r\n"]
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    replace_text(link, "before\r\n", "after\r\n")
    assert (file.read_bytes(), link.is_symlink(), file.stat().st_mode & 0o777) == (b"after\r\n", True, 0o640)


FILE = """\
disclaimer: General information only, not medical advice.
entries:
- id: agent
  question: What is the most common agent?
  phrasings: [what is in the syringe, which fluid goes in, name the solution, what do they inject]
  answer: It is dextrose.
- id: care
  question: When should I see a doctor afterwards?
  phrasings: [when to call the clinic, at what point do I ring, when do I go back, which signs mean I call]
  answer: When pain grows.
"""
ASKED = "which sugar water is used"
STRANGE = json.dumps({"text": ASKED, "kind": "near_oos", "expect": []})


def judged_for(file: Path, draft: Draft) -> Proposal:
    return learning.judge_draft(
        file, draft, "Ada", decks=[], bar=bar(quiet=True), tracked=partial(tracked, quiet=True)
    )


def test_the_decks_of_a_file_are_its_namesake_and_its_repository_s_without_those_kept_aside(
    tmp_path: Path,
) -> None:
    names = [
        "mine.jsonl",
        "other.jsonl",
        "tests/decks/work.jsonl",
        "tests/decks/holdout.jsonl",
        "tests/decks/blind3.jsonl",
        "tests/decks/judgement.jsonl",
        "tests/decks/complaints.jsonl",
        "tests/decks/followups_b.jsonl",
    ]
    (tmp_path / "tests" / "decks").mkdir(parents=True)
    for name in names:
        (tmp_path / name).write_text(STRANGE, encoding="utf-8")
    found = learning.decks_of(tmp_path / "mine.yaml")
    assert [str(each.relative_to(tmp_path)) for each in found] == ["mine.jsonl", "tests/decks/work.jsonl"]


def test_every_deck_that_is_called_blind_anywhere_is_left_out_and_the_authors_page_says_so() -> None:
    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)`, blind", readme, re.MULTILINE))
    about = (SHIPPED.parent / "tests" / "decks" / "README.md").read_text(encoding="utf-8").split("\n\n")
    for paragraph in about:
        if paragraph.startswith("`") and re.search(r"for\s+figures\s+only", paragraph):
            told |= set(re.findall(r"^`(\w+)\.jsonl`:", paragraph))
    shipped = {deck.stem for deck in learning.decks_of(SHIPPED)}
    assert told >= {"complaints", "judgement_b", "judgement", "holdout", "blind3", "blind_safety"}
    assert not told & shipped
    assert "work" in shipped
    authors = (SHIPPED.parent / "docs" / "authors.md").read_text(encoding="utf-8")
    assert f"({', '.join(f'`{name}`' for name in BLIND)})" in " ".join(authors.split())


def test_a_deck_about_another_file_is_passed_over_unless_it_was_named(tmp_path: Path) -> None:
    deck = tmp_path / "deck.jsonl"
    deck.write_text('{"text": "x", "kind": "answerable", "expect": ["elsewhere"]}', encoding="utf-8")
    assert learning.cases_by_deck([deck], {"agent"}, named=False) == {}
    with pytest.raises(BadInputError, match="elsewhere"):
        learning.cases_by_deck([deck], {"agent"}, named=True)


def test_a_draft_that_makes_a_deck_worse_is_told_with_the_figure(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(FILE, encoding="utf-8")
    file.with_suffix(".jsonl").write_text(STRANGE, encoding="utf-8")
    proposal = judged_for(file, Draft("1", "agent", (ASKED,), 3, 3))
    assert not proposal.effect.is_fine
    assert [*tell_effect(proposal.effect)][1].endswith("mine.jsonl, 1 case: false answers 0 → 1 of 1 (worse)")


def test_without_a_deck_it_warns_and_tells_whose_replies_change_in_the_file_and_in_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROLOBOT_DATABASE", raising=False)
    file = tmp_path / "mine.yaml"
    file.write_text(FILE, encoding="utf-8")
    draft = Draft("1", "agent", (ASKED,), 3, 3)
    proposal = judged_for(file, draft)
    assert tell_effect(proposal.effect)[1].startswith("warning: judged by no deck")
    assert proposal.replies
    assert [(each.told.text, each.after.kind) for each in proposal.replies.groups[0].shifted] == [
        (ASKED, Kind.ANSWER)
    ]
    assert (proposal.is_fine, proposal.values["effect"]["unjudged"]) == (True, "no deck")
    kept = [Told((f"{ASKED} today",), "the journal", 9), Told(("who won",), "the journal")]
    monkeypatch.setenv("PROLOBOT_DATABASE", "sqlite:///x.db")
    monkeypatch.setattr(learning, "told_in_journal", lambda: kept)
    replies = judged_for(file, draft).replies
    assert replies
    assert set(kept) <= set(replies.asked)
    assert f"{ASKED} today" in {each.told.text for group in replies.groups for each in group.shifted}
    assert "the journal" in replies.summary


def test_a_question_that_waits_for_its_answer_is_tried_on_no_deck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("a deck was asked")

    file = tmp_path / "mine.yaml"
    file.write_text(FILE, encoding="utf-8")
    file.with_suffix(".jsonl").write_text(STRANGE, encoding="utf-8")
    monkeypatch.setattr(learning, "judge_all", asked)
    monkeypatch.setattr(learning, "difference_of", asked)
    proposal = judged_for(file, FLY)
    assert proposal.is_fine
    assert tell_effect(proposal.effect) == [
        "check: no error",
        "no deck was asked: the question is not loaded until it is finished, so no reply changes",
    ]


def test_where_check_finds_an_error_no_deck_is_asked_and_nothing_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remarks = [Remark(4, "agent", Check.CLAIM, "cures"), Remark(5, "agent", Check.CLAIM, "cures", Level.ERROR)]
    monkeypatch.setattr(learning, "look_over", lambda *_: SimpleNamespace(remarks=remarks))
    effect = learning.effect_of(tmp_path / "x.yaml", FILE, {"d": [RIGHT]}, bar(), partial(tracked, quiet=True))
    assert (effect.errors, effect.decks, effect.is_fine) == ((remarks[1],), (), False)
    assert tell_effect(effect) == ["check: line 5: agent: cures"]


class Owner:
    """Somebody who looks after a copy of the shipped file, about which three people asked something in vain."""

    def __init__(self, folder: Path, bot: Bot, patch: pytest.MonkeyPatch) -> None:
        self.file = folder / "faq.yaml"
        shutil.copy(SHIPPED, self.file)
        self.file.with_suffix(".jsonl").write_text(STRANGE, encoding="utf-8")
        self.effect = Effect((), compare_decks({"work.jsonl": [WRONG]}, {"work.jsonl": [RIGHT]}))
        address = f"sqlite:///{folder}/kept.db"
        patch.setenv("PROLOBOT_DATABASE", address)
        patch.setattr("adapters.cli.gaps.load_bot", lambda *_, **__: bot)
        patch.setattr(learning, "fared", lambda *_: {})
        patch.setattr(learning, "effect_of", lambda *_: self.effect)
        asyncio.run(self._fill(address))

    async def _fill(self, address: str) -> None:
        async with Store(address).open() as store, Journal(store, b"key", days=30).open() as journal:
            for person in ("a", "b", "c"):
                journal._writing.add(
                    Line(
                        at=journal._clock(), platform="discord", place="p", person=person, kind="abstain",
                        entry="side-effects", score=0.1, words=ASKED,
                    )
                )  # fmt: skip

    def run(self, *arguments: object, said: str = "") -> Any:
        return CliRunner().invoke(app, ["gaps", "--faq", str(self.file), *map(str, arguments)], input=said)

    def key(self, owner: str) -> str:
        (gap,) = json.loads(self.run("--json").stdout)
        return next(str(each["key"]) for each in gap["drafts"] if each["owner"] == owner)

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")


@pytest.fixture
def owner(bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Owner:
    return Owner(tmp_path, bot, monkeypatch)


def test_where_nobody_can_be_asked_nothing_is_waited_for(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    key = owner.key("side-effects")
    monkeypatch.setattr("adapters.cli.gaps.can_be_asked", lambda: False)
    result = owner.run("--apply", key, "--by", "Ada Lovelace")
    assert result.exit_code == 2
    assert result.stderr == "found no terminal to ask before the file is written; use --yes\n"
    assert owner.run("--apply", key, "--by", "Ada Lovelace", "--yes").exit_code == 0


def test_an_open_pipe_without_an_answer_in_it_can_not_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as given, os.fdopen(writing, "w") as gives:
        monkeypatch.setattr("sys.stdin", given)
        assert not can_be_asked()
        gives.write("y\n")
        gives.flush()
        assert can_be_asked()


def test_without_a_terminal_each_step_and_each_quarter_of_it_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(tracked(range(8), "Asking", quiet=False, in_lines=True)) == list(range(8))
    with bar(in_lines=True) as shown:
        task = shown.add_task("Learning the file", total=None)
        for done in (0, 10, 20):
            shown.update(task, completed=done, total=20)
    lines = capsys.readouterr().err.splitlines()
    assert (lines[0], lines[-3:]) == (
        "Asking …",
        ["Learning the file …", "Learning the file: 10 of 20", "Learning the file: 20 of 20"],
    )
    assert "Asking: 8 of 8" in lines
    assert list(tracked(range(8), "Asking", quiet=True, in_lines=True)) == list(range(8))
    assert capsys.readouterr().err == ""


def test_a_person_takes_a_draft_and_sees_what_it_changes_and_which_decks_were_run(owner: Owner) -> None:
    key = owner.key("side-effects")
    assert f"{key}  phrasings of side-effects: {ASKED}" in owner.run().stdout
    assert "nothing was written" in owner.run("--apply", key, "--by", "Ada Lovelace", said="n\n").stdout
    assert owner.text == SHIPPED.read_text(encoding="utf-8")
    result = owner.run("--apply", key, "--by", "Ada Lovelace", said="y\n")
    assert result.exit_code == 0, result.output
    assert f'+  - "{ASKED}" # Ada Lovelace, ' in result.stdout
    assert "work.jsonl, 1 case: right answers 0 → 1 of 1" in result.stdout
    entry = load_faq(owner.text).entry("side-effects")
    assert entry
    assert entry.phrasings[-1] == ASKED


@pytest.mark.parametrize(("shift", "fine"), [(Shift.ANSWERED, True), (Shift.UNURGENT, False)])
def test_without_a_deck_a_person_sees_the_replies_before_being_asked_and_nothing_urgent_is_lost(
    owner: Owner, monkeypatch: pytest.MonkeyPatch, shift: Shift, *, fine: bool
) -> None:
    owner.file.with_suffix(".jsonl").unlink()
    moved = SimpleNamespace(told=Told((ASKED,), "side-effects"))
    group = SimpleNamespace(shift=shift, before="was", after="is", shifted=[moved], count=1)
    found = Difference(
        "a", "b", [moved.told], "both", Change((), (), (), (), ()), disclaimers=False, groups=[group]
    )  # type: ignore[list-item]
    monkeypatch.setattr(learning, "_replies_changed", lambda *_: found)
    owner.effect = Effect(())
    result = owner.run("--apply", owner.key("side-effects"), "--by", "Ada", said="y\n")
    told = result.stdout
    shown = [told.index(each) for each in ("judged by no deck", f"{shift} · was → is", f"  {ASKED}  [", "written")]
    assert shown == sorted(shown)
    assert ("cannot be written" in told) is not fine
    assert ("[y/N]" in told, result.exit_code, owner.text != SHIPPED.read_text()) == (fine, 0 if fine else 1, fine)


def test_a_new_subject_is_written_as_a_question_that_waits(owner: Owner) -> None:
    told = json.loads(owner.run("--apply", owner.key(NEW), "--by", "Ada", "--yes", "--json").stdout)
    assert (told["written"], told["by"], told["effect"]["fine"]) == (True, "Ada", True)
    (draft,) = load_with_lines(owner.text).drafts
    assert draft.question == "Which sugar water is used?"


def test_nothing_is_written_where_a_deck_gets_worse(owner: Owner) -> None:
    owner.effect = Effect((), compare_decks({"work.jsonl": [RIGHT]}, {"work.jsonl": [WRONG]}))
    result = owner.run("--apply", owner.key("side-effects"), "--by", "Ada", "--yes")
    assert result.exit_code == 1
    assert "right answers 1 → 0 of 1 (worse)" in result.stdout
    assert owner.text == SHIPPED.read_text(encoding="utf-8")


def test_without_a_name_or_a_key_it_says_what_is_missing(owner: Owner) -> None:
    for arguments, told in (
        (("--apply", "x"), "--by"),
        (("--apply", "x", "--by", "Ada"), "expected a key that gaps lists"),
        (("--apply", owner.key(NEW), "--by", "42"), "expected a person's"),
    ):
        result = owner.run(*arguments)
        assert (result.exit_code, told in result.output) == (2, True)
    assert owner.text == SHIPPED.read_text(encoding="utf-8")
