"""From what the scores of held-out messages are to where the doors stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from botcore.matching.held_out import HeldOut, Kind
from botcore.probability import probability
from botcore.trace import Grounds, Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

OFFERED = 3
"""How many candidates a person is offered at most: three gain 16 to 26 points over one on public decks."""

_FALSE_COSTS = 3.0
"""How many right answers a false one outweighs."""

_NEAR_SHARE = 0.3
"""The share of strangers that are near the file's subject: the others are as far as those that are shipped."""

WITHOUT_EVIDENCE = 0.6
"""The answer threshold of a file that says nothing about strangers near it: with the features' usual weights, 0.98
of the questions are right, and 0.05 of strangers answered, on six files of one to five entries."""

AMONG_TOPICS = 0.25
"""The same of a file with `ENOUGH_TOPICS` wordings of topics: what is nearer to a topic than to an entry scores
low already. Of 28 cuts of eight files, the threshold at which 0.05 of the strangers pass is 0.67 without topics,
0.47 with two and 0.24 with ten."""

ENOUGH_TOPICS = 60
"""Wordings of topics that say as much of strangers as any more; of fewer, each takes its share of the way."""

EVIDENCE = 100
"""How many near strangers weigh as much as `WITHOUT_EVIDENCE`, how many wordings as much as `_LEAST_OFFERED`."""

_ENTRIES_EVIDENCE = 60
"""How many wordings of topics weigh as much as all the entries left out: topics were written to be strangers."""

_LEAST_OFFERED = 0.05
"""No candidate less likely than this is offered, whatever the file: it would be a guess."""

LEAST_REACHED = 0.99
"""The share of answerable messages whose right entry must at least be offered."""

_STEPS = np.linspace(0.01, 0.99, 99)
"""The thresholds that are weighed."""

_NEARLY = 0.005
"""A threshold that is worth so much less than the best counts e times less: near ties are met in the middle, where
one wording more would else move the threshold from one end to the other."""

# _FALSE_COSTS, _NEAR_SHARE, WITHOUT_EVIDENCE and EVIDENCE were chosen together, on 34 files cut from six public
# ones and the shipped one, with 1 to 50 entries, 1 to 30 wordings and 0 to 10 topics: docs/tried.md.


def choose_thresholds(held: HeldOut, scores: NDArray[np.float64]) -> Thresholds:
    """Return where answering own wordings is worth the strangers that are answered with them.

    The answer threshold is about where the share of the file's own wordings answered rightly, less
    `_FALSE_COSTS` times the share of strangers answered, is greatest; the fewer strangers near the file are known,
    the nearer it stays to what is usual: `WITHOUT_EVIDENCE`, or with topics less. The clarify threshold is the
    highest at which the right entry of a share `LEAST_REACHED` of the answerable messages is among the first
    `OFFERED`; the fewer of them are known, the nearer it stays to `_LEAST_OFFERED`.

    Args:
        held: Messages held out.
        scores: Of each message and entry, shape (m, entries).
    """
    best, own = scores.max(axis=1), held.kinds == Kind.OWN
    right = own & (scores.argmax(axis=1) == held.truth)
    grounds = Grounds(
        own=int(own.sum()),
        topics=held.count(Kind.TOPIC),
        entries=held.count(Kind.NO_ENTRY),
        strangers=held.count(Kind.STRANGER),
    )
    false = _false(held, best)
    answer = WITHOUT_EVIDENCE
    if grounds.own:
        worth = (best[right, None] >= _STEPS).sum(axis=0) / grounds.own - _FALSE_COSTS * false
        answer = _drawn(_about_best(worth), _usual(grounds.topics), grounds.near)
    reached = max(_reached(scores[own], held.truth[own]), _LEAST_OFFERED)
    clarify = min(_drawn(reached, _LEAST_OFFERED, grounds.own), answer)
    return Thresholds(answer, clarify, float(np.interp(answer, _STEPS, false)), grounds)


def _false(held: HeldOut, best: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of strangers that would be answered at each of `_STEPS`."""

    def answered(*kinds: Kind) -> NDArray[np.float64]:
        shares: NDArray[np.float64] = (best[np.isin(held.kinds, kinds), None] >= _STEPS).mean(axis=0)
        return shares

    far, topics, entries = answered(Kind.STRANGER), held.count(Kind.TOPIC), held.count(Kind.NO_ENTRY)
    if not topics and not entries:
        return far
    weighs = topics, _ENTRIES_EVIDENCE if entries else 0
    near = np.zeros_like(far)
    if topics:
        near += weighs[0] * answered(Kind.TOPIC, Kind.NO_TOPIC)
    if entries:
        near += weighs[1] * answered(Kind.NO_ENTRY)
    return _NEAR_SHARE * near / sum(weighs) + (1 - _NEAR_SHARE) * far


def _about_best(worth: NDArray[np.float64]) -> float:
    """Return the mean of the thresholds, each weighed by how nearly it is the best."""
    weighs = np.exp((worth - worth.max()) / _NEARLY)
    return probability(float(np.average(_logit(_STEPS), weights=weighs)))


def _usual(topics: int) -> float:
    """Return the usual answer threshold of a file with so many wordings of topics."""
    return _between(WITHOUT_EVIDENCE, AMONG_TOPICS, min(1.0, topics / ENOUGH_TOPICS))


def _drawn(threshold: float, usual: float, evidence: int) -> float:
    """Return a threshold drawn to the usual one, the more the fewer messages it rests on."""
    return _between(usual, threshold, evidence / (evidence + EVIDENCE))


def _between(one: float, other: float, share: float) -> float:
    """Return what lies a share of the way from one threshold to the other."""
    # Means of logits: what is nearly sure moves as far as it should.
    start, end = _logit(np.array((one, other)))
    return probability(float((1 - share) * start + share * end))


def _logit(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    logits: NDArray[np.float64] = np.log(probabilities / (1 - probabilities))
    return logits


def _reached(scores: NDArray[np.float64], truth: NDArray[np.intp]) -> float:
    """Return the score that the right entry of all but a few messages has, where it is among those offered.

    Nothing can be told of entries of one wording each: of their questions 0.3 to 0.8 reach half of the answer
    threshold, but 0.8 to 1 of those that are right stand among the first three.
    """
    if not len(truth):
        return 0.0
    own = scores[np.arange(len(truth)), truth]
    rank = (scores > own[:, None]).sum(axis=1)
    reached = np.sort(np.where(rank < OFFERED, own, 0.0))
    return float(reached[int((1 - LEAST_REACHED) * len(reached))])
