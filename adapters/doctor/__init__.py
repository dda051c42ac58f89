"""What stands in a bot's way, each with its cure: `prolobot doctor`.

`table` lists the checks, each a small function in `slack`, `discord`, `configuration`, `database` or `content`
that asks what is in `installation`; `examining` runs them, `findings` is what they say, `showing` prints it.
`slack_seen` and `discord_seen` ask the platforms, once each and never for ever (`patience`); `reaching` says
what is broken on the way there, `tokens` whether a token looks like one.
"""

from adapters.doctor.examining import examine
from adapters.doctor.findings import Finding, Mark
from adapters.doctor.installation import Installation
from adapters.doctor.showing import finding_values, show_findings, worst
from adapters.doctor.table import CHECKS, DISCORD, SLACK

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
