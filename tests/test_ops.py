"""What the service logs, and how it is kept running."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import string
import threading
from typing import TYPE_CHECKING

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.hopeless import HopelessError
from adapters.in_flight import InFlight
from adapters.ops import Signals, configure_logging, following, marks, supervise, supervising, until_changed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path


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


def test_a_librarys_warning_about_what_the_bot_does_not_do_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", as_json=True)
    logging.getLogger("discord.client").warning("PyNaCl is not installed, voice will NOT be supported")
    logging.getLogger("discord.client").warning("We are being rate limited")
    assert [line["event"] for line in logged(capsys)] == ["We are being rate limited"]


def test_of_the_steps_of_a_migration_only_what_goes_wrong_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("DEBUG", as_json=True)
    logging.getLogger("alembic.runtime.migration").info("Context impl SQLiteImpl.")
    logging.getLogger("alembic.runtime.migration").warning("Revision is gone")
    assert [line["event"] for line in logged(capsys)] == ["Revision is gone"]


@pytest.mark.parametrize("quote", ["ticket=abc123", "token=abc123", "Secret=abc123"])
def test_a_secret_in_an_address_is_left_out(quote: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", as_json=True)
    logging.getLogger("slack_sdk.socket_mode").error("Failed: url='wss://x/link/?%s&app_id=A1'", quote)
    (line,) = logged(capsys)
    assert line["event"] == f"Failed: url='wss://x/link/?{quote.partition('=')[0]}=…&app_id=A1'"


TOKENS = st.text(string.ascii_letters + string.digits + "-_.=%", min_size=1)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://hooks.slack.com/commands/T1/222/TOKEN", "https://hooks.slack.com/…"),
        ("https://hooks.slack.com/services/T1/B2/TOKEN", "https://hooks.slack.com/…"),
        ("https://hooks.slack-gov.com/actions/T1/222/TOKEN?a=b", "https://hooks.slack-gov.com/…"),
        ("http://127.0.0.1:8080/commands/T1/222/TOKEN", "http://127.0.0.1:8080/commands/…"),
        ("/workflows/E0A/A1/222/TOKEN", "/workflows/…"),
        ("/triggers/T0A/222/TOKEN", "/triggers/…"),
        ("https://discord.com/api/v10/webhooks/12/TOKEN", "https://discord.com/api/v10/webhooks/12/…"),
        ("/webhooks/12/TOKEN/messages/@original", "/webhooks/12/…/messages/@original"),
        ("/webhooks/12/TOKEN?wait=true", "/webhooks/12/…?wait=true"),
        ("/interactions/12/TOKEN/callback", "/interactions/12/…/callback"),
        ("/applications/12/commands/34", "/applications/12/commands/34"),
    ],
)
@given(TOKENS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_one_could_post_as_the_bot_is_left_out_whoever_logs_it(
    address: str, shown: str, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    configure_logging("INFO", as_json=True)
    place = address.replace("TOKEN", token)
    logging.getLogger("slack_sdk.webhook").info("A retry handler found: POST %s - status: 429", place)
    structlog.get_logger("adapters.answering").info("sent", where=f"url='{place}', {place}")
    library, ours = logged(capsys)
    assert library["event"] == f"A retry handler found: POST {shown} - status: 429"
    assert ours["where"] == f"url='{shown}', {shown}"


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


@pytest.fixture
def heeded() -> tuple[Signals, list[int]]:
    """Signals of this process, and the statuses it would have left with."""
    left: list[int] = []
    return Signals(left.append), left


async def arrive(*numbers: signal.Signals) -> None:
    for number in numbers:
        os.kill(os.getpid(), number)
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_and_a_second_one_leaves_at_once(
    number: signal.Signals, heeded: tuple[Signals, list[int]]
) -> None:
    signals, left = heeded
    signals.listen()
    try:
        await arrive(number)
        assert (signals.stop.is_set(), left) == (True, [])
        await arrive(number)
        assert left == [128 + number]
    finally:
        signals.ignore()


@pytest.mark.parametrize(("is_done", "status"), [(False, [0]), (True, [])])
async def test_what_is_still_at_work_after_its_time_is_left(*, is_done: bool, status: list[int]) -> None:
    left, gone = list[int](), threading.Event()
    signals = Signals(lambda number: (left.append(number), gone.set()))
    signals.leave_in(0.05)
    if is_done:
        signals.ignore()
    assert await asyncio.to_thread(gone.wait, 0.5 if is_done else 10.0) is not is_done
    assert left == status


async def test_a_signal_stops_where_loops_have_no_signal_handlers(
    monkeypatch: pytest.MonkeyPatch, heeded: tuple[Signals, list[int]]
) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    (signals, _), loop = heeded, asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(loop, "add_signal_handler", refuse)
    try:
        signals.listen()
        signal.raise_signal(signal.SIGTERM)
        async with asyncio.timeout(2):
            await signals.stop.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def test_a_hangup_asks_for_another_look_and_ends_nothing(heeded: tuple[Signals, list[int]]) -> None:
    signals, left = heeded
    signals.listen()
    try:
        await arrive(signal.SIGHUP, signal.SIGHUP)
        assert (signals.hangups, signals.stop.is_set(), left) == (2, False, [])
    finally:
        signals.ignore()


async def test_what_can_never_work_is_not_run_again() -> None:
    runs = 0

    async def run() -> None:
        nonlocal runs
        runs += 1
        raise HopelessError("SLACK_BOT_TOKEN: Slack refuses it")

    with pytest.raises(HopelessError, match="SLACK_BOT_TOKEN"):
        await supervise("slack", run, asyncio.Event())
    assert runs == 1


async def test_a_stop_tells_how_many_replies_are_left_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO", as_json=True)
    owed, never = InFlight(), asyncio.Event()
    for channel in ("C1", "C1", "D2"):
        owed.add(asyncio.create_task(never.wait()), channel)
    await owed.drain(5.0)
    begun, given_up = logged(capsys)
    assert (begun["event"], begun["left"], begun["channels"]) == ("finishing", 3, {"C1": 2, "D2": 1})
    assert (given_up["event"], given_up["left"], given_up["channels"]) == (
        "left_unfinished",
        3,
        {"C1": 2, "D2": 1},
    )
    never.set()


async def test_a_changed_file_is_noticed_once_it_is_quiet(tmp_path: Path) -> None:
    clock, path = asyncio.get_running_loop().time, tmp_path / "faq.yaml"
    path.write_text("one")

    async def write_often() -> None:
        for number in range(5):
            await asyncio.sleep(1.5)
            path.write_text("more" * number)

    began, before = clock(), marks([path])
    writing = asyncio.create_task(write_often())
    found = await until_changed(lambda: marks([path]), before)
    assert writing.done()
    assert clock() - began >= 5 * 1.5 + following.QUIET
    assert found == marks([path]) != before


async def test_a_file_that_is_gone_and_one_in_its_place_are_changes(tmp_path: Path) -> None:
    path, other = tmp_path / "faq.yaml", tmp_path / "other"
    path.write_text("same")
    before = marks([path])
    path.unlink()
    gone = await until_changed(lambda: marks([path]), before)
    assert gone == (None,)
    other.write_text("same")
    other.rename(path)
    assert await until_changed(lambda: marks([path]), gone) == marks([path])
