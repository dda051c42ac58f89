"""The service in a process of its own, and more questions a second than it can answer."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.benchmarks.bare_slack import BareSlack
from adapters.benchmarks.chaos.databases import database_of
from adapters.benchmarks.chaos.programs import free_port
from adapters.benchmarks.overload import Offered, Outcome, offer

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONNECT_WITHIN = 120.0
_WARM_AFTER = 6.0
"""Seconds for the service to make what it first makes beside serving."""


async def overload(faq: Path, questions: Sequence[str], offered: Offered, database: str = "") -> Outcome:
    """Return what came of it, over signed HTTP.

    Args:
        faq: The file.
        questions: What is asked, in turn.
        offered: How much.
        database: `sqlite` or `postgresql`, an empty one; "": none.
    """
    if not database:
        return await _overload(faq, questions, offered, address="")
    with tempfile.TemporaryDirectory(prefix="overload", ignore_cleanup_errors=True) as folder:
        async with database_of(database, Path(folder)) as kept:
            return await _overload(faq, questions, offered, address=kept.address)


async def _overload(faq: Path, questions: Sequence[str], offered: Offered, *, address: str) -> Outcome:
    port = free_port()
    async with BareSlack(f"http://127.0.0.1:{port}/slack/events") as slack:
        environment = dict(os.environ) | {
            "PROLOBOT_FAQ": str(faq),
            **slack.environment(port),
            "PROLOBOT_DATABASE": address,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters", "slack"),
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(_CONNECT_WITHIN):
                await _listening(port)
            await asyncio.sleep(_WARM_AFTER)
            return await offer(slack, questions, offered, process.pid)
        finally:
            process.terminate()
            await process.wait()


async def _listening(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
