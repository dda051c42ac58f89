"""What a replay needs of a platform: say something, press something, see what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from adapters.incoming import is_unsaid
from botcore import Asked, Picked, Rated

if TYPE_CHECKING:
    from adapters.harness.replay.transcripts import Turn
    from adapters.incoming import Respond
    from botcore import Message, Reply


@dataclass(frozen=True)
class Shown:
    """One message as a person would see it: its text, unescaped, and who else sees it.

    Attributes:
        text: Everything readable in it, disclaimer included.
        private: Whether only the person who asked sees it; None: there is nobody else.
        buttons: Label and id of every button, in order.
    """

    text: str
    private: bool | None = False
    buttons: tuple[tuple[str, str], ...] = ()


class Platform(Protocol):
    """One platform with the bot running on it."""

    name: str

    async def play(self, turn: Turn) -> list[Shown]:
        """Play one turn and return everything the bot showed because of it."""
        ...


@dataclass
class Overheard:
    """An answer callable that keeps what the core replied, beside what a platform shows of it."""

    answer: Respond
    replies: list[Reply] = field(default_factory=list)

    async def __call__(self, message: Message) -> Reply:
        """Answer, and keep the reply."""
        reply = await self.answer(message)
        self.replies.append(reply)
        return reply


class CorePlatform:
    """The core by itself: the yardstick for the others."""

    name = "core"

    def __init__(self, overheard: Overheard) -> None:
        """Play turns against an answerer."""
        self.overheard = overheard
        self._now = 0.0

    async def play(self, turn: Turn) -> list[Shown]:
        """Hand the words over as a message; what the platforms filter out never gets here."""
        if (
            turn.bot
            or turn.way in {"workflow", "reply without ping"}
            or (turn.where == "channel" and not turn.mention)
        ):
            return []
        # A clock of its own: what is remembered depends on minutes, and a replay must not.
        self._now += 1
        person, place = f"core:{turn.who}", f"core:{turn.where}"
        if turn.rates:
            rated = Rated(turn.rates == "helpful", person=person, asks_why=bool(turn.reason))
            reply = await self.overheard(rated)
            if turn.reason:
                reply = await self.overheard(Rated(False, reason=turn.reason, person=person, at=self._now))
        elif turn.picks:
            entry = self.overheard.replies[-1].suggestions[turn.picks - 1].entry
            reply = await self.overheard(Picked(entry, person=person, thread=place, at=self._now))
        else:
            withheld = turn.way == "role"
            asked = Asked(
                turn.about or ("" if withheld else turn.says),
                turn.forwards,
                bool(turn.files),
                withheld,
                others=bool(turn.about),
                person=person,
                thread=place,
                at=self._now,
                public=turn.where == "channel",
                edited=turn.way == "edit last",
            )
            reply = await self.overheard(asked)
            if is_unsaid(asked, reply):
                return []
        buttons = tuple((each.question, each.entry) for each in reply.suggestions)
        return [Shown(reply.text, None, buttons)]
