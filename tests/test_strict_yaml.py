"""YAML without its traps: every one is a fault with its line, and none costs anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore.faults import FaultKind
from botcore.strict_yaml import MAX_CHARACTERS, MAX_DEPTH, Document, parse, read_shipped

if TYPE_CHECKING:
    from pathlib import Path


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.found) for fault in parse(text).faults]


def test_scalars_are_the_text_as_it_stands() -> None:
    document = parse("a: \"no\"\nb: '012'\nc: 2026-01-31\nd: |\n  two\n  lines\ne: plain # a remark\nf:\ng: ~\n")
    assert document.faults == []
    assert document.tree == {
        "a": "no",
        "b": "012",
        "c": "2026-01-31",
        "d": "two\nlines\n",
        "e": "plain",
        "f": None,
        "g": None,
    }


def test_every_path_has_its_line() -> None:
    document = parse("a: b\nc:\n- d: e\n- f\n")
    assert [document.line(path) for path in [(), ("a",), ("c",), ("c", 0, "d"), ("c", 1)]] == [1, 1, 3, 3, 4]
    assert document.line(("c", 1, "unknown", "deeper")) == 4


@pytest.mark.parametrize("word", ["no", "Yes", "on", "off", "true", "FALSE", "y: no"])
def test_words_that_yaml_reads_as_truth_values_are_faults(word: str) -> None:
    assert "which YAML reads as true or false" in faults(f"a: {word}" if ":" not in word else word)[0][1]


@pytest.mark.parametrize("word", ["012", "0x1F", "1_000", "1:30", "1.5", "1e3", ".inf", "-7", "0b1"])
def test_words_that_yaml_reads_as_numbers_are_faults(word: str) -> None:
    reads_otherwise = not isinstance(yaml.safe_load(word), str)
    assert (faults(f"a: {word}") == [(1, f"{word}, which YAML reads as a number")]) == reads_otherwise


def test_what_others_read_otherwise_is_told_apart_from_what_is_broken() -> None:
    kinds = [fault.kind for fault in parse("a: no\nb: 012\nc: &x d\n").faults]
    assert kinds == [FaultKind.READ_OTHERWISE, FaultKind.READ_OTHERWISE, FaultKind.BROKEN]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x b", [(1, "the anchor '&x'")]),
        ("a: 1st\nb: &x [c]\nd: *x", [(2, "the anchor '&x'"), (3, "the alias '*x'")]),
        ("a:\n  <<: b", [(2, "the merge key '<<'")]),
        ("a: b\nc: d\na: e", [(3, "the key 'a' a second time")]),
        ("a:\n  b: c\n  b: d", [(3, "the key 'b' a second time")]),
        ("- a: b\n  c:\n    d: {e: f, e: g}", [(3, "the key 'e' a second time")]),
        ("a: !!python/object:os.system x", [(1, "the tag 'tag:yaml.org,2002:python/object:os.system'")]),
        ("a: !own x", [(1, "the tag '!own'")]),
        ("a: b\n---\nc: d", [(2, "a second document")]),
        ("a: b\n...\n---\nc: d", [(3, "a second document")]),
        ("? [x]\n: y", [(1, "a list or mapping as a key")]),
        ("a:\n\tb: c", [(2, "a tab")]),
        ("a: b\n \tc: d", [(2, "a tab")]),
        ('a: b\nc: "\\0"', [(2, "the control character U+0000")]),
        ('a: "\\e[31m"', [(1, "the control character U+001B")]),
        ("a: b\nc: \x00", [(2, "a character that YAML does not allow")]),
        ("a: \ud800", [(1, "a character that YAML does not allow")]),
        ("a: [b", [(1, "'[' without its ']'")]),
    ],
)
def test_a_trap_is_a_fault_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize("loader", ["libyaml", "python"])
@pytest.mark.parametrize("line", ["# e", "# é", "# 😀", "# \u2028"])
def test_a_character_that_cannot_be_read_is_told_with_its_line_whatever_stands_before_it(
    line: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "python":
        monkeypatch.delattr(yaml, "CSafeLoader")
    assert faults(f"{line}\n" * 50 + "a: b\x07c\n") == [(51, "a character that YAML does not allow")]


ITEM = "disclaimer: x\nentries:\n- id: a\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("  question: Kids: can they come?\n  answer: b", 4, 'question: "Kids: can they come?"'),
        ('  answer: see: the "desk"', 4, "answer: 'see: the \"desk\"'"),
        ("  phrasings:\n  - is it: so: what", 5, "quotes around"),
        ('  question: "What is it?\n  answer: "It is."\n- id: b\n  question: "q"', 4, "add it"),
        ('  question: "What is it?\n  answer: It is.\n- id: b\n  question: q', 4, "add it"),
        ("  question: 'What is it?\n  answer: It's.", 4, "add it"),
        ('  question: "two\n    lines"\n  answer: "It is.\n  note: "x"', 6, "add it"),
        ('  question: Is it\n  answer: "Is it "safe"?"', 5, "after the closing quote"),
        ("  question: 'It's fine'", 4, "after the closing quote"),
        ("-id: kids\n  question: q", 4, "- id: …"),
        ("  question: q\n  answer: b\n-id: kids\n  question: q", 6, "- id: …"),
        ("  question: q\n   answer: b", 5, "'answer' indented"),
        ("   question: q\n  answer: b", 4, "'question' indented"),
        (" question: q", 4, "'question' indented"),
        ("  question: q\n\u00a0 answer: b", 5, "(U+00A0) beside 'answer'"),
        ("  question:\u00a0q\n  answer: b", 4, "(U+00A0) beside 'question:'"),
        ("-\u00a0id: b\n  question: q", 4, "(U+00A0)"),
        ("  question： q\n  answer: b", 4, "full-width colon (U+FF1A) after 'question'"),
        ("  question:q\n  answer: b", 4, "'question: q'"),
        ("  phrasings: [a, b #c, d]\n  answer: b", 4, "' #' cuts off"),
        ("  question: @bot what", 4, '"@bot what"'),
        ("  question: *bold* what", 4, '"*bold* what"'),
        ('  answer: "C:\\Users\\x"', 4, "a backslash"),
        ('  answer: "50\\% off"', 4, "a backslash"),
        ("  answer: “Online: or not”", 4, 'answer: "Online: or not"'),
        ("- id:kids\n  question: q", 4, "'id: kids'"),
        ("-\tid: kids\n  question: q", 4, "a tab"),
        ("  phrasings:\n  -\thow", 5, "a tab"),
        ("  question: [in brackets] what", 4, "after ']'"),
        ("  question: - what", 4, '"- what"'),
        ("  answer: x\nand more", 5, "'and more', which is no key"),
    ],
)
def test_a_slip_is_named_where_it_was_made_with_its_cure(text: str, line: int, words: str) -> None:
    [fault] = parse(f"{ITEM}{text}\n").faults
    assert (fault.line, words in str(fault)) == (line, True), str(fault)


@pytest.mark.parametrize("rest", ["", "\n  note: x"])
def test_a_text_that_begins_with_a_star_is_told_to_be_quoted_not_to_be_indented(rest: str) -> None:
    found = [str(fault) for fault in parse(f"{ITEM}  answer: *see the desk*{rest}\n").faults]
    assert '"*see the desk*"' in found[-1]
    assert all("in quotes" in each or "quotes around it" in each for each in found)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("a: plain # a remark\n", {("a",): "# a remark"}),
        ("\ufeffa: é # cut \nb: é\n", {("a",): "# cut"}),
        ("a:\n- b # c\n- two\n  lines\t# d\n", {("a", 0): "# c", ("a", 1): "# d"}),
        ("a: 'quoted' # e\nb: room#5\nc: | # f\n  text # g\nd: # h\n", {}),
    ],
)
def test_what_stands_behind_a_text_without_quotes_is_kept(text: str, remarks: object) -> None:
    assert parse(text).remarks == remarks


@pytest.mark.parametrize("text", ["\ufeffa: b\n", "a: b\r\nc: d\r\n", "%YAML 1.2\n---\na: b", "a:\n  - b\t# c\n"])
def test_a_byte_order_mark_windows_line_ends_and_a_directive_are_no_faults(text: str) -> None:
    assert parse(text).faults == []
    assert isinstance(parse(text).tree, dict)


@pytest.mark.parametrize("text", ["", " \n", "# only a remark\n", "---\n", "\ufeff"])
def test_an_empty_text_is_an_empty_tree(text: str) -> None:
    assert (parse(text).tree, parse(text).faults) == (None, [])


def test_the_first_of_two_values_stands_and_keeps_its_lines() -> None:
    document = parse("a:\n  b: c\nd: e\na:\n  b: f\n")
    assert document.tree == {"a": {"b": "c"}, "d": "e"}
    assert document.line(("a", "b")) == 2


@pytest.mark.parametrize("text", ["[" * 5_000, "{a: " * 5_000, "- " * 5_000, "[" * (MAX_DEPTH + 2)])
def test_deep_nesting_is_one_fault(text: str) -> None:
    [(line, found)] = faults(text)
    assert line == 1
    assert "levels" in found or "depth" in found


def test_a_bomb_costs_nothing_and_expands_to_nothing() -> None:
    merged = "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [{f'*a{n - 1}, ' * 9}]}}\n" for n in range(1, 30))
    laughs = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 30))
    documents = [parse(merged), parse(laughs)]
    assert all(len(str(document.tree)) < 10_000 for document in documents)
    assert all(document.faults for document in documents)


def test_a_text_beyond_the_cap_is_not_parsed() -> None:
    text = "a: b\n" * (MAX_CHARACTERS // 5 + 1)
    assert parse(text).tree is None
    assert faults(text) == [(1, f"{len(text):,} characters")]


ROUGH = st.text(alphabet="ab:-?&*!|>'\"[]{}#%@`,~ \t\n\r\x00\ufeff\u2028", max_size=60)


@examples(300)
@given(ROUGH | st.text(max_size=60))
def test_no_text_raises_and_every_fault_has_a_line_of_the_text(text: str) -> None:
    document = parse(text)
    last = (
        text.count("\n") + text.count("\r") + text.count("\u2028") + text.count("\u2029") + text.count("\x85") + 2
    )
    assert all(1 <= fault.line <= last for fault in document.faults)


TREES = st.recursive(
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@examples(100)
@given(TREES)
def test_what_a_library_writes_is_read_as_it_was(tree: object) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"', width=1_000)
    document = parse(text)
    assert (document.tree, document.faults) == (tree, [])


def test_faults_of_the_schema_can_still_be_found_beside_those_of_yaml() -> None:
    document = parse("a: &x b\nc: no\n")
    assert isinstance(document, Document)
    assert document.tree == {"a": "b", "c": "no"}


def test_what_is_shipped_is_read_and_a_broken_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    (tmp_path / "data" / "some").mkdir(parents=True)
    file = tmp_path / "data" / "some" / "words.yaml"
    file.write_text("a: é\n", encoding="utf-8")
    assert read_shipped("some", "words.yaml") == {"a": "é"}
    file.write_text("a: no\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^words\.yaml: line 1: YAML: found no"):
        read_shipped("some", "words.yaml")
