"""How the bot behaves in one channel."""

from __future__ import annotations

from enum import StrEnum


class Manner(StrEnum):
    """How the bot behaves in a channel; what is urgent is answered there in any case."""

    USUAL = "usual"
    """A mention is answered where everybody sees it, a command as is set for all."""
    MENTIONS = "mentions"
    """Only mentions are answered where everybody sees it; a command is answered to its author alone."""
    PRIVATE = "private"
    """A mention is told of the command, which is answered to its author alone."""
    OFF = "off"
    """A mention is not answered, a command says so to its author alone."""
