"""Discord's published schema, as npm's discord-api-spec (MIT) has it, judges every payload the bot sends.

Without node or npm these tests are skipped, unless PROLOBOT_REQUIRE_NODE=1, which makes that a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from proving import proof, some

from adapters.answering import Answerer
from adapters.assembly.local_service import local_discord
from adapters.harness.replay.platforms import Overheard
from adapters.harness.replay.replaying import replay
from adapters.harness.replay.transcripts import load_transcripts
from adapters.harness.replay.wire import WireDiscord

if TYPE_CHECKING:
    from adapters.standins.recorder import Frame
    from botcore import Bot

pytestmark = pytest.mark.node

FOLDER = Path(__file__).parent / "node"
ROOT = Path(__file__).parent.parent.parent
TRANSCRIPTS = [
    each for path in sorted((ROOT / "tests" / "transcripts").glob("*.yaml")) for each in load_transcripts(path)
]
AUTOCOMPLETE = 8


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node"), shutil.which("npm")
    if None in found:
        reason = "node and npm are needed to judge by Discord's schema, and are not on the PATH"
        if os.environ.get("PROLOBOT_REQUIRE_NODE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    if not (FOLDER / "node_modules" / "discord-api-spec").exists():
        done = subprocess.run(  # noqa: S603 - npm, found on the PATH, with fixed arguments
            [str(found[1]), "ci", "--no-audit", "--no-fund"],
            cwd=FOLDER,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.returncode, done.stderr[-1000:]
    return str(found[0])


def judge(node: str, payloads: list[tuple[str, Any]]) -> list[list[str]]:
    done = subprocess.run(  # noqa: S603 - node, found on the PATH, with fixed arguments
        [node, "judge_discord.mjs"],
        cwd=FOLDER,
        input=json.dumps(payloads),
        capture_output=True,
        text=True,
        check=True,
    )
    complaints: list[list[str]] = json.loads(done.stdout)
    return complaints


def schemas(frame: Frame) -> list[tuple[str, Any]]:
    """Return what a request of the bot must be, by its route; nothing for those without a body."""
    method, _, path = frame.name.partition(" ")
    if method == "PUT" and path.endswith("/commands"):
        return [("ApplicationCommandUpdateRequestSchema", each) for each in frame.body]
    if path.endswith("/callback"):
        if frame.body["type"] == AUTOCOMPLETE:
            return [("ApplicationCommandAutocompleteCallbackRequestSchema", frame.body)]
        return [("CreateMessageInteractionCallbackRequestSchema", frame.body)]
    if method == "POST" and path.endswith("/messages"):
        return [("MessageCreateRequestSchema", frame.body | _with_text_ids(frame.body))]
    if method == "PATCH" and path.startswith("/webhooks/"):
        return [("IncomingWebhookUpdateRequestPartialSchema", frame.body)]
    assert method == "GET", f"{frame.name}: no schema is named for it here"
    return []


def _with_text_ids(body: dict[str, Any]) -> dict[str, Any]:
    """Write the ids of a reference as the schema has them; discord.py sends numbers, which Discord takes too."""
    reference = body.get("message_reference")
    if not reference:
        return {}
    return {"message_reference": {key: str(v) if key.endswith("_id") else v for key, v in reference.items()}}


@proof("6 transcripts", "every transcript")
async def test_everything_the_bot_sends_fits_discords_schema(node: str, bot: Bot) -> None:
    bot.forget()
    answer = Answerer(bot)
    overheard = Overheard(answer)
    questions = [entry.question for entry in bot.faq.entries]
    async with local_discord(overheard, questions=questions) as local:
        for number, transcript in enumerate(some(TRANSCRIPTS, 6)):
            platform = WireDiscord(local.standin, local.drain, title=str(number))
            await replay(transcript, platform, overheard.replies)
        await local.standin.autocomplete("ada", "general", "prolo", "question", "neck")
        frames = [
            each for each in local.standin.recorder.frames if (each.direction, each.transport) == ("in", "http")
        ]
    answer.close()
    payloads = [each for frame in frames for each in schemas(frame)]
    assert len({name for name, _ in payloads}) == 5
    judged = zip(payloads, judge(node, payloads), strict=True)
    assert [(name, complaints) for (name, _), complaints in judged if complaints] == []


def test_the_judge_finds_fault_with_what_discord_would_refuse(node: str) -> None:
    wrong = [
        ("MessageCreateRequestSchema", {"content": 7}),
        ("MessageCreateRequestSchema", {"embeds": [{"description": "x" * 4097}]}),
        ("CreateMessageInteractionCallbackRequestSchema", {"type": 99}),
        ("ApplicationCommandUpdateRequestSchema", {"name": "x" * 33, "description": "long"}),
    ]
    assert all(judge(node, wrong))
