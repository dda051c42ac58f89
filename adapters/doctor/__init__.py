"""What stands in a bot's way, each with its cure: `prolobot doctor`.

A `check` is a small function that asks what is in `installation`: `slack`, `discord`, `configuration`, `database`
and `content` end in theirs, and `table` puts them in one row. `examining` runs them, `findings` is what they say,
`showing` prints it.
`slack_seen` and `discord_seen` ask the platforms, once each and never for ever (`in_time`); `reaching` says
what is broken on the way there, `tokens` whether a token looks like one.
"""

from adapters.doctor.check import DISCORD, SLACK
from adapters.doctor.examining import examine
from adapters.doctor.findings import Finding, Mark
from adapters.doctor.installation import Installation
from adapters.doctor.showing import finding_values, show_findings, worst
from adapters.doctor.table import CHECKS

__all__ = [
    "CHECKS",
    "DISCORD",
    "SLACK",
    "Finding",
    "Installation",
    "Mark",
    "examine",
    "finding_values",
    "show_findings",
    "worst",
]
