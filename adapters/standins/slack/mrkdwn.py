"""What Slack's markup makes live, and what a person's typing becomes.

Rules: https://docs.slack.dev/messaging/formatting-message-text/. Only `&`, `<` and `>` are control
characters; `<@U…>`, `<#C…>`, `<!here>`, `<!subteam^S…>` and `<https://…|label>` are live.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LiveKind = Literal["user", "channel", "broadcast", "usergroup", "date", "link"]

_LIVE = re.compile(r"<([^<>]+)>|(https?://[^\s<>|]+)")
_TYPED = re.compile(r"@(?P<name>[\w.-]+)|(?P<url>https?://[^\s<>]+)|(?P<bare>[&<>])")
_BROADCASTS = ("here", "channel", "everyone")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True)
class Live:
    """One part of a text that Slack would make more than text.

    Attributes:
        kind: What it becomes; a `user`, `usergroup` or `broadcast` notifies people.
        target: The id, the broadcast's word or the address.
        label: What is shown in its place, when the markup says.
    """

    kind: _LiveKind
    target: str
    label: str | None = None


def live_parts(text: str, *, bare_links: bool = True) -> tuple[Live, ...]:
    """Return what is live in a mrkdwn text, in order.

    Slack links a bare address too, unless the text object says `verbatim`.
    """
    found = (inner or (bare if bare_links else "") for inner, bare in _LIVE.findall(text))
    return tuple(part for inner in found if (part := _live(inner)))


def live_in_message(text: str, blocks: list[dict[str, Any]]) -> tuple[Live, ...]:
    """Return what is live in a message: its top-level text, then every mrkdwn text of its blocks.

    Both count, since the top-level text reaches notifications even where the blocks are shown.
    """
    parts = list(live_parts(text))
    for mrkdwn in _mrkdwn_objects(blocks):
        parts += live_parts(mrkdwn["text"], bare_links=not mrkdwn.get("verbatim"))
    return tuple(parts)


def _escape(text: str) -> str:
    """Return text with Slack's three control characters escaped."""
    return re.sub("[&<>]", lambda match: _ESCAPES[match[0]], text)


def typed(text: str, user_id: Callable[[str], str | None]) -> str:
    """Return what Slack's client sends for what a person typed.

    Control characters are escaped, so that a typed `<!channel>` stays text; `@name` of somebody
    `user_id` knows becomes a mention, `@here` a broadcast and a bare address a link. A mention in
    its finished form, `<@U…>`, is kept when it names somebody, for callers that hold an id.
    """
    pieces = re.split(r"(<@\w+>)", text)
    return "".join(
        piece if index % 2 and user_id(piece[2:-1]) else _typed_piece(piece, user_id)
        for index, piece in enumerate(pieces)
    )


def kept(text: str) -> str:
    """Return a bot's text as Slack keeps it and gives it back: a bare address in angle brackets."""
    return _LIVE.sub(lambda found: _in_brackets(found[2]) if found[2] else found[0], text)


def rich_text(text: str, block_id: str) -> dict[str, Any]:
    """Return the `rich_text` block Slack's client sends beside a person's mrkdwn text."""
    elements = [_rich_element(piece) for piece in re.split(r"(<[^<>]+>)", text) if piece]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _live(inner: str) -> Live | None:
    target, _, label = inner.partition("|")
    shown = label or None
    if target.startswith("@"):
        return Live("user", target[1:], shown)
    if target.startswith("#"):
        return Live("channel", target[1:], shown)
    if target.startswith("!subteam^"):
        return Live("usergroup", target.removeprefix("!subteam^"), shown)
    if target.startswith("!date^"):
        return Live("date", target.removeprefix("!date^"), shown)
    if target.startswith("!"):
        return Live("broadcast", target[1:], shown) if target[1:] in _BROADCASTS else None
    return Live("link", target, shown) if re.match(r"(https?|mailto|tel|slack):", target) else None


def _mrkdwn_objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _mrkdwn_objects(item)
    elif isinstance(value, dict):
        if value.get("type") == "mrkdwn" and isinstance(value.get("text"), str):
            yield value
        for item in value.values():
            yield from _mrkdwn_objects(item)


def _in_brackets(address: str) -> str:
    """Return a bare address in brackets; what ends the sentence behind it stays outside."""
    bare = address.rstrip(".,;:!?)")
    return f"<{bare}>{address[len(bare) :]}"


def _typed_piece(text: str, user_id: Callable[[str], str | None]) -> str:
    def replace(match: re.Match[str]) -> str:
        if match["bare"]:
            return _ESCAPES[match["bare"]]
        if match["url"]:
            return f"<{match['url'].replace('&', '&amp;')}>"
        if match["name"] in _BROADCASTS:
            return f"<!{match['name']}>"
        found = user_id(match["name"])
        return f"<@{found}>" if found else match[0]

    return _TYPED.sub(replace, text)


def _rich_element(piece: str) -> dict[str, Any]:
    live = live_parts(piece, bare_links=False)
    if not live:
        return {"type": "text", "text": piece.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")}
    if live[0].kind == "user":
        return {"type": "user", "user_id": live[0].target}
    if live[0].kind == "broadcast":
        return {"type": "broadcast", "range": live[0].target}
    return {"type": "link", "url": live[0].target.replace("&amp;", "&")}
