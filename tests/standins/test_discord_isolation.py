"""The stand-in can be lifted out: it imports aiohttp, the standard library and its neighbours."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import adapters.standins.discord as package

FOLDER = Path(package.__file__).parent
ROOT = FOLDER.parents[2]
NEIGHBOURS = {f"adapters.standins.{name}" for name in ("changes", "clock", "faults", "guard", "recorder")}
OF_DISCORD_PY = {"discord", "discord.gateway", "discord.http", "yarl"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_a_module_imports_nothing_of_the_project(path: Path) -> None:
    foreign = {name for name in imported(path) if name.partition(".")[0] not in sys.stdlib_module_names}
    allowed = NEIGHBOURS | {"aiohttp"} | (OF_DISCORD_PY if path.stem == "loopback" else set())
    assert foreign <= allowed


def test_the_stand_in_runs_without_discord_py_and_without_the_bot() -> None:
    script = (
        "import sys, adapters.standins.discord\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "sys.exit(bool(loaded & {'discord', 'botcore', 'slack_sdk', 'slack_bolt'}))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0  # noqa: S603
