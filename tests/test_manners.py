"""How the bot behaves in single channels: off, private, at mentions alone; a red flag is answered in each."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from test_delivering import refusing

from adapters.assembly.local_service import local_discord, local_slack
from adapters.manners import Manner, MannersError, load_manners
from adapters.settings import SettingsError, read_settings
from adapters.standins.discord import payloads
from adapters.standins.slack import Settings as Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from adapters.answering import Answerer
    from adapters.settings import Settings
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.slack import SlackStandIn
    from botcore import Bot

QUESTION = "what is the most common agent used in prolotherapy?"
URGENT = "I can't breathe since the injection"
ONLY_PRIVATE = "In this channel I answer in private: type /prolo"
TOO_SOON = "I answered you here a moment ago: please look above."
OFF_HERE = "I am switched off in this channel."


class General:
    """Sets the manner of #general, once there is one."""

    def __init__(self, manner: Manner, *, public: bool = False) -> None:
        self.manner, self.public, self.channel = manner, public, ""

    def slack(self, slack: SlackStandIn) -> None:
        self.channel = slack.workspace.channel("general").id

    def discord(self, discord: DiscordStandIn) -> None:
        self.channel = discord.state.channel("general").id

    def changed(self, settings: Settings) -> Settings:
        return replace(settings, manners={self.channel: {"manner": self.manner}}, public=self.public)


async def test_where_it_is_private_a_mention_is_told_of_the_command_and_a_red_flag_answered_in_place(
    answer: Answerer, bot: Bot
) -> None:
    here = General(Manner.PRIVATE)
    async with local_slack(answer, before=here.slack, changed=here.changed) as local:
        slack = local.standin
        told = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        assert (told.text.startswith(ONLY_PRIVATE), told.text.endswith(str(bot.faq.disclaimer_short))) == (
            True,
            True,
        )
        urgent = await slack.wait_for_reply(slack.say("linus", "general", f"{slack.mention} {URGENT}"))
        assert (urgent.text.startswith("Call "), urgent.ephemeral) == (True, False)
        private = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", QUESTION))
        assert ("dextrose" in private.text, private.ephemeral, "prolo_share" in str(private.blocks)) == (
            True,
            True,
            False,
        )
        assert "dextrose" in (await slack.wait_for_reply(slack.dm("ada", QUESTION))).text
    here = General(Manner.PRIVATE)
    async with local_discord(answer, before=here.discord, changed=here.changed) as other:
        discord = other.standin
        answered = await discord.wait_for_reply(discord.ask("ada", "general", QUESTION))
        assert answered.content.startswith(ONLY_PRIVATE)
        flagged = await discord.wait_for_reply(discord.ask("linus", "general", URGENT))
        assert ("Call" in flagged.content, flagged.ephemeral) == (True, False)


async def test_where_it_is_off_a_mention_gets_nothing_a_command_one_line_and_a_red_flag_its_answer(
    answer: Answerer,
) -> None:
    here = General(Manner.OFF)
    async with local_slack(answer, before=here.slack, changed=here.changed) as local:
        slack = local.standin
        asked = slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        await slack.settle()
        await local.drain()
        assert slack.replies_to(asked) == []
        assert slack.visible_to("ada", slack.im("ada")) == []
        urgent = await slack.wait_for_reply(slack.say("linus", "general", f"{slack.mention} {URGENT}"))
        assert urgent.text.startswith("Call ")
        line = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", QUESTION))
        assert (line.text.startswith(OFF_HERE), line.ephemeral) == (True, True)
        call = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", URGENT))
        assert call.text.startswith("Call ")
    here = General(Manner.OFF)
    async with local_discord(answer, before=here.discord, changed=here.changed) as other:
        discord = other.standin
        quiet = discord.ask("ada", "general", QUESTION)
        await discord.settle()
        await other.drain()
        assert discord.replies_to(quiet) == []
        assert "Call" in (await discord.wait_for_reply(discord.ask("linus", "general", URGENT))).content
        shown = await discord.wait_for_reply(discord.command("ada", "general", "prolo", {"question": QUESTION}))
        assert (shown.content.startswith(OFF_HERE), shown.ephemeral) == (True, True)


async def test_what_is_not_said_is_no_failure(answer: Answerer, capsys: pytest.CaptureFixture[str]) -> None:
    here = General(Manner.OFF)
    async with local_discord(answer, before=here.discord, changed=here.changed) as local:
        local.standin.ask("ada", "general", QUESTION)
        await local.standin.settle()
        await local.drain()
    assert "send_failed" not in capsys.readouterr().out


async def test_at_mentions_alone_a_command_is_private_though_commands_are_public_elsewhere(
    answer: Answerer,
) -> None:
    here = General(Manner.MENTIONS, public=True)
    async with local_slack(answer, before=here.slack, changed=here.changed) as local:
        slack = local.standin
        assert (await slack.wait_for_reply(slack.command("ada", "general", "/prolo", QUESTION))).ephemeral
        mentioned = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        assert ("dextrose" in mentioned.text, mentioned.ephemeral) == (True, False)
    here = General(Manner.MENTIONS, public=True)
    async with local_discord(answer, before=here.discord, changed=here.changed) as other:
        discord = other.standin
        run = discord.command("ada", "general", "prolo", {"question": QUESTION})
        assert (await discord.wait_for_reply(run)).ephemeral


async def test_where_a_channel_takes_no_posts_who_asks_again_too_soon_is_told_so_in_a_direct_message(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed(settings: Settings) -> Settings:
        return replace(settings, manners={Workspace().team_id: {"cooldown": "60"}})

    async with local_slack(answer, changed=changed) as local:
        slack = local.standin
        await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        slack.workspace.channel("general").refuses = "restricted_action"
        slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        await slack.settle()
        await local.drain()
        (told,) = [each for each in slack.visible_to("ada", slack.im("ada")) if each.bot_id]
        assert (told.via, told.text.startswith(TOO_SOON)) == ("chat.postMessage", True)
    assert "send_failed" not in capsys.readouterr().out


async def test_a_thread_on_discord_is_as_its_channel(answer: Answerer) -> None:
    here = General(Manner.PRIVATE)
    async with local_discord(answer, before=here.discord, changed=here.changed) as local:
        discord = local.standin
        ada = discord.state.person("ada").id
        thread = discord.state.add_thread(discord.state.channel("general"), "about agents", ada)
        discord.backend.dispatcher.everywhere("THREAD_CREATE", thread, payloads.channel(discord.state, thread))
        reply = await discord.wait_for_reply(discord.ask("ada", thread.id, QUESTION))
        assert reply.content.startswith(ONLY_PRIVATE)


def written(text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "manners.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_names_channels_of_both_platforms(tmp_path: Path) -> None:
    path = written('C0123ABC: private\n"1234567890": "off"\nC9: mentions\n')(tmp_path)
    found = {"C0123ABC": {"manner": "private"}, "1234567890": {"manner": "off"}, "C9": {"manner": "mentions"}}
    assert load_manners(path) == found
    current = read_settings({"PROLOBOT_MANNERS": str(path)})
    assert {current.manners_on(each).manner("C9") for each in current.platforms} == {Manner.MENTIONS}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("C1: loud\n", "C1: found 'loud'; expected usual, mentions, private or off"),
        ("- C1\n", "line 1: expected ids of channels"),
        ("C1: private\nC1: private\n", "line 2"),
    ],
)
def test_what_is_wrong_in_it_is_said_with_what_is_expected(tmp_path: Path, text: str, line: str) -> None:
    path = written(text)(tmp_path)
    with pytest.raises(MannersError, match=line):
        load_manners(path)
    with pytest.raises(SettingsError, match="PROLOBOT_MANNERS: "):
        read_settings({"PROLOBOT_MANNERS": str(path)})


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_who_was_not_reached_is_not_told_that_they_were_answered_a_moment_ago(
    answer: Answerer, platform: str
) -> None:
    def changed(settings: Settings) -> Settings:
        return replace(settings, manners={place: {"cooldown": "300"}})

    if platform == "slack":
        place = Workspace().team_id
        async with local_slack(answer, changed=changed) as local:
            slack = local.standin
            channels = [slack.workspace.channel("general"), slack.workspace.channel(slack.im("ada"))]
            for code in ("restricted_action", ""):
                for each in channels:
                    each.refuses = code
                said = slack.say("ada", "general", f"{slack.mention} {QUESTION}")
                await slack.settle()
                await local.drain()
            assert ["dextrose" in each.text for each in slack.replies_to(said)] == [True]
    else:

        def before(discord: DiscordStandIn) -> None:
            nonlocal place
            place = discord.state.guild_id

        place = ""
        async with local_discord(answer, before=before, changed=changed) as other:
            discord = other.standin
            discord.faults.arm("429", "rest POST /channels/*/messages", seconds=3600)
            asked = discord.ask("ada", "general", QUESTION)
            await asyncio.sleep(90.0)
            await other.drain()
            assert ["dextrose" in each.content for each in discord.replies_to(asked)] == [True]


async def test_who_asked_again_too_soon_and_was_not_reached_is_told_so_the_next_time(answer: Answerer) -> None:
    def changed(settings: Settings) -> Settings:
        return replace(settings, manners={Workspace().team_id: {"cooldown": "60"}})

    async with local_slack(answer, changed=changed) as local:
        slack = local.standin
        await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        channels = [slack.workspace.channel("general"), slack.workspace.channel(slack.im("ada"))]
        for code in ("restricted_action", ""):
            for each in channels:
                each.refuses = code
            slack.say("ada", "general", f"{slack.mention} {QUESTION}")
            await slack.settle()
            await local.drain()
        told = [each.text for each in slack.visible_to("ada", "general") if each.text.startswith(TOO_SOON)]
        assert len(told) == 1


async def test_what_is_for_one_person_alone_waits_for_a_port_that_is_closed(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(settings: Settings) -> Settings:
        return replace(settings, manners={Workspace().team_id: {"cooldown": "60"}})

    async with local_slack(answer, changed=changed) as local:
        slack = local.standin
        await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {QUESTION}"))
        made = refusing(AsyncWebClient, "chat_postEphemeral", 5, monkeypatch)
        slack.say("ada", "general", f"{slack.mention} {QUESTION}")
        await asyncio.sleep(60.0)
        await local.drain()
        told = [each.text for each in slack.visible_to("ada", "general") if each.text.startswith(TOO_SOON)]
        assert (len(made), len(told)) == (6, 1)
