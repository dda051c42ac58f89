"""Plain sentences made from the table of symptoms: each phrase in a frame that reports it and in a calm one.

The rules of plain speech hear these by themselves; the reader learns from them that bare words in a bare frame
count, which written examples, all of them vivid, teach too little. They are kept in a file, so that a new symptom
in the table does not ask for a new model: `python -m adapters.training.generating` writes it anew.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from adapters.training.examples import GENERATED
from botcore.safety.table import read_table
from botcore.text.templates import parse_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.safety.table import Table
    from botcore.text.templates import Template

_PHRASES = 20
"""The most phrases of a category, so that one with many templates does not speak louder than others."""

_REPORTING = (
    "I have {}",
    "I've got {}",
    "I've got {}, what should I do?",
    "i have {} since this morning",
    "I think I have {}",
    "my mum has {}",
    "my husband has {} now",
    "she's got {}",
    "he has {} after the injection",
    "my son suddenly got {}",
    "help, {}",
    "{} since yesterday",
    "{} right now",
    "Hello, I have {}. Is that normal?",
    "having {} and it is getting worse",
)
_CALM = (
    "can it cause {}?",
    "could I get {} from this?",
    "how common is {}?",
    "is {} a known risk?",
    "I had {} ten years ago",
    "as a child I had {}, does that matter?",
    "my aunt had {} in 2009 and is fine now",
    "what if someone gets {}?",
    "would {} be a reason not to have it?",
    "no {}, luckily",
    "I have never had {}",
    "the leaflet mentions {}, why?",
    "does prolotherapy help after {}?",
    "is there any study about {}?",
    "I am not having {}, just asking",
)
_CLASSES = {"{my}": "my", "{is}": "is", "{self}": "myself", "{he}": "I", "{n}": "two"}


def _generate(table: Table, seed: int = 0) -> Iterator[dict[str, str]]:
    """Yield two lines a phrase, a pair: reported, and not."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    for category, phrases in table.urgent.items():
        templates = [parse_template(each) for each in phrases.has]
        chosen = rng.sample(templates, _PHRASES) if len(templates) > _PHRASES else templates
        for number, template in enumerate(chosen):
            phrase = " ".join(_CLASSES.get(word, word) for word in _one_of(template, rng))
            for label, frames in (("urgent", _REPORTING), ("calm", _CALM)):
                text = rng.choice(frames).format(phrase)
                yield {"text": text, "label": label, "category": category, "pair": f"{category} {number}"}


def _one_of(template: Template, rng: random.Random) -> Iterator[str]:
    """Yield the words of one of the phrases of a template."""
    for place in template:
        choices = [*place.words, *place.phrases, *([None] if place.is_optional else [])]
        match rng.choice(choices):
            case str(word):
                yield word
            case tuple(phrase):
                yield from _one_of(phrase, rng)
            case None:
                pass


if __name__ == "__main__":
    _lines = [json.dumps(line, ensure_ascii=False) for line in _generate(read_table())]
    GENERATED.write_text("\n".join(_lines) + "\n", encoding="utf-8")
