"""A reply as each platform gets it, for a terminal that draws what people there would see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botcore import Reply


def _slack(reply: Reply) -> dict[str, Any]:
    from adapters.slack.rendering import render

    return render(reply)


def _discord(reply: Reply) -> dict[str, Any]:
    from adapters.discord.rendering import render

    rendered = render(reply)
    embeds = [rendered.embed.to_dict()] if rendered.embed else []
    return {"content": rendered.content, "embeds": embeds, "buttons": [label for label, _ in rendered.buttons]}


VIEWS: Mapping[str, Callable[[Reply], dict[str, Any]]] = {"slack": _slack, "discord": _discord}
"""Platform → what turns a reply into its payload; its library is imported when first asked for."""
