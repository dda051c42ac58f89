"""What README and docs show people to type, held to the commands; and what they show of a reply, to the bot's."""

from __future__ import annotations

import re
import shlex
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from rich.console import Console

from adapters.cli.lazily import load
from adapters.harness.terminal.showing import panel
from botcore import Asked

if TYPE_CHECKING:
    from botcore import Bot

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "adapters" / "standins" / "README.md"]


def typed() -> list[str]:
    """Return every call of prolobot that a page shows, as it is typed there."""
    shown = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    blocks = re.findall(r"^ *\$ (.*)$", shown.replace("\\\n", " "), re.MULTILINE)
    inline = re.findall(r"`((?:PROLOBOT_\w+=\S+ )?(?:\.venv/bin/)?prolobot [^`]+)`", " ".join(shown.split()))
    # What stands behind a container's name is run in it.
    own = [each.partition(" #")[0] for each in (*blocks, *inline) if not each.startswith("docker")]
    calls = [re.search(r"(?:^|[ /])prolobot ([a-z].*)$", each) for each in own]
    return sorted({each[1].strip() for each in calls if each and not each[1].startswith("prolobot")})


@pytest.mark.parametrize("call", typed())
def test_a_call_that_a_page_shows_is_one_that_the_command_takes(call: str) -> None:
    words = shlex.split(re.split(r" [<>|] ", f"{call} ")[0])
    command: Any = load(words.pop(0), {})
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    options = {each for param in command.params for each in param.opts} | {"--help"}
    assert {each for each in words if each.startswith("--")} <= options


def test_the_reply_that_the_readme_shows_of_the_demo_is_the_bot_s(bot: Bot) -> None:
    first = yaml.safe_load((ROOT / "docs" / "demo.yaml").read_text(encoding="utf-8"))[0]["turns"][0]
    reply = bot.reply(Asked(first["says"], public=True))
    written = StringIO()
    Console(file=written, width=80).print(panel(reply))
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"ana in #general: {first['says']}\n{written.getvalue()}" in shown
