"""Serve platforms until a signal says stop."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import structlog

from adapters.assembly.bad_input import BadInputError, fail
from adapters.assembly.content import Content
from adapters.assembly.keeping import kept_in_database
from adapters.assembly.kept import NOTHING
from adapters.assembly.loading import settings
from adapters.assembly.versions import model_version, program_version
from adapters.hopeless import HopelessError, cannot_listen
from adapters.ops import (
    ServiceState,
    Signals,
    announce,
    configure_logging,
    marks,
    seen_from_outside,
    supervise,
    until_changed,
)
from adapters.platform_state import PlatformState
from adapters.settings import basic_settings, secret_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from adapters.assembly.platforms import Served
    from adapters.ops import Marks
    from adapters.settings import Settings

_logger = structlog.get_logger(__name__)

_TELLING = 3.0
"""Seconds at the end of a stop in which nothing more is read: who still waits is told so."""

_SWITCH_EVERY = 0.0005
"""Seconds for which one thread may go on while others wait for Python's lock, in place of five thousandths: the
threads of the event loop and of the database have little to do and much that waits for them. With 200 questions a
second beside SQLite it took 0.21 s to acknowledge all but one in a hundred, and 0.50 without."""

_CLOSING = 4.0
"""Seconds after the replies' own for connections and the database to be closed: docker-compose.yml gives thirty,
of which 25 are the replies' and the last is the interpreter's. What is owed then is known to the next process."""

_VERIFIED_WITHIN = 5.0
"""Seconds for a platform to say what it thinks of a token; one that is down holds no start up for longer."""


async def _verify(current: Settings, platforms: Sequence[Served]) -> None:
    """Ask the platforms about their tokens: learning the file takes seconds, and a refusal shall not wait for it.

    Raises:
        BadInputError: Some are refused; whatever else goes wrong is for the service, which tries again.
    """

    async def ask(platform: Served) -> None:
        async with asyncio.timeout(_VERIFIED_WITHIN):
            await platform.verify(current)

    found = await asyncio.gather(*map(ask, platforms), return_exceptions=True)
    if lines := [str(each) for each in found if isinstance(each, HopelessError)]:
        fail(lines)


def serve(faq: Path | None, choose: Callable[[Settings], Sequence[Served]], *, wait: bool = False) -> None:
    """Serve until SIGTERM or SIGINT; each platform is supervised by itself.

    Args:
        faq: The file; None: the one that is set, here, or installed.
        choose: Returns which platforms to serve.
        wait: Stay up where nothing can be served, and look again when the file or a secret's file changes.

    Raises:
        BadInputError: Trying again cannot help.
    """
    # Whoever waits shows its state even where no token is set yet: that is what it waits for.
    basics = basic_settings(os.environ) if wait else settings()
    configure_logging(basics.log_level, as_json=basics.log_json)
    sys.setswitchinterval(_SWITCH_EVERY)
    serving = Serving(faq, choose, wait=wait)
    asyncio.run(serving.run(basics))
    if serving.is_learning:
        # Not by the interpreter's own end, which a thread at work in the encoder would not survive.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


class Serving:
    """One run of the program: `serve` on an event loop.

    Attributes:
        state: How it goes.
        signals: What was asked of it.
    """

    def __init__(
        self, faq: Path | None, choose: Callable[[Settings], Sequence[Served]], *, wait: bool = False
    ) -> None:
        """Prepare; the arguments are those of `serve`."""
        self._choose = choose
        self._wait = wait
        self.signals = Signals()
        self.state = ServiceState(program_version(), model_version())
        self._content = Content(faq, self.state.file, self.signals, self.state.turns)
        self._states: dict[str, PlatformState] = {}
        self._kept = NOTHING
        self._kept_as: tuple[object, ...] | None = None
        self._keeping = AsyncExitStack()
        self._following: asyncio.Task[None] | None = None

    @property
    def is_learning(self) -> bool:
        """Whether a file is still being learned."""
        return self._content.is_learning

    async def run(self, basics: Settings) -> None:
        """Serve until a signal says stop; `basics` says where the state is shown.

        Raises:
            BadInputError: Trying again cannot help.
        """
        self.signals.listen()
        announcing = asyncio.create_task(announce(self.state))
        try:
            async with AsyncExitStack() as shown:
                await self._show(shown, basics.ops_host, basics.ops_port)
                # Pushed last, so done first: what is shown tells how the database is closed, too.
                shown.push_async_callback(self._keep_no_more)
                while not self.signals.stop.is_set():
                    await self._serve_once()
        finally:
            announcing.cancel()
            if self._following:
                self._following.cancel()
            self._content.close()
            self.signals.ignore()

    async def _show(self, shown: AsyncExitStack, host: str, port: int) -> None:
        if not port:
            return
        try:
            await shown.enter_async_context(seen_from_outside(self.state, host, port))
        except OSError as error:
            fail(cannot_listen("PROLOBOT_OPS_PORT", host, port, error))

    async def _serve_once(self) -> None:
        """Serve until stopping or, when waiting, until something changes that may help."""
        # Before anything is read: what changes meanwhile is a change.
        before = self._look()
        try:
            current = settings()
            platforms = [part for each in self._choose(current) for part in each.parts(current)]
            # Before anything can fail: what is shown tells of each platform that is to come.
            self.state.platforms = {each.key: self._state_of(each.key) for each in platforms}
            self.state.waiting_for = ()
            await self._keep(current)
            if not self._wait:
                await _verify(current, platforms)
            await self._content.load()
            if self._kept.journal and self._content.faq:
                self._kept.journal.reads(self._content.faq)
        except BadInputError as error:
            if not self._wait:
                raise
            self.state.waiting_for = error.lines
            for line in error.lines:
                _logger.error("cannot_serve", reason=line)  # noqa: TRY400 - the line says it all
            await self._until_changed(before)
            return
        # One as long as the program runs: platforms may be started anew, and the file is followed on.
        self._following = self._following or asyncio.create_task(self._content.follow())
        if not self.signals.stop.is_set():
            await self._serve(current, platforms)

    async def _keep(self, current: Settings) -> None:
        """Open what outlives the process, as it is set now: its address may stand in a file that comes late.

        Raises:
            BadInputError: The address is none.
        """
        wanted = (current.database, current.hashing_key, current.journal, current.journal_days)
        if wanted == self._kept_as:
            return
        await self._keep_no_more()
        self._kept = await self._keeping.enter_async_context(kept_in_database(current, self.state.database))
        self._kept_as = wanted

    async def _keep_no_more(self) -> None:
        await self._keeping.aclose()
        self._kept, self._kept_as = NOTHING, None

    async def _until_changed(self, before: Marks) -> None:
        """Return once another look may help, or when stopping."""
        changing = asyncio.create_task(until_changed(self._look, before))
        stopping = asyncio.create_task(self.signals.stop.wait())
        await asyncio.wait({changing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        changing.cancel()
        stopping.cancel()

    async def _serve(self, current: Settings, platforms: Sequence[Served]) -> None:
        over = asyncio.Event()
        serving = {
            each.key: asyncio.create_task(
                supervise(*each.build(current, self._content, self._state_of(each.key), self._kept), over)
            )
            for each in platforms
        }
        try:
            await self._until_over(serving)
        finally:
            over.set()
            # What is not judged by then is told that there is no time left, while that can still be brought.
            if self.signals.stop.is_set():
                self.signals.leave_in(current.stop_grace + _CLOSING)
                self._hurry_in(max(current.stop_grace - _TELLING, 0.0))
            await asyncio.gather(*serving.values(), return_exceptions=True)

    def _hurry_in(self, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, self._content.answer.hurry)

    async def _until_over(self, serving: dict[str, asyncio.Task[None]]) -> None:
        """Return when stopping, or when what changed asks for a new start; say what ended for good."""
        ended: list[str] = []
        watching = asyncio.create_task(until_changed(self._look_at_secrets, self._look_at_secrets()))
        stopping = asyncio.create_task(self.signals.stop.wait())
        try:
            while True:
                waiting = {*serving.values(), stopping} | ({watching} if self._wait else set())
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                if stopping.done() or (self._wait and watching.done()):
                    return
                over = [key for key, task in serving.items() if task.done()]
                ended += [self._ended(key, serving.pop(key)) for key in over]
                if not self._wait and not serving:
                    raise BadInputError(ended)
                # From now on a changed file or a SIGHUP is worth another try, too.
                watching.cancel()
                watching = asyncio.create_task(until_changed(self._look, self._look()))
        finally:
            watching.cancel()
            stopping.cancel()

    def _ended(self, key: str, task: asyncio.Task[None]) -> str:
        """Say that a platform ended for good; return its line.

        Raises:
            BadInputError: It never began, and nobody waits.
        """
        error = task.exception()
        if not isinstance(error, HopelessError):
            raise error or RuntimeError(f"{key} ended by itself")
        if not self._wait and not self._state_of(key).connected:
            raise BadInputError([str(error)])
        _logger.error("platform_ended", platform=key, reason=str(error))
        return str(error)

    def _state_of(self, key: str) -> PlatformState:
        return self._states.setdefault(key, PlatformState(key))

    def _look(self) -> Marks:
        return (*self._content.look(), *self._look_at_secrets())

    def _look_at_secrets(self) -> Marks:
        return marks(secret_files(os.environ))
