"""Discord's stand-in in the page's words."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adapters.harness.playground.rooms import Room
from adapters.standins.discord.control import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.standins.changes import Change
    from adapters.standins.discord import DiscordStandIn

_Json = dict[str, Any]

_PARAGRAPH = 2
"""The style of a text field of several lines."""

_ON_MESSAGE = 3
"""The type of a command in a message's menu."""

_NAMED = re.compile(r"@([\w.-]+)")


class DiscordRoom(Room):
    """The Discord half of the page."""

    name = "discord"

    def __init__(self, standin: DiscordStandIn, tell: Callable[[_Json], None]) -> None:
        """Keep what is said on a stand-in from now on, and tell of it with `tell`."""
        super().__init__(standin.changes, tell)
        self._standin = standin

    async def control(self, action: str, body: _Json) -> _Json:
        """Do one action of the stand-in's control interface."""
        return await ACTIONS[action](self._standin, body)

    def people(self, state: _Json) -> list[_Json]:
        """Return the members of the guild."""
        return [
            {
                "id": each["id"],
                "name": each["username"],
                "label": each["global_name"] or each["username"],
                "bot": each["bot"],
                "system": False,
            }
            for each in state["people"]
        ]

    def channels(self, state: _Json) -> list[_Json]:
        """Return channels and direct messages."""
        return [
            {
                "id": each["id"],
                "name": each.get("name", ""),
                "person": each["recipients"][0]["id"] if each.get("recipients") else None,
                "parent": each.get("parent_id"),
            }
            for each in state["channels"]
        ]

    def describe(self, raw: _Json) -> _Json:
        """Return a message as the page shows it."""
        reference, used = raw.get("message_reference") or {}, raw.get("interaction_metadata") or {}
        return {
            "id": raw["id"],
            "channel": raw["channel_id"],
            "author": raw["author"]["id"],
            "at": datetime.fromisoformat(raw["timestamp"]).timestamp(),
            "thread": None,
            "reply_to": reference.get("message_id"),
            "used": {"by": used["user"]["id"], "name": used.get("name")} if used else None,
            "only": raw["visible_to"],
            "edited": bool(raw["edited_timestamp"]),
            "thinking": raw["thinking"],
            # What a person's own client shows ("The application did not respond") is no reply.
            "by_bot": bool(raw["author"]["bot"]) and raw["via"] != "client",
            "reactions": raw.get("reactions", []),
            "text": raw["content"],
            "embeds": raw["embeds"],
            "components": raw["components"],
        }

    def readable(self, shown: _Json) -> str:
        """Return the content, then what of it stands in embeds."""
        return "\n".join([shown["text"], *(embed.get("description") or "" for embed in shown["embeds"])])

    def words_sent(self, shown: _Json) -> str:
        """Return the content."""
        return json.dumps(shown["text"], ensure_ascii=False)

    async def say(self, body: _Json) -> _Json:
        """Write in a channel, perhaps as a reply; `@name` becomes a mention, as in Discord's client."""
        state = await self.control("state", {})
        ids = {each["username"]: each["id"] for each in state["people"]}
        text = _NAMED.sub(lambda found: f"<@{ids[found[1]]}>" if found[1] in ids else found[0], body["text"])
        said = {"user": body["person"], "channel": body["channel"], "text": text, "reply_to": body.get("thread")}
        return await self.control("say", said)

    async def command(self, body: _Json) -> _Json:
        """Run the command; its one option is left out when nothing was typed."""
        options = {"question": body["text"]} if body["text"] else {}
        asked = {"user": body["person"], "channel": body["channel"], "command": "prolo", "options": options}
        return await self.control("command", asked)

    async def press(self, body: _Json) -> _Json:
        """Press a button, or choose one option."""
        pressed = {"user": body["person"], "message": body["message"], "custom_id": body["control"]}
        values = {"values": [body["option"]]} if body.get("option") is not None else {}
        return await self.control("press", pressed | values)

    async def menu(self, body: _Json) -> _Json:
        """Choose the command from the message's menu, whatever the file calls it."""
        state = await self.control("state", {})
        name = next(each["name"] for each in state["commands"] if each["type"] == _ON_MESSAGE)
        chosen = {"user": body["person"], "channel": body["channel"], "message": body["message"]}
        return await self.control("context_menu", chosen | {"command": name})

    async def submit(self, body: _Json) -> _Json:
        """Send the modal that an interaction was answered with."""
        sent = {"user": body["person"], "interaction": body["form"], "values": body["answers"]}
        return await self.control("submit", sent)

    def form(self, change: Change) -> _Json | None:
        """Return a modal; its buttons say what Discord's own say."""
        shown = change.body.get("interaction") or {}
        if not shown.get("modal"):
            return None
        return {
            "id": shown["id"],
            "person": shown["user"],
            "title": shown["modal"]["title"],
            "send": "Submit",
            "close": "Cancel",
            "parts": list(map(_part, shown["modal"]["components"])),
        }

    async def suggest(self, body: _Json) -> _Json:
        """Return the choices the bot offers for what is typed so far."""
        typed = {"command": "prolo", "option": "question", "partial": body["text"]}
        return await self.control("autocomplete", typed | {"user": body["person"], "channel": body["channel"]})


def _part(component: _Json) -> _Json:
    """Return what of a modal is read or filled in."""
    if "content" in component:
        return {"text": component["content"]}
    field = component.get("component") or component["components"][0]
    return {
        "field": field["custom_id"],
        "label": component.get("label") or field["label"],
        "long": field.get("style") == _PARAGRAPH,
        "required": field.get("required", True),
        "most": field.get("max_length") or 4000,
    }
