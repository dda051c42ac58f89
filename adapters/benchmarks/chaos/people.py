"""People on both platforms, each of whom asks one thing, in one of the ways there are."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from adapters.standins.discord import Interaction as DiscordInteraction
from adapters.standins.discord import Message as DiscordMessage
from adapters.standins.slack import Interaction as SlackInteraction
from adapters.standins.slack import Message as SlackMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.standins.discord import DiscordStandIn
    from adapters.standins.slack import SlackStandIn

_CHANNELS = 6
"""Channels in which people mention the bot: each takes a post a second."""

_LISTED = "help"
"""What is answered with a list to press on."""

_LISTED_WITHIN = 60.0
"""Seconds for that, before anything goes wrong."""

_PICK = "prolo_pick"
"""How the names of its buttons begin."""


class Way(StrEnum):
    """How something is asked."""

    DIRECT = "direct message"
    MENTION = "mention"
    COMMAND = "/prolo"
    PRESS = "button"


WAYS = (Way.DIRECT, Way.MENTION, Way.COMMAND, Way.DIRECT, Way.PRESS)
"""In turn."""


@dataclass(frozen=True)
class Question:
    """What one person asked.

    Attributes:
        platform: Where.
        way: How.
        at: When, in seconds since 1970.
        person: The platform's id.
        asked: The stand-in's own word for it.
        heard: Whether anybody was connected to hear it, or could still be told of it.
    """

    platform: str
    way: Way
    at: float
    person: str
    asked: Any
    heard: bool = True


@dataclass(frozen=True)
class Came:
    """A message that the person who asked was shown.

    Attributes:
        at: When, in seconds since 1970.
        text: All of it.
    """

    at: float
    text: str


class People(Protocol):
    """The people of one platform."""

    name: str

    async def gather(self) -> None:
        """Make channels, each with a list that was pressed before: what others press is shown to them alone."""
        ...

    def ask(self, way: Way, text: str) -> Question:
        """Let somebody new ask."""
        ...

    def replies(self, question: Question) -> list[Came]:
        """Return what the person was shown, oldest first."""
        ...

    def is_acknowledged(self, question: Question, keys: frozenset[str]) -> bool:
        """Tell whether the bot took it; `keys` are what its database marks as seen."""
        ...

    def is_kept(self, question: Question, keys: frozenset[str]) -> bool:
        """Tell whether the database knows of it."""
        ...


class OnSlack:
    """The people of a Slack."""

    name = "slack"

    def __init__(self, slack: SlackStandIn) -> None:
        """Join; `gather` prepares."""
        self._slack = slack
        self._lists: list[SlackMessage] = []
        self._count = 0

    async def gather(self) -> None:
        """Make channels with a list in each."""
        workspace = self._slack.workspace
        for number in range(_CHANNELS):
            workspace.add_channel(f"room{number}", [workspace.bot.id])
            first, second = self._person(number), self._person(number)
            asked = self._slack.say(first, f"room{number}", f"{self._slack.mention} {_LISTED}")
            found = await self._slack.wait_for_reply(asked, seconds=_LISTED_WITHIN)
            self._lists.append(found)
            pressed = self._press(second, found)
            await self._slack.wait_for_reply(pressed, seconds=_LISTED_WITHIN)

    def ask(self, way: Way, text: str) -> Question:
        """Let somebody new ask."""
        number = self._count % _CHANNELS
        who, room = self._person(number), f"room{number}"
        asked: SlackMessage | SlackInteraction
        match way:
            case Way.DIRECT:
                asked = self._slack.dm(who, text)
            case Way.MENTION:
                asked = self._slack.say(who, room, f"{self._slack.mention} {text}")
            case Way.COMMAND:
                asked = self._slack.command(who, room, "/prolo", text)
            case Way.PRESS:
                asked = self._press(who, self._lists[number])
        return Question(self.name, way, time.time(), who, asked)

    def replies(self, question: Question) -> list[Came]:
        """Return what the person was shown: directly, for them alone, or below their mention."""
        workspace, who = self._slack.workspace, question.person
        seen = [*workspace.im(who).messages]
        if question.way is not Way.DIRECT:
            there = workspace.channels[question.asked.channel].messages
            below = getattr(question.asked, "ts", None)
            seen += [each for each in there if each.visible_to == who or (below and each.thread_ts == below)]
        own = [each for each in seen if each.bot_id == workspace.bot.bot_id]
        return sorted((Came(float(each.ts), each.text) for each in own), key=lambda each: each.at)

    def is_acknowledged(self, question: Question, keys: frozenset[str]) -> bool:  # noqa: ARG002 - Slack itself knows
        """Tell whether every delivery of it was, in the end."""
        if isinstance(question.asked, SlackInteraction):
            return question.asked.acknowledged
        ts = question.asked.ts
        sent = [each for each in self._slack.deliveries if each.payload.get("event", {}).get("ts") == ts]
        return any(each.acknowledged for each in sent)

    def is_kept(self, question: Question, keys: frozenset[str]) -> bool:
        """Tell whether its key is there."""
        asked = question.asked
        if isinstance(asked, SlackInteraction):
            return f"trigger:{asked.delivery.payload.get('trigger_id')}" in keys
        return f"message:{self._slack.settings.team_id}:{asked.channel}:{asked.ts}" in keys

    def _press(self, who: str, found: SlackMessage) -> SlackInteraction:
        actions = [
            part["action_id"] for part in _parts(found.blocks) if str(part.get("action_id")).startswith(_PICK)
        ]
        return self._slack.press(who, found, actions[self._count % len(actions)])

    def _person(self, number: int) -> str:
        self._count += 1
        return self._slack.workspace.add_person(f"person{self._count}", channels=(f"room{number}",)).id


class OnDiscord:
    """The people of a Discord."""

    name = "discord"

    def __init__(self, discord: DiscordStandIn) -> None:
        """Join; `gather` prepares."""
        self._discord = discord
        self._lists: list[DiscordMessage] = []
        self._count = 0

    async def gather(self) -> None:
        """Make channels with a list in each."""
        await self._discord.wait_for_command("prolo", seconds=_LISTED_WITHIN)
        for number in range(_CHANNELS):
            self._discord.state.add_channel(f"room{number}")
            asked = self._discord.ask(self._person(), f"room{number}", _LISTED)
            self._lists.append(await self._discord.wait_for_reply(asked, seconds=_LISTED_WITHIN))

    def ask(self, way: Way, text: str) -> Question:
        """Let somebody new ask."""
        number, who = self._count % _CHANNELS, self._person()
        room = f"room{number}"
        asked: DiscordMessage | DiscordInteraction
        match way:
            case Way.DIRECT:
                asked = self._discord.dm(who, text)
            case Way.MENTION:
                asked = self._discord.ask(who, room, text)
            case Way.COMMAND:
                asked = self._discord.command(who, room, "prolo", {"question": text})
            case Way.PRESS:
                asked = self._press(who, self._lists[number])
        backend = self._discord.backend
        # What is said while no session can be resumed Discord brings to nobody, and no bot can be blamed for it.
        heard = any(map(backend.handshake.can_resume, backend.sessions.by_id.values()))
        return Question(self.name, way, time.time(), who, asked, heard)

    def replies(self, question: Question) -> list[Came]:
        """Return what the person was shown: directly, or in answer to what they did."""
        state = self._discord.state
        seen = {each.id: each for each in state.dm(question.person).messages}
        for each in self._discord.replies_to(question.asked):
            if question.asked.id in {each.interaction_id, (each.reference or {}).get("message_id")}:
                seen[each.id] = each
        own = [each for each in seen.values() if each.author == state.bot.id and each.via != "client"]
        return sorted((_came(each) for each in own if not each.thinking), key=lambda each: each.at)

    def is_acknowledged(self, question: Question, keys: frozenset[str]) -> bool:
        """Tell whether an interaction was; of a message Discord is told nothing, so whether it is kept."""
        if isinstance(question.asked, DiscordInteraction):
            return question.asked.acknowledged
        return self.is_kept(question, keys)

    def is_kept(self, question: Question, keys: frozenset[str]) -> bool:
        """Tell whether its key is there."""
        kind = "interaction" if isinstance(question.asked, DiscordInteraction) else "message"
        return f"{kind}:{question.asked.id}" in keys

    def _press(self, who: str, found: DiscordMessage) -> DiscordInteraction:
        ids = [
            part["custom_id"] for part in _parts(found.components) if str(part.get("custom_id")).startswith(_PICK)
        ]
        return self._discord.press(who, found, ids[self._count % len(ids)])

    def _person(self) -> str:
        self._count += 1
        return self._discord.state.add_person(f"person{self._count}").id


def _came(message: DiscordMessage) -> Came:
    at = datetime.fromisoformat(message.edited or message.timestamp).timestamp()
    return Came(at, "\n".join([message.content, *(str(each.get("description", "")) for each in message.embeds)]))


def _parts(found: Any) -> Sequence[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return every object in some JSON, outermost first."""
    if isinstance(found, list):
        return [part for each in found for part in _parts(each)]
    if isinstance(found, dict):
        return [found, *(part for each in found.values() for part in _parts(each))]
    return []
