from __future__ import annotations

import time

import pytest

from botcore import FaqError, load_faq

GOOD = """
disclaimer: General information only.
entries:
- id: one
  question: What is it?
  answer: "It is this."
"""

TEN_FAULTS = """
disclaimer: no
entries:
- id: Not An Id
  question: q
  answer: x
  anser: y
- id: two
  question: 012
  answer:
  phrasings: foo
- id: two
  question: hi
  answer: &anchor ok
  answer: twice
  source: {title: t, url: "http://plain"}
  reviewed: {by: me, on: 2026-13-01}
"""


def test_a_sound_file_loads() -> None:
    faq = load_faq(GOOD)
    assert [entry.id for entry in faq.entries] == ["one"]


def test_ten_faults_are_ten_lines_each_with_its_line_number() -> None:
    with pytest.raises(FaqError) as caught:
        load_faq(TEN_FAULTS)
    assert [fault.line for fault in caught.value.faults] == [2, 4, 7, 9, 10, 11, 12, 14, 15, 16, 17]
    assert all(fault.found and fault.expected for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "nothing"),
        ("- a list", "a list"),
        ("disclaimer: x\nentries: []", "none"),
        ("a: &a [*a]", "anchor"),
        ("a: {<<: {b: c}}", "merge key"),
        ("a: !!python/object:os.system x", "tag"),
        ("[" * 50, "levels"),
        ("[" * 5_000, "depth|levels"),
        ("a: [", "expected"),
        ("a: \x00", "character"),
        ("a: b\n---\nc: d", "second document"),
        ("? [x]\n: y", "as a key"),
    ],
)
def test_every_trap_is_a_fault_and_never_another_exception(text: str, found: str) -> None:
    with pytest.raises(FaqError, match=found):
        load_faq(text)


def test_a_merge_key_bomb_costs_nothing() -> None:
    bomb = "a0: &a0 {x: y}\n" + "".join(
        f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 20)
    )
    began = time.process_time()
    with pytest.raises(FaqError):
        load_faq(bomb)
    assert time.process_time() - began < 1


def test_an_answer_that_no_platform_could_show_whole_is_refused() -> None:
    with pytest.raises(FaqError, match="shows it whole"):
        load_faq(GOOD.replace("It is this.", "word " * 600))


def test_escaping_counts_towards_the_length() -> None:
    with pytest.raises(FaqError, match="shows it whole"):
        load_faq(GOOD.replace("It is this.", "&" * 900))


def test_the_same_wording_in_two_places_is_a_fault() -> None:
    twice = GOOD + "- id: two\n  question: what IS  it?\n  answer: other\n"
    with pytest.raises(FaqError, match="also on line 5"):
        load_faq(twice)


def test_unknown_keys_list_the_allowed_ones() -> None:
    with pytest.raises(FaqError, match="phrasings, answer, source"):
        load_faq(GOOD + "  anser: x\n")
