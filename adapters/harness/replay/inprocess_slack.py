"""The real Slack app, in-process: real AsyncApp, real listeners, on a session that records."""

from __future__ import annotations

import asyncio
import json
import urllib.parse
from typing import TYPE_CHECKING, Any

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.harness.replay.platforms import Overheard, Shown
from adapters.harness.replay.recording import RecordingSession, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.harness.replay.transcripts import Turn

BOT_USER = "U0BOT"
TEAM = "T1"


def shown(payload: dict[str, Any]) -> Shown:
    """Return what a person sees of a Block Kit payload: every text of every block, in order."""
    texts: list[str] = []
    buttons: list[tuple[str, str]] = []
    _walk(payload.get("blocks", []), texts, buttons)
    text = "\n\n".join(texts).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return Shown(text, payload.get("response_type") == "ephemeral", tuple(buttons))


def _walk(node: Any, texts: list[str], buttons: list[tuple[str, str]]) -> None:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        for item in node:
            _walk(item, texts, buttons)
    elif isinstance(node, dict):
        if node.get("type") == "button":
            buttons.append((str(node.get("value")), str(node["action_id"])))
        elif node.get("type") in {"mrkdwn", "plain_text"}:
            texts.append(str(node["text"]))
        else:
            _walk(
                [node[key] for key in ("text", "fields", "elements", "accessory") if key in node],
                texts,
                buttons,
            )


class InProcessSlack:
    """The bot's own Slack app, played without network or token."""

    name = "slack"

    def __init__(self, overheard: Overheard, build: Callable[..., Any]) -> None:
        """Build the app with `build(answer, client=…, respond=…)`, as the service does."""
        self.overheard = overheard
        self._sent: list[dict[str, Any]] = []
        session: Any = RecordingSession(self._web_api)
        client = AsyncWebClient(token="xoxb-in-process", session=session)  # noqa: S106 - no real token
        self._bot = build(overheard, client=client, respond=self._respond)
        self._ts = 0
        self._threads: dict[tuple[str, str], str] = {}
        self._last: tuple[Shown, Turn] | None = None

    async def play(self, turn: Turn) -> list[Shown]:
        """Dispatch the payload Slack would send, wait for the reply, return what was shown."""
        self._ts += 1
        self._sent.clear()
        before = asyncio.all_tasks()
        await self._dispatch(self._body(turn), form=turn.picks is not None or turn.where == "command")
        await settle(before)
        visible = [shown(payload) for payload in self._sent]
        if visible:
            self._last = (visible[-1], turn)
        return visible

    async def _respond(self, _: str, payload: dict[str, Any]) -> None:
        self._sent.append(payload)

    def _web_api(self, _: str, path: str, body: dict[str, Any]) -> object:
        if path.endswith("auth.test"):
            return {"ok": True, "user_id": BOT_USER, "bot_id": "B0BOT", "team_id": TEAM, "user": "prolobot"}
        if path.endswith("chat.postMessage"):
            self._sent.append(body)
        return {"ok": True, "ts": f"{self._ts}.000200"}

    async def _dispatch(self, body: dict[str, Any], *, form: bool) -> None:
        encoded = body
        if form and "actions" in body:
            encoded = {"payload": json.dumps(body)}
        text = urllib.parse.urlencode(encoded) if form else json.dumps(body)
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        request = AsyncBoltRequest(body=text, headers={"content-type": [kind]}, mode="http")
        response = await self._bot.app.async_dispatch(request)
        if response.body and response.body.startswith("{"):
            self._sent.append(json.loads(response.body))

    def _body(self, turn: Turn) -> dict[str, Any]:
        if turn.picks is not None:
            return self._press(turn)
        if turn.where == "command":
            return {"command": "/prolo", "text": turn.says, "team_id": TEAM, "channel_id": "C1",
                    "user_id": _user(turn), "trigger_id": f"t{self._ts}", "response_url": "https://in.process/1"}  # fmt: skip
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{self._ts}",
            "event": self._event(turn),
        }

    def _event(self, turn: Turn) -> dict[str, Any]:
        ts = f"{self._ts}.000100"
        channel = "C1" if turn.where == "channel" else f"D{turn.who}"
        text = f"<@{BOT_USER}> {turn.says}" if turn.where == "channel" and turn.mention else turn.says
        event: dict[str, Any] = {"user": _user(turn), "channel": channel, "ts": ts, "text": text}
        event["type"] = "app_mention" if turn.where == "channel" and turn.mention else "message"
        event["channel_type"] = "channel" if turn.where == "channel" else "im"
        if turn.bot:
            event["bot_id"] = "B0OTHER"
        if turn.where == "channel":
            # A person goes on in the thread the bot answered in.
            first = self._threads.setdefault((turn.who, turn.where), ts)
            if first != ts:
                event["thread_ts"] = first
        return event

    def _press(self, turn: Turn) -> dict[str, Any]:
        if self._last is None:
            raise ValueError("a pick needs an earlier reply: found none")
        seen, earlier = self._last
        picks = [button for button in seen.buttons if button[1].startswith("prolo_pick")]
        value, action = picks[(turn.picks or 1) - 1]
        channel = "C1" if earlier.where != "dm" else f"D{turn.who}"
        container = {"type": "message", "channel_id": channel, "is_ephemeral": seen.private}
        if earlier.where == "channel":
            container["thread_ts"] = self._threads[(earlier.who, earlier.where)]
        return {"type": "block_actions", "team": {"id": TEAM}, "user": {"id": _user(turn)},
                "channel": {"id": channel}, "container": container, "trigger_id": f"t{self._ts}",
                "response_url": "https://in.process/1", "actions": [
                    {"type": "button", "action_id": action, "value": value, "block_id": "b"}]}  # fmt: skip


def _user(turn: Turn) -> str:
    return f"U{turn.who.upper()}"
