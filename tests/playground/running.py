"""`prolobot playground` as a process of its own, answering from a copy of the shipped file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.assembly.loading import cache_path

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "faq.yaml"


@dataclass(frozen=True)
class Running:
    """A playground that can be opened.

    Attributes:
        url: The page's address.
        faq: The file it answers from; writing to it is noticed.
    """

    url: str
    faq: Path


@contextmanager
def running_desk(folder: Path, journal: str) -> Iterator[str]:
    """Run the desk of a copy of the shipped file while the block lasts; gives its address.

    Args:
        folder: Where the copy of the file is put.
        journal: The address of the database that it reads.
    """
    faq = Path(shutil.copy(SHIPPED, folder / "faq.yaml"))
    command = [sys.executable, "-m", "adapters", "desk", "--port", "0", "--faq", str(faq)]
    environment = os.environ | {"PROLOBOT_CACHE": str(folder), "PROLOBOT_DATABASE": journal}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://127\.0\.0\.1:\d+/#\S+", line)
            assert found, f"found {line!r}; expected the page's address"
            yield found[0]
        finally:
            process.terminate()


def take_over(cache: Path, copy: Path) -> None:
    """Let a copy of the shipped file have what is kept of that: vectors that do not come with it, what was learned."""
    for ending in (".bin", ".learned"):
        if (kept := cache_path(cache, SHIPPED).with_suffix(ending)).exists():
            shutil.copy(kept, cache_path(cache, copy).with_suffix(ending))


@contextmanager
def running_playground(folder: Path, cache: Path) -> Iterator[Running]:
    """Run the command while the block lasts, on any free port.

    Args:
        folder: Where the copy of the file is put.
        cache: The folder in which the vectors of the shipped file are kept already.
    """
    faq = folder / "faq.yaml"
    shutil.copy(SHIPPED, faq)
    take_over(cache, faq)
    command = [sys.executable, "-m", "adapters", "playground", "--port", "0", "--faq", str(faq)]
    environment = os.environ | {"PROLOBOT_CACHE": str(cache)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, f"found {line!r}; expected the page's address"
            yield Running(found[0], faq)
        finally:
            process.terminate()
