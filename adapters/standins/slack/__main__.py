"""Run the stand-in by itself, for a bot in another process: `python -m adapters.standins.slack`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys

from .settings import Settings
from .standin import SlackStandIn


def _environment(slack: SlackStandIn) -> dict[str, str]:
    """Return what a bot needs to find the stand-in, under the names its quick-starts use."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.settings.bot_token,
        "SLACK_APP_TOKEN": slack.settings.app_token,
        "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
        "CONTROL_URL": f"{slack.url}/control/",
    }


async def _serve(port: int, name: str) -> None:
    """Print one line of JSON with the environment for a bot, then run until cancelled."""
    async with SlackStandIn(Settings(bot_name=name), port=port) as slack:
        sys.stdout.write(json.dumps(_environment(slack)) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="slack-standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; any free one by default")
    parser.add_argument("--bot-name", default="bot", help="the handle people mention the bot by")
    chosen = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(chosen.port, chosen.bot_name))


if __name__ == "__main__":
    main()
