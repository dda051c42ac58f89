"""One interaction: what a person did, how long Discord still waits, and what the bot answered."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any, Literal

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5

_State = Literal["waiting", "answered", "failed"]


@dataclass
class Interaction:
    """A command, a press, an autocomplete request or a submitted modal, on its way to the bot.

    Attributes:
        seq: Its place in the log of changes; what comes later may be the answer.
        kind: Discord's interaction type: 2 command, 3 component, 4 autocomplete, 5 modal submit.
        name: The command's name, or the custom id.
        channel: Where it was done, by id.
        user: Who did it, by id.
        created: When, by the settings' clock.
        message: The id of the message whose component was used, or `None`.
        state: `failed` once Discord has given up waiting for the first response.
        response: The type of the first response, such as 4 or 5.
        original: The id of the message that `@original` means.
        choices: What the bot offered to an autocomplete.
        modal: The modal the bot showed, checked; `submit` fills it in.
    """

    seq: int
    id: str
    kind: int
    name: str
    channel: str
    user: str
    created: float
    data: dict[str, Any]
    message: str | None = None
    # Long and opaque as Discord's own, so that it needs no escaping in a path.
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: _State = "waiting"
    response: int | None = None
    original: str | None = None
    choices: list[dict[str, Any]] | None = None
    modal: dict[str, Any] | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def acknowledged(self) -> bool:
        """Whether the bot responded in time."""
        return self.state == "answered"

    @property
    def failed(self) -> bool:
        """Whether Discord has given up and told the person so."""
        return self.state == "failed"

    def to_json(self) -> dict[str, Any]:
        """Return what a page or a test may know about it; the token stays inside."""
        return {
            "seq": self.seq,
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "channel": self.channel,
            "user": self.user,
            "message": self.message,
            "state": self.state,
            "response": self.response,
            "original": self.original,
            "choices": self.choices,
            "modal": self.modal,
        }
