from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

sys.path.insert(0, str(Path(__file__).parent))

import owned_clock

from adapters.assembly.loading import cache_path
from adapters.vector_file import vectors_kept_in
from botcore import Bot, Faq, load_faq

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parent.parent


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let a test own its clock, unless it waits for another process."""
    return owned_clock.loop_factories(real=item.get_closest_marker("real_clock") is not None)


@pytest.fixture(autouse=True)
def heartbeats_by_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discord.gateway.KeepAliveHandler", owned_clock.Heartbeats)


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
    with vectors_kept_in(cache_path(cache_folder, ROOT / "faq.yaml")) as vectors:
        return Bot(faq, vectors=vectors)
