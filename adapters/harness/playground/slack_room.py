"""Slack's stand-in in the page's words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from adapters.harness.playground.rooms import Room
from adapters.standins.slack.control import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.standins.changes import Change
    from adapters.standins.slack import SlackStandIn

_Json = dict[str, Any]


class SlackRoom(Room):
    """The Slack half of the page."""

    name = "slack"

    def __init__(self, standin: SlackStandIn, tell: Callable[[_Json], None]) -> None:
        """Keep what is said on a stand-in from now on, and tell of it with `tell`."""
        super().__init__(standin.changes, tell)
        self._standin = standin

    async def control(self, action: str, body: _Json) -> _Json:
        """Do one action of the stand-in's control interface."""
        return await ACTIONS[action](self._standin, body)

    def people(self, state: _Json) -> list[_Json]:
        """Return the members of the workspace."""
        return [
            {
                "id": each["id"],
                "name": each["name"],
                "label": each["name"] if each["is_bot"] else each["real_name"],
                "bot": each["is_bot"],
                "system": each["id"] == "USLACKBOT",
                "bot_id": each["profile"].get("bot_id"),
            }
            for each in state["people"]
        ]

    def channels(self, state: _Json) -> list[_Json]:
        """Return channels and direct messages."""
        return [
            {"id": each["id"], "name": each.get("name", ""), "person": each.get("user")}
            for each in state["channels"]
        ]

    def describe(self, raw: _Json) -> _Json:
        """Return a message as the page shows it."""
        thread = raw.get("thread_ts")
        return {
            "id": raw["ts"],
            "channel": raw["channel"],
            "author": raw.get("user") or raw.get("bot_id"),
            "at": float(raw["ts"]),
            "thread": thread if thread != raw["ts"] else None,
            "only": raw["visible_to"],
            "edited": "edited" in raw,
            "thinking": False,
            "by_bot": bool(raw.get("bot_id")),
            "reactions": raw.get("reactions", []),
            "text": raw["text"],
            "blocks": raw.get("blocks", []),
            "attachments": raw.get("attachments", []),
        }

    def readable(self, shown: _Json) -> str:
        """Return the top-level text, which holds the whole reply."""
        return str(shown["text"]).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def words_sent(self, shown: _Json) -> str:
        """Return the top-level text."""
        return json.dumps(shown["text"], ensure_ascii=False)

    async def say(self, body: _Json) -> _Json:
        """Write in a channel or thread."""
        return await self.control(
            "say",
            {
                "user": body["person"],
                "channel": body["channel"],
                "text": body["text"],
                "thread_ts": body.get("thread"),
            },
        )

    async def command(self, body: _Json) -> _Json:
        """Run the command with the text behind it."""
        asked = {"user": body["person"], "channel": body["channel"], "command": "/prolo", "text": body["text"]}
        return await self.control("command", asked)

    async def press(self, body: _Json) -> _Json:
        """Press a button, or choose one option."""
        pressed = {"user": body["person"], "message": body["message"], "action_id": body["control"]}
        extra = {key: body[key] for key in ("value", "option") if body.get(key) is not None}
        return await self.control("press", pressed | extra)

    async def menu(self, body: _Json) -> _Json:
        """Run the message's shortcut."""
        chosen = {"user": body["person"], "message": body["message"], "callback_id": "prolo_answer"}
        return await self.control("shortcut", chosen)

    async def submit(self, body: _Json) -> _Json:
        """Send the modal."""
        return await self.control("submit", {"user": body["person"], "answers": body["answers"]})

    def form(self, change: Change) -> _Json | None:
        """Return a modal."""
        view = change.body.get("view") if change.kind == "view" else None
        if not view or view["type"] != "modal":
            return None
        return {
            "id": view["id"],
            "person": change.body["user"],
            "title": view["title"]["text"],
            "send": (view.get("submit") or {}).get("text", "Submit"),
            "close": (view.get("close") or {}).get("text", "Close"),
            "parts": [part for block in view["blocks"] for part in _parts(block)],
        }

    async def suggest(self, body: _Json) -> _Json:  # noqa: ARG002 - Slack's commands have no autocomplete
        """Return nothing: Slack's commands have no autocomplete."""
        return {"choices": []}


def _parts(block: _Json) -> list[_Json]:
    """Return what of a modal's block is read or filled in."""
    if block["type"] == "input":
        element = block["element"]
        return [
            {
                "field": element["action_id"],
                "label": block["label"]["text"],
                "long": bool(element.get("multiline")),
                "required": not block.get("optional"),
                "most": element.get("max_length", 3000),
            }
        ]
    texts = [block.get("text"), *block.get("elements", ())]
    return [{"text": each["text"]} for each in texts if each and isinstance(each.get("text"), str)]
