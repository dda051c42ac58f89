"""What a workspace and the app installed in it look like, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING

from ..clock import now

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "users:read",
)

DEFAULT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
)


@dataclass(frozen=True)
class Settings:
    """The app's installation and Slack's own patience.

    Attributes:
        scopes: What the bot token was granted; a method outside it answers `missing_scope`.
        events: The app's event subscriptions, as in its manifest.
        ack_seconds: How long Slack waits for an acknowledgement
            (https://docs.slack.dev/apis/events-api/#responding).
        retry_delays: Seconds before each redelivery of an event
            (https://docs.slack.dev/apis/events-api/#retries: at once, a minute, five minutes).
        messages_per_second: Sustained posts per channel before `ratelimited`; `None` is unlimited
            (https://docs.slack.dev/apis/web-api/rate-limits/: one a second, short bursts allowed).
        burst: How many posts a rested channel takes at once; Slack publishes no figure.
        max_connections: Socket Mode connections an app may hold open
            (https://docs.slack.dev/apis/events-api/using-socket-mode/).
        ping_seconds: Seconds between the server's own pings; @slack/socket-mode gives up after 30.
        refresh_grace: Seconds between `refresh_requested` and the close of that connection.
        bot_token: Fresh, like the others: a token that every stand-in shares would let anybody's page in.
        clock: Seconds since the epoch, by default as the event loop counts them;
            stamps messages and ages response URLs and trigger ids.
    """

    team_id: str = "T0STANDIN1"
    team_name: str = "Stand-in"
    team_domain: str = "stand-in"
    app_id: str = "A0STANDIN1"
    bot_name: str = "bot"
    bot_token: str = field(default_factory=lambda: f"xoxb-1-2-{token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-A0STANDIN1-1-{token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: token_hex(16))
    verification_token: str = field(default_factory=lambda: token_hex(12))
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    events: tuple[str, ...] = DEFAULT_EVENTS
    ack_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    messages_per_second: float | None = 1.0
    burst: int = 5
    max_connections: int = 10
    ping_seconds: float = 5.0
    refresh_grace: float = 1.0
    clock: Callable[[], float] = now
