"""Three doors: answer, clarify, abstain; and the two that stand before them, urgent and decline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.messages import Kind
from botcore.trace import Because, Verdict

if TYPE_CHECKING:
    from botcore.matching import Match
    from botcore.trace import Finding, Thresholds


@dataclass(frozen=True)
class Decision:
    """What to reply with, and why.

    Attributes:
        kind: The kind of reply.
        because: The reason.
        entry: The id of the entry to show; empty for none. An answer has one.
        offered: Ids of entries to offer, best first.
        topic: The id of the topic that names who could tell; empty for none.
    """

    kind: Kind
    because: Because
    entry: str = ""
    offered: tuple[str, ...] = ()
    topic: str = ""


def decide(finding: Finding, match: Match, thresholds: Thresholds) -> Decision:
    """Return what to do: an urgent finding outranks everything.

    Between a request for advice and an answer, both of them probabilities, the likelier wins: the file's own words
    are no request for advice, and "is it safe for my neck" is one only if it is no question of the file.
    """
    if finding.verdict is Verdict.URGENT:
        return Decision(Kind.URGENT, Because.RED_FLAG, offered=_likely_enough(match, thresholds))
    if finding.verdict is Verdict.ADVICE and finding.score >= match.best.score:
        return Decision(Kind.DECLINE, Because.ADVICE, offered=_likely_enough(match, thresholds)[:1])
    return _match_alone(match, thresholds)


def _match_alone(match: Match, thresholds: Thresholds) -> Decision:
    if match.could_be:
        return Decision(Kind.CLARIFY, Because.AMBIGUOUS, offered=match.could_be)
    if match.best.score >= thresholds.answer:
        return Decision(Kind.ANSWER, Because.LIKELY, entry=match.best.id)
    offered = _likely_enough(match, thresholds)
    if match.topic is None and offered:
        return Decision(Kind.CLARIFY, Because.UNSURE, offered=offered)
    return _abstain(match, offered, thresholds)


def _abstain(match: Match, offered: tuple[str, ...], thresholds: Thresholds) -> Decision:
    # Something far from everything has a nearest topic, too; naming that one would be absurd.
    if match.likeness < thresholds.near and not offered:
        return Decision(Kind.ABSTAIN, Because.FAR)
    if match.topic is None:
        return Decision(Kind.ABSTAIN, Because.UNLIKELY)
    if match.sureness < thresholds.topic:
        return Decision(Kind.ABSTAIN, Because.STRANGE, offered=offered)
    return Decision(Kind.ABSTAIN, Because.TOPIC, offered=offered, topic=match.topic)


def _likely_enough(match: Match, thresholds: Thresholds) -> tuple[str, ...]:
    return tuple(each.id for each in match.candidates if each.score >= thresholds.clarify)
