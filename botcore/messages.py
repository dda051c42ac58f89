"""What goes in: frozen values that every adapter hands on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from botcore.trace import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class _FromSomebody:
    """What every message says of its sender.

    Attributes:
        person: An opaque key of who wrote it, unique across platforms. Empty: nobody in particular,
            so nothing is remembered.
        thread: An opaque key of where it was written; context never crosses it.
        at: When, in seconds on any clock that does not run backwards.
        public: Whether others read it there, so that the bot hears what follows only where it is mentioned.
    """

    person: str = ""
    thread: str = ""
    at: float = 0.0
    public: bool = False


@dataclass(frozen=True, slots=True)
class Asked(_FromSomebody):
    """Somebody wrote something.

    Attributes:
        text: What was written, as the platform delivered it; any length, any Unicode.
        quoted: What of it are somebody else's words, forwarded or quoted: read for red flags, never answered.
        attached: Whether files came with it, none of which is read.
        withheld: Whether words were written that the platform did not hand over.
        others: Whether the words are somebody else's: this person asks about them, and alone sees the reply.
        follows: The id of the entry or topic that the same person's last question there was about, if another
            process was asked it and has told so; empty: nothing is known of one.
        told: Whether those who look after people there are alerted if it is urgent.
        shown_in: An opaque key of the channel in front of which it was asked, and whose people may see the reply,
            too; empty: this person alone sees it.
        edited: Whether the words replace others of the same message, which was heard before: a red flag in them is
            told, and nothing is remembered of them.
    """

    text: str
    quoted: str = ""
    attached: bool = False
    withheld: bool = False
    others: bool = False
    follows: str = ""
    told: bool = False
    shown_in: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Picked(_FromSomebody):
    """Somebody chose an entry that an earlier reply offered.

    Attributes:
        entry: Its id.
    """

    entry: str


@dataclass(frozen=True, slots=True)
class Rated(_FromSomebody):
    """Somebody said whether an earlier reply helped.

    Attributes:
        helpful: Whether it did.
        entry: The id of the entry it showed; empty: not known.
        reason: What was missing, in their words; empty: they were not asked, or have not said so yet.
        asks_why: Whether the reply stands above a field for the reason.
    """

    helpful: bool
    entry: str = ""
    reason: str = ""
    asks_why: bool = False


@dataclass(frozen=True, slots=True)
class Opened(_FromSomebody):
    """Somebody opened the page a platform has for the bot."""


class Step(StrEnum):
    """A step on the way of a question to a person, and of their answer back."""

    AGREE = "agree"
    """Above the form in which whoever asked agrees to what is passed on."""
    SENT = "sent"
    """To whoever asked, once it is passed on."""
    STAFF = "staff"
    """To those who may answer."""
    FORM = "form"
    """Above the form in which one of them answers."""
    ANSWER = "answer"
    """To whoever asked, with that answer."""
    REACHED = "reached"
    """To whoever answered."""
    MISSED = "missed"
    """To whoever did something that could not be passed on."""


@dataclass(frozen=True, slots=True)
class Relayed(_FromSomebody):
    """Words that pass between somebody who asked and those who look after them; the bot only carries them.

    Attributes:
        step: Where on the way they are.
        words: What is passed on; of what could not be, only what somebody asked, which is read for red flags.
        who: Who wrote them, as the platform names them.
        link: Where it was asked.
        offered: The ids of what the file had to offer.
    """

    step: Step
    words: str = ""
    who: str = ""
    link: str = ""
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interrupted(_FromSomebody):
    """Somebody asked, and what they asked is not known any more: who was to answer is gone."""


@dataclass(frozen=True, slots=True)
class Outdated(_FromSomebody):
    """Somebody used a command, a button or a form that the bot does not have, or not any more in this shape.

    Attributes:
        words: What was written into it, which is read for red flags alone.
        others: Whether the words are somebody else's, who does not see the reply.
    """

    words: str = ""
    others: bool = False


@dataclass(frozen=True, slots=True)
class Alerted(_FromSomebody):
    """Those who look after people are to hear that somebody wrote something urgent.

    Attributes:
        finding: What was found; no word of it is passed on.
        link: Where it was written.
        reached: Whether whoever wrote it was replied to, as far as the platform says.
    """

    finding: Finding
    link: str
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Summed(_FromSomebody):
    """Those who look after the file are to hear what a week was like, in figures.

    Attributes:
        week: The day on which it began, in words.
        replies: How many there were.
        people: To how many people.
        answered: The share of questions that got an answer, in words.
        urgent: How many replies were urgent.
        helped: How many ratings say that it helped.
        not_helped: How many say that it did not.
    """

    week: str
    replies: int
    people: int
    answered: str
    urgent: int
    helped: int
    not_helped: int


@dataclass(frozen=True, slots=True)
class Held(_FromSomebody):
    """Somebody asked where the bot is not to answer as usual.

    Attributes:
        off: Whether it is off there; else it answers in private alone, or has answered them a moment ago.
        link: To where it answered them a moment ago; empty: it did not.
    """

    off: bool
    link: str = ""


class Outcome(StrEnum):
    """What became of a wish to see, or to change, how the bot behaves in a place."""

    NOW = "now"
    """It is shown."""
    CHANGED = "changed"
    """It is changed, and shown."""
    REFUSED = "refused"
    """Whoever wished it may not."""
    NOWHERE = "nowhere"
    """There is no database to keep it in."""
    AWAY = "away"
    """The database cannot be had."""
    OPEN = "open"
    """The channel for alerts can be read by others, too."""
    UNCLEAR = "unclear"
    """The hours cannot be read."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that is set in a place.

    Attributes:
        name: What: `help_channel`, which the file's `setting_help_channel` puts in words, or a link to a channel.
        value: To what: a manner, a link, hours or a number; empty: it is not set.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Configured(_FromSomebody):
    """Somebody wished to see, or to change, how the bot behaves in a place.

    Attributes:
        outcome: What became of it.
        settings: How it behaves there; empty where that is not shown.
    """

    outcome: Outcome
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgot(_FromSomebody):
    """Somebody wants all that is kept of them to be forgotten.

    Attributes:
        failed: Whether some of it could not be.
    """

    failed: bool = False


Message: TypeAlias = (
    Asked
    | Picked
    | Rated
    | Opened
    | Relayed
    | Interrupted
    | Outdated
    | Alerted
    | Summed
    | Held
    | Configured
    | Forgot
)
"""What an adapter hands on: `Asked` always, `Picked` where it shows what to pick, `Interrupted` where it cannot
read back what it owes. All others are optional: what it never hands on, the bot never speaks of there.
"""
