"""Take the README's pictures of the playground: `make screenshots`."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from driving import Person, started_chromium
from journals import filled
from PIL import Image
from playwright.sync_api import expect
from running import ROOT, running_desk, running_playground

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "images"
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 780}
SMALL_PHONE = {"width": 375, "height": 667}

CAREFUL = {
    "urgent": "I can't breathe since the injection",
    "crisis": "I don't want to live any more",
    "declined": "should I stop my warfarin before the injection?",
}
"""What the bot is most careful about, by the name of its picture."""

SPOKEN = {
    "urgent-es": "mi madre no puede respirar",
    "urgent-hi": "मुझे सांस नहीं आ रही है",
    "urgent-ar": "لا أستطيع التنفس",
}
"""The same in other languages, one of them written from right to left."""


IN_VAIN = {
    "": ["is there parking at the clinic"] * 4 + ["where is the parking at the clinic", "parking at the clinic"],
    "ligament-laxity": ["does it tighten a floppy joint"] * 3 + ["do floppy joints get tight"],
}
"""What the desk's picture shows as asked in vain."""


def main() -> int:
    """Write every picture; returns the exit status."""
    path = shutil.which("chromium")
    if path is None:
        print("found no chromium; expected Debian's: apt-get install chromium", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, started_chromium(path) as browser:
        with running_playground(Path(folder), Path(folder)) as playground:
            _converse(browser, playground.url)
            for name, size, theme in (
                ("playground-light", WIDE, "light"),
                ("playground-dark", WIDE, "dark"),
                ("playground-phone", PHONE, "light"),
            ):
                with _opened(browser, playground.url, size, theme) as person:
                    _picture(person, name)
            with _opened(browser, playground.url, WIDE, "light") as person:
                person.why(person.discord.replies.first)
                person.page.locator("#why pre").first.wait_for(state="attached")
                _picture(person, "playground-why")
            _careful(browser, playground.url)
            _spoken(browser, playground.url)
        _desk(browser, Path(folder))
    return 0


def _desk(browser: Browser, folder: Path) -> None:
    """Take the desk, with a journal in which several people asked the same in vain."""
    journal = f"sqlite:///{folder}/journal.db"
    filled(journal, IN_VAIN, {"side-effects": (3, 6), "common-agent": (14, 1)})
    with running_desk(folder, journal) as url:
        context = browser.new_context(viewport=WIDE, locale="en-US", device_scale_factor=1)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(url)
        expect(page.get_by_role("heading", name="Reviews")).to_be_visible(timeout=120_000)
        page.get_by_label("Your name").fill("Ada Lovelace")
        _save(page.screenshot(), "desk")
        context.close()


def _converse(browser: Browser, url: str) -> None:
    with _opened(browser, url, WIDE, "light") as person:
        slack, discord = person.slack, person.discord
        slack.become("Ada").ask("@prolobot is it safe for the neck?")
        slack.become("Linus").ask("@prolobot he cant breathe since the injection")
        discord.become("Grace").ask("@prolobot wat do they inject")
        discord.become("Linus").ask("/prolo how much does it cost")


def _careful(browser: Browser, url: str) -> None:
    """Take every careful reply on both platforms, each asked by someone who said nothing before."""
    for who, (name, text) in zip(("Ada", "Grace", "Linus"), CAREFUL.items(), strict=True):
        for platform in ("slack", "discord"):
            with _opened(browser, url, SMALL_PHONE, "light") as person:
                _on_a_phone(person, platform, who, text)
                _picture(person, f"{name}-{platform}")


def _spoken(browser: Browser, url: str) -> None:
    """Take an urgent reply in other languages, in turn on either platform."""
    for platform, (name, text) in zip(("slack", "discord", "slack"), SPOKEN.items(), strict=True):
        with _opened(browser, url, SMALL_PHONE, "light") as person:
            _on_a_phone(person, platform, "Ada", text)
            _picture(person, name)


def _on_a_phone(person: Person, platform: str, who: str, text: str) -> None:
    """Ask in a direct message, and see that the reply's first line is in view."""
    pane = person.slack if platform == "slack" else person.discord
    person.page.locator(f'#switch [data-pane="{platform}"]').click()
    pane.become(who, direct=True)
    expect(pane.ask(text).locator(".content > *").first).to_be_in_viewport(ratio=1)


class _opened:  # noqa: N801 - used as the context manager it is
    """The page, open in a window of its own, with both conversations at their ends."""

    def __init__(self, browser: Browser, url: str, size: dict[str, int], theme: str) -> None:
        self._context = browser.new_context(
            viewport=size,  # type: ignore[arg-type] - a plain dictionary is one of its shapes
            color_scheme=theme,  # type: ignore[arg-type] - "light" or "dark"
            locale="en-US",
            device_scale_factor=1.5,
            reduced_motion="reduce",
        )
        self._url = url

    def __enter__(self) -> Person:
        person = Person(self._context.new_page(), self._url)
        person.open()
        return person

    def __exit__(self, *_: object) -> None:
        self._context.close()


def _picture(person: Person, name: str) -> None:
    _save(person.page.screenshot(), name)


def _save(shown: bytes, name: str) -> None:
    path = FOLDER / f"{name}.png"
    shot = Image.open(io.BytesIO(shown)).convert("RGB")
    # A page has few colours: a palette of them takes a third of the space; rare ones, such as a red dot, are kept.
    palette = shot.quantize(method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(path, optimize=True)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
