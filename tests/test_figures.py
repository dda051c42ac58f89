"""README's table of figures and the command that writes it: the same lines, goals and verdicts."""

from __future__ import annotations

import re

import figures

from botcore.evaluation import GOALS, MEASURES, Share, read_deck

LINE = re.compile(
    r"\| (?P<deck>[^|]+) \| (?P<figure>[^|]+) \| [^|]+ \| [^|]+ \| (?P<events>\d+)/(?P<total>\d+) \|"
)
ROWS = [
    (found, line)
    for line in figures.table(figures.README.read_text(encoding="utf-8")).splitlines()
    if (found := LINE.match(line))
]


def test_the_table_has_the_lines_of_the_command_in_its_order_blind_decks_first() -> None:
    assert figures.table(figures.README.read_text(encoding="utf-8")).startswith(figures.HEAD)
    told = [(found["deck"], found["figure"]) for found, _ in ROWS]
    assert told == [label for label in figures.labels() if label in told]
    assert {deck for deck, _ in told} == {deck for deck, _ in figures.labels()}
    blind = [deck.endswith("blind") for deck, _ in told]
    assert blind == sorted(blind, reverse=True)


def test_every_share_interval_goal_and_verdict_is_what_its_count_says() -> None:
    goals = figures.BLIND_GOALS | {measure.label: GOALS.get(measure.id) for measure in MEASURES}
    for found, line in ROWS:
        share = Share(int(found["events"]), int(found["total"]))
        assert str(figures.Row(found["deck"], found["figure"], share, goals.get(found["figure"]))) == line


def test_every_count_is_of_all_that_its_deck_holds() -> None:
    totals = {label: len(messages) for label, messages in figures.blind_parts().items()}
    for deck, file in figures.DECKS.items():
        lines = (figures.ROOT / "tests" / "decks" / file).read_text(encoding="utf-8").splitlines()
        kinds = [case.kind for case in read_deck(lines).cases]
        totals |= {
            (deck, each.label): sum(kind in each.over for kind in kinds)
            for each in MEASURES
            if not each.expected_only
        }
    told = {(found["deck"], found["figure"]): int(found["total"]) for found, _ in ROWS}
    for label in told.keys() & totals.keys():
        assert told[label] == totals[label], label
    of_some = {each.label for each in MEASURES if each.expected_only}
    assert {figure for deck, figure in told.keys() - totals.keys()} <= of_some, "only these are of fewer"
