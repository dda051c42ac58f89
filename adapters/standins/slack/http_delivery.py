"""Signed HTTP delivery to a bot's request URL.

Signing: https://docs.slack.dev/authentication/verifying-requests-from-slack/. Retries and their reasons:
https://docs.slack.dev/apis/events-api/#retries.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import urllib.parse
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import aiohttp

from ..faults import Fault, FaultKind
from .delivery import Delivery, Outcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ..recorder import Recorder
    from .settings import Settings

_FORM = "application/x-www-form-urlencoded"
# As many as Slack follows (the page on retries above).
_MAX_REDIRECTS = 2


def _signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the `X-Slack-Signature` of a body: `v0=` and an HMAC-SHA256 in hexadecimal."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


class HttpDelivery:
    """Posts deliveries to one request URL and judges what comes back."""

    def __init__(self, settings: Settings, recorder: Recorder, url: str) -> None:
        self.url = url
        self._settings = settings
        self._recorder = recorder
        self._session = aiohttp.ClientSession()

    async def verify(self) -> bool:
        """Send `url_verification` and return whether the bot answered with the challenge."""
        challenge = uuid4().hex
        payload = {
            "token": self._settings.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        delivery = Delivery("events_api", "url_verification", payload)
        outcome = await self.send(delivery, 0, "", None)
        answer = outcome.response
        return answer == challenge or (isinstance(answer, dict) and answer.get("challenge") == challenge)

    async def send(self, delivery: Delivery, number: int, reason: str, fault: Fault | None) -> Outcome:
        """Post once; a second copy, a stalled body, no connection or a broken body before it as asked."""
        content_type, body = _encoded(delivery)
        headers = self._headers(content_type, body, number, reason)
        kind = fault.kind if fault is not None else None
        if kind is FaultKind.close:
            return Outcome("connection_failed")
        if kind is FaultKind.malformed:
            # Damaged on the way, after it was signed.
            broken = headers | {"Content-Length": str(len(body) - 20)}
            await self._post(body[:-20], broken, delivery.name)
        if fault is not None and kind is FaultKind.freeze:
            return await self._post(_stalled(body, fault.seconds), headers, delivery.name)
        if kind is FaultKind.duplicate:
            copies = (self._post(body, headers, delivery.name) for _ in range(2))
            return (await asyncio.gather(*copies))[0]
        return await self._post(body, headers, delivery.name)

    async def stop(self) -> None:
        """Close the connections."""
        await self._session.close()

    def _headers(self, content_type: str, body: bytes, number: int, reason: str) -> dict[str, str]:
        timestamp = str(int(self._settings.clock()))
        headers = {
            "Content-Type": content_type,
            "Content-Length": str(len(body)),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": _signature(self._settings.signing_secret, timestamp, body),
        }
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        return headers

    async def _post(self, body: bytes | AsyncIterator[bytes], headers: dict[str, str], name: str) -> Outcome:
        shown = body if isinstance(body, bytes) else b"(stalled)"
        self._recorder.record("out", "http", name, {"headers": headers, "body": shown.decode()})
        patience = aiohttp.ClientTimeout(total=self._settings.ack_seconds)
        try:
            async with self._session.post(
                self.url, data=body, headers=headers, timeout=patience, max_redirects=_MAX_REDIRECTS
            ) as response:
                text = await response.text()
                self._recorder.record("in", "http", name, {"status": response.status, "body": text})
                return _judged(response, text)
        except TimeoutError:
            return Outcome("http_timeout")
        except aiohttp.TooManyRedirects:
            return Outcome("too_many_redirects")
        except (aiohttp.ClientError, ConnectionError):
            return Outcome("connection_failed")


def _encoded(delivery: Delivery) -> tuple[str, bytes]:
    """Return content type and body: JSON for events, a form for commands, JSON in a form for the rest."""
    if delivery.kind == "events_api":
        return "application/json", json.dumps(delivery.payload).encode()
    if delivery.kind == "slash_commands":
        return _FORM, urllib.parse.urlencode(delivery.payload).encode()
    return _FORM, urllib.parse.urlencode({"payload": json.dumps(delivery.payload)}).encode()


def _judged(response: aiohttp.ClientResponse, text: str) -> Outcome:
    retry = response.headers.get("X-Slack-No-Retry") != "1"
    if response.status // 100 != HTTPStatus.OK // 100:
        return Outcome("http_error", retry=retry, status=response.status)
    answer: Any = text or None
    if response.content_type == "application/json" and text:
        try:
            answer = json.loads(text)
        except ValueError:
            answer = text
    return Outcome(response=answer, status=response.status)


async def _stalled(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    """Give the first half of a body, hold still, then give the rest."""
    half = len(body) // 2
    yield body[:half]
    await asyncio.sleep(seconds)
    yield body[half:]
