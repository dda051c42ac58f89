"""Played conversations for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from adapters.reports.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console, RenderableType

    from adapters.harness.replay.replaying import Played
    from adapters.harness.replay.transcripts import Turn
    from botcore import Reply

    _Draw = Callable[[Reply, str], RenderableType]


def played_values(played: Played) -> dict[str, object]:
    """Return a turn as JSON-ready values."""
    return {
        "platform": played.platform,
        "transcript": played.transcript,
        "says": played.turn.says,
        "reply": played.reply.kind if played.reply else None,
        "entry": played.reply.entry.id if played.reply and played.reply.entry else None,
        "shown": [each.text for each in played.shown],
        "differences": list(played.differences),
    }


def print_played(console: Console, played: Sequence[Played], *, seconds: float, draw: _Draw | None) -> None:
    """Print what is not as written, and a line of figures.

    Args:
        console: Where to.
        played: Every turn, one platform after the other.
        seconds: How long it took.
        draw: Draws a reply and a note on it, to print whole conversations; None: do not.
    """
    title = ""
    for each in played:
        if title != (title := f"{each.transcript} · {each.platform}") and (draw or each.differences):
            console.print(Text(f"\n── {title}", style="bold"))
        if draw:
            _print_turn(console, each, draw)
        for difference in each.differences:
            console.print(Text(f"  ✗ {each.turn.who}: {each.turn.says!r}: {difference}", style="red"))
    failed = sum(bool(each.differences) for each in played)
    # Of what was read and is not said there is nothing to see.
    shown = [(each.reply, each.shown[-1]) for each in played if each.reply and each.shown]
    disclaimers = sum(reply.disclaimer in last.text for reply, last in shown)
    conversations = len({(each.platform, each.transcript) for each in played})
    replies = sum(len(each.shown) for each in played)
    line = (
        f"{counted(conversations, 'conversation')}, {counted(len(played), 'turn')}, "
        f"{counted(replies, 'reply', 'replies')}, {disclaimers:,} with disclaimer, "
        f"{failed} not as written, {seconds:.1f} s"
    )
    console.print(Text(f"\n{line}", style="red" if failed else "green"), soft_wrap=True)


def _print_turn(console: Console, each: Played, draw: _Draw) -> None:
    where = {"channel": "#general", "dm": "direct message", "command": "/prolo"}[each.turn.where]
    console.print(
        Text.assemble(
            (each.turn.who, "bold cyan"),
            (f" in {where}: " if each.turn.where != "command" else " /prolo ", "dim"),
            told(each.turn),
        )
    )
    if each.reply and each.shown:
        private = " (only they see it)" if each.shown[-1].private else ""
        console.print(draw(each.reply, private))


def told(turn: Turn) -> str:
    """Return what somebody says or does."""
    if turn.picks is not None:
        return f"presses suggestion {turn.picks}"
    if turn.rates:
        return f"presses {turn.rates}" + (f", because: {turn.reason}" if turn.reason else "")
    if turn.about:
        return f"asks by its menu about the message: {turn.about}"
    return turn.says or "(nothing)"
