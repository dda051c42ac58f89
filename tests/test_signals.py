"""What is weighed of a message, and what is certain whatever the weighing says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples

from botcore import Guidance
from botcore.encoding import Encoder, VectorCache
from botcore.safety import Safety, load_knowledge
from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.signals import MAX_READ, Signals, Witnesses
from botcore.safety.table import read_frames, read_table
from botcore.safety.training import read_shipped
from botcore.safety.weighing import FURTHEST, Weights, fit_weights
from botcore.trace import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from botcore import Faq

NOTHING = Signals(-4.0, -4.0, -4.0, heard=False, calm=False)
LOUD = Signals(4.0, 4.0, 4.0, heard=True, calm=False)
logits = st.floats(-20, 20, allow_nan=False)
signals = st.builds(Signals, logits, logits, logits, st.booleans(), st.booleans())


class SleepingReader:
    """Calls nothing urgent, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, text: str) -> None:
        """Take a text, as the encoder does, for what is asked of it next."""

    def logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        self.asked += texts
        return np.full((len(texts), 2), -9.0)


@pytest.fixture(scope="module")
def shipped(faq: Faq) -> Weights:
    return read_shipped(load_knowledge(faq.safety))[1].weights


@pytest.fixture(scope="module")
def safety(faq: Faq) -> Safety:
    return Safety(faq, VectorCache(Encoder()))


def look(faq: Faq, reader: SleepingReader, text: str) -> Signals:
    knowledge, encoder = load_knowledge(faq.safety), Encoder()
    plain_speech = PlainSpeech(read_table(), read_frames(), encoder.vocabulary)
    witnesses = Witnesses(knowledge, plain_speech, reader, read_shipped(knowledge)[0])  # type: ignore[arg-type]
    return witnesses.look(text, text, encoder.encode_all).signals


def test_the_weights_tell_what_is_urgent_from_what_is_not() -> None:
    weights = fit_weights([NOTHING, LOUD] * 20, np.array([False, True] * 20))
    assert weights.probability(NOTHING) < 0.1
    assert weights.probability(LOUD) > 0.9


@given(signals, logits)
@examples(50)
def test_whoever_is_surer_never_makes_a_message_less_urgent(shipped: Weights, seen: Signals, more: float) -> None:
    for name in ("reader_whole", "reader_worst", "classifier"):
        louder = seen._replace(**{name: max(getattr(seen, name), more)})
        assert shipped.probability(louder) >= shipped.probability(seen)


def test_a_rule_that_hears_makes_a_message_likelier_and_a_calm_frame_less(shipped: Weights) -> None:
    assert shipped.of["heard"] > 0 > shipped.of["calm"]


def test_beyond_a_bound_nothing_counts_more(shipped: Weights) -> None:
    assert shipped.probability(LOUD._replace(reader_worst=FURTHEST)) == shipped.probability(
        LOUD._replace(reader_worst=99.0)
    )


def test_of_a_long_letter_every_sentence_is_read_in_so_many_parts_that_the_reader_keeps_its_time(faq: Faq) -> None:
    reader = SleepingReader()
    plain = [f"The garden number {number} is doing well." for number in range(60)]
    sentences = [*plain[:30], "Since noon he has been unconscious.", *plain[30:]]
    look(faq, reader, " ".join(sentences))
    assert len(reader.asked) <= MAX_READ
    assert all(any(sentence in part for part in reader.asked[1:]) for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "models", "verdict"),
    [
        ("I have chest pain", 0.0, Verdict.URGENT),
        ("my mum can't breathe help", 0.0, Verdict.URGENT),
        ("Is it safe for the neck? My husband collapsed.", 0.0, Verdict.URGENT),
        # Beside other words than small ones what a rule hears needs little more.
        ("I collapsed at the counter of the bakery", 0.0, Verdict.CLEAR),
        ("I collapsed at the counter of the bakery", 0.2, Verdict.URGENT),
        ("I don't have double vision", 1.0, Verdict.CLEAR),
        ("I don't have chest pain", 1.0, Verdict.CLEAR),
        ("my mum does not have a stroke", 1.0, Verdict.CLEAR),
        # Of a mild after-effect that is asked about the models must be sure, of a feeling nearly.
        ("second session yesterday, the area is warm and puffy. Is that normal?", 0.7, Verdict.ADVICE),
        ("second session yesterday, the area is warm and puffy. Is that normal?", 0.95, Verdict.URGENT),
        ("nothing helps my neck anymore and nobody believes me", 0.6, Verdict.CLEAR),
        ("nothing helps my neck anymore and nobody believes me", 0.7, Verdict.URGENT),
    ],
)
def test_how_sure_the_models_must_be_depends_on_what_is_said(
    safety: Safety, monkeypatch: pytest.MonkeyPatch, text: str, models: float, verdict: Verdict
) -> None:
    monkeypatch.setattr(Weights, "probability", lambda *_: models)
    assert safety.check(text, text).verdict is verdict


@pytest.mark.parametrize(
    ("text", "guidance"),
    [
        ("I've been hoarding my pills", Guidance.CRISIS),
        ("he has been putting his heart tablets aside for weeks", Guidance.CRISIS),
        ("she took too many pills because she wants to die", Guidance.POISON),
        ("I give up, nothing works and I can't do this anymore", Guidance.CRISIS),
    ],
)
def test_who_may_end_their_life_is_spoken_to_first_but_for_what_was_taken(
    safety: Safety, text: str, guidance: Guidance
) -> None:
    finding = safety.check(text, text)
    assert (finding.verdict, safety.guidance(finding)) == (Verdict.URGENT, guidance)
