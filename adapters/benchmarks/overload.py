"""More questions a second than can be answered, over signed HTTP; who is answered, who is told so, and when.

Questions come at times fixed beforehand, whatever comes back, and every second counts from those times.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.benchmarks.bare_slack import BareSlack, Sent

_RED_FLAG = "i cannot breathe"
_RED_FLAG_EVERY = 2.0
"""Seconds between two red flags, each of somebody who asks nothing else."""

_QUIET = 5.0
"""Seconds without a reply after which what has not come does not come any more."""

_LONGEST = 90.0
"""Seconds until then, at most."""


@dataclass(frozen=True)
class Offered:
    """What is offered.

    Attributes:
        per_second: Questions, red flags aside.
        seconds: For how long.
        people: Who ask, in turn; one of them floods.
        command_of: One question in so many is a command; 0: none is.
    """

    per_second: float = 200.0
    seconds: float = 60.0
    people: int = 2_000
    command_of: int = 0


class Used(NamedTuple):
    """What a process has used until a moment.

    Attributes:
        at: When, by `time.monotonic`.
        cpu: Seconds of the processor's time.
        memory: Bytes it holds.
    """

    at: float
    cpu: float
    memory: int


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        offered: What was offered.
        asked: The questions.
        red_flags: The red flags of others.
        used: What the service had used, every second while questions came, and at the end.
        load: The cores that this process took while questions came.
        machine: How many processes wanted to run on the machine (`os.getloadavg`, of the last minute).
    """

    offered: Offered
    asked: list[Sent] = field(default_factory=list)
    red_flags: list[Sent] = field(default_factory=list)
    used: list[Used] = field(default_factory=list)
    load: float = 0.0
    machine: float = 0.0

    @property
    def asked_by(self) -> dict[str, list[Sent]]:
        """The questions of each person."""
        found: dict[str, list[Sent]] = {}
        for each in self.asked:
            found.setdefault(each.person, []).append(each)
        return found


async def offer(slack: BareSlack, questions: Sequence[str], offered: Offered, process: int) -> Outcome:
    """Offer it; return what came of it once all is quiet.

    Args:
        slack: Whose people ask.
        questions: What is asked, in turn.
        offered: How much.
        process: The service's.
    """
    outcome = Outcome(offered, used=[_used(process)])
    measuring = asyncio.create_task(_measure(outcome.used, process))
    own, began = time.process_time(), time.monotonic()
    # Beside each other: a red flag has to come into the middle of the rush.
    await asyncio.gather(_ask(slack, questions, outcome, began), _cry(slack, outcome, began))
    outcome.load = (time.process_time() - own) / (time.monotonic() - began)
    measuring.cancel()
    outcome.machine = os.getloadavg()[0]
    await _quiet(outcome)
    outcome.used.append(_used(process))
    return outcome


async def _ask(slack: BareSlack, questions: Sequence[str], outcome: Outcome, began: float) -> None:
    offered = outcome.offered
    for number in range(int(offered.per_second * offered.seconds)):
        due = began + number / offered.per_second
        if (early := due - time.monotonic()) > 0:
            await asyncio.sleep(early)
        person = f"U{number % offered.people}"
        is_command = bool(offered.command_of) and number % offered.command_of == 0
        outcome.asked.append(slack.ask(person, questions[number % len(questions)], due, is_command=is_command))


async def _cry(slack: BareSlack, outcome: Outcome, began: float) -> None:
    for number in range(int(outcome.offered.seconds / _RED_FLAG_EVERY)):
        due = began + (number + 0.5) * _RED_FLAG_EVERY
        await asyncio.sleep(due - time.monotonic())
        outcome.red_flags.append(slack.ask(f"URED{number}", _RED_FLAG, due))


async def _measure(found: list[Used], process: int) -> None:
    while True:
        await asyncio.sleep(1)
        found.append(_used(process))


async def _quiet(outcome: Outcome) -> None:
    """Return once everything was shown that is shown at all."""
    until = time.monotonic() + _LONGEST
    seen, since = -1, time.monotonic()
    while time.monotonic() < until and time.monotonic() - since < _QUIET:
        shown = sum(len(each.shown) for each in (*outcome.asked, *outcome.red_flags))
        if shown != seen:
            seen, since = shown, time.monotonic()
        await asyncio.sleep(0.2)


def _used(process: int) -> Used:
    """Return what a process has used until now (proc(5))."""
    folder = Path("/proc") / str(process)
    # Behind the last bracket: a process may have blanks and brackets in its name.
    fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    ticks, pages = int(fields[11]) + int(fields[12]), int(fields[21])
    return Used(time.monotonic(), ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))
