"""What is seen of one message: by rule, by the trained reader and by the classifier. The verdict weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from botcore.probability import probability
from botcore.safety.health import load_health
from botcore.safety.knowledge import compile_any
from botcore.safety.views import views

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from botcore.encoding import Encoder
    from botcore.safety.classifier import Classifier
    from botcore.safety.heard import Heard
    from botcore.safety.knowledge import Knowledge
    from botcore.safety.plain_speech import PlainSpeech

    _Encode = Callable[[Sequence[str]], NDArray[np.float32]]

MAX_READ = 40
"""The most parts the reader is asked about: one takes 3 ms on a quiet core, and a message of forty sentences is to
be answered in 150. Of more, neighbours are read together: each is read."""


_FEW = 3
"""Parts, the whole among them, that are each read for both at once: of two questions both vectors are wanted."""


class Signals(NamedTuple):
    """What is weighed; logits of urgent where nothing else is said.

    Attributes:
        reader_whole: The reader's, of the whole message.
        reader_worst: The reader's, of its worst part, the whole among them.
        classifier: The classifier's, of the whole.
        heard: Whether the rules hear a report.
        calm: Whether all that is named stands in calm frames.
    """

    reader_whole: float
    reader_worst: float
    classifier: float
    heard: bool
    calm: bool


@dataclass(frozen=True)
class Seen:
    """A message's signals, and what they come from.

    Attributes:
        signals: What is weighed.
        alone: The same of its worst part, as if it were all there is.
        heard: What the rules hear, in order.
        parts: What the reader was asked about: the whole, then its sentences.
        worst: The part that is likeliest urgent to the reader.
        advice: The probability that the message asks for personal advice.
        health: The probability that it is about health.
    """

    signals: Signals
    alone: Signals
    heard: tuple[Heard, ...]
    parts: tuple[str, ...]
    worst: str
    advice: float
    health: float


class Witnesses:
    """Those who look at a message: the rules, the reader and the classifier."""

    def __init__(
        self, knowledge: Knowledge, plain_speech: PlainSpeech, reader: Encoder, classifier: Classifier
    ) -> None:
        self._knowledge = knowledge
        self._plain_speech = plain_speech
        self._reader = reader
        self._classifier = classifier
        self._health = load_health()
        self._mentions = [(each.id, compile_any(each.mentions)) for each in knowledge.categories]

    def look(self, text: str, repaired: str, encode: _Encode) -> Seen:
        """Return what is seen of a message.

        Args:
            text: Normalised, as written.
            repaired: The same after spelling repair.
            encode: Turns texts into their vectors, one row each.
        """
        heard = self._plain_speech.hear(text)
        # Repair mends "chset pain", and may spoil a name that the file does not say: both spellings are heard.
        if repaired != text:
            heard += self._plain_speech.hear(repaired)
        parts = _packed(views(repaired))
        # The matcher asks for the vector of the whole soon, and of sentences that are questions; of many sentences
        # hardly any is one, and their logits alone cost two thirds.
        for part in parts if len(parts) <= _FEW else parts[:1]:
            self._reader.read(part)
        # The reader's second logit, advice, goes unused: the classifier is better at that (docs/decisions.md).
        urgent = self._reader.logits(parts)[:, 0]
        worst = parts[int(urgent.argmax())]
        # Of a short message the whole is its own worst part: encoded once, and then row 0 is row -1.
        both = list(dict.fromkeys((parts[0], worst)))
        vectors = encode(both)
        judged = self._classifier.logits(both, vectors)
        signals = Signals(
            reader_whole=float(urgent[0]),
            reader_worst=float(urgent.max()),
            classifier=float(judged[0, 0]),
            heard=bool(heard),
            calm=self._plain_speech.is_calm(repaired),
        )
        # Most messages are one sentence, which is its own worst part.
        alone = signals if len(parts) == 1 else self._alone(worst, float(urgent.max()), float(judged[-1, 0]))
        advice, health = probability(float(judged[0, 1])), float(self._health.probabilities(vectors[:1])[0])
        return Seen(signals, alone, tuple(heard), tuple(parts), worst, advice, health)

    def _alone(self, worst: str, reader: float, classifier: float) -> Signals:
        """Return the signals of the worst part, by itself: what the models make of it is known."""
        heard, calm = bool(self._plain_speech.hear(worst)), self._plain_speech.is_calm(worst)
        return Signals(reader_whole=reader, reader_worst=reader, classifier=classifier, heard=heard, calm=calm)

    def categories(self, text: str) -> tuple[str, ...]:
        """Return the categories that a text mentions anything of."""
        return tuple(name for name, mention in self._mentions if mention and mention.is_in(text))


def _packed(parts: list[str]) -> list[str]:
    """Return the whole and the sentences behind it, so many of them together that there are at most `MAX_READ`."""
    whole, *sentences = parts
    # Rounded up, so that the last ones are not left over; at least one, for a text of no sentences.
    length = -(-len(sentences) // (MAX_READ - 1)) or 1
    return [whole, *(" ".join(sentences[at : at + length]) for at in range(0, len(sentences), length))]
