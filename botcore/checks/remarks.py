"""What an author should look at: one remark with its line, and the parts of a file that remarks are about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.faq import Faq, LoadedFaq


class Level(StrEnum):
    """How much a remark asks for, most first: an error must go, a warning should, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Check(StrEnum):
    """Which check made a remark, in the order they are shown."""

    SAFETY = "safety"
    LANGUAGE = "language"
    UNREACHABLE = "unreachable"
    CLAIM = "claims"
    LINK = "links"
    MARKUP = "markup"
    OWN_VOICE = "own voice"
    DUPLICATE = "duplicates"
    OWN_WORDS = "own words"
    STRAY = "strays"
    THIN = "few phrasings"
    DRAFT = "drafts"
    REVIEW = "reviews"
    SOURCE = "sources"
    LENGTH = "length"
    SPELLING = "spelling"


@dataclass(frozen=True, order=True)
class Remark:
    """One remark.

    Attributes:
        line: 1-based line of the file.
        where: The id of the entry or topic; "file" for the whole file.
        check: Which check made it.
        says: What was found, and what to do.
        level: How much it asks for.
    """

    line: int
    where: str
    check: Check
    says: str
    level: Level = Level.WARNING


@dataclass(frozen=True)
class Wording:
    """One wording of the file: whose it is, and where it stands.

    Attributes:
        owner: The id of its entry or topic.
        text: The wording.
        line: 1-based line of the file.
        is_entry: False for a topic's.
    """

    owner: str
    text: str
    line: int
    is_entry: bool


@dataclass(frozen=True)
class Statement:
    """One text that the bot may say.

    Attributes:
        owner: The id of its entry or topic; "file" where it belongs to neither.
        key: What the file calls it, such as "answer".
        text: The text.
        line: 1-based line of the file.
        has_note: Whether it is an answer with a note or a caution beside it.
    """

    owner: str
    key: str
    text: str
    line: int
    has_note: bool = False


def all_wordings(loaded: LoadedFaq) -> list[Wording]:
    """Return every wording, those of one entry or topic side by side, entries first: the matcher's order."""
    return [*_entry_wordings(loaded), *_topic_wordings(loaded)]


def _entry_wordings(loaded: LoadedFaq) -> Iterator[Wording]:
    line = loaded.document.line
    for number, entry in enumerate(loaded.faq.entries):
        yield Wording(entry.id, entry.question, line(("entries", number, "question")), is_entry=True)
        for index, text in enumerate(entry.phrasings):
            yield Wording(entry.id, text, line(("entries", number, "phrasings", index)), is_entry=True)


def _topic_wordings(loaded: LoadedFaq) -> Iterator[Wording]:
    line = loaded.document.line
    for number, topic in enumerate(loaded.faq.topics):
        for index, text in enumerate(topic.phrasings):
            yield Wording(topic.id, text, line(("topics", number, "phrasings", index)), is_entry=False)


def all_statements(loaded: LoadedFaq) -> Iterator[Statement]:
    """Yield every text of the file that the bot may say, questions aside: those claim nothing."""
    line, faq = loaded.document.line, loaded.faq
    yield Statement("file", "disclaimer", faq.disclaimer, line(("disclaimer",)))
    if faq.disclaimer_short:
        yield Statement("file", "short disclaimer", faq.disclaimer_short, line(("disclaimer_short",)))
    for number, entry in enumerate(faq.entries):
        at = ("entries", number)
        yield Statement(entry.id, "answer", entry.answer, line((*at, "answer")), bool(entry.note or entry.caution))
        yield Statement(entry.id, "caution", entry.caution, line((*at, "caution")))
        yield Statement(entry.id, "note", entry.note, line((*at, "note")))
        if entry.source:
            shown = f"{entry.source.title} {entry.source.url or ''}"
            yield Statement(entry.id, "source", shown, line((*at, "source")))
    for number, topic in enumerate(faq.topics):
        yield Statement(topic.id, "about", topic.about, line(("topics", number, "about")))
        yield Statement(topic.id, "pointer", topic.pointer, line(("topics", number, "pointer")))
    for name in sorted(faq.messages.model_fields_set):
        yield Statement("file", f"message '{name}'", getattr(faq.messages, name), line(("messages", name)))


def id_lines(loaded: LoadedFaq) -> dict[str, int]:
    """Return the line of every entry and topic, by id."""
    faq: Faq = loaded.faq
    entries = {each.id: loaded.document.line(("entries", number)) for number, each in enumerate(faq.entries)}
    return entries | {each.id: loaded.document.line(("topics", number)) for number, each in enumerate(faq.topics)}
