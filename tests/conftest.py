from __future__ import annotations

from pathlib import Path

import pytest

from botcore import Bot, Faq, load_faq

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def faq() -> Faq:
    return load_faq((ROOT / "faq.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def bot(faq: Faq, tmp_path_factory: pytest.TempPathFactory) -> Bot:
    return Bot(faq, cache=tmp_path_factory.mktemp("cache") / "vectors.bin")
