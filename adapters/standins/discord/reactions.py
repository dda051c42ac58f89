"""Reactions of people and of the bot, and the events they cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import payloads

if TYPE_CHECKING:
    from .dispatcher import Dispatcher
    from .message import Message
    from .state import State


class Reactions:
    """Adds and removes reactions."""

    def __init__(self, state: State, dispatcher: Dispatcher) -> None:
        self._state = state
        self._dispatcher = dispatcher

    def add(self, message: Message, user: str, emoji: str) -> None:
        """Add one person's reaction, once."""
        who = message.reactions.setdefault(emoji, [])
        if user not in who:
            who.append(user)
            self._tell("MESSAGE_REACTION_ADD", message, user, emoji)

    def remove(self, message: Message, user: str, emoji: str) -> None:
        """Remove one person's reaction, if it is there."""
        who = message.reactions.get(emoji, [])
        if user not in who:
            return
        who.remove(user)
        if not who:
            del message.reactions[emoji]
        self._tell("MESSAGE_REACTION_REMOVE", message, user, emoji)

    def _tell(self, event: str, message: Message, user: str, emoji: str) -> None:
        channel = self._state.channels[message.channel]
        body = {
            "user_id": user,
            "channel_id": channel.id,
            "message_id": message.id,
            "emoji": payloads.emoji(emoji),
            "burst": False,
            "type": 0,
            "message_author_id": message.author,
        }
        if not channel.direct:
            body["guild_id"] = self._state.guild_id
            if event == "MESSAGE_REACTION_ADD":
                body["member"] = payloads.member(self._state.users[user])
        self._state.changes.publish("reaction", channel.id, message.id, emoji=emoji, user=user)
        self._dispatcher.everywhere(event, channel, body)
