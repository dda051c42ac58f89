"""What the bot says on its own where a file leaves it out: does that suit the file's subject and language?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.checks.remarks import Check, Remark
from botcore.faq import voice_of
from botcore.languages import base_of, find_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.faq import LoadedFaq

_SAID_MOST = (
    "hello", "help", "thanks", "clarify", "clarify_one", "near", "abstain", "abstain_topic", "abstain_far",
    "uncovered", "uncovered_rest", "several", "advice", "in_general", "human", "what_i_am", "only_quote", "go_on",
    "goodbye", "unanswered", "how_are_you", "other_language", "note_heading", "source_heading", "show_answer",
    "helpful", "not_helpful", "share",
)  # fmt: skip
"""What most conversations meet, in about the order in which they do."""

_CALLED = ("urgent_heading", "urgent", "crisis_heading", "crisis", "poison_heading", "poison")
"""What whoever needs help now is told first."""


def read_own_voice(loaded: LoadedFaq, *, is_about_health: bool) -> Iterator[Remark]:
    """Yield a remark where a file sends people to a doctor that is not about health, or speaks two languages.

    `advice` sends them there, too, but is said in such a file only to whoever asks about health.

    Args:
        loaded: A sound file.
        is_about_health: Whether it is, as `Safety` tells.
    """
    line = loaded.document.line(("messages",))
    if not is_about_health and "abstain" not in loaded.faq.messages.model_fields_set:
        says = (
            "no abstain; whoever asks what the file does not answer is told of a doctor or a pharmacist: write "
            'whom to ask, such as abstain: "I have no answer to that. Please ask at the desk."'
        )
        yield Remark(line, "messages", Check.OWN_VOICE, says)
    code = loaded.faq.language
    if base_of(code) != "en":
        says = (
            f"the models that tell questions and emergencies apart have learned English, not {code!r}: fewer "
            "questions are answered, and more that is harmless is called urgent; write each entry in all the ways "
            "people ask, and measure it with a deck"
        )
        yield Remark(loaded.document.line(("language",)), "file", Check.LANGUAGE, says)
        if left := _left_in_english(loaded):
            says = f"said in English in a file in {code!r}: {', '.join(left)}; write them in {code!r}"
            yield Remark(line, "messages", Check.LANGUAGE, says)


def _left_in_english(loaded: LoadedFaq) -> list[str]:
    """Return the messages that are met most and are not the file's own, those of emergencies first."""
    code = loaded.faq.language
    comes_with = find_language(code) or find_language(base_of(code))
    wanted = _SAID_MOST if comes_with else (*_CALLED, *_SAID_MOST)
    voice = voice_of(code)
    said = loaded.faq.messages.model_fields_set | (voice.messages.model_fields_set if voice else set())
    return [each for each in wanted if each not in said]
