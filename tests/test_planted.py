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

from adapters.assembly import learning
from adapters.journal.gaps import find_gaps
from adapters.journal.journal import Journal
from adapters.journal.reading import lines
from adapters.learning import NEW, Draft, Signature, compare_decks, drafts_of, taken
from adapters.store import Store
from adapters.store.engine import build_engine
from botcore import Asked, Kind, load_faq
from botcore.encoding import Encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.journal.gaps import Gap
    from botcore import Bot, Message, Reply

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
        told = [line for line in lines(connection) if line["words"]]
    engine.dispose()
    return find_gaps(told, Encoder().encode_all, lambda text: bot.hears(Asked(text)))


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
        owners = [each.owner for each in drafts_of(gap, bot.faq, lambda text: learning.is_heard(bot, text))]
        wanted = PLANTED.get(subject_of(gap), {}).get("entry", NEW)
        assert owners[:1] == [wanted] or not owners, subject_of(gap)


def tracked(items: Sequence[Any], _: str) -> Sequence[Any]:
    return items


def right(bot: Bot, planted: Any, entry: str) -> int:
    """Return how many questions nobody had asked before get the entry's answer."""
    replies = [bot.reply(Asked(each, person=each)) for each in planted["unseen"]]
    return sum(
        reply.kind is Kind.ANSWER and reply.entry is not None and reply.entry.id == entry for reply in replies
    )


@pytest.mark.skipif(not WHOLE, reason="a file of 3,000 wordings is learned and asked all its decks twice")
@proof("left to make prove", "a draft taken, and every deck asked before and after")
def test_taking_a_draft_raises_its_subject_and_lowers_nothing_on_any_deck(bot: Bot) -> None:
    file, planted = ROOT / "faq.yaml", PLANTED["floppy"]
    text, entry = file.read_text(encoding="utf-8"), str(planted["entry"])
    now = taken(text, Draft("k", entry, (planted["asked"][0],), 10, 10), ADA)
    decks = sorted((ROOT / "tests" / "decks").glob("*.jsonl"))
    cases = learning.cases_by_deck(decks, {each.id for each in load_faq(text).entries}, named=False)
    effects = compare_decks(learning.fared(file, text, cases, tracked), learning.fared(file, now, cases, tracked))
    assert right(learning.bot_of(file, now), planted, entry) > right(bot, planted, entry)
    assert [(each.deck, moved.now.measure.id) for each in effects for moved in each.worse] == []
