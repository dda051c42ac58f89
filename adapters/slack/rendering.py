"""Reply → Block Kit with a true fallback text.

Limits: https://docs.slack.dev/reference/block-kit/blocks; escaping:
https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.slack.parsing import HELPFUL, PICK, UNHELPFUL
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore import Reply, Suggestion

Block = dict[str, Any]
"""One block; its keys are Slack's."""


def escape(text: str) -> str:
    """Return text in which nothing is live: no mention, no channel, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render(reply: Reply) -> dict[str, Any]:
    """Return the arguments of a message: `text` for notifications and screen readers, and `blocks`."""
    return {
        "text": escape(reply.text),
        "blocks": list(_blocks(reply)),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _blocks(reply: Reply) -> Iterator[Block]:
    if reply.lead:
        mark = "*:rotating_light: Please read this first*\n" if reply.kind is Kind.URGENT else ""
        yield _section(mark + escape(reply.lead))
    if reply.entry:
        if reply.lead:
            yield {"type": "divider"}
        yield _section(f"*{escape(reply.entry.question)}*\n{escape(reply.entry.answer)}")
        if reply.entry.note:
            yield _section(f"_Note:_ {escape(reply.entry.note)}")
        if reply.entry.attribution:
            yield _context(_attribution(reply))
    for number, suggestion in enumerate(reply.suggestions):
        yield _suggestion(suggestion, number)
    if reply.kind is Kind.ANSWER and reply.entry:
        yield _feedback(reply.entry.id)
    yield _context(escape(reply.disclaimer))


def _attribution(reply: Reply) -> str:
    source = reply.entry.source if reply.entry else None
    if source and source.url:
        return f"Source: <{source.url}|{escape(source.title)}>"
    return escape(reply.entry.attribution) if reply.entry else ""


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _suggestion(suggestion: Suggestion, number: int) -> Block:
    block = _section(f"• {escape(suggestion.question)}")
    block["accessory"] = _button("Show answer", f"{PICK}_{number}", suggestion.entry)
    block["accessory"]["accessibility_label"] = f"Show the answer to: {suggestion.question}"[:75]
    return block


def _feedback(entry: str) -> Block:
    return {
        "type": "actions",
        "elements": [_button("👍 Helpful", HELPFUL, entry), _button("👎 Not helpful", UNHELPFUL, entry)],
    }


def _button(label: str, action: str, value: str) -> dict[str, Any]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": label, "emoji": True},
        "action_id": action,
        "value": value,
    }
