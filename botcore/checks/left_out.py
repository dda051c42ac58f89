"""Every wording judged as if it were not in the file: what an author without a deck can know.

It is matched as the bot would match it, by what that learned of the whole file, the safety check aside; a wording
of an entry is a question the file should recognise, one of a topic a stranger it should not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from botcore.checks.remarks import Check, Level, Remark, all_wordings, id_lines
from botcore.decision import decide
from botcore.evaluation.decks import Case, CaseKind
from botcore.evaluation.outcomes import Judged, Observed
from botcore.matching import Matcher
from botcore.trace import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from botcore.checks.remarks import Wording
    from botcore.encoding import VectorCache
    from botcore.faq import LoadedFaq
    from botcore.matching import Match
    from botcore.trace import Grounds, Thresholds

_CLEAR_LEAD = 0.1
"""By how much a wording must be nearer to another entry before that is a warning, on the scale of `fused`."""

_ENOUGH_TOPICS, _ENOUGH_WORDINGS = 60, 60
"""From 60 wordings of topics on they weigh more than whatever stands in for them; of 60 wordings one is 2 %."""

_LEAST_WORDINGS = 4
"""An entry of fewer wordings has too little left, when one is left out, to be judged by it."""


@dataclass(frozen=True)
class LeftOut:
    """What the file's own wordings say about it.

    Attributes:
        wordings: All of them, in the order of `all_wordings`.
        judged: One a wording.
        nearest: The id of the entry or topic each is nearest to when left out.
        leads: By how much that one is nearer than its owner; 0 where it is its owner.
        thresholds: What the file chose.
    """

    wordings: tuple[Wording, ...]
    judged: tuple[Judged, ...]
    nearest: tuple[str, ...]
    leads: tuple[float, ...]
    thresholds: Thresholds


def leave_out(
    loaded: LoadedFaq, vectors: VectorCache, *, progress: Callable[[int, int], None] | None = None
) -> LeftOut | None:
    """Judge every wording without itself; None for a file too small or too large to be learned from."""
    wordings, matcher = all_wordings(loaded), Matcher(loaded.faq, vectors, progress=progress)
    found = matcher.leave_one_out()
    if found is None:
        return None
    evidence, matches = found
    ids = list(loaded.faq.wordings)
    places = {each: number for number, each in enumerate(ids)}
    rows, owners = np.arange(len(wordings)), [places[each.owner] for each in wordings]
    nearest = evidence.fused.argmax(axis=1)
    leads = evidence.fused[rows, nearest] - evidence.fused[rows, owners]
    thresholds = matcher.calibration.thresholds
    asked = zip(wordings, matches, strict=True)
    judged = [Judged(_case(wording), _observe(match, thresholds)) for wording, match in asked]
    return LeftOut(
        tuple(wordings),
        tuple(judged),
        tuple(ids[number] for number in nearest),
        tuple(map(float, leads)),
        thresholds,
    )


def _case(wording: Wording) -> Case:
    kind = CaseKind.ANSWERABLE if wording.is_entry else CaseKind.NEAR_OOS
    return Case((wording.text,), kind, (wording.owner,) if wording.is_entry else (), "file", wording.line)


def _observe(match: Match, thresholds: Thresholds) -> Observed:
    """Return what the bot would decide, were the safety check silent."""
    # The bot's own rule, not a copy of it: what is told here must be what people would get.
    decision = decide(Finding(), match, thresholds)
    return Observed(decision.kind, decision.entry or None, decision.offered, match.best.id, match.best.score)


def answered_elsewhere(left: LeftOut) -> frozenset[Wording]:
    """Return the wordings that would be answered with an entry that is not theirs."""
    rows = zip(left.wordings, left.judged, strict=True)
    return frozenset(wording for wording, judged in rows if judged.observed.entry not in {None, wording.owner})


def read_left_out(loaded: LoadedFaq, left: LeftOut) -> list[Remark]:
    """Return the remarks on wordings that belong elsewhere, the clearest first."""
    return [*_hardly_reached(loaded, left), *_strays(left)]


def missing_evidence(grounds: Grounds) -> str:
    """Return what to write for thresholds that rest on more; empty where there is enough."""
    if not grounds.own:
        return "no entry has two wordings, so nothing tells how people vary a question; write five an entry"
    if grounds.topics < _ENOUGH_TOPICS:
        has = f"{grounds.topics} wordings of topics" if grounds.topics else "no topics"
        return f"{has}; write {_ENOUGH_TOPICS} wordings or more of what people ask that the file does not answer"
    if grounds.own < _ENOUGH_WORDINGS:
        return f"{grounds.own} wordings of entries; write {_ENOUGH_WORDINGS} or more, as people ask"
    return ""


def _strays(left: LeftOut) -> Iterator[Remark]:
    """Yield wordings that would be answered with another entry.

    A wording that is merely nearer to another is none: with topics as different inside as "other subjects"
    that is the rule, and harms nobody while it is not answered.
    """
    elsewhere = answered_elsewhere(left)
    rows = zip(left.leads, left.wordings, left.judged, strict=True)
    for lead, wording, judged in sorted(rows, key=lambda row: -row[0]):
        if wording in elsewhere:
            says = f"{wording.text!r} is nearer to {judged.observed.entry}, and would be answered with it"
            level = Level.WARNING if lead >= _CLEAR_LEAD else Level.NOTE
            yield Remark(wording.line, wording.owner, Check.STRAY, says, level)


def _hardly_reached(loaded: LoadedFaq, left: LeftOut) -> Iterator[Remark]:
    lines, pairs = id_lines(loaded), list(zip(left.wordings, left.nearest, strict=True))
    reached = {wording.owner for wording, nearest in pairs if nearest == wording.owner}
    for entry in loaded.faq.entries:
        if entry.id not in reached and len(entry.wordings) >= _LEAST_WORDINGS:
            says = (
                "no wording is nearest to the rest of its entry; write more that sound alike, or split the entry"
            )
            yield Remark(lines[entry.id], entry.id, Check.UNREACHABLE, says)
