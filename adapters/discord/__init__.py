"""Discord: take a message apart, render a reply, wire discord.py.

`parsing` reads what people write and `presses` what they press, `places` says where; these and `rendering` are
pure up to discord.py's value types. `delivering` brings a reply once; `replying` puts them together for the
doors: `hearing` messages, `commands`, `rating`, `relaying`. `client` hands these what comes, on a connection
that survives what `gateway` says, if need be in a `plainer` form; `serving` keeps a client running.

`forms` and `people` are what relaying shows, `naming` and `registering` how commands are called and published,
`outdated` what is used that the bot does not have any more, `inviting` what a server is asked for, `identifying`
how often the bot may connect, `making_up` what another process left, `missed` what nobody heard; `configuring`
lets whoever manages a server set how the bot behaves there.
"""

from adapters.discord.client import DiscordBot

__all__ = ["DiscordBot"]
