"""Interactions: sent to the bot, answered by it in time or not, and then reached through their token.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from . import commands, payloads
from .command_rules import CommandType
from .errors import NotPossible, refusal
from .interaction import COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from .message import MessageFlag
from .people import GROUP

if TYPE_CHECKING:
    from ..changes import Changes
    from .dispatcher import Dispatcher
    from .message import Message
    from .settings import Settings
    from .state import State

_Json = dict[str, Any]
_ATTACHMENT_LIMIT = 10 * 2**20
_FAILURES = {
    COMMAND: "The application did not respond",
    COMPONENT: "This interaction failed",
    MODAL_SUBMIT: "Something went wrong. Try again.",
}
"""What Discord's own client shows the person, by kind."""


class Interactions:
    """Every interaction there has been."""

    def __init__(self, settings: Settings, state: State, changes: Changes, dispatcher: Dispatcher) -> None:
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self._settings = settings
        self._state = state
        self._changes = changes
        self._dispatcher = dispatcher
        self._by_id: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def begin(
        self, kind: int, name: str, origin: tuple[str, str], data: _Json, message: Message | None = None
    ) -> Interaction:
        """Send a new interaction to the bot and begin to wait for its first response.

        Args:
            kind: Discord's interaction type.
            name: The command's full name, or the custom id.
            origin: The ids of the channel and of the person.
            data: Discord's interaction data.
            message: The message whose component was used.
        """
        channel, user = origin
        seq = self._changes.seq + 1
        interaction = Interaction(
            seq,
            self._state.new_id(),
            kind,
            name,
            channel,
            user,
            self._settings.clock(),
            data,
            message.id if message else None,
        )
        self._by_id[interaction.id] = self._by_token[interaction.token] = interaction
        # Before it is sent: the first response may be back before this goes on.
        loop, seconds = asyncio.get_running_loop(), self._settings.response_seconds
        self.waiting[interaction.id] = loop.call_later(seconds, self._give_up, interaction)
        self._changes.publish("interaction", channel, interaction.message, interaction=interaction.to_json())
        where = self._state.channels[channel]
        body = self._payload(interaction, message)
        self._dispatcher.to_sessions("INTERACTION_CREATE", body, direct=where.direct)
        return interaction

    def interaction(self, which: str) -> Interaction:
        """Return an interaction by its id, or raise `NotPossible`."""
        if (found := self._by_id.get(which)) is None:
            raise NotPossible(f"there is no interaction {which}")
        return found

    def settle(self, interaction: Interaction, response: int) -> None:
        """Note the first response."""
        interaction.state = "answered"
        interaction.response = response
        self._stop_waiting(interaction)

    def to_answer(self, number: str, token: str) -> Interaction:
        """Return an interaction that may still get its first response.

        Raises:
            DiscordError: 10062 when there is none or it came too late, 40060 when it has one.
        """
        found = self._by_id.get(number)
        # One whose three seconds are over is as unknown as one that never was.
        if found is None or found.token != token or found.failed:
            raise refusal(10062)
        if found.acknowledged:
            raise refusal(40060)
        return found

    def answered(self, application: str, token: str) -> Interaction:
        """Return the interaction of a webhook token.

        Raises:
            DiscordError: 10015 for an unknown one or one without a first response, 50027 for one too old.
        """
        found = self._by_token.get(token)
        if found is None or application != self._state.application_id or not found.acknowledged:
            raise refusal(10015)
        if self._settings.clock() - found.created > self._settings.token_seconds:
            raise refusal(50027)
        return found

    def stop(self) -> None:
        """Wait for nothing any more."""
        for timer in self.waiting.values():
            timer.cancel()
        self.waiting.clear()

    def metadata(self, interaction: Interaction) -> _Json:
        """Return the `interaction_metadata` of a response."""
        body: _Json = {
            "id": interaction.id,
            "type": interaction.kind,
            "user": payloads.user(self._state.users[interaction.user]),
            "authorizing_integration_owners": self._owners(interaction),
        }
        if interaction.kind == COMMAND:
            body |= {
                "name": interaction.name,
                "command_type": interaction.data.get("type", CommandType.CHAT_INPUT),
            }
            body |= self._target(interaction.data)
        if interaction.message is not None:
            # Only where a component was pressed.
            body["interacted_message_id"] = interaction.message
        return body

    def _target(self, data: _Json) -> _Json:
        """Return what a command of a menu was chosen on."""
        if data.get("type") == CommandType.ON_MESSAGE:
            return {"target_message_id": data["target_id"]}
        if data.get("type") == CommandType.ON_USER:
            return {"target_user": payloads.user(self._state.users[data["target_id"]])}
        return {}

    def _stop_waiting(self, interaction: Interaction) -> None:
        if timer := self.waiting.pop(interaction.id, None):
            timer.cancel()
        interaction.settled.set()
        self._changes.publish("interaction_settled", interaction.channel, interaction=interaction.to_json())

    def _give_up(self, interaction: Interaction) -> None:
        """Tell the person, as Discord's client does, that nothing came in time."""
        interaction.state = "failed"
        if text := _FAILURES.get(interaction.kind):
            state = self._state
            state.add_message(
                interaction.channel,
                state.bot.id,
                content=text,
                # Drawn by the client for that person alone: no bot hears of it, and nobody else sees it.
                flags=MessageFlag.EPHEMERAL,
                visible_to=interaction.user,
                interaction_id=interaction.id,
                via="client",
            )
        self._stop_waiting(interaction)

    def _owners(self, interaction: Interaction) -> dict[str, str]:
        """Return whose installation of the application it came by: the guild's, or else the person's."""
        where = self._state.channels[interaction.channel]
        if where.kind == GROUP:
            return {"1": interaction.user}
        # Of an installation in a guild the direct messages have no guild: Discord says "0" there.
        return {"0": "0" if where.direct else self._state.guild_id}

    def _payload(self, interaction: Interaction, message: Message | None) -> _Json:
        """Return INTERACTION_CREATE."""
        state = self._state
        where, who = state.channels[interaction.channel], state.users[interaction.user]
        body: _Json = {
            "id": interaction.id,
            "application_id": state.application_id,
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": where.id,
            "channel": payloads.channel(state, where),
            "app_permissions": str(int(state.permissions(state.bot.id, where))),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": self._owners(interaction),
            "context": commands.context(where),
            "attachment_size_limit": _ATTACHMENT_LIMIT,
        }
        if message is not None:
            # Without the message it replies to (https://github.com/discord-net/Discord.Net/issues/2567).
            body["message"] = payloads.message(state, message, nested=False)
        if where.direct:
            return body | {"user": payloads.user(who)}
        permissions = str(int(state.permissions(who.id, where)))
        return body | {
            "guild_id": state.guild_id,
            "guild": {"id": state.guild_id, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": payloads.member(who) | {"permissions": permissions},
        }
