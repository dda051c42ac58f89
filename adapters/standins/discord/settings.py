"""What an application, its guild and Discord's own patience look like, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex
from typing import TYPE_CHECKING

from ..clock import now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


# Discord publishes only the global limit and asks clients to read the headers
# (https://docs.discord.com/developers/topics/rate-limits); these are what bots report seeing.
DEFAULT_LIMITS: dict[str, Limit] = {
    "POST /channels/{channel}/messages": Limit(5, 5.0),
    "PATCH /channels/{channel}/messages/{message}": Limit(5, 5.0),
    "DELETE /channels/{channel}/messages/{message}": Limit(5, 1.0),
    "GET /channels/{channel}/messages": Limit(5, 5.0),
    "POST /channels/{channel}/typing": Limit(5, 5.0),
    "PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me": Limit(1, 0.25),
    "POST /webhooks/{application}/{token}": Limit(5, 2.0),
    "PATCH /webhooks/{application}/{token}/messages/{message}": Limit(5, 2.0),
    "PUT /applications/{application}/commands": Limit(5, 20.0),
}


@dataclass(frozen=True)
class Settings:
    """The application, and how patient Discord is with it.

    Attributes:
        token: Fresh: one that every stand-in shares would let anybody's page in.
        privileged_intents: Those switched on for the application in the developer portal, of
            `presences`, `members` and `message_content`; asking for others closes with 4014. A new
            application has none.
        role_mentions_carry_text: Whether the bot may read a message that mentions its role in its place;
            Discord does not say.
        installs: How the application can be installed: 0 by a guild, 1 by a person for themselves; a new one
            can be in both ways (https://docs.discord.com/developers/resources/application#installation-context).
        heartbeat_seconds: The heartbeat interval that hello announces; Discord's is about 41.
        heartbeat_grace: How many intervals without a heartbeat before the connection is a zombie.
        resume_seconds: How long a session without a connection can be resumed; Discord publishes none, and
            90 were seen (https://github.com/discord/discord-api-docs/issues/1619).
        replay_limit: How many events a session keeps for a resume.
        identify_limit: IDENTIFYs until the token is reset, in a day
            (https://docs.discord.com/developers/events/gateway#session-start-limit-object).
        identify_interval: Seconds between two IDENTIFYs, else op 9; Discord's is 5, 0 is off.
        gateway_sends: Frames a connection may send in a minute, else 4008
            (https://docs.discord.com/developers/events/gateway#rate-limiting).
        response_seconds: How long an interaction waits for its first response
            (https://docs.discord.com/developers/interactions/receiving-and-responding).
        token_seconds: How long an interaction's token works (the same page).
        limits: Requests per bucket, by method and route; a route without one is unlimited.
            `{}` takes off all of them.
        global_limit: Requests over all buckets but interactions and webhooks; `None` is unlimited
            (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit).
        clock: Seconds since the epoch, by default as the event loop counts them;
            stamps ids and ages interaction tokens.
    """

    guild_name: str = "Stand-in"
    bot_name: str = "bot"
    token: str = field(default_factory=lambda: f"stand-in-for-discord.{token_hex(3)}.{token_hex(16)}")
    privileged_intents: frozenset[str] = frozenset()
    role_mentions_carry_text: bool = False
    installs: tuple[int, ...] = (0, 1)
    heartbeat_seconds: float = 41.25
    heartbeat_grace: float = 1.5
    resume_seconds: float = 90.0
    replay_limit: int = 10_000
    identify_limit: int = 1000
    identify_interval: float = 0.0
    gateway_sends: int = 120
    response_seconds: float = 3.0
    token_seconds: float = 900.0
    limits: Mapping[str, Limit] = field(default_factory=lambda: DEFAULT_LIMITS)
    global_limit: Limit | None = Limit(50, 1.0)
    clock: Callable[[], float] = now
