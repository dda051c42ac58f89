"""How the bot behaves is set in place by those who may, kept, and said with the disclaimer."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adapters.assembly.kept import Kept
from adapters.assembly.local_service import Local, local_discord, local_slack
from adapters.manners import (
    Change,
    Cooldown,
    Hours,
    Manner,
    Manners,
    MannersError,
    Rules,
    load_manners,
    settings_of,
)
from adapters.settings import SettingsError, read_settings
from adapters.slack.owners import Owners
from adapters.slack.settings_form import on_slack
from adapters.standins.discord.permissions import Permission
from adapters.standins.slack import Settings as Workspace
from adapters.store import Store, StoredManners
from botcore import Setting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from adapters.answering import Answerer
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.slack import SlackStandIn
    from botcore import Bot

OFF = {"text": {"type": "plain_text", "text": "Off", "emoji": True}, "value": "off"}
REFUSED = "I take that only from those who look after this place"
NOWHERE = "I have nowhere to keep settings."


@asynccontextmanager
async def kept(path: Path) -> AsyncIterator[StoredManners]:
    store = Store(f"sqlite:///{path / 'kept.db'}")
    manners = StoredManners(store)
    async with store.open():
        yield manners


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [
        ("22:00-07:00", "21:59", False),
        ("22:00-07:00", "22:00", True),
        ("22:00-07:00", "06:59", True),
        ("22:00-07:00", "07:00", False),
        ("9-17", "12:30", True),
        ("9 to 17:30", "17:30", False),
        ("22:00-07:00 Europe/Berlin", "21:30", True),
        ("00:00-01:00 Asia/Kolkata", "18:45", True),
    ],
)
def test_hours_are_those_of_their_zone_and_may_pass_midnight(text: str, at: str, inside: bool) -> None:
    hours = Hours.read(text)
    assert hours
    assert Hours.read(str(hours)) == hours
    assert hours.hold(datetime.fromisoformat(f"2026-01-15T{at}:00").replace(tzinfo=UTC)) is inside


@pytest.mark.parametrize(
    "text", ["", "night", "25-7", "22:00", "7-7", "22-7 Nowhere", "22-7 ../etc", "22-7 Europe"]
)
def test_what_is_no_hours_is_none(text: str) -> None:
    assert Hours.read(text) is None


def test_what_is_set_in_place_goes_before_the_file_and_that_before_the_environment() -> None:
    class InPlace:
        is_kept = True

        def __init__(self) -> None:
            self.places: dict[str, dict[str, str]] = {"T1": {"cooldown": "60"}, "C2": {"manner": "usual"}}
            self.asked: list[Change] = []

        async def change(self, changes: Any) -> bool:
            self.asked += changes
            return True

    file = {"T1": {"cooldown": "30", "alert_channel": "CFILE"}, "C1": {"manner": "off"}, "C2": {"manner": "off"}}
    manners = Manners(file, Rules(help_channel="CENV", alert_channel="CENV"), InPlace())
    assert manners.rules("T1") == Rules("CENV", "CFILE", cooldown=60)
    assert manners.rules("T2") == Rules("CENV", "CENV")
    assert (manners.manner("C1"), manners.manner("C2"), manners.manner("C3")) == ("off", "usual", "usual")
    assert manners.manner("thread", "C1") is Manner.OFF
    assert manners.channels() == {"C1": Manner.OFF}


async def test_what_is_set_to_what_holds_anyway_follows_the_file_again(tmp_path: Path) -> None:
    async with kept(tmp_path) as overrides:
        manners = Manners({"C1": {"manner": "off"}}, Rules("CENV"), overrides)
        assert await manners.change([Change("C1", "manner", "private"), Change("T1", "help_channel", "")])
        assert (manners.manner("C1"), manners.rules("T1").help_channel) == (Manner.PRIVATE, "")
        assert await manners.change([Change("C1", "manner", "off"), Change("T1", "help_channel", "CENV")])
        assert (manners.manner("C1"), manners.rules("T1").help_channel) == (Manner.OFF, "CENV")
        assert overrides.places == {}


async def test_what_is_set_is_there_after_a_restart_and_in_another_process(database: str) -> None:
    one, other = Store(database), Store(database)
    first = StoredManners(one)
    async with one.open():
        assert await first.change([Change("T1", "cooldown", "60"), Change("C1", "manner", "off")])
        second = StoredManners(other)
        async with other.open():
            assert second.places == {"T1": {"cooldown": "60"}, "C1": {"manner": "off"}}


async def test_what_this_program_cannot_read_is_as_if_it_were_not_set(tmp_path: Path) -> None:
    async with kept(tmp_path) as overrides:
        strange = [Change("C1", "manner", "loud"), Change("T1", "cooldown", "soon"), Change("T1", "new", "1")]
        strange += [Change("111", "alert_channel", "C1"), Change("T1", "help_channel", "111")]
        assert await overrides.change([*strange, Change("C2", "manner", "off")])
        assert overrides.places == {"C2": {"manner": "off"}}


async def test_while_the_database_is_away_nothing_is_said_to_be_kept(tmp_path: Path) -> None:
    async with kept(tmp_path) as overrides:
        assert await overrides.change([Change("T1", "cooldown", "60")])
        overrides._store._goes("away")
        assert not await overrides.change([Change("T1", "cooldown", "30")])
        assert overrides.places == {"T1": {"cooldown": "60"}}


def test_a_file_sets_rules_of_a_workspace_or_a_server_and_says_what_is_wrong_in_them(tmp_path: Path) -> None:
    path = tmp_path / "manners.yaml"
    path.write_text('C1: "off"\nT1:\n  cooldown: "60"\n  quiet_hours: 22:00-07:00\n', encoding="utf-8")
    assert load_manners(path)["T1"] == {"cooldown": "60", "quiet_hours": "22:00-07:00"}
    path.write_text('T1:\n  cooldown: "9999"\n  loud: "yes"\n  alert_channel: carers\n', encoding="utf-8")
    with pytest.raises(MannersError) as raised:
        load_manners(path)
    lines = str(raised.value).splitlines()
    assert [line.split(": ", 1)[1] for line in lines] == [
        "line 2: T1: cooldown: found '9999'; expected seconds from 0 to 3600",
        "line 3: T1: loud: found 'yes'; expected help_channel, alert_channel, alert_role, quiet_hours, cooldown",
        "line 4: T1: alert_channel: found 'carers'; expected the id of a Slack channel, such as C0123ABC",
    ]


def test_a_server_takes_no_ids_of_slack_and_a_workspace_none_of_discord(tmp_path: Path) -> None:
    path = tmp_path / "manners.yaml"
    rules = "  alert_channel: {0}\n  alert_role: {1}\n  help_channel: {0}\n"
    slacks, discords = rules.format("C0456DEF", "S0456DEF"), rules.format('"222"', '"333"')
    path.write_text(f'T1:\n{slacks}"111":\n{discords}', encoding="utf-8")
    assert load_manners(path)["111"]["alert_channel"] == "222"
    path.write_text(f'T1:\n{discords}"111":\n{slacks}', encoding="utf-8")
    with pytest.raises(MannersError) as raised:
        load_manners(path)
    said = [line.split(": ", 1)[1].split("; ") for line in str(raised.value).splitlines()]
    channel, role = ("expected the id of a Discord " + each for each in ("channel", "role"))
    assert said == [
        ["line 2: T1: alert_channel: found '222'", "expected the id of a Slack channel, such as C0123ABC"],
        ["line 3: T1: alert_role: found '333'", "expected the id of a Slack user group, such as S0123ABC"],
        ["line 4: T1: help_channel: found '222'", "expected the id of a Slack channel, such as C0123ABC"],
        ["line 6: 111: alert_channel: found 'C0456DEF'", f'{channel}, such as "1234567890"'],
        ["line 7: 111: alert_role: found 'S0456DEF'", f'{role}, such as "1234567890"'],
        ["line 8: 111: help_channel: found 'C0456DEF'", f'{channel}, such as "1234567890"'],
    ]


def test_what_is_set_is_shown_with_links_to_channels() -> None:
    shown = settings_of(Rules(help_channel="C1", cooldown=30), {"C2": Manner.OFF}, link="at {}".format)
    expected = [("help_channel", "at C1"), ("alert_channel", ""), ("alert_role", ""), ("quiet_hours", "")]
    assert shown == (*(Setting(*each) for each in expected), Setting("cooldown", "30"), Setting("at C2", "off"))


def test_slack_shows_no_channels_of_discord() -> None:
    assert on_slack({"C1": Manner.OFF, "1234567890": Manner.OFF}) == {"C1": Manner.OFF}


def test_an_answer_is_fresh_for_a_person_in_a_channel_for_so_long() -> None:
    cooldown = Cooldown()
    cooldown.answered("ada", "C1", "m1", at=10.0)
    assert cooldown.fresh("ada", "C1", seconds=60, at=69.0)
    assert not cooldown.fresh("ada", "C1", seconds=60, at=70.0)
    assert not cooldown.fresh("ada", "C2", seconds=60, at=11.0)
    assert not cooldown.fresh("linus", "C1", seconds=60, at=11.0)


def text_of(view: dict[str, Any]) -> str:
    return "\n".join(
        block["text"]["text"] if block["type"] == "section" else block["elements"][0]["text"]
        for block in view["blocks"]
        if block["type"] in {"section", "context"}
    )


class OnSlack:
    """A workspace whose admin is Grace, with a closed channel for those who look after people."""

    def __init__(self, local: Local[SlackStandIn]) -> None:
        self.local, self.slack = local, local.standin
        self.slack.workspace.make_admin("grace")
        members = [self.slack.workspace.bot.id, self.slack.workspace.person("grace").id]
        self.carers = self.slack.workspace.add_channel("carers", members, "group").id

    async def opened(self, who: str) -> list[str]:
        """Open the Home tab, and return the buttons below its questions."""
        self.slack.open_home(who)
        await self.slack.settle()
        await self.local.drain()
        home = self.slack.workspace.homes[self.slack.workspace.person(who).id]
        actions = [block for block in home["blocks"] if block["type"] == "actions"]
        return [each["text"]["text"] for block in actions for each in block["elements"]]

    async def form(self, who: str) -> dict[str, Any]:
        await self.slack.press_home(who, "prolo_settings").task
        return (await self.slack.wait_for_modal(who)).view

    async def sent(self, who: str, answers: dict[str, Any]) -> Any:
        await self.slack.submit(who, answers).task
        await self.slack.settle()
        await self.local.drain()
        return self.slack.modal(who)


async def test_on_slack_an_admin_sets_it_in_the_home_tab(answer: Answerer, bot: Bot, tmp_path: Path) -> None:
    async with kept(tmp_path) as overrides, local_slack(answer, kept=Kept(overrides=overrides)) as local:
        on = OnSlack(local)
        general = on.slack.workspace.channel("general").id
        assert await on.opened("ada") == []
        assert await on.opened("grace") == ["Settings"]
        form = await on.form("grace")
        assert str(bot.faq.disclaimer_short) in text_of(form)
        done = await on.sent("grace", {"channel": general, "manner": OFF, "quiet_hours": "22-7 Europe/Berlin"})
        assert text_of(done.view).startswith("Done. This is how I behave here from now on.")
        assert "Hours without feedback buttons: 22:00-07:00 Europe/Berlin" in text_of(done.view)
        assert str(bot.faq.disclaimer_short) in text_of(done.view)
        assert overrides.places[general] == {"manner": "off"}
        on.slack.close_modal("grace")
        await on.form("grace")
        wrong = await on.sent("grace", {"quiet_hours": "at night"})
        assert list(wrong.errors) == ["quiet_hours"]
        wrong = await on.sent("grace", {"quiet_hours": "22-7", "alert_channel": general})
        assert list(wrong.errors) == ["alert_channel"]
        done = await on.sent("grace", {"quiet_hours": "22-7", "alert_channel": on.carers})
        assert f"channel={on.carers}" in text_of(done.view)
        team = on.slack.settings.team_id
        assert overrides.places[team] == {"alert_channel": on.carers, "quiet_hours": "22:00-07:00 UTC"}


async def test_on_slack_nobody_else_sets_anything_and_who_tried_is_logged_by_id(
    answer: Answerer, bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with kept(tmp_path) as overrides, local_slack(answer, kept=Kept(overrides=overrides)) as local:
        on = OnSlack(local)
        await on.opened("grace")
        await on.form("grace")
        on.slack.workspace.make_admin("grace", admin=False)
        general = on.slack.workspace.channel("general").id
        refused = await on.sent("grace", {"channel": general, "manner": OFF})
        assert text_of(refused.view).startswith(REFUSED)
        assert str(bot.faq.disclaimer_short) in text_of(refused.view)
        await on.slack.press_home("grace", "prolo_settings").task
        await on.slack.settle()
        assert text_of(on.slack.modal("grace").view).startswith(REFUSED)
        line = await on.slack.wait_for_reply(on.slack.command("ada", "general", "/prolo", "settings"))
        assert (line.text.startswith(REFUSED), line.ephemeral) == (True, True)
        assert line.text.endswith(str(bot.faq.disclaimer_short))
        assert overrides.places == {}
        ada = on.slack.workspace.person("ada").id
    shown = capsys.readouterr().out
    assert "setting_refused" in shown
    assert ada in shown


async def test_without_a_database_the_settings_are_said_to_need_one(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        on = OnSlack(local)
        await on.slack.command("grace", "general", "/prolo", "settings").task
        assert text_of((await on.slack.wait_for_modal("grace")).view).startswith(NOWHERE)
    async with local_discord(answer) as other:
        discord = managed(other.standin)
        reply = await discord.wait_for_reply(discord.command("grace", "general", "prolo-settings"))
        assert (reply.content.startswith(NOWHERE), reply.ephemeral) == (True, True)


def managed(discord: DiscordStandIn) -> DiscordStandIn:
    """Let Grace manage the server, and show the command to Linus, who does not."""
    role = discord.state.add_role("managers", Permission.MANAGE_GUILD)
    discord.state.person("grace").roles.append(role.id)
    discord.show_command("prolo-settings", "linus")
    return discord


async def test_on_discord_who_manages_the_server_sets_it_by_command(
    answer: Answerer, bot: Bot, tmp_path: Path
) -> None:
    def prepare(discord: DiscordStandIn) -> None:
        carers = discord.state.add_channel("carers")
        carers.denied[discord.state.guild_id] = Permission.VIEW_CHANNEL
        carers.allowed[discord.state.bot.roles[0]] = Permission.VIEW_CHANNEL

    async with (
        kept(tmp_path) as overrides,
        local_discord(answer, kept=Kept(overrides=overrides), before=prepare) as local,
    ):
        discord = managed(local.standin)

        async def run(who: str, options: dict[str, Any]) -> Any:
            return await discord.wait_for_reply(discord.command(who, "general", "prolo-settings", options))

        general, guild = discord.state.channel("general").id, discord.state.guild_id
        done = await run(
            "grace", {"channel": "general", "manner": "off", "alert_channel": "carers", "cooldown": 60}
        )
        assert done.content.startswith("Done. This is how I behave here from now on.")
        assert (done.ephemeral, f"/{general}>: Off" in done.content) == (True, True)
        assert str(bot.faq.disclaimer_short) in done.content
        assert overrides.places[general] == {"manner": "off"}
        assert overrides.places[guild] == {"alert_channel": discord.state.channel("carers").id, "cooldown": "60"}
        for options, said in (
            ({"quiet_hours": "at night"}, "hours"),
            ({"alert_channel": "general"}, "Alerts go only"),
        ):
            assert said in (await run("grace", options)).content
        assert "Where alerts go: none" in (await run("grace", {"clear": "alert_channel"})).content
        before = dict(overrides.places)
        refused = await run("linus", {"channel": "general", "manner": "usual"})
        assert (refused.content.startswith(REFUSED), refused.ephemeral) == (True, True)
        assert overrides.places == before
        (command,) = [each for each in discord.state.commands[""] if each["name"] == "prolo-settings"]
        asks_for = (command["default_member_permissions"], command["contexts"], command["integration_types"])
        assert asks_for == (str(int(Permission.MANAGE_GUILD)), [0], [0])


class Directory:
    """Slack's directory, as far as one call goes."""

    def __init__(self, **user: Any) -> None:
        self.user = {"team_id": "T1", "is_admin": True} | user

    async def users_info(self, *, user: str) -> dict[str, Any]:
        if user == "UNKNOWN":
            raise TimeoutError
        return {"user": self.user}


@pytest.mark.parametrize(
    ("person", "user", "may"),
    [
        ("U1", {}, True),
        ("U1", {"is_admin": False}, False),
        ("U1", {"team_id": "T2"}, False),
        ("U1", {"deleted": True}, False),
        ("UNKNOWN", {}, False),
        ("ULISTED", {"is_admin": False}, True),
    ],
)
async def test_on_slack_listed_owners_may_and_admins_of_this_workspace(
    person: str, user: dict[str, Any], may: bool
) -> None:
    directory: Any = Directory(**user)
    assert await Owners(directory, frozenset({"ULISTED"})).include(person, team="T1") is may


def test_owners_are_listed_by_id() -> None:
    assert read_settings({"PROLOBOT_SLACK_OWNERS": "U1, W2"}).slack.owners == {"U1", "W2"}
    with pytest.raises(SettingsError, match="PROLOBOT_SLACK_OWNERS: found '@grace'; expected ids of users"):
        read_settings({"PROLOBOT_SLACK_OWNERS": "@grace"})


async def test_in_quiet_hours_nobody_is_asked_whether_it_helped_on_either_platform(answer: Answerer) -> None:
    begin, end = (datetime.now(UTC) + timedelta(hours=each) for each in (-2, 2))
    quiet, guild = {"quiet_hours": f"{begin:%H:%M}-{end:%H:%M}"}, list[str]()
    question = "what is the most common agent used in prolotherapy?"
    team = Workspace().team_id
    async with local_slack(answer, changed=lambda settings: replace(settings, manners={team: quiet})) as local:
        slack = local.standin
        reply = await slack.wait_for_reply(slack.dm("ada", question))
        assert ("dextrose" in reply.text, "feedback_buttons" in str(reply.blocks)) == (True, False)
    async with local_discord(
        answer,
        before=lambda discord: guild.append(discord.state.guild_id),
        changed=lambda settings: replace(settings, manners={guild[0]: quiet}),
    ) as other:
        discord = other.standin
        answered = await discord.wait_for_reply(discord.ask("ada", "general", question))
        assert ("dextrose" in answered.content, answered.components) == (True, [])
        direct = await discord.wait_for_reply(discord.dm("ada", question))
        assert direct.components


async def test_on_slack_a_form_changes_nothing_that_somebody_else_set_while_it_was_open(
    answer: Answerer, tmp_path: Path
) -> None:
    async with kept(tmp_path) as overrides, local_slack(answer, kept=Kept(overrides=overrides)) as local:
        on = OnSlack(local)
        general, team = on.slack.workspace.channel("general").id, on.slack.settings.team_id
        await on.opened("grace")
        await on.form("grace")
        others = {"cooldown": "60", "alert_channel": on.carers, "quiet_hours": "22:00-07:00 UTC"}
        assert await overrides.change([Change(team, name, value) for name, value in others.items()])
        await on.sent("grace", {"channel": general, "manner": OFF})
        assert overrides.places == {team: others, general: {"manner": "off"}}
