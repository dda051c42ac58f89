from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from adapters.cli.loading import cache_path
from botcore import Bot, Faq, load_faq

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Undo what a command did to this process's logs."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def faq() -> Faq:
    return load_faq((ROOT / "faq.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where commands and the bot below keep vectors, so that the shipped file is encoded once a run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def bot(faq: Faq, cache_folder: Path) -> Bot:
    return Bot(faq, cache=cache_path(cache_folder, ROOT / "faq.yaml"))
