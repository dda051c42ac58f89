"""The playground: a page on loopback on which people talk to the unmodified bot on both platforms' stand-ins.

Start here: `Playground` (in `service`) is the running thing: it loads the bot in the background, again whenever
the file changes, and knows the rooms. `server` is its page, put on a port by `loopback` (the desk's, too), behind
`guard`, which keeps other sites out.

- `rooms` keeps what was said on one platform and does what people do; `slack_room` and `discord_room` say
  how each platform's stand-in wants it. `pages` brings every change to the open pages.
- `reloading` is what runs when `faq.yaml` changes.
- `why` hears every reply with its trace and finds it again when it is shown; `wire` finds the frames.
- `static/` is the page: small modules, no build step, nothing from elsewhere.

It knows the stand-ins; the bots that are put on them come from the composition root.
"""

from adapters.harness.playground.discord_room import DiscordRoom
from adapters.harness.playground.rooms import Room
from adapters.harness.playground.server import serve_page
from adapters.harness.playground.service import Builders, Playground, Refused, Running
from adapters.harness.playground.slack_room import SlackRoom
from adapters.harness.playground.why import Exchanges

__all__ = [
    "Builders",
    "DiscordRoom",
    "Exchanges",
    "Playground",
    "Refused",
    "Room",
    "Running",
    "SlackRoom",
    "serve_page",
]
