"""What trying again cannot help: a token that is refused, an intent that is missing, a port that is taken."""

from __future__ import annotations

import errno


class HopelessError(Exception):
    """A platform cannot be served; the message is one line: what was found, what was expected, what to do."""


def cannot_listen(setting: str, host: str, port: int, error: OSError) -> str:
    """Return the line for a port where nothing can listen; `setting` names the one that chose it."""
    found = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return f"{setting}: cannot listen on {host} port {port} ({found}); expected a free port of this machine's"
