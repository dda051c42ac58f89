from __future__ import annotations

import fcntl
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import proving  # noqa: F401 - what hypothesis does, before any test is read
import pytest
import structlog
import telling
from databases import address, database, postgresql
from node_judges import node
from owned_clock import heartbeats_by_the_loop, pytest_asyncio_loop_factories
from telling import pytest_terminal_summary

from adapters.answering import Answerer
from adapters.assembly.loading import cache_path
from adapters.vector_file import vectors_kept_in
from botcore import Bot, Faq, load_faq
from botcore.encoding import Encoder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "address",
    "database",
    "heartbeats_by_the_loop",
    "node",
    "postgresql",
    "pytest_asyncio_loop_factories",
    "pytest_terminal_summary",
]

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proofs", action="store_true", help="end with a table of the proofs")


def pytest_runtest_setup(item: pytest.Item) -> None:
    telling.note_size(item)


@pytest.fixture(autouse=True)
def environment_as_before() -> Iterator[None]:
    """Undo what a command took over from a file of settings into this process's environment."""
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


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


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the bot below and every command keep vectors: the shipped file is encoded once for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "vectors"
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROLOBOT_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """One for all who only read with it: its model takes a while to load."""
    return Encoder()


@pytest.fixture(scope="session")
def bot(faq: Faq, cache_folder: Path) -> Bot:
    with (cache_folder / "being encoded").open("w") as turn:
        # One worker after the other: the second finds what the first has encoded.
        fcntl.flock(turn, fcntl.LOCK_EX)
        with vectors_kept_in(cache_path(cache_folder, ROOT / "faq.yaml")) as vectors:
            return Bot(faq, vectors=vectors)


@pytest.fixture(scope="session")
def library(cache_folder: Path) -> Bot:
    """A bot of another trade, whose file is not about health."""
    path = ROOT / "tests" / "files" / "library.yaml"
    with vectors_kept_in(cache_path(cache_folder, path)) as vectors:
        return Bot(load_faq(path.read_text(encoding="utf-8")), vectors=vectors)


@pytest.fixture
def answer(bot: Bot) -> Iterator[Answerer]:
    bot.forget()
    answerer = Answerer(bot)
    yield answerer
    answerer.close()
