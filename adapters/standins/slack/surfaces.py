"""What people do beside messages: the home tab, modals, shortcuts, and menus that ask the bot for options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads, views
from .choices import Wanted, asks_its_app, chosen_in, element_in
from .delivery import Delivery, Outcome
from .errors import NotPossible, SlackError
from .interactions import Interaction, Interactions, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .backend import Backend
    from .message import Message
    from .modal import Modal
    from .people import Person

_Json = dict[str, Any]


class Surfaces:
    """People's side of what an app shows beside messages."""

    def __init__(self, backend: Backend, interactions: Interactions) -> None:
        self._backend = backend
        self._workspace = backend.workspace
        self._interactions = interactions

    def open_home(self, user: str, tab: str = "home") -> list[Delivery]:
        """Open the app's `home` or `messages` tab."""
        return self._backend.events.home_opened(self._workspace.person(user).id, tab)

    def open_pane(self, user: str) -> Message:
        """Open the assistant's pane, and return the message that begins its thread in the direct messages."""
        person, bot = self._workspace.person(user), self._workspace.bot
        thread = self._workspace.add_message(
            self._workspace.im(person.id).id,
            user=bot.id,
            bot_id=bot.bot_id,
            text="New Assistant Thread",
            subtype="assistant_app_thread",
            via="client",
        )
        self._backend.events.pane_opened(person.id, thread)
        return thread

    def press_home(self, user: str, action_id: str, option: Wanted = None) -> Interaction:
        """Press a button, or choose an option, in the home tab the bot published for this person."""
        person = self._workspace.person(user)
        if (view := self._workspace.homes.get(person.id)) is None:
            raise NotPossible(f"nothing is published on the home tab of {person.name}")
        return self._press(person, view, action_id, option)

    def press_modal(self, user: str, action_id: str, option: Wanted = None) -> Interaction:
        """Press a button, or choose an option, in the modal this person has before them."""
        person = self._workspace.person(user)
        return self._press(person, self.modal(user).view, action_id, option)

    def modal(self, user: str) -> Modal:
        """Return the modal a person has before them, or raise `NotPossible`."""
        person = self._workspace.person(user)
        if not (modals := self._workspace.modals.get(person.id)):
            raise NotPossible(f"{person.name} has no modal before them")
        return modals[-1]

    def submit(self, user: str, answers: Mapping[str, Any]) -> Interaction:
        """Fill in the modal and submit it; what the app answers closes it, changes it or says what is wrong."""
        person, view = self._workspace.person(user), views.filled_in(self.modal(user).view, answers)
        payload = payloads.submission_payload(self._workspace, person, view, self._interactions.trigger(person.id))
        delivery, origin = Delivery("interactive", payload["type"], payload), self._direct(person)
        return self._interactions.begin(origin, delivery, self._submit(delivery, person.id))

    def close(self, user: str) -> None:
        """Close the modal; the app hears of it where it asked to."""
        person, view = self._workspace.person(user), self.modal(user).view
        self._workspace.modals[person.id].pop()
        self._workspace.changes.publish("view", user=person.id, closed=view["id"])
        if view.get("notify_on_close"):
            self._interactions.interact(
                payloads.closed_payload(self._workspace, person, view), self._direct(person)
            )

    def shortcut(self, user: str, callback_id: str) -> Interaction:
        """Run a shortcut of the app from the search or the composer."""
        person = self._workspace.person(user)
        urls = self._interactions.trigger(person.id)
        payload = payloads.shortcut_payload(self._workspace, person, callback_id, urls)
        return self._interactions.interact(payload, self._direct(person))

    def message_shortcut(self, user: str, message: Message, callback_id: str) -> Interaction:
        """Run a shortcut of the app from the context menu of a message."""
        person = self._workspace.person(user)
        if message.ephemeral or message not in self._workspace.visible_to(person.id, message.channel):
            raise NotPossible(f"{person.name} has no context menu for message {message.ts}")
        urls = self._interactions.urls("actions", message.channel, person.id)
        payload = payloads.message_shortcut_payload(self._workspace, person, message, callback_id, urls)
        return self._interactions.interact(payload, Origin(message.channel, person.id, urls["response_url"]))

    async def suggestions(
        self, user: str, action_id: str, typed: str = "", message: Message | None = None
    ) -> list[_Json]:
        """Type into a menu of a message or, by default, the modal, and return the options the app gives."""
        person = self._workspace.person(user)
        view = None if message else self.modal(user).view
        block_id, element = element_in(message.blocks if message else (view or {})["blocks"], action_id)
        asks_its_app(element, typed)
        menu = {"action_id": action_id, "block_id": block_id, "value": typed}
        payload = payloads.suggestion_payload(self._workspace, person, menu, view=view, message=message)
        asked = self._interactions.interact(payload, self._direct(person))
        await asked.task
        return views.options_of(asked.delivery.outcome)

    def _press(self, person: Person, view: _Json, action_id: str, option: Wanted) -> Interaction:
        block_id, element = element_in(view["blocks"], action_id)
        chosen = chosen_in(element, option)
        action = payloads.action_of(block_id, element, chosen, self._workspace.new_ts())
        urls = self._interactions.trigger(person.id)
        payload = payloads.view_action_payload(self._workspace, person, view, action, urls)
        return self._interactions.interact(payload, self._direct(person))

    def _direct(self, person: Person) -> Origin:
        return Origin(self._workspace.im(person.id).id, person.id)

    async def _submit(self, delivery: Delivery, user: str) -> None:
        await self._backend.deliverer.deliver(delivery)
        try:
            views.after_submission(self._workspace, user, delivery.outcome or Outcome("timeout"))
        except SlackError as error:
            # The person is told that something went wrong, and the modal stays.
            delivery.outcome = Outcome(error.code)
        shown = self._workspace.modals.get(user)
        self._workspace.changes.publish("view", user=user, view=shown[-1].view if shown else None)
