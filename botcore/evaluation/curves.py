"""What scores are worth: reliability, risk and coverage, confusion between entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.evaluation.decks import ASKED, STRANGERS
from botcore.evaluation.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from botcore.evaluation.outcomes import Judged

_BINS = 10


@dataclass(frozen=True)
class Bin:
    """Cases with nearly the same score: their mean score, and how many of their best entries are right."""

    mean_score: float
    share: Share


@dataclass(frozen=True)
class Point:
    """One threshold: the share of cases at or above it, and the share of those whose best entry is wrong."""

    threshold: float
    coverage: float
    risk: float


def _ranked(judged: Iterable[Judged]) -> list[Judged]:
    """Return the cases whose score is looked at (in the file or strange to it), highest score first."""
    looked_at = [each for each in judged if each.case.kind in ASKED | STRANGERS]
    return sorted(looked_at, key=lambda each: -each.observed.score)


def reliability(judged: Iterable[Judged]) -> list[Bin]:
    """Return those of `_BINS` bins of equal width that hold any case, lowest scores first."""
    groups: dict[int, list[Judged]] = {}
    for each in _ranked(judged):
        groups.setdefault(min(int(each.observed.score * _BINS), _BINS - 1), []).append(each)
    return [_bin(groups[number]) for number in sorted(groups)]


def _bin(group: Sequence[Judged]) -> Bin:
    mean = sum(each.observed.score for each in group) / len(group)
    return Bin(mean, Share(sum(each.is_best_right for each in group), len(group)))


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far scores are from shares, weighted by cases.

    Source: Naeini et al., *Obtaining well calibrated probabilities using Bayesian binning*, 2015.
    """
    total = sum(each.share.total for each in bins)
    gaps = sum(abs(each.mean_score * each.share.total - each.share.events) for each in bins)
    return gaps / total if total else 0.0


def risk_coverage(judged: Iterable[Judged]) -> list[Point]:
    """Return one point for each score that occurs, highest first: cases of one score stay together."""
    order, points, wrong = _ranked(judged), [], 0
    for count, each in enumerate(order, start=1):
        wrong += not each.is_best_right
        if count == len(order) or order[count].observed.score < each.observed.score:
            points.append(Point(each.observed.score, count / len(order), wrong / count))
    return points


def right_at(judged: Sequence[Judged], budget: float) -> Share:
    """Return how many questions in the file are right at the threshold that lets a budget of strangers pass.

    The threshold is taken on these very cases, so this compares rankings, not calibration.

    Args:
        judged: Any cases; only those in the file or strange to it count.
        budget: The share of strangers that may reach the threshold, in [0, 1].
    """
    strangers = sorted((each.observed.score for each in judged if each.case.kind in STRANGERS), reverse=True)
    asked = [each for each in judged if each.case.kind in ASKED]
    # Rounded down: a budget is not overdrawn by half a stranger.
    allowed = int(budget * len(strangers))
    threshold = strangers[allowed] if allowed < len(strangers) else -1.0
    return Share(sum(each.is_best_right and each.observed.score > threshold for each in asked), len(asked))


def confusion(judged: Iterable[Judged]) -> dict[str, Counter[str]]:
    """Return for each first expected entry how often each entry scored best; "" where none did.

    Of questions in the file only; a best entry that is also expected counts as the first expected one.
    """
    counts: dict[str, Counter[str]] = {}
    for each in judged:
        if each.case.kind in ASKED and each.case.expect:
            first = each.case.expect[0]
            best = first if each.is_best_right else each.observed.best or ""
            counts.setdefault(first, Counter())[best] += 1
    return dict(sorted(counts.items()))
