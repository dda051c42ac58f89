"""What several judges of the stand-ins share; a module's `SETTINGS` are those of its stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import proving  # noqa: F401 - what hypothesis does, before any test is read
import pytest
from node_judges import node
from owned_clock import heartbeats_by_the_loop, pytest_asyncio_loop_factories
from slack_bots import over_http, over_socket_mode

from adapters.standins.discord import DiscordStandIn
from adapters.standins.slack import Settings, SlackStandIn

__all__ = ["heartbeats_by_the_loop", "node", "pytest_asyncio_loop_factories"]

MARKS = (
    "node: drives npm's @slack/bolt",
    "proof(size): small, and whole with PROVE=1",
    "real_clock: waits for another process, whose time is the machine's",
)
Transport = Callable[..., AbstractAsyncContextManager[Any]]


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks where these tests are run by themselves."""
    for mark in MARKS:
        config.addinivalue_line("markers", mark)


@pytest.fixture
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(getattr(request.module, "SETTINGS", Settings(ack_seconds=1))) as standin:
        yield standin


@pytest.fixture
async def stand_in(request: pytest.FixtureRequest) -> AsyncIterator[DiscordStandIn]:
    async with DiscordStandIn(getattr(request.module, "SETTINGS", None)) as running_stand_in:
        yield running_stand_in


@pytest.fixture(params=[over_socket_mode, over_http], ids=["socket_mode", "http"])
def connected(request: pytest.FixtureRequest) -> Transport:
    return request.param
