"""The one way a handler refuses: Slack's error code, and what Slack sends along with it."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A refusal in Slack's words.

    Attributes:
        code: The `error` of the response, such as `channel_not_found`.
        messages: The lines of `response_metadata.messages`, without their `[ERROR] `.
        status: The HTTP status; Slack answers nearly every refusal with 200.
        retry_after: Seconds for the `Retry-After` header, or `None`.
        extra: Further top-level fields, such as `needed` and `provided`.
    """

    def __init__(
        self,
        code: str,
        messages: tuple[str, ...] = (),
        *,
        status: int = 200,
        retry_after: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages
        self.status = status
        self.retry_after = retry_after
        self.extra = extra or {}

    def body(self) -> dict[str, Any]:
        """Return the response body, as the Web API words it."""
        body: dict[str, Any] = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            body["errors"] = list(self.messages)
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body

    def headers(self) -> dict[str, str]:
        """Return the headers this refusal needs."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class NotPossible(ValueError):  # noqa: N818 - reads as the sentence it is
    """A person cannot do that here: no such person, channel, message or button."""
