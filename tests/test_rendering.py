"""Whatever a legal file holds is shown whole, inside every limit, and nothing in it is live."""

from __future__ import annotations

import json
import re
from itertools import cycle
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from adapters.discord.rendering import Rendered
from adapters.discord.rendering import render as render_discord
from adapters.slack.rendering import render as render_slack
from botcore import Because, Faq, Reply, Trace, load_faq
from botcore.faq import ANSWER_MAX, DISCLAIMER_MAX, LEAD_MAX, QUESTION_MAX, TOPIC_MAX, displayed_length
from botcore.reply import Composer

if TYPE_CHECKING:
    from collections.abc import Iterator

NASTY = [*"&<>*_`|😀a\n @:-#\\ﷺ", "[x](https://a.b)", "&amp;"]
LIVE = ["<!channel>", "<@U123>", "<#C1|x>", "@everyone", "@here", "<@&7>", "<https://evil.site|nhs.uk>", "<t:0>"]
UNITS = st.lists(st.sampled_from([*NASTY, *LIVE]), min_size=1, max_size=12)


def grown(units: list[str], most: int, *, longest: int = 100_000) -> str:
    """Return a text of these units that takes as much as is allowed, and holds a letter."""
    text = "x"
    for unit in cycle([*units, "y"]):
        longer = f"{text}{unit}"
        if displayed_length(longer) + 1 > most or len(longer) + 1 > longest:
            return f"{text}z"
        text = longer
    raise AssertionError("a text that never ends")


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
    file = {
        "disclaimer": grown(units, DISCLAIMER_MAX),
        "entries": entries,
        "topics": [{"id": "t", "about": half, "pointer": half, "phrasings": ["how much"]}],
        "safety": {"messages": {"urgent": grown(units, LEAD_MAX)}},
    }
    return load_faq(json.dumps(file, ensure_ascii=False))


def replies(faq: Faq) -> Iterator[Reply]:
    """Yield a reply of every kind, each at its longest."""
    composer, entries, trace = Composer(faq), faq.entries, Trace(Because.LIKELY)
    lead = faq.safety.messages["urgent"]
    yield composer.answer(entries[0], trace)
    yield composer.urgent(lead, trace, entries[0])
    yield composer.clarify(entries, trace)
    yield composer.abstain(trace, faq.topics[0], entries)
    yield composer.abstain(trace, None, entries)
    yield composer.decline(lead, trace, entries[:1])
    yield composer.help(trace)
    yield composer.gone(trace)
    yield composer.apology()


def units_of(text: str) -> int:
    """Return the length in UTF-16 units, as the strictest client counts."""
    return len(text.encode("utf-16-le")) // 2


def slack_texts(payload: dict[str, Any]) -> list[str]:
    texts = []
    for block in payload["blocks"]:
        texts += [each["text"] for each in [block.get("text"), *block.get("elements", [])] if each]
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
        if block["type"] == "actions":
            assert all(len(each["value"]) <= 2_000 for each in block["elements"])
        Block.parse(block).validate_json()
    assert sum(units_of(text) for text in slack_texts(payload)) <= 13_200
    assert 1 <= units_of(payload["text"]) <= 40_000
    assert payload["unfurl_links"] is False
    assert payload["unfurl_media"] is False


def assert_discord_takes(rendered: Rendered) -> None:
    embed = rendered.embed
    sizes = [units_of(part or "") for part in (embed.title, embed.description, embed.footer.text)]
    assert all(size <= most for size, most in zip(sizes, (256, 4_096, 2_048), strict=True))
    assert sum(sizes) <= 6_000
    assert len(rendered.buttons) <= 25
    assert all(1 <= units_of(label) <= 80 and 1 <= len(key) <= 100 for label, key in rendered.buttons)


def assert_nothing_is_live(payload: dict[str, Any], rendered: Rendered) -> None:
    for text in [payload["text"], *slack_texts(payload)]:
        assert not re.search(r"[<>]", re.sub(r"<https://a\.b/x+\|[^<>]*>", "", text))
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    unescaped = re.sub(r"\\.", "", rendered.embed.description or "", flags=re.DOTALL)
    unescaped = re.sub(r"\[[^\]]*\]\(<https://a\.b/x+>\)", "", unescaped)
    assert not re.search(r"[<>@`|~#\\\[\]()]|://", unescaped)


def unescaped_slack(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@settings(max_examples=60, deadline=None)
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


@settings(max_examples=60, deadline=None)
@given(UNITS)
def test_nothing_is_cut_and_the_disclaimer_stands_in_every_reply(units: list[str]) -> None:
    faq = largest(units, note=True)
    for reply in replies(faq):
        payload, rendered = render_slack(reply), render_discord(reply)
        slack = unescaped_slack("\n".join(slack_texts(payload)))
        discord = re.sub(r"\\(.)", r"\1", rendered.embed.description or "")
        said = [reply.lead, *(each.question for each in reply.suggestions)]
        said += [reply.entry.question, reply.entry.answer, reply.entry.note] if reply.entry else []
        assert all(part in slack and part in discord for part in said)
        assert faq.disclaimer in slack
        assert rendered.embed.footer.text == faq.disclaimer
        assert unescaped_slack(payload["text"]) == reply.text
        assert reply.text.endswith(faq.disclaimer)


def test_a_suggestion_too_long_for_a_button_is_numbered_and_written_out_above_it() -> None:
    faq = largest(["word "], note=False)
    rendered = render_discord(Composer(faq).clarify(faq.entries, Trace(Because.LIKELY)))
    assert [label for label, _ in rendered.buttons] == ["Show answer 1", "Show answer 2", "Show answer 3"]
    assert all(entry.question in (rendered.embed.description or "") for entry in faq.entries)
