"""The one way a handler refuses: an HTTP status, Discord's error code, and what was wrong with the form.

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
"""

from __future__ import annotations

from typing import Any


class DiscordError(Exception):
    """A refusal in Discord's words.

    Attributes:
        status: The HTTP status.
        code: The `code` of the body; 0 for a plain HTTP refusal.
        errors: The nested `errors` of an "Invalid Form Body", or nothing.
    """

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """Return the response body."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class NotPossible(ValueError):  # noqa: N818 - reads as the sentence it is
    """A person cannot do that here: no such person, channel, message, command or button."""


_CATALOGUE: dict[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10014: (400, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30032: (400, "Maximum number of application commands reached (100)."),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (403, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50033: (400, "Invalid Recipient(s)"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (403, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
}


def refusal(code: int) -> DiscordError:
    """Return the refusal of that error code."""
    status, message = _CATALOGUE[code]
    return DiscordError(status, code, message)


def http_refusal(status: int, reason: str) -> DiscordError:
    """Return a refusal that has no error code of its own, such as `401: Unauthorized`."""
    return DiscordError(status, 0, f"{status}: {reason}")
