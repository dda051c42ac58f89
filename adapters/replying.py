"""From what came in to its reply, as on every platform: taken once, made with safety first, brought or given up.

`slack/replying.py` and `discord/replying.py` add what is theirs: how a reply is rendered, and the ways it is sent.
Whatever else a platform does begins and ends here.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import structlog

from adapters.channels import Channels
from adapters.delivery import DeliveryError
from adapters.in_flight import InFlight
from adapters.incoming import SilentError
from adapters.lately import Lately
from adapters.manners import Heeding
from adapters.owed import LOOK_EVERY, Door, bring
from adapters.platform_state import PlatformState
from botcore import Forgot, Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from adapters.backing import Backing
    from adapters.incoming import Incoming
    from adapters.manners import Heeded, Rules, Spot
    from adapters.owed import Owed
    from botcore import Message, Reply

_T = TypeVar("_T")
_Owed = TypeVar("_Owed", bound="Owed | None")

_logger = structlog.get_logger(__name__)


class Replying:
    """What the doors of one platform share.

    Attributes:
        answer: Turns a message into its reply.
        ledger: Knows what was seen and what is owed.
        state: Told how it goes.
        in_flight: The replies being made.
        lately: What was asked lately and stays open.
        channels: Whose turn it is to post.
        manners: How to behave where.
        platform: What it is called in the ledger, which knows no shards: each may make up for what another left.
    """

    platform: ClassVar[str]

    def __init__(self, backing: Backing) -> None:
        self.answer = backing.answer
        self.ledger = backing.ledger
        self.state = backing.state or PlatformState(self.platform)
        self.in_flight = InFlight()
        self.lately = Lately()
        self.channels = Channels()
        self.manners = backing.manners
        self._heeding = Heeding(backing.answer, backing.manners)
        self._grace = backing.grace

    async def drain(self, seconds: float | None = None) -> None:
        """Wait for the replies being made, by default as long as the bot may when it leaves."""
        await self.in_flight.drain(self._grace if seconds is None else seconds)

    async def is_first(self, incoming: Incoming, owed: Owed | None) -> bool:
        """Tell whether something comes for the first time; what is owed for it is kept by then."""
        if await self.ledger.take(incoming.keys, owed):
            return True
        self._ignores_repetition()
        return False

    async def taken_as(
        self, incoming: Incoming, owe: Callable[[Incoming], _Owed]
    ) -> tuple[Incoming, _Owed] | None:
        """Return what somebody wrote or edited as what it is, with what is owed for it; None for what came before.

        Args:
            incoming: What came.
            owe: Returns what is owed.
        """
        for reading in incoming.readings:
            owed = owe(reading)
            if await self.ledger.take(reading.keys, owed):
                if incoming.version and reading is incoming:
                    # These very words may come once more, by another event.
                    await self.ledger.take(incoming.edit.keys, None)
                return reading, owed
        self._ignores_repetition()
        return None

    async def is_repetition(self, incoming: Incoming) -> bool:
        """Tell whether something came before; nothing is kept of what did not."""
        if not await self.ledger.knows(incoming.keys):
            return False
        self._ignores_repetition()
        return True

    def _ignores_repetition(self) -> None:
        self.state.repeated += 1
        _logger.info("repetition_ignored")

    async def heed(
        self, message: Message, spot: Spot, made: Reply | None = None, owed: Owed | None = None
    ) -> Heeded:
        """Return the reply, or what is said in its place where the bot is to behave otherwise.

        Args:
            message: What came.
            spot: Where.
            made: The reply, where it is made already.
            owed: What is owed for it; None: nothing.

        Raises:
            SilentError: Nothing is said there, or it was said of other words of the same message.
        """
        # What was asked lately is kept beside the core, which forgets the rest itself.
        if isinstance(message, Forgot):
            self.lately.forget(message.person)
        heeded = await self._heeding.heed(message, made or await self.answer(message), spot)
        if owed and heeded.reply.kind is Kind.URGENT and not await self._tells_first(owed, heeded.reply):
            raise SilentError
        return heeded

    async def owes_alert(self, owed: Owed | None, reply: Reply) -> Owed | None:
        """Keep that those who look after people are to be told of an urgent reply; return that.

        Before the reply is sent: whoever ends in between leaves both, or the alert, to the next process. Where it
        was kept before, by another process, `bring` knows whose it is.

        Args:
            owed: The reply; None: nothing is owed, and nothing kept.
            reply: What is sent.
        """
        if owed is None:
            return None
        alert = owed.alert(reply.trace.finding.category)
        await self.ledger.take([alert.id], alert)
        return alert

    async def notes_reached(self, owed: Owed) -> None:
        """Note that the platform took an urgent reply: its alert may be told by another process."""
        await self.ledger.take([owed.reached], None)

    async def has_reached(self, alert: Owed) -> bool:
        """Tell whether the platform is known to have taken the reply before an alert.

        Whoever cannot know says that it was not: somebody who is looked after in vain is the lesser harm.
        """
        return await self.ledger.knows([alert.reached])

    async def _tells_first(self, owed: Owed, reply: Reply) -> bool:
        """Tell whether this danger was told of to whoever wrote a message for no other version of it."""
        if owed.door is not Door.MESSAGE:
            return True
        is_first = await self.ledger.take([f"told:{owed.message_key}:{reply.trace.finding.category}"], None)
        # Whoever left it may have noted that, and told nobody.
        return is_first or owed.was_left

    def is_relayable(self, message: Message, reply: Reply, place: str, rules: Rules) -> bool:
        """Tell whether people can be asked in the bot's place; what was asked is remembered for them then."""
        if rules.help_channel:
            self.lately.note(message, reply, place)
        return bool(rules.help_channel)

    async def is_brought(
        self,
        owed: Owed | None,
        making: Awaitable[Callable[[], Awaitable[None]]],
        where: object,
        explain: Callable[[DeliveryError], Mapping[str, object]] = lambda _: {},
    ) -> bool:
        """Make a reply and bring it; tell whether the platform took it from this process.

        A failure is one line of the log.

        Args:
            owed: What is owed; None: nothing that another process would make up for.
            making: Makes the reply, and returns what sends it.
            where: The id of the channel, for the log.
            explain: Returns what else the log says of a refusal.
        """
        try:
            with self.state.bringing():
                send = await making
                if owed:
                    return await bring(self.ledger, owed, send)
                await send()
        except SilentError:
            # What owners want withheld is done: nobody is to make up for it.
            if owed:
                await self.ledger.settle(owed)
        except DeliveryError as error:
            _logger.error("send_failed", error=str(error), channel=where, **explain(error))  # noqa: TRY400 - no payload
        except Exception as error:  # noqa: BLE001 - one failed reply must not end the others
            _logger.error("send_failed", error=type(error).__name__, channel=where)  # noqa: TRY400 - no payload
        else:
            return True
        return False

    @staticmethod
    def or_taken_back(
        send: Callable[[], Awaitable[None]], take_back: Callable[[], None]
    ) -> Callable[[], Awaitable[None]]:
        """Return what sends a reply, and takes back what was noted of it where that fails: see `Heeded`."""

        async def sending() -> None:
            try:
                await send()
            except BaseException:
                take_back()
                raise

        return sending

    async def make_up(
        self, begin: Callable[[Owed], Coroutine[Any, Any, None]], *, is_leaving: Callable[[], bool]
    ) -> None:
        """Begin to answer what other processes left, every few seconds until the bot leaves."""
        while not is_leaving():
            begun = dict[str, asyncio.Task[None]]()
            # An alert after its reply, as ever: it says whether that was taken.
            for owed in sorted(await self.ledger.left(self.platform), key=lambda each: bool(each.danger)):
                making = self._make_up_for(owed, begin, after=begun.get(owed.reply_id))
                begun[owed.id] = asyncio.create_task(making)
                self.in_flight.add(begun[owed.id], owed.channel)
            await asyncio.sleep(LOOK_EVERY)

    async def _make_up_for(
        self, owed: Owed, begin: Callable[[Owed], Awaitable[None]], after: asyncio.Task[None] | None
    ) -> None:
        """Answer what another process left; where that fails before anything is sent, it is tried again later."""
        if after:
            await asyncio.wait({after})
        try:
            await begin(owed)
        except Exception as error:  # noqa: BLE001 - what is this process's own nobody else would make up for
            _logger.error("not_made_up", channel=owed.channel, error=type(error).__name__)  # noqa: TRY400 - no payload
            await self.ledger.postpone(owed, unsure=owed.sending)


async def ready(made: _T) -> _T:
    """Return what needs no making any more."""
    return made
