"""Ask a person: only who agrees is passed on, and an answer comes back under the name of whoever wrote it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from replicas import Replica
from settings_on import with_discord, with_slack
from test_outbox_discord import serving

from adapters.assembly.local_service import local_discord, local_slack
from adapters.incoming import missed
from adapters.lately import SECONDS, Lately
from adapters.settings import SettingsError, read_settings
from adapters.standins.discord import DiscordStandIn
from botcore import Asked, Kind, Relayed, Step

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from adapters.answering import Answerer
    from adapters.settings import Settings
    from adapters.standins.discord import Interaction as OnDiscord
    from adapters.standins.slack import Message, SlackStandIn
    from botcore import Bot

OPEN = "how much does prolotherapy cost in Boston?"
ANSWERED = "what is the most common agent used in prolotherapy?"
URGENT = "I can't breathe since the injection"


def staffed_slack(slack: SlackStandIn) -> None:
    bot = slack.workspace.bot.id
    slack.workspace.add_channel("staff", [bot, slack.workspace.person("grace").id])


def on_slack(settings: Settings, slack: SlackStandIn) -> Settings:
    return with_slack(settings, help_channel=slack.workspace.channel("staff").id)


def labels(message: Message) -> list[str]:
    actions = [block for block in message.blocks if block["type"] == "actions"]
    return [each["text"]["text"] for block in actions for each in block["elements"]]


class OnSlack:
    """A Slack whose staff sit in a channel of their own."""

    def __init__(self) -> None:
        self.slack: SlackStandIn | None = None

    def prepare(self, slack: SlackStandIn) -> None:
        self.slack = slack
        staffed_slack(slack)

    def changed(self, settings: Settings) -> Settings:
        assert self.slack
        return on_slack(settings, self.slack)


@asynccontextmanager
async def staffed_discord(answer: Answerer) -> AsyncIterator[DiscordStandIn]:
    """Run the service on a Discord whose staff sit in a channel of their own."""
    staff: list[str] = []

    def prepare(discord: DiscordStandIn) -> None:
        staff.append(discord.state.add_channel("staff").id)

    def changed(settings: Settings) -> Settings:
        return with_discord(settings, help_channel=staff[0])

    async with local_discord(answer, before=prepare, changed=changed) as local:
        yield local.standin


async def asked_a_person(slack: SlackStandIn, reply: Message, words: str | None = None) -> None:
    slack.press("ada", reply, "prolo_person")
    await slack.wait_for_modal("ada")
    await slack.submit("ada", {} if words is None else {"reason": words}).task
    await slack.settle()


async def test_on_slack_a_question_goes_to_the_staff_and_their_answer_comes_back(
    answer: Answerer, bot: Bot
) -> None:
    staff = OnSlack()
    async with local_slack(answer, before=staff.prepare, changed=staff.changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {OPEN}"))
        assert labels(reply) == ["Ask a person"]
        slack.press("ada", reply, "prolo_person")
        form = await slack.wait_for_modal("ada")
        assert "with your name and a link" in str(form.view["blocks"])
        assert str(bot.faq.disclaimer_short) in str(form.view["blocks"])
        assert slack.visible_to("grace", "staff") == []
        await slack.submit("ada", {}).task
        await slack.settle()
        await local.drain()
        (question,) = slack.visible_to("grace", "staff")
        assert "@ada asks, and the FAQ had no sure answer:" in question.text
        assert "cost in Boston" in question.text
        assert f"/archives/{reply.channel}/p{reply.ts.replace('.', '')}" in question.text
        assert slack.visible_to("ada", "general")[-1].text.startswith("I have passed your question on.")
        assert labels(question)[-1] == "Reply"

        slack.press("grace", question, "prolo_answer_person")
        await slack.wait_for_modal("grace")
        await slack.submit("grace", {"reason": "Ask the clinic on Main Street."}).task
        await slack.settle()
        await local.drain()
        (answered,) = slack.visible_to("ada", slack.im("ada"))
        assert answered.text.startswith("@grace wrote this to your question; it is not from the FAQ:")
        assert "Ask the clinic on Main Street." in answered.text
        assert answered.text.endswith(bot.faq.disclaimer)
        assert slack.visible_to("grace", "staff")[-1].text.startswith("Your answer has reached them.")


async def test_what_is_urgent_is_passed_on_and_answered_with_the_call_first(answer: Answerer) -> None:
    staff = OnSlack()
    async with local_slack(answer, before=staff.prepare, changed=staff.changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {OPEN}"))
        await asked_a_person(slack, reply, URGENT)
        await local.drain()
        told = slack.visible_to("ada", "general")[-1].text
        assert told.startswith("Call ")
        assert "I have passed your question on" in told
        assert len(slack.visible_to("grace", "staff")) == 1


async def test_where_the_bot_may_not_post_to_the_staff_whoever_asked_is_told(answer: Answerer) -> None:
    staff = OnSlack()
    async with local_slack(answer, before=staff.prepare, changed=staff.changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {OPEN}"))
        slack.workspace.channel("staff").members.remove(slack.workspace.bot.id)
        await asked_a_person(slack, reply)
        await local.drain()
        assert slack.visible_to("ada", "general")[-1].text.startswith("I am sorry, I could not pass that on.")


async def test_an_emergency_that_cannot_be_passed_on_is_answered_as_one_on_slack(answer: Answerer) -> None:
    staff = OnSlack()
    async with local_slack(answer, before=staff.prepare, changed=staff.changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {OPEN}"))
        slack.workspace.channel("staff").members.remove(slack.workspace.bot.id)
        await asked_a_person(slack, reply, URGENT)
        await local.drain()
        told = slack.visible_to("ada", "general")[-1].text
        assert told.startswith("Call ")
        assert "I could not pass that on" in told


async def test_an_emergency_that_cannot_be_passed_on_is_answered_as_one_on_discord(answer: Answerer) -> None:
    async with staffed_discord(answer) as discord:
        reply = await discord.wait_for_reply(discord.ask("ada", "general", OPEN))
        form = await pressed(discord, "ada", reply, "prolo_person")
        discord.deny("bot", "staff", "SEND_MESSAGES")
        told = await discord.wait_for_reply(discord.submit("ada", form, {"reason": URGENT}))
        assert "Call " in told.content.split("\n")[0]
        assert "I could not pass that on" in told.content


def test_of_what_is_answered_to_others_nobody_is_in_danger(bot: Bot) -> None:
    asked, answered = (
        Relayed(step, "Call 911 if you can't breathe.", "@grace") for step in (Step.SENT, Step.ANSWER)
    )
    assert bot.reply(missed(asked)).kind is Kind.URGENT
    assert bot.reply(missed(answered)).kind is Kind.HELP


async def test_nobody_is_offered_a_person_where_none_is_set_or_the_answer_is_there(answer: Answerer) -> None:
    staff = OnSlack()
    async with local_slack(answer) as local:
        slack = local.standin
        assert labels(await slack.wait_for_reply(slack.dm("ada", OPEN))) == []
    async with local_slack(answer, before=staff.prepare, changed=staff.changed) as local:
        slack = local.standin
        for text in (ANSWERED, URGENT, "hello", "should I stop my warfarin?"):
            assert "Ask a person" not in labels(await slack.wait_for_reply(slack.dm("ada", text)))


async def pressed(discord: DiscordStandIn, who: str, message: object, custom_id: str) -> OnDiscord:
    done = discord.press(who, message, custom_id)  # type: ignore[arg-type] # the stand-in's own message
    await discord.wait_for_modal(done)
    return done


async def test_on_discord_a_question_goes_to_the_staff_and_their_answer_comes_back(
    answer: Answerer, bot: Bot
) -> None:
    async with staffed_discord(answer) as discord:
        reply = await discord.wait_for_reply(discord.ask("ada", "general", OPEN))
        form = await pressed(discord, "ada", reply, "prolo_person")
        assert form.modal
        assert "with your name and a link" in form.modal["components"][0]["content"]
        assert "cost in Boston" in form.modal["components"][1]["component"]["value"]
        told = await discord.wait_for_reply(discord.submit("ada", form, {}))
        assert (told.content.startswith("I have passed your question on."), told.ephemeral) == (True, True)
        (question,) = discord.state.channel("staff").messages
        assert "asks, and the FAQ had no sure answer" in question.content
        assert f"/{reply.channel}/{reply.id}" in question.content

        button = question.components[-1]["components"][-1]
        assert button["label"] == "Reply"
        again = await pressed(discord, "grace", question, button["custom_id"])
        reached = await discord.wait_for_reply(discord.submit("grace", again, {"reason": "Ask the clinic."}))
        assert (reached.content.startswith("Your answer has reached them."), reached.ephemeral) == (True, True)
        (answered,) = discord.state.dm(discord.state.person("ada").id).messages
        assert "wrote this to your question; it is not from the FAQ" in answered.content
        assert "Ask the clinic." in answered.content
        assert bot.faq.disclaimer.split(".", maxsplit=1)[0] in answered.content


async def test_on_discord_whoever_answers_is_told_where_it_does_not_arrive(answer: Answerer) -> None:
    async with staffed_discord(answer) as discord:
        reply = await discord.wait_for_reply(discord.ask("ada", "general", OPEN))
        form = await pressed(discord, "ada", reply, "prolo_person")
        await discord.wait_for_reply(discord.submit("ada", form, {}))
        discord.state.dm(discord.state.person("ada").id).refuses = True
        (question,) = discord.state.channel("staff").messages
        button = question.components[-1]["components"][-1]
        again = await pressed(discord, "grace", question, button["custom_id"])
        missed = await discord.wait_for_reply(discord.submit("grace", again, {"reason": "Ask the clinic."}))
        assert missed.content.startswith("I am sorry, I could not pass that on.")


def test_what_was_asked_is_remembered_for_minutes_and_only_while_it_is_open(bot: Bot) -> None:
    lately = Lately()
    asked = Asked(OPEN, person="ada", at=5.0)
    lately.note(asked, bot.reply(asked), "C1")
    assert lately.recall("ada", "C1", at=5.0 + SECONDS).words == OPEN
    assert lately.recall("ada", "C1", at=6.0 + SECONDS).words == ""
    assert lately.recall("ada", "C2", at=5.0).words == ""
    closed = Asked(ANSWERED, person="ada", at=6.0)
    lately.note(closed, bot.reply(closed), "C1")
    assert lately.recall("ada", "C1", at=6.0).words == ""


def test_relayed_words_are_shown_as_they_are_with_the_disclaimer(bot: Bot) -> None:
    reply = bot.reply(Relayed(Step.ANSWER, "Call {emergency} {who}", "@{emergency}"))
    assert reply.lead.endswith("Call {emergency} {who}")
    assert (reply.kind, reply.disclaimer) == (Kind.HELP, bot.faq.disclaimer)


@pytest.mark.parametrize("name", ["PROLOBOT_SLACK_HELP_CHANNEL", "PROLOBOT_DISCORD_HELP_CHANNEL"])
def test_a_channel_s_name_is_refused_where_its_id_is_expected(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}: found '#help'; expected the id of a channel"):
        read_settings({name: "#help"})


async def test_what_discord_does_not_let_the_bot_acknowledge_is_owed_to_nobody(
    answer: Answerer, tmp_path: Path
) -> None:
    async with DiscordStandIn() as discord:
        staff = discord.state.add_channel("staff").id

        def changed(settings: Settings) -> Settings:
            return with_discord(settings, help_channel=staff)

        async with (
            Replica(f"sqlite:///{tmp_path / 'kept.db'}") as replica,
            serving(discord, replica, answer, changed),
        ):
            reply = await discord.wait_for_reply(discord.ask("ada", "general", OPEN))
            form = await pressed(discord, "ada", reply, "prolo_person")
            discord.faults.arm("close", "rest POST /interactions/*", times=100)
            discord.submit("ada", form, {})
            await discord.settle(10.0)
            await replica.ledger._beat_once()
            assert discord.faults.struck
            assert (discord.state.channel("staff").messages, replica.store.state.owed) == ([], 0)
