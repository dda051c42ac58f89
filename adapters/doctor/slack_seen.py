"""Slack as the tokens that are set see it: each question is asked once, however many checks need the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.doctor.findings import UnseenError
from adapters.doctor.in_time import Shared
from adapters.doctor.reaching import WITHIN, Greeting, greet
from adapters.slack.refusals import error_code
from adapters.token_rules import check_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from adapters.settings import Settings

_PAGES = 5
"""Pages of 200 channels that are read at most."""


class RefusedError(UnseenError):
    """Slack refuses a call.

    Attributes:
        code: Slack's code, or the kind of error.
    """

    def __init__(self, code: str, what: str) -> None:
        """Keep the code."""
        super().__init__(f"{what} is refused ({code})")
        self.code = code


class SlackSeen:
    """What Slack answers.

    Attributes:
        client: Calls Slack's Web API with the bot's token.
    """

    def __init__(self, current: Settings, now: Callable[[], float]) -> None:
        """Prepare; the first who asks connects."""
        self._current, self._now = current, now
        url = current.slack.url or AsyncWebClient.BASE_URL
        self.client = AsyncWebClient(current.slack.bot_token.get_secret_value(), url, timeout=int(WITHIN))
        self.greeting = Shared(self._greet)
        self.identity = Shared(self._identify)

    async def close(self) -> None:
        """Ask no more."""
        await self.greeting.close()
        await self.identity.close()

    async def scopes(self) -> frozenset[str]:
        """Return what the bot's token was granted."""
        # HTTP's names have no case, and slack_sdk hands them on as they came.
        headers = {name.casefold(): value for name, value in (await self.identity()).headers.items()}
        return frozenset(each.strip() for each in headers.get("x-oauth-scopes", "").split(",") if each.strip())

    async def connections_open(self) -> None:
        """Ask for an address for Socket Mode, and do not use it.

        A connection that is open gets its share of what people write.

        Raises:
            UnseenError: There is none.
        """
        await self.greeting()
        token = self._current.slack.app_token.get_secret_value()
        await self._asked("SLACK_APP_TOKEN", self.client.apps_connections_open, app_token=token)

    async def channel(self, channel: str) -> dict[str, object]:
        """Return what Slack says of a channel.

        Raises:
            UnseenError: It does not say.
        """
        await self.identity()
        found = await self._asked(channel, self.client.conversations_info, channel=channel)
        return dict(found["channel"])

    async def channels(self, types: str) -> list[str]:
        """Return the names of the channels the bot is in."""
        names, cursor = list[str](), ""
        for _ in range(_PAGES):
            call = self.client.users_conversations
            page = await self._asked("what lists them", call, types=types, limit=200, cursor=cursor)
            names += [f"#{each.get('name', '')}" for each in page["channels"]]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        return names

    async def _greet(self) -> Greeting:
        return await greet(f"{self.client.base_url}api.test", self.client.proxy or "", self._now)

    async def _identify(self) -> AsyncSlackResponse:
        rule = self._current.slack.rules[0]
        if check_tokens((rule,)):  # a secret that is something else is sent nowhere
            raise UnseenError(f"{rule[0].variable} is not set, or is no such token")
        await self.greeting()
        return await self._asked("SLACK_BOT_TOKEN", self.client.auth_test)

    async def _asked(self, what: str, call: Callable[..., object], **arguments: object) -> AsyncSlackResponse:
        try:
            return await call(**arguments)  # type: ignore[misc,no-any-return] # a method of the client
        except SlackApiError as error:
            raise RefusedError(error_code(error), what) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise RefusedError(type(error).__name__, what) from None
