"""How the bot behaves in each channel, as its owners wish: everywhere as usual but where a file says otherwise."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from adapters.incoming import SilentError
from adapters.text_file import TextFileError, read_text
from botcore import Asked, Held, Kind
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from adapters.incoming import Answer
    from botcore import Message, Reply


class Manner(StrEnum):
    """How the bot behaves in a channel; what is urgent is answered there in any case."""

    MENTIONS = "mentions"
    """Only mentions are answered where everybody sees it; a command is answered to its author alone."""
    PRIVATE = "private"
    """A mention is told of the command, which is answered to its author alone."""
    OFF = "off"
    """A mention is not answered, a command says so to its author alone."""


class MannersError(Exception):
    """A file of manners that cannot be used: file, line, what was found, what was expected."""


async def mannered(answer: Answer, message: Message, reply: Reply, manner: Manner | None) -> Reply:
    """Return what is said in place of a reply where a channel's manner asks for something else.

    Raises:
        SilentError: Nothing is said there.
    """
    if manner is None or not isinstance(message, Asked) or reply.kind is Kind.URGENT:
        return reply
    if manner is Manner.OFF and message.public:
        raise SilentError
    if manner is Manner.OFF or (manner is Manner.PRIVATE and message.public):
        return await answer(Held(off=manner is Manner.OFF, person=message.person, at=message.at))
    return reply


def load_manners(path: Path) -> Mapping[str, Manner]:
    """Return the manners of a file: ids of channels, each with one.

    Raises:
        MannersError: With one line for every fault.
    """
    try:
        document = parse(read_text(path))
    except TextFileError as error:
        raise MannersError(str(error)) from None
    faults = [f"{path}: {fault}" for fault in document.faults]
    tree = document.tree if isinstance(document.tree, dict) else {}
    if not faults and not isinstance(document.tree, dict):
        faults = [f"{path}: line 1: expected ids of channels, each with {_KNOWN}, such as C0123ABC: private"]
    faults += [
        f"{path}: {channel}: found {manner!r}; expected {_KNOWN}"
        for channel, manner in tree.items()
        if manner not in list(Manner)
    ]
    if faults:
        raise MannersError("\n".join(faults))
    return {str(channel): Manner(str(manner)) for channel, manner in tree.items()}


_KNOWN = "mentions, private or off"
