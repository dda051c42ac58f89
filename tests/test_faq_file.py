"""The file as a whole: every fault at once, in words an author can act on."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore import Faq, FaqError, Fault, load_faq
from botcore.faq import ANSWER_MAX, DISCLAIMER_MAX, LEAD_MAX, QUESTION_MAX, QUOTE_MAX, TOPIC_MAX, load_with_lines
from botcore.faq.limits import HEADLINE_MAX, LABEL_MAX, SENTENCE_MAX
from botcore.faults import MAX_FAULTS, printable

GOOD = """
disclaimer: General information only.
entries:
- id: one
  question: What is it?
  answer: "It is this."
"""
TOPIC = "topics:\n- {id: cost, about: cost, pointer: Ask., phrasings: [how much]}\n"


def faults(text: str) -> list[Fault]:
    with pytest.raises(FaqError) as caught:
        load_faq(text)
    return caught.value.faults


def test_a_sound_file_loads_with_the_line_of_everything() -> None:
    loaded = load_with_lines(GOOD + TOPIC)
    assert [entry.id for entry in loaded.faq.entries] == ["one"]
    assert loaded.document.line(("entries", 0, "answer")) == 6
    assert loaded.document.line(("topics", 0, "phrasings", 0)) == 8


def test_entries_and_topics_are_found_by_id() -> None:
    faq = load_faq(GOOD + TOPIC)
    assert (faq.entry("one"), faq.entry("two")) == (faq.entries[0], None)
    assert (faq.topic("cost"), faq.topic("one")) == (faq.topics[0], None)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert load_faq("\ufeff" + GOOD.replace("\n", "\r\n")) == load_faq(GOOD)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "nothing"),
        ("# only a remark\n", "nothing"),
        ("- a list", "a list"),
        ("just text", "'just text'"),
        ("disclaimer: x\nentries: []", "none"),
        ("a: &a [*a]", "anchor"),
        ("[" * 5_000, "depth|levels"),
        ("a: \x00", "character"),
        (f"{GOOD}---\n{GOOD}", "a second document"),
    ],
)
def test_what_is_no_such_file_is_a_fault_and_never_another_exception(text: str, found: str) -> None:
    with pytest.raises(FaqError, match=found):
        load_faq(text)


@pytest.mark.parametrize(
    ("change", "line", "where", "found", "expected"),
    [
        (("  answer", "  anser"), 4, "entries → 'one' → answer", "nothing", "add it"),
        (
            ("  answer", "  anser"),
            6,
            "entries → 'one' → anser",
            "the unknown key 'anser'",
            "phrasings, answer, quote, source",
        ),
        (("General information only.", "''"), 2, "disclaimer", "''", "it is empty"),
        (("id: one", "id: One Two"), 4, "entries → 'One Two' → id", "'One Two'", "joined by hyphens"),
        (('"It is this."', ""), 6, "entries → 'one' → answer", "nothing", "text"),
        (('"It is this."', "[a]"), 6, "entries → 'one' → answer", "a list", "text"),
        (("- id", "  id"), 4, "entries", "a mapping", "a list; start each item with '- '"),
        (("entries:", "entries:\n- text"), 4, "entries → item 1", "'text'", "a mapping of keys and values"),
        (("It is this.", "…"), 6, "entries → 'one' → answer", "'…', without a letter", "people can read"),
        (("General information only.", "'\u200b'"), 2, "disclaimer", "without a letter", "people can read"),
        (
            ("What is it?", "'" + "x" * 501 + "'"),
            5,
            "entries → 'one' → question",
            "'xxx",
            "at most 500 characters",
        ),
    ],
)
def test_a_fault_says_where_what_was_found_and_what_to_do(
    change: tuple[str, str], line: int, where: str, found: str, expected: str
) -> None:
    matching = [each for each in faults(GOOD.replace(*change, 1)) if (each.line, each.where) == (line, where)]
    assert any(found in each.found and expected in each.expected for each in matching)


@pytest.mark.parametrize(
    ("unknown", "meant"),
    [("phrasing", "phrasings"), ("Question", "question"), ("revewed", "reviewed"), ("about", ""), ("x", "")],
)
def test_an_unknown_key_that_is_nearly_a_known_one_is_met_with_that(unknown: str, meant: str) -> None:
    (fault,) = faults(f"{GOOD}  {unknown}: [what]\n")
    ending = f"; is '{meant}' meant? Rename or delete it" if meant else "; delete or rename it"
    assert fault.expected.endswith(f"drafted){ending}")


@pytest.mark.parametrize(
    ("found", "such_as"),
    [
        ("Bonfires", "bonfires"),
        ("Opening hours!", "opening-hours"),
        ("Größe", "side-effects"),
        ("?", "side-effects"),
    ],
)
def test_an_id_that_is_none_is_met_with_one_like_it(found: str, such_as: str) -> None:
    (fault,) = faults(GOOD.replace("id: one", f"id: '{found}'"))
    assert fault.expected == f"lower-case words of a to z and digits, joined by hyphens, such as {such_as}"


@pytest.mark.parametrize(
    ("addition", "expected"),
    [
        ("  phrasings:\n  - hi there: what is it\n", "put quotes around it: 'hi there: what is it'"),
        ("  phrasings:\n  - - what\n", "put quotes around it: '- what'"),
        ("  source: our website\n", 'such as {title: "'),
        ("  reviewed: 2026-01-01\n", "such as {by: "),
    ],
)
def test_what_yaml_took_apart_or_a_key_that_holds_others_is_met_with_how_to_write_it(
    addition: str, expected: str
) -> None:
    (fault,) = faults(GOOD + addition)
    assert expected in fault.expected


def test_of_the_messages_all_are_named_only_where_none_is_meant() -> None:
    meant, none = (faults(f"{GOOD}messages:\n  {key}: x\n")[0].expected for key in ("thank", "zzz"))
    assert meant == "one of the known keys; is 'thanks' meant? Rename or delete it"
    assert "thanks, " in none


@pytest.mark.parametrize(
    ("addition", "found", "expected"),
    [
        ("  source: {title: t, url: 'http://plain'}", "'http://plain'", "https:// link"),
        ("  source: {url: 'https://a.b'}", "nothing", "add it"),
        ("  reviewed: {by: me, on: 2026-13-01}", "'2026-13-01'", "a date such as 2026-01-31"),
        ("  reviewed: {by: me, on: 2026-01-01, at: x}", "the unknown key 'at'", "(by, on)"),
        ("  phrasings: how", "'how'", "a list"),
        ("  phrasings: [how: much]", "a mapping", "text"),
        ("topics:\n- {id: t, about: x, pointer: y, phrasings: []}", "a list", "at least one item"),
        ("topics:\n- {id: t, about: x, pointer: y, phrasings: [a], answer: b}", "'answer'", "(id, about, pointer"),
        ("safety: {example: {}}", "the unknown key 'example'", "(examples, harmless)"),
        (
            "extra: x",
            "the unknown key 'extra'",
            "(disclaimer, disclaimer_short, language, seek_help, messages, entries, ",
        ),
    ],
)
def test_every_part_is_strict(addition: str, found: str, expected: str) -> None:
    [fault] = faults(f"{GOOD}{addition}\n")
    assert fault.line >= 7
    assert found in fault.found
    assert expected in fault.expected


def test_everything_wrong_is_said_at_once_by_line() -> None:
    text = GOOD.replace("What is it?", "012").replace("id: one", "id: One") + "  anser: &x y\n  note: no\n"
    assert [fault.line for fault in faults(text)] == [4, 5, 7, 7, 8]


def test_the_same_id_twice_is_a_fault_that_names_the_other_line() -> None:
    [fault] = faults(GOOD + "topics:\n- {id: one, about: x, pointer: y, phrasings: [a]}\n")
    assert (fault.line, fault.found) == (8, "the id of line 4 again")


def test_the_same_wording_in_two_places_is_a_fault_but_not_within_one() -> None:
    [fault] = faults(GOOD + "- id: two\n  question: what IS  it?\n  answer: other\n")
    assert fault.line == 8
    assert "also on line 5" in fault.found
    load_faq(GOOD + "  phrasings: [what is it?]\n")


@pytest.mark.parametrize(
    ("text", "most", "what"),
    [
        (GOOD.replace("It is this.", "word " * 600), ANSWER_MAX, "question, caution, answer, note and source"),
        (GOOD.replace("It is this.", "&" * 600), ANSWER_MAX, "question, caution, answer, note and source"),
        (GOOD.replace("It is this.", "😀" * 1_300), ANSWER_MAX, "question, caution, answer, note and source"),
        (GOOD + f"  note: {'word ' * 600}\n", ANSWER_MAX, "question, caution, answer, note and source"),
        (GOOD + f"  source: {{title: '{'&' * 480}', url: 'https://a.b/{'x' * 400}'}}\n", ANSWER_MAX, "source"),
        (GOOD.replace("What is it?", "What? " * 60), QUESTION_MAX, "a question"),
        (GOOD.replace("General information only.", "General. " * 90), DISCLAIMER_MAX, "a disclaimer"),
        (GOOD + f"disclaimer_short: {'General. ' * 90}\n", DISCLAIMER_MAX, "a disclaimer"),
        (GOOD + f"messages: {{urgent: {'Call now. ' * 130}}}\n", LEAD_MAX, "a message"),
        (GOOD + f"messages: {{near: {'Near. ' * 80}}}\n", SENTENCE_MAX, "a message"),
        (GOOD + f"messages: {{call: '{'Call {emergency}. ' * 8}'}}\n", HEADLINE_MAX, "a message"),
        (GOOD + f"messages: {{helpful: {'Good. ' * 8}}}\n", LABEL_MAX, "a message"),
        (GOOD + TOPIC.replace("Ask.", f"'Ask{'&' * 250}'"), TOPIC_MAX, "about and pointer"),
    ],
)
def test_what_no_platform_could_show_whole_is_refused(text: str, most: int, what: str) -> None:
    found = [fault for fault in faults(text) if f"at most {most:,}" in fault.expected]
    assert what in found[0].found
    assert "shows it whole; shorten it" in found[0].expected


@pytest.mark.parametrize(
    ("addition", "line", "where", "found", "expected"),
    [
        ("messages:\n  urgnt: x", 8, "messages → urgnt", "the unknown key 'urgnt'", "is 'urgent' meant? Rename"),
        ("messages:\n  urgent_heading: Help!", 8, "messages → urgent_heading", "no {emergency}", "say it"),
        ("messages:\n  call: Ring {112}", 8, "messages → call", "the placeholder '{112}'", "{emergency} or"),
        ("messages:\n  thanks: '{pointer}'", 8, "messages → thanks", "'{pointer}'", "{crisis_line} here"),
        ("messages:\n  helpful: '{about}'", 8, "messages → helpful", "'{about}'", "no braces here"),
        ("messages:\n  abstain_topic: 'No {about}.'", 8, "messages → abstain_topic", "no {pointer}", "say it"),
        ("messages:\n  near: ''", 8, "messages → near", "''", "it is empty"),
        ("messages:\n  near: '…'", 8, "messages → near", "without a letter", "people can read"),
        ('messages:\n  helpful: "a\\nb"', 8, "messages → helpful", "several lines", "one line"),
        ("language: english please", 7, "language", "'english please'", "a language tag such as en"),
        ("language: no", 7, "YAML", "no, which YAML reads as true or false", '"no"'),
        ("seek_help: two", 7, "seek_help", "'two'", "the id of an entry"),
        ("  quote: It is that.", 7, "entries → 'one' → quote", "'It is that.'", "words of the answer"),
        (
            "safety:\n  messages:\n    self-harm: Call {emergency}.",
            9,
            "safety → messages",
            "the key 'messages'",
            "under a key messages at the top of the file, where self-harm is called crisis",
        ),
    ],
)
def test_what_the_bot_is_to_say_is_checked_with_its_line(
    addition: str, line: int, where: str, found: str, expected: str
) -> None:
    [fault] = [each for each in faults(f"{GOOD}{addition}\n") if found in each.found]
    assert (fault.line, fault.where) == (line, where)
    assert expected in fault.expected


def test_the_sentence_of_an_entry_is_its_quote_or_else_its_first() -> None:
    faq = load_faq(GOOD.replace("It is this.", "Look here!  Then wait. Then go.") + "seek_help: one\n")
    assert faq.entries[0].sentence == "Look here!"
    quoted = GOOD.replace('"It is this."', '"Look here! Then wait. Then go."\n  quote: Then  wait. Then go.')
    assert load_faq(quoted).entries[0].sentence == "Then  wait. Then go."


@pytest.mark.parametrize("addition", ["seek_help: one\n", "  quote: '{}'\n"])
def test_a_sentence_too_long_to_stand_below_a_call_is_refused(addition: str) -> None:
    answer = "word " * (QUOTE_MAX // 4) + "end."
    found = faults(GOOD.replace("It is this.", answer) + addition.format(answer))
    assert [f"at most {QUOTE_MAX}" in each.expected for each in found] == [True]


def test_a_fault_is_one_line_that_a_terminal_only_prints() -> None:
    fault = Fault(1, "a\x1b[31m", "b\nc\u202e\u2028d", "é ü 😀")
    assert str(fault) == "line 1: a\\x1b[31m: found b\\nc\\u202e\\u2028d; expected é ü 😀"
    assert printable("'Cures'\u200b") == "'Cures'\\u200b"
    lines = str(FaqError("faq.yaml", faults(GOOD + '  "k\\nk": x\n'))).splitlines()
    assert len(lines) == 1


KEYS = [
    *("disclaimer", "entries", "topics", "safety", "id", "question", "phrasings", "answer", "source", "title"),
    *("url", "note", "reviewed", "by", "on", "about", "pointer", "examples", "harmless", "messages", "other"),
    *("disclaimer_short", "language", "seek_help", "quote", "urgent", "urgent_heading", "helpful"),
]
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


def faults_or_none(text: str) -> list[Fault]:
    try:
        assert isinstance(load_faq(text), Faq)
    except FaqError as error:
        return error.faults or [Fault(0, "", "", "")]
    return []


@examples(200)
@given(VALUES, st.booleans())
def test_any_tree_is_a_file_or_faults_that_all_say_something(tree: object, as_entry: bool) -> None:
    whole = {"disclaimer": "Only general.", "entries": [tree], "topics": tree} if as_entry else tree
    for fault in faults_or_none(json.dumps(whole, ensure_ascii=False)):
        assert fault.line == 1
        assert all((fault.where, fault.found, fault.expected))


@pytest.mark.parametrize(
    "key", ["question: What is room # 5?", "note: not # much", "phrasings:\n  - one\n  - two # three"]
)
def test_a_text_that_yaml_cuts_at_a_hash_is_a_fault_and_a_remark_behind_an_id_is_none(key: str) -> None:
    text = GOOD.replace("- id: one\n", f"- id: one # stable\n  {key}\n")
    text = text.replace("  question: What is it?\n", "") if key.startswith("question") else text
    [fault] = faults(text)
    assert "which YAML drops" in fault.found
    assert "#" in text.splitlines()[fault.line - 1]


def test_a_hundred_faults_are_told_and_the_others_counted_each_quoting_little_of_the_file() -> None:
    word = "x" * 900
    with pytest.raises(FaqError) as caught:
        load_faq("".join(f"{word}{number}: &{word} {word}\n" for number in range(300)))
    lines = str(caught.value).splitlines()
    assert len(lines) == MAX_FAULTS + 1
    assert "more faults" in lines[-1]
    assert max(len(line) for line in lines) < 400
    assert (len(caught.value.faults), caught.value.more > 300) == (MAX_FAULTS, True)
