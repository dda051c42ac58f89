"""A moderator's day on both platforms, over real connections: tests/moderators_day.yaml says what happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from adapters.assembly.kept import Kept
from adapters.assembly.local_service import Local, local_discord, local_slack
from adapters.standins.discord.permissions import Permission
from adapters.store import Store, StoredManners

if TYPE_CHECKING:
    from adapters.answering import Answerer
    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.slack import SlackStandIn

DAY = yaml.safe_load((Path(__file__).parent / "moderators_day.yaml").read_text(encoding="utf-8"))
Seen = dict[str, list[str]]


class OnSlack:
    """Grace is an admin of the workspace."""

    def __init__(self, local: Local[SlackStandIn]) -> None:
        self.local, self.slack = local, local.standin
        self.slack.workspace.make_admin("grace")
        self.read: set[str] = set()

    @staticmethod
    def prepare(slack: SlackStandIn) -> None:
        members = [slack.workspace.bot.id, slack.workspace.person("grace").id]
        slack.workspace.add_channel("carers", members, "group")

    async def do(self, step: dict[str, Any]) -> Seen:
        who, modal = step["who"], ""
        if "sets" in step:
            modal = await self.sets(who, dict(step["sets"]))
        elif "says" in step:
            self.slack.say(who, "general", f"{self.slack.mention} {step['says']}")
        else:
            self.slack.command(who, "general", "/prolo", step["asks"])
        await self.quiet()
        here = self.slack.visible_to(who, "general")
        direct = self.slack.visible_to(who, self.slack.im(who))
        return {
            "all": self.new([each for each in here if not each.ephemeral]),
            "alone": [modal] * bool(modal) + self.new([*(each for each in here if each.ephemeral), *direct]),
            "carers": self.new(self.slack.visible_to("grace", "carers")),
        }

    async def sets(self, who: str, wanted: dict[str, str]) -> str:
        """Fill in the form, where there is one, and return what is shown then."""
        await self.slack.command(who, "general", "/prolo", "settings").task
        await self.quiet()
        if not self.slack.modal(who):
            return ""
        options = {each["value"]: each for each in self.options(who, ("manner", "cooldown"))}
        answers = {
            name: self.slack.workspace.channel(value).id if "channel" in name else options[value]
            for name, value in wanted.items()
        }
        await self.slack.submit(who, answers).task
        shown = self.slack.modal(who)
        assert shown
        self.slack.close_modal(who)
        return str(shown.view["blocks"])

    def options(self, who: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
        shown = self.slack.modal(who)
        assert shown
        fields = [block["element"] for block in shown.view["blocks"] if block.get("block_id") in names]
        return [option for field in fields for option in field["options"]]

    async def quiet(self) -> None:
        await self.slack.settle()
        await self.local.drain()

    def new(self, messages: list[Any]) -> list[str]:
        found = [each for each in messages if each.bot_id and each.ts not in self.read]
        self.read |= {each.ts for each in found}
        return [each.text for each in found]


class OnDiscord:
    """Grace manages the server; its settings show the command to everybody all the same."""

    def __init__(self, local: Local[DiscordStandIn]) -> None:
        self.local, self.discord = local, local.standin
        self.read: set[str] = set()

    @staticmethod
    def prepare(discord: DiscordStandIn) -> None:
        state = discord.state
        managers = state.add_role("managers", Permission.MANAGE_GUILD)
        state.person("grace").roles.append(managers.id)
        carers = state.add_channel("carers")
        carers.denied[state.guild_id] = Permission.VIEW_CHANNEL
        for holder in (managers.id, state.bot.roles[0]):
            carers.allowed[holder] = Permission.VIEW_CHANNEL
        discord.show_command("prolo-settings", "@everyone")
        for person in ("ada", "linus"):
            discord.show_command("prolo-settings", person)

    async def do(self, step: dict[str, Any]) -> Seen:
        discord, who = self.discord, step["who"]
        if "sets" in step:
            options = {name: int(value) if name == "cooldown" else value for name, value in step["sets"].items()}
            discord.command(who, "general", "prolo-settings", options)
        elif "says" in step:
            discord.ask(who, "general", step["says"])
        else:
            discord.command(who, "general", "prolo", {"question": step["asks"]})
        await discord.settle()
        await self.local.drain()
        here = discord.visible_to(who, "general")
        direct = discord.visible_to(who, discord.state.dm(discord.state.person(who).id).id)
        return {
            "all": self.new([each for each in here if not each.ephemeral]),
            "alone": self.new([*(each for each in here if each.ephemeral), *direct]),
            "carers": self.new(discord.visible_to("grace", "carers")),
        }

    def new(self, messages: list[Any]) -> list[str]:
        own = self.discord.state.bot.id
        found = [each for each in messages if each.author == own and each.id not in self.read]
        self.read |= {each.id for each in found}
        return [each.content.replace("\\", "") for each in found]


async def played(on: OnSlack | OnDiscord) -> None:
    for number, step in enumerate(DAY):
        seen = await on.do(step)
        for who in ("all", "alone", "carers"):
            wanted = step.get(who, [])
            assert len(seen[who]) == len(wanted), (number, step, seen)
            assert all(words in text for words, text in zip(wanted, seen[who], strict=True)), (number, step, seen)


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_a_moderators_day_goes_as_written(answer: Answerer, tmp_path: Path, platform: str) -> None:
    store = Store(f"sqlite:///{tmp_path / 'kept.db'}")
    kept = StoredManners(store)
    async with store.open():
        if platform == "slack":
            async with local_slack(answer, kept=Kept(overrides=kept), before=OnSlack.prepare) as slack:
                await played(OnSlack(slack))
        else:
            async with local_discord(answer, kept=Kept(overrides=kept), before=OnDiscord.prepare) as discord:
                await played(OnDiscord(discord))
