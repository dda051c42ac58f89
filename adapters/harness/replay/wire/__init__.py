"""Transcripts over real connections: the unmodified service, and stand-ins for both platforms on loopback.

`playing` does what a transcript says on a stand-in and waits for what comes back; `slack` and `discord` say
how each platform wants it. `bad_days` lists what can go wrong, `runs` which days are
played on which wire, `outcomes` counts what became of it, `table`
prints it.

It knows the stand-ins; the service that is put on them comes from the composition root.
"""

from adapters.harness.replay.wire.bad_days import BAD_DAYS, BadDay
from adapters.harness.replay.wire.discord import WireDiscord
from adapters.harness.replay.wire.outcomes import Outcomes, blamed, count
from adapters.harness.replay.wire.playing import WirePlatform, apart
from adapters.harness.replay.wire.runs import MANIFEST_SCOPES, SCOPES, WIRES, Run, bad_runs, good_runs
from adapters.harness.replay.wire.slack import WireSlack
from adapters.harness.replay.wire.table import outcomes_report

__all__ = [
    "BAD_DAYS",
    "MANIFEST_SCOPES",
    "SCOPES",
    "WIRES",
    "BadDay",
    "Outcomes",
    "Run",
    "WireDiscord",
    "WirePlatform",
    "WireSlack",
    "apart",
    "bad_runs",
    "blamed",
    "count",
    "good_runs",
    "outcomes_report",
]
