"""What the bot says on its own in other languages than English, where a file in one of them leaves it out."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from botcore.faq.messages import Messages
from botcore.languages import base_of
from botcore.strict_yaml import read_shipped


class Voice(NamedTuple):
    """One language's.

    Attributes:
        emergency: What help is called where nobody set it; completes "Call …".
        crisis_line: Completes "Call …" too.
        messages: What is said; in its `model_fields_set` is what this language has of it, the rest is English.
    """

    emergency: str
    crisis_line: str
    messages: Messages


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    emergency: str
    crisis_line: str
    messages: Messages


def voice_of(language: str) -> Voice | None:
    """Return what the bot says in a language; None where nothing is shipped.

    Args:
        language: A tag such as "de-CH", whose first part counts.
    """
    return _read(base_of(language))


def in_voice(messages: Messages, language: str) -> Messages:
    """Return what a file says, and for what it leaves out what is shipped in its language.

    In `model_fields_set` stays what the file itself says.
    """
    voice = voice_of(language)
    if voice is None:
        return messages
    said = messages.model_fields_set
    # Both are validated already: one by its file, the other by the tests.
    values = {key: getattr(messages if key in said else voice.messages, key) for key in Messages.model_fields}
    return Messages.model_construct(_fields_set=said, **values)


@functools.cache
def _read(base: str) -> Voice | None:
    name = f"{base}.yaml"
    if not resources.files("botcore").joinpath("data", "voices", name).is_file():
        return None
    read = _File.model_validate(read_shipped("voices", name))
    return Voice(read.emergency, read.crisis_line, read.messages)
