"""docs/authors.md: what it says of keys is whole, and its example is a bot that works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adapters.answering import Answerer
from adapters.assembly.loading import cache_path
from adapters.harness.replay.platforms import CorePlatform, Overheard
from adapters.harness.replay.replaying import replay
from adapters.harness.replay.transcripts import Expected, Transcript, Turn, load_transcripts
from adapters.reports.numbers import percent
from adapters.vector_file import vectors_kept_in
from botcore.checks import leave_out
from botcore.evaluation import CaseKind, figures, judge_all, read_deck
from botcore.faq import load_with_lines
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from botcore import Bot

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
FILES = ROOT / "tests" / "files"


def test_it_names_every_key_of_a_transcript_and_every_kind_of_a_deck() -> None:
    named = {cell.replace("`", "").strip() for cell in re.findall(r"^\|([^|]+)\|", GUIDE, re.MULTILINE)}
    for model, before in ((Transcript, ""), (Turn, ""), (Expected, "expect → ")):
        assert {f"{before}{name}" for name in model.model_fields} <= named
    kinds = GUIDE.partition("| kind |")[2].partition("\n\n")[0]
    assert {*re.findall(r"`([a-z_]+)`", kinds)} >= {str(kind) for kind in CaseKind}


@pytest.mark.parametrize("shown", re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL))
def test_every_piece_of_yaml_it_shows_is_sound(shown: str) -> None:
    assert parse(shown).faults == []


def test_the_example_has_twelve_entries_and_its_deck_comes_out_right(library: Bot) -> None:
    assert len(library.faq.entries) == 12
    lines = (FILES / "library.jsonl").read_text(encoding="utf-8").splitlines()
    deck = read_deck(lines, entries={entry.id for entry in library.faq.entries})
    assert deck.bad_lines == ()
    assert {case.kind for case in deck.cases} >= set(CaseKind) - {CaseKind.PERSONAL_ADVICE}
    judged = list(judge_all(deck.cases, library.reply))
    # A question less answered than offered is no fault of the guide; a wrong one is.
    assert [each.case.text for each in judged if each.outcome in {"wrong", "false answer"}] == []
    assert sum(each.is_fine for each in judged) >= len(judged) - 2


@pytest.mark.usefixtures("library")  # its vectors are kept from then on
def test_it_reads_off_check_what_check_says_of_the_example(cache_folder: Path) -> None:
    path = FILES / "library.yaml"
    with vectors_kept_in(cache_path(cache_folder, path)) as vectors:
        left = leave_out(load_with_lines(path.read_text(encoding="utf-8")), vectors)
    assert left
    of = {each.measure.id: percent(each.share) for each in figures(left.judged, {})}
    told = f"right answers {of['right']}, wrong answers {of['wrong']}, answered or offered {of['reached']}"
    assert f"*{told}*" in " ".join(GUIDE.split())


async def test_the_example_s_transcript_comes_back_as_written(library: Bot) -> None:
    for transcript in load_transcripts(FILES / "library-talk.yaml"):
        library.forget()
        overheard = Overheard(Answerer(library))
        played = await replay(transcript, CorePlatform(overheard), overheard.replies)
        assert [each.differences for each in played if each.differences] == []
