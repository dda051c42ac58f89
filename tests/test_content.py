"""What `check` says of a file by reading it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore.checks import Check, Level, Remark, own_voice, read_content, read_own_voice
from botcore.checks.claims import claims_in
from botcore.faq import Messages, load_with_lines

TODAY = date(2026, 6, 1)
KNOWN = frozenset(
    {"general", "information", "about", "the", "neck", "what", "there", "how", "ligament", "safe", "doctor"}
)

SOUND = """disclaimer_short: Not medical advice.
disclaimer: General information.
entries:
- id: neck
  question: What about the neck?
  phrasings: [how, what, is, it, the, neck, and, to]
  answer: It is about the neck.
  source: {title: A leaflet, url: "https://www.nhs.uk/neck"}
  reviewed: {by: Dr A, on: 2026-01-01}
topics:
- id: cost
  about: cost
  pointer: Ask a doctor.
  phrasings: [a, b, c, d]
"""


def remarks(text: str) -> list[Remark]:
    return read_content(load_with_lines(text), vocabulary=KNOWN, today=TODAY)


def only(check: Check, text: str) -> list[tuple[int, str, Level, str]]:
    return [(each.line, each.where, each.level, each.says) for each in remarks(text) if each.check is check]


def test_nothing_is_said_about_a_sound_file() -> None:
    assert remarks(SOUND) == []


@pytest.mark.parametrize(
    ("answer", "claims"),
    [
        ("It cures pain.", ["cures"]),
        ("A miracle: guaranteed!", ["miracle", "guaranteed"]),
        ("It is 100% safe.", ["100% safe"]),
        ("100 % effective and risk-free", ["100 % effective", "risk-free"]),
        ("It has no side effects.", ["has no side effects"]),
        ("There are no known risks", ["are no known risks"]),
        ("An extremely safe and effective treatment", ["extremely safe"]),
        ("It never fails. It always works.", ["never fails", "always works"]),
        ("Painless, and permanent relief", ["Painless", "permanent relief"]),
        ("We guarantee that it helps", ["guarantee that"]),
    ],
)
def test_a_promise_is_found_in_its_own_words(answer: str, claims: list[str]) -> None:
    assert claims_in(answer) == claims


@pytest.mark.parametrize(
    "answer",
    [
        "There is no cure.",
        "It does not cure anything, and nothing is guaranteed.",
        "It isn't 100% safe.",
        "No treatment is without risk or entirely safe.",
        "A cure is not promised.",
        "Whether it is completely safe is unknown.",
        "It names no study and no risk.",
        "The mattress has a 10-year guarantee.",
        "Up to 100% of the fee comes back.",
        "Secure your seat; the procedure is obscure.",
        "Nobody should call it painless.",
    ],
)
def test_what_is_denied_or_means_something_else_is_no_promise(answer: str) -> None:
    assert claims_in(answer) == []


def test_a_promise_is_an_error_unless_a_note_stands_beside_the_answer() -> None:
    bare = SOUND.replace("It is about the neck.", "It cures the neck.")
    assert only(Check.CLAIM, bare) == [
        (7, "neck", Level.ERROR, "the answer says 'cures'; add a note that puts it right")
    ]
    noted = bare.replace("  source:", "  note: “Cures” is the source's word; nobody has shown it.\n  source:")
    assert only(Check.CLAIM, noted) == [
        (7, "neck", Level.NOTE, "the answer says 'cures'; see that the note puts it right")
    ]


def test_everything_the_bot_says_is_read_for_promises() -> None:
    text = SOUND.replace("General information.", "Completely safe.").replace("Ask a doctor.", "It is painless.")
    text = text.replace("Not medical advice.", "Always safe.") + "messages:\n  advice: This is risk-free.\n"
    found = [(line, where) for line, where, _, _ in only(Check.CLAIM, text)]
    assert found == [(1, "file"), (2, "file"), (13, "cost"), (16, "file")]


@pytest.mark.parametrize(
    ("link", "level", "says"),
    [
        ("https://bit.ly/abc", Level.ERROR, "hides where it leads"),
        ("https://www.TinyURL.com/abc", Level.ERROR, "hides where it leads"),
        ("https://nhs.uk@evil.site/", Level.ERROR, "evil.site, dressed up as nhs.uk"),
        ("https://192.168.0.1/x", Level.ERROR, "bare address"),
        ("https://[::1]/x", Level.ERROR, "bare address"),
        ("https://example.com/a", Level.ERROR, "placeholder"),
        ("https://xn--nh-1pa.uk/", Level.ERROR, "look like others"),
        ("https://nһs.uk/", Level.ERROR, "look like others"),
        ("http://nhs.uk/x", Level.WARNING, "without encryption"),
    ],
)
def test_a_link_that_hides_or_misleads_is_named(link: str, level: Level, says: str) -> None:
    [(line, where, found, text)] = only(Check.LINK, SOUND.replace("It is about the neck.", f"See '{link}'."))
    assert (line, where, found) == (7, "neck", level)
    assert says in text


def test_an_honest_link_is_not() -> None:
    assert (
        only(Check.LINK, SOUND.replace("It is about", "See https://nhs.uk/t.co/bit.ly?x=example.com about")) == []
    )


def test_a_missing_an_overdue_and_a_future_review_are_told_apart() -> None:
    review = "  reviewed: {by: Dr A, on: 2026-01-01}\n"
    assert only(Check.REVIEW, SOUND.replace(review, "")) == [
        (4, "neck", Level.WARNING, "not reviewed; nobody vouches for this answer yet")
    ]
    assert only(Check.REVIEW, SOUND.replace("2026-01-01", "2025-05-31")) == [
        (9, "neck", Level.WARNING, "last reviewed 366 days ago, on 2025-05-31; review it again")
    ]
    assert only(Check.REVIEW, SOUND.replace("2026-01-01", "2025-06-01")) == []
    assert only(Check.REVIEW, SOUND.replace("2026-01-01", "2026-06-02"))[0][2] is Level.ERROR


def test_thin_entries_and_topics_no_topics_and_no_source_are_named() -> None:
    thin = SOUND.replace("[how, what, is, it, the, neck, and, to]", "[how]").replace("[a, b, c, d]", "[a]")
    assert only(Check.THIN, thin) == [
        (4, "neck", Level.WARNING, "2 wordings, with the question; write at least 8, as people ask"),
        (11, "cost", Level.WARNING, "1 wording; write at least 4, as people ask"),
    ]
    assert "no topics" in only(Check.THIN, SOUND[: SOUND.index("topics:")])[0][3]
    bare = "".join(line for line in SOUND.splitlines(keepends=True) if "source" not in line)
    assert only(Check.SOURCE, bare) == [(4, "neck", Level.WARNING, "no source; say whose words the answer is")]


def test_an_answer_and_a_disclaimer_near_their_limits_are_noted() -> None:
    long = SOUND.replace("It is about the neck.", "It is. " * 320).replace(
        "General information.", "General. " * 70
    )
    assert [(line, where, level) for line, where, level, _ in only(Check.LENGTH, long)] == [
        (2, "file", Level.NOTE),
        (4, "neck", Level.NOTE),
    ]


def test_a_slip_in_what_the_bot_says_is_noted_with_the_word_that_may_be_meant() -> None:
    assert only(Check.SPELLING, SOUND.replace("Ask a doctor.", "Ask a docter.")) == [
        (13, "cost", Level.NOTE, "'docter' in the pointer: is 'doctor' meant?")
    ]


@pytest.mark.parametrize("word", ["prolotherapist", "informations", "ligamment", "Zygapophyseal", "C5"])
def test_a_rare_word_a_form_of_a_known_one_or_another_country_s_spelling_is_no_slip(word: str) -> None:
    assert only(Check.SPELLING, SOUND.replace("Ask a doctor.", f"Ask a {word}.")) == []


@pytest.mark.parametrize(("about", "found"), [("What it costs.", 1), ("what it costs", 0), ("“why?”", 0)])
def test_what_a_topic_is_about_ends_no_sentence_for_it_stands_within_one(about: str, found: int) -> None:
    told = only(Check.OWN_VOICE, SOUND.replace("about: cost", f"about: {about}"))
    assert [(line, where) for line, where, _, _ in told] == [(12, "cost")] * found


def test_no_word_of_a_file_in_another_language_is_taken_for_a_slip_of_an_english_one() -> None:
    text = SOUND.replace("Ask a doctor.", "Frag einen Docter.")
    assert "is 'doctor' meant" in only(Check.SPELLING, text)[0][3]
    assert only(Check.SPELLING, f"language: de\n{text}") == []


def test_how_people_misspell_in_phrasings_is_their_affair() -> None:
    assert only(Check.SPELLING, SOUND.replace("[a, b, c, d]", "[the ligamant docter, b, c, d]")) == []


def test_additions_to_the_safety_data_under_an_unknown_name_are_errors() -> None:
    [found] = only(Check.SAFETY, SOUND + "safety:\n  examples:\n    brething: [I gasp]\n")
    assert (found[0], found[2]) == (17, Level.ERROR)
    assert "'brething', which is unknown, so all they get is a call; write one of breathing, " in found[3]
    assert only(Check.SAFETY, SOUND + "safety: {examples: {breathing: [I gasp]}}\n") == []


@pytest.mark.parametrize(
    ("beginning", "found"),
    [
        ("disclaimer_short: Ask a doctor.", [Level.WARNING]),
        ("language: en-GB\ndisclaimer_short: Ask a doctor.", [Level.WARNING]),
        ("disclaimer_short: NOT Medical advice.", []),
        ("language: de\ndisclaimer_short: Kein Rat.", []),
        ("language: en", [Level.WARNING]),
        ("language: de", [Level.NOTE]),
    ],
)
def test_what_urgent_replies_disclaim_with_is_looked_at(beginning: str, found: list[Level]) -> None:
    told = only(Check.SAFETY, SOUND.replace("disclaimer_short: Not medical advice.", beginning))
    assert [level for _, _, level, _ in told] == found


def test_a_whole_disclaimer_that_says_so_is_long_for_an_emergency_and_no_more() -> None:
    said = SOUND.replace("disclaimer_short: Not medical advice.", "").replace("General", "Not medical advice but")
    assert only(Check.SAFETY, said) == [
        (
            2,
            "file",
            Level.NOTE,
            "no disclaimer_short; urgent replies carry all of the disclaimer: write one short sentence",
        )
    ]


@pytest.mark.parametrize(
    ("is_about_health", "messages", "lines"),
    [
        (False, "", [1]),
        (False, "messages:\n  thanks: Any time.\n", [16]),
        (False, "messages: {abstain: Ask at the desk.}\n", []),
        (True, "", []),
    ],
)
def test_a_file_that_is_not_about_health_and_sends_people_to_a_doctor_is_warned_of(
    is_about_health: bool, messages: str, lines: list[int]
) -> None:
    found = list(read_own_voice(load_with_lines(SOUND + messages), is_about_health=is_about_health))
    assert [(each.line, each.check, each.level) for each in found] == [
        (line, Check.OWN_VOICE, Level.WARNING) for line in lines
    ]
    assert all("abstain: " in each.says for each in found)


@examples(30)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_no_answer_is_too_strange_to_be_read(answer: str) -> None:
    quoted = "'" + answer.replace("'", "''") + "x'"
    assert all(each.line > 0 for each in remarks(SOUND.replace("It is about the neck.", quoted)))


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("Go to [the page](https://www.nhs.uk) now.", "[the page](https://www.nhs.uk)"),
        ("Go to <https://www.nhs.uk|the page> now.", "<https://www.nhs.uk|the page>"),
        ("Press <b>Save</b>.", "<b>"),
        ("One<br/>two", "<br/>"),
        ("Wait 5&nbsp;days.", "&nbsp;"),
        ("This is **important**.", "**important**"),
        ("This is *important*.", "*important*"),
        ("This is _very important_.", "_very important_"),
        ("Not ~~this~~.", "~~this~~"),
        ("Say `help`.", "`help`"),
        ("**" + "word " * 20 + "end**", "**" + "word " * 7 + "wor…"),
    ],
)
def test_markup_that_people_would_see_as_it_is_typed_is_named(answer: str, found: str) -> None:
    text = SOUND.replace("It is about the neck.", f'"{answer}"')
    ((line, where, level, says),) = only(Check.MARKUP, text)
    assert (line, where, level) == (7, "neck", Level.WARNING)
    assert f"the answer holds {found!r}" in says


def test_a_heading_in_a_note_is_named() -> None:
    text = SOUND.replace("  source:", "  note: |\n    # Before\n    Ask.\n  source:")
    ((_, _, _, says),) = only(Check.MARKUP, text)
    assert "the note holds '# Before'" in says


@pytest.mark.parametrize(
    "answer",
    [
        "See https://www.nhs.uk/a_b_c (or ask).",
        "From 12.5% to 25% [52]; 5 * 3 * 2; a* and b*; snake_case_name; #1; it's 'so'.",
        "Under <5 mm & over 3 > 2; AT&T; Q&A; f(x) [y] (z).",
        "- one\\n- two",
    ],
)
def test_signs_that_are_no_markup_are_left_alone(answer: str) -> None:
    assert only(Check.MARKUP, SOUND.replace("It is about the neck.", f'"{answer}"')) == []


@pytest.mark.parametrize("code", ["it", "pt-BR", "eo"])
def test_a_file_in_another_language_hears_what_the_models_read_and_what_is_said_in_english(code: str) -> None:
    text = f"language: {code}\n{SOUND}messages:\n  hello: Hallo!\n"
    models, said = list(read_own_voice(load_with_lines(text), is_about_health=True))
    assert (models.line, models.check, models.level) == (1, Check.LANGUAGE, Level.WARNING)
    assert f"have learned English, not '{code}'" in models.says
    assert (said.check, said.where) == (Check.LANGUAGE, "messages")
    left = said.says.split(": ")[1].split("; ")[0].split(", ")
    assert "hello" not in left
    assert {"thanks", "clarify", "abstain"} <= set(left)
    # What a language comes with is said of emergencies there: nothing of theirs is left in English.
    assert ("urgent_heading" in left) == (code == "eo")


@pytest.mark.parametrize("code", ["en", "en-GB"])
def test_a_file_in_english_hears_nothing_of_languages(code: str) -> None:
    assert list(read_own_voice(load_with_lines(f"language: {code}\n{SOUND}"), is_about_health=True)) == []


def test_every_message_that_is_told_to_be_in_english_is_one() -> None:
    assert set(own_voice._SAID_MOST) | set(own_voice._CALLED) <= set(Messages.model_fields)
