"""A platform's payload → about what its people see, on a terminal.

Only the markup that the renderings use is drawn: https://docs.slack.dev/messaging/formatting-message-text and
https://support.discord.com/hc/en-us/articles/210298617 have the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

_MRKDWN = re.compile(
    r"\*(?P<bold>[^*\n]+)\*|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)|<(?P<url>https:[^|>]+)\|(?P<label>[^>]+)>"
    r"|<(?P<bare>https?://[^|>]+)>"
    r"|(?P<entity>&(?:amp|lt|gt);)"
)
_ENTITY = re.compile(r"(?P<entity>&(?:amp|lt|gt);)")
_MARKDOWN = re.compile(
    r"(?:^|(?<=\n))-# (?P<small>(?:\\.|[^\n\\])+)|<(?P<bare>https?://[^>]+)>|\\(?P<escaped>.)|\*\*(?P<bold>(?:\\.|[^*\\])+)\*\*|\*(?P<italic>(?:\\.|[^*\\])+)\*"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<(?P<url>[^>]+)>\)"
)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_STYLES = {"bold": "bold", "italic": "italic", "label": "blue underline", "small": "dim"}


def draw(platform: str, payload: dict[str, Any]) -> RenderableType:
    """Return a message as `slack` or `discord` shows it, near enough to judge wording and order."""
    return _discord(payload) if platform == "discord" else _slack(payload)


def _slack(payload: dict[str, Any]) -> RenderableType:
    name = Text.assemble(("prolobot ", "bold"), (" APP ", "reverse dim"))
    return Group(name, *(part for block in payload["blocks"] for part in _block(block)), Text())


def _block(block: dict[str, Any]) -> Iterator[RenderableType]:
    match block["type"]:
        case "section":
            text = _styled(block["text"]["text"], _MRKDWN)
            if accessory := block.get("accessory"):
                text.append("  ").append(_button(accessory["text"]["text"]))
            yield text
        case "header":
            yield _styled(block["text"]["text"], _ENTITY, "bold")
        case "divider":
            yield Rule(style="dim")
        case "context":
            for element in block["elements"]:
                shown = _styled(element["text"], _MRKDWN)
                shown.style = "dim"
                yield shown
        case "actions":
            yield Text("  ").join(_button(each["text"]["text"]) for each in block["elements"])
        case other:
            yield Text(f"({other})", style="dim")


def _discord(payload: dict[str, Any]) -> RenderableType:
    name = Text.assemble(("prolobot ", "bold"), (" APP ", "reverse dim"))
    panels = (
        Panel(_styled(embed["description"], _MARKDOWN), border_style=f"#{embed['color']:06x}")
        for embed in payload["embeds"]
    )
    buttons = (_button(label) for label in payload["buttons"])
    return Group(name, _styled(payload["content"], _MARKDOWN), *panels, *buttons, Text())


def _button(label: str) -> Text:
    return Text(f"[ {label} ]", style="reverse")


def _styled(text: str, markup: re.Pattern[str], style: str = "") -> Text:
    """Return text with its markup drawn; what is bold or a label may hold escapes of its own."""
    drawn, at = Text(style=style), 0
    for found in markup.finditer(text):
        drawn.append(text[at : found.start()])
        at = found.end()
        kind, value = next((name, value) for name, value in found.groupdict().items() if value and name != "url")
        if kind in _STYLES:
            inner = _styled(value, markup)
            inner.stylize(_STYLES[kind])
            drawn.append(inner)
        else:
            drawn.append(_ENTITIES.get(value, value))
    return drawn.append(text[at:])
