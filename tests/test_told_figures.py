"""Figures that README and docs tell of the code, each held to the constant or the data that it tells of."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from adapters import alerting, answering, delivery, incoming, lately, owed, turns
from adapters.assembly import learning
from adapters.assembly import serving as assembled
from adapters.cli import desk
from adapters.discord import identifying, rendering
from adapters.journal import gaps, weekly
from adapters.manners import rules
from adapters.ops import following, service_state
from adapters.slack import commands, door, receiving, turning_away
from adapters.store import claims, ledger, ledger_rows, manners, store
from adapters.training import examples
from botcore import at_home, conversation
from botcore.checks import content
from botcore.languages import read_languages
from botcore.matching import OFFERED, answers, thresholds
from botcore.matching.strangers import load_strangers
from botcore.safety import checking, health, likeness, training
from botcore.safety.table import read_table
from botcore.text import MAX_CHARACTERS, likeliest, read_english

ROOT = Path(__file__).parent.parent
README, RUN = "README.md", "docs/operations/run.md"
DECISIONS, MATCHING, SCALE = "docs/decisions.md", "docs/matching.md", "docs/operations/scale.md"
AUTHORS, MANNERS = "docs/authors.md", "docs/operations/manners.md"
COMMANDS, ROTATE = "docs/commands.md", "docs/operations/rotate.md"
WORDS = {
    1.5: "a second and a half", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 8: "eight", 9: "nine",
    10: "ten", 12: "twelve", 13: "thirteen", 15: "fifteen", 16: "sixteen", 30: "thirty", 41: "forty-one",
    50: "fifty", 100: "a hundred", 365: "a year", 1_000: "thousand", 3_600: "an hour",
}  # fmt: skip


def word(number: float) -> str:
    return WORDS[number]


def demo() -> tuple[int, int]:
    """Return how many conversations and turns `make demo` plays, on both platforms."""
    told = yaml.safe_load((ROOT / "docs" / "demo.yaml").read_text(encoding="utf-8"))
    return 2 * len(told), 2 * sum(len(each["turns"]) for each in told)


def read() -> tuple[int, int]:
    """Return how many lines the reader of safety learned from, and by how many writers."""
    writers = [each for each in examples.LINES.iterdir() if each.is_dir() and each.name not in training.KEPT_OUT]
    return sum(len(file.read_bytes().splitlines()) for each in writers for file in each.iterdir()), len(writers)


TOLD = [
    (README, f"in {len(read_languages())} other languages"),
    (README, "{} conversations, {} turns, ".format(*demo())),
    (README, f"It reads at most {receiving.LARGEST_BODY // 1024} KiB"),
    (README, f"without a whole request after {word(door._WHOLE_WITHIN)} seconds"),
    (README, f"and an idle one after {word(door._IDLE_WITHIN)}, and holds {door.MOST} at once"),
    (README, f"longer than {rendering._CONTENT_MAX:,} characters"),
    (README, f"within {word(incoming.EDITED_WITHIN / 60)} minutes. One that was heard already"),
    (README, f"once that has not changed for {word(following.QUIET)} seconds"),
    (AUTHORS, f"once that has not changed for {word(following.QUIET)} seconds"),
    (AUTHORS, f"of the {word(learning._ASKED_OF_JOURNAL)} that the journal kept"),
    (AUTHORS, f"Wordings in small letters of which each word was used by {word(gaps.PEOPLE)} people and more"),
    (AUTHORS, f"a review is overdue after {word(content.REVIEW_DAYS)}"),
    (AUTHORS, f"The desk is at http://127.0.0.1:{desk._PORT}/"),
    (COMMANDS, f"what cannot be posted is tried again every {word(weekly._LOOK_EVERY / 60)} minutes"),
    (COMMANDS, f"on Mondays from {word(weekly._FROM.total_seconds() / 3600)}"),
    (MANNERS, f"seconds, {rules.MOST_SECONDS:,} at most"),
    (MANNERS, f"Other processes know within {word(manners._LOOK_EVERY)} seconds"),
    (RUN, f"it was more than {word(service_state._LONGEST_LAG)} seconds late"),
    (RUN, f"A change is noticed within a second and taken once it was quiet for {word(following.QUIET)}"),
    (RUN, f"request after {door._WHOLE_WITHIN:.0f} seconds, an idle one after {door._IDLE_WITHIN:.0f}"),
    (RUN, f"holds {door.MOST} at once, and reads at most {receiving.LARGEST_BODY // 1024} KiB"),
    (RUN, f"that were begun, at most {delivery.DRAIN_SECONDS:.0f} seconds, and leaves"),
    (RUN, f"{word(ledger_rows.LEASE)} seconds after a crash"),
    (RUN, f"Of what is older than {word(owed.READ_BACK_WITHIN / 60)} minutes"),
    (RUN, f"after 1, 2, 4 … minutes, {word(owed.MOST_TRIES)} times"),
    (DECISIONS, f"writes a time every {word(ledger.BEAT)} seconds; after {word(ledger_rows.LEASE)} it is gone"),
    (DECISIONS, f"made again for {word(delivery.UNREACHABLE_SECONDS / 60)} minutes"),
    (DECISIONS, f"{identifying.AT_ONCE} at once, then one in {identifying.ONE_MORE:.0f} s"),
    (DECISIONS, f"in memory for the {word(lately.SECONDS / 60)} minutes for which the core keeps them"),
    (DECISIONS, f"the shipped examples and {read()[0]:,} lines by {word(read()[1])} writers"),
    (DECISIONS, f"{word(len(training.KEPT_OUT)).title()} writers more are kept out of both"),
    (DECISIONS, f"no topic says them {word(at_home._MORE_ELSEWHERE)} times as often"),
    (DECISIONS, f"In the last {word(assembled._TELLING)} seconds nothing more is read"),
    (DECISIONS, f"asked every {word(claims._LOOK_EVERY)} seconds"),
    (DECISIONS, f"after {word(weekly.TAKEN_OVER_AFTER / 60)} minutes whoever began counts as dead"),
    (DECISIONS, f"once {word(alerting.EVERY)} for each person, place and danger"),
    (DECISIONS, f"a list of {len(read_english()):,} words"),
    (DECISIONS, f"{likeliest._MOST_UNKNOWN} unknown words of a message are looked up"),
    (DECISIONS, f"a message at a cosine of {likeness._LIKE} or more to one is judged as it is"),
    (DECISIONS, f"it needs a probability of {checking._BESIDE} beside"),
    (DECISIONS, f"is told so within {word(answering.REFUSED_WITHIN)} seconds"),
    (MATCHING, f"at most {MAX_CHARACTERS:,} characters"),
    (MATCHING, f"(`data/plain_speech/symptoms.yaml`, {len(read_table().urgent)} categories)"),
    (MATCHING, f"The same is done for {len(read_languages())} other languages"),
    (MATCHING, f"(same person, same thread, {word(conversation.MINUTES_REMEMBERED)} minutes)"),
    (MATCHING, f"says nothing of strangers near it answers from {thresholds.WITHOUT_EVIDENCE} on"),
    (MATCHING, f"{thresholds.LEAST_REACHED:.0%}".replace("%", " %") + " of the entries' wordings still find"),
    (MATCHING, f"still find their entry among {word(OFFERED)}"),
    (MATCHING, f"from {len(load_strangers().texts):,} everyday messages that come with the bot"),
    (MATCHING, f"the threshold stands at {training._ALARMS:.0%}".replace("%", " %")),
    (MATCHING, f"parted at {health._FILE}"),
    (MATCHING, f"less {word(thresholds._FALSE_COSTS)} times the share of strangers answered"),
    (MATCHING, f"{word(thresholds.EVIDENCE)} near strangers weigh as much as that"),
    (MATCHING, f"the likeliest are offered from {thresholds._LEAST_OFFERED} on"),
    (MATCHING, f"all of it up to {word(answers.FEW)} wordings an entry"),
    (
        MATCHING,
        f"less of more, nothing from {word(answers.MANY)} on",
    ),
    (ROTATE, f"Within {word(following.QUIET + following._LOOK_EVERY)} seconds"),
    (SCALE, f"of somebody of whom {word(turns._EACH)} wait"),
    (SCALE, f"while more wait than can be read in {word(turns._PATIENCE)} seconds, {turns._ALL} at most"),
    (SCALE, f"while {turns.ALL_REFUSED} wait for such a turn, or {word(turns.EACH_REFUSED)} of the same person"),
    (SCALE, f"while {word(turning_away._AT_ONCE)} are being told so"),
    (SCALE, f"Slack does not take it in {word(turning_away._WITHIN)} seconds"),
    (SCALE, f"is told so once in {word(turning_away._HOLDS_FOR)} seconds"),
    (SCALE, f"an answer is waited for {commands.ANSWER_AT_ONCE} s"),
    (SCALE, f"deliveries are kept for {word(ledger_rows._SEEN_FOR / 3600)} hours"),
    (SCALE, f"waits for it longer than {word(store.TIMEOUT)} answers from memory"),
    (SCALE, f"as it has cores, at most {word(answering.MOST_THREADS)}"),
]


@pytest.mark.parametrize(("page", "told"), TOLD, ids=[f"{page}: {told}" for page, told in TOLD])
def test_a_figure_is_told_as_the_code_has_it(page: str, told: str) -> None:
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert " ".join(told.split()) in text
