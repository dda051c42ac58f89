"""A Slack on loopback for bots under test: real HTTP, real WebSockets, Slack's rules and its bad days.

Start here: `SlackStandIn` (in `standin`) is the whole thing as one object, and
`__main__` runs it by itself, for a bot in another process.
Below it, from the wire inwards:

- `world` is what people do and what can be seen, and `control` the same over HTTP and JSON;
  `server` routes requests and applies their faults.
- `api` lets a Web API call in (`calls`: arguments, tokens, scopes) and finds its method in `api_chat`,
  `api_conversations`, `api_views`, `api_assistant` or `api_more`.
- `posting` and `blocks` (with `checks` and `elements`) decide what Slack would post; `limits` how fast.
- `delivery` takes `events` and other `payloads` to the bot, over `socket_mode` (with
  `connection`) or `http_delivery`; `response_urls` and `triggers` are what a bot gets to answer with.
- `acting` is what people do in channels, `surfaces` what they do in the home tab, in modals and menus and with
  shortcuts (`interactions` begins what the bot has to acknowledge, `choices` finds what can be pressed).
- `settings` say what workspace and app are like, `backend` puts together what stands behind the server; `errors`
  is how handlers refuse, `mrkdwn` what markup makes live.
- `workspace`, `people`, `message`, `modal` and `views` are the state of it all.

What happens is told as changes of these kinds: `message`, `message_changed`, `message_deleted`, `reaction`,
`channel`, `person`, `view`, `connection`, `attempt`, `delivery`, `interaction`, `request_begun` and `request`.

It imports aiohttp and the standard library alone, beside its neighbours above, which Discord's shares.

Not simulated: OAuth and installation, several workspaces, Enterprise Grid and Slack Connect; user tokens;
group direct messages; leaving channels and the member events; link unfurling; files, but that people attach
them; canvases, lists, scheduled messages, dialogs and streaming; the assistant's pane, but how its thread begins
and what it suggests; markdown rendering; the method `conversations.list`; the per-minute tiers of methods other
than posting; `parse` and `link_names`; time zones. A person's client is not drawn: what they would see is
`visible_to`, as data. Where Slack documents nothing (the exact total of blocks, bursts, spent response URLs, which
connection an acknowledgement may use) the module that decides says so.
"""

from ..changes import Change, Changes
from .blocks import block_faults
from .delivery import Attempt, Delivery, Outcome
from .errors import NotPossible, SlackError
from .interactions import Interaction
from .message import Message
from .mrkdwn import Live
from .people import Channel, Person
from .settings import DEFAULT_EVENTS, DEFAULT_SCOPES, Settings
from .standin import SlackStandIn

__all__ = [
    "DEFAULT_EVENTS",
    "DEFAULT_SCOPES",
    "Attempt",
    "Change",
    "Changes",
    "Channel",
    "Delivery",
    "Interaction",
    "Live",
    "Message",
    "NotPossible",
    "Outcome",
    "Person",
    "Settings",
    "SlackError",
    "SlackStandIn",
    "block_faults",
]
