"""`SlackStandIn`: the whole thing as one object, started and stopped by `async with`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Self

from ..listening import Listening
from .acting import Acting
from .control import ACTIONS
from .interactions import Interactions
from .server import slack_application
from .surfaces import Surfaces
from .world import SlackWorld

if TYPE_CHECKING:
    from types import TracebackType

    from .settings import Settings


class SlackStandIn(SlackWorld):
    """A Slack on loopback.

    People and channels may be named or given by id everywhere. What people do returns at once and reaches
    the bot in the background; `wait_for_reply` and `settle` wait without polling.

    Args:
        settings: The workspace, the app and Slack's patience.
        host: The address to listen on; keep it on loopback.
        port: The port, or 0 for any free one.
        reached_at: `http://127.0.0.1:port`, where bots reach it through something else; "": directly.

    Example:
        async with SlackStandIn() as slack:
            bot = AsyncWebClient(token=slack.settings.bot_token, base_url=slack.api_url)
            ...
            asked = slack.say("ada", "general", f"{slack.mention} hello")
            reply = await slack.wait_for_reply(asked)
    """

    def __init__(
        self, settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 0, reached_at: str = ""
    ) -> None:
        super().__init__(settings)
        self._server = Listening(host, port, reached_at)

    async def __aenter__(self) -> Self:
        actions = {name: functools.partial(action, self) for name, action in ACTIONS.items()}
        self.url = await self._server.start(slack_application(self.backend), actions, self.changes)
        interactions = Interactions(self.backend, self.url)
        self._acting = Acting(self.backend, interactions), Surfaces(self.backend, interactions)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Deliveries first: one that is under way would open a connection again.
        await self.backend.deliverer.stop()
        await self.backend.socket_mode.stop()
        if self._http is not None:
            await self._http.stop()
        await self._server.stop()
