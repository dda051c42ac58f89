"""Play transcripts on platforms and say, readably, where what came back differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.harness.replay.platforms import Platform, Shown
    from adapters.harness.replay.transcripts import Transcript, Turn
    from botcore import Reply


@dataclass(frozen=True)
class Played:
    """One turn played on one platform.

    Attributes:
        platform: Its name.
        transcript: The title.
        turn: What was said.
        shown: What the bot showed.
        reply: What the core replied; None when it was not asked.
        differences: What is not as expected; empty when all is well.
    """

    platform: str
    transcript: str
    turn: Turn
    shown: tuple[Shown, ...]
    reply: Reply | None
    differences: tuple[str, ...]


async def replay(transcript: Transcript, platform: Platform, replies: list[Reply]) -> list[Played]:
    """Play every turn in order.

    Args:
        transcript: The conversation.
        platform: Where; freshly built, so that nothing is remembered.
        replies: The list to which the platform's answerer adds what the core replies.
    """
    played = []
    for turn in transcript.turns:
        before = len(replies)
        shown = await platform.play(turn)
        new = replies[before:]
        differences = tuple(_differences(turn, shown, new))
        reply = new[-1] if new else None
        played.append(Played(platform.name, transcript.title, turn, tuple(shown), reply, differences))
    return played


def _differences(turn: Turn, shown: list[Shown], replies: list[Reply]) -> Iterator[str]:
    expect = turn.expect
    wanted = 0 if expect.reply == "none" else 1
    # A form says something, too, above its field; and an edit is read, whether or not anything is said to it.
    heard = 1 if turn.way == "edit last" else wanted + bool(turn.reason)
    if len(shown) != wanted:
        yield f"replies: expected {wanted}, found {len(shown)}"
    if len(replies) != heard:
        yield f"messages that reached the core: expected {heard}, found {len(replies)}"
    if not (wanted and shown and replies):
        return
    reply, seen = replies[-1], shown[-1]
    if reply.kind != expect.reply:
        yield f"kind: expected {expect.reply}, found {reply.kind}"
    entry = reply.entry.id if reply.entry else None
    if expect.entry is not None and entry != expect.entry:
        yield f"entry: expected {expect.entry}, found {entry}"
    missing = set(expect.offers) - {each.entry for each in reply.suggestions}
    if missing:
        yield f"offers: expected {', '.join(sorted(missing))} among the suggestions, found none"
    if None not in {expect.private, seen.private} and expect.private != seen.private:
        yield f"private: expected {expect.private}, found {seen.private}"
    yield from _whole(reply, seen)
    for words in expect.includes:
        if words.casefold() not in seen.text.casefold():
            yield f"text: expected {words!r} in it, found {seen.text!r}"


def _whole(reply: Reply, seen: Shown) -> Iterator[str]:
    """Yield whatever of the reply a person does not see."""
    for text in (*reply.said, reply.disclaimer):
        if text not in seen.text:
            yield f"expected {text!r} whole, found {seen.text!r}"
