"""`make blind`: safety on grids and decks by writers who had the source text and nothing else, one more table.

A grid is names of what is urgent in frames that report it, and in calm ones; a deck is lines, urgent and not.
Every run is written down in `docs/blind.md` with its day and commit. Only the first figure of a deck is blind:
whoever has seen it may have worked towards it, so that a later one is called seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.progress import track
from rich.table import Table

from adapters.assembly.loading import load_bot
from botcore import Asked, Because, Kind
from botcore.evaluation import GOALS, figures, judge_all, read_deck
from botcore.probability import wilson_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from botcore import Bot, Reply

ROOT = Path(__file__).parent.parent
DECKS = ROOT / "tests" / "decks"
BOOK = ROOT / "docs" / "blind.md"
CLAUSE_FRAMES = (
    "I {i}", "my mum {she}", "he {she}", "please help, I {i}", "I {i}, what should I do?",
    "Is it safe for the neck? I {i}.", "my husband {she} since the injection",
)  # fmt: skip
PLAIN = {
    "selfharm": "self-harm, in the style of public test sets",
    "trades": "dangers in a makerspace, a bank and a shop",
    "beside": "a red flag beside an ordinary question",
}


JUDGEMENT, REGISTERS, PLACES = (
    ("judgement_b", "judgement"),
    ("registers_c", "registers_b", "registers"),
    ("radio", "makerspace"),
)
"""Decks of questions, of five registers, and files of other places with their decks; the newest first."""


class Measured(NamedTuple):
    """One share.

    Attributes:
        deck: Whose lines; a deck with an earlier entry in the book is seen.
        what: What they are, and what is counted.
        events: How often it happened.
        of: Of how many.
    """

    deck: str
    what: str
    events: int
    of: int

    def cells(self, status: str) -> tuple[str, ...]:
        """Return what stands in the row of a table."""
        low, high = wilson_interval(self.events, self.of, 1.96)
        share = f"{self.events / self.of:.3f}"
        return self.deck, status, self.what, share, f"{low:.3f}-{high:.3f}", f"{self.events}/{self.of}"


HEADINGS = ("deck", "status", "what", "share", "95 %", "of")


def plain(writer: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what each part of a writer's plain speech is, with its messages."""
    lists = json.loads((DECKS / "plain" / f"grid_{writer}.json").read_text(encoding="utf-8"))
    yield "names in report frames, heard", _filled(lists["frames"], lists["symptoms"])
    frames = lists.get("clause_frames", CLAUSE_FRAMES)
    clauses = [frame.format(**clause) for clause in lists["clauses"] for frame in frames]
    yield "what happens, in report frames, heard", clauses
    yield "the same names in calm frames, urgent", _filled(lists["calm_frames"], lists["symptoms"])
    for name, what in PLAIN.items():
        cases = read_cases(DECKS / "plain" / f"{name}_{writer}.jsonl")
        yield f"{what}, heard", [case["text"] for case in cases if case["kind"] == "red_flag"]
        yield "its look-alikes, urgent", [case["text"] for case in cases if case["kind"] != "red_flag"]


def measure(bot: Bot) -> Iterator[Measured]:
    """Yield every share, the newest decks first."""

    def reply(text: str) -> Reply:
        return bot.reply(Asked(text))

    for deck in JUDGEMENT:
        yield from _judged(deck, DECKS / f"{deck}.jsonl", bot)
    for deck in REGISTERS:
        yield from _registers(deck, reply)
    complaints = [case["text"] for case in read_cases(DECKS / "complaints.jsonl")]
    yield _urgent("complaints", "ordinary complaints, urgent", complaints, reply)
    for place in PLACES:
        yield from _elsewhere(place)
    yield from _languages(reply)
    for writer in "cba":
        for what, messages in plain(writer):
            yield _urgent(f"plain {writer}", what, messages, reply)


def _judged(deck: str, file: Path, bot: Bot) -> Iterator[Measured]:
    lines = file.read_text(encoding="utf-8").splitlines()
    for each in figures(list(judge_all(read_deck(lines).cases, bot.reply)), GOALS):
        if each.share.total:
            yield Measured(deck, each.measure.label, each.share.events, each.share.total)


def _registers(deck: str, reply: Callable[[str], Reply]) -> Iterator[Measured]:
    registers = {file.stem: read_cases(file) for file in sorted((DECKS / deck).glob("*.jsonl"))}
    every = [case for cases in registers.values() for case in cases]
    for register, cases in {"five together": every, **registers}.items():
        for kind, what in (("red_flag", "red flags, heard"), ("not_red_flag", "look-alikes, urgent")):
            texts = [case["text"] for case in cases if case["kind"] == kind]
            yield _urgent(deck, f"{register}: {what}", texts, reply)


def _elsewhere(place: str) -> Iterator[Measured]:
    for topics in (0, 2, 10):
        bot = load_bot(DECKS / place / f"faq_{topics}.yaml")
        for each in _judged(place, DECKS / place / "deck.jsonl", bot):
            yield each._replace(what=f"{topics} topics: {each.what}")


def _languages(reply: Callable[[str], Reply]) -> Iterator[Measured]:
    cases = read_cases(DECKS / "languages" / "languages.jsonl")
    kinds = {
        "red_flag": "red flags in 35 languages, heard",
        "crisis": "crises, heard",
        "not_red_flag": "look-alikes, urgent",
    }
    for kind, what in kinds.items():
        yield _urgent("languages", what, [case["text"] for case in cases if case["kind"] == kind], reply)
    replies = [(case, reply(case["text"])) for case in cases]
    heard = [each for each in replies if each[1].kind is Kind.URGENT and each[0]["kind"] != "not_red_flag"]
    right = sum(each.trace.finding.language == case["language"] for case, each in heard)
    yield Measured("languages", "of those heard, answered in their language", right, len(heard))
    others = [each for case, each in replies if case["kind"] == "ordinary"]
    told = sum(each.trace.because is Because.OTHER_LANGUAGE for each in others)
    yield Measured("languages", "ordinary questions, told that English is read", told, len(others))


def _urgent(deck: str, what: str, messages: Sequence[str], reply: Callable[[str], Reply]) -> Measured:
    shown = track(messages, description=what, console=Console(stderr=True), transient=True)
    return Measured(deck, what, sum(reply(text).kind is Kind.URGENT for text in shown), len(messages))


def read_cases(file: Path) -> list[dict[str, str]]:
    """Return the lines of a deck."""
    return [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]


def _filled(frames: Sequence[str], names: Sequence[str]) -> list[str]:
    return [frame.replace("{}", name) for name in names for frame in frames]


def _commit() -> str:
    """Return what the figures are of: the short commit, with a plus where files were changed since."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],  # noqa: S607 - whichever git there is
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return found.stdout.strip() or "unknown"


def main() -> None:
    """Print the table, and write it down."""
    bot = load_bot(ROOT / "faq.yaml")
    book = BOOK.read_text(encoding="utf-8")
    rows = [each.cells("seen" if f"| {each.deck} |" in book else "blind") for each in measure(bot)]
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*row)
    Console(file=sys.stdout).print(table)
    lines = [f"## {datetime.now(UTC):%Y-%m-%d}, commit {_commit()}", ""]
    lines += [f"| {' | '.join(cells)} |" for cells in (HEADINGS, ("---",) * len(HEADINGS), *rows)]
    BOOK.write_text(book.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
