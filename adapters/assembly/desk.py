"""The desk's parts: the file, the journal, the decks, and who is told of them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import hashlib
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.assembly import finding_gaps, learning
from adapters.assembly.bad_input import BadInputError, fail
from adapters.assembly.loading import ANOTHER_FILE, load_bot, load_file, read_text
from adapters.desk import Desk, Parts, RefusedError, Tried, serve_desk
from adapters.learning import (
    EditError,
    drafts_of,
    effect_values,
    tell_draft,
    tell_effect,
    why_no_draft,
    with_review,
)
from adapters.reports.differences import tell_replies
from adapters.text_file import TextFileError, replace_text
from botcore import FaqError
from botcore.faq import load_with_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress

    from adapters.journal.gaps import Gap
    from adapters.learning import Draft
    from botcore import Bot
    from botcore.faq import Entry, LoadedFaq
    from botcore.faq.drafts import Draft as Begun
    from botcore.listener import Listener

_Json = dict[str, Any]
_Item = TypeVar("_Item")

_RATED_DAYS = 30.0
"""Days of ratings that are counted."""


async def serve(
    file: Path,
    port: int,
    announce: Callable[[str], None],
    *,
    days: float,
    people: int,
    review_days: int,
    bar: Progress,
) -> None:
    """Run the desk until it is cancelled.

    Args:
        file: The file that is looked after.
        port: Where the page listens; 0: any free port.
        announce: Called with the page's address once it can be opened.
        days: How many days of the journal are read; 0: all.
        people: From how many people a gap is shown.
        review_days: After how many days a review is overdue.
        bar: For `check`, which is told on no terminal here.

    Raises:
        OSError: The port is taken.
        BadInputError: The file cannot be used; nothing is announced.
    """
    load_file(file)
    keeper = Keeper(file, days=days, people=people, review_days=review_days, bar=bar)
    desk = Desk(Parts(keeper.stamp, keeper.read_journal, keeper.look, keeper.judge, keeper.sign))
    async with serve_desk(desk, port) as url:
        announce(url)
        try:
            await desk.look()
            await asyncio.Event().wait()
        except RefusedError as error:
            fail(str(error).splitlines())
        finally:
            await desk.close()


class Keeper:
    """What the desk asks for; one thing after the other."""

    def __init__(self, file: Path, *, days: float, people: int, review_days: int, bar: Progress) -> None:
        """Prepare; nothing is read yet."""
        self._file = file
        self._days, self._people, self._review_days = days, people, review_days
        self._bar = bar
        self._bot: Bot | None = None
        self._gaps: list[Gap] = []
        self._problem = ""
        self._ratings: list[_Json] = []

    def stamp(self) -> object:
        """Return what is another once the file is."""
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def read_journal(self) -> None:
        """Read what was asked in vain, and how replies were rated; what stands in the way of that is shown."""
        self._gaps, self._ratings, self._problem = [], [], ""
        bot = self._knowing()
        try:
            gaps = finding_gaps.found_gaps(bot, days=self._days, people=self._people)
            self._gaps = [each.gap for each in gaps.found]
            self._ratings = _counted(finding_gaps.ratings(days=self._days or _RATED_DAYS))
        except BadInputError as error:
            self._problem = str(error)

    def look(self) -> _Json:
        """Return what the page shows."""
        listener, loaded = self._knowing().listener, self._loaded()
        return {
            "file": self._file.name,
            "problem": self._problem,
            "days": self._days,
            "people": self._people,
            "reviewDays": self._review_days,
            "gaps": [self._gap(gap, loaded, listener) for gap in self._gaps],
            "ratings": self._ratings,
            "drafts": [_begun(each) for each in loaded.drafts],
            "reviews": [self._review(entry) for entry in loaded.faq.entries],
        }

    def judge(self, key: str, by: str, tell: Callable[[str], None]) -> Tried:
        """Return what a draft would do."""
        loaded = self._loaded()
        chosen = next((each for each in self._drafts(loaded) if each.key == key), None)
        if chosen is None:
            raise RefusedError("this draft is not there any more; read again what was asked")
        with _refused():
            taken = learning.judge_draft(
                self._file, chosen, by, decks=[], bar=self._bar, tracked=functools.partial(_told, tell)
            )
        return _Tried(taken)

    def sign(self, entry: str, by: str, seen: str) -> None:
        """Write that somebody vouches for an entry, unless it is not what they read."""
        with _refused():
            signed = learning.signature(by)
            before = read_text(self._file, ANOTHER_FILE)
            found = load_with_lines(before, name=self._file.name).faq.entry(entry)
            if found is None or _fingerprint(found) != seen:
                raise RefusedError(f"{entry} says something else by now; read it again before you sign it")
            replace_text(self._file, before, with_review(before, entry, signed))

    def _loaded(self) -> LoadedFaq:
        with _refused():
            return load_with_lines(read_text(self._file, ANOTHER_FILE), name=self._file.name)

    def _knowing(self) -> Bot:
        """Return who hears red flags and knows what is near; an earlier state of the file does for both."""
        with _refused():
            self._bot = self._bot or load_bot(self._file)
        return self._bot

    def _drafts(self, loaded: LoadedFaq) -> Iterable[Draft]:
        for gap in self._gaps:
            yield from self._drafts_of(gap, loaded, self._knowing().listener)

    def _drafts_of(self, gap: Gap, loaded: LoadedFaq, listener: Listener) -> list[Draft]:
        begun = {each.question for each in loaded.drafts}
        drafts = drafts_of(gap, loaded.faq, lambda text: finding_gaps.is_heard(listener, text))
        return [each for each in drafts if each.wordings[0] not in begun]

    def _gap(self, gap: Gap, loaded: LoadedFaq, listener: Listener) -> _Json:
        drafts = [asdict(each) | {"says": tell_draft(each)} for each in self._drafts_of(gap, loaded, listener)]
        undrafted = "" if drafts else why_no_draft(gap, loaded.faq)
        return asdict(gap) | {"near": gap.topic or gap.entry, "drafts": drafts, "undrafted": undrafted}

    def _review(self, entry: Entry) -> _Json:
        reviewed = entry.reviewed
        age = (datetime.now(UTC).astimezone().date() - reviewed.on).days if reviewed else None
        state = "unsigned" if age is None else "overdue" if age > self._review_days else "signed"
        return {
            "id": entry.id,
            "question": entry.question,
            "said": [text for text in (entry.caution, entry.answer, entry.note) if text],
            "source": entry.source.title if entry.source else "",
            "url": (entry.source.url or "") if entry.source else "",
            "by": reviewed.by if reviewed else "",
            "on": str(reviewed.on) if reviewed else "",
            "age": age,
            "state": state,
            "seen": _fingerprint(entry),
        }


class _Tried:
    """A proposal as the desk knows it."""

    def __init__(self, proposal: learning.Proposal) -> None:
        self.proposal = proposal

    @property
    def is_fine(self) -> bool:
        """Whether it may be taken."""
        return self.proposal.is_fine

    def write(self) -> None:
        """Write it into the file."""
        with _refused():
            learning.write(self.proposal)

    @property
    def values(self) -> _Json:
        """The draft, the difference in the file, and what it does, in words."""
        proposal = self.proposal
        told = tell_effect(proposal.effect) + (tell_replies(proposal.replies) if proposal.replies else [])
        return {"difference": proposal.difference, "effect": effect_values(proposal.effect), "told": told}


def _fingerprint(entry: Entry) -> str:
    """Return what changes with anything a reviewer vouches for; how people ask is none of it."""
    said = entry.model_dump_json(include={"question", "caution", "answer", "note", "quote", "source"})
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _begun(draft: Begun) -> _Json:
    return {
        "id": draft.id,
        "question": draft.question,
        "lacks": list(draft.lacks),
        "by": draft.drafted.by,
        "on": str(draft.drafted.on),
        "line": draft.line,
    }


def _counted(rated: Sequence[tuple[str, bool]]) -> list[_Json]:
    """Return by entry how many were helped and how many not, those that helped least first."""
    counts: dict[str, Counter[bool]] = {}
    for entry, helpful in rated:
        counts.setdefault(entry, Counter())[helpful] += 1
    rows = [
        {"entry": entry or "no answer", "yes": each[True], "no": each[False]} for entry, each in counts.items()
    ]
    return sorted(rows, key=lambda row: (-int(row["no"]), str(row["entry"])))


def _told(tell: Callable[[str], None], items: Sequence[_Item], title: str) -> Iterator[_Item]:
    """Yield the items, and say how far this is."""
    for number, item in enumerate(items, start=1):
        tell(f"{title}: {number} of {len(items)}")
        yield item


@contextlib.contextmanager
def _refused() -> Iterator[None]:
    """Turn what cannot be used into what the page says."""
    try:
        yield
    except (BadInputError, EditError, FaqError, TextFileError) as error:
        raise RefusedError(str(error)) from None
