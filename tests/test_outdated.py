"""Commands, buttons and forms that the bot does not have, or not in that shape: nobody is left without a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.assembly.local_service import local_discord
from adapters.standins.discord.interaction import COMMAND, COMPONENT, MODAL_SUBMIT

if TYPE_CHECKING:
    from adapters.answering import Answerer
    from adapters.assembly.local_service import Local
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.discord import Message as Sent
    from botcore import Faq

ON_MESSAGE = 3

ORDINARY = "what is the most common agent used in prolotherapy?"
URGENT = "I can't breathe since the injection"


def option(name: str, value: Any) -> dict[str, Any]:
    return {"name": name, "type": 3, "value": value}


def within(*options: dict[str, Any]) -> dict[str, Any]:
    return {"name": "ask", "type": 1, "options": list(options)}


def field(value: str) -> list[dict[str, Any]]:
    return [{"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "words", "value": value}}]


def command(name: str, *options: dict[str, Any], kind: int = 1) -> tuple[int, str, dict[str, Any]]:
    chosen = {"target_id": "5"} if kind == ON_MESSAGE else {"options": list(options)}
    return COMMAND, name, {"id": "1", "name": name, "type": kind, **chosen}


async def replied(local: Local[DiscordStandIn], used: tuple[int, str, dict[str, Any]]) -> Sent:
    """Return the one reply to what somebody used."""
    discord = local.standin
    kind, name, data = used
    where, who = discord.state.channel("general"), discord.state.person("ada")
    message = discord.say("linus", "general", "hello") if kind == COMPONENT else None
    begun = discord.backend.interactions.begin(kind, name, (where.id, who.id), data, message)
    await discord.settle()
    await local.drain()
    (reply,) = discord.replies_to(begun)
    return reply


@pytest.mark.parametrize(
    ("used", "event"),
    [
        (command("ask", option("question", ORDINARY)), "CommandNotFound"),
        (command("ask"), "CommandNotFound"),
        (command("prolo", within(option("question", ORDINARY))), "CommandNotFound"),
        (command("Explain this", kind=ON_MESSAGE), "CommandNotFound"),
        (command("prolo-settings", option("alert_channel", "here")), "TransformerError"),
        ((COMPONENT, "prolo_old:1", {"custom_id": "prolo_old:1", "component_type": 2}), "press_unknown"),
        ((MODAL_SUBMIT, "prolo_old", {"custom_id": "prolo_old", "components": field(ORDINARY)}), "press_unknown"),
    ],
    ids=["unknown", "without words", "subcommand", "menu", "option of another type", "button", "form"],
)
async def test_who_uses_what_the_bot_does_not_have_is_told_what_to_do_alone(
    answer: Answerer,
    faq: Faq,
    capsys: pytest.CaptureFixture[str],
    used: tuple[int, str, dict[str, Any]],
    event: str,
) -> None:
    async with local_discord(answer) as local:
        reply = await replied(local, used)
    assert reply.ephemeral
    assert "I do not know that command or button" in reply.content
    assert "mention me" in reply.content
    assert faq.disclaimer[:40] in reply.content
    log = capsys.readouterr().out
    assert event in log
    assert "agent used" not in log


@pytest.mark.parametrize(
    "used",
    [
        command("ask", option("question", URGENT)),
        command("ask", option("name", "Ada"), option("text", URGENT)),
        command("prolo", within(option("question", URGENT))),
        command("prolo", option("text", URGENT)),
        (MODAL_SUBMIT, "prolo_old", {"custom_id": "prolo_old", "components": field(URGENT)}),
    ],
    ids=["unknown", "two options", "subcommand", "option of another name", "form"],
)
async def test_an_emergency_that_is_written_into_it_comes_first(
    answer: Answerer, capsys: pytest.CaptureFixture[str], used: tuple[int, str, dict[str, Any]]
) -> None:
    async with local_discord(answer) as local:
        reply = await replied(local, used)
    assert reply.ephemeral
    assert reply.content.startswith("**Call ")
    assert "breathe" not in capsys.readouterr().out


async def test_of_an_unknown_command_in_the_menu_of_a_message_its_words_are_heard(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        _, _, data = command("Explain this", kind=ON_MESSAGE)
        said = {"5": {"id": "5", "content": URGENT}}
        reply = await replied(local, (COMMAND, "Explain this", data | {"resolved": {"messages": said}}))
    assert reply.content.startswith("**Call ")
    assert "Whoever wrote that does not see" in reply.content


async def test_a_question_is_answered_whatever_its_option_is_called(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        reply = await replied(local, command("prolo", option("text", ORDINARY)))
    assert "dextrose" in reply.content


async def test_what_is_typed_into_an_unknown_command_is_left_to_discord(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        where, who = discord.state.channel("general"), discord.state.person("ada")
        typed = option("question", URGENT) | {"focused": True}
        data = {"id": "1", "name": "ask", "type": 1, "options": [typed]}
        begun = discord.backend.interactions.begin(4, "ask", (where.id, who.id), data)
        await discord.settle()
        await local.drain()
        assert discord.replies_to(begun) == []
