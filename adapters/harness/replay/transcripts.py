"""Transcripts: who said what where, and what must come back. The conversation is the specification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from adapters.text_file import TextFileError, read_text
from botcore import Kind
from botcore.faults import FaultKind
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from pathlib import Path

Where = Literal["channel", "dm", "command"]
_Way = Literal["me", "broadcast", "workflow", "reply", "reply without ping", "edit", "edit last", "role"]
_Permission = Literal["Embed Links", "Read Message History"]


class TranscriptError(Exception):
    """A transcript that cannot be read: file, line, what was found, what was expected."""


class Expected(BaseModel):
    """What must come back.

    Attributes:
        reply: The kind; `none` where the bot must stay silent.
        entry: The entry shown; None: not looked at.
        includes: Words the reply must hold.
        offers: Entries that must be among the suggestions.
        private: Whether nobody else may see it; None: not looked at.
        twice: Whether a call of unknown outcome may show it twice: nobody can look whether it has arrived where
            one person alone sees it in a channel, nor in direct messages that the bot has only written to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reply: Kind | Literal["none"]
    entry: str | None = None
    includes: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    private: bool | None = None
    twice: bool = False


class Turn(BaseModel):
    """One thing said or pressed.

    Attributes:
        who: A person's name; people are told apart by it.
        where: In a channel with a mention, in a direct message, or as `/prolo`.
        says: The words.
        picks: Which suggestion of the last reply is pressed instead, counted from 1.
        about: The words of somebody else, about whose message the menu's command asks instead.
        rates: What is said of the last reply with its buttons instead.
        reason: What is written into the form that then asks what was missing.
        mention: Whether a channel message mentions the bot.
        bot: Whether another bot says it.
        files: Names of files that are attached.
        forwards: Words of somebody else that are forwarded, with `says` as the comment.
        way: How it is said. By editing what the same person wrote last there. In Slack as `/me`, as a reply that
            is also sent to the channel, or by a workflow; in Discord as a reply to the bot's last one, with or
            without its ping and without a mention, with the mention added by rewriting it, or with a mention of
            the bot's role in its place.
        refused: Whether the bot may not post where it is said.
        lacks: What Discord does not permit the bot in the channel.
        expect: What must come back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str = "ana"
    where: Where = "channel"
    says: str = ""
    picks: int | None = None
    about: str = ""
    rates: Literal["helpful", "not helpful"] | None = None
    reason: str = ""
    mention: bool = True
    bot: bool = False
    files: tuple[str, ...] = ()
    forwards: str = ""
    way: _Way | None = None
    refused: bool = False
    lacks: tuple[_Permission, ...] = ()
    expect: Expected

    @property
    def is_said(self) -> bool:
        """Whether it is a message; else something is pressed, chosen or run."""
        return not (self.picks is not None or self.rates or self.about or self.where == "command")

    @model_validator(mode="after")
    def _one_of(self) -> Turn:
        if self.picks is not None and self.says:
            raise ValueError("found both says and picks; expected one of them")
        if self.reason and self.rates != "not helpful":
            raise ValueError("found a reason; expected it where rates is 'not helpful'")
        return self


class Transcript(BaseModel):
    """One conversation.

    Attributes:
        title: What it shows.
        on: The platform it can be held on alone; None: on each.
        turns: What is said, in order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    on: Literal["slack", "discord"] | None = None
    turns: tuple[Turn, ...] = Field(min_length=1)

    def is_for(self, wire: str) -> bool:
        """Tell whether it can be held on a wire: `slack`, `slack-http` or `discord`."""
        return self.on in {None, wire.partition("-")[0]}


def load_transcripts(path: Path) -> list[Transcript]:
    """Return the transcripts of a file, a list of them in YAML.

    Raises:
        TranscriptError: With one line for every fault.
    """
    try:
        document = parse(read_text(path))
    except TextFileError as error:
        raise TranscriptError(str(error)) from None
    # Only we read transcripts, every scalar as text: "says: no" is what somebody says.
    faults = [f"{path}: {fault}" for fault in document.faults if fault.kind is not FaultKind.READ_OTHERWISE]
    if faults or not isinstance(document.tree, list):
        raise TranscriptError("\n".join(faults) or f"{path}: line 1: expected a list of transcripts")
    try:
        return [Transcript.model_validate(item) for item in document.tree]
    except ValidationError as error:
        lines = [
            f"{path}: {' → '.join(str(part) for part in detail['loc'])}: {detail['msg']}"
            for detail in error.errors()
        ]
        raise TranscriptError("\n".join(lines)) from None
