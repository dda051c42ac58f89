"""The real discord.py client, in-process: its own parsing, state and HTTP code, on a session that records."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from adapters.harness.replay.platforms import Overheard, Shown
from adapters.harness.replay.recording import RecordingSession, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.harness.replay.transcripts import Turn

BOT_USER, APPLICATION, GUILD, CHANNEL = 900, 901, 700, 600
EPHEMERAL = 64
MESSAGE_AT_ONCE = 4


def message_payload(number: int, author: int, content: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return a message as the gateway sends it."""
    user = {"id": str(author), "username": f"user{author}", "discriminator": "0", "avatar": None}
    return {
        "id": str(number), "channel_id": str(CHANNEL), "author": user, "content": content, "type": 0,
        "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False,
        "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
    } | more  # fmt: skip


def shown(payload: dict[str, Any]) -> Shown:
    """Return what a person sees of a message: its embeds, unescaped, and its buttons."""
    texts = [payload.get("content") or ""]
    for embed in payload.get("embeds", []):
        texts += [
            embed.get("title", ""),
            embed.get("description", ""),
            (embed.get("footer") or {}).get("text", ""),
        ]
    buttons = [
        (each["label"], each["custom_id"])
        for row in payload.get("components") or []
        for each in row.get("components", [])
    ]
    text = "\n\n".join(text for text in texts if text)
    return Shown(_unescape(text), bool(payload.get("private")), tuple(buttons))


def _unescape(text: str) -> str:
    out, escaped = [], False
    for character in text:
        if character == "\\" and not escaped:
            escaped = True
            continue
        out.append(character)
        escaped = False
    return "".join(out)


class InProcessDiscord:
    """The bot's own Discord client, played without network or token."""

    name = "discord"

    def __init__(self, overheard: Overheard, build: Callable[[Overheard], Any]) -> None:
        """Build the client with `build(answer)`, as the service does."""
        self.overheard = overheard
        self._build = build
        self._client: Any = None
        self._sent: list[dict[str, Any]] = []
        self._private = False
        self._number = 1_000
        self._people: dict[str, int] = {}
        self._last: Shown | None = None

    async def play(self, turn: Turn) -> list[Shown]:
        """Feed the gateway event Discord would send, wait for the reply, return what was shown."""
        if self._client is None:
            await self._start()
        self._number += 1
        self._sent.clear()
        before = asyncio.all_tasks()
        state = self._client._connection  # noqa: SLF001 - the door through which the gateway feeds a client
        if turn.picks is not None or turn.where == "command":
            state.parse_interaction_create(self._interaction(turn))
        else:
            state.parse_message_create(self._message(turn))
        await settle(before)
        visible = [shown(payload) for payload in self._sent]
        self._last = visible[-1] if visible else self._last
        return visible

    async def _start(self) -> None:
        import discord

        client = self._client = self._build(self.overheard)
        await client._async_setup_hook()  # noqa: SLF001 - what login does before it connects
        client.http._HTTPClient__session = RecordingSession(self._rest)  # noqa: SLF001 - below all of its own code
        client.http._global_over = asyncio.Event()  # noqa: SLF001 - what login makes; set: no global limit
        client.http._global_over.set()  # noqa: SLF001
        client.http.token = "in-process"  # noqa: S105 - no real token
        state = client._connection  # noqa: SLF001
        state.application_id = APPLICATION
        state.user = discord.ClientUser(
            state=state,
            data={
                "id": str(BOT_USER),
                "username": "prolobot",
                "global_name": None,
                "discriminator": "0",
                "avatar": None,
                "bot": True,
            },
        )
        state._add_guild_from_data(_guild())  # noqa: SLF001

    def _rest(self, method: str, path: str, body: dict[str, Any]) -> object:
        if path.endswith("/callback"):
            data = body.get("data") or {}
            self._private = bool(data.get("flags", 0) & EPHEMERAL)
            if body.get("type") == MESSAGE_AT_ONCE:
                self._keep(data, private=self._private)
            return {"interaction": {"id": "1", "type": 2}, "resource": {"type": body.get("type")}}
        if method == "POST" and path.endswith("/messages"):
            return self._keep(body, private=False)
        if "/webhooks/" in path:
            return self._keep(body, private=self._private)
        return [] if path.endswith("/commands") else {}

    def _keep(self, body: dict[str, Any], *, private: bool) -> dict[str, Any]:
        self._number += 1
        self._sent.append(body | {"private": private})
        return message_payload(self._number, BOT_USER, "", embeds=body.get("embeds", []))

    def _person(self, turn: Turn) -> int:
        return self._people.setdefault(turn.who, 100 + len(self._people))

    def _message(self, turn: Turn) -> dict[str, Any]:
        mention = turn.where == "channel" and turn.mention
        payload = message_payload(
            self._number, self._person(turn), f"<@{BOT_USER}> {turn.says}" if mention else turn.says
        )
        payload["author"]["bot"] = turn.bot
        if turn.where == "channel":
            payload["guild_id"] = str(GUILD)
            payload["member"] = {
                "roles": [],
                "joined_at": "2026-01-01T00:00:00+00:00",
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
        else:
            payload["channel_id"] = str(500 + self._person(turn))
        return payload

    def _interaction(self, turn: Turn) -> dict[str, Any]:
        user = message_payload(0, self._person(turn), "")["author"]
        base = {
            "id": str(self._number), "application_id": str(APPLICATION), "token": "t", "version": 1,
            "guild_id": str(GUILD), "channel_id": str(CHANNEL), "locale": "en-US", "entitlements": [], "attachment_size_limit": 0,
            "channel": {"id": str(CHANNEL), "type": 0, "name": "general"}, "authorizing_integration_owners": {},
            "member": {"user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "permissions": "0",
                       "deaf": False, "mute": False, "flags": 0},
        }  # fmt: skip
        if turn.picks is None:
            option = {"name": "question", "type": 3, "value": turn.says}
            data = {"id": "77", "name": "prolo", "type": 1, "options": [option] if turn.says else []}
            return base | {"type": 2, "data": data}
        if self._last is None:
            raise ValueError("a pick needs an earlier reply: found none")
        picks = [custom_id for _, custom_id in self._last.buttons if custom_id.startswith("prolo_pick")]
        flags = EPHEMERAL if self._last.private else 0
        message = message_payload(self._number - 1, BOT_USER, "", flags=flags)
        return base | {
            "type": 3, "message": message, "data": {"component_type": 2, "custom_id": picks[turn.picks - 1]}
        }  # fmt: skip


def _guild() -> dict[str, Any]:
    channel = {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0, "permission_overwrites": []}
    return {
        "id": str(GUILD), "name": "Guild", "owner_id": "1", "roles": [], "emojis": [], "features": [],
        "channels": [channel], "members": [], "member_count": 1, "threads": [], "stickers": [],
    }  # fmt: skip
