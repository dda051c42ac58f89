"""Sixty questions on six subjects among five hundred others: what `gaps` makes of them, and what taking one does.

The lines are in tests/files/unanswered.yaml. How much is alike enough was chosen with them in sight.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from proving import WHOLE, proof, size

from adapters.assembly import finding_gaps, learning
from adapters.assembly.loading import bot_for
from adapters.journal.gaps import find_gaps, near_from, ways_of_asking
from adapters.journal.journal import Journal
from adapters.journal.reading import worded
from adapters.learning import NEW, Draft, Signature, compare_decks, drafts_of, taken
from adapters.store import Store
from adapters.store.engine import build_engine
from botcore import Asked, Kind, load_faq
from botcore.encoding import Encoder
from botcore.evaluation import judge_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.journal.gaps import Gap
    from botcore import Bot, Faq, Message, Reply

ROOT = Path(__file__).parent.parent
KEPT: dict[str, Any] = yaml.safe_load((ROOT / "tests" / "files" / "unanswered.yaml").read_text(encoding="utf-8"))
PLANTED, OTHERS = KEPT["planted"], KEPT["others"]
LITTLE_ELSE = 2
ADA = Signature("Ada Lovelace", date(2026, 11, 27))


async def gaps_of(bot: Bot, questions: Sequence[str], address: str) -> list[Gap]:
    """Return the gaps once as many people have each asked one of the questions, through the journal."""

    async def answer(message: Message) -> Reply:
        return bot.reply(message)

    async with Store(address).open() as store, Journal(store, b"key", days=30).open() as journal:
        journal.reads(bot.faq)
        heard = journal.kept(answer)
        for number, question in enumerate(questions):
            await heard(Asked(question, person=f"discord:{number}", thread="discord:1"))
    engine = build_engine(address)
    with engine.connect() as connection:
        told = list(worded(connection))
    engine.dispose()
    return find_gaps(
        ways_of_asking(told), Encoder().encode_all, lambda text: bot.hears(Asked(text)), near_from(bot.thresholds)
    )


def subject_of(gap: Gap) -> str:
    said = {name: {each.casefold().strip("?") for each in planted["asked"]} for name, planted in PLANTED.items()}
    return next((name for name, asked in said.items() if asked & set(gap.wordings)), "")


@proof("60 planted questions among 40 others", "60 planted questions among 500 others")
async def test_six_subjects_that_ten_people_asked_about_each_are_found_and_little_else(
    bot: Bot, tmp_path: Path
) -> None:
    asked = [each for planted in PLANTED.values() for each in planted["asked"]]
    found = await gaps_of(bot, asked + OTHERS[:: size(12, 1)][:500], f"sqlite:///{tmp_path}/kept.db")
    subjects = [subject_of(gap) for gap in found]
    assert sorted(filter(None, subjects)) == sorted(PLANTED)
    assert subjects.count("") <= LITTLE_ELSE
    for gap in found:
        owners = [
            each.owner for each in drafts_of(gap, bot.faq, lambda text: finding_gaps.is_heard(bot.listener, text))
        ]
        wanted = PLANTED.get(subject_of(gap), {}).get("entry", NEW)
        assert owners[:1] == [wanted] or not owners, subject_of(gap)


DECKS = sorted((ROOT / "tests" / "decks").glob("*.jsonl"))
FLOPPY = PLANTED["floppy"]
left_to_prove = pytest.mark.skipif(
    not WHOLE, reason="a file of 3,000 wordings is learned anew, and asked its decks"
)


@pytest.fixture(scope="module")
def taught(faq: Faq) -> Bot:
    """Return a bot that learned one wording from a draft."""
    text = (ROOT / "faq.yaml").read_text(encoding="utf-8")
    draft = Draft("k", FLOPPY["entry"], (FLOPPY["asked"][0],), 10, 10)
    assert draft.wordings[0] not in faq.wordings[draft.owner]
    return bot_for(load_faq(taken(text, draft, ADA)), ROOT / "faq.yaml")


def right(bot: Bot) -> int:
    """Return how many questions on the subject that nobody had asked before get its answer."""
    replies = [bot.reply(Asked(each, person=each)) for each in FLOPPY["unseen"]]
    shown = [reply.entry.id for reply in replies if reply.kind is Kind.ANSWER and reply.entry]
    return shown.count(FLOPPY["entry"])


@left_to_prove
@proof("left to make prove", "one wording taken, six others asked")
def test_taking_a_draft_raises_its_subject(bot: Bot, taught: Bot) -> None:
    assert right(taught) > right(bot)


@left_to_prove
@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.stem)
@proof("left to make prove", "the whole deck, before and after")
def test_taking_a_draft_lowers_no_figure_on_any_deck(bot: Bot, taught: Bot, deck: Path) -> None:
    cases = learning.cases_by_deck([deck], {each.id for each in bot.faq.entries}, named=True)[str(deck)]
    before, now = (list(judge_all(cases, each.reply)) for each in (bot, taught))
    (effect,) = compare_decks({"deck": before}, {"deck": now})
    assert [each.now.measure.id for each in effect.worse] == []
