"""A conversation on a Discord stand-in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from adapters.harness.replay.platforms import Shown
from adapters.harness.replay.wire.playing import WirePlatform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.harness.replay.transcripts import Turn


Json = dict[str, Any]

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class WireDiscord(WirePlatform):
    """People in a Discord: a channel with the bot in it, direct messages, `/prolo`, buttons."""

    name = "discord"

    def act(self, turn: Turn) -> Any:  # noqa: ANN401 - a Message or an Interaction of the stand-in
        """Let a person do what the turn says."""
        who = self._person(turn).id
        if turn.picks is not None:
            message, _ = self.last
            picks = [each for _, each in self.shown(message).buttons if each.startswith("prolo_pick")]
            return self.standin.press(who, message, picks[turn.picks - 1])
        if turn.where == "command":
            options = {"question": turn.says} if turn.says else {}
            return self.standin.command(who, self._channel().id, "prolo", options)
        if turn.where == "dm":
            return self.standin.dm(who, turn.says)
        text = f"{self.standin.mention} {turn.says}" if turn.mention else turn.says
        return self.standin.say(who, self._channel().id, text)

    def has_failed(self, asked: Any) -> bool:  # noqa: ANN401 - as `act` returns
        """Tell whether an interaction got no response in time; nobody is told of a lost message."""
        return bool(getattr(asked, "failed", False))

    def shown(self, message: Any) -> Shown:  # noqa: ANN401 - a Message of the stand-in
        """Return what a person sees of a message."""
        return as_shown(message.content, message.embeds, message.components, private=message.ephemeral)

    def places(self) -> list[Any]:
        """Return the channel, and everybody's direct messages."""
        people = [each for each in self.standin.state.users.values() if each.name.endswith(f"-{self.title}")]
        return [self._channel(), *(self.standin.state.dm(each.id) for each in people)]

    def own(self, channel: Any) -> list[Any]:  # noqa: ANN401 - a Channel of the stand-in
        """Return the bot's messages in a channel, without what only a person's client shows."""
        bot = self.standin.state.bot.id
        return [m for m in channel.messages if m.author == bot and m.via != "client" and not m.thinking]

    def key(self, message: Any) -> str:  # noqa: ANN401 - a Message of the stand-in
        """Return its id."""
        return str(message.id)

    def _person(self, turn: Turn) -> Any:  # noqa: ANN401 - a User of the stand-in
        state, name = self.standin.state, f"{turn.who}{'-bot' if turn.bot else ''}-{self.title}"
        return state.find_person(name) or state.add_person(name, bot=turn.bot)

    def _channel(self) -> Any:  # noqa: ANN401 - a Channel of the stand-in
        state, name = self.standin.state, f"conversation-{self.title}"
        found = [each for each in state.channels.values() if each.name == name]
        return found[0] if found else state.add_channel(name)


def as_shown(content: str, embeds: Sequence[Json], components: Sequence[Json], *, private: bool) -> Shown:
    """Return what a person sees of a message: its embeds, unescaped, and its buttons."""
    texts = [content]
    for embed in embeds:
        footer = (embed.get("footer") or {}).get("text", "")
        texts += [embed.get("title", ""), embed.get("description", ""), footer]
    buttons = [(each["label"], each["custom_id"]) for row in components for each in row.get("components", [])]
    text = "\n\n".join(text for text in texts if text)
    return Shown(_ESCAPED.sub(r"\1", text), private, tuple(buttons))
