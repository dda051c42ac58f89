"""Block Kit validation, written from Slack's documentation and not from any client library.

Each block's figures are from its page under https://docs.slack.dev/reference/block-kit/blocks/. The
total is documented nowhere: https://github.com/slackapi/bolt-js/issues/2509 measured about 13,200
characters "with a buffer for block containers", so the JSON of the blocks is what is counted here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .checks import (
    Rule,
    anything,
    boolean,
    both,
    by_type,
    chars,
    fault,
    fields,
    items,
    only_one_field,
    text,
)
from .elements import (
    ACCESSORY,
    ACTION,
    CONTEXT_ACTION,
    CONTEXT_ITEM,
    IMAGE_FIELDS,
    INPUT_ELEMENT,
    SECTION_CONTENT,
)
from .errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_BLOCKS = 50
MAX_VIEW_BLOCKS = 100
MAX_TOTAL = 13_200


def _block(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    return fields({"type": anything, **required}, {"block_id": chars(255), **(optional or {})})


_SECTION = both(
    _block({}, {"text": text(3000), "fields": items(text(2000), 10), "accessory": ACCESSORY, "expand": boolean}),
    SECTION_CONTENT,
)
_IMAGE = both(
    _block({"alt_text": chars(2000, least=1)}, {**IMAGE_FIELDS, "title": text(2000, plain=True)}),
    only_one_field("image_url", "slack_file"),
)
_INPUT = _block(
    {"label": text(2000, plain=True), "element": INPUT_ELEMENT},
    {"hint": text(2000, plain=True), "optional": boolean, "dispatch_action": boolean},
)
_VIDEO = _block(
    {
        "alt_text": chars(2000, least=1),
        "title": text(200, plain=True),
        "thumbnail_url": chars(3000),
        "video_url": chars(3000),
    },
    {
        "author_name": chars(50),
        "description": text(200, plain=True),
        "provider_icon_url": chars(3000),
        "provider_name": chars(50),
        "title_url": chars(3000),
    },
)

_SHARED: dict[str, Rule] = {
    "section": _SECTION,
    "divider": _block({}),
    "header": _block({"text": text(150, plain=True)}),
    "context": _block({"elements": items(CONTEXT_ITEM, 10)}),
    "actions": _block({"elements": items(ACTION, 25)}),
    "image": _IMAGE,
    "input": _INPUT,
    "rich_text": _block({"elements": items(anything, 1000, least=0)}),
    "video": _VIDEO,
}
_MESSAGE_BLOCK = by_type(
    {
        **_SHARED,
        "markdown": _block({"text": chars(12_000, least=1)}),
        "file": _block({"external_id": chars(255), "source": anything}),
        "table": _block({"rows": items(anything, 100)}, {"column_settings": anything}),
        "context_actions": _block({"elements": items(CONTEXT_ACTION, 5)}),
    }
)
VIEW_BLOCK = by_type(_SHARED)


def block_faults(
    blocks: object, *, pointer: str = "/blocks", most: int = _MAX_BLOCKS, rule: Rule = _MESSAGE_BLOCK
) -> list[str]:
    """Return everything wrong with a list of blocks, in Slack's words; empty when Slack would take it."""
    faults: list[str] = []
    items(rule, most, least=0)(blocks, pointer, faults)
    if isinstance(blocks, list):
        _unique_block_ids(blocks, pointer, faults)
        for index, block in enumerate(blocks):
            _unique_action_ids(block, f"{pointer}/{index}", faults)
    return faults


def check_message_blocks(blocks: object) -> list[dict[str, Any]]:
    """Return blocks that Slack would post.

    Raises:
        SlackError: `invalid_blocks_format` when they are no list of objects, `invalid_blocks` with a
            message for each fault, or `msg_blocks_too_long`.
    """
    parsed = _parsed(blocks)
    if not isinstance(parsed, list) or not all(isinstance(block, dict) for block in parsed):
        raise SlackError("invalid_blocks_format")
    if faults := block_faults(parsed):
        raise SlackError("invalid_blocks", tuple(faults))
    if total_length(parsed) > MAX_TOTAL:
        raise SlackError("msg_blocks_too_long")
    return parsed


def total_length(blocks: list[dict[str, Any]]) -> int:
    """Return what the blocks weigh against the undocumented total: their JSON, in characters."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _parsed(blocks: object) -> object:
    """Return blocks as values; a form sends them as a JSON string, and so may a JSON body."""
    if not isinstance(blocks, str):
        return blocks
    try:
        return json.loads(blocks)
    except ValueError as error:
        raise SlackError("invalid_blocks_format") from error


def _unique_block_ids(blocks: list[Any], pointer: str, faults: list[str]) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if not isinstance(block_id, str) or not block_id:
            continue
        if block_id in seen:
            fault(faults, f"`block_id` {block_id} already exists", f"{pointer}/{index}/block_id")
        seen.add(block_id)


def _unique_action_ids(block: object, pointer: str, faults: list[str]) -> None:
    """A block of actions may not name two elements alike (https://docs.slack.dev/reference/block-kit)."""
    # A list: what stands for a type may be anything.
    holds_actions = isinstance(block, dict) and block.get("type") in ["actions", "context_actions"]
    elements = block.get("elements") if isinstance(block, dict) and holds_actions else None
    if not isinstance(elements, list):
        return
    seen: set[str] = set()
    for index, element in enumerate(elements):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if not isinstance(action_id, str) or not action_id:
            continue
        if action_id in seen:
            where = f"{pointer}/elements/{index}/action_id"
            fault(faults, f"`action_id` {action_id} already exists for this block", where)
        seen.add(action_id)
