"""Running: logging and supervision."""

from adapters.ops.logging import configure_logging, silent
from adapters.ops.supervising import stop_on_signals, supervise

__all__ = ["configure_logging", "silent", "stop_on_signals", "supervise"]
