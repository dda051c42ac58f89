"""A conversation on a Discord stand-in."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.harness.replay.platforms import Shown
from adapters.harness.replay.wire.playing import FORM_SECONDS, WirePlatform
from adapters.standins.discord import Interaction, Message, Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.harness.replay.transcripts import Turn
    from adapters.standins.discord import Channel, DiscordStandIn, User


_Json = dict[str, Any]

_MARKS = re.compile(r"\\(?P<escaped>.)|^-# |<(?P<link>https?://[^>\s]+)>", re.DOTALL | re.MULTILINE)
"""Marks that a person does not see as they are: what is escaped, small print, a link without a preview."""


class WireDiscord(WirePlatform[Message | Interaction, Message]):
    """People in a Discord: a channel with the bot in it, direct messages, `/prolo`, buttons."""

    name = "discord"
    standin: DiscordStandIn

    def act(self, turn: Turn) -> Message | Interaction:
        """Let a person do what the turn says."""
        who, channel = self._person(turn).id, self._channel()
        channel.denied[self.standin.state.bot.id] = _permissions(turn.lacks)
        if not turn.is_said:
            return self._interact(who, channel.id, turn)
        place = self.standin.state.dm(who) if turn.where == "dm" else channel
        if turn.forwards:
            return self.standin.forward(who, self._elsewhere(turn.forwards), place.id)
        return self._say(who, place.id, turn)

    def _interact(self, who: str, channel: str, turn: Turn) -> Interaction:
        """Press, choose from a menu, or run the command."""
        if turn.about:
            state, name = self.standin.state, f"other-{self.title}"
            author = state.find_person(name) or state.add_person(name)
            message = self.standin.say(author.id, channel, turn.about)
            return self.standin.context_menu(who, channel, "Answer from the FAQ", message)
        if turn.picks is None and not turn.rates:
            options = {"question": turn.says} if turn.says else {}
            return self.standin.command(who, channel, "prolo", options)
        prefix = {"helpful": "prolo_helpful:", "not helpful": "prolo_unhelpful:"}.get(
            turn.rates or "", "prolo_pick"
        )
        fitting = [each for _, each in self.shown(self.last).buttons if each.startswith(prefix)]
        return self.standin.press(who, self.last, fitting[(turn.picks or 1) - 1])

    def _say(self, who: str, place: str, turn: Turn) -> Message:
        """Write there, in the way the turn says."""
        say = partial(self.standin.say, who, place, files=turn.files)
        if turn.way in {"reply", "reply without ping"}:
            return say(turn.says, self.last, ping=turn.way == "reply")
        called = turn.where == "channel" and turn.mention
        text = f"{self.standin.mention} {turn.says}" if called else turn.says
        if turn.way == "edit last":
            said = self.standin.state.channels[place].messages
            return self.standin.edit(who, [each for each in said if each.author == who][-1], text)
        if turn.way == "edit":
            return self.standin.edit(who, say(turn.says), text)
        if turn.way == "role":
            role = self.standin.state.role(self.standin.state.bot.roles[0])
            # Else whoever writes it pings nobody.
            role.mentionable = True
            return say(f"<@&{role.id}> {turn.says}")
        return say(text)

    def _elsewhere(self, text: str) -> Message:
        """Return a message of somebody else in another channel."""
        state, name = self.standin.state, f"elsewhere-{self.title}"
        found = [each for each in state.channels.values() if each.name == name]
        place = found[0] if found else state.add_channel(name)
        author = state.find_person(f"author-{self.title}") or state.add_person(f"author-{self.title}")
        return self.standin.say(author.id, place.id, text)

    async def send_form(self, asked: Message | Interaction, text: str) -> Interaction:
        """Write into the modal that a press opened, and send it."""
        if not isinstance(asked, Interaction):
            raise TimeoutError("a message opens no form")
        await self.standin.wait_for_modal(asked, seconds=FORM_SECONDS)
        return self.standin.submit(asked.user, asked, {"reason": text})

    def has_failed(self, asked: Message | Interaction) -> bool:
        """Tell whether an interaction got no response in time; nobody is told of a lost message."""
        return isinstance(asked, Interaction) and asked.failed

    def shown(self, message: Message) -> Shown:
        """Return what a person sees of a message."""
        return as_shown(message.content, message.embeds, message.components, private=message.ephemeral)

    def own_messages(self) -> list[Message]:
        """Return the bot's messages in the channel and in everybody's direct messages.

        What only a person's client shows is none, nor what is still thinking.
        """
        state = self.standin.state
        people = [each for each in state.users.values() if each.name.endswith(f"-{self.title}")]
        said = [m for place in (self._channel(), *(state.dm(each.id) for each in people)) for m in place.messages]
        return [m for m in said if m.author == state.bot.id and m.via != "client" and not m.thinking]

    def key(self, message: Message) -> str:
        """Return its id."""
        return message.id

    def interaction(self, asked: Message | Interaction) -> str:
        """Return the interaction's id."""
        return asked.id if isinstance(asked, Interaction) else ""

    def _person(self, turn: Turn) -> User:
        state, name = self.standin.state, f"{turn.who}{'-bot' if turn.bot else ''}-{self.title}"
        return state.find_person(name) or state.add_person(name, bot=turn.bot)

    def _channel(self) -> Channel:
        state, name = self.standin.state, f"conversation-{self.title}"
        found = [each for each in state.channels.values() if each.name == name]
        return found[0] if found else state.add_channel(name)


def _permissions(names: Sequence[str]) -> Permission:
    """Return permissions by the names that people read."""
    return Permission(sum(Permission[name.upper().replace(" ", "_")] for name in names))


def as_shown(content: str, embeds: Sequence[_Json], components: Sequence[_Json], *, private: bool) -> Shown:
    """Return what a person sees of a message: its content and what of it stands in embeds, and its buttons."""
    text = "\n\n".join([content, *(embed["description"] for embed in embeds)])
    buttons = [(each["label"], each["custom_id"]) for row in components for each in row.get("components", [])]
    return Shown(_MARKS.sub(lambda found: found["escaped"] or found["link"] or "", text), private, tuple(buttons))
