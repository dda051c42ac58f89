"""The statuses a command leaves with; 0 is fine."""

from __future__ import annotations

FELL_SHORT = 1
BAD_INPUT = 2
INTERRUPTED = 130
"""By Ctrl-C, as a shell tells it."""
