"""From a path to a bot, with one line for every fault of the file or of the environment."""

from __future__ import annotations

import hashlib
import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from adapters import text_file
from adapters.assembly.bad_input import fail
from adapters.env_file import place_of
from adapters.garbage import made_to_stay
from adapters.settings import Settings, SettingsError, basic_settings, read_settings
from adapters.token_rules import check_tokens
from adapters.vector_file import vectors_kept_in
from botcore import Bot, Faq, FaqError, load_faq

if TYPE_CHECKING:
    from collections.abc import Callable


ANOTHER_FILE = "name another file, or set PROLOBOT_FAQ"


def settings() -> Settings:
    """Return the settings of the environment.

    Raises:
        BadInputError: They cannot be used: with every fault there is, malformed tokens among them.
    """
    try:
        return read_settings(os.environ)
    except SettingsError as error:
        needed = [rule for each in basic_settings(os.environ).platforms for rule in each.rules]
        malformed = check_tokens(tuple(each for each in needed if each[1].get_secret_value()))
        fail([f"{place_of(line.partition(':')[0])}{line}" for line in (*error.lines, *malformed)])


def faq_path(path: Path | None) -> Path:
    """Return the file to use: the one named, the one set, the one here, or the one that was installed."""
    chosen = path or settings().faq
    if chosen:
        return chosen
    here = Path("faq.yaml")
    installed = Path(str(resources.files("botcore").joinpath("data/faq.yaml")))
    return here if here.exists() or not installed.exists() else installed


def read_text(path: Path, cure: str = "") -> str:
    """Return a file's text.

    Args:
        path: The file.
        cure: What to do where it cannot be read.

    Raises:
        BadInputError: It cannot be read.
    """
    try:
        return text_file.read_text(path)
    except text_file.TextFileError as error:
        fail(f"{error}; {cure}" if cure else str(error))


def load_file(path: Path | None) -> Faq:
    """Return the values of a file.

    Raises:
        BadInputError: With every fault there is.
    """
    chosen = faq_path(path)
    try:
        return load_faq(read_text(chosen, ANOTHER_FILE), name=str(chosen))
    except FaqError as error:
        fail(str(error).splitlines())


def cache_path(folder: Path, faq: Path) -> Path:
    """Return where the vectors of a file are kept: one cache a path, so that files do not evict each other."""
    return folder / f"vectors-{hashlib.sha256(str(faq.resolve()).encode()).hexdigest()[:12]}.bin"


def load_bot(path: Path | None, progress: Callable[[int, int], None] | None = None) -> Bot:
    """Return a bot for a file.

    Args:
        path: The file; None: as `faq_path` says.
        progress: Called with how many wordings are encoded, of how many.

    Raises:
        BadInputError: The file or the environment cannot be used.
    """
    return bot_for(load_file(path), faq_path(path), progress)


def bot_for(faq: Faq, path: Path, progress: Callable[[int, int], None] | None = None) -> Bot:
    """Return a bot for what a file says, or said.

    Args:
        faq: Its values.
        path: Where it is, for the vectors that are kept of it.
        progress: As of `load_bot`.

    Raises:
        BadInputError: The environment cannot be used.
    """
    current = settings()
    with made_to_stay(), vectors_kept_in(cache_path(current.cache, path)) as vectors:
        return Bot(faq, services=current.services, practices=current.practices, vectors=vectors, progress=progress)
