"""Why a case may have come out as it did: causes an author can act on, read from the reply's trace."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from botcore.evaluation.decks import CaseKind
from botcore.reasons import explain
from botcore.reply import Kind
from botcore.text import fold, normalise, words
from botcore.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.evaluation.decks import Case
    from botcore.reply import Reply
    from botcore.trace import Trace


def hints(case: Case, reply: Reply) -> tuple[str, ...]:
    """Return the likely causes, most telling first."""
    because = f"{reply.kind}: {explain(reply.trace)}"
    return (*_safety(case, reply), because, *_ranking(case, reply), *_against(reply), *_spelling(case, reply))


class Cause(StrEnum):
    """What mistakes have in common; in the order in which they are looked for."""

    HEARD = "safety heard what was not there"
    UNHEARD = "safety did not hear what was there"
    STRANGER = "a stranger is as near as the file's own questions"
    DOUBTED = "a word spoke against the right entry"
    RANKED = "another entry was nearer"
    TOPIC = "a topic was nearer"
    LOW = "the right entry was not sure enough"
    MISSING = "no wording is near"
    OTHER = "something else"


def cause(case: Case, reply: Reply) -> Cause:
    """Return the likeliest cause of what came out, for a case that did not come out well."""
    trace = reply.trace
    safety = {CaseKind.RED_FLAG: Kind.URGENT, CaseKind.PERSONAL_ADVICE: Kind.DECLINE}.get(case.kind)
    if safety and reply.kind is not safety:
        # What is urgent outranks advice: of a request for advice too much was heard.
        return Cause.HEARD if reply.kind is Kind.URGENT else Cause.UNHEARD
    if reply.kind in {Kind.URGENT, Kind.DECLINE}:
        return Cause.HEARD
    if not case.expect or not trace.candidates:
        return Cause.STRANGER if reply.kind in {Kind.ANSWER, Kind.CLARIFY} else Cause.OTHER
    return _why_not(case, trace)


def _why_not(case: Case, trace: Trace) -> Cause:
    """Return what kept an expected entry from being answered."""
    own = next((each for each in trace.candidates if each.id in case.expect), None)
    if own and own.against:
        return Cause.DOUBTED
    if own and own is not trace.candidates[0]:
        return Cause.RANKED
    if trace.nearest_topic:
        return Cause.TOPIC
    return Cause.LOW if own else Cause.MISSING


def _safety(case: Case, reply: Reply) -> Iterator[str]:
    finding = reply.trace.finding
    if finding.verdict is not Verdict.CLEAR:
        because = f": {finding.because}" if finding.because else ""
        yield f"safety: {finding.verdict} {finding.category} at {finding.score:.2f}{because}"
    elif case.kind is CaseKind.RED_FLAG:
        yield f"safety: clear at {finding.score:.2f}; add an example under safety in the file"
    elif case.kind is CaseKind.PERSONAL_ADVICE:
        # Such an example would make it urgent.
        yield f"safety: clear at {finding.score:.2f}"


def _ranking(case: Case, reply: Reply) -> Iterator[str]:
    candidates = reply.trace.candidates
    if not candidates:
        return
    best = candidates[0]
    own = next((each for each in candidates if each.id in case.expect), None)
    if not case.expect:
        if reply.kind is Kind.ANSWER:
            yield f"missing topic: nearest is {best.phrasing!r} of {best.id} at {best.score:.2f}"
    elif own is None:
        yield f"missing phrasing: {case.expect[0]} is no candidate; best is {best.id} at {best.score:.2f}"
        yield f"nearest phrasing: {best.phrasing!r} of {best.id}"
    elif own is not best:
        yield f"ranking: {own.id} at {own.score:.2f} behind {best.id} at {best.score:.2f} for {best.phrasing!r}"
    elif reply.kind in {Kind.CLARIFY, Kind.ABSTAIN}:
        yield f"best: {own.id} at {own.score:.2f} for {own.phrasing!r}"
    if reply.trace.context:
        yield f"context: read against {reply.trace.context}"
    elif case.kind is CaseKind.FOLLOWUP and reply.kind is not Kind.ANSWER:
        yield "context: not read as a follow-up"


def _against(reply: Reply) -> Iterator[str]:
    for each in reply.trace.candidates[:1]:
        if each.against:
            yield f"against {each.id}: {' and '.join(each.against)}"


def _spelling(case: Case, reply: Reply) -> Iterator[str]:
    written = set(words(fold(normalise(case.text))))
    changed = [word for word in words(fold(reply.trace.read)) if word not in written]
    if changed:
        yield f"spelling: read {', '.join(map(repr, changed[:6]))}"
