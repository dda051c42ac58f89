"""`make blind`: what is said plainly, on lists and decks by two writers who had the source text and nothing else.

A grid is names of what is urgent in frames that report it, and in calm ones; a deck is lines, urgent and not. The
first writer's were measured once before the last round of the table and never read; the second's once, after it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from adapters.assembly.loading import load_bot
from botcore import Asked, Kind
from botcore.probability import wilson_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
PLAIN = ROOT / "tests" / "decks" / "plain"
CLAUSE_FRAMES = (
    "I {i}", "my mum {she}", "he {she}", "please help, I {i}", "I {i}, what should I do?",
    "Is it safe for the neck? I {i}.", "my husband {she} since the injection",
)  # fmt: skip
DECKS = {
    "selfharm": "self-harm, in the style of public test sets",
    "trades": "dangers in a makerspace, a bank and a shop",
    "beside": "a red flag beside an ordinary question",
}


def grid(writer: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what each part of a writer's grid is, with its messages."""
    lists = json.loads((PLAIN / f"grid_{writer}.json").read_text(encoding="utf-8"))
    yield "names in report frames, heard", _filled(lists["frames"], lists["symptoms"])
    clauses = [frame.format(**clause) for clause in lists["clauses"] for frame in CLAUSE_FRAMES]
    yield "what happens, in report frames, heard", clauses
    yield "the same names in calm frames, urgent", _filled(lists["calm_frames"], lists["symptoms"])


def decks(writer: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what each half of a writer's decks is, with its messages."""
    for name, what in DECKS.items():
        rows = (PLAIN / f"{name}_{writer}.jsonl").read_text(encoding="utf-8").splitlines()
        cases = [json.loads(row) for row in rows]
        yield f"{what}, heard", [case["text"] for case in cases if case["kind"] == "red_flag"]
        yield "its look-alikes, urgent", [case["text"] for case in cases if case["kind"] != "red_flag"]


def _filled(frames: Sequence[str], names: Sequence[str]) -> list[str]:
    return [frame.replace("{}", name) for name in names for frame in frames]


def main() -> None:
    """Print the table."""
    bot = load_bot(ROOT / "faq.yaml")
    table = Table("writer", "what", "share", "95 %", "of")
    for writer in "ab":
        for what, messages in (*grid(writer), *decks(writer)):
            urgent = sum(bot.reply(Asked(text)).kind is Kind.URGENT for text in messages)
            low, high = wilson_interval(urgent, len(messages), 1.96)
            share = f"{urgent / len(messages):.3f}"
            table.add_row(writer, what, share, f"{low:.3f}-{high:.3f}", f"{urgent}/{len(messages)}")
    Console(file=sys.stdout).print(table)


if __name__ == "__main__":
    main()
