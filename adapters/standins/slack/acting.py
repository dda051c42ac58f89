"""What people do in channels and direct messages: say something, run a command, press a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .choices import Wanted, chosen_in, element_in
from .delivery import Delivery, Outcome
from .errors import NotPossible, SlackError
from .interactions import Interaction, Interactions, Origin
from .mrkdwn import rich_text, typed
from .people import SLACKBOT
from .posting import Content, content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .backend import Backend
    from .message import Message
    from .people import Channel, Person


class Acting:
    """People's side of a stand-in's channels and direct messages."""

    def __init__(self, backend: Backend, interactions: Interactions) -> None:
        self._backend = backend
        self._interactions = interactions

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        files: Sequence[str] = (),
        shares: Message | None = None,
        broadcast: bool = False,
    ) -> Message:
        """Post as a person; text is as typed (see `mrkdwn.typed`)."""
        workspace = self._backend.workspace
        person, where = self._member(user, channel)
        mrkdwn = typed(text, self._user_id)
        return self._post(
            where.id,
            user=person.id,
            bot_id=person.bot_id,
            text=mrkdwn,
            blocks=[rich_text(mrkdwn, workspace.new_id("bl"))] if mrkdwn else [],
            files=[payloads.file_object(workspace, person, name) for name in files],
            attachments=[payloads.share_of(workspace, shares)] if shares else [],
            thread_ts=thread_ts,
            broadcast=broadcast,
        )

    def me(self, user: str, channel: str, text: str) -> Message:
        """Post `/me` and a text: a message without blocks."""
        person, where = self._member(user, channel)
        return self._post(
            where.id, user=person.id, bot_id=person.bot_id, text=typed(text, self._user_id), subtype="me_message"
        )

    def workflow(self, name: str, channel: str, text: str) -> Message:
        """Post as a workflow does: by an app of its own, and by no user."""
        workspace = self._backend.workspace
        app, where = workspace.find_person(name) or workspace.add_bot(name), workspace.channel(channel)
        return self._post(
            where.id,
            user=None,
            bot_id=app.bot_id,
            text=typed(text, self._user_id),
            subtype="bot_message",
            via="workflow",
        )

    def _post(self, channel: str, **fields: Any) -> Message:  # noqa: ANN401 - the fields of Message
        message = self._backend.workspace.add_message(channel, **fields)
        self._backend.events.posted(message)
        return message

    def edit(self, user: str, message: Message, text: str) -> Message:
        """Rewrite one's own message; the bot hears of it as `message_changed`."""
        self._own(user, message)
        mrkdwn = typed(text, self._user_id)
        blocks = [rich_text(mrkdwn, self._backend.workspace.new_id("bl"))]
        self._backend.posting.rewrite(message, Content(mrkdwn, blocks, []), edited=True)
        return message

    def delete(self, user: str, message: Message) -> None:
        """Delete one's own message; the bot hears of it as `message_deleted`."""
        self._own(user, message)
        self._backend.posting.remove(message)

    def join(self, user: str, channel: str) -> Message:
        """Join a channel; everybody in it, the bot included, sees a `channel_join` message."""
        workspace = self._backend.workspace
        person, where = workspace.person(user), workspace.channel(channel)
        if person.id in where.members:
            raise NotPossible(f"{person.name} is in #{where.name} already")
        where.members.append(person.id)
        text = f"<@{person.id}> has joined the channel"
        message = workspace.add_message(where.id, user=person.id, text=text, subtype="channel_join")
        self._backend.events.posted(message)
        return message

    def command(self, user: str, channel: str, command: str, text: str = "") -> Interaction:
        """Run a slash command; it reaches the bot wherever it is run, and nobody else sees it."""
        person, where = self._member(user, channel)
        urls = self._interactions.urls("commands", where.id, person.id)
        payload = payloads.command_payload(self._backend.workspace, person, where, (command, text), urls)
        delivery = Delivery("slash_commands", command, payload)
        origin = Origin(where.id, person.id, urls["response_url"])
        return self._interactions.begin(origin, delivery, self._run_command(delivery, origin))

    def press(
        self, user: str, message: Message, action_id: str, value: str | None = None, option: Wanted = None
    ) -> Interaction:
        """Press a button (the one of `value`, when several share an action id) or choose an option."""
        workspace = self._backend.workspace
        person, where = self._member(user, message.channel)
        if message not in workspace.visible_to(person.id, where.id):
            raise NotPossible(f"{person.name} does not see message {message.ts}")
        block_id, element = element_in(message.blocks, action_id, value)
        chosen = chosen_in(element, option)
        action = payloads.action_of(block_id, element, chosen, workspace.new_ts())
        urls = self._interactions.urls("actions", where.id, person.id, message.ts)
        payload = payloads.message_action_payload(workspace, person, message, action, urls)
        thread = message.thread_ts if message.is_reply else None
        return self._interactions.interact(payload, Origin(where.id, person.id, urls["response_url"], thread))

    def _member(self, user: str, channel: str) -> tuple[Person, Channel]:
        person = self._backend.workspace.person(user)
        where = self._backend.workspace.channel(channel)
        if person.id not in where.members:
            raise NotPossible(f"{person.name} is not in #{where.name or where.id}")
        if where.archived:
            raise NotPossible(f"#{where.name or where.id} is archived")
        return person, where

    def _own(self, user: str, message: Message) -> None:
        person = self._backend.workspace.person(user)
        if message.user != person.id:
            raise NotPossible(f"message {message.ts} is not by {person.name}")

    def _user_id(self, name: str) -> str | None:
        found = self._backend.workspace.find_person(name)
        return found.id if found else None

    async def _run_command(self, delivery: Delivery, origin: Origin) -> None:
        await self._backend.deliverer.deliver(delivery)
        outcome = delivery.outcome or Outcome("timeout")
        failure = _command_failure(outcome) or self._answer_at_once(outcome.response, origin)
        if failure:
            text = f'{delivery.name} failed with the error "{failure}"'
            self._backend.workspace.add_message(
                origin.channel, user=SLACKBOT, text=text, visible_to=origin.user, via="slackbot"
            )

    def _answer_at_once(self, response: object, origin: Origin) -> str:
        """Show what came with the acknowledgement; return Slack's error when it cannot be shown."""
        body = {"text": response} if isinstance(response, str) else response
        if not isinstance(body, dict) or not body:
            return ""
        try:
            content = content_of(body)
        except SlackError:
            return "invalid_command_response"
        shown_to_all = body.get("response_type") == "in_channel"
        visible_to = None if shown_to_all else origin.user
        self._backend.posting.post(origin.channel, content, via="ack", visible_to=visible_to)
        return ""


def _command_failure(outcome: Outcome) -> str:
    """Return the word Slackbot uses, as seen in the field; empty when the command was acknowledged."""
    if outcome.status is not None and outcome.failure:
        client_fault = outcome.status < 500  # noqa: PLR2004 - the boundary of HTTP's classes
        return "http_client_error" if client_fault else "http_service_error"
    return {"": "", "timeout": "operation_timeout", "http_timeout": "operation_timeout"}.get(
        outcome.failure, "dispatch_failed"
    )
