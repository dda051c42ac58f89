"""The `prolobot` command, and the composition root: the only place that knows every part.

`asking` holds ask, chat and batch; `checking` check and eval; `serving` slack, discord and run; `loading`
turns a path into a bot, or into lines a person can act on.
"""

from adapters.cli.app import main

__all__ = ["main"]
