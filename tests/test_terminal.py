"""What a terminal shows of a reply, by itself and as the platforms show it."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from adapters.assembly.views import VIEWS
from adapters.harness.terminal.chat import Chat
from adapters.harness.terminal.drawing import draw
from adapters.harness.terminal.showing import panel
from botcore import Because, Bot, Faq, Guidance, Reply, Services, Trace
from botcore.composing import Calls, Composer


@pytest.fixture(params=["terminal", "slack", "discord"])
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def printed(reply: Reply, platform: str) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    if platform == "terminal":
        console.print(panel(reply))
    else:
        console.print(draw(platform, VIEWS[platform](reply)))
    return " ".join(re.sub("[─│╭╮╰╯]", " ", console.export_text()).split())


def test_a_call_stands_first_and_whole_without_markup(faq: Faq, platform: str) -> None:
    reply = Calls(faq, Services("112 & (999) <now>")).urgent(
        Guidance.URGENT, Trace(Because.RED_FLAG), injection=True, seek_help=True
    )
    text = printed(reply, platform)
    places = [text.find(each) for each in (reply.headline, reply.lead, reply.quote, reply.disclaimer)]
    assert -1 not in places
    assert places == sorted(places)
    assert places[0] < 30
    assert "\\" not in text
    assert "&amp;" not in text


def test_an_answer_is_shown_with_its_note_and_its_source(faq: Faq, platform: str) -> None:
    reply = Composer(faq).answer(faq.entries[0], Trace(Because.LIKELY))
    text = printed(reply, platform)
    for each in (*reply.said, reply.words.note_heading, reply.attribution, reply.disclaimer):
        assert " ".join(each.split()) in text


@pytest.mark.parametrize("typed", ["9" * 5_000, "٣" * 5_000, "0", "4", "9999", "²"])
def test_an_odd_number_is_read_like_any_other_message(bot: Bot, typed: str) -> None:
    console = Console(width=200, file=io.StringIO(), record=True)
    Chat(bot, console).run_through(["hello", typed, "hello"])
    assert console.export_text().count("Hello!") == 2


def test_a_number_picks_what_was_just_offered(bot: Bot) -> None:
    console = Console(width=200, file=io.StringIO(), record=True)
    # Somebody who has said nothing yet: of what was just answered, "is it safe" would be no question on its own.
    Chat(bot, console).run_through(["/as ana", "is it safe", " 1 "])
    offered, picked = console.export_text().split("ana> 1")
    assert "[clarify]" in offered
    assert "[answer]" in picked
