"""What is shipped is loaded once in a process: a file that is followed is read anew with every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnxruntime
import pytest

from botcore import Asked, Bot, Kind, load_faq
from botcore.encoding import Encoder, VectorCache

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = """
disclaimer: Not advice.
entries:
- {id: agent, question: What is the most common agent?, answer: Dextrose.}
"""


@pytest.fixture
def no_second_model(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    def load(*_: object, **__: object) -> None:
        pytest.fail("a model was loaded again")

    monkeypatch.setattr(onnxruntime, "InferenceSession", load)
    return bot


def test_a_file_that_changed_is_learned_with_the_models_that_are_there(no_second_model: Bot) -> None:
    changed = Bot(load_faq(FILE), vectors=VectorCache(Encoder()))
    assert changed.reply(Asked("most common agent")).kind is Kind.ANSWER
    assert no_second_model.reply(Asked("I have chest pain")).kind is Kind.URGENT


def test_what_one_file_adds_to_the_rules_is_not_heard_in_another(no_second_model: Bot) -> None:
    examples = 'safety: {examples: {vision: ["the fluxometer is purple"]}}\n'
    adding = Bot(load_faq(FILE.replace("entries:", f"{examples}entries:")), vectors=VectorCache(Encoder()))
    assert adding.reply(Asked("the fluxometer is purple")).kind is Kind.URGENT
    assert no_second_model.reply(Asked("the fluxometer is purple")).kind is not Kind.URGENT
