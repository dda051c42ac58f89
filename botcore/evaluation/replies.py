"""A reply in the format of `batch`, which other programs rely on: written, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botcore.evaluation.lines import BadLineError, read_strings
from botcore.evaluation.outcomes import Observed
from botcore.reply import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botcore.reply import Reply


def observe(reply: Reply) -> Observed:
    """Return what of a reply is judged."""
    best = reply.trace.candidates[0] if reply.trace.candidates else None
    offered = () if reply.kind is Kind.HELP else tuple(each.entry for each in reply.suggestions)
    return Observed(
        kind=reply.kind,
        entry=reply.entry.id if reply.entry else None,
        offered=offered,
        best=best.id if best else None,
        score=best.score if best else 0.0,
    )


def describe(reply: Reply) -> dict[str, Any]:
    """Return a reply in the format of `batch`."""
    observed = observe(reply)
    return {
        "reply": observed.kind.value,
        "entry": observed.entry,
        "candidates": list(observed.offered),
        "best": observed.best,
        "score": round(observed.score, 6),
        "text": reply.text,
        "disclaimer": reply.disclaimer,
    }


def observe_row(row: Mapping[str, Any]) -> Observed:
    """Return what is judged of a reply in the format of `batch`.

    Raises:
        BadLineError: A key is missing or holds something else; says which, and what was expected.
    """
    try:
        kind = Kind(row["reply"])
    except (KeyError, ValueError):
        raise BadLineError(f"the reply {row.get('reply')!r}", f"one of {', '.join(Kind)}") from None
    entry, best, score = row.get("entry"), row.get("best"), row.get("score", 0.0)
    if not all(each is None or isinstance(each, str) for each in (entry, best)):
        raise BadLineError("an entry or best that is no id", "a string or null")
    offered = read_strings(row.get("candidates", []), "candidates", "a list of ids")
    if not isinstance(score, int | float) or not 0 <= score <= 1:
        raise BadLineError(f"the score {score!r}", "a number in [0, 1]")
    return Observed(kind, entry, offered, best, float(score))
