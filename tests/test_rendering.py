"""Whatever a legal file holds is shown whole, inside every limit, and nothing in it is live."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from datetime import time
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples
from slack_sdk.models.blocks import Block

from adapters.discord.rendering import Rendered, escape
from adapters.discord.rendering import render as render_discord
from adapters.manners import Hours, Manner, Rules, settings_of
from adapters.slack.rendering import render as render_slack
from adapters.standins.slack.mrkdwn import live_parts
from botcore import (
    Because,
    Configured,
    Faq,
    Guidance,
    Held,
    Kind,
    Outcome,
    Relayed,
    Reply,
    Services,
    Step,
    Trace,
    load_faq,
)
from botcore.composing import Calls, Composer, Notices
from botcore.faq import (
    ANSWER_MAX,
    DISCLAIMER_MAX,
    QUESTION_MAX,
    QUOTE_MAX,
    TOPIC_MAX,
    Messages,
    displayed_length,
)
from botcore.faq.messages import allowed
from botcore.text import Feeling, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Iterator

NASTY = [*"&<>*_`|😀a\n @:-#\\ﷺ", "[x](https://a.b)", "&amp;"]
LIVE = ["<!channel>", "<@U123>", "<#C1|x>", "@everyone", "@here", "<@&7>", "<https://evil.site|nhs.uk>", "<t:0>"]
SAID = (*SmallTalk, "files", "withheld")
URGENT = (Guidance.URGENT, Guidance.CALL, Guidance.CRISIS, Guidance.POISON, Guidance.UNNAMED)
UNITS = st.lists(st.sampled_from([*NASTY, *LIVE]), min_size=1, max_size=12)


def grown(units: list[str], most: int, *, longest: int = 100_000) -> str:
    """Return a text of these units that takes as much as is allowed, and holds a letter."""

    def of(count: int) -> str:
        return f"x{''.join(islice(cycle([*units, 'y']), count))}z"

    def is_too_long(count: int) -> bool:
        return displayed_length(of(count)) > most or len(of(count)) > longest

    return of(bisect_left(range(most), True, key=is_too_long) - 1)


def largest(units: list[str], *, note: bool) -> Faq:
    """Return a legal file in which every part that is shown is as long as it may be."""
    url = "https://a.b/" + "x" * 300
    title = grown(units, 400, longest=500)
    entries = []
    for number in range(3):
        question = grown([*units, str(number)], QUESTION_MAX, longest=500).replace("\n", " ")
        left = ANSWER_MAX - sum(map(displayed_length, (question, title, url)))
        parts = [grown(units, left // 2), grown(units, left // 2)] if note else [grown(units, left), ""]
        entry = {"id": f"e{number}" + "x" * 58, "question": question, "answer": parts[0], "note": parts[1]}
        entries.append(entry | {"source": {"title": title, "url": url}})
    half = grown(units, TOPIC_MAX // 2, longest=500)
    entries[0]["quote"] = beginning(str(entries[0]["answer"]), QUOTE_MAX)
    file = {
        "disclaimer": grown(units, DISCLAIMER_MAX),
        "disclaimer_short": grown([*units, "short"], DISCLAIMER_MAX) if note else None,
        "seek_help": entries[0]["id"],
        "messages": {key: longest_message(key, units) for key in Messages.model_fields},
        "entries": entries,
        "topics": [{"id": "t", "about": half, "pointer": half, "phrasings": ["how much"]}],
    }
    return load_faq(json.dumps({key: part for key, part in file.items() if part}, ensure_ascii=False))


def beginning(text: str, most: int) -> str:
    """Return as much of a text as takes no more than is allowed."""
    return next(text[:end] for end in range(most, 0, -1) if displayed_length(text[:end]) <= most)


def longest_message(key: str, units: list[str]) -> str:
    """Return a message that takes as much as is allowed and holds all that it may."""
    if key == "command_name":
        return "x" * allowed(key).most
    may = "".join(f"{{{name}}}" for name in allowed(key).may)
    text = may + grown(units, allowed(key).most - displayed_length(may))
    return text.replace("\n", " ") if allowed(key).one_line else text


def replies(faq: Faq) -> Iterator[Reply]:
    """Yield a reply of every kind, each at its longest."""
    composer, calls, notices = Composer(faq), Calls(faq), Notices(faq)
    entries, trace = faq.entries, Trace(Because.LIKELY)
    yield composer.answer(entries[0], trace, public=True)
    for guidance in URGENT:
        yield calls.urgent(guidance, trace)
        yield calls.urgent(guidance, trace, injection=True, seek_help=True)
    yield composer.clarify(entries, trace)
    yield composer.clarify(entries[:1], trace)
    yield composer.abstain(trace, faq.topics[0], entries)
    yield composer.abstain(trace, None, entries)
    yield composer.decline(Guidance.ADVICE, trace, entries[:1])
    yield composer.decline(Guidance.ADVICE, trace)
    yield composer.decline(Guidance.NORMAL, trace)
    yield from (composer.say(key, trace) for key in SAID)
    answer = composer.answer(entries[0], trace, public=True)
    others = (*entries[1:], entries[0])
    yield composer.beside(answer, others, faq.topics[:1], rest=True)
    for first in (answer, composer.clarify(entries, trace), composer.decline(Guidance.ADVICE, trace, entries[:1])):
        yield composer.beside(first, others, faq.topics[:1], rest=True, left=True)
    yield from (composer.decline(feeling, trace, entries[:1]) for feeling in Feeling)
    yield notices.noted(trace)
    yield notices.noted(trace, asks_why=True)
    yield composer.everything(trace)
    for step in Step:
        yield relayed(faq, step)
    for guidance in URGENT:
        yield notices.alert(guidance, "https://a.b/c", trace)
        yield calls.told(calls.urgent(guidance, trace, injection=True, seek_help=True))
        yield calls.passed_on(calls.urgent(guidance, trace, injection=True, seek_help=True))
    yield from (notices.held(Held(off=off), trace) for off in (False, True))
    yield notices.held(Held(off=False, link="https://a.b/c"), trace)
    rules = Rules(
        "1" * 20, "2" * 20, "3" * 20, Hours(time(22), time(7), "America/Argentina/ComodRivadavia"), 3_600
    )
    channels = dict.fromkeys(map(str, range(90)), Manner.PRIVATE)
    many = settings_of(rules, channels, link=f"https://a.b/{'c' * 60}{{}}".format)
    yield from (notices.configured(Configured(outcome, many), trace) for outcome in Outcome)
    yield from (notices.forgotten(trace, failed=failed) for failed in (False, True))
    yield composer.gone(trace)
    yield notices.apology()
    yield notices.stopping()
    yield from (notices.busy(enough=enough) for enough in (False, True))
    yield notices.interrupted()
    yield notices.outdated()


def relayed(faq: Faq, step: Step) -> Reply:
    """Return a person's words on their way, at their longest."""
    message = Relayed(step, "&*" * 250, "@ada", "https://a.b/c")
    return Notices(faq).relayed(message, Trace(Because.LIKELY), faq.entries)


def units_of(text: str) -> int:
    """Return the length in UTF-16 units, as the strictest client counts."""
    return len(text.encode("utf-16-le")) // 2


def slack_texts(payload: dict[str, Any]) -> list[str]:
    texts = []
    for block in payload["blocks"]:
        parts = [block.get("text"), *block.get("elements", [])]
        if block["type"] == "context_actions":
            parts = [each[key] for each in parts[1:] for key in ("positive_button", "negative_button")]
        texts += [each["text"] for each in parts if each]
    return [text if isinstance(text, str) else text["text"] for text in texts]


def assert_slack_takes(payload: dict[str, Any]) -> None:
    blocks = payload["blocks"]
    assert len(blocks) <= 50
    for block in blocks:
        if block["type"] == "section":
            assert 1 <= units_of(block["text"]["text"]) <= 3_000
        if block["type"] == "context":
            assert 1 <= len(block["elements"]) <= 10
            assert all(1 <= units_of(each["text"]) <= 3_000 for each in block["elements"])
        if block["type"] == "context_actions":
            pairs = [(each["positive_button"], each["negative_button"]) for each in block["elements"]]
            assert all(len(each["value"]) <= 2_000 for pair in pairs for each in pair)
            assert all(1 <= units_of(each["text"]["text"]) <= 75 for pair in pairs for each in pair)
        Block.parse(block).validate_json()
    assert sum(units_of(text) for text in slack_texts(payload)) <= 13_200
    assert 1 <= units_of(payload["text"]) <= 40_000
    assert payload["unfurl_links"] is False
    assert payload["unfurl_media"] is False


def assert_discord_takes(rendered: Rendered) -> None:
    for page in (rendered, *rendered.without_embed()):
        assert 1 <= units_of(page.content) <= 2_000
        assert page.embed is None or 1 <= units_of(page.embed.description or "") <= 4_096
        assert len(page.buttons) <= 25
        assert all(1 <= units_of(label) <= 80 and 1 <= len(key) <= 100 for label, key in page.buttons)


def assert_nothing_is_live(payload: dict[str, Any], rendered: Rendered) -> None:
    for text in [payload["text"], *slack_texts(payload)]:
        unquoted = re.sub(r"^> ", "", text, flags=re.MULTILINE)
        links = r"<https://a\.b/x+\|[^<>]*>|<https://[^<>|\s]+>"
        assert not re.search(r"[<>]", re.sub(links, "", unquoted))
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    unquoted = re.sub(r"^(> |-# )", "", everything(rendered), flags=re.MULTILINE)
    assert not re.search(r"^[ \t]*[-#]", unquoted, re.MULTILINE)
    unescaped = re.sub(r"\\.", "", unquoted, flags=re.DOTALL)
    unescaped = re.sub(r"\[[^\]]*\]\(<https://a\.b/x+>\)|<https://[^\s<>]+>", "", unescaped)
    assert not re.search(r"[<>@`|~\\\[\]]|://", unescaped)


def everything(rendered: Rendered) -> str:
    """Return all texts of a rendered reply as they are sent, in the order in which they are read."""
    said, small = (rendered.content[: (end := small_print(rendered))], rendered.content[end:])
    rest = (rendered.embed.description or "") if rendered.embed else ""
    return "\n\n".join(part for part in (said, rest, small) if part)


def small_print(rendered: Rendered) -> int:
    """Return where the small print begins in the content."""
    return re.search(r"(?:^|(?<=\n\n))-# [\s\S]*\Z", rendered.content).start()  # type: ignore[union-attr]


def unmarked(text: str) -> str:
    """Return what a person reads of a text on Discord."""
    unquoted = re.sub(r"^(> |-# )", "", text, flags=re.MULTILINE)
    return re.sub(r"\\(.)|<(https?://[^\s<>]+)>", lambda found: found[1] or found[2], unquoted)


def unescaped_slack(text: str) -> str:
    text = re.sub(r"<(https?://[^<>|]+)>", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@examples(20)
@given(UNITS, st.booleans())
def test_every_reply_of_any_legal_file_fits_whole_on_both_platforms_and_nothing_in_it_is_live(
    units: list[str],
    note: bool,
) -> None:
    for reply in replies(largest(units, note=note)):
        payload, rendered = render_slack(reply), render_discord(reply)
        assert_slack_takes(payload)
        assert_discord_takes(rendered)
        assert_nothing_is_live(payload, rendered)


@examples(20)
@given(UNITS)
def test_nothing_is_cut_and_the_disclaimer_stands_in_every_reply(units: list[str]) -> None:
    faq = largest(units, note=True)
    for reply in replies(faq):
        payload, rendered = render_slack(reply), render_discord(reply)
        slack = unescaped_slack("\n".join(slack_texts(payload)))
        slack, discord = re.sub(r"^> ", "", slack, flags=re.MULTILINE), unmarked(everything(rendered))
        assert all(part in slack and part in discord for part in reply.said)
        assert reply.disclaimer in slack
        for page in (rendered, *rendered.without_embed()):
            assert unmarked(page.content).endswith(reply.disclaimer)
        assert unescaped_slack(payload["text"]) == reply.text
        assert reply.text.endswith(reply.disclaimer)
        short = reply.kind in {Kind.URGENT, Kind.HELP} and reply != relayed(faq, Step.ANSWER)
        assert reply.disclaimer == ((faq.disclaimer_short if short else None) or faq.disclaimer)


@examples(20)
@given(UNITS, st.booleans())
def test_a_call_is_the_first_thing_that_anybody_sees(units: list[str], note: bool) -> None:
    for reply in replies(largest(units, note=note)):
        if reply.kind is not Kind.URGENT:
            assert not reply.headline
            continue
        payload, rendered = render_slack(reply), render_discord(reply)
        assert reply.headline
        assert reply.text.startswith(reply.headline)
        assert unescaped_slack(payload["text"]).startswith(reply.headline)
        assert reply.headline in unescaped_slack(slack_texts(payload)[0])
        assert unmarked(rendered.content).startswith(f"**{reply.headline}**")


def test_the_headline_is_bold_and_nothing_stands_before_it() -> None:
    faq = load_faq("disclaimer: No advice.\nentries: [{id: one, question: What is it?, answer: This.}]")
    reply = Calls(faq, Services("112 & <999>")).urgent(Guidance.URGENT, Trace(Because.RED_FLAG))
    header = {"type": "plain_text", "text": "Call 112 &amp; &lt;999&gt; now.", "emoji": True}
    assert render_slack(reply)["blocks"][0] == {"type": "header", "text": header}
    assert render_discord(reply).content.startswith("**Call 112 & \\<999\\> now.**\n\n")


def test_a_headline_too_long_for_a_header_is_a_bold_section() -> None:
    faq = load_faq("disclaimer: No advice.\nentries: [{id: one, question: What is it?, answer: This.}]")
    reply = Calls(faq, Services("one " * 80)).urgent(Guidance.URGENT, Trace(Because.RED_FLAG))
    first = render_slack(reply)["blocks"][0]
    assert (first["type"], first["text"]["text"]) == ("section", f"*{reply.headline}*")
    assert render_discord(reply).content.startswith(f"**{reply.headline}**\n\n")


def test_a_suggestion_too_long_for_a_button_is_numbered_and_written_out_above_it() -> None:
    faq = largest(["word "], note=False)
    rendered = render_discord(Composer(faq).clarify(faq.entries, Trace(Because.LIKELY)))
    label = faq.messages.show_answer
    assert [each for each, _ in rendered.buttons] == [f"{label} 1", f"{label} 2", f"{label} 3"]
    assert all(entry.question in everything(rendered) for entry in faq.entries)


def answered(answer: str, **more: str) -> Reply:
    """Return the reply of a file with one entry."""
    entry = {"id": "one", "question": "What is it?", "answer": answer} | more
    faq = load_faq(json.dumps({"disclaimer": "No advice.", "entries": [entry]}))
    return Composer(faq).answer(faq.entries[0], Trace(Because.LIKELY))


def test_a_short_answer_stands_whole_in_the_content_with_the_disclaimer_in_small_print() -> None:
    rendered = render_discord(answered("Sugar water.\nNothing else.", note="It says no dose."))
    lines = ["**What is it?**", "Sugar water.\nNothing else.", "*Note:* It says no dose.", "-# No advice."]
    assert (rendered.content, rendered.embed) == ("\n\n".join(lines), None)
    assert rendered.without_embed() == (rendered,)


def test_what_the_content_does_not_hold_stands_in_an_embed_and_only_there() -> None:
    answer, note = " ".join(["First."] * 270), " ".join(["Second."] * 40)
    rendered = render_discord(answered(answer, note=note))
    assert rendered.content == f"**What is it?**\n\n{answer}\n\n-# No advice."
    assert rendered.embed
    assert rendered.embed.description == f"*Note:* {note}"
    assert (rendered.embed.title, rendered.embed.footer.text) == (None, None)


def test_an_answer_is_never_cut_between_content_and_embed() -> None:
    answer = ("A long one. " * 190).strip()
    rendered = render_discord(answered(answer))
    assert rendered.content == "**What is it?**\n\n-# No advice."
    assert rendered.embed
    assert rendered.embed.description == answer


def test_without_an_embed_a_long_reply_is_several_messages_cut_between_words() -> None:
    answer = ("A long one. " * 190).strip()
    rendered = render_discord(answered(answer))
    first, *pages = rendered.without_embed()
    assert first == Rendered(rendered.content, None, ())
    assert " ".join(page.content.removesuffix("\n\n-# No advice.") for page in pages) == answer
    assert [page.buttons for page in pages] == [(), rendered.buttons]


def test_a_page_does_not_end_within_an_escape() -> None:
    for before in ("x", "xy"):
        pages = render_discord(answered(before + "*" * 1_100)).without_embed()
        bodies = [page.content.removesuffix("\n\n-# No advice.") for page in pages[1:]]
        assert "".join(bodies) == before + r"\*" * 1_100
        assert all(len(re.findall(r"\\*\Z", body)[0]) % 2 == 0 for body in bodies)


def test_only_an_authors_link_is_live_and_shows_no_preview() -> None:
    text = render_discord(
        answered("See https://a.b/c_d. <@1> [x](https://e.f) @everyone", note="Or (http://g.h/i).")
    ).content
    assert r"See <https://a.b/c_d>. \<\@1\> \[x\](<https://e.f>) \@everyone" in text
    assert "Or (<http://g.h/i>)." in text


def test_only_an_authors_link_is_live_on_slack_under_its_own_address() -> None:
    answer = "See https://a.b/c?d=1&e=2. <@U1> <!channel> [x](https://e.f) <https://g.h|i>"
    payload = render_slack(answered(answer, note="Or (http://j.k/l)."))
    _, body = payload["blocks"][0]["text"]["text"].split("\n")
    assert body == (
        "See <https://a.b/c?d=1&amp;e=2>. &lt;@U1&gt; &lt;!channel&gt; [x](<https://e.f>) &lt;<https://g.h>|i&gt;"
    )
    assert payload["blocks"][1]["text"]["text"] == "_Note:_ Or (<http://j.k/l>)."
    parts = [part for text in slack_texts(payload) for part in live_parts(text, bare_links=False)]
    assert {(part.kind, part.label) for part in parts} == {("link", None)}


def test_the_link_of_a_crisis_line_is_live() -> None:
    faq = load_faq("disclaimer: No advice.\nentries: [{id: one, question: What is it?, answer: This.}]")
    services = Services("999", "116 123 or https://a.b/help")
    reply = Calls(faq, services).urgent(Guidance.CRISIS, Trace(Because.RED_FLAG))
    assert "or <https://a.b/help>, or 999.**" in render_discord(reply).content
    first = render_slack(reply)["blocks"][0]
    assert (first["type"], first["text"]["text"][-34:]) == ("section", "23 or <https://a.b/help>, or 999.*")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b - c, 5 # d (e).", "a: b - c, 5 # d (e)."),
        ("- a\n  - b\n# c\n-# d", "\\- a\n  \\- b\n\\# c\n\\-# d"),
        ("tel://1 ||a|| ~~b~~ `c`", "tel\\://1 \\|\\|a\\|\\| \\~\\~b\\~\\~ \\`c\\`"),
        (r"a \* b_c", r"a \\\* b\_c"),
    ],
)
def test_only_what_would_be_a_mark_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


def test_below_a_list_of_many_questions_the_buttons_are_numbers() -> None:
    entries = [{"id": f"e{number}", "question": f"What is {number}?", "answer": "This."} for number in range(10)]
    faq = load_faq(json.dumps({"disclaimer": "No advice.", "entries": entries}))
    buttons = [
        render_discord(Composer(faq).clarify(faq.entries[:count], Trace(Because.LIKELY)), asker="7").buttons
        for count in (1, 3, 10)
    ]
    assert [label for label, _ in buttons[0]] == ["Show answer"]
    assert [label for label, _ in buttons[1]] == ["1. What is 0?", "2. What is 1?", "3. What is 2?"]
    assert [label for label, _ in buttons[2]] == [str(number) for number in range(1, 11)]
    assert buttons[2][-1] == ("10", "prolo_pick:e9:7")
