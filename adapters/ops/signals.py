"""What the operating system asks of the program."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

_logger = structlog.get_logger(__name__)

_ENDING = (signal.SIGTERM, signal.SIGINT)


class Signals:
    """The signals that came.

    Attributes:
        stop: Set by the first SIGTERM or SIGINT: finish what is owed, then leave.
        hangups: How many SIGHUPs came: look at the file again.
    """

    def __init__(self, leave: Callable[[int], object] = os._exit) -> None:
        """Prepare; a second SIGTERM or SIGINT calls `leave` with the status a shell gives to a killed program."""
        self.stop = asyncio.Event()
        self.hangups = 0
        self._leave = leave
        self._last: threading.Timer | None = None

    def listen(self) -> None:
        """Take the signals from now on."""
        loop = asyncio.get_running_loop()
        try:
            for number in _ENDING:
                loop.add_signal_handler(number, self._end, number)
            loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        except NotImplementedError:  # Windows: its loops have no signal handlers, and it has no SIGHUP
            for number in _ENDING:
                signal.signal(number, lambda found, _: loop.call_soon_threadsafe(self._end, signal.Signals(found)))

    def leave_in(self, seconds: float) -> None:
        """Leave after so many seconds, whatever is still at work then: whoever asked waits no longer, and kills.

        On a thread: what holds up the event loop shall not hold up this.
        """
        self._last = threading.Timer(seconds, self._leave_now)
        self._last.daemon = True
        self._last.start()

    def ignore(self) -> None:
        """Leave the signals to whoever had them before; all is done that was to be done."""
        if self._last:
            self._last.cancel()
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError, AttributeError):
            for number in (*_ENDING, signal.SIGHUP):
                loop.remove_signal_handler(number)

    def _end(self, number: signal.Signals) -> None:
        if self.stop.is_set():
            _logger.warning("leaving_at_once", signal=number.name)
            # Not sys.exit: what is being finished would be waited for.
            self._leave(128 + number)
        _logger.info("stopping", signal=number.name)
        self.stop.set()

    def _leave_now(self) -> None:
        _logger.error("left_at_work")
        self._leave(0)

    def _hang_up(self) -> None:
        _logger.info("looking_again", signal="SIGHUP")
        self.hangups += 1
