"""How people's words are read: normalised, without chatter, folded."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from proving import examples

from botcore.text import (
    MAX_CHARACTERS,
    AnyCase,
    cap,
    fold,
    is_only_chatter,
    mentions_injection,
    middle,
    normalise,
    without_chatter,
    words,
)

ROUGH = st.text(alphabet="<>@!#&;:amplt|/htps.xX '`\n\r\t\u200b\u202e\u2028ﬁＡﷺ😀é\u0301", max_size=120)
ANY_TEXT = st.text(max_size=200) | ROUGH


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ｉｓ ｐｒｏｌｏ ｓａｆｅ", "is prolo safe"),
        ("eﬀective ﬁbres", "effective fibres"),
        ("s\u200ba\u200bf\u2060e\ufeff", "safe"),
        ("\u202esafe\u202c", "safe"),
        ("safe &amp; sound &lt;3", "safe & sound <3"),
        ("<@U123> hello <!channel> <#C1|general> <@&9>", "hello"),
        ("<https://a.b/c|the page> says", "the page says"),
        ("see https://a.b/c?d=e now", "see now"),
        ("mail <mailto:a@b.c|a@b.c>", "mail a@b.c"),
        ("hi :wave: <:custom:123> <a:dance:4> there", "hi there"),
        ("at 10:30:00 sharp", "at 10:30:00 sharp"),
        ("@ana is it safe", "is it safe"),
        ("soooooo safe?????", "soo safe??"),
        ("it’s “fine” – really…", 'it\'s "fine" - really...'),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb\u00a0c\u3000d", "a b c d"),
        ("x\x00y\x1bz\ud800", "x y z"),
        ("neck 😀 pain 🎉", "neck pain"),
        ("هل هو آمن", "هل هو آمن"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_message_is_read_as_plain_words(written: str, read: str) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("🅷🅴🅻🅿 🅼🅴", "HELP ME"),
        ("🅒🅗🅔🅢🅣 🅟🅐🅘🅝", "CHEST PAIN"),
        ("ᴍʏ ᴅᴀᴅ ᴄᴏʟʟᴀᴘꜱᴇᴅ", "my dad collapsed"),
        ("🇸🇴🇸", "SOS"),
        ("🇸 🇴 🇸", "S O S"),
        ("🇭🇪🇱🇵", "HELP"),
        ("🇲🇾 🇩🇦🇩", "MY DAD"),
        ("🇺🇸🇬🇧 prolo in 🇩🇪", "prolo in"),
        ("9️⃣9️⃣9️⃣", "999"),
        ("🅿️ where", "P where"),
        ("І саnt brеаthе", "I cant breathe"),
        ("chεst ρain", "chest pain"),
        ("covid-тест сегодня", "covid-тест сегодня"),
        ("рост 5 см", "рост 5 см"),
        ("🆘", "SOS"),
        (":sos: :sos:", "SOS SOS"),
        ("🚑 please", "ambulance please"),
        ("<:sos:123> hi", "hi"),
    ],
)
def test_a_letter_in_another_form_is_that_letter_and_a_sign_that_is_a_word_that_word(
    written: str, read: str
) -> None:
    assert normalise(written) == read


@examples(300)
@given(ANY_TEXT)
def test_reading_never_raises_stays_bounded_and_leaves_nothing_invisible(text: str) -> None:
    read = normalise(text)
    assert len(read) <= 2 * MAX_CHARACTERS + 1
    assert read == read.strip()
    assert all(each == "\n" or each.isprintable() for each in read)


@pytest.mark.parametrize("character", ["\ufdfa", "\u3300", "&lt;", "&#65;", "ﬃ", "a", "\n", "\u200b", "<", "…"])
def test_what_grows_when_it_is_read_is_still_bounded(character: str) -> None:
    assert len(normalise(character * 200_000)) <= 3 * MAX_CHARACTERS


@examples(300)
@given(st.text(st.characters(blacklist_characters="&<>@:`"), max_size=200))
@example("e\u200b\u0301")
@example("a\u202eaaa")
def test_what_holds_no_markup_is_read_the_same_a_second_time(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_markup_inside_markup_is_not_read_again() -> None:
    """Entities are decoded once: what a person typed as "&amp;lt;" stays what they see, "&lt;"."""
    assert normalise("&amp;lt;") == "&lt;"


@examples(500)
@given(st.text(alphabet="abcz019 .,;?!'\"()/%-*\n", max_size=40) | st.text(alphabet="a .,!-", max_size=12))
@example("is it safe, bot?")
@example("yes, ?")
@example("aaaa")
@example("a..., b")
@example("- a")
def test_what_is_read_as_it_stands_is_read_so_the_long_way(text: str) -> None:
    """A mark that nobody sees makes every text go the long way."""
    assert normalise(text) == normalise(f"\u200b{text}")


@examples(500)
@given(st.text(alphabet="asikSIK ſıİKﬁé'x1", max_size=12))
def test_what_is_found_in_any_case_is_what_ignoring_case_finds(text: str) -> None:
    for pattern in (r"\bas|is(?:k|x)|[ks]\W", r"\bSI\b|a\w+K", r"^i+$|'s"):
        ignoring = re.compile(pattern, re.IGNORECASE)
        assert AnyCase(pattern).is_in(text) == bool(ignoring.search(text))
        assert AnyCase(pattern).cut(text) == ignoring.sub("", text, count=1)


@examples(200)
@given(ANY_TEXT)
def test_folding_leaves_one_line_without_case_or_accents(text: str) -> None:
    folded = fold(text)
    assert "\n" not in folded
    assert folded == " ".join(folded.split())
    assert fold("Éa") == "ea"


@examples(200)
@given(st.integers(0, 3 * MAX_CHARACTERS))
def test_a_long_text_keeps_both_its_ends(length: int) -> None:
    text = "".join(chr(ord("a") + number % 26) for number in range(length))
    capped = cap(text)
    assert len(capped) <= MAX_CHARACTERS + 1
    assert (capped[:100], capped[-100:]) == (text[:100], text[-100:])
    assert (capped == text) == (length <= MAX_CHARACTERS)


@pytest.mark.parametrize(
    ("written", "question"),
    [
        ("Hi there, is it safe? Thanks!", "is it safe?"),
        ("Good morning everyone! Quick question: is it safe please", "is it safe"),
        ("is it safe?\nBest regards,\nAna\nClinic", "is it safe?"),
        ("is it safe?\nSent from my iPhone", "is it safe?"),
        ("can I just ask, is it safe? no rush", "is it safe?"),
        ("hello", "hello"),
        ("is it safe", "is it safe"),
    ],
)
def test_what_stands_around_a_question_is_taken_off(written: str, question: str) -> None:
    assert without_chatter(written) == question


@pytest.mark.parametrize(
    "text",
    [
        *("hi", "Hello there!", "thanks a lot", "", "?!", "great, thank you so much!"),
        *("ok", "got it, cheers", "ah ok, makes sense. Thanks", "thanks a bunch", "hello, thanks"),
    ],
)
def test_greetings_thanks_and_having_understood_are_only_chatter(text: str) -> None:
    assert is_only_chatter(text)


@pytest.mark.parametrize("text", ["ok is it safe", "great risk?", "goodbye", "right neck", "thanks, what cost?"])
def test_a_question_that_begins_like_it_is_not(text: str) -> None:
    assert not is_only_chatter(text)


@examples(300)
@given(ANY_TEXT.map(normalise))
def test_taking_chatter_off_never_leaves_less_than_something(text: str) -> None:
    left = without_chatter(text)
    assert bool(left.strip()) == bool(text.strip())
    assert len(left) <= len(text)


def test_words_keep_their_apostrophes_and_drop_the_rest() -> None:
    assert words("don't: stop_it, O'Neil's 5%") == ["don't", "stop", "it", "O'Neil", "s", "5"]


@pytest.mark.parametrize(
    "text",
    [
        "since the injection", "they injected my knee", "after my second prolotherapy session", "I got two shots",
        "numb since the shot", "my neck jabs", "after those awful shots", "the needle hit something",
        "numb since prolo", "dizzy after the lidocaine", "I had prolotherapy yesterday",
        "red since my last session", "hot after the second treatment",
    ],
)  # fmt: skip
def test_an_injection_is_recognised_by_its_everyday_names(text: str) -> None:
    assert mentions_injection(text)


@pytest.mark.parametrize(
    "text",
    [
        "he was shot in the chest", "I can't breathe", "had five shots of vodka", "a screenshot", "shot down",
        "the clinic is closed", "my dad is unconscious", "needless to say",
        "my baby ate the dextrose", "what is prolotherapy? my dad collapsed", "the treatment of burns",
    ],
)  # fmt: skip
def test_what_is_no_injection_is_not_taken_for_one(text: str) -> None:
    assert not mentions_injection(text)


@given(st.text(alphabet="ab .!\n。", min_size=MAX_CHARACTERS - 5, max_size=3 * MAX_CHARACTERS))
@example("a" * 5 * MAX_CHARACTERS)
@example("a " * 5 * MAX_CHARACTERS)
@example("No pain. " * MAX_CHARACTERS)
@examples(25)
def test_the_middle_of_a_long_text_is_all_that_its_ends_are_not(text: str) -> None:
    pieces = middle(text)
    assert bool(pieces) is (len(text) > MAX_CHARACTERS)
    assert all(len(each) <= MAX_CHARACTERS for each in pieces)
    covered = MAX_CHARACTERS // 2
    for piece in pieces:
        # Each begins where the one before it ends, or in it.
        at = text.rfind(piece, 0, covered + len(piece))
        assert at >= 0
        covered = max(covered, at + len(piece))
    assert not pieces or covered >= len(text) - MAX_CHARACTERS // 2


def test_the_pieces_of_a_long_text_begin_and_end_with_sentences() -> None:
    assert {each.strip()[:7] for each in middle("No pain. " * MAX_CHARACTERS)} == {"No pain"}
    assert {each.strip()[-7:] for each in middle("No pain. " * MAX_CHARACTERS)} == {"o pain."}
