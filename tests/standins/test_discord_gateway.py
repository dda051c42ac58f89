"""The gateway's rules, frame by frame, and discord.py's own recovery from each way a connection ends."""

from __future__ import annotations

import asyncio
import json
import zlib
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest
from discord_bots import Impatient, echo_client, identify, modest_intents, raw_gateway, running

from adapters.standins.discord import DiscordStandIn, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

GUILDS, MEMBERS, GUILD_MESSAGES, DIRECT_MESSAGES = 1, 2, 512, 4096
CONTENT = 1 << 15


async def frame(socket: Any, name: str | None = None) -> dict[str, Any]:
    """Return the next frame, or the next of that event."""
    while True:
        found: dict[str, Any] = await socket.receive_json(timeout=2)
        if name is None or found.get("t") == name:
            return found


async def close_code(socket: Any) -> int:
    while not socket.closed:
        message = await socket.receive(timeout=2)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
            break
    return int(socket.close_code)


async def ready(socket: Any, stand_in: DiscordStandIn, **fields: object) -> str:
    await socket.send_json(identify(stand_in, **fields))
    return str((await frame(socket, "READY"))["d"]["session_id"])


async def test_ready_comes_first_and_then_the_guild(stand_in: DiscordStandIn) -> None:
    async with raw_gateway(stand_in) as socket:
        await socket.send_json(identify(stand_in))
        begun, guild = await frame(socket), await frame(socket)
        assert (begun["t"], begun["s"], guild["t"], guild["s"]) == ("READY", 1, "GUILD_CREATE", 2)
        assert begun["d"]["guilds"] == [{"id": stand_in.state.guild_id, "unavailable": True}]
        assert begun["d"]["resume_gateway_url"] == stand_in.gateway_url
        assert [channel["name"] for channel in guild["d"]["channels"]] == ["general"]
        assert [member["user"]["username"] for member in guild["d"]["members"]] == ["bot"]


async def test_without_the_guilds_intent_there_is_no_guild(stand_in: DiscordStandIn) -> None:
    async with raw_gateway(stand_in) as socket:
        await ready(socket, stand_in, intents=GUILD_MESSAGES)
        stand_in.say("ada", "general", "hello")
        assert (await frame(socket))["t"] == "MESSAGE_CREATE"


async def test_compressed_frames_share_one_zlib_stream(stand_in: DiscordStandIn) -> None:
    inflater = zlib.decompressobj()
    async with aiohttp.ClientSession() as session:
        url = f"{stand_in.gateway_url}/?v=10&encoding=json&compress=zlib-stream"
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_bytes(timeout=2)
            await socket.send_json(identify(stand_in))
            begun = await socket.receive_bytes(timeout=2)
    assert hello.endswith(b"\x00\x00\xff\xff")
    assert json.loads(inflater.decompress(hello))["op"] == 10
    assert json.loads(inflater.decompress(begun))["t"] == "READY"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ('{"op": 9', 4002),
        ('["op"]', 4002),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "wrong", "intents": 0}}', 4004),
    ],
)
async def test_bad_frames_before_identify_close(stand_in: DiscordStandIn, sent: str, code: int) -> None:
    async with raw_gateway(stand_in) as socket:
        await socket.send_str(sent)
        assert await close_code(socket) == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"intents": 1 << 30}, 4013),
        ({"intents": "all"}, 4013),
        ({"intents": GUILDS | CONTENT}, 4014),
        ({"intents": GUILDS | MEMBERS}, 4014),
        ({"shard": [1, 1]}, 4010),
    ],
)
async def test_identify_is_checked(stand_in: DiscordStandIn, fields: dict[str, object], code: int) -> None:
    async with raw_gateway(stand_in) as socket:
        await socket.send_json(identify(stand_in, **fields))
        assert await close_code(socket) == code


@pytest.mark.parametrize(("op", "code"), [(2, 4005), (77, 4001), (4, 0), (3, 0)])
async def test_frames_after_identify(stand_in: DiscordStandIn, op: int, code: int) -> None:
    async with raw_gateway(stand_in) as socket:
        await ready(socket, stand_in)
        await socket.send_json(identify(stand_in) | {"op": op})
        if code:
            assert await close_code(socket) == code
        else:
            await socket.send_json({"op": 1, "d": 2})
            assert (await frame(socket, None))["t"] == "GUILD_CREATE"
            assert (await frame(socket))["op"] == 11


async def test_another_version_of_the_gateway_is_refused(stand_in: DiscordStandIn) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{stand_in.gateway_url}/?v=6") as socket,
    ):
        assert await close_code(socket) == 4012


async def test_too_many_frames_close() -> None:
    async with DiscordStandIn(Settings(gateway_sends=3)) as stand_in, raw_gateway(stand_in) as socket:
        for _ in range(4):
            await socket.send_json({"op": 1, "d": None})
        assert await close_code(socket) == 4008


async def test_a_client_that_stops_heartbeating_is_closed_and_must_identify_again() -> None:
    async with DiscordStandIn(Settings(heartbeat_seconds=0.05, heartbeat_grace=1.0)) as stand_in:
        async with raw_gateway(stand_in) as socket:
            session = await ready(socket, stand_in)
            assert await close_code(socket) == 4009
        async with raw_gateway(stand_in) as socket:
            body = {"token": stand_in.settings.token, "session_id": session, "seq": 2}
            await socket.send_json({"op": 6, "d": body})
            assert await frame(socket) == {"op": 9, "d": False}


async def test_identifying_too_often_resets_the_token() -> None:
    async with (
        DiscordStandIn(Settings(identify_limit=1)) as stand_in,
        raw_gateway(stand_in) as first,
        raw_gateway(stand_in) as second,
    ):
        await ready(first, stand_in)
        await second.send_json(identify(stand_in))
        assert await close_code(second) == 4004
        assert await close_code(first) == 4004


async def test_identifying_too_soon_is_an_invalid_session() -> None:
    async with (
        DiscordStandIn(Settings(identify_interval=5)) as stand_in,
        raw_gateway(stand_in) as first,
        raw_gateway(stand_in) as second,
    ):
        await ready(first, stand_in)
        await second.send_json(identify(stand_in))
        assert await frame(second) == {"op": 9, "d": False}


@pytest.mark.parametrize("shard", [0, 1])
async def test_a_guild_and_direct_messages_come_to_one_shard_each(stand_in: DiscordStandIn, shard: int) -> None:
    guild_shard = (int(stand_in.state.guild_id) >> 22) % 2
    async with raw_gateway(stand_in) as socket:
        await ready(socket, stand_in, shard=[shard, 2])
        stand_in.say("ada", "general", "in the guild")
        stand_in.dm("ada", "in private")
        stand_in.close()
        frames = [message.json() async for message in socket]
        said = [each["d"] for each in frames if each["t"] == "MESSAGE_CREATE"]
        assert ["guild_id" in each for each in said] == [True] * (shard == guild_shard) + [False] * (shard == 0)


async def test_members_are_sent_in_a_chunk_when_asked_for() -> None:
    settings = Settings(privileged_intents=frozenset({"members"}))
    async with DiscordStandIn(settings) as stand_in, raw_gateway(stand_in) as socket:
        await ready(socket, stand_in, intents=GUILDS | MEMBERS)
        body = {"guild_id": stand_in.state.guild_id, "query": "gr", "limit": 0, "nonce": "n"}
        await socket.send_json({"op": 8, "d": body})
        chunk = (await frame(socket, "GUILD_MEMBERS_CHUNK"))["d"]
        assert [member["user"]["username"] for member in chunk["members"]] == ["grace"]
        assert chunk["nonce"] == "n"


@pytest.mark.parametrize(
    ("intents", "heard"),
    [
        (GUILD_MESSAGES, ["", "mention", "reply"]),
        (DIRECT_MESSAGES, ["direct"]),
        (GUILD_MESSAGES | CONTENT, ["plain", "mention", "reply"]),
        (GUILDS, []),
    ],
)
async def test_intents_decide_what_is_heard_and_read(intents: int, heard: list[str]) -> None:
    settings = Settings(privileged_intents=frozenset({"message_content"}))
    async with DiscordStandIn(settings) as stand_in, raw_gateway(stand_in) as socket:
        await ready(socket, stand_in, intents=intents)
        own = stand_in.state.add_message(stand_in.state.channel("general").id, stand_in.state.bot.id)
        stand_in.say("ada", "general", "plain")
        stand_in.ask("ada", "general", "mention")
        stand_in.say("ada", "general", "reply", own)
        stand_in.dm("ada", "direct")
        stand_in.backend.gateway.close_all(4000)
        frames = [message.json() async for message in socket]
        texts = [each["d"]["content"] for each in frames if each["t"] == "MESSAGE_CREATE"]
        assert [text.rpartition(" ")[2] for text in texts] == heard


async def test_a_message_in_a_channel_the_bot_may_not_see_does_not_reach_it(stand_in: DiscordStandIn) -> None:
    stand_in.state.add_channel("secret")
    stand_in.deny("bot", "secret", "VIEW_CHANNEL")
    async with raw_gateway(stand_in) as socket:
        await ready(socket, stand_in)
        stand_in.ask("ada", "secret", "one")
        stand_in.ask("ada", "general", "two")
        assert (await frame(socket, "MESSAGE_CREATE"))["d"]["content"].endswith("two")


async def test_resume_replays_what_was_missed_in_order(stand_in: DiscordStandIn) -> None:
    async with raw_gateway(stand_in) as socket:
        session = await ready(socket, stand_in)
        stand_in.ask("ada", "general", "heard")
        last = (await frame(socket, "MESSAGE_CREATE"))["s"]
        stand_in.disconnect_all()
        await asyncio.sleep(0.01)
    stand_in.ask("ada", "general", "missed one")
    stand_in.ask("ada", "general", "missed two")
    async with raw_gateway(stand_in) as socket:
        body = {"token": stand_in.settings.token, "session_id": session, "seq": last}
        await socket.send_json({"op": 6, "d": body})
        frames = [await frame(socket) for _ in range(3)]
        assert [each["t"] for each in frames] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
        assert [each["s"] for each in frames] == [last + 1, last + 2, last + 3]
        assert [each["d"]["content"][-3:] for each in frames[:2]] == ["one", "two"]


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"seq": 99}, 4007),
        ({"token": "wrong"}, 4004),
        ({"session_id": "unknown"}, {"op": 9, "d": False}),
        ({"seq": None}, {"op": 9, "d": False}),
    ],
)
async def test_a_wrong_resume_is_refused(
    stand_in: DiscordStandIn, change: dict[str, object], answer: object
) -> None:
    async with raw_gateway(stand_in) as socket:
        session = await ready(socket, stand_in)
        stand_in.disconnect_all()
    body = {"token": stand_in.settings.token, "session_id": session, "seq": 1} | change
    async with raw_gateway(stand_in) as socket:
        await socket.send_json({"op": 6, "d": body})
        assert (await close_code(socket) if isinstance(answer, int) else await frame(socket)) == answer


@pytest.mark.parametrize("settings", [Settings(resume_seconds=0), Settings(replay_limit=1)])
async def test_what_is_no_longer_kept_cannot_be_resumed(settings: Settings) -> None:
    async with DiscordStandIn(settings) as stand_in:
        async with raw_gateway(stand_in) as socket:
            session = await ready(socket, stand_in)
            stand_in.disconnect_all()
            await asyncio.sleep(0.01)
        async with raw_gateway(stand_in) as socket:
            body = {"token": stand_in.settings.token, "session_id": session, "seq": 0}
            await socket.send_json({"op": 6, "d": body})
            assert await frame(socket) == {"op": 9, "d": False}


async def test_a_client_that_closes_for_good_ends_its_session(stand_in: DiscordStandIn) -> None:
    async with raw_gateway(stand_in) as socket:
        await ready(socket, stand_in)
        await socket.close(code=1000)
    await stand_in.settle(0.02)
    assert stand_in.backend.sessions.by_id == {}


async def sees_a_new_connection(stand_in: DiscordStandIn, op: str) -> None:
    """Wait until the client has begun again with IDENTIFY or RESUME, and is connected."""
    names = len(stand_in.recorder.named(op))

    def begun() -> bool | None:
        return len(stand_in.recorder.named(op)) > names or None

    await stand_in.changes.until(begun, 5)
    await stand_in.wait_connected()


@pytest.mark.parametrize(
    ("disturb", "op"),
    [
        (DiscordStandIn.reconnect, "RESUME"),
        (DiscordStandIn.close, "RESUME"),
        (DiscordStandIn.disconnect_all, "RESUME"),
        (lambda stand_in: stand_in.close(1000), "RESUME"),
        (lambda stand_in: stand_in.invalidate_session(resumable=True), "RESUME"),
        (DiscordStandIn.invalidate_session, "IDENTIFY"),
    ],
)
async def test_discord_py_goes_on_after(
    stand_in: DiscordStandIn, disturb: Callable[[DiscordStandIn], None], op: str
) -> None:
    client = echo_client()
    async with running(client, stand_in):
        again = asyncio.create_task(sees_a_new_connection(stand_in, op))
        await asyncio.sleep(0)
        disturb(stand_in)
        missed = stand_in.ask("ada", "general", "still there?")
        await again
        asked = stand_in.ask("ada", "general", "back?")
        await stand_in.wait_for_reply(asked)
        await stand_in.settle(0.05)
        expected = 0 if op == "IDENTIFY" else 1
        assert len(stand_in.replies_to(missed)) == expected
        assert len(stand_in.replies_to(asked)) == 1


async def test_discord_py_notices_a_frozen_gateway_and_comes_back() -> None:
    settings = Settings(heartbeat_seconds=0.1, heartbeat_grace=100)
    async with DiscordStandIn(settings) as stand_in:
        client = echo_client(heartbeat_timeout=0.3)
        async with running(client, stand_in):
            again = asyncio.create_task(sees_a_new_connection(stand_in, "RESUME"))
            await asyncio.sleep(0.05)
            stand_in.freeze_heartbeats()
            await again
            stand_in.freeze_heartbeats(frozen=False)
            await stand_in.wait_for_reply(stand_in.ask("ada", "general", "awake?"))


async def test_discord_py_is_told_that_an_intent_is_switched_off(stand_in: DiscordStandIn) -> None:
    intents = modest_intents()
    intents.message_content = True
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(Impatient(intents=intents), stand_in):
            pass


async def test_discord_py_reads_the_session_start_limit(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        shards, url, limit = await client.http.get_bot_gateway()
        assert (shards, url) == (1, stand_in.gateway_url)
        assert (limit["total"], limit["remaining"]) == (1000, 999)


async def test_tokens_are_never_recorded(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in):
        await stand_in.wait_for_reply(stand_in.ask("ada", "general", "hello"))
    assert stand_in.recorder.named("IDENTIFY")
    assert stand_in.settings.token not in str(list(stand_in.recorder.frames))
