"""The decision: urgent, advice or clear. Runs before matching, on every message."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from botcore.languages import OwnLanguage, base_of, guess, read_languages
from botcore.reply import Guidance
from botcore.safety.cues import named_cues
from botcore.safety.health import MESSAGE, load_health
from botcore.safety.knowledge import load_knowledge
from botcore.safety.likeness import HARMLESS, Likeness
from botcore.safety.other_languages import OtherLanguages
from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.signals import Witnesses
from botcore.safety.table import read_frames, read_table
from botcore.safety.training import read_shipped
from botcore.safety.views import is_read_whole
from botcore.text import Feeling, SmallTalk, feeling_in, folded_words, mentions_injection, small_talk
from botcore.trace import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botcore.encoding import VectorCache
    from botcore.faq import Faq
    from botcore.safety.signals import Seen

_ABROAD = 0.5
"""The least probability that is urgent of a message in another language, where no English report is heard: rules
hear what is said there, all 112 reports of `tongues/tongues.jsonl`, and the models beside them only sixteen of
146 look-alikes and ordinary questions."""

_SENTENCE = 0.95
"""The least probability of one sentence, weighed as if it were all there is, that is urgent whatever stands around
it: a letter of forty sentences is calm as a whole. Of 640 urgent lines of the writers kept out, each put behind an
ordinary question, 618 are heard with it, and two more at 0.8 or 0.6."""

_BESIDE = 0.08
"""The least probability of a message in which the rules hear a report beside other words than small ones. Below it
are 33 calm lines of these writers and one urgent one, below 0.05 22 and none."""

_FELT = 0.7
"""The same of one that tells a feeling and in which no rule hears anything: the reply to fear, grief and despair
is a kind word and a person to turn to, with the crisis line, and fits better than "call now" what is not sure."""

_CERTAIN = 0.99
"""The score of what is heard by rule: nothing that a model says is as sure."""

_SAYS_NOTHING = frozenset(SmallTalk) - {SmallTalk.HELP, SmallTalk.NEVER_MIND}
"""Small talk to the letter that names no symptom reports nothing, whatever a model makes of "shut up"; whoever
asks for help may need it, and so may who wants to be left alone."""

_COMMAND = "help"
"""What replies tell people to say for what the bot can do."""

_TAKEN = ("overdose", "poisoned")
_SELF_HARM, _UNNAMED = "self-harm", "unnamed"


class Safety:
    """Judges messages by the shipped data and a file's additions.

    Attributes:
        is_about_health: Whether the file is; else a request for advice is one only where it is about health.
        language: What the file is written in.
    """

    def __init__(self, faq: Faq, vectors: VectorCache) -> None:
        """Read the shipped rules and classifier.

        Args:
            faq: What a file adds: examples, harmless ones, and whether it has an entry on when to seek help.
            vectors: Encodes what a file adds; its encoder encodes messages, too.

        Raises:
            SafetyModelError: The shipped classifier was not made of the shipped data.
        """
        self._knowledge = load_knowledge(faq.safety)
        self.language = OwnLanguage(faq.language, faq.texts)
        known = self._english = vectors.encoder.vocabulary
        # As tuples: the caches below know a file that says the same again by them.
        examples = tuple((category, tuple(texts)) for category, texts in faq.safety.examples.items())
        self._plain_speech = _plain_speech(examples, tuple(faq.safety.harmless), known)
        self._other_languages = _other_languages(base_of(faq.language), self._knowledge.english, known)
        classifier, self._judgement = read_shipped(self._knowledge)
        self._witnesses = Witnesses(self._knowledge, self._plain_speech, vectors.encoder, classifier)
        self._likeness = Likeness(faq.safety, vectors)
        self._encode = vectors.encoder.encode_all
        self._says_when_to_seek_help = bool(faq.seek_help)
        by_words = self.language.is_of_health([each for entry in faq.entries for each in entry.wordings])
        # The model reads English: of a file in another language the words tell more, where there are any.
        self.is_about_health = load_health().is_subject_of(faq, vectors) if by_words is None else by_words

    @property
    def vocabulary(self) -> list[str]:
        """The words of red flags, for spelling repair, as often as they are used."""
        return self._knowledge.vocabulary

    def hears(self, text: str) -> bool:
        """Tell by rule alone, in about a millisecond, whether a message may report a red flag.

        Args:
            text: Normalised, as written.
        """
        return bool(self._plain_speech.hear(text) or self._other_languages.hear(text))

    def mentions_injection(self, text: str) -> bool:
        """Tell whether a normalised text speaks of an injection, in English or in the file's own language."""
        return mentions_injection(text) or self.language.mentions_injection(text)

    def hears_in_english(self, text: str) -> bool:
        """Tell the same of what is said in English alone."""
        return bool(self._plain_speech.hear(text))

    def warm(self) -> None:
        """Make now what the rules make when they first need it: it takes two seconds in all, and 100 MB."""
        self._plain_speech.warm()
        self._other_languages.warm()

    def check(self, text: str, repaired: str) -> Finding:
        """Return the verdict on one message: each of its sentences counts, and the worst wins.

        Args:
            text: Normalised, as written.
            repaired: The same after spelling repair.
        """
        # Of a text without a letter models know nothing: "911" alone is left to the rules.
        if not (any(map(str.isalpha, text)) or self._plain_speech.hear(text)):
            return Finding()
        seen = self._witnesses.look(text, repaired, self._encode)
        if urgent := self._urgent(text, seen, self._likeness.judge(seen.parts, self._encode)):
            return urgent
        # Behind what is urgent: "is a fever of 40 normal?" is asked of no mild after-effect.
        if self._asks_if_normal(repaired):
            return Finding(Verdict.ADVICE, Guidance.NORMAL, _CERTAIN, "asks whether that is normal")
        if advice := self._asked_in_its_language(text):
            return advice
        if seen.advice >= self._judgement.advice and (self.is_about_health or seen.health >= MESSAGE):
            return Finding(Verdict.ADVICE, "advice", seen.advice, ", ".join(named_cues(repaired)))
        return Finding(Verdict.CLEAR, "", max(self._likely(seen), seen.advice))

    def _asked_in_its_language(self, text: str) -> Finding | None:
        """Return the request for advice that a message makes in the file's own language, by rule."""
        asks = self.language.asks(text, about_health=self.is_about_health)
        if asks.if_normal and self._says_when_to_seek_help and self.language.mentions_injection(text):
            return Finding(Verdict.ADVICE, Guidance.NORMAL, _CERTAIN, "asks whether that is normal")
        if asks.sureness:
            return Finding(Verdict.ADVICE, "advice", asks.sureness, "asks for advice")
        return None

    def _urgent(self, text: str, seen: Seen, like: Sequence[str | None]) -> Finding | None:
        """Return what makes a message urgent: what is certain by rule, a file's own examples, or the weighing.

        Args:
            text: Normalised, as written.
            seen: Of the message.
            like: Which of the file's examples each part is like.
        """
        heard = list(seen.heard)
        # A bare report is certain already: 42 languages cannot make it more so.
        if not any(each.is_bare for each in heard):
            heard += self._other_languages.hear(text)
        certain = [each for each in heard if each.is_bare]
        reported = [each for each in like if each]
        likely = self._likely(seen)
        # Little is as likely as that: whether it is harmless all the same is asked of that little alone.
        is_likely = likely >= self._least(text, seen)
        if not (certain or reported or (is_likely and not self._is_harmless(text, seen, like))):
            return None
        because = [each.phrase for each in heard] or named_cues(seen.worst)
        # Despair often names no harm; whoever tells it is to get the crisis line with the call.
        despairs = [_SELF_HARM] if feeling_in(text) is Feeling.DESPAIR else []
        return Finding(
            Verdict.URGENT,
            _first(
                [*(each.category for each in heard), *reported],
                [*self._witnesses.categories(seen.worst), *despairs],
            ),
            _CERTAIN if certain else likely,
            ", ".join(dict.fromkeys(because)),
            certain[0].language if certain else "",
        )

    def _is_harmless(self, text: str, seen: Seen, like: Sequence[str | None]) -> bool:
        """Tell whether a message reports nothing, whatever the models make of it; arguments as above."""
        if like[seen.parts.index(seen.worst)] == HARMLESS or self._plain_speech.is_plainly_calm(text):
            return True
        # The models read English: of "ich habe keinen Herzinfarkt" they know the last word.
        if self._other_languages.is_calm(text):
            return True
        if not seen.heard and self._likely(seen) < _ABROAD and self._is_abroad(text):
            return True
        # Of asking for help, the command alone: "help me" may be a cry.
        if folded_words(text) == (_COMMAND,):
            return True
        talk = small_talk(seen.worst) or self.language.small_talk(seen.worst)
        return talk in _SAYS_NOTHING and not self._witnesses.categories(seen.worst)

    def _is_abroad(self, text: str) -> bool:
        """Tell whether a text is in another language than English; in a file's own a word or two tell that."""
        return self.language.is_in(text) or bool(guess(text, self._english))

    def _least(self, text: str, seen: Seen) -> float:
        """Return the least probability of urgent for a message."""
        if seen.heard:
            return _BESIDE
        if self._asks_if_normal(text):
            return _SENTENCE
        # Sadness may be all that is said of worse: its message is held to no higher bar than any.
        return _FELT if feeling_in(text) not in {None, Feeling.SADNESS} else self._judgement.urgent

    def _asks_if_normal(self, text: str) -> bool:
        """Tell whether a message asks that of a mild after-effect, and the file says when to seek help."""
        return (
            self._says_when_to_seek_help and mentions_injection(text) and self._plain_speech.asks_if_normal(text)
        )

    def _likely(self, seen: Seen) -> float:
        likely, alone = map(self._judgement.weights.probability, (seen.signals, seen.alone))
        # What the models make of a whole whose end they never saw says nothing of what the rules hear there.
        is_cut_off = bool(seen.heard) and not is_read_whole(seen.parts[0])
        return max(likely, alone) if is_cut_off or alone >= _SENTENCE else likely

    def guidance(self, finding: Finding) -> Guidance:
        """Return what a finding asks the bot to say; a category nobody knows is urgent all the same."""
        if finding.verdict is Verdict.ADVICE:
            return Guidance.NORMAL if finding.category == Guidance.NORMAL else Guidance.ADVICE
        if finding.category == _UNNAMED:
            return Guidance.UNNAMED
        category = self._knowledge.category(finding.category)
        return category.guidance if category else Guidance.URGENT


def _first(told: Sequence[str], mentioned: Sequence[str]) -> str:
    """Return the category to speak of: what was taken, then self-harm wherever it is said, then the first.

    Args:
        told: What rules or a file's examples say it is.
        mentioned: What it may be by its words.
    """
    # Whoever has taken something needs an ambulance and poison help, and then the crisis line.
    if taken := [each for each in told if each in _TAKEN]:
        return taken[0]
    categories = [*told, *mentioned]
    return _SELF_HARM if _SELF_HARM in categories else next(iter(categories), _UNNAMED)


# What is shipped is read once in a process: a file that is followed is read anew with every change.
@functools.lru_cache(maxsize=2)
def _plain_speech(
    examples: tuple[tuple[str, tuple[str, ...]], ...], harmless: tuple[str, ...], known: frozenset[str]
) -> PlainSpeech:
    return PlainSpeech(read_table().with_examples(dict(examples), harmless), read_frames(), known)


@functools.lru_cache(maxsize=2)
def _other_languages(own: str, english: frozenset[str], known: frozenset[str]) -> OtherLanguages:
    return OtherLanguages(read_languages, english, known, own=own)
