"""One queue a person, taken in turn, red flags first: nobody waits for somebody else's flood."""

from __future__ import annotations

import asyncio
import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from adapters import answering
from adapters.answering import Answerer
from adapters.ops import ServiceState
from adapters.ops.metrics import metrics_registry, metrics_text
from adapters.pulse import Pulse
from adapters.turns import ALL_REFUSED, EACH_REFUSED, Room, Turns, Waiting
from botcore import Asked, Because, Kind, Picked, Rated, Services
from botcore.composing import Notices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botcore import Bot, Faq, Message, Reply

RED_FLAG = "i cannot breathe"


@dataclass
class SlowBot:
    """A bot that reads nothing before it may go on, and notes what it reads, in order."""

    notices: Notices
    read: list[str] = field(default_factory=list)
    beside: list[list[str]] = field(default_factory=list)
    heard: list[tuple[Asked, ...]] = field(default_factory=list)
    looked_through: list[str] = field(default_factory=list)
    may_go_on: threading.Event = field(default_factory=threading.Event)
    has_begun: threading.Event = field(default_factory=threading.Event)
    together: set[str] = field(default_factory=set)
    most_together: int = 0

    def hears(self, *lines: Asked) -> bool:
        self.heard.append(lines)
        return RED_FLAG in " ".join(each.text for each in lines)

    def reply(self, message: Message, beside: Sequence[Asked] = ()) -> Reply:
        if not isinstance(message, Asked):
            return self.notices.apology()
        self.together.add(message.text)
        self.most_together = max(self.most_together, len(self.together))
        self.has_begun.set()
        self.may_go_on.wait()
        self.together.discard(message.text)
        self.read.append(message.text)
        self.beside.append([each.text for each in beside])
        return self.notices.apology()

    def busy(self, message: Asked, beside: Sequence[Asked] = (), *, enough: bool = False) -> Reply:
        self.may_go_on.wait()
        self.looked_through.append(message.text)
        self.beside.append([each.text for each in beside])
        return self.notices.busy(enough=enough)

    def unread(self, *, enough: bool = False) -> Reply:
        return self.notices.busy(enough=enough)


@pytest.fixture
def slow(faq: Faq) -> SlowBot:
    return SlowBot(Notices(faq, Services("112")))


@pytest.fixture
def answer(slow: SlowBot) -> Iterator[Answerer]:
    answerer = answering_with(slow)
    yield answerer
    slow.may_go_on.set()
    answerer.close()


def answering_with(bot: SlowBot, *, threads: int = 1, turns: Turns | None = None) -> Answerer:
    double: Any = bot
    return Answerer(double, turns, threads=threads)


async def ask(answer: Answerer, person: str, text: str, *, shown_in: str = "") -> asyncio.Future[Reply]:
    """Let somebody ask; return once the question waits."""
    asked = asyncio.ensure_future(answer(Asked(text, person=person, shown_in=shown_in)))
    for _ in range(3):
        await asyncio.sleep(0)
    return asked


async def keep_busy(answer: Answerer, slow: SlowBot) -> asyncio.Future[Reply]:
    """Let the only thread read something until it may go on."""
    first = await ask(answer, "first", "first")
    await asyncio.to_thread(slow.has_begun.wait)
    return first


async def test_people_take_turns_however_many_questions_one_of_them_asks(answer: Answerer, slow: SlowBot) -> None:
    asked = [await keep_busy(answer, slow)]
    asked += [await ask(answer, "ada", f"ada {n}") for n in range(3)]
    asked += [await ask(answer, who, f"{who} 0") for who in ("grace", "linus")]
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert slow.read == ["first", "ada 0", "grace 0", "linus 0", "ada 1", "ada 2"]


async def test_a_red_flag_is_read_next_and_never_refused(answer: Answerer, slow: SlowBot) -> None:
    asked = [await keep_busy(answer, slow)]
    asked += [await ask(answer, "ada", f"ada {n}") for n in range(40)]
    asked += [await ask(answer, "grace", "grace 0"), await ask(answer, "ada", RED_FLAG)]
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert slow.read[:2] == ["first", RED_FLAG]


async def test_lines_that_wait_are_heard_together(answer: Answerer, slow: SlowBot) -> None:
    asked = [await keep_busy(answer, slow), await ask(answer, "grace", "grace 0")]
    asked += [await ask(answer, "ada", each) for each in ("help", "i cannot", "breathe")]
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert slow.read == ["first", "breathe", "grace 0", "help", "i cannot"]
    assert slow.beside[1] == ["help", "i cannot", "breathe"]
    assert slow.beside[3] == ["help", "i cannot"]


async def test_what_others_can_read_is_heard_apart_from_what_they_cannot(answer: Answerer, slow: SlowBot) -> None:
    asked = [await keep_busy(answer, slow), await ask(answer, "ada", "i cannot")]
    asked += [await ask(answer, "ada", "breathe", shown_in="C1"), await ask(answer, "", "i cannot")]
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert sorted(map(tuple, slow.beside)) == [("breathe",), ("first",), ("i cannot",), ("i cannot",)]


async def test_what_is_written_in_two_channels_is_heard_apart(answer: Answerer, slow: SlowBot) -> None:
    asked = [await keep_busy(answer, slow), await ask(answer, "ada", "i cannot", shown_in="C1")]
    asked += [await ask(answer, "ada", each, shown_in="C2") for each in ("i can", "breathe")]
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert sorted(map(tuple, slow.beside)) == [
        ("first",),
        ("i can", "breathe"),
        ("i can", "breathe"),
        ("i cannot",),
    ]


async def test_of_one_person_three_wait_and_the_next_is_looked_through_and_told_so(
    answer: Answerer, slow: SlowBot, faq: Faq
) -> None:
    asked = [await keep_busy(answer, slow)]
    asked += [await ask(answer, "ada", f"ada {n}") for n in range(4)]
    slow.may_go_on.set()
    *_, told = await asyncio.gather(*asked)
    assert slow.looked_through == ["ada 3"]
    assert (told.kind, told.trace.because) == (Kind.ABSTAIN, Because.BUSY)
    assert "call 112 now" in told.text
    assert told.text.endswith(faq.disclaimer)
    assert answer.turns.counts == {Room.WAITS: 4, Room.ENOUGH: 1}


async def test_whoever_is_refused_is_told_so_in_time_though_nobody_has_looked(
    answer: Answerer, slow: SlowBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "REFUSED_WITHIN", 0.0)
    asked = [await keep_busy(answer, slow)]
    asked += [await ask(answer, "ada", f"ada {n}") for n in range(3)]
    told = await answer(Asked("ada 3", person="ada"))
    assert told == slow.notices.busy(enough=True)
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert slow.looked_through == []


async def test_beyond_what_can_be_read_in_time_nothing_is_taken_but_red_flags(slow: SlowBot) -> None:
    answer = answering_with(slow, turns=Turns(all_=5))
    asked = [await keep_busy(answer, slow)]
    asked += [await ask(answer, f"person {n}", f"{n}") for n in range(5 + ALL_REFUSED)]
    assert answer.turns.lengths() == {"urgent": 0, "waits": 5, "refused": ALL_REFUSED}
    assert await answer.refusal(Asked("one more", person="one more")) == slow.notices.busy()
    assert await answer.refusal(Asked(RED_FLAG, person="one more")) is None
    assert await answer.refusal(Picked("what", person="one more")) is None
    assert await answer(Asked("one more", person="one more")) == slow.notices.busy()
    assert answer.turns.counts[Room.FULL] == 2
    slow.may_go_on.set()
    # Whose turn comes in time is answered, though too many waited when they came.
    replies = await asyncio.gather(*asked)
    assert [each.trace.because for each in replies] == [Because.BROKEN] * (6 + ALL_REFUSED)
    assert answer.turns.lengths() == {"urgent": 0, "waits": 0, "refused": 0}
    answer.close()


async def test_in_a_crowd_whose_turn_does_not_come_soon_is_told_so(
    slow: SlowBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "REFUSED_WITHIN", 0.0)
    answer = answering_with(slow, turns=Turns(all_=1))
    asked = [await keep_busy(answer, slow), await ask(answer, "ada", "ada 0")]
    assert await answer(Asked("grace 0", person="grace")) == slow.notices.busy()
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert slow.read == ["first", "ada 0"]
    answer.close()


def test_places_are_kept_for_all_that_come_at_once() -> None:
    turns = Turns(all_=2)
    came = [Asked("", person=f"{n}", at=float(n)) for n in range(2 + ALL_REFUSED + 1)]
    rooms = [turns.expect(each) for each in came]
    assert rooms == [Room.WAITS] * 2 + [Room.CROWDED] * ALL_REFUSED + [Room.FULL]
    assert turns.room_for(came[0]) is Room.WAITS
    assert turns.room_for(came[-1]) is Room.WAITS  # the place of the first was given back


def test_a_place_is_kept_for_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.turns._EXPECTED_FOR", 0.0)
    turns = Turns(all_=1)
    assert [turns.expect(Asked("", person=f"{n}", at=float(n))) for n in range(3)] == [Room.WAITS] * 3


@pytest.mark.parametrize(("seconds", "room"), [(0.01, Room.WAITS), (1.0, Room.CROWDED)])
async def test_as_many_wait_as_can_be_read_in_time(
    seconds: float, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, loop, now = Turns(patience=6.0), asyncio.get_running_loop(), itertools.count(0.0, seconds)
    monkeypatch.setattr("adapters.turns.time", SimpleNamespace(monotonic=lambda: next(now)))

    def add(person: str) -> None:
        turns.add(Waiting(Asked("", person=person), loop.create_future(), Room.WAITS))

    add("first")
    for n in range(100):  # a second, or a hundredth, for each
        add(f"{n}")
        turns.take()
    for n in range(20):
        add(f"waits {n}")
    assert turns.room_for(Asked("", person="one more")) is room


async def test_one_persons_flood_leaves_room_for_the_refusals_of_others(answer: Answerer, slow: SlowBot) -> None:
    asked = [await keep_busy(answer, slow)]
    asked += [await ask(answer, "ada", f"ada {n}") for n in range(40)]
    assert answer.turns.lengths() == {"urgent": 0, "waits": 3, "refused": EACH_REFUSED}
    assert answer.turns.room_for(Asked("", person="grace")) is Room.WAITS
    slow.may_go_on.set()
    assert len(await asyncio.gather(*asked)) == 41


async def test_the_queue_can_be_seen_from_outside(slow: SlowBot) -> None:
    state = ServiceState()
    answer = answering_with(slow, turns=state.turns)
    asked = [await keep_busy(answer, slow)] + [await ask(answer, "ada", f"ada {n}") for n in range(5)]
    seen = metrics_text(metrics_registry(state)).decode()
    lines = ['prolobot_queue{queue="waits"} 3.0', 'prolobot_queue{queue="refused"} 2.0']
    lines += ['prolobot_questions_total{room="enough"} 2.0', 'prolobot_questions_total{room="full"} 0.0']
    assert [each for each in lines if f"{each}\n" not in seen] == []
    assert state.turns.longest() > 0
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert state.turns.longest() == 0
    answer.close()


async def test_refusals_and_questions_take_turns() -> None:
    turns, loop = Turns(), asyncio.get_running_loop()
    for n in range(3):
        for room in (Room.WAITS, Room.CROWDED):
            turns.add(Waiting(Asked("", person=f"{room} {n}"), loop.create_future(), room))
    taken = [turns.take() for _ in range(6)]
    assert [each.room for each in taken if each] == [Room.CROWDED, Room.WAITS] * 3
    assert turns.take() is None


async def test_a_press_waits_for_nobody(answer: Answerer, slow: SlowBot) -> None:
    first = await keep_busy(answer, slow)
    assert await answer(Picked("what", person="ada")) == slow.notices.apology()
    for reason in ("", "it was about something else"):
        assert await answer(Rated(helpful=False, reason=reason, person="ada")) == slow.notices.apology()
    slow.may_go_on.set()
    await first


async def test_two_threads_read_two_people_and_never_two_questions_of_one(
    slow: SlowBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pulse, "is_tardy", False)
    answer = answering_with(slow, threads=2)
    asked = [await ask(answer, "ada", f"ada {n}") for n in range(3)]
    await asyncio.to_thread(slow.has_begun.wait)
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert slow.most_together == 1
    slow.may_go_on.clear()
    both = [await ask(answer, who, who) for who in ("ada", "grace")]
    while slow.most_together < 2:
        await asyncio.to_thread(slow.has_begun.wait)
    slow.may_go_on.set()
    await asyncio.gather(*both)
    answer.close()


async def test_one_thread_reads_alone_while_the_event_loop_cannot_keep_up(
    slow: SlowBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pulse, "is_tardy", True)
    answer = answering_with(slow, threads=2)
    asked = [await ask(answer, who, who) for who in ("ada", "grace")]
    await asyncio.to_thread(slow.has_begun.wait)
    slow.may_go_on.set()
    await asyncio.gather(*asked)
    assert (slow.read, slow.most_together) == (["ada", "grace"], 1)
    answer.close()


async def test_whoever_asks_no_more_waits_no_more(answer: Answerer, slow: SlowBot) -> None:
    first, gone = await keep_busy(answer, slow), await ask(answer, "ada", "ada 0")
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert answer.turns.lengths()["waits"] == 0
    slow.may_go_on.set()
    await first
    assert slow.read == ["first"]


async def test_the_rules_hear_long_messages_of_each_person_in_turn(answer: Answerer, slow: SlowBot) -> None:
    slow.may_go_on.set()
    long = [("ada", n) for n in range(4)] + [("grace", 0), ("linus", 0)]
    said = [Asked(f"{who} {n}".ljust(600, "x"), person=who) for who, n in long]
    await asyncio.gather(*map(answer, said))
    alone = [each[0].text[:5] for each in slow.heard if len(each) == 1]
    assert alone.index("grace") < 3
    assert alone.index("linus") < 3


async def test_rules_that_fail_cost_nobody_the_reply(
    answer: Answerer, slow: SlowBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Asked) -> bool:
        raise RuntimeError

    monkeypatch.setattr(slow, "hears", fails)
    slow.may_go_on.set()
    assert await answer(Asked("what do they inject", person="ada")) == slow.notices.apology()


@pytest.mark.parametrize(
    "lines",
    [("help", "my husband", "he's on the floor"), ("my mum", "cannot", "breathe"), ("her lips", "are blue")],
)
def test_lines_read_together_are_urgent_each(bot: Bot, lines: tuple[str, ...]) -> None:
    asked = [Asked(each, person="ada") for each in lines]
    assert [bot.reply(each, asked).kind for each in asked] == [Kind.URGENT] * len(lines)
    assert bot.busy(asked[0], asked).kind is Kind.URGENT


def test_questions_read_together_stay_questions(bot: Bot) -> None:
    asked = [Asked(each) for each in ("what do they inject", "does it hurt", "how long does it take to work")]
    assert [bot.reply(each, asked).kind for each in asked] == [bot.reply(each).kind for each in asked]
    assert not bot.hears(*asked)


def test_several_threads_reply_as_one_does(bot: Bot) -> None:
    texts = [phrasing for entry in bot.faq.entries for phrasing in entry.wordings[:3]]
    texts += [RED_FLAG, "what dose of ibuprofen should i take", "hello", "wat do tehy injct", "how much is it"]
    asked = [Asked(each, person=f"thread test {n}") for n, each in enumerate(texts)]
    bot.forget()
    alone = [bot.reply(each) for each in asked]
    bot.forget()
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(bot.reply, asked))
    assert together == alone


def test_what_is_refused_is_looked_through_before_it_is_told_so(bot: Bot) -> None:
    for urgent in (RED_FLAG, "since this morning one side of my face hangs down", f"> {RED_FLAG}"):
        assert bot.busy(Asked(urgent)).kind is Kind.URGENT
    told = bot.busy(Asked("what do they inject"))
    assert (told.trace.because, told.entry) == (Because.BUSY, None)
    assert bot.busy(Asked("what do they inject"), enough=True).lead != told.lead


@pytest.mark.parametrize("text", [RED_FLAG, "look at this\n> i have chest pain", "tengo dolor en el pecho"])
def test_the_rules_hear_what_is_said_plainly(bot: Bot, text: str) -> None:
    assert bot.hears(Asked(text))
    assert bot.hears(Asked("look", quoted=text))
