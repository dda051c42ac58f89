"""Discord's published schema, as npm's discord-api-spec (MIT) has it, judges every payload the bot sends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from node_judges import judged_by_discord
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

TRANSCRIPTS = [
    each
    for path in sorted((Path(__file__).parent / "transcripts").glob("*.yaml"))
    for each in load_transcripts(path)
]
AUTOCOMPLETE = 8


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


@pytest.mark.node
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
    judged = zip(payloads, judged_by_discord(node, payloads), strict=True)
    assert [(name, complaints) for (name, _), complaints in judged if complaints] == []
