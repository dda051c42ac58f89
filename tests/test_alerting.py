"""Urgent alerts: after the reply, into a closed channel alone, once an hour, with a link, the kind and no more."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from replicas import Replica
from settings_on import with_discord, with_slack
from test_outbox_discord import serving as serving_discord
from test_outbox_slack import acknowledged, silent
from test_outbox_slack import serving as serving_slack

from adapters.alerting import EVERY, Alerts, AlertTo
from adapters.assembly.local_service import local_discord, local_slack
from adapters.settings import SettingsError, read_settings
from adapters.slack import commands
from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord.permissions import Permission
from adapters.standins.slack import Settings as Workspace
from adapters.standins.slack import SlackStandIn
from botcore import Alerted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from adapters.answering import Answerer
    from adapters.incoming import Respond
    from adapters.owed import Owed
    from adapters.settings import Settings
    from botcore import Bot, Message, Reply

URGENT = "I can't breathe since the injection"
CRISIS = "I want to kill myself"
ORDINARY = "what is the most common agent used in prolotherapy?"
TOLD = "I am also telling the people who look after this place."
SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history")


class Watched:
    """A stand-in with a channel for those who look after people."""

    def __init__(self, *, closed: bool = True, role: bool = False) -> None:
        self.closed, self.role = closed, role
        self.alert_to = AlertTo()

    def slack(self, slack: SlackStandIn) -> None:
        members = [slack.workspace.bot.id, slack.workspace.person("grace").id]
        channel = slack.workspace.add_channel("carers", members, "group" if self.closed else "channel")
        self.alert_to = AlertTo(channel.id, "S0CARERS" if self.role else "")

    def discord(self, discord: DiscordStandIn) -> None:
        channel = discord.state.add_channel("carers")
        carers = discord.state.add_role("carers", mentionable=True)
        discord.state.person("grace").roles.append(carers.id)
        if self.closed:
            channel.denied[discord.state.guild_id] = Permission.VIEW_CHANNEL
            for holder in (carers.id, discord.state.bot.roles[0]):
                channel.allowed[holder] = Permission.VIEW_CHANNEL
        self.alert_to = AlertTo(channel.id, carers.id if self.role else "")

    def changed(self, settings: Settings) -> Settings:
        return with_slack(with_discord(settings, alert=self.alert_to), alert=self.alert_to)


def granted(*more: str) -> Workspace:
    return Workspace(scopes=(*SCOPES, *more), events=("app_mention", "message.im"), messages_per_second=None)


async def test_on_slack_a_red_flag_in_a_channel_is_answered_and_then_told_of(answer: Answerer, bot: Bot) -> None:
    watched = Watched(role=True)
    async with local_slack(answer, granted("groups:read"), before=watched.slack, changed=watched.changed) as local:
        slack = local.standin
        said = slack.say("ada", "general", f"{slack.mention} {URGENT}")
        reply = await slack.wait_for_reply(said)
        await slack.settle()
        await local.drain()
        (alert,) = slack.visible_to("grace", "carers")
        assert (reply.text.startswith("Call "), TOLD in reply.text) == (True, True)
        assert reply.seq < alert.seq
        assert alert.text.startswith(
            "<!subteam^S0CARERS> Somebody wrote something that sounds like a medical emergency"
        )
        assert f"/archives/{said.channel}/p{said.ts.replace('.', '')}" in alert.text
        assert "ada" not in alert.text
        assert "breathe" not in str(alert.blocks)
        assert str(bot.faq.disclaimer_short) in alert.text
        assert [part.kind for part in alert.live if part.kind != "link"][:1] == ["usergroup"]


async def test_on_discord_a_red_flag_in_a_channel_is_answered_and_then_told_of(answer: Answerer) -> None:
    watched = Watched(role=True)
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as local:
        discord = local.standin
        said = discord.ask("ada", "general", CRISIS)
        reply = await discord.wait_for_reply(said)
        await discord.settle()
        await local.drain()
        (alert,) = discord.visible_to("grace", "carers")
        assert discord.visible_to("linus", "carers") == []
        assert (TOLD in reply.content, reply.seq < alert.seq) == (True, True)
        assert alert.content.startswith(f"<@&{watched.alert_to.role}>")
        assert "a danger of self-harm" in alert.content.replace("\\", "")
        assert f"/{said.channel}/{said.id}" in alert.content
        assert "kill" not in alert.content
        assert list(alert.pings.roles) == [watched.alert_to.role]


async def test_what_is_made_up_for_after_a_process_ended_is_told_of_too(answer: Answerer, tmp_path: Path) -> None:
    watched, database = Watched(), f"sqlite:///{tmp_path / 'kept.db'}"
    async with SlackStandIn(granted("groups:read", "channels:history")) as slack:
        watched.slack(slack)
        async with Replica(database) as first, serving_slack(slack, first, silent, watched.changed):
            said = slack.say("ada", "general", f"{slack.mention} {URGENT}")
            await acknowledged(slack, 1)
        async with Replica(database) as second, serving_slack(slack, second, answer, watched.changed):
            reply = await slack.wait_for_reply(said)
            await slack.changes.until(lambda: slack.visible_to("grace", "carers") or None, 60)
        (alert,) = slack.visible_to("grace", "carers")
        assert (TOLD in reply.text, reply.seq < alert.seq) == (True, True)
    async with DiscordStandIn() as discord:
        watched.discord(discord)
        async with Replica(database) as first, serving_discord(discord, first, silent, watched.changed):
            asked = discord.ask("ada", "general", URGENT)
            await asyncio.sleep(2.0)
        async with Replica(database) as second, serving_discord(discord, second, answer, watched.changed):
            answered = await discord.wait_for_reply(asked)
            await discord.changes.until(lambda: discord.visible_to("grace", "carers") or None, 60)
        (told,) = discord.visible_to("grace", "carers")
        assert (TOLD in answered.content, answered.seq < told.seq) == (True, True)
        assert f"/{asked.channel}/{asked.id}" in told.content


async def test_nobody_is_told_of_it_where_ordinary_members_could_read_that(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = Watched(closed=False)
    settings: Any = granted("groups:read", "channels:read")
    async with local_slack(answer, settings, before=watched.slack, changed=watched.changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {URGENT}"))
        await slack.settle()
        await local.drain()
        assert (TOLD in reply.text, slack.visible_to("grace", "carers")) == (False, [])
    watched = Watched(closed=False)
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as other:
        discord = other.standin
        answered = await discord.wait_for_reply(discord.ask("ada", "general", URGENT))
        await discord.settle()
        await other.drain()
        assert (TOLD in answered.content, discord.visible_to("grace", "carers")) == (False, [])
    assert "alert_channel_open" in capsys.readouterr().out


async def test_without_the_scope_to_look_at_the_channel_nobody_is_told_on_slack(answer: Answerer) -> None:
    watched = Watched()
    async with local_slack(answer, granted(), before=watched.slack, changed=watched.changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {URGENT}"))
        await slack.settle()
        await local.drain()
        assert (TOLD in reply.text, slack.visible_to("grace", "carers")) == (False, [])


async def test_a_channel_that_was_opened_meanwhile_hears_nothing(answer: Answerer) -> None:
    watched = Watched()
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as local:
        discord = local.standin
        channel = discord.state.channel("carers")
        channel.denied.clear()
        from adapters.standins.discord import payloads

        discord.backend.dispatcher.everywhere("CHANNEL_UPDATE", channel, payloads.channel(discord.state, channel))
        reply = await discord.wait_for_reply(discord.ask("ada", "general", URGENT))
        await discord.settle()
        await local.drain()
        assert (TOLD in reply.content, channel.messages) == (False, [])


async def test_one_person_in_one_place_is_told_of_once_an_hour_and_answered_each_time(answer: Answerer) -> None:
    watched = Watched()
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as local:
        discord = local.standin
        for who in ("ada", "ada", "linus"):
            reply = await discord.wait_for_reply(discord.ask(who, "general", URGENT))
            assert "Call" in reply.content
        await discord.settle()
        await local.drain()
        assert len(discord.visible_to("grace", "carers")) == 2


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_another_danger_to_the_same_person_is_told_of_at_once(answer: Answerer, platform: str) -> None:
    watched = Watched()
    if platform == "slack":
        scopes = granted("groups:read")
        async with local_slack(answer, scopes, before=watched.slack, changed=watched.changed) as local:
            slack = local.standin
            for text in (URGENT, CRISIS, URGENT):
                await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {text}"))
            await slack.settle()
            await local.drain()
            told = [each.text for each in slack.visible_to("grace", "carers")]
    else:
        async with local_discord(answer, before=watched.discord, changed=watched.changed) as other:
            discord = other.standin
            for text in (URGENT, CRISIS, URGENT):
                await discord.wait_for_reply(discord.ask("ada", "general", text))
            await discord.settle()
            await other.drain()
            told = [each.content.replace("\\", "") for each in discord.visible_to("grace", "carers")]
    assert ["emergency" in told[0], "self-harm" in told[1], len(told)] == [True, True, 2]


@pytest.mark.parametrize("kind", ["500", "drop"])
async def test_an_alert_that_may_have_arrived_is_there_once_though_an_older_one_says_the_same(
    answer: Answerer, kind: str
) -> None:
    watched, scopes = Watched(), granted("groups:read", "groups:history")
    alerts = list[Alerted]()

    async def failing(message: Message) -> Reply:
        if isinstance(message, Alerted):
            alerts.append(message)
            slack.faults.arm(kind, "api chat.postMessage", times=len(alerts) - 1)
        return await answer(message)

    async with local_slack(failing, scopes, before=watched.slack, changed=watched.changed) as local:
        slack = local.standin
        slack.faults.arm("500", "api chat.getPermalink", times=2)
        for who in ("ada", "linus"):
            assert await slack.wait_for_reply(slack.say(who, "general", f"{slack.mention} {URGENT}"))
            await slack.settle()
            await local.drain()
        first, second = slack.visible_to("grace", "carers")
        assert first.text == second.text
        assert slack.faults.struck == 3


async def test_what_is_not_urgent_or_not_public_is_nobody_s_business(answer: Answerer) -> None:
    watched = Watched()
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as local:
        discord = local.standin
        await discord.wait_for_reply(discord.ask("ada", "general", ORDINARY))
        direct = await discord.wait_for_reply(discord.dm("ada", URGENT))
        private = await discord.wait_for_reply(discord.command("ada", "general", "prolo", {"question": URGENT}))
        await discord.settle()
        await local.drain()
        assert [TOLD in each.content for each in (direct, private)] == [False, False]
        assert discord.visible_to("grace", "carers") == []


@pytest.mark.parametrize("at_once", [10.0, 0.0], ids=["with the acknowledgement", "later"])
async def test_on_slack_a_red_flag_in_a_command_that_all_may_see_is_told_of(
    answer: Answerer, monkeypatch: pytest.MonkeyPatch, at_once: float
) -> None:
    monkeypatch.setattr(commands, "ANSWER_AT_ONCE", at_once)
    watched = Watched()

    def changed(settings: Settings) -> Settings:
        return replace(watched.changed(settings), public=True)

    async with local_slack(answer, granted("groups:read"), before=watched.slack, changed=changed) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.command("ada", "general", "/prolo", URGENT))
        await slack.wait_for_reply(slack.command("linus", "general", "/prolo", ORDINARY))
        direct = await slack.wait_for_reply(slack.command("linus", slack.im("linus"), "/prolo", URGENT))
        await slack.settle()
        await local.drain()
        (alert,) = slack.visible_to("grace", "carers")
        assert (reply.ephemeral, TOLD in reply.text, TOLD in direct.text) == (False, True, False)
        assert slack.workspace.channel("general").id in alert.text
        assert "breathe" not in str(alert.blocks)


async def test_on_discord_a_red_flag_in_a_command_that_all_may_see_is_told_of(answer: Answerer) -> None:
    watched = Watched()

    def changed(settings: Settings) -> Settings:
        return replace(watched.changed(settings), public=True)

    async with local_discord(answer, before=watched.discord, changed=changed) as local:
        discord = local.standin
        for who, what in (("ada", URGENT), ("ada", URGENT), ("linus", URGENT), ("grace", ORDINARY)):
            run = discord.command(who, "general", "prolo", {"question": what})
            reply = await discord.wait_for_reply(run)
            assert (reply.ephemeral, TOLD in reply.content) == (False, what == URGENT)
        await discord.settle()
        await local.drain()
        alerts = discord.visible_to("grace", "carers")
        assert len(alerts) == 2
        assert f"/{discord.state.channel('general').id}" in alerts[0].content
        assert "breathe" not in alerts[0].content


async def test_where_the_alert_is_refused_the_reply_is_there_all_the_same(answer: Answerer) -> None:
    watched = Watched()
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as local:
        discord = local.standin
        discord.deny("bot", "carers", "SEND_MESSAGES")
        assert await discord.wait_for_reply(discord.ask("ada", "general", URGENT))
        await discord.settle()
        await local.drain()
        assert discord.state.channel("carers").messages == []


@pytest.mark.parametrize("name", ["alert_channel", "alert_role"])
async def test_an_id_of_slack_that_is_set_for_a_server_withholds_no_reply(answer: Answerer, name: str) -> None:
    watched = Watched()

    def changed(settings: Settings) -> Settings:
        return replace(watched.changed(settings), manners={guild: {name: "S0456DEF"}})

    def before(discord: DiscordStandIn) -> None:
        nonlocal guild
        watched.discord(discord)
        guild = discord.state.guild_id

    guild = ""
    async with local_discord(answer, before=before, changed=changed) as local:
        discord = local.standin
        assert "Call" in (await discord.wait_for_reply(discord.ask("ada", "general", URGENT))).content
        await discord.settle()
        await local.drain()
        assert len(discord.visible_to("grace", "carers")) == (name == "alert_role")


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_an_alert_that_could_not_be_brought_keeps_back_none(answer: Answerer, platform: str) -> None:
    watched = Watched()
    if platform == "slack":
        scopes = granted("groups:read")
        async with local_slack(answer, scopes, before=watched.slack, changed=watched.changed) as local:
            slack = local.standin
            for code in ("restricted_action", ""):
                slack.workspace.channel("carers").refuses = code
                assert await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {URGENT}"))
                await slack.settle()
                await local.drain()
            assert len(slack.visible_to("grace", "carers")) == 1
    else:
        async with local_discord(answer, before=watched.discord, changed=watched.changed) as other:
            discord = other.standin
            discord.deny("bot", "carers", "SEND_MESSAGES")
            for _ in range(2):
                assert await discord.wait_for_reply(discord.ask("ada", "general", URGENT))
                await discord.settle()
                await other.drain()
                del discord.state.channel("carers").denied[discord.state.bot.id]
                discord.deny("bot", "carers", "ATTACH_FILES")
            assert len(discord.visible_to("grace", "carers")) == 1


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_where_the_reply_is_refused_those_who_look_after_people_hear_that_it_is(
    answer: Answerer, platform: str
) -> None:
    watched = Watched()
    if platform == "slack":
        scopes = granted("groups:read")
        async with local_slack(answer, scopes, before=watched.slack, changed=watched.changed) as local:
            slack = local.standin
            slack.workspace.channel("general").refuses = "restricted_action"
            slack.workspace.channel(slack.im("ada")).refuses = "restricted_action"
            said = slack.say("ada", "general", f"{slack.mention} {URGENT}")
            await slack.settle()
            await local.drain()
            (alert,) = slack.visible_to("grace", "carers")
            assert "My answer has not reached them" in alert.text
            assert f"/archives/{said.channel}/p{said.ts.replace('.', '')}" in alert.text
    else:
        async with local_discord(answer, before=watched.discord, changed=watched.changed) as other:
            discord = other.standin
            discord.deny("bot", "general", "SEND_MESSAGES")
            discord.state.dm(discord.state.person("ada").id).refuses = True
            asked = discord.ask("ada", "general", URGENT)
            await discord.settle()
            await other.drain()
            (told,) = discord.visible_to("grace", "carers")
            assert "My answer has not reached them" in told.content
            assert f"/{asked.channel}/{asked.id}" in told.content


async def test_where_discord_lets_the_bot_send_nothing_what_is_urgent_comes_as_a_direct_message(
    answer: Answerer,
) -> None:
    watched = Watched()
    async with local_discord(answer, before=watched.discord, changed=watched.changed) as local:
        discord = local.standin
        discord.deny("bot", "general", "SEND_MESSAGES")
        for text in (ORDINARY, URGENT):
            discord.ask("ada", "general", text)
            await discord.settle()
            await local.drain()
        (urgent,) = discord.state.dm(discord.state.person("ada").id).messages
        assert urgent.content.startswith("**Call ")
        (told,) = discord.visible_to("grace", "carers")
        assert "I have answered" in told.content


@pytest.mark.parametrize("kind", ["500", "malformed"])
async def test_a_look_at_the_alert_channel_that_fails_once_keeps_no_alert_back(
    answer: Answerer, kind: str
) -> None:
    watched = Watched()
    async with local_slack(answer, granted("groups:read"), before=watched.slack, changed=watched.changed) as local:
        slack = local.standin
        slack.faults.arm(kind, "api conversations.info")
        reply = await slack.wait_for_reply(slack.say("ada", "general", f"{slack.mention} {URGENT}"))
        await slack.settle()
        await local.drain()
        assert (TOLD in reply.text, slack.faults.struck) == (True, 1)
        assert len(slack.visible_to("grace", "carers")) == 1


class Sends:
    """Alerts that arrive once it lets go, unless they fail."""

    def __init__(self) -> None:
        self.fails, self.begun, self.lets_go = False, 0, asyncio.Event()

    async def __call__(self) -> bool:
        self.begun += 1
        fails = self.fails
        await self.lets_go.wait()
        return not fails


async def sent(alerts: Alerts, send: Sends, place: str, at: float) -> bool:
    before = send.begun
    await alerts.tell("ada", place, "breathing", send, at=at)
    return send.begun > before


async def test_an_hour_later_they_are_told_again() -> None:
    alerts, send = Alerts(), Sends()
    send.lets_go.set()
    assert await sent(alerts, send, "general", 1.0)
    assert not await sent(alerts, send, "general", EVERY)
    assert await sent(alerts, send, "other", 2.0)
    assert await sent(alerts, send, "general", 1.0 + EVERY)


@pytest.mark.parametrize("fails", [True, False])
async def test_who_writes_again_while_an_alert_is_on_its_way_is_told_of_where_it_fails_and_not_twice(
    *, fails: bool
) -> None:
    alerts, send = Alerts(), Sends()
    send.fails = fails
    telling = [asyncio.create_task(alerts.tell("ada", "general", "breathing", send, at=at)) for at in (1.0, 2.0)]
    await asyncio.sleep(0)
    assert send.begun == 1
    send.fails = False
    send.lets_go.set()
    await asyncio.gather(*telling)
    assert send.begun == 1 + fails


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("PROLOBOT_SLACK_ALERT_CHANNEL", "a channel, such as C0123ABC"),
        ("PROLOBOT_SLACK_ALERT_GROUP", "a user group, such as S0123ABC"),
        ("PROLOBOT_DISCORD_ALERT_ROLE", "a role, such as 1234567890"),
    ],
)
def test_a_name_is_refused_where_an_id_is_expected(name: str, of: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}: found '#carers'; expected the id of {of}"):
        read_settings({name: "#carers"})


@contextlib.asynccontextmanager
async def watched_on(platform: str) -> AsyncIterator[tuple[Any, Any, Watched]]:
    """A stand-in with a channel for those who look after people, what serves on it, and that channel."""
    watched = Watched()
    standin: Any = (
        SlackStandIn(granted("groups:read", "groups:history")) if platform == "slack" else DiscordStandIn()
    )
    async with standin:
        (watched.slack if platform == "slack" else watched.discord)(standin)
        yield standin, serving_slack if platform == "slack" else serving_discord, watched


def dying_before_the_alert(answer: Answerer) -> Respond:
    async def dying(message: Message) -> Reply:
        return await (silent if isinstance(message, Alerted) else answer)(message)

    return dying


@pytest.mark.parametrize("platform", ["slack", "discord"])
@pytest.mark.parametrize("ends", ["leaves", "crashes"])
async def test_an_alert_that_a_process_took_with_it_is_told_by_the_next_once(
    answer: Answerer, database: str, platform: str, ends: str
) -> None:
    async with watched_on(platform) as (standin, serving, watched):
        async with (
            Replica(database) as first,
            serving(standin, first, dying_before_the_alert(answer), watched.changed),
        ):
            said = standin.say("ada", "general", f"{standin.mention} {CRISIS}")
            await standin.wait_for_reply(said)
            await asyncio.sleep(2.0)
            if ends == "crashes":
                first.cut()
        assert standin.visible_to("grace", "carers") == []
        async with Replica(database) as second, Replica(database) as third:
            async with (
                serving(standin, second, answer, watched.changed),
                serving(standin, third, answer, watched.changed),
            ):
                await asyncio.sleep(30.0)
            (alert,) = standin.visible_to("grace", "carers")
            shown = str(getattr(alert, "text", "") or alert.content.replace("\\", ""))
            assert "a danger of self-harm" in shown
            assert "I have answered" in shown
            assert str(said.ts).replace(".", "") in shown if platform == "slack" else f"/{said.id}" in shown
            assert len(standin.replies_to(said)) == 1
            assert [await each.ledger.left(platform) for each in (second, third)] == [[], []]


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_an_alert_that_a_process_left_says_so_where_its_reply_was_refused(
    answer: Answerer, tmp_path: Path, platform: str
) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    async with watched_on(platform) as (standin, serving, watched):
        if platform == "slack":
            standin.workspace.channel("general").refuses = "restricted_action"
            standin.workspace.channel(standin.im("ada")).refuses = "restricted_action"
        else:
            standin.deny("bot", "general", "SEND_MESSAGES")
            standin.state.dm(standin.state.person("ada").id).refuses = True
        async with (
            Replica(database) as first,
            serving(standin, first, dying_before_the_alert(answer), watched.changed),
        ):
            standin.say("ada", "general", f"{standin.mention} {URGENT}")
            await asyncio.sleep(5.0)
        assert standin.visible_to("grace", "carers") == []
        async with Replica(database) as second, serving(standin, second, answer, watched.changed):
            await standin.changes.until(lambda: standin.visible_to("grace", "carers") or None, 60)
        (alert,) = standin.visible_to("grace", "carers")
        assert "My answer has not reached them" in str(getattr(alert, "text", "") or alert.content)


async def test_an_alert_for_a_channel_that_is_gone_leaves_a_line_in_the_log_where_it_was_needed(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    def changed(settings: Settings) -> Settings:
        return with_discord(settings, alert=AlertTo("123456789012345678"))

    async with local_discord(answer, changed=changed) as local:
        discord = local.standin
        for text, lines in ((ORDINARY, 0), (URGENT, 1)):
            await discord.wait_for_reply(discord.ask("ada", "general", text))
            await discord.settle()
            await local.drain()
            assert capsys.readouterr().out.count("alert_channel_not_seen") == lines


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_what_is_told_or_was_told_lately_is_owed_no_more(
    answer: Answerer, tmp_path: Path, platform: str
) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    async with watched_on(platform) as (standin, serving, watched):
        async with Replica(database) as first, serving(standin, first, answer, watched.changed):
            for _ in range(2):
                await standin.wait_for_reply(standin.say("ada", "general", f"{standin.mention} {URGENT}"))
                await standin.settle(0.5)
            await asyncio.sleep(2.0)
        async with Replica(database) as second, serving(standin, second, answer, watched.changed):
            await asyncio.sleep(30.0)
            assert len(standin.visible_to("grace", "carers")) == 1


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_an_alert_that_had_arrived_before_its_process_ended_is_not_told_again(
    answer: Answerer, tmp_path: Path, platform: str
) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    async with watched_on(platform) as (standin, serving, watched):
        async with Replica(database) as first, serving(standin, first, answer, watched.changed):
            settle = first.ledger.settle

            async def settles_replies_alone(owed: Owed) -> None:
                if not owed.danger:
                    await settle(owed)

            first.ledger.settle = settles_replies_alone  # type: ignore[method-assign]
            await standin.wait_for_reply(standin.say("ada", "general", f"{standin.mention} {URGENT}"))
            await standin.changes.until(lambda: standin.visible_to("grace", "carers") or None, 60)
            await asyncio.sleep(1.0)
        async with Replica(database) as second, serving(standin, second, answer, watched.changed):
            await asyncio.sleep(30.0)
            assert len(standin.visible_to("grace", "carers")) == 1
            assert await second.ledger.left(platform) == []


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_of_a_reply_and_its_alert_that_were_both_left_the_reply_comes_first_and_each_once(
    answer: Answerer, tmp_path: Path, platform: str
) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    async with watched_on(platform) as (standin, serving, watched):
        async with Replica(database) as first, serving(standin, first, answer, watched.changed):
            first.ledger.sends = forever  # type: ignore[method-assign]
            said = standin.say("ada", "general", f"{standin.mention} {URGENT}")
            await asyncio.sleep(5.0)
        assert standin.replies_to(said) == []
        async with Replica(database) as second, serving(standin, second, answer, watched.changed):
            await asyncio.sleep(30.0)
            (reply,), (alert,) = standin.replies_to(said), standin.visible_to("grace", "carers")
            assert reply.seq < alert.seq


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_an_alert_of_a_command_is_told_by_the_next_process_too(
    answer: Answerer, tmp_path: Path, platform: str
) -> None:
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    async with watched_on(platform) as (standin, serving, watched):

        def public(settings: Settings) -> Settings:
            return replace(watched.changed(settings), public=True)

        async with Replica(database) as first, serving(standin, first, dying_before_the_alert(answer), public):
            if platform == "slack":
                said = standin.command("ada", "general", "/prolo", URGENT)
            else:
                said = standin.command("ada", "general", "prolo", {"question": URGENT})
            await standin.wait_for_reply(said)
            await asyncio.sleep(2.0)
        assert standin.visible_to("grace", "carers") == []
        async with Replica(database) as second, serving(standin, second, answer, public):
            await asyncio.sleep(30.0)
            (alert,) = standin.visible_to("grace", "carers")
            assert said.channel in str(getattr(alert, "text", "") or alert.content)


async def forever(_: object) -> bool:
    return await asyncio.Event().wait()
