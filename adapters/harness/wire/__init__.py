"""Transcripts over real connections: the unmodified service, and stand-ins for both platforms on loopback.

`playing` does what a transcript says on a stand-in and waits for what comes back; `slack` and `discord` say
how each platform wants it. `bad_days` lists what can go wrong, `outcomes` counts what became of it, `table`
prints it. `load` lets hundreds of people ask at once.

Nothing here knows a platform library, a stand-in or the bot's adapters: the composition root hands them over.
"""

from adapters.harness.wire.bad_days import BAD_DAYS, BadDay
from adapters.harness.wire.discord import WireDiscord
from adapters.harness.wire.load import IN_A_GROUP, WAYS, Fared, ask_at_once
from adapters.harness.wire.outcomes import Outcomes, blamed, count
from adapters.harness.wire.playing import WirePlatform, apart
from adapters.harness.wire.slack import WireSlack
from adapters.harness.wire.table import outcomes_report

__all__ = [
    "BAD_DAYS",
    "IN_A_GROUP",
    "WAYS",
    "BadDay",
    "Fared",
    "Outcomes",
    "WireDiscord",
    "WirePlatform",
    "WireSlack",
    "apart",
    "ask_at_once",
    "blamed",
    "count",
    "outcomes_report",
]
