"""A stand-in as a program of its own, for a bot in another process: what its `__main__` and the one of all share.

A platform's `add_options` says with `serve=` what is run with the options that were chosen.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def parser_of(package: str, description: str) -> argparse.ArgumentParser:
    """Return a parser for `python -m package`, whatever the package is called where it was copied to."""
    return argparse.ArgumentParser(prog=f"python -m {package}", description=description)


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Add what each stand-in can be told."""
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; any free one by default")
    parser.add_argument("--bot-name", default="bot", help="what the bot is called, and mentioned by")


def run_alone(package: str, description: str, add_options: Callable[[argparse.ArgumentParser], None]) -> None:
    """Read the command line of one stand-in and serve until interrupted."""
    parser = parser_of(package, description)
    add_options(parser)
    serve(parser.parse_args())


def serve(chosen: argparse.Namespace) -> None:
    """Serve as it was chosen until interrupted."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(chosen.serve(chosen))


async def stay(environment: Mapping[str, str]) -> None:
    """Print one line of JSON with the environment for a bot, then stay until cancelled."""
    sys.stdout.write(json.dumps(environment) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()
