"""Run one of the stand-ins by itself, for a bot in another process."""

from __future__ import annotations

from .alone import parser_of, serve
from .discord.__main__ import add_options as add_discord_options
from .slack.__main__ import add_options as add_slack_options


def main() -> None:
    """Read which one, and its options, and serve until interrupted."""
    parser = parser_of(str(__package__), str(__doc__))
    platforms = parser.add_subparsers(required=True, metavar="PLATFORM")
    add_slack_options(platforms.add_parser("slack", help="a Slack"))
    add_discord_options(platforms.add_parser("discord", help="a Discord"))
    serve(parser.parse_args())


if __name__ == "__main__":
    main()
