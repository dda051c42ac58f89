"""The file: strict YAML in, frozen values out, every fault at once.

`values` is the schema, `messages` what the bot says on its own and `voices` the same in other languages, `limits`
what can be shown whole, `contents` what a schema cannot see, `drafts` what nobody has finished, `loading` brings
them together over `strict_yaml`, `trail` says where a fault is.
"""

from botcore.faq.drafts import Draft
from botcore.faq.limits import (
    ANSWER_MAX,
    DISCLAIMER_MAX,
    LEAD_MAX,
    QUESTION_MAX,
    QUOTE_MAX,
    TOPIC_MAX,
    displayed_length,
)
from botcore.faq.loading import FaqError, LoadedFaq, load_faq, load_with_lines
from botcore.faq.messages import Messages, fill
from botcore.faq.values import Ambiguous, Entry, Faq, Review, SafetyExtension, Source, Topic
from botcore.faq.voices import Voice, voice_of

__all__ = [
    "ANSWER_MAX",
    "DISCLAIMER_MAX",
    "LEAD_MAX",
    "QUESTION_MAX",
    "QUOTE_MAX",
    "TOPIC_MAX",
    "Ambiguous",
    "Draft",
    "Entry",
    "Faq",
    "FaqError",
    "LoadedFaq",
    "Messages",
    "Review",
    "SafetyExtension",
    "Source",
    "Topic",
    "Voice",
    "displayed_length",
    "fill",
    "load_faq",
    "load_with_lines",
    "voice_of",
]
