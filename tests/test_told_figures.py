"""Figures that README and docs tell of the code, each held to the constant or the data that it tells of."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from adapters import answering, delivery, lately, owed
from adapters.discord import identifying, rendering
from adapters.slack import door, serving
from adapters.store import ledger, ledger_rows
from botcore import conversation
from botcore.languages import read_languages
from botcore.matching import OFFERED, thresholds
from botcore.safety import checking, likeness
from botcore.safety.table import read_table
from botcore.text import MAX_CHARACTERS, likeliest, read_english

ROOT = Path(__file__).parent.parent
README, RUN = "README.md", "docs/operations/run.md"
DECISIONS, MATCHING, SCALE = "docs/decisions.md", "docs/matching.md", "docs/operations/scale.md"
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 8: "eight", 10: "ten", 15: "fifteen", 30: "thirty"}


def word(number: float) -> str:
    return WORDS[int(number)]


def demo() -> tuple[int, int]:
    """Return how many conversations and turns `make demo` plays, on both platforms."""
    told = yaml.safe_load((ROOT / "docs" / "demo.yaml").read_text(encoding="utf-8"))
    return 2 * len(told), 2 * sum(len(each["turns"]) for each in told)


TOLD = [
    (README, f"in {len(read_languages())} other languages"),
    (README, "{} conversations, {} turns, ".format(*demo())),
    (README, f"It reads at most {serving.LARGEST_BODY // 1024} KiB"),
    (README, f"without a whole request after {word(door._WHOLE_WITHIN)} seconds"),
    (README, f"and an idle one after {word(door._IDLE_WITHIN)}, and holds {door.MOST} at once"),
    (README, f"longer than {rendering._CONTENT_MAX:,} characters"),
    (RUN, f"request after {door._WHOLE_WITHIN:.0f} seconds, an idle one after {door._IDLE_WITHIN:.0f}"),
    (RUN, f"holds {door.MOST} at once, and reads at most {serving.LARGEST_BODY // 1024} KiB"),
    (RUN, f"that were begun, at most {delivery.DRAIN_SECONDS:.0f} seconds, and leaves"),
    (RUN, f"{word(ledger_rows.LEASE)} seconds after a crash"),
    (RUN, f"Of what is older than {word(owed.READ_BACK_WITHIN / 60)} minutes"),
    (RUN, f"after 1, 2, 4 … minutes, {word(owed.MOST_TRIES)} times"),
    (DECISIONS, f"writes a time every {word(ledger.BEAT)} seconds; after {word(ledger_rows.LEASE)} it is gone"),
    (DECISIONS, f"made again for {word(delivery.UNREACHABLE_SECONDS / 60)} minutes"),
    (DECISIONS, f"{identifying.AT_ONCE} at once, then one in {identifying.ONE_MORE:.0f} s"),
    (DECISIONS, f"in memory for the {word(lately.SECONDS / 60)} minutes for which the core keeps them"),
    (DECISIONS, f"a list of {len(read_english()):,} words"),
    (DECISIONS, f"{likeliest._MOST_UNKNOWN} unknown words of a message are looked up"),
    (DECISIONS, f"a message at a cosine of {likeness._LIKE} or more to one is judged as it is"),
    (DECISIONS, f"it needs little more ({checking._BESIDE})"),
    (DECISIONS, f"is told so within {word(answering.REFUSED_WITHIN)} seconds"),
    (MATCHING, f"at most {MAX_CHARACTERS:,} characters"),
    (MATCHING, f"(`data/plain_speech/symptoms.yaml`, {len(read_table().urgent)} categories)"),
    (MATCHING, f"The same is done for {len(read_languages())} other languages"),
    (MATCHING, f"(same person, same thread, {word(conversation.MINUTES_REMEMBERED)} minutes)"),
    (MATCHING, f"says nothing of strangers near it answers from {thresholds.WITHOUT_EVIDENCE} on"),
    (MATCHING, f"{thresholds.LEAST_REACHED:.0%}".replace("%", " %") + " of the entries' wordings still find"),
    (MATCHING, f"still find their entry among {word(OFFERED)}"),
    (SCALE, f"as it has cores, at most {word(answering.MOST_THREADS)}"),
]


@pytest.mark.parametrize(("page", "told"), TOLD, ids=[f"{page}: {told}" for page, told in TOLD])
def test_a_figure_is_told_as_the_code_has_it(page: str, told: str) -> None:
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert " ".join(told.split()) in text
