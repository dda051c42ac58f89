"""Entries that were begun: the file loads without them, `check` names them, and nothing is hidden by them."""

from __future__ import annotations

from datetime import date

import pytest

from botcore import FaqError, load_faq
from botcore.checks import Check, read_content
from botcore.faq import load_with_lines

FILE = """\
disclaimer: General information only.
entries:
- id: flying
  question: "Can I fly afterwards?"
  answer: ""
  source: {title: ""}
  drafted: {by: Ada, on: 2026-11-27}
- id: agent
  question: What is the most common agent?
  answer: It is dextrose.
  reviewed: {by: Dr A, on: 2027-01-01}
"""


def faults(text: str) -> list[str]:
    with pytest.raises(FaqError) as caught:
        load_faq(text)
    return [str(each) for each in caught.value.faults]


def test_a_draft_is_set_aside_and_the_lines_of_the_rest_stay_those_of_the_file() -> None:
    loaded = load_with_lines(FILE)
    assert [each.id for each in loaded.faq.entries] == ["agent"]
    assert [(each.id, each.lacks, each.line) for each in loaded.drafts] == [("flying", ("answer", "source"), 3)]
    assert loaded.document.line(("entries", 0, "answer")) == 10


def test_check_names_it_and_a_remark_on_another_entry_names_that_one_s_line() -> None:
    remarks = read_content(load_with_lines(FILE), vocabulary=(), today=date(2026, 11, 27))
    (draft,) = (each for each in remarks if each.check is Check.DRAFT)
    assert (draft.where, draft.line) == ("flying", 3)
    assert "Ada took up on 2026-11-27" in draft.says
    assert "answer and source" in draft.says
    assert [each.line for each in remarks if each.check is Check.REVIEW] == [11]


@pytest.mark.parametrize("still", ['  answer: ""\n', "", "  answer:\n", '  answer: "  "\n'])
def test_with_a_source_and_no_answer_it_still_waits(still: str) -> None:
    text = FILE.replace('  answer: ""\n  source: {title: ""}\n', f'{still}  source: {{title: "A leaflet"}}\n')
    (draft,) = load_with_lines(text).drafts
    assert draft.lacks == ("answer",)


def test_it_is_an_entry_once_a_person_wrote_answer_and_source() -> None:
    written = FILE.replace('answer: ""', 'answer: "Ask the clinic."').replace('title: ""', 'title: "A leaflet"')
    loaded = load_with_lines(written)
    assert loaded.drafts == ()
    assert [each.id for each in loaded.faq.entries] == ["flying", "agent"]


def test_an_answer_that_somebody_forgot_is_a_fault_as_ever() -> None:
    assert any(
        "text; it is empty" in each for each in faults(FILE.replace("  drafted: {by: Ada, on: 2026-11-27}\n", ""))
    )


def test_a_draft_without_a_name_is_a_fault_on_its_line() -> None:
    (fault,) = faults(FILE.replace("by: Ada", 'by: ""'))
    assert fault.startswith("line 7")


def test_a_key_nobody_knows_is_a_fault_in_a_draft_too() -> None:
    (fault,) = faults(FILE.replace('  answer: ""\n', '  anser: ""\n'))
    assert "'anser'" in fault


def test_an_id_or_a_wording_that_a_draft_shares_with_an_entry_is_a_fault() -> None:
    assert any("the id of line" in each for each in faults(FILE.replace("id: agent", "id: flying")))
    doubled = FILE.replace("What is the most common agent?", '"Can I fly afterwards?"')
    assert any("also on line" in each for each in faults(doubled))


def test_nothing_is_offered_or_quoted_that_has_no_answer() -> None:
    assert any(each.startswith("line 12") for each in faults(FILE + "seek_help: flying\n"))
    offered = FILE + "ambiguous:\n- {offers: [flying, agent], phrasings: [which one]}\n"
    assert any("the id of an entry" in each for each in faults(offered))


def test_a_file_of_drafts_alone_answers_nothing_and_is_a_fault() -> None:
    alone = FILE[: FILE.index("- id: agent")]
    assert any("drafts alone" in each for each in faults(alone))


def test_a_review_is_overdue_after_as_many_days_as_are_set() -> None:
    loaded = load_with_lines(FILE.replace("2027-01-01", "2026-06-01"))
    for days, overdue in ((179, 0), (178, 1)):
        remarks = read_content(loaded, vocabulary=(), today=date(2026, 11, 27), review_days=days)
        assert sum(each.check is Check.REVIEW for each in remarks) == overdue
