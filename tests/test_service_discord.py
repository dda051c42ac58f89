"""The Discord service: exactly once across connections, and nothing half done when it leaves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.assembly.local_service import local_discord
from adapters.backing import Backing
from adapters.discord.client import DiscordBot
from adapters.discord.serving import serve_gateway
from adapters.standins.discord import Change, DiscordStandIn, Pings, loopback, payloads
from adapters.standins.discord import Settings as StandInSettings
from botcore import Because, Trace
from botcore.composing import Composer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.answering import Answerer
    from adapters.incoming import Respond
    from adapters.standins.discord import Message as Sent
    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"


@pytest.mark.parametrize("how", ["message", "command"])
async def test_leaving_finishes_the_reply_in_the_making(answer: Answerer, how: str) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message: Message) -> Reply:
        begun.set()
        await go_on.wait()
        return await answer(message)

    async def served(discord: DiscordStandIn) -> None:
        with loopback.pointed_here(discord.url):
            await serve_gateway(DiscordBot(Backing(slow)), discord.settings.token)

    async with DiscordStandIn() as discord:
        service = asyncio.create_task(served(discord))
        await discord.wait_connected()
        await discord.wait_for_command("prolo")
        if how == "command":
            asked = discord.command("ada", "general", "prolo", {"question": QUESTION})
        else:
            asked = discord.ask("ada", "general", QUESTION)  # type: ignore[assignment]
        await begun.wait()
        service.cancel()
        go_on.set()
        await asyncio.gather(service, return_exceptions=True)
        assert len(discord.replies_to(asked)) == 1


async def test_a_connection_that_goes_silent_is_replaced_and_what_it_swallowed_is_answered(
    answer: Answerer,
) -> None:
    async with local_discord(answer, heartbeat_timeout=0.5) as local:
        local.standin.faults.arm("drop", "gateway MESSAGE_CREATE")
        asked = local.standin.ask("ada", "general", QUESTION)
        await local.standin.wait_for_reply(asked)
        await local.drain()
        assert len(local.standin.replies_to(asked)) == 1


async def test_a_new_client_remembers_what_the_one_before_it_answered(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        await local.built[0].close()  # discord.py gives up, the supervisor does not
        await local.standin.changes.until(lambda: len(local.built) == 2 or None, 10)
        first, second = local.built
        assert first._replying.ledger is second._replying.ledger


async def test_suggestions_come_while_the_question_is_typed(answer: Answerer) -> None:
    async with local_discord(answer, questions=["What is it?", "Is it safe?"]) as local:
        offered = await local.standin.autocomplete("ada", "general", "prolo", "question", "safe")
        assert [each["name"] for each in offered] == ["Is it safe?"]


async def test_feedback_is_thanked_for_in_private_with_the_disclaimer(answer: Answerer, bot: Bot) -> None:
    async with local_discord(answer) as local:
        reply = await local.standin.wait_for_reply(local.standin.ask("ada", "general", QUESTION))
        (pressed,) = [each["custom_id"] for each in reply.components[0]["components"] if "Not" in each["label"]]
        thanks = await local.standin.wait_for_reply(local.standin.press("ada", reply, pressed))
        assert thanks.content == f"Thank you, noted.\n\n-# {bot.faq.disclaimer_short}"
        assert thanks.embeds == []
        assert thanks.ephemeral


SECRET = "my secret sentence"


def lines_of(capsys: pytest.CaptureFixture[str], event: str) -> list[str]:
    """Return the lines of the log that tell of an event; nothing that was said may stand in any."""
    shown = capsys.readouterr()
    assert SECRET not in shown.out + shown.err
    return [line for line in (shown.out + shown.err).splitlines() if event in line]


@pytest.mark.parametrize(
    ("denied", "code", "permission"),
    [
        ("SEND_MESSAGES", "403 50013", "Send Messages"),
        ("SEND_MESSAGES_IN_THREADS", "403 50013", "Send Messages in Threads"),
    ],
)
async def test_where_nothing_may_be_sent_one_line_says_code_channel_and_permission(
    answer: Answerer, capsys: pytest.CaptureFixture[str], denied: str, code: str, permission: str
) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        channel = discord.state.channel("general")
        if "THREADS" in denied:
            thread = discord.state.add_thread(channel, "thread", discord.state.owner.id)
            announced = payloads.channel(discord.state, thread)
            discord.backend.dispatcher.everywhere("THREAD_CREATE", thread, announced)
            discord.deny("bot", "general", denied)
            channel = thread
        else:
            discord.deny("bot", "general", denied)
        discord.ask("ada", channel.id, SECRET)
        await discord.settle()
        await local.drain()
        assert [each for each in channel.messages if each.author == discord.state.bot.id] == []
    (line,) = lines_of(capsys, "send_failed")
    assert f"error='{code}'" in line
    assert f"channel={channel.id}" in line
    assert f"missing='{permission}'" in line


LONG = " ".join(["One sentence of a long answer."] * 75)


@pytest.fixture
def at_length(bot: Bot) -> Respond:
    """Answers everything with an entry that is too long for one message."""
    entry = bot.faq.entries[0].model_copy(update={"answer": LONG})

    async def answer(_: Message) -> Reply:
        return Composer(bot.faq).answer(entry, Trace(Because.LIKELY))

    return answer


def said(replies: Sequence[Sent]) -> str:
    """Return the words of several messages, without the disclaimer below each."""
    return " ".join(" ".join(reply.content.partition("-# ")[0].split()) for reply in replies)


async def test_a_reply_too_long_for_one_message_goes_on_in_an_embed(at_length: Respond) -> None:
    async with local_discord(at_length) as local:
        reply = await local.standin.wait_for_reply(local.standin.ask("ada", "general", QUESTION))
        assert LONG not in reply.content
        assert reply.embeds[0]["description"].startswith(LONG)


@pytest.mark.parametrize("lacking", [["EMBED_LINKS"], ["EMBED_LINKS", "READ_MESSAGE_HISTORY"]])
@pytest.mark.parametrize("fault", ["", "close", "500", "malformed"])
async def test_where_embeds_are_not_allowed_a_long_reply_is_several_messages_each_sent_once(
    at_length: Respond, bot: Bot, lacking: list[str], fault: str
) -> None:
    async with local_discord(at_length) as local:
        discord = local.standin
        discord.deny("bot", "general", *lacking)
        posted: list[str] = []

        def strike(change: Change) -> None:
            """Let two calls for the second message go wrong; those before the first may be refused."""
            if change.kind == "message" and change.body["message"]["author"]["bot"]:
                posted.append(change.body["message"]["id"])
                if fault and len(posted) == 1:
                    discord.faults.arm(fault, "rest POST /channels/*/messages", times=2)

        discord.changes.listen(strike)
        asked = discord.ask("ada", "general", QUESTION)
        replies = await discord.wait_for_replies(asked, 3)
        await discord.settle()
        assert len(discord.replies_to(asked)) == 3
        assert discord.faults.struck == (2 if fault else 0)
        assert LONG in said(replies)
        assert all(reply.content.endswith(f"-# {bot.faq.disclaimer}") and not reply.embeds for reply in replies)
        assert [bool(reply.components[0:]) for reply in replies] == [False, False, True]
        assert {reply.reference is None for reply in replies} == {"READ_MESSAGE_HISTORY" in lacking}


async def test_where_embeds_are_not_allowed_a_long_answer_to_the_command_stays_private(at_length: Respond) -> None:
    async with local_discord(at_length) as local:
        discord = local.standin
        discord.deny("bot", "general", "EMBED_LINKS")
        asked = discord.command("ada", "general", "prolo", {"question": QUESTION})
        replies = await discord.wait_for_replies(asked, 3)
        assert LONG in said(replies)
        assert all(reply.ephemeral and not reply.embeds for reply in replies)


async def test_a_message_that_is_rewritten_is_heard_once(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        asked = discord.ask("ada", "general", QUESTION)
        await discord.wait_for_reply(asked)
        discord.edit("ada", asked, f"{discord.mention} {QUESTION} please")
        late = discord.say("ada", "general", QUESTION)
        for text in (f"{discord.mention} {QUESTION}", f"{discord.mention} {QUESTION} please"):
            discord.edit("ada", late, text)
        direct = discord.dm("ada", QUESTION)
        discord.edit("ada", direct, f"{QUESTION} please")
        await discord.settle()
        await local.drain()
        answers = [each for each in discord.visible_to("ada", "general") if each.author == discord.state.bot.id]
        answered = [each.reference["message_id"] for each in answers if each.reference]
        assert answered == [asked.id, late.id]
        assert [each.author == discord.state.bot.id for each in discord.visible_to("ada", direct.channel)] == [
            False,
            True,
        ]


async def test_what_nobody_rewrote_and_what_was_rewritten_late_is_not_heard(answer: Answerer) -> None:
    now = [1.8e9]
    async with local_discord(answer, StandInSettings(clock=lambda: now[0])) as local:
        discord = local.standin
        quiet = discord.say("ada", "general", QUESTION)
        asked = f"{discord.mention} {QUESTION}"
        # A preview that Discord adds comes as an update, too.
        discord.state.rewrite(quiet, content=asked, mentioned=Pings((discord.state.bot.id,)))
        discord.backend.dispatcher.message("MESSAGE_UPDATE", quiet)
        now[0] += 11 * 60
        discord.edit("ada", quiet, asked)
        await discord.settle()
        await local.drain()
        assert discord.replies_to(quiet) == []


async def test_the_bots_role_is_answered_where_the_text_comes_with_it(answer: Answerer) -> None:
    def another(discord: DiscordStandIn) -> None:
        discord.state.add_role("bots", mentionable=True)

    async with local_discord(answer, StandInSettings(role_mentions_carry_text=True), before=another) as local:
        discord = local.standin
        ours, other = discord.state.role("bot"), discord.state.role("bots")
        ours.mentionable = True
        discord.say("ada", "general", f"<@&{other.id}> {QUESTION}")
        asked = discord.say("ada", "general", f"<@&{ours.id}> {QUESTION}")
        assert "dextrose" in (await discord.wait_for_reply(asked)).content
        await discord.settle()
        assert (
            len([each for each in discord.visible_to("ada", "general") if each.author == discord.state.bot.id])
            == 1
        )


async def test_a_server_that_is_not_in_the_cache_is_no_direct_message(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        for text in (QUESTION, "", f"{discord.mention} {QUESTION}"):
            message = discord.say("ada", "general", text)
            body = payloads.message_event(discord.state, message) | {
                "guild_id": "1",
                "id": f"{int(message.id) + 1}",
            }
            discord.backend.dispatcher.to_sessions("MESSAGE_CREATE", body, direct=False)
        await discord.settle()
        await local.drain()
        replies = [each for each in discord.visible_to("ada", "general") if each.author == discord.state.bot.id]
        assert len(replies) == 2  # Both to the mention: the one that was said, and the one made of it.


async def test_what_somebody_else_wrote_is_read_where_it_is_replied_to(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        told = discord.ask("grace", "general", "he fainted and won't wake up")
        warned = await discord.wait_for_reply(told)
        asked = discord.say("ada", "general", f"{discord.mention} what should he do?", told)
        assert (await discord.wait_for_reply(asked)).content.startswith("**Call ")
        # The words of the bot's own warning are not read, or these thanks were an emergency.
        thanked = discord.say("ada", "general", "thanks", warned)
        assert (await discord.wait_for_reply(thanked)).content.startswith("I hope that help is with you")


async def test_the_same_pick_made_again_is_answered_in_private_and_another_one_in_the_channel(
    answer: Answerer,
) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        listed = await discord.wait_for_reply(discord.ask("ada", "general", "hello"))
        first, second, *_ = [each["custom_id"] for row in listed.components for each in row["components"]]
        seen = [
            await discord.wait_for_reply(discord.press("ada", listed, each)) for each in (first, first, second)
        ]
        assert [each.ephemeral for each in seen] == [False, True, False]
        direct = await discord.wait_for_reply(discord.dm("ada", "hello"))
        pressed = direct.components[0]["components"][0]["custom_id"]
        seen = [await discord.wait_for_reply(discord.press("ada", direct, pressed)) for _ in range(2)]
        assert [each.ephemeral for each in seen] == [False, False]
