from __future__ import annotations

from pathlib import Path

import pytest

from adapters.cli.loading import cache_path
from botcore import Bot, Faq, load_faq

ROOT = Path(__file__).parent.parent


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
