"""What several judges of the stand-ins share; a module with a fixture of the same name has its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bots import over_http, over_socket_mode

from adapters.standins.slack import Settings, SlackStandIn

Transport = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(Settings(ack_seconds=1)) as standin:
        yield standin


@pytest.fixture(params=[over_socket_mode, over_http], ids=["socket_mode", "http"])
def connected(request: pytest.FixtureRequest) -> Transport:
    return request.param
