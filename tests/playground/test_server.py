"""The playground without a browser: its door, its two rooms on real stand-ins, and the file it follows."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import typer
from running import ROOT, SHIPPED, running_playground, take_over

from adapters.assembly.playground import serve
from adapters.cli import lazily
from adapters.cli.app import app
from adapters.harness.playground import Builders, Exchanges, Playground, serve_page
from adapters.standins.guard import own_names
from botcore import Asked, Bot, Kind, Message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.real_clock  # the file is watched, and the bot started, in threads of their own
PATIENCE = 240.0
"""Seconds that only a fault takes: on a very busy machine a bot needs a minute to start."""

Json = dict[str, Any]
LITTLE = """
disclaimer: General information only.
entries:
- {id: safety-neck, question: "Is it safe to use prolotherapy for neck pain?", answer: It is.}
- {id: agent, question: "What is the most common agent?", answer: Dextrose.}
"""
SAFE = "Is it safe to use prolotherapy for neck pain?"


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A file that is learned at once."""
    path = tmp_path / "faq.yaml"
    path.write_text(LITTLE)
    return path


@asynccontextmanager
async def _page_alone() -> AsyncIterator[str]:
    """The server with no room and no bot behind it."""

    def never(*_: object) -> Any:
        raise AssertionError("nothing is loaded")

    async with serve_page(Playground(Builders(never, never, never)), 0) as url:
        yield url


class Follower:
    """A page that is open: what it was told, by name of the event."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session, self._url = session, url
        self._events: asyncio.Queue[Json] = asyncio.Queue()

    async def follow(self) -> None:
        async with self._session.get(f"{self._url}events") as response:
            async for line in response.content:
                if line.startswith(b"data: "):
                    self._events.put_nowait(json.loads(line.removeprefix(b"data: ")))

    async def until(self, fits: Any) -> Json:
        async with asyncio.timeout(PATIENCE):
            while not fits(event := await self._events.get()):
                pass
            return event

    async def reply(self, platform: str) -> Json:
        """Return the next of the bot's replies on a platform."""
        found = await self.until(lambda e: e.get("platform") == platform and (e.get("message") or {}).get("why"))
        return dict(found["message"])

    async def status(self, fits: Any) -> Json:
        """Return the next status of which something holds."""
        found = await self.until(lambda e: "status" in e and fits(e["status"]))
        return dict(found["status"])

    async def post(self, path: str, **body: Any) -> tuple[int, Json]:
        async with self._session.post(f"{self._url}{path}", json=body) as response:
            return response.status, await response.json()

    async def wire(self, platform: str, message: str) -> list[Json]:
        async with self._session.get(f"{self._url}wire/{platform}/{message}") as response:
            return list((await response.json())["frames"])


@asynccontextmanager
async def _playground(faq: Path) -> AsyncIterator[Follower]:
    """The whole thing in this process, with one page open."""
    announced: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(lambda: faq, 0, announced.set_result))
    following = None
    try:
        url = await announced
        async with aiohttp.ClientSession() as session:
            follower = Follower(session, url)
            following = asyncio.create_task(follower.follow())
            yield follower
    finally:
        open_tasks = [serving, *([following] if following else [])]
        for task in open_tasks:
            task.cancel()
        ended = await asyncio.gather(*open_tasks, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in ended), ended


@pytest.fixture
def faq_copy(bot: Bot, tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped file whose vectors are known."""
    assert bot.faq
    copy = tmp_path / "faq.yaml"
    shutil.copy(SHIPPED, copy)
    take_over(cache_folder, copy)
    monkeypatch.setenv("PROLOBOT_CACHE", str(cache_folder))
    return copy


async def test_the_page_and_its_files_come_with_a_strict_policy() -> None:
    async with _page_alone() as url, aiohttp.ClientSession() as session:
        for path, kind in (
            ("", "text/html"),
            ("static/main.js", "text/javascript"),
            ("static/page.css", "text/css"),
        ):
            async with session.get(url + path) as response:
                assert (response.status, response.content_type) == (200, kind)
                policy = response.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_no_file_of_the_page_names_another_address_or_writes_markup() -> None:
    folder = ROOT / "adapters" / "harness" / "playground" / "static"
    files = [path for path in folder.iterdir() if path.suffix in {".html", ".js", ".css"}]
    assert len(files) > 15
    for path in files:
        lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith(("//", "/*", "*"))]
        text = "\n".join(lines)
        for forbidden in (
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "url(",
            "@import",
            "<style",
            'style="',
        ):
            assert forbidden not in text, f"{path.name}: {forbidden}"
        assert 'src="http' not in text, path.name
        assert 'href="http' not in text, path.name


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_is_refused(headers: dict[str, str]) -> None:
    async with _page_alone() as url, aiohttp.ClientSession() as session:
        for path in ("", "events", "static/main.js", "wire/slack/1"):
            async with session.get(url + path, headers=headers) as response:
                assert response.status == 403
                assert "Access-Control-Allow-Origin" not in response.headers
        async with session.post(f"{url}do/slack/say", json={}, headers=headers) as response:
            assert response.status == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_a_form_of_another_site_cannot_act(kind: str) -> None:
    async with _page_alone() as url, aiohttp.ClientSession() as session:
        async with session.post(f"{url}do/slack/say", data=b"{}", headers={"Content-Type": kind}) as response:
            assert response.status == 403


@pytest.mark.parametrize("name", ["..%2fserver.py", "%2e%2e%2f%2e%2e%2fchat.py", "nothing.js", ".hidden"])
async def test_only_the_files_of_the_page_are_served(name: str) -> None:
    async with _page_alone() as url, aiohttp.ClientSession() as session:
        from yarl import URL

        async with session.get(URL(f"{url}static/{name}", encoded=True)) as response:
            assert response.status == 404


async def test_a_body_beyond_the_limit_is_refused() -> None:
    async with _page_alone() as url, aiohttp.ClientSession() as session:
        async with session.post(f"{url}do/slack/say", json={"text": "x" * 100_000}) as response:
            assert response.status in {400, 413}


async def test_a_body_that_makes_no_sense_is_answered_with_words() -> None:
    async with _page_alone() as url, aiohttp.ClientSession() as session:
        for path, body in (("do/slack/say", b"{"), ("do/slack/say", b"[]"), ("do/nowhere/say", b"{}")):
            headers = {"Content-Type": "application/json"}
            async with session.post(url + path, data=body, headers=headers) as response:
                assert response.status == 400
                assert (await response.json())["error"]


def test_the_page_is_ours_by_both_of_its_names() -> None:
    assert own_names(8765) == {"127.0.0.1:8765", "localhost:8765"}


async def test_what_is_said_on_either_platform_is_answered_explained_and_found_on_the_wire(faq_copy: Path) -> None:
    async with _playground(faq_copy) as page:
        asked = {"person": "ada", "channel": "general", "text": f"@prolobot {SAFE}"}
        for platform, request in (("slack", "chat.postMessage"), ("discord", "POST /channels/")):
            assert (await page.post(f"do/{platform}/say", **asked))[0] == 200
            reply = await page.reply(platform)
            why = reply["why"]
            assert (why["kind"], why["entry"], why["safety"]["verdict"]) == ("answer", "safety-neck", "clear")
            assert why["candidates"][0]["phrasing"] == SAFE
            delivered, sent, *_ = await page.wire(platform, reply["id"])
            assert (delivered["direction"], sent["direction"]) == ("to the bot", "from the bot")
            assert SAFE in json.dumps(delivered["body"])
            assert request in sent["name"]


async def test_commands_suggestions_and_presses_reach_the_bot(little: Path) -> None:
    async with _playground(little) as page:
        who = {"person": "grace", "channel": "general"}
        _, suggested = await page.post("do/discord/suggest", **who, text="agent")
        assert len(suggested["choices"]) == 1
        assert (await page.post("do/slack/suggest", **who, text="agent"))[1] == {"choices": []}
        for platform in ("slack", "discord"):
            await page.post(f"do/{platform}/command", **who, text="")
            offered = await page.reply(platform)
            assert offered["only"], "a command is answered to one person"
            assert offered["why"]["kind"] == "help"
            await page.post(f"do/{platform}/press", **who, message=offered["id"], **_first_button(offered))
            picked = await page.until(
                lambda e: e.get("platform") == platform and (e["message"].get("why") or {}).get("picked")  # noqa: B023
            )
            assert picked["message"]["why"]["kind"] == "answer"


def _first_button(message: Json) -> Json:
    if "components" in message:
        return {"control": message["components"][0]["components"][0]["custom_id"]}
    (button, *_) = [block["accessory"] for block in message["blocks"] if "accessory" in block]
    return {"control": button["action_id"], "value": button["value"]}


async def test_what_cannot_be_done_is_said(little: Path) -> None:
    async with _playground(little) as page:
        for action, body, words in (
            ("say", {"person": "nobody", "channel": "general", "text": "x"}, "nobody"),
            ("say", {"person": "ada"}, "missing"),
            ("destroy", {}, "expected one of say, command, press, menu, submit, suggest"),
            ("press", {"person": "ada", "message": "1", "control": "x"}, "there is no message"),
        ):
            status, answer = await page.post(f"do/slack/{action}", **body)
            assert status == 400
            assert words in answer["error"]


async def test_a_file_that_is_bad_from_the_start_is_shown_and_taken_once_it_is_mended(little: Path) -> None:
    good = little.read_text()
    little.write_text(good.replace("question:", "qestion:", 1))
    async with _playground(little) as page:
        refused = await page.status(lambda status: status["state"] == "refused")
        assert refused["faults"][0].startswith("faq.yaml: line ")
        status, answer = await page.post("do/slack/say", person="ada", channel="general", text="hello")
        assert status == 400
        assert "nothing can be answered yet" in answer["error"]
        little.write_text(good)
        ready = await page.status(lambda status: status["state"] == "ready")
        assert ready["faults"] == []
        assert ready["faq"]["entries"] == 2


async def test_discord_suggests_the_questions_of_the_file_as_it_is_now(little: Path) -> None:
    async with _playground(little) as page:
        await page.status(lambda status: status["state"] == "ready")
        little.write_text(little.read_text().replace(f'"{SAFE}"', '"Is a brand new question suggested?"'))
        await page.status(lambda status: status["state"] == "learning")
        await page.status(lambda status: status["state"] == "ready")
        _, suggested = await page.post("do/discord/suggest", person="ada", channel="general", text="brand new")
        assert [each["name"] for each in suggested["choices"]] == ["Is a brand new question suggested?"]


async def test_a_reply_is_found_by_its_words_in_its_channel_and_only_once(bot: Bot) -> None:
    async def answer(message: Message) -> Any:
        return bot.reply(message)

    heard = Exchanges(answer)
    reply = await heard(Asked(SAFE, person="slack:T:U1", thread="slack:T:C1:1"))
    assert reply.kind is Kind.ANSWER
    shown = reply.text.replace("safe", "*safe*")
    assert heard.take("C2", shown) is None
    assert heard.take("C1", "something else") is None
    found = heard.take("C1", shown)
    assert found is not None
    assert found.reply is reply
    assert heard.take("C1", shown) is None


async def test_a_port_that_is_taken_is_said_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    async with _page_alone() as url:
        port = url.rstrip("/").rpartition(":")[2]
        ended = await asyncio.to_thread(_run, "playground", "--port", port, "--faq", str(SHIPPED))
    assert ended == 2
    assert f"cannot listen on {port}" in capfd.readouterr().err


def _run(*arguments: str) -> int:
    # Not standalone, the status is returned instead of ending the process.
    return int(app(list(arguments), standalone_mode=False) or 0)


def test_the_command_serves_its_page(tmp_path: Path, cache_folder: Path) -> None:
    import urllib.request

    with running_playground(tmp_path, cache_folder) as running:
        with urllib.request.urlopen(running.url) as response:
            assert b"prolobot playground" in response.read()


@pytest.mark.parametrize("module", lazily.COMMANDS)
def test_every_module_registers_the_command_of_its_name(module: str) -> None:
    import importlib

    part = typer.Typer()
    importlib.import_module(f"adapters.cli.{module}").register(part)
    part.callback()(lambda: None)
    assert set(typer.main.get_group(part).commands) == {module}


def test_nothing_that_takes_long_is_imported_before_the_page_is_there() -> None:
    import subprocess
    import sys

    code = "import sys; import adapters.cli.playground, adapters.cli.app; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    late = {
        "botcore",
        "onnxruntime",
        "numpy",
        "discord",
        "slack_bolt",
        "slack_sdk",
        "rich",
        "structlog",
        "watchfiles",
    }
    assert late & set(ended.stdout.split()) == set()
