"""Reply → Block Kit with a true fallback text.

Limits: https://docs.slack.dev/reference/block-kit/blocks; escaping:
https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.links import with_links
from adapters.manners import nothing
from adapters.slack.presses import FEEDBACK, FORGET, PERSON, PICK, SHARE, rating_value
from botcore import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from botcore import Entry, Reply, Suggestion

_HEADER_MAX = 150
"""https://docs.slack.dev/reference/block-kit/blocks/header-block"""

_Block = dict[str, Any]
"""One block; its keys are Slack's."""


def _escape(text: str) -> str:
    """Return text in which nothing is live: no mention, no channel, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shown(text: str) -> str:
    """Return text in which its author's links are live, each under its own address, and nothing else."""
    return with_links(text, plain=_escape, link=lambda address: f"<{_escape(address)}>")


class Payload(dict[str, Any]):
    """The arguments of a message.

    Attributes:
        reply: What it shows.
        alone: Whether only whom it answers may see it, although others read there.
        take_back: To be called where it does not arrive.
    """

    def __init__(self, arguments: Mapping[str, Any], reply: Reply) -> None:
        super().__init__(arguments)
        self.reply = reply
        self.alone = False
        self.take_back: Callable[[], None] = nothing

    @property
    def goes_first(self) -> bool:
        """Whether it is posted before what else waits for its channel."""
        return self.reply.kind is Kind.URGENT


def render(
    reply: Reply, asker: str = "", *, shareable: bool = False, relayable: bool = False, ratable: bool = True
) -> Payload:
    """Return the arguments of a message: `text` for notifications and screen readers, and `blocks`.

    Args:
        reply: What to show.
        asker: The id of whoever asked: what there is to pick carries it, since a press does not tell.
        shareable: Whether an answer has a button that shows it to the others in the channel, too.
        relayable: Whether a question that stays open has a button that passes it on to a person.
        ratable: Whether an answer has buttons that ask whether it helped.
    """
    blocks = blocks_of(reply, asker, ratable=ratable)
    buttons = []
    if shareable and reply.kind is Kind.ANSWER and reply.entry:
        buttons.append(button(reply.words.share, SHARE, reply.entry.id))
    if relayable and reply.leaves_open:
        buttons.append(button(reply.words.person, PERSON, asker))
    if reply.forgettable:
        buttons.append(button(reply.words.forget, FORGET, FORGET))
    if buttons:
        # Above the disclaimer, which is read last wherever there are buttons.
        blocks.insert(-1, {"type": "actions", "elements": buttons})
    arguments = {"text": _escape(reply.text), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    return Payload(arguments, reply)


def pinging(payload: Payload, group: str) -> Payload:
    """Return a message that pings one user group; none where there is none."""
    if not group:
        return payload
    mention = f"<!subteam^{group}>"
    pinged = {"text": f"{mention} {payload['text']}", "blocks": [_section(mention), *payload["blocks"]]}
    return Payload(payload | pinged, payload.reply)


def blocks_of(reply: Reply, asker: str = "", *, ratable: bool = True) -> list[_Block]:
    """Return a reply as blocks, the disclaimer last; see `render`."""
    return list(_blocks(reply, asker, ratable=ratable))


def _blocks(reply: Reply, asker: str, *, ratable: bool) -> Iterator[_Block]:
    if reply.headline:
        yield _headline(reply.headline)
    if reply.lead:
        yield _section(_shown(reply.lead))
    if reply.entry:
        yield from _entry(reply, reply.entry)
    for number, suggestion in enumerate(reply.suggestions):
        yield _suggestion(reply, suggestion, f"{PICK}_{number}", asker)
    if ratable and reply.kind is Kind.ANSWER and reply.entry:
        yield _feedback(reply, reply.entry.id)
    if reply.closing:
        yield _context(_shown(reply.closing))
    yield _context(_shown(reply.disclaimer))


def _headline(text: str) -> _Block:
    """Return a header, which is bold whatever it holds; a longer one, or one with a link, is a bold section."""
    plain = _escape(text)
    if len(plain) > _HEADER_MAX or plain != _shown(text):
        return _section(f"*{_shown(text)}*")
    return {"type": "header", "text": {"type": "plain_text", "text": plain, "emoji": True}}


def _entry(reply: Reply, entry: Entry) -> Iterator[_Block]:
    if reply.quote:
        yield _section("\n".join(f"> {line}" for line in _shown(reply.quote).split("\n")))
    else:
        if reply.lead:
            yield {"type": "divider"}
        yield _section(f"*{_escape(entry.question)}*\n{_shown(entry.answer)}")
    if reply.note:
        yield _section(f"_{_escape(reply.words.note_heading)}_ {_shown(reply.note)}")
    if reply.attribution:
        yield _context(_attribution(reply))


def _attribution(reply: Reply) -> str:
    source = reply.entry.source if reply.entry else None
    if source and source.url:
        return f"{_escape(reply.words.source_heading)} <{source.url}|{_escape(source.title)}>"
    return _escape(reply.attribution)


def _section(text: str) -> _Block:
    # Else Slack makes links of bare addresses and names of channels by itself.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> _Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _suggestion(reply: Reply, suggestion: Suggestion, action: str, asker: str) -> _Block:
    block, label = _section(f"• {_escape(suggestion.question)}"), reply.words.show_answer
    block["block_id"] = f"{action}:{asker}"
    block["accessory"] = button(label, action, suggestion.entry)
    # Slack takes 75 characters.
    block["accessory"]["accessibility_label"] = f"{label}: {suggestion.question}"[:75]
    return block


def _feedback(reply: Reply, entry: str) -> _Block:
    """Return Slack's own pair, which it shows small, below what it is about."""
    words = reply.words
    pair = {
        "positive_button": {"text": plain(words.helpful), "value": rating_value(entry, helpful=True)},
        "negative_button": {"text": plain(words.not_helpful), "value": rating_value(entry, helpful=False)},
    }
    return {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": FEEDBACK, **pair}]}


def plain(text: str) -> dict[str, Any]:
    """Return a text object without marks, for labels and titles."""
    return {"type": "plain_text", "text": _escape(text), "emoji": True}


def button(label: str, action: str, value: str) -> dict[str, Any]:
    """Return a button."""
    return {
        "type": "button",
        "text": plain(label),
        "action_id": action,
        "value": value,
    }
