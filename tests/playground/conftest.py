from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from driving import Person, started_chromium
from running import Running, running_playground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from botcore import Bot

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def playground(bot: Bot, tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Iterator[Running]:
    assert bot.faq, "the vectors of the shipped file are kept by now"
    with running_playground(tmp_path_factory.mktemp("playground"), cache_folder) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing; .ci/run installs Debian's package chromium")
        pytest.skip(f"{CHROMIUM} is missing; on Debian: apt-get install chromium")
    with started_chromium(str(CHROMIUM)) as browser:
        yield browser


@pytest.fixture(scope="module")
def drawing(chromium: Browser, playground: Running) -> Iterator[Page]:
    """One page for all who only borrow its modules."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(playground.url)
    yield page
    context.close()


@pytest.fixture
def person(chromium: Browser, playground: Running) -> Iterator[Person]:
    """Someone with the page open, whose page asked nothing of anyone else and broke nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 860}, locale="en-US")
    try:
        person = Person(context.new_page(), playground.url)
        person.open()
        yield person
        assert person.foreign == [], "the page asked something of another address"
        assert person.complaints == [], "the page broke something"
    finally:
        context.close()
