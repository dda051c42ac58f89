"""Three doors: answer, clarify, abstain; and the two that stand before them, urgent and decline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from botcore.matching import OFFERED
from botcore.reply import Kind
from botcore.trace import Because, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.matching import Match
    from botcore.text import Feeling
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
        say: The key of the message that is said; empty: the kind's own.
        uncovered: Ids of topics that were asked about beside what is answered or offered.
        rest: Whether something else was asked that nothing of the file is near to.
        left: Whether more was asked than is replied to at once.
    """

    kind: Kind
    because: Because
    entry: str = ""
    offered: tuple[str, ...] = ()
    topic: str = ""
    say: str = ""
    uncovered: tuple[str, ...] = ()
    rest: bool = False
    left: bool = False


def decide(finding: Finding, match: Match, thresholds: Thresholds, feeling: Feeling | None = None) -> Decision:
    """Return what to do: an urgent finding outranks everything.

    Between a request for advice and an answer, both of them probabilities, the likelier wins: the file's own words
    are no request for advice, and "is it safe for my neck" is one only if it is no question of the file.
    A feeling is met with a kind word, unless it is told in the file's own words.
    """
    if finding.verdict is Verdict.URGENT:
        return Decision(Kind.URGENT, Because.RED_FLAG, offered=_likely_enough(match, thresholds))
    # 1.0 is the score of the file's own wordings alone (`Matcher.match`).
    if feeling and match.best.score < 1.0:
        offered = _likely_enough(match, thresholds)[:1]
        return Decision(Kind.DECLINE, Because.FEELING, offered=offered, say=feeling)
    # What the file's author would ask back about is the file's own words, too.
    if finding.verdict is Verdict.ADVICE and finding.score >= match.best.score and not match.could_be:
        return Decision(Kind.DECLINE, Because.ADVICE, offered=_likely_enough(match, thresholds)[:1])
    return _match_alone(match, thresholds)


def decide_picked(entries: Sequence[str]) -> Decision:
    """Return what to do about a pick in words: answer the first, offer the others; ask again where it is none."""
    if not entries:
        return Decision(Kind.HELP, Because.SMALL_TALK, say="unanswered")
    return Decision(Kind.ANSWER, Because.PICKED, entry=entries[0], offered=tuple(entries[1:]))


def decide_together(parts: Sequence[Decision], *, left: bool = False) -> Decision | None:
    """Return what to do about a message of several questions; None where it is about one thing after all.

    Urgent in any part: only that. A request for advice: declined first, the rest offered. Else the first that has
    an answer is answered and the others are offered; what is not covered is named.

    Args:
        parts: What to do about each question that was looked at.
        left: Whether there are others.
    """
    urgent = next((part for part in parts if part.kind is Kind.URGENT), None)
    if urgent or len({_subject(part) for part in parts if _is_sure(part)}) < 2:  # noqa: PLR2004 - one thing
        return urgent
    first = min(parts, key=lambda part: _FIRST.index(part.kind) if part.kind in _FIRST else len(_FIRST))
    asked = [each for part in parts for each in _found(part)]
    offered = tuple(each for each in dict.fromkeys(asked) if each != first.entry)[:OFFERED]
    shown = {first.entry, *offered}
    left |= any(shown.isdisjoint(found) for part in parts if (found := _found(part)))
    topics = dict.fromkeys(part.topic for part in parts if part.topic and part.topic != first.topic)
    rest = any(part.because is Because.FAR for part in parts) and first.because is not Because.FAR
    # "I have no answer" above entries that answer the other questions would hide them.
    kind = Kind.CLARIFY if first.kind is Kind.ABSTAIN and offered else first.kind
    if kind is not first.kind:
        topics = dict.fromkeys(part.topic for part in parts if part.topic)
        first = replace(first, kind=kind, because=Because.UNSURE, topic="")
    return replace(first, offered=offered, uncovered=tuple(topics), rest=rest, left=left)


_FIRST = (Kind.DECLINE, Kind.ANSWER, Kind.CLARIFY)
"""Which of several questions is replied to first; of a kind, the one that was asked first."""


def _is_sure(part: Decision) -> bool:
    """Tell whether it is sure what a part is about: a fragment of a question is near to anything."""
    return part.because in {Because.LIKELY, Because.ADVICE, Because.TOPIC, Because.AMBIGUOUS, Because.FAR}


def _found(part: Decision) -> tuple[str, ...]:
    return (part.entry,) if part.entry else part.offered


def _subject(part: Decision) -> object:
    return part.entry or part.topic or (part.because, part.offered)


def _match_alone(match: Match, thresholds: Thresholds) -> Decision:
    # However sure the best of them is: the file itself says that the question has several answers.
    if match.could_be:
        return Decision(Kind.CLARIFY, Because.AMBIGUOUS, offered=match.could_be)
    offered = _likely_enough(match, thresholds)
    if match.best.score >= thresholds.answer:
        # One word may turn a question's sense and leave it as near as before: "safe" for a knee, and not a neck.
        if match.best.is_doubted:
            return Decision(Kind.CLARIFY, Because.DOUBTED, offered=offered)
        return Decision(Kind.ANSWER, Because.LIKELY, entry=match.best.id)
    # Where a topic is nearest, who could tell is said first, and entries are offered below it.
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
