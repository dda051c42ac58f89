"""Transcripts on platforms: the core by itself, and the whole service over real connections."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adapters.answering import Answerer
from adapters.assembly.bad_input import fail
from adapters.assembly.loading import read_text
from adapters.assembly.wire_runs import play_run
from adapters.harness.replay.platforms import CorePlatform, Overheard
from adapters.harness.replay.replaying import Played, replay
from adapters.harness.replay.transcripts import TranscriptError, load_transcripts
from adapters.harness.replay.updating import expected_now, rewritten, written
from adapters.harness.replay.wire import WIRES, Outcomes, Run, apart, blamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from adapters.harness.replay.transcripts import Transcript
    from adapters.incoming import Respond
    from botcore import Bot

_AT_ONCE = 12
"""Services side by side: they mostly wait for deadlines, but a machine has only so many cores."""

PLATFORMS = ("core", *WIRES)
"""The core by itself is the yardstick; every wire has the whole service on it."""


def chosen(on: Sequence[str] | None, known: Sequence[str]) -> list[str]:
    """Return the platforms named, or all there are.

    Raises:
        BadInputError: One is not known.
    """
    if unknown := set(on or ()) - set(known):
        fail(f"--on: found {', '.join(sorted(unknown))}; expected {', '.join(known[:-1])} or {known[-1]}")
    return list(on or known)


def transcripts_of(paths: Iterable[Path]) -> list[Transcript]:
    """Return the transcripts of files and of folders, in order.

    Raises:
        BadInputError: There is none, or one has faults.
    """
    return [transcript for _, transcripts in transcripts_by_file(paths) for transcript in transcripts]


def transcripts_by_file(paths: Iterable[Path]) -> list[tuple[Path, list[Transcript]]]:
    """Return the same by file; raises as `transcripts_of` does."""
    paths = list(paths)
    files = [each for path in paths for each in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    if not files:
        fail(f"{paths[0]}: found no transcript; expected .yaml files")
    try:
        return [(file, load_transcripts(file)) for file in files]
    except TranscriptError as error:
        fail(str(error).splitlines())


async def play(
    bot: Bot,
    transcripts: Sequence[Transcript],
    names: Sequence[str],
    *,
    done: Callable[[], None] = lambda: None,
) -> list[Played]:
    """Play every transcript on platforms, side by side; the turns of one transcript come together.

    Args:
        bot: Answers.
        transcripts: The conversations.
        names: Of `PLATFORMS`, in the order wanted.
        done: Called after each conversation on each platform.
    """
    answer, free = Answerer(bot), asyncio.Semaphore(_AT_ONCE)

    async def one(name: str) -> list[Played]:
        if name == "core":
            return await _play_on_core(answer, transcripts, done)
        played, outcomes = await play_run(apart(answer, name), transcripts, Run(name), free, done)
        return blamed(played, outcomes)

    try:
        found = await asyncio.gather(*map(one, names))
    finally:
        answer.close()
    order = [each.title for each in transcripts]
    return sorted((each for played in found for each in played), key=lambda each: order.index(each.transcript))


async def _play_on_core(
    answer: Respond, transcripts: Sequence[Transcript], done: Callable[[], None]
) -> list[Played]:
    played = []
    for number, transcript in enumerate(transcripts):
        overheard = Overheard(apart(answer, f"core {number}"))
        played += await replay(transcript, CorePlatform(overheard), overheard.replies)
        done()
    return played


async def play_runs(
    bot: Bot,
    transcripts: Sequence[Transcript],
    runs: Sequence[Run],
    *,
    done: Callable[[Outcomes], None] = lambda _: None,
) -> list[tuple[list[Played], Outcomes]]:
    """Play every transcript in every run, many of them side by side; results in the order of `runs`.

    Args:
        bot: Answers; nothing it remembers crosses from one run to another.
        transcripts: The conversations, one after the other in each run.
        runs: What to do.
        done: Called with the outcomes of each run as it ends.
    """
    answer, free = Answerer(bot), asyncio.Semaphore(_AT_ONCE)

    async def one(number: int, run: Run) -> tuple[list[Played], Outcomes]:
        played, outcomes = await play_run(apart(answer, f"run {number}"), transcripts, run, free)
        done(outcomes)
        return played, outcomes

    try:
        return list(await asyncio.gather(*(one(number, run) for number, run in enumerate(runs))))
    finally:
        answer.close()


async def update(
    bot: Bot, files: Sequence[tuple[Path, Sequence[Transcript]]], agree: Callable[[Played, str], bool]
) -> tuple[int, int]:
    """Write what the core replies into transcripts, in place of what was expected.

    Args:
        bot: Answers.
        files: Transcripts by file.
        agree: Is shown a turn that came out otherwise and the expectation that would stand there; returns whether
            to write it.

    Returns:
        How many expectations were written, and how many turns are still not as written.

    Raises:
        BadInputError: A file cannot be written.
    """
    answer, wrote, still = Answerer(bot), 0, 0
    try:
        for path, transcripts in files:
            agreed = {}
            for number, transcript in enumerate(transcripts):
                played = await _play_on_core(apart(answer, f"{path} {number}"), [transcript], lambda: None)
                for turn, each in enumerate(played):
                    expected = expected_now(each)
                    differs = bool(each.differences)
                    if differs and expected != each.turn.expect and agree(each, written(expected)):
                        agreed[number, turn] = expected
                    else:
                        still += differs
            if agreed:
                _write(path, rewritten(read_text(path).removeprefix("\ufeff"), agreed))
            wrote += len(agreed)
    finally:
        answer.close()
    return wrote, still


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        fail(f"{path}: cannot be written ({error.strerror})")
