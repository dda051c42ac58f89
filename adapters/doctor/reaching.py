"""Whether a platform can be reached from here; where it cannot, which part of the way is broken; and its clock."""

from __future__ import annotations

import contextlib
import email.utils
import errno
import socket
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from adapters.doctor.findings import UnseenError, broken, look, ok
from adapters.doctor.in_time import in_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.doctor.findings import Finding

WITHIN = 8.0
"""Seconds for one request."""

_APART = 60.0
"""Seconds by which two clocks may differ. Slack's signatures are refused from 300 on, and a clock that is wrong by
one minute is one that nobody sets."""

_UNWELL = 500
"""The least HTTP status with which a platform says that it is not well."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """That a platform answered.

    Attributes:
        host: Which.
        proxy: The proxy's host, if it went through one.
        status: The HTTP status.
        seconds: How long it took.
        ahead: How far this machine's clock is ahead of the platform's, in seconds; None: it did not say.
    """

    host: str
    proxy: str
    status: int
    seconds: float
    ahead: float | None


class UnreachableError(UnseenError):
    """A platform does not answer.

    Attributes:
        found: Which part of the way is broken.
        cure: What to do about it.
    """

    def __init__(self, host: str, found: str, cure: str) -> None:
        """Keep both."""
        super().__init__(f"{host} cannot be reached")
        self.found, self.cure = found, cure


async def greet(url: str, proxy: str = "", now: Callable[[], float] = time.time) -> Greeting:
    """Ask for a page that needs no token.

    Args:
        url: The page.
        proxy: The address of the proxy that is used; "": none.
        now: Seconds since 1970, as this machine counts.

    Raises:
        UnreachableError: Nothing answers.
    """
    parts = urlsplit(url)
    host, through = parts.hostname or "", (urlsplit(proxy).hostname or proxy) if proxy else ""
    began = time.perf_counter()
    try:
        if not through:
            # By itself, since aiohttp looks names up in a thread that would be waited for.
            await in_thread(partial(socket.getaddrinfo, host, parts.port or 443))
        timeout = aiohttp.ClientTimeout(total=WITHIN)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, proxy=proxy or None) as response,
        ):
            seconds, said = time.perf_counter() - began, response.headers.get("Date", "")
            return Greeting(host, through, response.status, seconds, _ahead(said, now()))
    except (aiohttp.ClientError, OSError) as error:
        raise UnreachableError(host, *what_is_broken(error, host, through)) from None


def _ahead(date: str, now: float) -> float | None:
    with contextlib.suppress(ValueError, TypeError):
        return now - email.utils.parsedate_to_datetime(date).timestamp()
    return None


_SILENT = "let this machine reach it on port 443: firewall, routing, the network of the container"
_WAYS: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError),
        "proxy: {proxy} does not let through to {host}",
        "see that HTTPS_PROXY names a proxy that works, or unset it",
    ),
    (
        (aiohttp.ClientConnectorCertificateError,),
        "TLS: the certificate that {host} shows is not one this machine trusts",
        "see what stands between (a proxy that opens TLS?) and give its certificate in SSL_CERT_FILE",
    ),
    (
        (aiohttp.ClientSSLError,),
        "TLS: {host} answers, and not in TLS",
        "see what stands between: a portal to log in at, a proxy, another address",
    ),
    (
        (aiohttp.ClientConnectorDNSError, socket.gaierror),
        "DNS: no address is known for {host}",
        "see that this machine has a name server (/etc/resolv.conf; in a container its network)",
    ),
    ((TimeoutError,), f"network: {{host}} does not answer within {WITHIN:g} s", _SILENT),
    ((Exception,), "network: no connection to {host} ({code})", _SILENT),
)
"""What is raised, the narrower before the wider; what that says of the way; what to do."""


def what_is_broken(error: Exception, host: str, proxy: str = "") -> tuple[str, str]:
    """Return which part of the way to a host is broken, and what to do about it."""
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
    found, cure = next((found, cure) for kinds, found, cure in _WAYS if isinstance(error, kinds))
    return found.format(host=host, proxy=proxy, code=code), cure


async def connection(greeting: Callable[[], Awaitable[Greeting]]) -> list[Finding]:
    """Say whether a platform answers."""
    try:
        there = await greeting()
    except UnreachableError as error:
        return [broken(error.found, error.cure)]
    if there.status >= _UNWELL:
        return [look(f"{there.host} answers with {there.status}", "wait: the platform itself is not well")]
    through = f" through the proxy {there.proxy}" if there.proxy else ""
    return [ok(f"{there.host} answers{through} in {there.seconds * 1000:.0f} ms")]


async def clock(greeting: Callable[[], Awaitable[Greeting]], *, signed: bool = False) -> list[Finding]:
    """Say how far the own clock is from the platform's; where requests are signed by time that breaks them."""
    there = await greeting()
    if there.ahead is None:
        return []
    apart, way = abs(there.ahead), "ahead of" if there.ahead > 0 else "behind"
    if apart <= _APART:
        return [ok(f"within {_APART:g} s of {there.host}'s")]
    found, cure = f"{apart:.0f} s {way} {there.host}'s", "set this machine's clock: chrony or systemd-timesyncd"
    return [broken(f"{found}: signed requests are refused", cure) if signed else look(found, cure)]
