"""The stand-ins can be lifted out: copied to an empty folder, they serve official bots, and their tests begin."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import json
import os
import re
import shutil
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

import adapters.standins
from adapters.standins.clock import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

FOLDER = Path(adapters.standins.__file__).parent
TESTS = Path(__file__).parent
QUICK_START = TESTS / "discord_echo_bot.py"
OF_DISCORD_PY = {"discord", "yarl"}

GETTING_STARTED = """
# The app of slack_bolt's guide (https://docs.slack.dev/tools/bolt-python/getting-started), but for the address.
import os
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

app = App(client=WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]))

@app.message("hello")
def message_hello(message, say):
    say(f"Hey there <@{message['user']}>!")

SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
"""
HELLO = """
import os, runpy, sys, discord
from standins.discord import loopback

run = discord.Client.run
discord.Client.run = lambda client, _token: run(client, os.environ["DISCORD_TOKEN"], log_handler=None)
with loopback.pointed_at(os.environ["DISCORD_URL"]):
    runpy.run_path(sys.argv[1], run_name="__main__")
"""


def imported(path: Path) -> set[str]:
    """Return the packages a module of theirs names from the top, and what it takes from above them."""
    depth = len(path.relative_to(FOLDER).parts)
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.level > depth:
            names.add("." * node.level + str(node.module))
    return names


def test_a_module_imports_aiohttp_the_standard_library_and_its_neighbours() -> None:
    foreign = {path.name: imported(path) - sys.stdlib_module_names - {"aiohttp"} for path in FOLDER.rglob("*.py")}
    assert {name: names for name, names in foreign.items() if names} == {"loopback.py": OF_DISCORD_PY}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the folder and its tests, made as its README says, where no other module of ours can be found."""
    for folder, name in ((FOLDER, "standins"), (TESTS, "tests")):
        shutil.copytree(folder, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for path in (tmp_path / "tests").glob("*.py"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("adapters.standins", "standins"), encoding="utf-8"
        )
    for room in ("adapters", "botcore"):
        (tmp_path / f"{room}.py").write_text("raise ImportError('not here')", encoding="utf-8")
    return tmp_path


@asynccontextmanager
async def run(folder: Path, *arguments: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run Python in a folder that alone is on its path, and end it afterwards."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(folder)} | environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        # One that is over by itself may have been noticed, or not yet.
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


@asynccontextmanager
async def served(
    folder: Path, options: tuple[str, ...], *bot: str
) -> AsyncIterator[Callable[..., Awaitable[dict[str, Any]]]]:
    """Run a stand-in and a bot that finds it by its first line; give what the people do."""
    async with run(folder, "-m", "standins", *options) as process, aiohttp.ClientSession() as session:
        assert process.stdout is not None
        environment: dict[str, str] = json.loads(await process.stdout.readline())
        url = environment["CONTROL_URL"]

        async def act(action: str, **body: object) -> dict[str, Any]:
            async with session.post(url + action, json=body) as response:
                answer: dict[str, Any] = await response.json()
                assert response.status == 200, answer
                return answer

        ready = asyncio.create_task(connected(session, url))
        async with run(folder, *bot, **environment):
            await ready
            yield act


async def connected(session: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(TIMEOUT), session.get(url + "changes") as changes:
        async for line in changes.content:
            if line.startswith(b"data: ") and json.loads(line[6:])["kind"] == "connection":
                return


@pytest.mark.real_clock
async def test_from_an_empty_folder_slack_serves_the_app_of_slack_bolts_guide(elsewhere: Path) -> None:
    async with served(elsewhere, ("slack", "--bot-name", "echo"), "-c", GETTING_STARTED) as act:
        asked = (await act("say", user="ada", channel="general", text="@echo hello"))["message"]
        (reply,) = (await act("wait", message=asked["ts"], seconds=TIMEOUT))["replies"]
        assert reply["text"] == f"Hey there <@{asked['user']}>!"
        assert asked["text"] == f"{(await act('state'))['bot']['mention']} hello"


@pytest.mark.real_clock
async def test_from_an_empty_folder_discord_serves_the_quick_start_of_discord_py(elsewhere: Path) -> None:
    options = ("discord", "--bot-name", "echo", "--intent", "message_content")
    async with served(elsewhere, options, "-c", HELLO, str(QUICK_START)) as act:
        asked = (await act("say", user="ada", channel="general", text="$hello there"))["message"]
        (reply,) = (await act("wait", message=asked["id"], seconds=TIMEOUT))["replies"]
        assert (reply["content"], reply["author"]["username"]) == ("Hello!", "echo")
        assert (await act("state"))["identifies"] == 1


@pytest.mark.real_clock
async def test_from_an_empty_folder_their_tests_are_found_and_begin(elsewhere: Path) -> None:
    options = ("-m", "pytest", "--asyncio-mode=auto", "-p", "no:simcord", "-p", "no:cacheprovider", "-q")
    chosen = ("--strict-markers", "-W", "error::pytest.PytestUnknownMarkWarning", "-k", "test_local_only")
    async with run(elsewhere, *options, *chosen, "tests") as process, asyncio.timeout(TIMEOUT * 4):
        assert process.stdout is not None
        said = (await process.stdout.read()).decode()
    passed = re.search(r"^(\d+) passed, (\d+) deselected", said, re.MULTILINE)
    assert passed, said
    assert int(passed[1]) > 20
    assert int(passed[2]) > 500
