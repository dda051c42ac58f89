"""A Discord on loopback for bots under test: real REST, a real gateway, Discord's rules and its bad days.

Start here: `DiscordStandIn` (in `standin`) is the whole thing as one object; `loopback` points discord.py at
it and is the only module that imports discord.
Below it, from the wire inwards:

- `rest` lets a request in (`calls`: path, body, files; `handling`: what it names; `rate_limits`) and finds its
  handler in `rest_application`, `rest_channels`, `rest_messages` or `responses`; `errors` is how they refuse.
- `gateway` serves WebSockets (`connection`), `handshake` begins or resumes a `session` of the `sessions`;
  `dispatcher` brings events to those whose `intents` ask for them.
- `drafts` checks a message body (`embeds`, `components`, `mentions`; `modals` and `command_rules` check the
  rest) and gathers the faults in a `form`; `posting` posts, edits and deletes.
- `interactions` waits for the bot's answer to each `interaction`; `responses` takes it.
- `acting` is what people do (`commands` fills in theirs); `state`, `people`, `permissions`, `message`,
  `answers` and `reactions` are the state of it all, `payloads` and
  `guild_payloads` how Discord writes it down.
- `settings` say what application and guild are like, `backend` puts together what stands behind the server and
  `directory` looks up what is written down.
- `world` is what people do and what can be seen; `control` is the same over HTTP and JSON;
  `__main__` runs it by itself, for a bot in another process.

It imports aiohttp and the standard library alone, beside its neighbours above, which Slack's shares.

Not simulated: more than one guild; OAuth and installation; interactions over HTTP; webhooks other than
those of interactions; voice, stages, presences and typing of people; slow mode, automatic moderation,
polls, stickers, forums, pins, forwarding by the bot, scheduled events, invites, bans, emoji and role management;
permissions of commands and of single roles in a channel (denials are by person); link embeds; CDN images;
the ban after many invalid requests; `zstd-stream` and ETF; HTTP API versions other than 10. Of the newer
layout components the nesting of rows, the number and the amount of text are checked, not every field. A
person's client is not drawn: what they would see is `visible_to`, as data. Where Discord documents
nothing (most rate limits, how long a session can be resumed, mentions in code) the module that decides
says so.
"""

from ..changes import Change, Changes
from .errors import DiscordError, NotPossible
from .interaction import Interaction
from .message import Message, Pings
from .people import Channel, Role, User
from .permissions import Permission
from .settings import DEFAULT_LIMITS, Limit, Settings
from .standin import DiscordStandIn

__all__ = [
    "DEFAULT_LIMITS",
    "Change",
    "Changes",
    "Channel",
    "DiscordError",
    "DiscordStandIn",
    "Interaction",
    "Limit",
    "Message",
    "NotPossible",
    "Permission",
    "Pings",
    "Role",
    "Settings",
    "User",
]
