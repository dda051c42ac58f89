"""Messages that say one thing over and over, as long as one may be: each costs seconds at most, not hours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from test_small_talk import SAID as SMALL_TALK

ROOT = Path(__file__).parent.parent

SAID = (
    "testing it works ", "it works ", "ai ", "ai or ai ", "dear ab", "-", ". ", "fever, ", "prolo ", "n't ",
    "ca n't ", "good one ", "nice one, ", "lol good one ", "lol you're funny ", "wow ok ", "so very really ",
    "no chest pain or stroke and ", "my mum has chest pain and ", "'s ", "hope you ", "thanks ", "the answers ",
    "told me to call an ambulance over a ", "mistake in the ", "no puedo respirar ", "死", "> a\n",
)  # fmt: skip
"""Said over and over: what patterns let be repeated, and what is counted, folded or looked up word by word."""

SECONDS = 120
"""Of the processor's time for all of them and a start, which take a fifth of it; the system ends the process then.
One pattern that read " it works" in two ways took 25 minutes for 280 letters, another an hour for 4,000."""

ASK = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
from botcore import Asked
from adapters.assembly.loading import load_bot
bot = load_bot(Path("faq.yaml"))
for text in json.load(sys.stdin):
    print(json.dumps(bot.reply(Asked(text)).kind), flush=True)
"""

TALK = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
from botcore.text import small_talk, without_chatter
for text in json.load(sys.stdin):
    print(json.dumps([small_talk(text), without_chatter(text)]), flush=True)
"""


def test_what_is_said_over_and_over_costs_no_more_than_its_length() -> None:
    run_through(ASK, [f"{(said * 4000)[:3990]} {end}" for said in SAID for end in ("zebra", "?")])


def test_no_small_talk_can_be_read_in_two_ways() -> None:
    # A few dozen times is enough: of what is read in two ways each time doubles the work.
    said = [text.strip("?!. ") for texts in SMALL_TALK.values() for text in texts]
    run_through(TALK, [joint.join([text] * 40) + " zebra" for text in said for joint in (" ", ", ")])


def run_through(script: str, texts: list[str]) -> None:
    """Let a script read texts in a process of its own, which the system ends after `SECONDS`."""
    asked = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", script, str(SECONDS)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert asked.returncode == 0, f"ended at {texts[len(asked.stdout.splitlines())][:30]!r}: {asked.stderr[-500:]}"
    assert len(asked.stdout.splitlines()) == len(texts)
