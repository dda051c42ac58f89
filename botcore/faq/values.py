"""The file as values: strict, frozen, and the schema its faults are found with."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
"""Short and stable: it is a button's value on both platforms, where 100 characters is the least limit."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=6000)]
Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>|]+$", max_length=500)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Value):
    """Where an answer comes from."""

    title: Line
    url: Link | None = None


class Review(_Value):
    """Who last reviewed an entry, and on which day."""

    by: Line
    on: date


class Entry(_Value):
    """One FAQ item: a question, other wordings of it, and its one answer."""

    id: Id
    question: Line
    phrasings: tuple[Line, ...] = ()
    answer: Text
    source: Source | None = None
    note: str = ""
    reviewed: Review | None = None

    @property
    def attribution(self) -> str:
        """One line that says whose words the answer is; empty without a source."""
        return f"Source: {self.source.title}" if self.source else ""

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question, then its phrasings."""
        return (self.question, *self.phrasings)


class Topic(_Value):
    """Something people ask that the file does not answer.

    Attributes:
        about: A noun phrase that completes "The FAQ does not cover …".
        pointer: One sentence saying who could tell.
        phrasings: How people ask.
    """

    id: Id
    about: Line
    pointer: Line
    phrasings: tuple[Line, ...] = Field(min_length=1)


class SafetyExtension(_Value):
    """What a file adds to the shipped safety data: more examples for a category, other wording.

    Attributes:
        examples: Category id → messages that report it.
        harmless: Messages that look like a red flag and are none.
        messages: Name of a shipped safety message → the text to say instead.
    """

    examples: dict[Id, tuple[Line, ...]] = Field(default_factory=dict)
    harmless: tuple[Line, ...] = ()
    messages: dict[Id, Text] = Field(default_factory=dict)


class Faq(_Value):
    """The whole file."""

    disclaimer: Text
    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...] = ()
    safety: SafetyExtension = SafetyExtension()

    def entry(self, entry_id: str) -> Entry | None:
        """Return the entry of this id, or None."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of this id, or None."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)
