"""The clock the other tests own: an hour takes no time, and no deadline passes while somebody is at work."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from adapters.standins.clock import now


async def test_an_hour_of_waiting_is_over_at_once_and_is_an_hour() -> None:
    loop, began, epoch = asyncio.get_running_loop(), time.monotonic(), now()
    at = loop.time()
    await asyncio.sleep(3600)
    assert loop.time() - at == pytest.approx(3600)
    assert now() - epoch == pytest.approx(3600, abs=60)
    assert time.monotonic() - began < 3000


async def test_a_deadline_does_not_pass_while_a_thread_is_at_work() -> None:
    go_on = threading.Event()
    threading.Timer(0.2, go_on.set).start()
    async with asyncio.timeout(0.01):
        await asyncio.to_thread(go_on.wait)


async def test_a_deadline_does_not_pass_while_bytes_are_under_way() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        writer.close()

    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        async with asyncio.timeout(0.001):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"hello\n")
            assert await reader.readline() == b"hello\n"
        writer.close()


async def test_what_never_comes_is_given_up_at_its_deadline() -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(60):
            await asyncio.Event().wait()


@pytest.mark.real_clock
async def test_a_test_that_waits_for_another_process_has_the_machines_clock() -> None:
    assert abs(asyncio.get_running_loop().time() - time.monotonic()) < 60
