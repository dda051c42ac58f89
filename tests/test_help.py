"""`prolobot --help`: quick, because it imports no command, and true of each."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.cli.lazily import COMMANDS, load

ROOT = Path(__file__).parent.parent


def test_the_help_names_every_command_and_imports_none_nor_the_bot() -> None:
    code = (
        "import sys\nsys.argv = ['prolobot', '--help']\n"
        "from adapters.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(each for each in sys.modules if each.partition('.')[0] in {'botcore', 'numpy', 'aiohttp'}))"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(f" {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_s_own_help_says_the_same_first(name: str) -> None:
    command = load(name, {})
    own = " ".join((command.help or "").split())
    first = COMMANDS[name].partition(";")[0].partition(":")[0].rstrip(".")
    assert own.startswith(first)


def test_the_page_of_commands_has_a_row_for_each_and_for_no_other() -> None:
    rows = [
        line.split("|") for line in (ROOT / "docs/commands.md").read_text().splitlines() if line.startswith("| `")
    ]
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row[1])] == [*COMMANDS]
    for row in rows:
        assert re.match(r" `prolobot (\w+)", row[3])[1] in row[1]  # type: ignore[index]


def test_an_unknown_command_is_refused_by_name() -> None:
    result = CliRunner().invoke(app, ["evla"])
    assert result.exit_code == 2
    assert "evla" in result.stderr
