"""Who may talk to a stand-in: programs on its machine, and no page of another site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from adapters.standins.discord import DiscordStandIn
from adapters.standins.discord import Settings as DiscordSettings
from adapters.standins.guard import require_loopback
from adapters.standins.slack import Settings as SlackSettings
from adapters.standins.slack import SlackStandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FOREIGN = [
    {"Host": "evil.example:80"},
    {"Host": "127.0.0.1:1"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Host": "127.0.0.1", "Origin": "http://127.0.0.1"},
    {"Host": "evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
]


@pytest.fixture(params=[SlackStandIn, DiscordStandIn])
async def standin(request: pytest.FixtureRequest) -> AsyncIterator[SlackStandIn | DiscordStandIn]:
    async with request.param() as running:
        yield running


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_what_another_site_sends_is_refused_on_every_route_and_socket(
    standin: SlackStandIn | DiscordStandIn, headers: dict[str, str]
) -> None:
    async with aiohttp.ClientSession() as session:
        for method, path in [("POST", "/control/state"), ("GET", "/control/changes"), ("POST", "/api/auth.test"),
                             ("GET", "/api/v10/gateway"), ("GET", "/nowhere")]:  # fmt: skip
            async with session.request(method, f"{standin.url}{path}", headers=headers) as response:
                assert (response.status, path) == (403, path)
        for path in ("/link/?ticket=x", "/?v=10&encoding=json"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(f"{standin.url}{path}", headers=headers)
            assert refused.value.status == 403


async def test_a_program_on_the_machine_is_answered_by_either_name(standin: SlackStandIn | DiscordStandIn) -> None:
    port = standin.url.rpartition(":")[2]
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"Host": f"localhost:{port}"}, {"Host": "127.0.0.1"}, {"Origin": standin.url}):
            async with session.post(f"{standin.url}/control/state", headers=headers) as response:
                assert response.status == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "https://example.org/slack",
        "file:///etc/passwd",
        "http://localhost.evil.example/",
        "127.0.0.1:3000",
        "http://0.0.0.0:1/",
    ],
)
async def test_a_request_url_that_leads_off_the_machine_is_refused(url: str) -> None:
    async with SlackStandIn() as slack, aiohttp.ClientSession() as session:
        async with session.post(f"{slack.url}/control/request_url", json={"url": url}) as response:
            assert response.status == 400
            assert "expected http://127.0.0.1" in (await response.json())["error"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:3000/slack/events", "http://localhost/", "http://[::1]:80/"])
def test_a_request_url_on_the_machine_is_taken(url: str) -> None:
    require_loopback(url)


def test_no_two_stand_ins_share_a_token() -> None:
    one, two = SlackSettings(), SlackSettings()
    names = ("bot_token", "app_token", "signing_secret", "verification_token")
    assert all(getattr(one, name) != getattr(two, name) for name in names)
    assert DiscordSettings().token != DiscordSettings().token
