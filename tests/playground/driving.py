"""A person at the page, in Debian's chromium."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

ARGUMENTS = (
    "--no-sandbox",  # root in a container has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 150_000
"""Milliseconds that only a fault takes."""

START = 3 * PATIENCE
"""The same for the bot, which on a very busy machine needs a minute to start."""


@contextmanager
def started_chromium(path: str) -> Iterator[Browser]:
    """Run a browser while the block lasts."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Pane:
    """One platform on the page."""

    def __init__(self, page: Page, platform: str) -> None:
        self.page = page
        self.root = page.locator(f"#{platform}")
        self.field = page.locator(f"#{platform}-field")
        self.completions = page.locator(f"#{platform}-completions [role=option]")
        self.replies = self.root.locator(".message[data-bot=true]", has=page.locator(".why-button"))
        self.messages = self.root.locator(".message")

    def become(self, name: str, *, direct: bool = False) -> Pane:
        """Type as someone from now on, in the channel or in a direct message."""
        self.root.get_by_label("You are").select_option(name)
        self.root.get_by_role("button", name="direct message" if direct else "# general").click()
        return self

    def ask(self, text: str) -> Locator:
        """Write something and return the bot's reply."""
        self.field.fill(text)
        return self.after(lambda: self.field.press("Enter"))

    def after(self, act: object) -> Locator:
        """Do something and return the reply that comes of it."""
        before = {each.get_attribute("data-id") for each in self.replies.all()}
        assert callable(act)
        act()
        expect(self.replies).to_have_count(len(before) + 1)
        (new,) = {each.get_attribute("data-id") for each in self.replies.all()} - before
        return self.root.locator(f'.message[data-id="{new}"]')


class Person:
    """Someone with the page open; what the page asks for and complains of is kept."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        page.set_default_timeout(PATIENCE)
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.slack, self.discord = Pane(page, "slack"), Pane(page, "discord")
        page.on(
            "request", lambda request: None if request.url.startswith(url) else self.foreign.append(request.url)
        )
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self) -> None:
        """Open the page and wait for the bot."""
        self.page.goto(self.url)
        expect(self.page.locator("#status")).to_have_attribute("data-state", "ready", timeout=START)

    def why(self, reply: Locator) -> Locator:
        """Open the drawer of a reply and return it."""
        reply.locator(".why-button").first.click()
        return self.page.get_by_role("dialog", name="Why this reply?")
