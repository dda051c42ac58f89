"""A page on a port of this machine, which answers only itself: the playground, and others like it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from adapters.harness.playground.guard import add_headers, guard
from adapters.standins.guard import own_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from aiohttp.typedefs import Middleware

_NAMES = web.AppKey("names", set[str])


def build_page(*, largest_body: int, middlewares: Sequence[Middleware] = ()) -> web.Application:
    """Return an application without routes; the names it answers to are added once its port is known.

    Args:
        largest_body: Bytes that a request may have.
        middlewares: What else looks at a request that comes from the page itself.
    """
    names: set[str] = set()
    app = web.Application(
        middlewares=[guard(lambda: frozenset(names)), *middlewares], client_max_size=largest_body
    )
    app[_NAMES] = names
    app.on_response_prepare.append(add_headers)
    return app


@asynccontextmanager
async def on_loopback(app: web.Application, port: int) -> AsyncIterator[str]:
    """Serve what `build_page` built while the block lasts; gives its address.

    Args:
        app: The page.
        port: 0 for any free one.

    Raises:
        OSError: The port is taken.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        bound = runner.addresses[0][1]
        app[_NAMES].update(own_names(bound))
        yield f"http://127.0.0.1:{bound}/"
    finally:
        await runner.cleanup()
