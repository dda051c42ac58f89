"""prolobot's core: a message in, a reply out; no network, file, environment, clock, thread or platform.

Two things come close: it reads the data and the model that are installed with it, and `encoding.encoder` sets
one switch of the environment, which keeps onnxruntime from reporting home and must be set before that is
imported.

The way of a message (`messages`): `bot.Bot.reply` has `policy` decide and `composing` say it, which makes the
`reply` and attaches the disclaimer. `policy` listens to it (`listener`, by `text` and `safety`), sees to what asks
nothing of the file (`unasked`), matches it (`matching`), tells several `questions` apart and decides (`decision`).
Why, a reply carries in its `trace`, and `reasons` puts that in words. `conversation` remembers what a follow-up
refers to, of one file as `recollection`; `leaning` tells whether a message is one, `follow_ups` matches it,
`at_home` tells whether it goes on about it, and `picking` reads which of the offered entries is meant.
`faq` loads the file over `strict_yaml`, every one of its `faults` at once; `checks` and `evaluation` look at a
file and measure on decks. `languages`, `encoding` and `probability` serve all.
"""

from botcore.bot import Bot
from botcore.composing import Practices, Services
from botcore.faq import Entry, Faq, FaqError, load_faq
from botcore.faults import Fault
from botcore.messages import (
    Alerted,
    Asked,
    Configured,
    Forgot,
    Held,
    Interrupted,
    Message,
    Opened,
    Outcome,
    Outdated,
    Picked,
    Rated,
    Relayed,
    Setting,
    Step,
    Summed,
)
from botcore.reply import Guidance, Kind, Reply, Suggestion
from botcore.trace import Because, Candidate, Finding, Grounds, Thresholds, Trace, Verdict

__all__ = [
    "Alerted",
    "Asked",
    "Because",
    "Bot",
    "Candidate",
    "Configured",
    "Entry",
    "Faq",
    "FaqError",
    "Fault",
    "Finding",
    "Forgot",
    "Grounds",
    "Guidance",
    "Held",
    "Interrupted",
    "Kind",
    "Message",
    "Opened",
    "Outcome",
    "Outdated",
    "Picked",
    "Practices",
    "Rated",
    "Relayed",
    "Reply",
    "Services",
    "Setting",
    "Step",
    "Suggestion",
    "Summed",
    "Thresholds",
    "Trace",
    "Verdict",
    "load_faq",
]
