"""What a bot wants to say: a message body, checked against Discord's limits before anything is posted.

https://docs.discord.com/developers/resources/message#create-message
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import components, embeds, mentions
from .errors import refusal
from .form import Form
from .message import MessageFlag

if TYPE_CHECKING:
    from .calls import Upload
    from .form import Path

_CONTENT = 2000
_NONCE = 25
_SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2

_Json = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """A message that may be posted.

    Attributes:
        given: Which fields the body had; an edit leaves the others as they are.
    """

    content: str = ""
    embeds: list[_Json] = field(default_factory=list)
    components: list[_Json] = field(default_factory=list)
    flags: int = 0
    tts: bool = False
    may_ping: mentions.Allowed = field(default_factory=mentions.Allowed)
    reference: _Json | None = None
    nonce: str | int | None = None
    enforce_nonce: bool = False
    uploads: tuple[Upload, ...] = ()
    kept_attachments: frozenset[str] | None = None
    given: frozenset[str] = frozenset()

    @property
    def ephemeral(self) -> bool:
        """Whether it asks to be seen by one person alone; only an interaction can."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def empty(self) -> bool:
        """Whether nothing in it can be seen."""
        return not (self.content or self.embeds or self.components or self.uploads)


def draft(body: _Json, uploads: tuple[Upload, ...] = (), *, base: Path = (), ephemeral: bool = False) -> Draft:
    """Return a checked message body.

    Args:
        body: The JSON, or the `payload_json` of a form.
        uploads: Files sent with it.
        base: Where the body stands in the request, for the paths of its faults.
        ephemeral: Whether the ephemeral flag may be set.

    Raises:
        DiscordError: 50035 with every fault.
    """
    form = Form(base)
    form.number(("flags",), body.get("flags"), 0, 1 << 31)
    flags = body["flags"] if isinstance(body.get("flags"), int) else 0
    layout = bool(flags & MessageFlag.COMPONENTS_V2)
    found = Draft(
        content=form.text(("content",), _trimmed(body.get("content")), _CONTENT),
        embeds=embeds.checked(form, ("embeds",), body.get("embeds")),
        components=components.checked(form, ("components",), body.get("components"), layout=layout),
        flags=flags & (_SETTABLE | (MessageFlag.EPHEMERAL if ephemeral else 0)),
        tts=bool(body.get("tts")),
        may_ping=mentions.allowed(form, body.get("allowed_mentions")),
        reference=body.get("message_reference"),
        nonce=body.get("nonce"),
        enforce_nonce=bool(body.get("enforce_nonce")),
        uploads=uploads,
        kept_attachments=_kept(body.get("attachments")),
        given=frozenset(body),
    )
    if layout and (found.content or found.embeds):
        name = "content" if found.content else "embeds"
        message = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        form.fault((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    if isinstance(found.nonce, str):
        form.length(("nonce",), len(found.nonce), _NONCE)
    form.settle()
    return found


def posted(body: _Json, uploads: tuple[Upload, ...] = (), *, base: Path = (), ephemeral: bool = False) -> Draft:
    """Return a checked message body that has something to show, else raise 50006."""
    found = draft(body, uploads, base=base, ephemeral=ephemeral)
    if found.empty:
        raise refusal(50006)
    return found


def _trimmed(content: Any) -> Any:  # noqa: ANN401 - JSON
    return content.strip() if isinstance(content, str) else content


def _kept(attachments: Any) -> frozenset[str] | None:  # noqa: ANN401 - JSON
    """Return the ids of the attachments an edit keeps, or `None` when it does not say."""
    if not isinstance(attachments, list):
        return None
    return frozenset(str(each.get("id")) for each in attachments if isinstance(each, dict))
