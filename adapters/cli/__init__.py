"""The `prolobot` command: one file a command, named as the command.

`lazily` imports them as they are asked for; `options` and `console` hold what several share. What they are made
of is put together in `adapters.assembly`.
"""

from adapters.cli.app import main

__all__ = ["main"]
