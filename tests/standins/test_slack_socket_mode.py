"""Socket Mode as documented: hello, envelopes, acks, redelivery, refreshes, several connections."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bots import acknowledge, echo_app, over_socket_mode, raw_socket, socket_address, unread_socket

from adapters.standins.slack import Settings, SlackStandIn

SETTINGS = Settings(ack_seconds=0.15, retry_delays=(0.0, 0.05, 0.1), refresh_grace=0.1, max_connections=2)


async def envelope(socket: aiohttp.ClientWebSocketResponse, kind: str = "events_api") -> dict[str, Any]:
    received: dict[str, Any] = await socket.receive_json(timeout=2)
    assert received["type"] == kind
    return received


async def test_hello_counts_connections_and_names_the_app(slack: SlackStandIn) -> None:
    async with unread_socket(slack) as socket:
        hello = await socket.receive_json(timeout=2)
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": slack.settings.app_id}
    assert hello["debug_info"]["approximate_connection_time"] > 0


async def test_a_ticket_opens_one_connection_only(slack: SlackStandIn) -> None:
    async with aiohttp.ClientSession() as session:
        address = await socket_address(session, slack)
        async with session.ws_connect(address):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(address)


async def test_one_connection_too_many_is_told_so_and_closed(slack: SlackStandIn) -> None:
    async with raw_socket(slack), raw_socket(slack), unread_socket(slack) as third:
        assert (await third.receive_json(timeout=2))["reason"] == "too_many_websockets"
        assert (await third.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE


async def test_an_event_envelope_has_retry_fields_and_a_command_takes_a_response(
    slack: SlackStandIn,
) -> None:
    async with raw_socket(slack) as socket:
        slack.dm("ada", "hello")
        event = await envelope(socket)
        await acknowledge(socket, event)
        slack.command("ada", "general", "/echo", "x")
        command = await envelope(socket, "slash_commands")
    assert (event["retry_attempt"], event["retry_reason"]) == (0, "")
    assert event["accepts_response_payload"] is False
    assert command["accepts_response_payload"] is True
    assert "retry_attempt" not in command


async def test_a_missing_ack_is_redelivered_three_times_with_retry_fields(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        slack.dm("ada", "hello")
        received = [await envelope(socket) for _ in range(4)]
        await slack.settle(0.2)
    assert [e["retry_attempt"] for e in received] == [0, 1, 2, 3]
    assert [e["retry_reason"] for e in received] == ["", "timeout", "timeout", "timeout"]
    assert len({e["payload"]["event_id"] for e in received}) == 1
    assert len({e["envelope_id"] for e in received}) == 4
    assert not slack.deliveries[0].acknowledged


async def test_a_late_ack_does_not_stop_the_redelivery(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        slack.dm("ada", "hello")
        first = await envelope(socket)
        await asyncio.sleep(SETTINGS.ack_seconds + 0.05)
        await acknowledge(socket, first)
        second = await envelope(socket)
        await acknowledge(socket, second)
        await slack.settle()
    assert second["retry_attempt"] == 1
    assert [a.failure for a in slack.deliveries[0].attempts] == ["timeout", ""]
    assert slack.recorder.named("late ack")


async def test_an_unacknowledged_command_is_not_redelivered_and_its_person_is_told(
    slack: SlackStandIn,
) -> None:
    async with raw_socket(slack) as socket:
        done = slack.command("ada", "general", "/echo", "x")
        await envelope(socket, "slash_commands")
        await done.task
    assert len(done.delivery.attempts) == 1
    (told,) = slack.visible_to("ada", "general")
    assert told.text == '/echo failed with the error "operation_timeout"'
    assert slack.visible_to("grace", "general") == []


async def test_an_acks_payload_is_shown_to_the_commands_person(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        done = slack.command("ada", "general", "/echo", "x")
        command = await envelope(socket, "slash_commands")
        await acknowledge(socket, command, payload={"text": "at once"})
        reply = await slack.wait_for_reply(done)
    assert (reply.text, reply.visible_to) == ("at once", slack.workspace.person("ada").id)


async def test_an_event_nobody_was_connected_for_arrives_as_a_retry(slack: SlackStandIn) -> None:
    slack.dm("ada", "hello")
    async with raw_socket(slack) as socket:
        late = await envelope(socket)
        await acknowledge(socket, late)
    assert late["retry_attempt"] == 1


async def test_several_connections_share_events_in_turn(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as one, raw_socket(slack) as two:
        for word in ("a", "b", "c", "d"):
            slack.dm("ada", word)
        taken = []
        for socket in (one, two):
            received = [await envelope(socket) for _ in range(2)]
            taken.append("".join(each["payload"]["event"]["text"] for each in received))
            for each in received:
                await acknowledge(socket, each)
        await slack.settle()
    assert sorted(taken) == ["ac", "bd"]
    assert all(len(d.attempts) == 1 and d.acknowledged for d in slack.deliveries)


async def test_an_ack_counts_on_another_open_connection(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as one, raw_socket(slack) as two:
        slack.dm("ada", "hello")
        tasks = {asyncio.create_task(socket.receive_json()): socket for socket in (one, two)}
        (got,), (waiting,) = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        other = tasks[waiting]
        waiting.cancel()
        await acknowledge(other, got.result())
        await slack.settle()
    assert slack.deliveries[0].acknowledged


async def test_an_event_whose_connection_closed_before_the_ack_goes_to_the_next_one(
    slack: SlackStandIn,
) -> None:
    async with raw_socket(slack) as one:
        slack.dm("ada", "hello")
        first = await envelope(one)
        slack.disconnect_all()
        async with raw_socket(slack) as two:
            again = await envelope(two)
            await acknowledge(two, again)
            await slack.settle()
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    assert slack.deliveries[0].acknowledged


async def test_warn_announces_and_keeps_the_connection(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        slack.warn()
        warning = await envelope(socket, "disconnect")
        slack.dm("ada", "hello")
        await acknowledge(socket, await envelope(socket))
        await slack.settle()
    assert warning["reason"] == "warning"
    assert slack.deliveries[0].acknowledged


async def test_refresh_takes_acks_during_its_grace_then_closes(slack: SlackStandIn) -> None:
    async with raw_socket(slack) as socket:
        slack.dm("ada", "hello")
        event = await envelope(socket)
        refreshing = asyncio.create_task(slack.refresh())
        assert (await envelope(socket, "disconnect"))["reason"] == "refresh_requested"
        await acknowledge(socket, event)
        assert (await socket.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE
        await refreshing
    assert len(slack.deliveries[0].attempts) == 1
    assert slack.deliveries[0].acknowledged


@pytest.mark.parametrize("bad_day", ["warn", "refresh", "disconnect_all"])
async def test_bolt_reconnects_and_answers_everything_once(slack: SlackStandIn, bad_day: str) -> None:
    async with over_socket_mode(echo_app(slack), slack):
        first = slack.say("ada", "general", "@bot one")
        await slack.wait_for_reply(first)
        happened = getattr(slack, bad_day)()
        if happened is not None:
            await happened
        second = slack.say("ada", "general", "@bot two")
        await slack.wait_for_reply(second, seconds=5)
        await slack.settle(0.3)
    assert len(slack.replies_to(second)) == 1
    assert len(slack.workspace.replies(first.channel, first.ts)) == 1


async def test_pings_are_answered_and_sent() -> None:
    async with SlackStandIn(Settings(ping_seconds=0.05)) as slack, unread_socket(slack) as socket:
        await socket.ping(b"mine")
        seen = {}
        while len(seen) < 2:
            message = await socket.receive(timeout=2)
            if message.type in (aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PONG):
                seen[message.type] = message.data
    assert seen[aiohttp.WSMsgType.PONG] == b"mine"
    assert seen[aiohttp.WSMsgType.PING].startswith(b"Ping from")
