"""Faults of a request body, gathered and reported together as Discord's "Invalid Form Body".

The codes and wording are those that Discord answers with (50035; see
https://docs.discord.com/developers/reference#error-messages).
"""

from __future__ import annotations

from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from .errors import DiscordError

Path = tuple[str | int, ...]


class Form:
    """Collects faults by their path in the body; `base` stands before every path, as `data` does."""

    def __init__(self, base: Path = ()) -> None:
        self._base = base
        self._errors: dict[str, Any] = {}

    def fault(self, path: Path, code: str, message: str) -> None:
        """Note one fault."""
        node = self._errors
        for step in (*self._base, *path):
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def settle(self) -> None:
        """Raise `DiscordError` when anything was noted."""
        if self._errors:
            raise DiscordError(400, 50035, "Invalid Form Body", self._errors)

    def required(self, path: Path) -> None:
        """Note a missing field."""
        self.fault(path, "BASE_TYPE_REQUIRED", "This field is required")

    def choices(self, path: Path, allowed: tuple[object, ...]) -> None:
        """Note a value outside a fixed set."""
        listed = ", ".join(repr(value.value if isinstance(value, Enum) else value) for value in allowed)
        self.fault(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")

    def length(self, path: Path, size: int, most: int, least: int = 0) -> None:
        """Note a length outside its range, in the words Discord has for that kind of range."""
        if least <= size <= most:
            return
        if least:
            self.fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        else:
            self.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def text(
        self,
        path: Path,
        value: Any,  # noqa: ANN401 - JSON
        most: int,
        *,
        least: int = 0,
        required: bool = False,
    ) -> str:
        """Check a string and return it, or an empty one when it is absent or wrong."""
        if value is None:
            if required:
                self.required(path)
            return ""
        if not isinstance(value, str):
            self.fault(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return ""
        self.length(path, len(value), most, least)
        return value

    def number(
        self,
        path: Path,
        value: Any,  # noqa: ANN401 - JSON
        least: int,
        most: int,
    ) -> None:
        """Check a whole number, when it is there."""
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value > most:
            self.fault(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        elif value < least:
            self.fault(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}.")

    def items(
        self,
        path: Path,
        value: Any,  # noqa: ANN401 - JSON
        most: int,
        *,
        least: int = 0,
    ) -> list[dict[str, Any]]:
        """Check a list of objects and return those that are objects; an absent list is empty."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(path, "BASE_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        self.length(path, len(value), most, least)
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                message = "Only dictionaries may be used in a ModelType"
                self.fault((*path, index), "MODEL_TYPE_CONVERT", message)
        return value if all(isinstance(item, dict) for item in value) else []

    def url(
        self,
        path: Path,
        value: Any,  # noqa: ANN401 - JSON
        schemes: tuple[str, ...] = ("http", "https"),
    ) -> None:
        """Check a URL, when it is there."""
        if value is None:
            return
        parts = urlsplit(str(value))
        if parts.scheme not in schemes:
            message = f'Scheme "{parts.scheme}" must be one of {schemes}.'
            self.fault(path, "URL_TYPE_INVALID_SCHEME", message)
        elif not parts.netloc and parts.scheme != "attachment":
            self.fault(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
