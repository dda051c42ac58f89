"""Three doors: answer, clarify, abstain; and the two that stand before them, urgent and decline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.messages import Kind

if TYPE_CHECKING:
    from botcore.matching import Match, Thresholds
    from botcore.messages import Finding


@dataclass(frozen=True)
class Decision:
    """What to reply with.

    Attributes:
        kind: The kind of reply.
        entry: The id of the entry to show, if any.
        offered: Ids of entries to offer, best first.
        topic: The id of the topic that names who could tell, if any.
    """

    kind: Kind
    entry: str | None = None
    offered: tuple[str, ...] = ()
    topic: str | None = None


def decide(finding: Finding, match: Match, thresholds: Thresholds) -> Decision:
    """Return what to do: an urgent finding outranks everything.

    Between a request for advice and an answer, both of them probabilities, the likelier wins: the file's own words
    are no request for advice, and "is it safe for my neck" is one only if it is no question of the file.
    """
    best = match.best
    answerable = best.score >= thresholds.answer
    offered = tuple(each.id for each in match.candidates if each.score >= thresholds.clarify)
    if finding.verdict == "urgent":
        return Decision(Kind.URGENT, entry=best.id if answerable else None)
    if finding.verdict == "advice" and finding.score >= best.score:
        return Decision(Kind.DECLINE, offered=offered[:1])
    if answerable:
        return Decision(Kind.ANSWER, entry=best.id)
    if match.topic is None and offered:
        return Decision(Kind.CLARIFY, offered=offered)
    # Something far from everything has a nearest topic, too; naming that one would be absurd.
    return Decision(
        Kind.ABSTAIN, offered=offered, topic=match.topic if match.likeness >= thresholds.topic else None
    )
