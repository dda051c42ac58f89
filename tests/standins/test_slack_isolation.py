"""The stand-in can be lifted out: it leans on aiohttp and the standard library alone."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import adapters.standins.slack

NEIGHBOURS = ("changes", "clock", "faults", "guard", "recorder")
ALLOWED = {"aiohttp", "aiohttp.typedefs", *(f"adapters.standins.{name}" for name in NEIGHBOURS)}
FOLDER = Path(adapters.standins.slack.__file__).parent


def imported(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module))
    return names


def test_it_imports_nothing_of_the_project_but_its_neighbours() -> None:
    for path in [*FOLDER.glob("*.py"), *(FOLDER.parent / f"{name}.py" for name in NEIGHBOURS)]:
        foreign = {
            name
            for name in imported(path.read_text())
            if name not in ALLOWED and name.split(".")[0] not in sys.stdlib_module_names
        }
        assert not foreign, f"{path.name} imports {foreign}"
