"""Run a Slack by itself, for a bot in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..alone import add_common_options, run_alone, stay
from .settings import Settings
from .standin import SlackStandIn

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of it, and that it is this one to serve."""
    add_common_options(parser)
    parser.set_defaults(serve=_serve)


async def _serve(chosen: argparse.Namespace) -> None:
    async with SlackStandIn(Settings(bot_name=chosen.bot_name), port=chosen.port) as slack:
        # The names that slack_bolt's quick-starts use.
        environment = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.settings.bot_token,
            "SLACK_APP_TOKEN": slack.settings.app_token,
            "SLACK_SIGNING_SECRET": slack.settings.signing_secret,
            "CONTROL_URL": f"{slack.url}/control/",
        }
        await stay(environment)


if __name__ == "__main__":
    run_alone(str(__package__), str(__doc__), add_options)
