"""From a path to a bot, with progress on long work and one line for every fault."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from adapters.settings import Settings, SettingsError, read_settings
from botcore import Bot, Faq, FaqError, load_faq

if TYPE_CHECKING:
    from collections.abc import Iterable

BAD_INPUT = 2
FELL_SHORT = 1

out = Console()
err = Console(stderr=True)


def fail(lines: Iterable[str] | str) -> NoReturn:
    """Print lines on standard error and leave with status 2."""
    for line in [lines] if isinstance(lines, str) else lines:
        err.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(BAD_INPUT)


def settings() -> Settings:
    """Return the settings of the environment; leaves with status 2 when they cannot be used."""
    try:
        return read_settings(os.environ)
    except SettingsError as error:
        fail(str(error))


def faq_path(path: Path | None) -> Path:
    """Return the file to use: the one named, the one set, the one here, or the one that was installed."""
    chosen = path or settings().faq
    if chosen:
        return chosen
    here = Path("faq.yaml")
    installed = Path(str(resources.files("botcore").joinpath("data/faq.yaml")))
    return here if here.exists() or not installed.exists() else installed


def read_text(path: Path) -> str:
    """Return a file's text; leaves with status 2 when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        fail(f"{path}: found a byte that is not UTF-8 at position {error.start}; expected a UTF-8 text file")
    except OSError as error:
        fail(f"{path}: cannot be read ({error.strerror}); name another file with --faq")


def load_file(path: Path | None) -> Faq:
    """Return the values of a file; prints every fault and leaves with status 2 when there are any."""
    chosen = faq_path(path)
    try:
        return load_faq(read_text(chosen), name=str(chosen))
    except FaqError as error:
        fail(str(error).splitlines())


def cache_path(folder: Path, faq: Path) -> Path:
    """Return where the vectors of a file are kept: one cache a path, so that files do not evict each other."""
    return folder / f"vectors-{hashlib.sha256(str(faq.resolve()).encode()).hexdigest()[:12]}.bin"


def load_bot(path: Path | None, *, quiet: bool = False) -> Bot:
    """Return a bot for a file; shows a progress bar on a terminal while wordings are encoded."""
    faq, current = load_file(path), settings()
    cache = cache_path(current.cache, faq_path(path))
    if quiet or not sys.stderr.isatty():
        return Bot(faq, services=current.services, cache=cache)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Learning the file", total=None)
        return Bot(
            faq,
            services=current.services,
            cache=cache,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
