"""The file as values: strict, frozen, and the schema its faults are found with."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from botcore.faq.messages import Messages
from botcore.faq.voices import in_voice

LONGEST_ID = 60
"""An id is a button's value on both platforms, where 100 characters is the least limit."""

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=LONGEST_ID)]
"""Short and stable."""

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=6000)]
_Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
"""A tag such as `en` or `pt-BR` (https://www.rfc-editor.org/info/bcp47)."""

_Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>|]+$", max_length=500)]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Value):
    """Where an answer comes from."""

    title: _Line
    url: _Link | None = None


class Review(_Value):
    """Who last reviewed an entry, and on which day."""

    by: _Line
    on: date


class Entry(_Value):
    """One FAQ item: a question, other wordings of it, and its one answer.

    Attributes:
        quote: The words of the answer that stand for all of it where only one sentence may be said.
        caution: Said before an answer that does not give what its question asks for.
        note: Said after it: what its source overstates or leaves out.
        drafted: Who took it over from what people asked in vain, and on which day; see `drafts`.
    """

    id: _Id
    question: _Line
    phrasings: tuple[_Line, ...] = ()
    answer: Text
    quote: Text | None = None
    source: Source | None = None
    caution: str = ""
    note: str = ""
    reviewed: Review | None = None
    drafted: Review | None = None

    @property
    def sentence(self) -> str:
        """The answer in one sentence of its own: what is to be quoted, else its first."""
        return self.quote or first_sentence(self.answer)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question, then its phrasings."""
        return (self.question, *self.phrasings)


class Ambiguous(_Value):
    """Questions by which several entries could be meant: these are asked back.

    Attributes:
        offers: The ids of those entries, in the order they are offered.
        phrasings: How people ask.
    """

    offers: tuple[_Id, ...] = Field(min_length=1, max_length=3)
    phrasings: tuple[_Line, ...] = Field(min_length=1)


class Topic(_Value):
    """Something people ask that the file does not answer.

    Attributes:
        about: A noun phrase that completes "The FAQ does not cover …".
        pointer: One sentence saying who could tell.
        phrasings: How people ask.
    """

    id: _Id
    about: _Line
    pointer: _Line
    phrasings: tuple[_Line, ...] = Field(min_length=1)


class SafetyExtension(_Value):
    """What a file adds to the shipped safety data: more examples.

    Attributes:
        examples: Category id → messages that report it.
        harmless: Messages that look like a red flag and are none.
    """

    examples: dict[_Id, tuple[_Line, ...]] = Field(default_factory=dict)
    harmless: tuple[_Line, ...] = ()


class Faq(_Value):
    """The whole file.

    Attributes:
        disclaimer: Stands in every reply.
        disclaimer_short: Said in its place in urgent replies, thanks and help; None: the whole one is.
        language: What the file is written in.
        seek_help: The id of the entry whose one sentence may stand below urgent guidance.
        messages: What the bot says on its own; what the file leaves out is said in its language where that is
            shipped, else in English.
    """

    disclaimer: Text
    disclaimer_short: Text | None = None
    language: _Language = "en"
    seek_help: _Id | None = None
    messages: Messages = Field(default=Messages(), validate_default=True)
    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    safety: SafetyExtension = SafetyExtension()

    @field_validator("messages")
    @classmethod
    def _in_its_language(cls, messages: Messages, info: ValidationInfo) -> Messages:
        # A language that is no language is a fault of its own, and not in `data` then.
        return in_voice(messages, info.data.get("language", "en"))

    @property
    def wordings(self) -> dict[str, tuple[str, ...]]:
        """Id → wordings of every entry, then of every topic: what a file is learned from, in this order."""
        entries = {entry.id: entry.wordings for entry in self.entries}
        return entries | {topic.id: topic.phrasings for topic in self.topics}

    @property
    def texts(self) -> list[str]:
        """Every wording, then every answer: whose words misspelt ones are read as."""
        wordings = [wording for each in self.wordings.values() for wording in each]
        return wordings + [entry.answer for entry in self.entries]

    def entry(self, entry_id: str) -> Entry | None:
        """Return the entry of this id, or None."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of this id, or None."""
        return next((topic for topic in self.topics if topic.id == topic_id), None)


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]
