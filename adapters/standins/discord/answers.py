"""Which of the bot's messages answer what, so that hundreds can wait for theirs at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .interaction import Interaction

if TYPE_CHECKING:
    from .message import Message


class Answers:
    """The bot's messages by the id of the message or interaction they answer."""

    def __init__(self) -> None:
        self._to: defaultdict[str, list[Message]] = defaultdict(list)
        self._loose: defaultdict[str, list[Message]] = defaultdict(list)

    def add(self, message: Message) -> None:
        """Note one message of the bot; what only a person's client shows is no answer."""
        if message.via == "client":
            return
        if message.interaction_id is not None:
            self._to[message.interaction_id].append(message)
        elif message.reference is not None:
            self._to[message.reference["message_id"]].append(message)
        else:
            self._loose[message.channel].append(message)

    def adopt(self, interaction: Interaction, message: Message) -> None:
        """Note that an interaction was answered by changing a message that was there before."""
        if message not in self._to[interaction.id]:
            self._to[interaction.id].append(message)

    def remove(self, message: Message) -> None:
        """Forget a message that was deleted."""
        for known in (*self._to.values(), self._loose[message.channel]):
            if message in known:
                known.remove(message)

    def to(self, asked: Message | Interaction) -> list[Message]:
        """Return the answers to a message or an interaction, oldest first; see `DiscordStandIn.replies_to`."""
        found = [m for m in self._to.get(asked.id, ()) if m.seq > asked.seq and not m.thinking]
        if found or isinstance(asked, Interaction):
            return found
        return [m for m in self._loose.get(asked.channel, ()) if m.seq > asked.seq]
