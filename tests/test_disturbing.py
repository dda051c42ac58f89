"""What stands around a question must not change what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from proving import proof, some

from botcore.evaluation import WRAPPERS, Case, CaseKind, Disturbance, disturb, read_deck, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore import Bot

DECKS = Path(__file__).parent / "decks"
SAMPLE = 8
"""Cases of a deck that are wrapped in a small proof, evenly spread over it: 14 messages each."""


def changed(disturbances: Sequence[Disturbance]) -> list[tuple[str, str, str, str]]:
    return [
        (change.wrapper, change.case.text, change.before.kind, change.after.kind)
        for each in disturbances
        for change in each.changes
    ]


def test_nothing_around_the_files_own_questions_changes_their_outcome(bot: Bot) -> None:
    cases = [Case((entry.question,), CaseKind.ANSWERABLE, (entry.id,)) for entry in bot.faq.entries]
    assert changed(list(disturb(cases, bot.reply))) == []


@proof(f"{SAMPLE} cases of each deck", "both decks whole")
@pytest.mark.parametrize("name", ["work", "holdout"])
def test_politeness_signatures_and_quotes_change_the_outcome_of_at_most_two_percent(bot: Bot, name: str) -> None:
    cases = read_deck((DECKS / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"), name=name).cases
    disturbances = list(disturb(some(cases, SAMPLE), bot.reply))
    assert [each.wrapper for each in disturbances] == list(WRAPPERS)
    # The misses of the hold-out deck stay unread: see the decks' README.
    shown = changed(disturbances) if name == "work" else [each.share for each in disturbances]
    assert (total(disturbances).value or 0.0) <= 0.02, shown


def test_a_wrapper_that_changes_an_outcome_is_counted_with_its_case(bot: Bot) -> None:
    case = Case(("is it safe for neck pain",), CaseKind.ANSWERABLE, ("safety-neck",))

    def shy(message: object) -> object:
        polite = "thanks" in message.text.casefold()  # type: ignore[attr-defined] # a message
        return bot.apology() if polite else bot.reply(message)  # type: ignore[arg-type] # the same

    [thanks, bare] = disturb([case], shy, wrappers=("thanks", "greeting"))  # type: ignore[arg-type] # the same
    assert (thanks.share.events, bare.share.events) == (1, 0)
    assert thanks.changes[0].case is case
