"""The conversation is the specification: every transcript on the core. `test_wire` plays them on the platforms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adapters.answering import Answerer
from adapters.harness.replay.platforms import CorePlatform, Overheard
from adapters.harness.replay.printing import told
from adapters.harness.replay.replaying import replay
from adapters.harness.replay.transcripts import Expected, Transcript, Turn, load_transcripts

if TYPE_CHECKING:
    from botcore import Bot

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = [each for path in sorted(FOLDER.glob("*.yaml")) for each in load_transcripts(path)]


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda each: each.title)
async def test_every_transcript_comes_back_as_written(bot: Bot, transcript: Transcript) -> None:
    bot.forget()
    overheard = Overheard(Answerer(bot))
    played = await replay(transcript, CorePlatform(overheard), overheard.replies)
    assert [(each.turn.says, each.differences) for each in played if each.differences] == []


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ({"says": "is it safe?"}, "is it safe?"),
        ({"picks": 2}, "presses suggestion 2"),
        ({"rates": "helpful"}, "presses helpful"),
        ({"rates": "not helpful", "reason": "how strong?"}, "presses not helpful, because: how strong?"),
        ({"about": "is it safe?"}, "asks by its menu about the message: is it safe?"),
        ({"files": ("scan.png",)}, "(nothing)"),
    ],
)
def test_a_shown_conversation_says_what_was_pressed(turn: dict[str, Any], said: str) -> None:
    assert told(Turn(**turn, expect=Expected(reply="none"))) == said
