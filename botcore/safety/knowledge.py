"""The safety data shipped with botcore, and what a file adds to it."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from botcore.faq import SafetyExtension
from botcore.reply import Guidance
from botcore.strict_yaml import read_shipped
from botcore.text import AnyCase, words


class Category(BaseModel):
    """One kind of red flag.

    Attributes:
        id: Short name.
        label: A noun phrase in plain words.
        guidance: What is said.
        mentions: Patterns that make a text worth judging.
        examples: Messages that report it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: str
    guidance: Guidance = Guidance.URGENT
    mentions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class _Base(BaseModel):
    categories: tuple[Category, ...]


class _Examples(BaseModel):
    urgent: dict[str, tuple[str, ...]]
    harmless: dict[str, tuple[str, ...]]
    advice: dict[str, tuple[str, ...]]
    not_advice: tuple[str, ...]


@dataclass(frozen=True)
class Knowledge:
    """Everything the safety check knows.

    Attributes:
        categories: Every red flag, with its examples.
        harmless: Messages that look like a red flag and are none.
        advice: Kind of advice → messages that ask for it.
        not_advice: Messages that look like a request for advice and are none.
    """

    categories: tuple[Category, ...]
    harmless: tuple[str, ...]
    advice: dict[str, tuple[str, ...]]
    not_advice: tuple[str, ...]

    def category(self, category_id: str) -> Category | None:
        """Return the category of this id, or None."""
        return next((each for each in self.categories if each.id == category_id), None)

    @property
    def vocabulary(self) -> list[str]:
        """The words of red flags, as often as they are used."""
        return [word for each in self.categories for text in each.examples for word in words(text)]

    @functools.cached_property
    def english(self) -> frozenset[str]:
        """The words of English messages, those of at least two shipped ones; apostrophes left out."""
        urgent = (text for each in self.categories for text in each.examples)
        advice = (text for group in self.advice.values() for text in group)
        texts = (*urgent, *self.harmless, *advice, *self.not_advice)
        used = Counter(word for text in texts for word in set(words(text.casefold())))
        # Other languages' words are compared without apostrophes; a word of one message may be a slip or a name.
        return frozenset(word.replace("'", "") for word, uses in used.items() if uses > 1)


def load_knowledge(extension: SafetyExtension) -> Knowledge:
    """Return the shipped data with a file's additions."""
    base, shipped = _shipped()
    categories = tuple(
        each.model_copy(update={"examples": shipped.urgent.get(each.id, ()) + extension.examples.get(each.id, ())})
        for each in base.categories
    )
    harmless = tuple(text for group in shipped.harmless.values() for text in group)
    return Knowledge(
        categories=categories,
        harmless=harmless + extension.harmless,
        advice=shipped.advice,
        not_advice=shipped.not_advice,
    )


# It is read once in a process: a file that is followed is read anew with every change.
@functools.cache
def _shipped() -> tuple[_Base, _Examples]:
    base, examples = read_shipped("safety.yaml"), read_shipped("safety_examples.yaml")
    return _Base.model_validate(base), _Examples.model_validate(examples)


def mention_patterns(knowledge: Knowledge) -> tuple[AnyCase, ...]:
    """Return one pattern a category, in order: is it mentioned at all?"""
    return tuple(pattern for each in knowledge.categories if (pattern := compile_any(each.mentions)))


def compile_any(patterns: tuple[str, ...]) -> AnyCase | None:
    """Return one pattern that is found, in any case, where any of them is; None for none."""
    return AnyCase("|".join(f"(?:{each})" for each in patterns)) if patterns else None


@functools.cache
def ordinary_words() -> frozenset[str]:
    """Return words that anybody might write: those of at least two of the shipped messages, and no figures."""
    return frozenset(word for word in load_knowledge(SafetyExtension()).english if word.isalpha())
