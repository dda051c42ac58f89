"""A start and some messages in a process of their own, so that its time and memory are nobody else's.

`python -m adapters.benchmarks.probe FAQ CACHE` reads a JSON list of messages on standard input once the bot is
ready, and prints JSON lines: progress of the load, then what was measured. A memory peak is a process's for
good: hence the process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Given = TypeVar("_Given")


def probe(
    faq: Path, cache: Path, messages: Sequence[str], *, progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """Return what a start with a cache and some messages took, measured in a new process.

    Args:
        faq: The file.
        cache: Where vectors are kept; a file that is not there makes the start a cold one.
        messages: What to ask.
        progress: Called with how many wordings are encoded, of how many.

    Returns:
        `ready` in seconds from the start of the process to the first message that could be answered; for each
        message `seconds`, and `spent` of the processor's time; the same as `letters` and `letters_spent` for
        letters of forty sentences, and as `lookups` and `lookups_spent` for a message's nearest wording by
        the plain model; `steady` and `peak` in bytes.

    Raises:
        RuntimeError: The process failed; its standard error says why.
    """
    began = time.perf_counter()
    command = [sys.executable, "-m", "adapters.benchmarks.probe", str(faq), str(cache)]
    ready, last = 0.0, {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - our own
        for line in child.stdout or ():
            last = json.loads(line)
            if progress and "done" in last:
                progress(last["done"], last["total"])
            if "ready" in last and child.stdin:
                ready = time.perf_counter() - began
                child.stdin.write(json.dumps(list(messages)))
                child.stdin.close()
    if child.returncode or "seconds" not in last:
        raise RuntimeError(f"the measured process ended with status {child.returncode}")
    return {"ready": ready, **last}


def main(faq: str, cache: str) -> None:
    """Load, say so, answer what comes, and print what it took."""
    from adapters.benchmarks.synthetic import letters
    from adapters.garbage import made_to_stay
    from adapters.vector_file import vectors_kept_in
    from botcore import Asked, Bot, load_faq

    def told(done: int, total: int) -> None:
        _say(done=done, total=total)

    loaded = load_faq(Path(faq).read_text(encoding="utf-8"), name=faq)
    with made_to_stay(), vectors_kept_in(Path(cache)) as vectors:
        bot = Bot(loaded, vectors=vectors, progress=told)
    _say(ready=True)
    # As the service does once it is ready (`Content`): what is measured is a message, not the first of its kind.
    with made_to_stay():
        bot.warm()
    messages = json.load(sys.stdin)
    timed = [_timed(bot.reply, Asked(text)) for text in messages]
    steady, peak = _memory("VmRSS"), _memory("VmHWM")
    written = [_timed(bot.reply, Asked(text)) for text in letters(messages)]
    # Only now: the memory above is the bot's alone.
    import numpy as np

    from adapters.benchmarks.plain_minilm import PlainMiniLM

    plain = PlainMiniLM()
    rows = np.stack([plain.encode(wording) for entry in loaded.entries for wording in entry.wordings])

    def look_up(text: str) -> int:
        return int((rows @ plain.encode(text)).argmax())

    looked_up = [_timed(look_up, text) for text in messages]
    _say(
        seconds=[each.seconds for each in timed],
        spent=[each.spent for each in timed],
        letters=[each.seconds for each in written],
        letters_spent=[each.spent for each in written],
        lookups=[each.seconds for each in looked_up],
        lookups_spent=[each.spent for each in looked_up],
        steady=steady,
        peak=peak,
    )


class _Timed(NamedTuple):
    """What something took, in seconds by the clock and of the processor's time."""

    seconds: float
    spent: float


def _timed(work: Callable[[_Given], object], given: _Given) -> _Timed:
    began, spent = time.perf_counter(), time.process_time()
    work(given)
    return _Timed(time.perf_counter() - began, time.process_time() - spent)


def _memory(name: str) -> int:
    """Return the memory this process holds (`VmRSS`), or the most it held at once (`VmHWM`), in bytes.

    Linux hands `ru_maxrss` on through fork and exec: it would count the process that started this one.
    `VmHWM` begins with the program (getrusage(2), proc(5)).
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(
            int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith(name)
        )
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _say(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
