"""What people do: say something, run a command, press a button, choose, fill in a modal, react."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import commands, mentions, modals
from .components import BUTTON, LINK, SELECTS, STRING_SELECT
from .errors import NotPossible
from .interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from .message import DEFAULT, REPLY
from .permissions import Permission

if TYPE_CHECKING:
    from .backend import Backend
    from .interaction import Interaction
    from .message import Message
    from .people import Channel, User

Json = dict[str, Any]


class Acting:
    """People's side of a stand-in."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._state = backend.state

    def say(
        self, user: str, channel: str, text: str, reply_to: Message | None = None, *, ping: bool = True
    ) -> Message:
        """Post as a person; a reply pings whom it answers unless `ping` is off, as in Discord's client."""
        person, where = self._member(user, channel, Permission.SEND_MESSAGES)
        if reply_to is not None and reply_to not in self._state.visible_to(person.id, where.id):
            raise NotPossible(f"{person.name} does not see message {reply_to.id} there")
        may = mentions.Allowed(replied_user=ping)
        replied = reply_to.author if reply_to else None
        message = self._state.add_message(
            where.id,
            person.id,
            content=text,
            type=REPLY if reply_to else DEFAULT,
            reference=self._backend.posting.reference_to(reply_to) if reply_to else None,
            pings=mentions.pings(self._state, (where, person.id), text, may, replied),
        )
        self._backend.dispatcher.message("MESSAGE_CREATE", message)
        return message

    def dm(self, user: str, text: str) -> Message:
        """Write to the bot in a direct message."""
        person = self._state.person(user)
        return self.say(person.id, self._state.dm(person.id).id, text)

    def edit(self, user: str, message: Message, text: str) -> Message:
        """Rewrite one's own message."""
        self._own(user, message)
        self._state.rewrite(message, content=text, edited=self._state.now())
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

    def command(self, user: str, channel: str, name: str, options: Json | None = None) -> Interaction:
        """Run an application command that the bot has registered."""
        person, where = self._member(user, channel, Permission.USE_APPLICATION_COMMANDS)
        full, data = commands.data_for(self._state, where, name, options or {})
        return self._backend.interactions.begin(COMMAND, full, (where.id, person.id), data)

    def autocomplete(
        self, user: str, channel: str, name: str, typed: Json, others: Json | None = None
    ) -> Interaction:
        """Type into the one option of `typed`; choices come with the interaction once it is answered."""
        person, where = self._member(user, channel, Permission.USE_APPLICATION_COMMANDS)
        full, data = commands.data_for(self._state, where, name, (others or {}) | typed, focused=next(iter(typed)))
        return self._backend.interactions.begin(AUTOCOMPLETE, full, (where.id, person.id), data)

    def press(self, user: str, message: Message, custom_id: str, values: list[str] | None = None) -> Interaction:
        """Press a button, or choose from a select menu by value, label, or the name of a user or channel."""
        person, where = self._member(user, message.channel, Permission.VIEW_CHANNEL)
        if message not in self._state.visible_to(person.id, where.id):
            raise NotPossible(f"{person.name} does not see message {message.id}")
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
        data: Json = {"custom_id": custom_id, "components": modals.submitted(shown.modal, values)}
        message = self._state.messages.get(shown.message or "")
        begin = self._backend.interactions.begin
        return begin(MODAL_SUBMIT, custom_id, (shown.channel, person.id), data, message)

    def _component_data(self, component: Json, values: list[str] | None) -> Json:
        kind, custom_id = component["type"], component["custom_id"]
        if component.get("disabled"):
            raise NotPossible(f"{custom_id!r} is disabled")
        data: Json = {"custom_id": custom_id, "component_type": kind, "id": component.get("id", 0)}
        if kind == BUTTON:
            if component.get("style") == LINK:
                raise NotPossible(f"{custom_id!r} is a link")
            return data
        if kind not in SELECTS:
            raise NotPossible(f"{custom_id!r} cannot be pressed")
        chosen = values or []
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        if not least <= len(chosen) <= most:
            raise NotPossible(f"{custom_id!r} takes {least} to {most} choices, not {len(chosen)}")
        if kind == STRING_SELECT:
            return data | {"values": [_option(component, each) for each in chosen]}
        resolved: Json = {}
        ids = [commands.resolve(self._state, _OPTION_KINDS[kind], each, resolved) for each in chosen]
        return data | {"values": ids, "resolved": resolved}

    def _own(self, user: str, message: Message) -> None:
        if message.author != self._state.person(user).id:
            raise NotPossible(f"message {message.id} is not by {user}")

    def _member(self, user: str, channel: str, needed: Permission) -> tuple[User, Channel]:
        person, where = self._state.person(user), self._state.channel(channel)
        if not self._state.permissions(person.id, where) & needed:
            raise NotPossible(f"{person.name} has no {needed.name} in #{where.name or where.id}")
        return person, where


_OPTION_KINDS = {5: commands.USER, 6: commands.ROLE, 7: commands.MENTIONABLE, 8: commands.CHANNEL}
"""Which command option each select menu of things resembles."""


def _option(select: Json, wanted: str) -> str:
    for option in select["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise NotPossible(f"{select['custom_id']!r} has no option {wanted!r}")
