"""Block Kit validation: Slack's documented figures at their edges, and slack_sdk as a second opinion."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from proving import examples
from slack_bots import button, section
from slack_sdk.models.blocks import Block

from adapters.standins.slack import SlackError, block_faults
from adapters.standins.slack.blocks import MAX_TOTAL, check_message_blocks, total_length

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def pressable(**fields: Any) -> Json:
    return {"type": "button", "text": plain(1), **fields}


def option(text: int = 1, value: int = 1) -> Json:
    return {"text": plain(text), "value": "x" * value}


def menu(kind: str, *options: Json, **fields: Any) -> Json:
    return {"type": kind, "action_id": "menu", "options": list(options), **fields}


def feedback(**fields: Any) -> Json:
    return {"type": "feedback_buttons", "positive_button": rated(), "negative_button": rated(), **fields}


def rated(**fields: Any) -> Json:
    return {"text": plain(1), "value": "v", **fields}


def context_actions(*elements: Json) -> Json:
    return {"type": "context_actions", "elements": list(elements)}


AT_THE_EDGE = {
    "section text": lambda n: section("x" * n),
    "section field": lambda n: {"type": "section", "fields": [mrkdwn(n)]},
    "header": lambda n: {"type": "header", "text": plain(n)},
    "button text": lambda n: actions(pressable(text=plain(n))),
    "button value": lambda n: actions(pressable(value="x" * n)),
    "button url": lambda n: actions(pressable(url="x" * n)),
    "action_id": lambda n: actions(pressable(action_id="x" * n)),
    "block_id": lambda n: {"type": "divider", "block_id": "x" * n},
    "image alt_text": lambda n: {"type": "image", "image_url": "https://x.y", "alt_text": "x" * n},
    "image title": lambda n: {"type": "image", "image_url": "u", "alt_text": "a", "title": plain(n)},
    "placeholder": lambda n: actions(menu("static_select", option(), placeholder=plain(n))),
    "option text": lambda n: actions(menu("static_select", option(text=n))),
    "option value": lambda n: actions(menu("static_select", option(value=n))),
    "section fields": lambda n: {"type": "section", "fields": [mrkdwn(1)] * n},
    "context elements": lambda n: {"type": "context", "elements": [mrkdwn(1)] * n},
    "actions elements": lambda n: actions(*(pressable(action_id=str(i)) for i in range(n))),
    "static_select options": lambda n: actions(menu("static_select", *[option()] * n)),
    "overflow options": lambda n: actions(menu("overflow", *[option()] * n)),
    "markdown": lambda n: {"type": "markdown", "text": "x" * n},
    "feedback text": lambda n: context_actions(feedback(positive_button=rated(text=plain(n)))),
    "feedback value": lambda n: context_actions(feedback(negative_button=rated(value="x" * n))),
    "feedback label": lambda n: context_actions(feedback(positive_button=rated(accessibility_label="x" * n))),
    "context_actions elements": lambda n: context_actions(*(feedback(action_id=str(i)) for i in range(n))),
}
LIMITS = {
    "section text": 3000,
    "section field": 2000,
    "header": 150,
    "button text": 75,
    "button value": 2000,
    "button url": 3000,
    "action_id": 255,
    "block_id": 255,
    "image alt_text": 2000,
    "image title": 2000,
    "placeholder": 150,
    "option text": 75,
    "option value": 150,
    "section fields": 10,
    "context elements": 10,
    "actions elements": 25,
    "static_select options": 100,
    "overflow options": 5,
    "markdown": 12_000,
    "feedback text": 75,
    "feedback value": 2000,
    "feedback label": 75,
    "context_actions elements": 5,
}


@pytest.mark.parametrize("what", AT_THE_EDGE)
def test_each_figure_is_allowed_and_one_more_is_not(what: str) -> None:
    block, limit = AT_THE_EDGE[what], LIMITS[what]
    assert block_faults([block(limit)]) == []
    assert block_faults([block(limit + 1)]) != []


def test_50_blocks_are_allowed_and_51_are_not() -> None:
    assert block_faults([{"type": "divider"}] * 50) == []
    assert block_faults([{"type": "divider"}] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]


@pytest.mark.parametrize(
    ("block", "faults"),
    [
        (
            section("x" * 3001),
            [
                "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
                "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            ],
        ),
        ({"type": "sections"}, ["unsupported type: sections [json-pointer:/blocks/0/type]"]),
        ({"type": "section"}, ["missing required field: text [json-pointer:/blocks/0]"]),
        ({}, ["missing required field: type [json-pointer:/blocks/0]"]),
        (
            {"type": "context", "elements": [mrkdwn(1)] * 11},
            ["no more than 10 items allowed [json-pointer:/blocks/0/elements]"],
        ),
        (
            {"type": "divider", "colour": "red"},
            ["invalid additional property: colour [json-pointer:/blocks/0]"],
        ),
    ],
)
def test_faults_are_worded_and_placed_as_slack_does(block: Json, faults: list[str]) -> None:
    assert block_faults([block]) == faults


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": mrkdwn(1)},
        {"type": "image", "image_url": "https://x.y"},
        {"type": "image", "image_url": "https://x.y", "slack_file": {"id": "F1"}, "alt_text": "a"},
        {"type": "context", "elements": [pressable()]},
        {"type": "context", "elements": []},
        actions(),
        actions({"type": "plain_text_input", "action_id": "a"}),
        actions(pressable(style="loud")),
        actions(pressable(action_id="same"), pressable(action_id="same")),
        actions(menu("static_select", option(), option_groups=[])),
        section(""),
        {"type": "section", "text": "words"},
        {"type": "section", "text": {"type": "html", "text": "<b>"}},
        "words",
        section(3),  # type: ignore[arg-type]
        {"type": "section", "text": {"type": "plain_text", "text": "x", "emoji": "yes"}},
        {"type": "section", "fields": "words"},
        {"type": "actions", "elements": ["words"]},
        actions(menu("multi_static_select", option(), max_selected_items="two")),
        actions(feedback()),
        context_actions(pressable()),
        context_actions({"type": "feedback_buttons", "positive_button": rated()}),
        context_actions(feedback(value="v")),
        context_actions(feedback(action_id="same"), feedback(action_id="same")),
    ],
)
def test_blocks_slack_would_refuse(block: object) -> None:
    assert block_faults([block]) != []


def test_a_block_id_may_appear_once() -> None:
    twice = [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}]
    assert block_faults(twice) == ["`block_id` a already exists [json-pointer:/blocks/1/block_id]"]


def test_the_total_is_limited_beyond_each_blocks_own_limit() -> None:
    blocks = [section("x" * 2500) for _ in range(5)]
    blocks[0]["text"]["text"] += "x" * (MAX_TOTAL - total_length(blocks))
    assert total_length(check_message_blocks(blocks)) == MAX_TOTAL
    blocks[1]["text"]["text"] += "x"
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message_blocks(blocks)


def around(limit: int) -> st.SearchStrategy[int]:
    """Mostly what is allowed, so that most examples are accepted and reach the second opinion."""
    return st.sampled_from([1, 2, limit - 2, limit - 1, limit, limit, limit, limit + 1, 0])


texts = st.builds(lambda kind, n: kind(n), st.sampled_from([plain, mrkdwn]), around(3000))
short_texts = st.builds(lambda kind, n: kind(n), st.sampled_from([plain, mrkdwn]), around(75))
buttons = st.fixed_dictionaries(
    {"type": st.just("button"), "text": short_texts},
    optional={
        "action_id": around(255).map(lambda n: "x" * n),
        "value": around(2000).map(lambda n: "x" * n),
        "style": st.sampled_from(["primary", "danger", "loud"]),
    },
)
options = st.builds(option, around(75), around(150))
menus = st.builds(
    lambda kind, many: menu(kind, *many),
    st.sampled_from(["static_select", "overflow"]),
    st.lists(options, max_size=6),
)
images = st.fixed_dictionaries(
    {"type": st.just("image")},
    optional={"image_url": st.just("https://x.y/z.png"), "alt_text": around(2000).map(lambda n: "x" * n)},
)
blocks = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("section")},
        optional={
            "text": texts,
            "fields": st.lists(texts, max_size=11),
            "accessory": st.one_of(buttons, menus, images),
            "block_id": around(255).map(lambda n: "x" * n),
        },
    ),
    st.fixed_dictionaries({"type": st.just("header"), "text": st.builds(plain, around(150))}),
    st.fixed_dictionaries(
        {"type": st.just("context"), "elements": st.lists(st.one_of(texts, images), max_size=11)}
    ),
    st.fixed_dictionaries(
        {"type": st.just("actions"), "elements": st.lists(st.one_of(buttons, menus), max_size=26)}
    ),
    images,
    st.just({"type": "divider"}),
)


@examples(60, suppress=[HealthCheck.filter_too_much])
@given(blocks)
def test_whatever_is_accepted_passes_slack_sdks_validation_too(block: Json) -> None:
    assume(not block_faults([block]))
    parsed = Block.parse(block)
    assert parsed is not None
    parsed.validate_json()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "accessory", "block_id", "fields", "options"]),
            inner | st.sampled_from(["section", "actions", "context", "button", "mrkdwn", "static_select"]),
            max_size=4,
        )
    ),
)


@examples(200)
@given(json_values)
def test_no_value_whatsoever_breaks_the_validator(value: object) -> None:
    assert isinstance(block_faults(value), list)


def test_the_helpers_of_these_tests_are_accepted() -> None:
    assert block_faults([section("x"), button("a", "b")]) == []
