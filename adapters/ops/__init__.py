"""Running: logging and supervision."""

from adapters.ops.logging import configure_logging
from adapters.ops.supervising import stop_on_signals, supervise

__all__ = ["configure_logging", "stop_on_signals", "supervise"]
