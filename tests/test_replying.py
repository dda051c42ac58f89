"""What every platform's replies share, on a platform of its own: a board, to which replies are pinned."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
import structlog

from adapters.backing import Backing
from adapters.delivery import OUTCOME_UNKNOWN, DeliveryError
from adapters.incoming import Incoming
from adapters.manners import Manners, Rules, Spot
from adapters.owed import LOOK_EVERY, Door, InMemory, Owed
from adapters.platform_state import PlatformState
from adapters.replying import Replying
from botcore import Asked, Forgot, Kind, Rated, Relayed, Step

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from botcore import Bot, Message, Reply

QUESTION = "what is the most common agent used in prolotherapy?"
OWED = Owed("1", "board", Door.MESSAGE, "C1", "ada")


class Ledger(InMemory):
    """A ledger that notes what is forgotten and what is for later."""

    def __init__(self) -> None:
        super().__init__()
        self.settled: list[str] = []
        self.later: list[str] = []
        self.kept: list[Owed] = []

    async def settle(self, owed: Owed) -> None:
        self.settled.append(owed.id)

    async def postpone(self, owed: Owed, *, unsure: bool) -> None:
        self.later.append(f"{owed.id}{' may be there' if unsure else ''}")

    async def left(self, platform: str) -> Sequence[Owed]:
        kept, self.kept = self.kept, []
        return [each for each in kept if each.platform == platform]


class Board(Replying):
    """A platform in as few lines as one takes: `faults` are met in their order, one for each pin."""

    platform = "board"

    def __init__(self, bot: Bot, *, manners: Manners | None = None, faults: Iterable[Exception] = ()) -> None:
        async def answer(message: Message) -> Reply:
            return bot.reply(message)

        self.notes = Ledger()
        super().__init__(
            Backing(answer, ledger=self.notes, state=PlatformState("board-1"), manners=manners or Manners())
        )
        self.pinned: list[Reply] = []
        self._faults = list(faults)

    async def hear(self, message: Message, key: str = "1") -> bool:
        owed = replace(OWED, id=key)
        if not await self.is_first(Incoming(message, (key,)), owed):
            return False
        return await self.is_brought(owed, self._making(message), "C1", lambda error: {"lacks": f"a pin: {error}"})

    async def _making(self, message: Message) -> Callable[[], Awaitable[None]]:
        async def link(at: str) -> str:
            return at

        return partial(self._pin, (await self.heed(message, Spot("S1", ("C1",), "", link))).reply)

    async def _pin(self, reply: Reply) -> None:
        if self._faults:
            raise self._faults.pop(0)
        self.pinned.append(reply)


def asked(text: str = QUESTION) -> Asked:
    return Asked(text, person="ada", thread="C1", public=True)


async def test_what_comes_twice_is_answered_once(bot: Bot) -> None:
    board = Board(bot)
    assert [await board.hear(asked(), key) for key in ("1", "1", "2")] == [True, False, True]
    assert [each.kind for each in board.pinned] == [Kind.ANSWER, Kind.ANSWER]
    assert (board.state.repeated, board.notes.settled, board.state.in_flight) == (1, ["1", "2"], 0)


@pytest.mark.parametrize(
    ("fault", "settled", "later", "told"),
    [
        (DeliveryError("no_such_board"), ["1"], [], {"error": "no_such_board", "lacks": "a pin: no_such_board"}),
        (
            DeliveryError(OUTCOME_UNKNOWN),
            [],
            ["1 may be there"],
            {"error": OUTCOME_UNKNOWN, "lacks": f"a pin: {OUTCOME_UNKNOWN}"},
        ),
        (DeliveryError("429"), [], ["1"], {"error": "429", "lacks": "a pin: 429"}),
        (KeyError("what somebody wrote"), ["1"], [], {"error": "KeyError"}),
    ],
)
async def test_what_is_not_taken_is_one_line_without_a_word_and_waits_only_where_it_may_be_taken_later(
    bot: Bot, fault: Exception, settled: list[str], later: list[str], told: dict[str, str]
) -> None:
    board = Board(bot, faults=[fault])
    with structlog.testing.capture_logs() as logs:
        assert not await board.hear(asked())
    assert (board.notes.settled, board.notes.later, board.pinned) == (settled, later, [])
    assert logs == [{"event": "send_failed", "log_level": "error", "channel": "C1"} | told]
    assert await board.hear(asked(), "2"), "the next one is answered all the same"


async def test_where_nothing_is_to_be_said_nothing_is_owed_and_nothing_failed(bot: Bot) -> None:
    board = Board(bot, manners=Manners({"C1": {"manner": "off"}}))
    with structlog.testing.capture_logs() as logs:
        assert not await board.hear(asked())
    assert (board.notes.settled, board.state.undelivered, logs) == (["1"], {}, [])
    assert await board.hear(asked("I can't breathe since the injection"), "2")
    assert board.pinned[0].kind is Kind.URGENT


@pytest.mark.parametrize("helpers", ["C9", ""])
async def test_what_the_file_leaves_open_is_remembered_where_people_can_be_asked_until_they_wish_it_forgotten(
    bot: Bot, helpers: str
) -> None:
    board, message = Board(bot), asked("how much does prolotherapy cost?")
    await board.hear(message)
    assert board.is_relayable(message, board.pinned[0], "C1", Rules(help_channel=helpers)) is bool(helpers)
    kept = board.lately.recall("ada", "C1", at=0.0).words
    assert kept == (message.text if helpers else "")
    await board.hear(Forgot(person="ada"), "2")
    assert board.lately.recall("ada", "C1", at=0.0).words == ""


async def test_what_others_left_on_this_platform_is_begun_again_until_the_bot_leaves(bot: Bot) -> None:
    board, begun = Board(bot), list[str]()

    async def begin(owed: Owed) -> None:
        begun.append(owed.id)

    left = [replace(OWED, id="2"), replace(OWED, id="3", platform="slack"), replace(OWED, id="4")]
    board.notes.kept = left[:2]
    making_up = asyncio.create_task(board.make_up(begin, is_leaving=lambda: len(begun) > 1))
    await asyncio.sleep(LOOK_EVERY / 2)
    assert begun == ["2"]
    board.notes.kept = left[2:]
    await asyncio.wait_for(making_up, 3 * LOOK_EVERY)
    assert begun == ["2", "4"]


async def test_what_cannot_be_made_up_for_just_now_is_for_later_and_one_line_without_a_word(bot: Bot) -> None:
    board, left = Board(bot), [replace(OWED, id="2"), replace(OWED, id="3", sending=True)]
    board.notes.kept = list(left)

    async def begin(_: Owed) -> None:
        raise KeyError("what somebody wrote")

    with structlog.testing.capture_logs() as logs:
        making_up = asyncio.create_task(board.make_up(begin, is_leaving=lambda: not board.notes.kept))
        await asyncio.wait_for(making_up, 3 * LOOK_EVERY)
    assert board.notes.later == ["2", "3 may be there"]
    told = {"event": "not_made_up", "log_level": "error", "channel": "C1", "error": "KeyError"}
    assert logs == [told, told]


@pytest.mark.parametrize(
    ("message", "asks_nothing"),
    [
        (asked(), False),
        (Rated(helpful=True), True),
        (Rated(helpful=False, reason="too long"), False),
        (Relayed(Step.AGREE), True),
        (Relayed(Step.SENT, words="who could tell?"), False),
    ],
)
def test_a_press_that_says_nothing_asks_nothing(message: Message, *, asks_nothing: bool) -> None:
    assert Incoming(message, ()).asks_nothing is asks_nothing
