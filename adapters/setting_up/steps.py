"""What a person does on each platform's pages, in order, as short as can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.discord.inviting import CALLED, SCOPES, UNKNOWN, invite_link
from adapters.slack.manifest import creation_link, manifest_text, scopes
from adapters.token_rules import APP_TOKEN, BOT_TOKEN, DISCORD_TOKEN, SIGNING_SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.token_rules import TokenRule


@dataclass(frozen=True)
class Platform:
    """One platform to set up; what differs over signed HTTP is told that it is for that.

    Attributes:
        name: What people call it.
        rules: The tokens, in the order in which they are found.
        steps: What is done on its pages, until the tokens are known.
        after: What is done then, with the application's id where that is known.
        ask: What to write to the bot at the end.
        pasted: Returns what is pasted where an address with it in it does not open; "": nothing is.
    """

    name: str
    rules: Callable[[bool], tuple[TokenRule, ...]]
    steps: Callable[[bool], list[str]]
    after: Callable[[int | str], str]
    ask: str
    pasted: Callable[[], str]


_CREATE = """\
Open this address, choose your workspace, then Next, Create. It holds the manifest, which asks for the scopes
{scopes}:
{link}
Should it not open: https://api.slack.com/apps, Create New App, From a manifest; paste what
`prolobot slack --manifest` prints."""

_CONNECTIONS = f"""\
Basic Information, App-Level Tokens, Generate Token and Scopes: any name, Add Scope connections:write, Generate.
The token (xapp-…) is {APP_TOKEN.variable}."""

_SIGNED = f"""\
Basic Information, App Credentials, Signing Secret: that is {SIGNING_SECRET.variable}.
Once the bot runs behind a proxy with TLS: App Manifest; set socket_mode_enabled: false, and the address
https://…/slack/events as request_url of events and interactivity and as url of /prolo."""

_INSTALL = f"""\
Install App, Install, Allow. The Bot User OAuth Token (xoxb-…) is {BOT_TOKEN.variable}."""

_NEW = "Open https://discord.com/developers/applications, New Application: any name, Create."

_RESET = f"""\
Bot, Reset Token, Copy: that is {DISCORD_TOKEN.variable}. Leave the three Privileged Gateway Intents off: the bot
needs none."""

_INVITE = """\
Open this address and choose your server. It asks for the scopes {scopes}, and for
{permissions}:
{link}{where}"""


def _slack(http: bool) -> list[str]:  # noqa: FBT001 - as every platform is asked
    create = _CREATE.format(scopes=", ".join(scopes()), link=creation_link())
    return [create, _SIGNED if http else _CONNECTIONS, _INSTALL]


def _invite(application: int | str) -> str:
    return _INVITE.format(
        where=f"\n{UNKNOWN} is the Application ID on General Information." if application == UNKNOWN else "",
        scopes=" and ".join(SCOPES),
        permissions=", ".join(CALLED.values()),
        link=invite_link(application),
    )


PLATFORMS = {
    "slack": Platform(
        "Slack",
        lambda http: (SIGNING_SECRET if http else APP_TOKEN, BOT_TOKEN),
        _slack,
        lambda _: (
            "In Slack, in a channel: /invite @prolobot. Direct messages and /prolo need no invitation.\n"
            "A follow-up in a thread needs a mention, too, unless PROLOBOT_SLACK_THREADS is set: see README.md."
        ),
        "@prolobot is it safe for the neck?",
        manifest_text,
    ),
    "discord": Platform(
        "Discord",
        lambda _: (DISCORD_TOKEN,),
        lambda _: [_NEW, _RESET],
        _invite,
        "/prolo is it safe for the neck?",
        str,
    ),
}
"""By what is typed."""
