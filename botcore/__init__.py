"""prolobot's core: a message in, a reply out; no network, no environment, no clock, no platform.

The way of a message: `bot.Bot.reply` reads it (`text`), checks it (`safety`), matches it (`matching`),
decides (`decision`) and has the reply built (`reply`), which attaches the disclaimer. `faq` loads the file,
`conversation` remembers what a follow-up refers to, `evaluation` measures all of it on decks.
"""

from botcore.bot import Bot
from botcore.faq import Entry, Faq, FaqError, Fault, load_faq
from botcore.messages import Candidate, Finding, Kind, Message, Reply, Suggestion, Trace
from botcore.safety import Services

__all__ = [
    "Bot",
    "Candidate",
    "Entry",
    "Faq",
    "FaqError",
    "Fault",
    "Finding",
    "Kind",
    "Message",
    "Reply",
    "Services",
    "Suggestion",
    "Trace",
    "load_faq",
]
