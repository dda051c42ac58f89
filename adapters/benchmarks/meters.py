"""What a reply costs the process that gives it, by stage: measured inside, read from outside.

Each stage counts the seconds of CPU that one thread spends in it (`time.thread_time`), whoever else keeps the
machine busy. A coroutine is measured from one pause to the next, so waiting costs nothing.
"""

from __future__ import annotations

import functools
import json
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

_P = ParamSpec("_P")
_T = TypeVar("_T")

JUDGED, TAKEN, DELIVERED = "judged", "taken in", "delivered"
"""Deciding on a reply; the SDK's way from a delivery to the bot; the SDK's call that posts the reply."""


class Meters:
    """Seconds of CPU by stage."""

    def __init__(self) -> None:
        self.seconds = {JUDGED: 0.0, TAKEN: 0.0, DELIVERED: 0.0}

    def counted(self, stage: str, work: Callable[_P, _T]) -> Callable[_P, _T]:
        """Return a function that counts what it costs."""

        def measured(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            began = time.thread_time()
            try:
                return work(*args, **kwargs)
            finally:
                self.seconds[stage] += time.thread_time() - began

        return functools.wraps(work)(measured)

    def awaited(
        self, stage: str, work: Callable[_P, Coroutine[Any, Any, _T]]
    ) -> Callable[_P, Coroutine[Any, Any, _T]]:
        """Return the same of a function that is awaited."""

        async def measured(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            found: _T = await _Stepped(work(*args, **kwargs), self, stage)
            return found

        return functools.wraps(work)(measured)

    def fit_sdks(self) -> None:
        """Count in the SDKs of both platforms, for every app and client of this process."""
        from discord.http import HTTPClient
        from slack_bolt.async_app import AsyncApp
        from slack_sdk.web.async_client import AsyncWebClient

        # On the classes: each SDK makes its own objects, where nobody can reach them.
        for owner, name, stage in (
            (AsyncApp, "async_dispatch", TAKEN),
            (AsyncWebClient, "api_call", DELIVERED),
            (HTTPClient, "request", DELIVERED),
        ):
            setattr(owner, name, self.awaited(stage, getattr(owner, name)))

    def told_when_asked(self) -> None:
        """Print what was counted, as one line of JSON, at each line on standard input; from now on."""
        threading.Thread(target=self._tell, daemon=True).start()

    def _tell(self) -> None:
        for _ in sys.stdin:
            told = {"cpu": time.process_time(), "memory": resident(), **self.seconds}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


def resident() -> int:
    """Return the memory this process holds now, in bytes (proc(5))."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


class _Stepped:
    """Awaits a coroutine and counts each of its steps."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], meters: Meters, stage: str) -> None:
        self._coroutine, self._meters, self._stage = coroutine, meters, stage

    def __await__(self) -> Generator[Any, Any, Any]:
        step: Callable[[], Any] = functools.partial(self._coroutine.send, None)
        while True:
            began = time.thread_time()
            try:
                waits_for = step()
            except StopIteration as done:
                return done.value
            finally:
                self._meters.seconds[self._stage] += time.thread_time() - began
            try:
                given = yield waits_for
            except BaseException as error:  # noqa: BLE001 - handed on, cancellation included
                step = functools.partial(self._coroutine.throw, error)
            else:
                step = functools.partial(self._coroutine.send, given)
