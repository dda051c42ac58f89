"""Requests over signed HTTP: which are Slack's, and what answers them."""

from __future__ import annotations

import asyncio
import json
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_sdk.signature import SignatureVerifier

from adapters.slack.door import Door
from adapters.slack.turning_away import Admitted

if TYPE_CHECKING:
    from collections import Counter

    from adapters.slack.app import SlackBot

_logger = structlog.get_logger(__name__)

PATH = "/slack/events"

LARGEST_BODY = 256 * 1024
"""Bytes. Slack's longest message has 12,000 characters, which come as text and as blocks, and in a form once more
escaped: one that is no letter of English takes six bytes in the one, eight in the other."""

_OLDEST = 300
"""Seconds: https://docs.slack.dev/authentication/verifying-requests-from-slack."""

_TOLD_EVERY = 60.0
"""Seconds between two lines that tell of the same refusals."""

_LOOK_AT = {
    "time stamp": "this machine's clock",
    "signature": "SLACK_SIGNING_SECRET",
    "payload": "what else posts to this address",
}

_EVENT = "event_callback"
"""What brings messages and mentions."""


def build_web_app(bot: SlackBot, signing_secret: str, door: Door | None = None) -> web.Application:
    """Return the HTTP application: one path, nothing parsed before its signature is checked.

    Args:
        bot: The app.
        signing_secret: Slack's.
        door: Told when a request is whole, and when it is answered; None: connections stay as long as they like.
    """
    verifier, door = SignatureVerifier(signing_secret), door or Door(bot.state.refused)
    refusals = _Refusals(bot.state.refused)

    async def receive(request: web.Request) -> web.Response:
        # Bytes that are no text are another text than was signed: refused like any forgery.
        body = (await door.read(request)).decode("utf-8", errors="replace")
        if why := _why_not_slack(verifier, request, body):
            refusals.count(why)
            return web.Response(status=401, text="the signature does not fit")
        try:
            admitted = await bot.admit(event) if (event := _event_in(request, body)) else Admitted.OTHER
            if admitted.is_refused:
                return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text=admitted)
            if admitted is not Admitted.OTHER:
                return web.Response()
            bolt = await to_bolt_request(request)
            answer = await to_aiohttp_response(await bot.app.async_dispatch(bolt))
        except Exception as error:  # noqa: BLE001 - what is signed and odd fails anywhere in slack_bolt
            _logger.warning("request_unreadable", error=type(error).__name__)
            answer = web.Response(status=500)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            refusals.count("payload")
            return web.Response(status=400, text="found no payload that Slack documents")
        return answer

    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[door.answering])
    app.router.add_post(PATH, receive)
    return app


def _event_in(request: web.Request, body: str) -> dict[str, Any] | None:
    """Return the event that a request brings; None for anything else, which slack_bolt reads."""
    # Commands and presses come as forms.
    if request.content_type != "application/json":
        return None
    found = json.loads(body)
    return found if isinstance(found, dict) and found.get("type") == _EVENT else None


class _Refusals:
    """Counts what is refused, and says so once a minute: a wrong secret or clock refuses everything."""

    def __init__(self, refused: Counter[str]) -> None:
        self._refused = refused
        self._told: dict[str, tuple[float, int]] = {}

    def count(self, why: str) -> None:
        self._refused[why] += 1
        now = asyncio.get_running_loop().time()
        at, count = self._told.get(why, (-_TOLD_EVERY, 0))
        if now - at >= _TOLD_EVERY:
            self._told[why] = now, self._refused[why]
            _logger.warning(
                "requests_refused", reason=why, requests=self._refused[why] - count, look_at=_LOOK_AT[why]
            )


def _why_not_slack(verifier: SignatureVerifier, request: web.Request, body: str) -> str:
    """Return what shows that a request is not Slack's; "" when it is.

    slack_bolt itself parses first; slack_sdk fails on signatures that are not ASCII, and on numbers of more
    than 4,300 digits.
    """
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > _OLDEST:
        return "time stamp"
    if not re.fullmatch("v0=[0-9a-f]{64}", signature) or not verifier.is_valid(body, timestamp, signature):
        return "signature"
    return ""
