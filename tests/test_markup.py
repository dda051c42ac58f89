"""Markup is dress, not words; quoted lines beside somebody's own words are another's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore import Asked, Kind
from botcore.evaluation import Case, read_deck
from botcore.text import normalise, split_quoted

if TYPE_CHECKING:
    from botcore import Bot, Reply

DECKS = Path(__file__).parent / "decks"
CASES = [
    case
    for name in ("work", "hard")
    for case in read_deck((DECKS / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"), name=name).cases
    if len(case.turns) == 1
]
AROUND = st.sampled_from([
    ("*", "*"), ("**", "**"), ("_", "_"), ("__", "__"), ("***", "***"), ("~", "~"), ("~~", "~~"), ("||", "||"),
    ("`", "`"), ("``", "``"), ("```\n", "\n```"), ("```", "```"), ("**_", "_**"),
])  # fmt: skip
BEFORE = st.sampled_from(["- ", "* ", "+ ", "• ", "1. ", "12) ", "# ", "## ", "### ", "-# ", "> ", "&gt; ", ">"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*is it safe*", "is it safe"),
        ("is it **really** safe?", "is it really safe?"),
        ("_is it safe_ for `necks`", "is it safe for necks"),
        ("||spoiler|| ~~struck~~", "spoiler struck"),
        ("```python\nis it safe\n```", "is it safe"),
        ("```help```", "help"),
        ("## Is it safe?", "Is it safe?"),
        (
            "1. is it safe\n2) does it hurt\n- what is it\n* who does it",
            "is it safe\ndoes it hurt\nwhat is it\nwho does it",
        ),
        ("<https://a.b/c|is it safe>", "is it safe"),
        ("[is it safe](<https://a.b/c>)?", "is it safe ?"),
        ("<@U1>, is it safe", "is it safe"),
        ("is it safe, <@U1>?", "is it safe?"),
        ("\\*is it\\* safe", "is it safe"),
        ("i can`t breathe", "i can't breathe"),
        ("snake_case, C1*C2 and sh*t stay", "snake_case, C1*C2 and sh*t stay"),
        ("about ~38.5 degrees", "about 38.5 degrees"),
        ("is it safe?\n__\nAna", "is it safe?\n__\nAna"),
    ],
)
def test_marks_are_taken_off_and_words_stay(written: str, read: str) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize(
    ("written", "own", "quoted"),
    [
        ("is it safe", "is it safe", ""),
        ("> is it safe", "is it safe", ""),
        (">>> is it safe\nfor necks", "is it safe\nfor necks", ""),
        ("&gt; is it safe\n&gt; for necks", "is it safe\nfor necks", ""),
        ("> he fell\nwhat now?", "what now?", "he fell"),
        ("what now?\n> he fell", "what now?", "he fell"),
        ("what now?\n>>> he fell\nand sleeps", "what now?", "he fell\nand sleeps"),
        ("> he fell\n...", "he fell", ""),
        ("is 5 > 3", "is 5 > 3", ""),
        ("", "", ""),
    ],
)
def test_quoted_lines_are_told_from_own_words(written: str, own: str, quoted: str) -> None:
    assert split_quoted(written) == (own, quoted)


def outcome(reply: Reply) -> tuple[Kind, str | None]:
    return reply.kind, reply.entry.id if reply.entry else None


def dressed(text: str, around: tuple[str, str], before: str, place: float) -> list[str]:
    """Return a text with marks around all of it, before each line and around one of its words."""
    words = list(re.finditer(r"\S+", text))
    word = words[min(int(place * len(words)), len(words) - 1)]
    start, end = around if "\n" not in around[0] else ("`", "`")
    return [
        f"{around[0]}{text}{around[1]}",
        "\n".join(before + line for line in text.split("\n")),
        f"{text[: word.start()]}{start}{word.group()}{end}{text[word.end() :]}",
    ]


@examples(60)
@given(st.sampled_from(CASES), AROUND, BEFORE, st.floats(0, 1))
def test_no_mark_around_a_message_a_line_or_a_word_changes_what_comes_back(
    bot: Bot, case: Case, around: tuple[str, str], before: str, place: float
) -> None:
    expected = outcome(bot.reply(Asked(case.text)))
    assert [outcome(bot.reply(Asked(each))) for each in dressed(case.text, around, before, place)] == [
        expected
    ] * 3


def test_a_quoted_question_beside_own_words_is_not_answered_and_a_quoted_red_flag_is_heard(bot: Bot) -> None:
    alone = bot.reply(Asked("> what is the most common agent?"))
    assert outcome(alone) == (Kind.ANSWER, "common-agent")
    beside = bot.reply(Asked("> what is the most common agent?\nwho won the cup"))
    assert beside.kind is Kind.ABSTAIN
    assert bot.reply(Asked("&gt; he fainted and won't wake up\nwhat should I do?")).kind is Kind.URGENT
