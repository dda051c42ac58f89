"""Who may set how the bot behaves: listed owners, and the workspace's admins where the app may look who is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from adapters.slack.refusals import error_code

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

_logger = structlog.get_logger(__name__)


class Owners:
    """Those people of one workspace.

    Looking whether somebody is an admin takes the scope `users:read`, which the manifest does not ask for.
    """

    def __init__(self, client: AsyncWebClient, listed: frozenset[str]) -> None:
        """Know them by a list of ids, and by asking Slack."""
        self._client = client
        self._listed = listed

    async def include(self, person: str, *, team: str) -> bool:
        """Tell whether somebody may; asked anew each time, for an admin may be one no longer.

        Args:
            person: Their id.
            team: The workspace's: who is an admin of another, and a guest in a shared channel here, is none here.
        """
        if person in self._listed:
            return True
        try:
            found = (await self._client.users_info(user=person))["user"]
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            _logger.info("admin_not_seen", error=error_code(error))
            return False
        return bool(found.get("is_admin")) and found.get("team_id") == team and not found.get("deleted")
