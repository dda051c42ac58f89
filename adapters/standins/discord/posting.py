"""What the bot says and changes: messages posted, edited and deleted, and who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import mentions
from .errors import refusal
from .form import Form
from .message import ANSWERS, MessageFlag, MessageType, Pings
from .permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .calls import Upload
    from .dispatcher import Dispatcher
    from .drafts import Draft
    from .message import Message
    from .people import Channel
    from .state import State

_SUPPRESSIBLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2


class Posting:
    """Turns drafts into messages."""

    def __init__(self, state: State, dispatcher: Dispatcher) -> None:
        self._state = state
        self._dispatcher = dispatcher
        self._nonces: dict[tuple[str, str], Message] = {}

    def allow(self, channel: Channel, *needed: Permission) -> None:
        """Raise 50001 where the bot cannot look and 50013 where it lacks a permission."""
        held = self._state.permissions(self._state.bot.id, channel)
        if not held & Permission.VIEW_CHANNEL:
            raise refusal(50001)
        if any(not held & permission for permission in needed):
            raise refusal(50013)

    def send(self, channel: Channel, draft: Draft) -> Message:
        """Post a message as the bot, or return the one already posted with this enforced nonce."""
        speak = Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES
        self.allow(channel, speak, *((Permission.EMBED_LINKS,) if draft.embeds else ()))
        if channel.refuses:
            raise refusal(50007)
        key = (channel.id, str(draft.nonce))
        if draft.enforce_nonce and draft.nonce is not None and key in self._nonces:
            return self._nonces[key]
        reference = self._reference(channel, draft)
        # Whoever writes in an archived thread opens it again.
        channel.archived = False
        kind = MessageType.REPLY if reference else MessageType.DEFAULT
        message = self.post(channel, draft, type=kind, reference=reference, via="channel")
        self._nonces[key] = message
        return message

    def post(self, channel: Channel, draft: Draft, **fields: Any) -> Message:  # noqa: ANN401 - of Message
        """Post a checked draft, with whatever else the message has, and tell the gateway."""
        pinged = self._pings(channel, draft, fields.get("reference"), fields.get("visible_to"))
        flags = fields.pop("flags", draft.flags)
        message = self._state.add_message(
            channel.id,
            self._state.bot.id,
            content=draft.content,
            embeds=draft.embeds,
            components=draft.components,
            attachments=self.stored(channel, draft.uploads),
            tts=draft.tts,
            nonce=draft.nonce,
            pings=pinged,
            flags=flags,
            **fields,
        )
        self._dispatcher.message("MESSAGE_CREATE", message)
        return message

    def edit(self, message: Message, draft: Draft) -> Message:
        """Replace what an edit names, or raise 50006 when nothing would be left.

        The first edit of a thinking message is its response: only then anyone is pinged.
        """
        channel = self._state.channels[message.channel]
        changed: dict[str, Any] = {
            name: getattr(draft, name) for name in ("content", "embeds", "components") if name in draft.given
        }
        changed["attachments"] = self._remaining(message, draft) + self.stored(channel, draft.uploads)
        whole = {"content": message.content, "embeds": message.embeds, "components": message.components}
        if not any((whole | changed).values()):
            raise refusal(50006)
        # What replaces "is thinking" is the response itself, so it is no edit.
        if message.thinking:
            changed["pings"] = self._pings(channel, draft, message.reference, message.visible_to)
        else:
            changed["edited"] = self._state.now()
        if "flags" in draft.given:
            changed["flags"] = message.flags & ~MessageFlag.SUPPRESS_EMBEDS | draft.flags & _SUPPRESSIBLE
        changed["flags"] = changed.get("flags", message.flags) & ~MessageFlag.LOADING
        self._state.rewrite(message, **changed)
        self._dispatcher.message("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        """Delete a message and tell the gateway."""
        self._state.remove(message)
        if message.ephemeral:
            return
        channel = self._state.channels[message.channel]
        body = {"id": message.id, "channel_id": channel.id}
        if not channel.direct:
            body["guild_id"] = self._state.guild_id
        self._dispatcher.everywhere("MESSAGE_DELETE", channel, body)

    def _reference(self, channel: Channel, draft: Draft) -> dict[str, Any] | None:
        """Return what a draft replies to; a message that is gone is an error unless it may fail to exist."""
        wanted = draft.reference
        if not isinstance(wanted, dict) or not wanted.get("message_id"):
            return None
        found = self._state.messages.get(str(wanted["message_id"]))
        if found is None or found.channel != channel.id or found.ephemeral:
            if wanted.get("fail_if_not_exists", True):
                form = Form()
                form.fault(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
                form.settle()
            return None
        held = self._state.permissions(self._state.bot.id, channel)
        if not held & Permission.READ_MESSAGE_HISTORY:
            raise refusal(160002)
        return self.reference_to(found)

    def reference_to(self, message: Message) -> dict[str, Any]:
        """Return the `message_reference` of a reply to a message."""
        reference = {"type": ANSWERS, "channel_id": message.channel, "message_id": message.id}
        if not self._state.channels[message.channel].direct:
            reference["guild_id"] = self._state.guild_id
        return reference

    def stored(self, channel: Channel, uploads: Sequence[Upload]) -> list[dict[str, Any]]:
        """Keep files and return what a message says of them."""
        stored = []
        for upload in uploads:
            number = self._state.new_id()
            self._state.files[number] = upload.data
            url = f"{self._state.files_url}/attachments/{channel.id}/{number}/{upload.filename}"
            stored.append(
                {
                    "id": number,
                    "filename": upload.filename,
                    "content_type": upload.content_type,
                    "size": len(upload.data),
                    "url": url,
                    "proxy_url": url,
                }
            )
        return stored

    def _pings(
        self, channel: Channel, draft: Draft, reference: dict[str, Any] | None, visible_to: str | None
    ) -> Pings:
        if visible_to is not None:
            return Pings()
        replied = self._state.messages.get(reference["message_id"]) if reference else None
        to = replied.author if replied is not None else None
        return mentions.pings(self._state, (channel, self._state.bot.id), draft.content, draft.may_ping, to)

    def _remaining(self, message: Message, draft: Draft) -> list[dict[str, Any]]:
        if draft.kept_attachments is None:
            return message.attachments
        return [each for each in message.attachments if each["id"] in draft.kept_attachments]
