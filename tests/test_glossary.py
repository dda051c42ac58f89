"""The glossary and the code: every word lives where the page says, and has one meaning."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import doors
import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
HOMES = re.findall(r"`((?:botcore|adapters|tests)/[\w/]+\.py)(?:: (\w+))?`", PAGE)
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]


def lives(path: str, name: str) -> bool:
    """Tell whether a file defines a name, or is there at all where none is asked for."""
    file = ROOT / path
    if not file.is_file():
        return False
    text = file.read_text(encoding="utf-8")
    return not name or name in doors.Module(path, tuple(text.splitlines()), ast.parse(text)).defined


def test_every_word_lives_where_the_page_says() -> None:
    assert len(HOMES) > 100
    assert [home for home in HOMES if not lives(*home)] == []


@pytest.mark.parametrize("page", ["docs/changing.md", "docs/authors.md", "docs/decisions.md", "README.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    homes = re.findall(r"`((?:botcore|adapters|tests|docs)/[\w/.]+)(?:: (\w+))?`", text)
    assert [home for home in homes if not ((ROOT / home[0]).exists() and (not home[1] or lives(*home)))] == []


def test_every_line_says_word_meaning_and_place_and_no_word_twice() -> None:
    words, _, two = PAGE.partition("## One word, two things")
    told = [row for row in ROWS if row[0] != "word" and " | ".join(row) in words]
    assert len(told) > 80
    assert [row for row in told if len(row) != 3 or not all(row)] == []
    counted = Counter(word for row in told for word in row[0].split(", "))
    assert [word for word, count in counted.items() if count > 1] == []
    assert "`" in two


def test_a_class_name_that_two_modules_share_is_told_with_both() -> None:
    told = PAGE.partition("## One word, two things")[2]
    twins = re.findall(r"`(\w+)`", told.partition("|")[0])
    homes: dict[str, list[str]] = {}
    for room in ("botcore", "adapters"):
        for file in sorted((ROOT / room).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if not path.startswith(("adapters/standins/", "adapters/benchmarks/")):
                tree = ast.parse(file.read_text(encoding="utf-8"))
                for each in tree.body:
                    if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
                        homes.setdefault(each.name, []).append(path)
    shared = {name: paths for name, paths in homes.items() if len(paths) > 1 and name not in twins}
    assert "Kind" in shared
    missing = [f"{path}: {name}" for name, paths in shared.items() for path in paths]
    assert [
        each for each in missing if f"`{each}`" not in PAGE and f"`{each.partition(':')[0]}`" not in told
    ] == []
