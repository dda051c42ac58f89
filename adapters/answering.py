"""The bot on a thread of its own, so that no event loop waits for it and no fault reaches a person."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from botcore import Bot, Message, Reply

log = structlog.get_logger(__name__)


class Answerer:
    """Turns messages into replies, one at a time, in the order they came."""

    def __init__(self, bot: Bot) -> None:
        """Take over a bot; `replace` swaps it."""
        self._bot = bot
        self._hurries = False
        # One thread: the bot is not for several at once, and a second core is left to the event loop.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="bot")

    async def __call__(self, message: Message) -> Reply:
        """Return the reply; an apology, with the disclaimer, when the bot fails."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._reply, message)

    def replace(self, bot: Bot) -> None:
        """Answer from another bot from the next message on."""
        self._bot = bot

    def hurry(self) -> None:
        """Read no more from the next message on: say that there is no time left, and whom to call."""
        self._hurries = True

    def close(self) -> None:
        """Let the thread end after the message it is working on."""
        self._thread.shutdown(wait=True)

    def _reply(self, message: Message) -> Reply:
        try:
            reply = self._bot.stopping() if self._hurries else self._bot.reply(message)
        except Exception as error:  # noqa: BLE001 - a person must get a reply whatever broke
            log.error("reply_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback could hold words
            return self._bot.apology()
        log.info("replied", kind=reply.kind, entry=reply.entry.id if reply.entry else None)
        return reply
