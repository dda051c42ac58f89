"""What holds for any text at all, in the core and through the real libraries of both platforms."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from proving import examples

from adapters.answering import Answerer
from adapters.assembly.local_service import local_discord, local_slack
from adapters.discord.commands import QUESTION_MAX
from adapters.discord.rendering import escape
from adapters.discord.rendering import render as render_discord
from adapters.harness.replay.transcripts import Expected, TranscriptError, Turn, load_transcripts
from adapters.harness.replay.wire import WireDiscord, WireSlack
from adapters.slack.rendering import render as render_slack
from botcore import Asked, Kind
from botcore.evaluation import read_deck
from botcore.languages import read_languages

if TYPE_CHECKING:
    from pathlib import Path

    from adapters.harness.replay.platforms import Shown
    from adapters.harness.replay.transcripts import Where
    from botcore import Bot

MARK = "qzxjwvkp"
APOLOGY = "Sorry, something went wrong"
BITS = st.sampled_from([
    "<!channel>", "<@U1>", "<#C1|general>", "@everyone", "@here", "<script>", "&amp;", "&lt;!channel&gt;",
    "\u202e", "\u200b", "\u0000", "\ud800", "ﬁ", "Ｐｒｏｌｏ", "😀", "\n\n", "> quoted", "neck safe",
    "is it", "I can't breathe", "[x](https://a.b)", "https://bit.ly/x", "ﷺ" * 9, "é", "\u0301" * 30, "a" * 90, "?",
])  # fmt: skip
MIXES = st.lists(BITS, max_size=12).map(" ".join)
ANY_TEXT = st.text(max_size=300) | MIXES

STRANGE = {
    "a ping": "<!channel> & <script> @everyone",
    "another ping": "<!subteam^S1> <@U0BOT2> @here <@&42> is prolo safe for the neck",
    "nothing": "",
    "blanks": " \t\n ",
    "a hundred thousand letters": "a" * 100_000,
    "a hundred thousand characters of words": "is it safe for the neck? " * 4_000,
    "only emoji": "😀🎉👍",
    "zero-width between letters": "\u200b".join("is prolotherapy safe for the neck"),
    "right to left": "هل العلاج آمن للرقبة؟",
    "turned around": "\u202eis prolotherapy safe for the neck\u202c",
    "ligatures": "is it eﬀective and eﬃcient for ﬁbres",
    "full width": "ｉｓ ｐｒｏｌｏｔｈｅｒａｐｙ ｓａｆｅ",
    "control characters": "is\x00prolo\x07safe\x1b[31m",
    "one letter with many accents": "e" + "\u0301" * 3_000,
    "what grows eighteen-fold": "\ufdfa" * 3_000,
    "markup only": "<https://a.b|c> :smile: `x` ```y```",
}


@examples(150)
@given(ANY_TEXT)
@example("É ã")
def test_any_text_gives_one_reply_with_the_disclaimer_on_every_platform(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    finding = reply.trace.finding
    spoken = finding.language if finding else ""
    # Two letters with accents may be taken for another language, and are then answered in it.
    own = {each.messages.disclaimer for each in read_languages() if each.code == spoken}
    assert reply.disclaimer in own | {bot.faq.disclaimer, bot.faq.disclaimer_short}
    assert reply.text.endswith(reply.disclaimer)
    assert reply.disclaimer in json.dumps(render_slack(reply)["blocks"][-1], ensure_ascii=False)
    assert render_discord(reply).content.endswith(f"-# {escape(reply.disclaimer)}")


@examples(100)
@given(ANY_TEXT, ANY_TEXT)
def test_nothing_anybody_writes_comes_back(bot: Bot, before: str, after: str) -> None:
    reply = bot.reply(Asked(f"{before} {MARK} {after}", person="p", thread="t"))
    shown = json.dumps([render_slack(reply), repr(render_discord(reply))])
    assert MARK not in shown


@examples(60)
@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(["a", "b", ""]), st.floats(0, 2_000)), max_size=4))
def test_any_conversation_gets_a_reply_a_message_and_the_same_one_when_it_is_held_again(
    bot: Bot, said: list[tuple[str, str, float]]
) -> None:
    held = []
    for _ in range(2):
        bot.forget()
        held.append([bot.reply(Asked(text, person=who, thread="t", at=at)) for text, who, at in said])
    assert held[0] == held[1]
    assert len(held[0]) == len(said)


WAYS: tuple[Where, ...] = ("dm", "channel", "command")


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_strange_message_gets_a_reply_of_a_harmless_kind(bot: Bot, text: str) -> None:
    bot.forget()
    assert bot.reply(Asked(text)).kind in {Kind.HELP, Kind.ABSTAIN, Kind.ANSWER, Kind.CLARIFY}


async def test_a_strange_message_gets_exactly_one_reply_on_slack_that_pings_nobody(bot: Bot) -> None:
    answer = Answerer(bot)
    async with local_slack(answer) as local:
        for number, (text, where) in enumerate(itertools.product(STRANGE.values(), WAYS)):
            playing = WireSlack(local.standin, local.drain, title=str(number))
            shown = await playing.play(Turn(where=where, says=text, expect=Expected(reply=Kind.HELP)))
            assert _is_one_whole_reply(shown, bot), (where, text[:80], shown)
            assert [live for live in playing.last.live if live.kind != "link"] == []
    answer.close()


async def test_a_strange_message_gets_exactly_one_reply_on_discord_that_pings_nobody(bot: Bot) -> None:
    answer = Answerer(bot)
    async with local_discord(answer) as local:
        for number, (text, where) in enumerate(itertools.product(STRANGE.values(), WAYS)):
            playing = WireDiscord(local.standin, local.drain, title=str(number))
            typed = text[:QUESTION_MAX] if where == "command" else text  # Discord lets nobody type more
            shown = await playing.play(Turn(where=where, says=typed, expect=Expected(reply=Kind.HELP)))
            assert _is_one_whole_reply(shown, bot), (where, text[:80], shown)
            assert not playing.last.pings
    answer.close()


def _is_one_whole_reply(shown: list[Shown], bot: Bot) -> bool:
    others = (each.messages.disclaimer for each in read_languages())
    disclaimers = (bot.faq.disclaimer, str(bot.faq.disclaimer_short), *others)
    return len(shown) == 1 and any(each in shown[0].text for each in disclaimers) and APOLOGY not in shown[0].text


@examples(200)
@given(
    st.text(max_size=80) | st.from_regex(r'\{"(text|turns|kind|expect)": [\[\]"a-z,1 ]{0,20}\}', fullmatch=True)
)
def test_a_deck_line_is_a_case_or_a_bad_line_never_an_exception(line: str) -> None:
    deck = read_deck([line], entries={"a"})
    assert len(deck.cases) + len(deck.bad_lines) == bool(line.strip())


@examples(100)
@given(st.text(max_size=120) | st.text(alphabet="- :\n{}[]says'\"expectreplynone", max_size=80))
def test_a_transcript_file_is_transcripts_or_a_transcript_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert _transcripts_or_fault(path)


def _transcripts_or_fault(path: Path) -> bool:
    try:
        return isinstance(load_transcripts(path), list)
    except TranscriptError as error:
        return bool(str(error))
