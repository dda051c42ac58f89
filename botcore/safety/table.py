"""The tables of plain speech, read from `data/plain_speech`: what people name, and how they report it."""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from botcore.safety.tokens import BREAK, tokenise
from botcore.strict_yaml import read_shipped
from botcore.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_POINTING = frozenset({"it", "this", "that", "who", "my", "his", "her", "their", "our", "mine", "me", "him", "us"})

_OWN = frozenset({"i", "me", "we", "us", "my", "our", "mine", "his", "her", "their", "them", "they"})
"""Words for people that are the writer's, or whose they are; "they" may be anybody, or things."""

_OTHER_SUBJECT, _HEADLINE = "other subject", "headline"

HAD, DONE = "H", "D"
"""Put in the place of a phrase for the patterns to read: of something one has, and of something that happens."""

_THIS = "X"
"""The same of the one phrase that is asked about, among others."""

_Words = Annotated[frozenset[str], BeforeValidator(lambda text: frozenset(text.split()))]
"""Written as one text with blanks between the words."""

_SHARED = re.compile(r"<(\w+)>")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Phrases(_Value):
    """Templates of one category.

    Attributes:
        has: What one has: "chest pain".
        does: What happens, without its subject or with a part of the body for one: "cannot breathe".
    """

    has: tuple[str, ...] = ()
    does: tuple[str, ...] = ()

    def each(self) -> Iterator[tuple[bool, str]]:
        """Yield every template, and whether it is something one has."""
        for had, templates in ((True, self.has), (False, self.does)):
            for template in templates:
                yield had, template


class Table(_Value):
    """What people name.

    Attributes:
        shared: Name → what many templates say in one place: `<poison>` stands there for each of them.
        urgent: Category → what is an emergency when it is reported.
        after: What people report after an injection that is none by itself.
        cries: What people call out when they need help and name nothing.
        everyday: What hurts people who ask about the treatment, and by itself is no emergency.
        harmless: Set phrases that hold a symptom's words and mean something else.
    """

    shared: dict[str, tuple[str, ...]] = {}
    urgent: dict[str, Phrases]
    after: Phrases
    cries: tuple[str, ...]
    everyday: tuple[str, ...] = ()
    harmless: tuple[str, ...]

    @model_validator(mode="before")
    @classmethod
    def _spell_out(cls, tree: object) -> object:
        """Put what is shared in the place of its name, in every template."""
        if not isinstance(tree, dict) or not tree.get("shared"):
            return tree
        shared = {name: f"({'|'.join(lines)})" for name, lines in tree["shared"].items()}
        spelled = {key: _spelled(value, shared) for key, value in tree.items() if key != "shared"}
        return {"shared": tree["shared"], **spelled}

    def with_examples(self, examples: Mapping[str, Sequence[str]], harmless: Sequence[str]) -> Table:
        """Return the table with a file's own lines: heard, or left alone, wherever their very words stand."""
        urgent = dict(self.urgent)
        for category, texts in examples.items():
            phrases = urgent.get(category, Phrases())
            urgent[category] = phrases.model_copy(update={"does": (*phrases.does, *map(_as_template, texts))})
        return self.model_copy(
            update={"urgent": urgent, "harmless": (*self.harmless, *map(_as_template, harmless))}
        )

    def symptoms(self) -> Iterator[tuple[str, bool, str]]:
        """Yield every template of an emergency with its category, and whether it is something one has."""
        for category, phrases in self.urgent.items():
            for had, template in phrases.each():
                yield category, had, template


class _Calm(_Value):
    sentence: dict[str, tuple[str, ...]]
    clause: dict[str, tuple[str, ...]]


class Frames(_Value):
    """How people report it, and how not.

    Attributes:
        people: Who it happens to.
        roles: Who else, told of by a role or a trade.
        performers: The same of those whom stories and matches are told of.
        epithets: What stands before a role and changes nothing.
        telegram: What stands beside a phrase in a message of pieces without a verb.
        having: Having, feeling, looking like.
        fillers: What may stand inside a phrase.
        everyday: What may stand around what hurts every day.
        small: What may stand around it.
        recent: What says that it goes on, or was within a day.
        lately: What something had once came after, for it to be new.
        names: First names that are nothing else.
        titles: What a name stands behind.
        assurances: Templates of saying that something is meant, and no exercise.
        settings: Templates of where and when something happens, in the words that stories are told with.
        bygone: Patterns over a clause that make one phrase in it no report, and none beside it.
        calm: Patterns over a sentence, or a clause, that report nothing.
        aftermath: Patterns over a sentence beside a report that make it none.
        normal: Patterns that ask whether something is normal.
    """

    people: _Words
    roles: _Words
    performers: _Words
    epithets: _Words
    telegram: _Words
    having: _Words
    fillers: _Words
    everyday: _Words
    small: _Words
    recent: _Words
    lately: _Words
    names: _Words
    titles: _Words
    assurances: tuple[str, ...]
    settings: tuple[str, ...]
    bygone_patterns: tuple[str, ...] = Field(alias="bygone")
    calm: _Calm
    aftermath_patterns: tuple[str, ...] = Field(alias="aftermath")
    normal_patterns: tuple[str, ...] = Field(alias="normal")

    def warm(self) -> None:
        """Make now the patterns that are made when they are first looked for."""
        for crisis in (False, True):
            self.is_calm_sentence("", crisis=crisis, harm=True)
        self.is_calm_clause("")
        self.names_other_subject("")
        self.is_headline("")
        self.is_bygone("", "")
        self.is_aftermath("")

    def is_calm_sentence(self, placed: str, *, crisis: bool = False, harm: bool = False) -> bool:
        """Tell whether anything in a sentence makes a phrase in it no report.

        Args:
            placed: Its words, with the phrase replaced.
            crisis: Whether the phrase speaks of a crisis: what is supposed or feared is no calm then.
            harm: Whether that is harm done to oneself: a cut by accident is none, a medicine taken so is harmful.
        """
        if crisis:
            return bool(self._crisis_sentence.search(placed)) or (harm and bool(self._mishap.search(placed)))
        return bool(self._sentence.search(placed))

    def is_calm_clause(self, placed: str, *, crisis: bool = False, of_somebody: bool = False) -> bool:
        """Tell whether anything in a clause makes a phrase in it no report.

        Args:
            placed: As above.
            crisis: As above.
            of_somebody: Whether a person stands right before the phrase: whatever thing is named beside it, it is
                theirs.
        """
        return bool(self._clauses[crisis, of_somebody].search(placed))

    def names_other_subject(self, text: str) -> bool:
        """Tell whether words name a machine, a market or another thing."""
        return bool(self._other_subject.search(text))

    def is_headline(self, text: str) -> bool:
        """Tell whether a sentence, its phrases replaced or not, is news that others wrote."""
        return bool(self._headline.search(text))

    @functools.cached_property
    def _headline(self) -> re.Pattern[str]:
        return _any_of({_HEADLINE: self.calm.sentence[_HEADLINE]})

    def is_bygone(self, before: str, behind: str) -> bool:
        """Tell whether a phrase only says when something was, or what it proved to be.

        Args:
            before: What its clause says before it, with `HAD` or `DONE` for each other phrase.
            behind: The same of what stands behind it.
        """
        # Tokens are lower case, so the letter is this phrase alone.
        return bool(self._bygone.search(f"{before} {_THIS} {behind}".strip()))

    @functools.cached_property
    def _bygone(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{each})' for each in self.bygone_patterns)})(?!\w)")

    @functools.cached_property
    def persons(self) -> frozenset[str]:
        """The people who can do something: none of the words that only point at one, or at a thing."""
        return self.people - _POINTING

    @functools.cached_property
    def others(self) -> frozenset[str]:
        """Those of them who are not the writer."""
        return self.persons - _OWN

    def is_aftermath(self, sentence: str) -> bool:
        """Tell whether a sentence says that what is told beside it is over, another's or no report."""
        return bool(self._aftermath.search(sentence))

    @functools.cached_property
    def _aftermath(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.aftermath_patterns))

    @functools.cached_property
    def normal(self) -> tuple[re.Pattern[str], ...]:
        """What asks whether something is normal."""
        return tuple(map(re.compile, self.normal_patterns))

    @functools.cached_property
    def _sentence(self) -> re.Pattern[str]:
        # A slip of the knife is no harm meant, and it may bleed all the same.
        return _any_of({name: each for name, each in self.calm.sentence.items() if name != "mishap"})

    @functools.cached_property
    def _clauses(self) -> dict[tuple[bool, bool], re.Pattern[str]]:
        """What makes a clause calm, by whether the phrase is a crisis and somebody stands right before it."""
        groups = {False: set(self.calm.clause), True: {"denied", _OTHER_SUBJECT}}
        names = {
            (crisis, of_somebody): groups[crisis] - ({_OTHER_SUBJECT} if of_somebody else set())
            for crisis, of_somebody in itertools.product((False, True), repeat=2)
        }
        return {
            kind: _any_of({name: self.calm.clause[name] for name in sorted(those)})
            for kind, those in names.items()
        }

    @functools.cached_property
    def _other_subject(self) -> re.Pattern[str]:
        return _any_of({_OTHER_SUBJECT: self.calm.clause[_OTHER_SUBJECT]})

    @functools.cached_property
    def _crisis_sentence(self) -> re.Pattern[str]:
        groups = ("past", "told", _HEADLINE, "parting", "figurative")
        return _any_of({name: self.calm.sentence[name] for name in groups})

    @functools.cached_property
    def _mishap(self) -> re.Pattern[str]:
        return _any_of({"mishap": self.calm.sentence["mishap"]})


def _spelled(value: object, shared: Mapping[str, str]) -> object:
    """Return templates, however nested, with what is shared spelled out."""
    if isinstance(value, str):
        if unknown := set(_SHARED.findall(value)) - set(shared):
            raise ValueError(f"{value!r}: found <{min(unknown)}>; expected one of {', '.join(sorted(shared))}")
        return _SHARED.sub(lambda found: shared[found[1]], value)
    if isinstance(value, dict):
        return {key: _spelled(each, shared) for key, each in value.items()}
    return [_spelled(each, shared) for each in value] if isinstance(value, list) else value


def _as_template(text: str) -> str:
    """Return a text as people write it as a template: its words and nothing else."""
    return " ".join(token.word for token in tokenise(normalise(text)) if token.word != BREAK)


def _placed(pattern: str) -> str:
    """Return a pattern that finds what is put in a phrase's place: an X in the data is either of the two."""
    return pattern.replace("X", f"[{HAD}{DONE}]").replace("N", HAD)


def _any_of(groups: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    patterns = [f"(?:{_placed(pattern)})" for group in groups.values() for pattern in group]
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)")


@functools.cache
def read_frames() -> Frames:
    """Return the frames shipped with botcore."""
    return Frames.model_validate(read_shipped("plain_speech", "frames.yaml"))


@functools.cache
def read_table() -> Table:
    """Return the table shipped with botcore."""
    return Table.model_validate(read_shipped("plain_speech", "symptoms.yaml"))
