"""What the service logs, and how it is kept running."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from typing import TYPE_CHECKING

import pytest
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.ops import configure_logging, stop_on_signals, supervise, supervising

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_json_object_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", as_json=True)
    structlog.get_logger("adapters.answering").info("replied", kind="answer")
    (line,) = logged(capsys)
    assert line.pop("timestamp")
    assert line == {"event": "replied", "kind": "answer", "level": "info", "logger": "adapters.answering"}


def test_without_json_a_line_is_readable(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", as_json=False)
    structlog.get_logger("adapters.answering").warning("replied", kind="answer")
    line = capsys.readouterr().err
    assert "[warning  ] replied" in line
    assert "kind=answer" in line


@pytest.mark.parametrize(("level", "seen"), [("DEBUG", ["one", "two"]), ("INFO", ["two"]), ("ERROR", [])])
def test_the_level_holds_for_our_own_events(
    level: str, seen: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(level, as_json=True)
    log = structlog.get_logger("adapters.answering")
    log.debug("one")
    log.info("two")
    assert [line["event"] for line in logged(capsys)] == seen


async def test_even_at_debug_slack_bolt_logs_nothing_of_what_a_person_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("DEBUG", as_json=True)
    app = AsyncApp(token="xoxb-made-up", request_verification_enabled=False)
    body = '{"type": "event_callback", "event": {"type": "message", "text": "my private question"}}'
    await app.async_dispatch(AsyncBoltRequest(body=body, headers={"content-type": ["application/json"]}))
    logging.getLogger("discord.gateway").debug("my private question")
    logging.getLogger("slack_sdk.web.async_base_client").debug("my private question")
    assert "private" not in capsys.readouterr().err


def test_of_a_librarys_failure_the_type_is_logged_and_nothing_it_quotes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("INFO", as_json=True)
    try:
        int("my private question")
    except ValueError:
        logging.getLogger("slack_bolt.App").exception("Failed to run listener")
    (line,) = logged(capsys)
    assert (line["event"], line["error"]) == ("Failed to run listener", "ValueError")
    assert "private" not in json.dumps(line)


@pytest.mark.parametrize("quote", ["ticket=abc123", "token=abc123", "Secret=abc123"])
def test_a_secret_in_an_address_is_left_out(quote: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", as_json=True)
    logging.getLogger("slack_sdk.socket_mode").error("Failed: url='wss://x/link/?%s&app_id=A1'", quote)
    (line,) = logged(capsys)
    assert line["event"] == f"Failed: url='wss://x/link/?{quote.partition('=')[0]}=…&app_id=A1'"


def failing(times: int, stop: asyncio.Event) -> tuple[list[float], Callable[[], Awaitable[None]]]:
    """Return when it was run, and a service that fails so often and then asks to be stopped."""
    runs: list[float] = []

    async def run() -> None:
        runs.append(asyncio.get_running_loop().time())
        if len(runs) <= times:
            raise ConnectionError("my private question")
        stop.set()
        await asyncio.Event().wait()

    return runs, run


async def test_a_service_that_fails_is_run_again_after_pauses_that_double(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("INFO", as_json=True)
    stop = asyncio.Event()
    runs, run = failing(3, stop)
    await supervise("slack", run, stop, first_pause=0.02)
    lines = logged(capsys)
    assert len(runs) == 4
    assert [line["seconds"] for line in lines if line["event"] == "service_restarts"] == [0.02, 0.04, 0.08]
    assert {line["error"] for line in lines if line["event"] == "service_failed"} == {"ConnectionError"}
    assert "private" not in json.dumps(lines)


async def test_after_a_healthy_run_the_next_pause_is_the_first_one_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logging("INFO", as_json=True)
    monkeypatch.setattr(supervising, "SETTLED", -1.0)
    stop = asyncio.Event()
    _, run = failing(3, stop)
    await supervise("slack", run, stop, first_pause=0.01)
    pauses = [line["seconds"] for line in logged(capsys) if line["event"] == "service_restarts"]
    assert pauses == [0.01, 0.01, 0.01]


async def test_a_pause_never_grows_beyond_the_longest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logging("INFO", as_json=True)
    monkeypatch.setattr(supervising, "LONGEST_PAUSE", 0.02)
    stop = asyncio.Event()
    _, run = failing(4, stop)
    await supervise("slack", run, stop, first_pause=0.01)
    pauses = [line["seconds"] for line in logged(capsys) if line["event"] == "service_restarts"]
    assert pauses == [0.01, 0.02, 0.02, 0.02]


async def test_a_service_that_returns_is_run_again_too() -> None:
    stop = asyncio.Event()
    runs = 0

    async def run() -> None:
        nonlocal runs
        runs += 1
        if runs == 2:
            stop.set()

    await supervise("discord", run, stop, first_pause=0.01)
    assert runs == 2


async def test_stopping_lets_the_service_finish_what_it_does_last() -> None:
    stop, running, finished = asyncio.Event(), asyncio.Event(), False

    async def run() -> None:
        nonlocal finished
        try:
            running.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            finished = True

    supervised = asyncio.create_task(supervise("slack", run, stop))
    await running.wait()
    stop.set()
    await supervised
    assert finished


async def test_stopping_does_not_wait_for_the_end_of_a_pause() -> None:
    stop = asyncio.Event()

    async def run() -> None:
        asyncio.get_running_loop().call_later(0.01, stop.set)
        raise ConnectionError

    async with asyncio.timeout(2):
        await supervise("slack", run, stop, first_pause=60.0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops(number: signal.Signals) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    try:
        os.kill(os.getpid(), number)
        async with asyncio.timeout(2):
            await stop.wait()
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(each)


async def test_a_signal_stops_where_loops_have_no_signal_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    loop, stop, before = asyncio.get_running_loop(), asyncio.Event(), signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(loop, "add_signal_handler", refuse)
    interrupt = signal.getsignal(signal.SIGINT)
    try:
        stop_on_signals(stop)
        signal.raise_signal(signal.SIGTERM)
        async with asyncio.timeout(2):
            await stop.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, interrupt)
