"""The stand-ins can be lifted out: copied to an empty folder, they serve an official client's bot."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import shutil
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

import adapters.standins

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FOLDER = Path(adapters.standins.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
QUICK_START = Path(__file__).with_name("discord_echo_bot.py")
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
    """Return the packages a module names from the top."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def above(path: Path) -> set[str]:
    """Return what a module imports from above the stand-ins."""
    depth = len(path.relative_to(FOLDER).parts)
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and node.level > depth}


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: "-".join(path.relative_to(FOLDER).with_suffix("").parts)
)
def test_a_module_imports_aiohttp_the_standard_library_and_its_neighbours(path: Path) -> None:
    foreign = imported(path) - sys.stdlib_module_names - {"aiohttp"}
    assert foreign <= (OF_DISCORD_PY if path.name == "loopback.py" else set())
    assert not above(path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the folder, and nothing else, where no module of ours can be found."""
    shutil.copytree(FOLDER, tmp_path / "standins", ignore=shutil.ignore_patterns("__pycache__"))
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
        process.kill()
        await process.communicate()


async def told(process: asyncio.subprocess.Process) -> dict[str, str]:
    """Return the environment a stand-in prints for a bot."""
    assert process.stdout is not None
    found: dict[str, str] = json.loads(await process.stdout.readline())
    return found


async def act(session: aiohttp.ClientSession, url: str, action: str, **body: Any) -> dict[str, Any]:
    async with session.post(url + action, json=body) as response:
        answer: dict[str, Any] = await response.json()
        assert response.status == 200, answer
        return answer


async def connected(session: aiohttp.ClientSession, url: str) -> None:
    async with session.get(url + "changes") as changes:
        async for line in changes.content:
            if line.startswith(b"data: ") and json.loads(line[6:])["kind"] == "connection":
                return


@pytest.mark.real_clock
async def test_from_an_empty_folder_slack_serves_the_app_of_slack_bolts_guide(elsewhere: Path) -> None:
    async with run(elsewhere, "-m", "standins.slack") as process, aiohttp.ClientSession() as session:
        environment = await told(process)
        control = environment["CONTROL_URL"]
        ready = asyncio.create_task(connected(session, control))
        async with run(elsewhere, "-c", GETTING_STARTED, **environment):
            await ready
            asked = await act(session, control, "say", user="ada", channel="general", text="hello")
            (reply,) = (await act(session, control, "wait", message=asked["message"]["ts"], seconds=60))["replies"]
            assert reply["text"] == f"Hey there <@{asked['message']['user']}>!"


@pytest.mark.real_clock
async def test_from_an_empty_folder_discord_serves_the_quick_start_of_discord_py(elsewhere: Path) -> None:
    options = ("-m", "standins.discord", "--intent", "message_content")
    async with run(elsewhere, *options) as process, aiohttp.ClientSession() as session:
        environment = await told(process)
        control = environment["CONTROL_URL"]
        ready = asyncio.create_task(connected(session, control))
        async with run(elsewhere, "-c", HELLO, str(QUICK_START), **environment):
            await ready
            asked = await act(session, control, "say", user="ada", channel="general", text="$hello there")
            (reply,) = (await act(session, control, "wait", message=asked["message"]["id"], seconds=60))["replies"]
            assert reply["content"] == "Hello!"
