"""The file: strict YAML in, frozen values out, every fault at once.

`strict_yaml` reads text with lines, `values` is the schema, `limits` what can be shown whole,
`loading` brings them together.
"""

from botcore.faq.limits import ANSWER_MAX, DISCLAIMER_MAX, LEAD_MAX, displayed_length
from botcore.faq.loading import FaqError, Fault, LoadedFaq, load_faq, load_with_lines
from botcore.faq.values import Entry, Faq, Review, SafetyExtension, Source, Topic

__all__ = [
    "ANSWER_MAX",
    "DISCLAIMER_MAX",
    "LEAD_MAX",
    "Entry",
    "Faq",
    "FaqError",
    "Fault",
    "LoadedFaq",
    "Review",
    "SafetyExtension",
    "Source",
    "Topic",
    "displayed_length",
    "load_faq",
    "load_with_lines",
]
