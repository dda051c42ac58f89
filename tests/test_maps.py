"""Each room's `__init__` is its reader's map: it names every file there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
BY_COMMAND = ROOT / "adapters" / "cli"
"""Its files are named as the commands, which `prolobot --help` lists."""


def unnamed(room: Path) -> list[str]:
    """Return the files and rooms in a room that its map does not name."""
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    inside = [each.stem for each in room.glob("*.py") if not each.stem.startswith("__")]
    inside += [each.parent.name for each in room.glob("*/__init__.py")]
    return [name for name in sorted(inside) if not re.search(rf"\b{name}\b", told)]


def test_every_room_s_map_names_every_file_in_it() -> None:
    rooms = [each.parent for top in ("botcore", "adapters") for each in (ROOT / top).rglob("__init__.py")]
    skipped = [room for room in rooms if BY_COMMAND in (room, *room.parents) or "migrations" in room.parts]
    missing = {
        str(room.relative_to(ROOT)): names for room in rooms if room not in skipped and (names := unnamed(room))
    }
    assert missing == {}
