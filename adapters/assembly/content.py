"""The file while the service runs: loaded once, followed, swapped in between two messages when it is good."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import structlog

from adapters.answering import Answerer
from adapters.assembly.bad_input import BadInputError, fail
from adapters.assembly.loading import faq_path, load_bot, read_text
from adapters.garbage import made_to_stay
from adapters.ops import marks, until_changed
from adapters.text_file import TextFileError, refuse_streams

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from adapters.ops import FileState, Marks, Signals
    from adapters.turns import Turns
    from botcore import Bot, Faq

_logger = structlog.get_logger(__name__)

_KEPT_FAULTS = 20
"""Faults of a refused file that are kept to be shown; the log has them all."""


class _StoppedError(Exception):
    """The program is to stop while a file is being learned."""


class Content:
    """What is answered from.

    Attributes:
        questions: Those of the file, changed in place when it is replaced.
        faq: The file; None: none was loaded.
    """

    def __init__(self, named: Path | None, state: FileState, signals: Signals, turns: Turns | None = None) -> None:
        """Prepare; `load` loads the file that is named, or set, or installed, and questions wait in `turns`."""
        self._turns = turns
        self.questions: list[str] = []
        self.faq: Faq | None = None
        self._named = named
        self._state = state
        self._signals = signals
        self._answer: Answerer | None = None
        self._seen: Marks = ()
        self._learning: threading.Thread | None = None

    @property
    def answer(self) -> Answerer:
        """What answers, once a file was loaded."""
        if self._answer is None:
            raise RuntimeError("no file was loaded")
        return self._answer

    @property
    def is_learning(self) -> bool:
        """Whether a thread is still at work on a file."""
        return self._learning is not None and self._learning.is_alive()

    def look(self) -> Marks:
        """Return what is another one once somebody asks for another look, or the file is written."""
        try:
            path = faq_path(self._named)
        except BadInputError:
            return (self._signals.hangups,)
        return (self._signals.hangups, *marks([path]))

    async def load(self) -> None:
        """Load the file, unless one is answered from already.

        Raises:
            BadInputError: It cannot be used.
        """
        if self._answer is None:
            await self._take()

    async def follow(self) -> None:
        """Load the file whenever it was written, until cancelled; a bad one changes nothing but what is shown."""
        while True:
            await until_changed(self.look, self._seen)
            try:
                await self._take()
            except BadInputError as error:
                self._refuse(error.lines)
            except Exception as error:  # noqa: BLE001 - whatever broke, the file before goes on
                self._refuse([f"it cannot be learned ({type(error).__name__})"])

    def close(self) -> None:
        """Let the thread that answers end."""
        if self._answer:
            self._answer.close()

    def _refuse(self, lines: Sequence[str]) -> None:
        self._state.refusals += 1
        self._state.faults = tuple(lines[:_KEPT_FAULTS])
        _logger.error("file_refused", faults=len(lines), answering=self._state.version)
        for line in lines:
            _logger.error("file_fault", fault=line)

    async def _take(self) -> None:
        # Before it is read: a change that comes while it is learned is another change.
        self._seen = self.look()
        path = faq_path(self._named)
        try:
            refuse_streams(path)
        except TextFileError as error:
            fail(str(error))
        version = await asyncio.to_thread(_version, path)
        if version == self._state.version:
            self._state.faults = ()
            _logger.info("file_unchanged", file=version)
            return
        _logger.info("file_loading", file=version)
        try:
            bot = await self._learned(path)
        except _StoppedError:
            return
        self._answer_from(bot, version)
        # Not before: it takes two seconds, and until then a message may have to wait for a part of them.
        threading.Thread(target=_warm, args=(bot,), name="warming", daemon=True).start()

    async def _learned(self, path: Path) -> Bot:
        """Learn a file on a thread that is left to itself once the program is to stop.

        It looks whether to stop only while it encodes; the rest takes seconds more, on a busy machine minutes.

        Raises:
            _StoppedError: The program is to stop.
        """
        loop = asyncio.get_running_loop()
        learned: asyncio.Future[Bot] = loop.create_future()

        def learn() -> None:
            try:
                bot = load_bot(path, self._progress)
            except BaseException as error:  # noqa: BLE001 - it is raised to whoever waits
                told = partial(_settle, learned, error)
            else:
                told = partial(_settle, learned, bot)
            with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(told)

        self._learning = threading.Thread(target=learn, name="learning", daemon=True)
        self._learning.start()
        stopping = asyncio.create_task(self._signals.stop.wait())
        either: set[asyncio.Future[Any]] = {learned, stopping}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
        if not learned.done():
            _stop()
        return learned.result()

    def _answer_from(self, bot: Bot, version: str) -> None:
        if self._answer:
            self._answer.replace(bot)
        else:
            self._answer = Answerer(bot, self._turns)
        self.faq = bot.faq
        # In place: the clients of Discord hold this very list.
        self.questions[:] = [entry.question for entry in bot.faq.entries]
        self._state.version, self._state.entries = version, len(bot.faq.entries)
        self._state.loaded_at, self._state.faults = time.time(), ()
        self._state.loads += 1
        _logger.info("file_loaded", file=version, entries=self._state.entries)

    def _progress(self, *_: int) -> None:
        """End the loading thread's work when the program is to stop: encoding takes long."""
        if self._signals.stop.is_set():
            _stop()


def _settle(learned: asyncio.Future[Bot], became: Bot | BaseException) -> None:
    if learned.done():
        return
    if isinstance(became, BaseException):
        learned.set_exception(became)
    else:
        learned.set_result(became)


def _warm(bot: Bot) -> None:
    with made_to_stay():
        bot.warm()


def _stop() -> NoReturn:
    raise _StoppedError


def _version(path: Path) -> str:
    return hashlib.sha256(read_text(path).encode()).hexdigest()[:12]
