"""Running: logging, supervision, signals, changed files, and what can be seen from outside.

`supervising` runs a platform and begins again, `signals` says when to stop, `following` when a file has changed,
`logging` how events are written. `service_state` says how it goes, `counting` counts replies, `metrics` shows
both to Prometheus and `seen_from_outside` serves them.
"""

from adapters.ops.counting import counted
from adapters.ops.following import Marks, marks, until_changed
from adapters.ops.logging import configure_logging, silent
from adapters.ops.seen_from_outside import seen_from_outside
from adapters.ops.service_state import FileState, ServiceState, announce
from adapters.ops.signals import Signals
from adapters.ops.supervising import supervise

__all__ = [
    "FileState",
    "Marks",
    "ServiceState",
    "Signals",
    "announce",
    "configure_logging",
    "counted",
    "marks",
    "seen_from_outside",
    "silent",
    "supervise",
    "until_changed",
]
