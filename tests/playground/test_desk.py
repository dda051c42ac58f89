"""The review desk: who is let in, what may be written from it, and what it is like to use."""

from __future__ import annotations

import asyncio
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import aiohttp
import pytest
from journals import filled
from playwright.sync_api import expect
from test_for_everyone import CONTRASTS, CONTROLS
from typer.testing import CliRunner

from adapters.assembly import desk as assembly
from adapters.assembly import learning
from adapters.assembly.desk import Keeper
from adapters.cli.app import app
from adapters.cli.console import bar
from adapters.desk import Desk, Parts, RefusedError, serve_desk
from adapters.desk.server import KEY_HEADER
from adapters.learning import Draft, Effect, Signature, compare_decks, taken
from botcore import Kind, load_faq
from botcore.evaluation import Case, CaseKind, Judged, Observed
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from botcore import Bot

SHIPPED = Path(__file__).parent.parent.parent / "faq.yaml"
ASKED = "which sugar water is used"
SEEN = {"file": "faq.yaml", "problem": "", "gaps": [], "ratings": [], "drafts": [], "reviews": []}
CASE = Case(("x",), CaseKind.ANSWERABLE, ("a",))
SILENT, RIGHT = Judged(CASE, Observed(Kind.ABSTAIN)), Judged(CASE, Observed(Kind.ANSWER, "a"))
BETTER = Effect((), compare_decks({"work.jsonl": [SILENT]}, {"work.jsonl": [RIGHT]}))


class Tried:
    def __init__(self, written: list[Any], *, fine: bool) -> None:
        self.is_fine = fine
        self.values = {"told": ["check: no error"]}
        self._written = written

    def write(self) -> None:
        self._written.append(self)


def desk_of(*, fine: bool = True, taken: list[Any] | None = None) -> Desk:
    written: list[Any] = [] if taken is None else taken
    return Desk(
        Parts(
            int,
            lambda: None,
            lambda: SEEN,
            lambda *_: Tried(written, fine=fine),
            lambda *said: written.append(said),
        )
    )


async def until_tried(desk: Desk) -> None:
    assert desk._trying
    await desk._trying


async def test_only_who_has_the_address_is_heard_and_no_other_site() -> None:
    async with serve_desk(desk_of(), 0) as url, aiohttp.ClientSession() as session:
        base, _, key = url.partition("#")
        ours = {KEY_HEADER: key, "Content-Type": "application/json"}
        for headers, status in (
            (ours, 200),
            ({**ours, KEY_HEADER: "guessed"}, 403),
            ({"Content-Type": "application/json"}, 403),
            ({**ours, "Content-Type": "text/plain"}, 403),
            ({**ours, "Origin": "http://elsewhere.example"}, 403),
            ({**ours, "Host": "elsewhere.example"}, 403),
            ({**ours, "Sec-Fetch-Site": "cross-site"}, 403),
        ):
            async with session.post(f"{base}do/look", headers=headers, data=b"{}") as response:
                assert response.status == status, headers
        async with session.get(base) as page:
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert key not in await page.text()
        async with session.get(f"{base}static/..%2Fdesk.py") as response:
            assert response.status == 404


async def test_what_nobody_can_do_is_said() -> None:
    async with serve_desk(desk_of(), 0) as url, aiohttp.ClientSession() as session:
        base, _, key = url.partition("#")
        headers = {KEY_HEADER: key, "Content-Type": "application/json"}
        for action, body in (
            ("take", b'{"key": "k", "by": "Ada"}'),
            ("try", b"{}"),
            ("destroy", b"{}"),
            ("try", b"x"),
        ):
            async with session.post(f"{base}do/{action}", headers=headers, data=body) as response:
                assert (response.status, bool((await response.json())["error"])) == (400, True)


async def test_a_draft_is_taken_once_it_was_tried_by_the_same_person_and_is_fine() -> None:
    taken: list[Any] = []
    desk = desk_of(taken=taken)
    with pytest.raises(RefusedError):
        await desk.take("k", "Ada")
    desk.begin("k", "Ada")
    with pytest.raises(RefusedError, match="wait"):
        desk.begin("other", "Ada")
    await until_tried(desk)
    for key, by in (("other", "Ada"), ("k", "Grace")):
        with pytest.raises(RefusedError):
            await desk.take(key, by)
    assert taken == []
    await desk.take("k", "Ada")
    assert len(taken) == 1
    with pytest.raises(RefusedError):
        await desk.take("k", "Ada")


async def test_a_draft_that_makes_something_worse_cannot_be_taken() -> None:
    taken: list[Any] = []
    desk = desk_of(fine=False, taken=taken)
    desk.begin("k", "Ada")
    await until_tried(desk)
    with pytest.raises(RefusedError, match="worse"):
        await desk.take("k", "Ada")
    assert taken == []


async def test_a_draft_of_which_the_trial_breaks_is_done_and_says_so_and_another_may_be_tried() -> None:
    def broken(*_: object) -> Tried:
        raise ZeroDivisionError

    desk = Desk(Parts(int, lambda: None, lambda: SEEN, broken, lambda *_: None))
    desk.begin("k", "Ada")
    await asyncio.gather(until_tried(desk), return_exceptions=True)
    assert desk.state["tried"] | {"step": ""} == {
        "key": "k",
        "by": "Ada",
        "step": "",
        "done": True,
        "problem": "trying it failed: ZeroDivisionError",
    }
    desk.begin("other", "Ada")
    await asyncio.gather(until_tried(desk), return_exceptions=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHIPPED, tmp_path / "faq.yaml"))


@pytest.fixture
def keeper(file: Path, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    monkeypatch.delenv("PROLOBOT_DATABASE", raising=False)
    monkeypatch.setattr(assembly, "load_bot", lambda _: bot)
    return Keeper(file, days=30, people=3, review_days=180, bar=bar(quiet=True))


def review(keeper: Keeper, entry: str) -> Any:
    return next(each for each in keeper.look()["reviews"] if each["id"] == entry)


def test_a_signature_vouches_for_what_was_read_and_for_nothing_that_came_later(keeper: Keeper, file: Path) -> None:
    before = review(keeper, "side-effects")
    assert before["state"] == "unsigned"
    keeper.sign("side-effects", "Dr Grace Hopper", before["seen"])
    after = review(keeper, "side-effects")
    assert (after["state"], after["by"], after["age"]) == ("signed", "Dr Grace Hopper", 0)
    file.write_text(file.read_text().replace("extremely safe", "rather safe"), encoding="utf-8")
    changed = review(keeper, "safety-neck")
    with pytest.raises(RefusedError, match="something else by now"):
        keeper.sign("safety-neck", "Dr Grace Hopper", "0" * 16)
    keeper.sign("safety-neck", "Dr Grace Hopper", changed["seen"])
    with pytest.raises(RefusedError, match="found ''"):
        keeper.sign("importance", " ", review(keeper, "importance")["seen"])


def test_a_review_is_overdue_after_as_many_days_as_were_set(keeper: Keeper, file: Path) -> None:
    today = datetime.now(UTC).astimezone().date()
    for days, state in ((180, "signed"), (181, "overdue")):
        on = f'- id: side-effects\n  reviewed: {{by: "Ada", on: {today - timedelta(days)}}}'
        file.write_text(SHIPPED.read_text().replace("- id: side-effects", on), encoding="utf-8")
        assert review(keeper, "side-effects")["state"] == state


def test_without_a_journal_reviews_are_there_and_the_page_says_what_to_set(keeper: Keeper) -> None:
    keeper.read_journal()
    shown = keeper.look()
    assert "PROLOBOT_DATABASE" in shown["problem"]
    assert (len(shown["reviews"]), shown["gaps"]) == (8, [])


def test_a_file_that_was_broken_meanwhile_is_said_with_its_faults_and_not_written(
    keeper: Keeper, file: Path
) -> None:
    seen = review(keeper, "side-effects")["seen"]
    broken = file.read_text().replace("question:", "qestion:", 1)
    file.write_text(broken, encoding="utf-8")
    for ask in (keeper.look, lambda: keeper.sign("side-effects", "Ada", seen)):
        with pytest.raises(RefusedError, match="qestion"):
            ask()
    assert file.read_text() == broken


@pytest.fixture
def asked_in_vain(keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """The keeper of a file about which three people asked something in vain."""
    monkeypatch.setenv("PROLOBOT_DATABASE", f"sqlite:///{tmp_path}/kept.db")
    filled(f"sqlite:///{tmp_path}/kept.db", {"common-agent": [ASKED] * 3}, {})
    return keeper


async def test_a_page_that_is_loaded_offers_no_draft_that_was_taken_elsewhere(
    asked_in_vain: Keeper, file: Path
) -> None:
    keeper = asked_in_vain
    desk = Desk(Parts(keeper.stamp, keeper.read_journal, keeper.look, keeper.judge, keeper.sign))
    await desk.look()
    async with serve_desk(desk, 0) as url, aiohttp.ClientSession() as session:
        base, _, key = url.partition("#")

        async def state() -> Any:
            async with session.get(f"{base}state", headers={KEY_HEADER: key}) as response:
                return await response.json()

        def wordings(state: Any) -> set[str]:
            return {each["says"] for gap in state["gaps"] for each in gap["drafts"]}

        (says,) = (each for each in wordings(await state()) if each.startswith("phrasings"))
        draft = Draft("1", "common-agent", (ASKED,), 3, 3)
        file.write_text(taken(file.read_text(), draft, Signature("Ada", datetime.now(UTC).date())))
        assert says not in wordings(await state())
        file.write_text(file.read_text().replace("question:", "qestion:", 1))
        assert "qestion" in (await state())["error"]


@pytest.mark.parametrize(
    ("named", "database", "told"),
    [("nosuch.yaml", "", "nosuch.yaml: cannot be read"), ("faq.yaml", "rubbish", "PROLOBOT_DATABASE: found no")],
)
def test_what_cannot_be_used_is_refused_in_a_line_before_an_address_is_announced(
    file: Path, monkeypatch: pytest.MonkeyPatch, named: str, database: str, told: str
) -> None:
    monkeypatch.setenv("PROLOBOT_DATABASE", database)
    monkeypatch.setattr(assembly, "serve_desk", None)
    result = CliRunner().invoke(app, ["desk", str(file.with_name(named)), "--port", "0"])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


class Served:
    """The desk of a copy of the shipped file on a thread of its own; trying a draft on the decks is not waited for."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.url = ""
        self._announced = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serving: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._announced.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop and self._serving:
            self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join(30)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._serving = asyncio.create_task(
            assembly.serve(self.file, 0, self._announce, days=30, people=3, review_days=365, bar=bar(quiet=True))
        )
        await asyncio.gather(self._serving, return_exceptions=True)

    def _announce(self, url: str) -> None:
        self.url = url
        self._announced.set()


@pytest.fixture
def served(bot: Bot, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("PROLOBOT_DATABASE", f"sqlite:///{tmp_path}/kept.db")
    monkeypatch.setattr(assembly, "load_bot", lambda _: bot)
    monkeypatch.setattr(learning, "fared", lambda *_: {})
    monkeypatch.setattr(learning, "effect_of", lambda *_: BETTER)
    filled(f"sqlite:///{tmp_path}/kept.db", {"common-agent": [ASKED] * 3}, {"side-effects": (1, 2)})
    with Served(file) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page of somebody who looks after the file, that asked nothing of anyone else and broke nothing."""
    context = chromium.new_context(viewport={"width": 375, "height": 667}, locale="en-US")
    page, complaints, foreign = context.new_page(), [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url))
    page.goto(served.url)
    expect(page.get_by_role("heading", name="Reviews")).to_be_visible(timeout=30_000)
    yield page
    assert complaints == []
    assert [each for each in foreign if not each.startswith(served.url.partition("#")[0])] == []
    context.close()


@pytest.mark.browser
def test_somebody_takes_a_draft_finds_it_to_be_finished_and_signs_an_entry_by_keyboard(
    page: Page, served: Served
) -> None:
    assert page.get_by_role("button", name="Try on the decks").first.is_disabled()
    page.get_by_label("Your name").fill("Ada Lovelace")
    attempt = page.get_by_role("button", name="Try on the decks: a new question")
    attempt.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Nothing gets worse")).to_be_focused()
    expect(dialog).to_contain_text("work.jsonl, 1 case: right answers 0 → 1 of 1")
    expect(dialog).to_contain_text('+  question: "Which sugar water is used?"')
    assert load_with_lines(served.file.read_text()).drafts == (), "nothing is written before somebody says so"
    dialog.get_by_role("button", name="Write it into the file, as Ada Lovelace").click()
    expect(page.locator("#drafts")).to_contain_text("Taken up by Ada Lovelace")
    expect(page.get_by_role("button", name="Try on the decks: a new question")).to_have_count(0)
    assert load_with_lines(served.file.read_text()).drafts[0].question == "Which sugar water is used?"
    page.get_by_role("button", name="Sign: What are the side effects of prolotherapy injections?").press("Enter")
    expect(page.locator("#reviews")).to_contain_text("Reviewed by Ada Lovelace on")
    entry = load_faq(served.file.read_text()).entry("side-effects")
    assert entry
    assert entry.reviewed
    assert entry.reviewed.by == "Ada Lovelace"


@pytest.mark.browser
def test_it_can_be_read_on_a_phone_in_light_and_dark_and_everything_has_a_name(page: Page) -> None:
    page.get_by_label("Your name").fill("Ada Lovelace")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        measured = page.evaluate(CONTRASTS)
        assert len(measured) > 50
        assert [each for each in measured if each["ratio"] < 4.5] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    small = page.evaluate(
        "[...document.querySelectorAll('button, input')].filter((e) => e.offsetHeight < 38).length"
    )
    assert small == 0
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    used = [each for each in nodes if not each["ignored"] and each["role"]["value"] in CONTROLS]
    assert [each for each in used if not each.get("name", {}).get("value")] == []
    doubled = (
        "[...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i)"
    )
    assert page.evaluate(doubled) == []
