"""What people do: say something, forward it, run a command, press a button, choose, fill in a modal, react."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from . import commands, mentions, modals, payloads
from .calls import Upload
from .command_rules import OptionType
from .components import LINK, SELECTS, ComponentType
from .errors import NotPossible
from .interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from .message import FORWARDS, MessageFlag, MessageType
from .permissions import NOTHING, Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .backend import Backend
    from .interaction import Interaction
    from .message import Message
    from .people import Channel, User

_Json = dict[str, Any]

_VOICE = "voice-message.ogg"
"""What Discord's client calls a voice message."""


class Acting:
    """People's side of a stand-in."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._state = backend.state

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        reply_to: Message | None = None,
        *,
        ping: bool = True,
        files: Sequence[str] = (),
    ) -> Message:
        """Post as a person; a reply pings whom it answers unless `ping` is off, as in Discord's client.

        Args:
            user: Who.
            channel: Where.
            text: What; empty for files alone.
            reply_to: The message it answers.
            ping: Whether the author of that message is pinged.
            files: Names of files that come with it; `voice-message.ogg` alone is a voice message.
        """
        needed = Permission.SEND_MESSAGES | (Permission.ATTACH_FILES if files else NOTHING)
        person, where = self._member(user, channel, needed)
        if reply_to is not None:
            self._sees(person, reply_to, where)
        may = mentions.Allowed(replied_user=ping)
        replied = reply_to.author if reply_to else None
        message = self._state.add_message(
            where.id,
            person.id,
            content=text,
            type=MessageType.REPLY if reply_to else MessageType.DEFAULT,
            reference=self._backend.posting.reference_to(reply_to) if reply_to else None,
            attachments=self._backend.posting.stored(where, tuple(map(_chosen, files))),
            flags=MessageFlag.VOICE_MESSAGE if tuple(files) == (_VOICE,) else 0,
            pings=mentions.pings(self._state, (where, person.id), text, may, replied),
        )
        self._backend.dispatcher.message("MESSAGE_CREATE", message)
        return message

    def dm(self, user: str, text: str, *, files: Sequence[str] = ()) -> Message:
        """Write to the bot in a direct message."""
        person = self._state.person(user)
        return self.say(person.id, self._state.dm(person.id).id, text, files=files)

    def forward(self, user: str, message: Message, channel: str) -> Message:
        """Forward a message to a channel; a comment is a message of its own, as in Discord's client."""
        person, where = self._member(user, channel, Permission.SEND_MESSAGES)
        self._sees(person, message, self._state.channels[message.channel])
        forwarded = self._state.add_message(
            where.id,
            person.id,
            flags=MessageFlag.HAS_SNAPSHOT,
            reference=self._backend.posting.reference_to(message) | {"type": FORWARDS},
            snapshots=[payloads.snapshot(self._state, message)],
        )
        self._backend.dispatcher.message("MESSAGE_CREATE", forwarded)
        return forwarded

    def edit(self, user: str, message: Message, text: str) -> Message:
        """Rewrite one's own message; whom it mentions now it mentions without a ping."""
        person = self._own(user, message)
        where, answered = self._state.channels[message.channel], self._answered(message)
        may = mentions.Allowed(replied_user=answered in message.pings.users)
        mentioned = mentions.pings(self._state, (where, person.id), text, may, answered)
        self._state.rewrite(message, content=text, edited=self._state.now(), mentioned=mentioned)
        self._backend.dispatcher.message("MESSAGE_UPDATE", message)
        return message

    def delete(self, user: str, message: Message) -> None:
        """Delete one's own message."""
        self._own(user, message)
        self._backend.posting.delete(message)

    def react(self, user: str, message: Message, emoji: str) -> None:
        """React to a message."""
        person, _ = self._member(user, message.channel, Permission.ADD_REACTIONS)
        self._backend.reactions.add(message, person.id, emoji)

    def command(self, user: str, channel: str, name: str, options: _Json | None = None) -> Interaction:
        """Run an application command that the bot has registered."""
        person, where = self._member(user, channel, Permission.USE_APPLICATION_COMMANDS)
        full, data = commands.data_for(self._state, person, where, name, options or {})
        return self._backend.interactions.begin(COMMAND, full, (where.id, person.id), data)

    def context_menu(self, user: str, channel: str, name: str, target: Message | str) -> Interaction:
        """Choose a command of the menu on a message or, given by id or name, on a person."""
        person, where = self._member(user, channel, Permission.USE_APPLICATION_COMMANDS)
        if isinstance(target, str):
            data = commands.data_on_user(self._state, person, where, name, target)
        else:
            self._sees(person, target, where)
            data = commands.data_on_message(self._state, person, where, name, target)
        return self._backend.interactions.begin(COMMAND, name, (where.id, person.id), data)

    def autocomplete(
        self, user: str, channel: str, name: str, typed: _Json, others: _Json | None = None
    ) -> Interaction:
        """Type into the one option of `typed`; choices come with the interaction once it is answered."""
        person, where = self._member(user, channel, Permission.USE_APPLICATION_COMMANDS)
        full, data = commands.data_for(
            self._state, person, where, name, (others or {}) | typed, focused=next(iter(typed))
        )
        return self._backend.interactions.begin(AUTOCOMPLETE, full, (where.id, person.id), data)

    def press(self, user: str, message: Message, custom_id: str, values: list[str] | None = None) -> Interaction:
        """Press a button, or choose from a select menu by value, label, or the name of a user or channel."""
        person, where = self._member(user, message.channel, Permission.VIEW_CHANNEL)
        self._sees(person, message, where)
        if (component := message.component(custom_id)) is None:
            raise NotPossible(f"message {message.id} has no component {custom_id!r}")
        data = self._component_data(component, values)
        return self._backend.interactions.begin(COMPONENT, custom_id, (where.id, person.id), data, message)

    def submit(self, user: str, shown: Interaction, values: dict[str, str | list[str]]) -> Interaction:
        """Submit the modal that an interaction was answered with, with values by custom id."""
        person = self._state.person(user)
        if shown.modal is None or shown.user != person.id:
            raise NotPossible(f"{person.name} is not shown a modal")
        custom_id = shown.modal["custom_id"]
        data: _Json = {"custom_id": custom_id, "components": modals.submitted(shown.modal, values)}
        message = self._state.messages.get(shown.message or "")
        begin = self._backend.interactions.begin
        return begin(MODAL_SUBMIT, custom_id, (shown.channel, person.id), data, message)

    def _component_data(self, component: _Json, values: list[str] | None) -> _Json:
        kind, custom_id = component["type"], component["custom_id"]
        if component.get("disabled"):
            raise NotPossible(f"{custom_id!r} is disabled")
        data: _Json = {"custom_id": custom_id, "component_type": kind, "id": component.get("id", 0)}
        if kind == ComponentType.BUTTON:
            if component.get("style") == LINK:
                raise NotPossible(f"{custom_id!r} is a link")
            return data
        if kind not in SELECTS:
            raise NotPossible(f"{custom_id!r} cannot be pressed")
        chosen = values or []
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        if not least <= len(chosen) <= most:
            raise NotPossible(f"{custom_id!r} takes {least} to {most} choices, not {len(chosen)}")
        if kind == ComponentType.STRING_SELECT:
            return data | {"values": [_option(component, each) for each in chosen]}
        resolved: _Json = {}
        ids = [commands.resolve(self._state, _OPTION_KINDS[kind], each, resolved) for each in chosen]
        return data | {"values": ids, "resolved": resolved}

    def _own(self, user: str, message: Message) -> User:
        person = self._state.person(user)
        if message.author != person.id:
            raise NotPossible(f"message {message.id} is not by {user}")
        return person

    def _sees(self, person: User, message: Message, where: Channel) -> None:
        if message not in self._state.visible_to(person.id, where.id):
            raise NotPossible(f"{person.name} does not see message {message.id} there")

    def _answered(self, message: Message) -> str | None:
        """Return the author of the message that a reply answers."""
        if message.type != MessageType.REPLY or message.reference is None:
            return None
        answered = self._state.messages.get(message.reference["message_id"])
        return answered.author if answered else None

    def _member(self, user: str, channel: str, needed: Permission) -> tuple[User, Channel]:
        person, where = self._state.person(user), self._state.channel(channel)
        if missing := needed & ~self._state.permissions(person.id, where):
            raise NotPossible(f"{person.name} has no {missing.name} in #{where.name or where.id}")
        return person, where


_OPTION_KINDS = {5: OptionType.USER, 6: OptionType.ROLE, 7: OptionType.MENTIONABLE, 8: OptionType.CHANNEL}
"""Which command option each select menu of things resembles."""


def _chosen(filename: str) -> Upload:
    """Return a file as somebody attaches it; what is in it nobody looks at."""
    kind, _ = mimetypes.guess_type(filename)
    return Upload(filename, kind or "application/octet-stream", filename.encode())


def _option(select: _Json, wanted: str) -> str:
    for option in select["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise NotPossible(f"{select['custom_id']!r} has no option {wanted!r}")
