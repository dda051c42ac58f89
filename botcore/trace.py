"""Why a reply came out as it did: what was found, what was weighed, and the reason that decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the safety check thinks of a message, worst first."""

    URGENT = "urgent"
    ADVICE = "advice"
    CLEAR = "clear"


class Because(StrEnum):
    """Why the bot replies as it does; `decision` and `bot` decide it, everybody else only shows it.

    `reasons` says what each means, in a sentence.
    """

    RED_FLAG = "red flag"
    ADVICE = "personal advice"
    LIKELY = "likely"
    UNSURE = "unsure"
    DOUBTED = "doubted"
    AMBIGUOUS = "ambiguous"
    TOPIC = "topic"
    STRANGE = "strange"
    UNLIKELY = "unlikely"
    FAR = "far off"
    GREETING = "greeting"
    THANKS = "thanks"
    OTHER_LANGUAGE = "other language"
    ABOUT_THE_BOT = "about the bot"
    FILES_ALONE = "files alone"
    WITHHELD = "withheld"
    SMALL_TALK = "small talk"
    FEELING = "feeling"
    AFTERWARDS = "afterwards"
    PICKED = "picked"
    GONE = "gone"
    RATED = "rated"
    RELAYED = "relayed"
    ALERTED = "alerted"
    SUMMED = "summed"
    HELD = "held"
    CONFIGURED = "configured"
    FORGOTTEN = "forgotten"
    BROKEN = "broken"
    STOPPING = "stopping"
    BUSY = "busy"
    INTERRUPTED = "interrupted"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with a score, and the phrasing that earned it.

    Attributes:
        id: The id of the entry.
        score: Calibrated probability in [0, 1] that this candidate is right.
        phrasing: The nearest wording in the file.
        features: Named evidence behind the score, for people who ask why.
        against: What in the message speaks against it, in words.
        is_doubted: Whether that is enough for it to be offered at most.
    """

    id: str
    score: float
    phrasing: str
    features: tuple[tuple[str, float], ...] = ()
    against: tuple[str, ...] = ()
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What the safety check made of a message.

    Attributes:
        verdict: Whether it reports a red flag, asks for personal advice, or neither.
        category: The id of the red flag or kind of advice; empty when clear.
        score: Probability in [0, 1] behind the verdict.
        because: The words or the nearest example that decided, for people who ask why.
        language: The code of the language it was said in; empty: the file's, or nobody could tell.
    """

    verdict: Verdict = Verdict.CLEAR
    category: str = ""
    score: float = 0.0
    because: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """How many messages thresholds rest on, by what they are.

    Attributes:
        own: Wordings of entries, judged as if they were not in the file.
        topics: The same of topics.
        entries: Wordings of entries that were left out whole: what an entry is like that nobody wrote.
        strangers: Everyday messages that are shipped for every file.
    """

    own: int = 0
    topics: int = 0
    entries: int = 0
    strangers: int = 0

    @property
    def near(self) -> int:
        """How many strangers near the file's subject there are."""
        return self.topics + self.entries


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which scores on the bot answers, offers, and names a topic.

    Attributes:
        answer: The least score of an answer.
        clarify: The least score of a candidate that is offered.
        false_answers: The share of strangers expected at or above `answer`.
        grounds: What they rest on.
        topic: The least sureness of the nearest topic for it to be named.
        near: The least likeness to the nearest of all for a message to be about the file's subject.
    """

    answer: float
    clarify: float
    false_answers: float
    grounds: Grounds = Grounds()
    topic: float = 0.0
    near: float = 0.0

    @property
    def of_scores(self) -> dict[str, float]:
        """Name and value of those that scores are held against."""
        return {"answer": self.answer, "clarify": self.clarify}


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a reply came out as it did; shown on request, never logged with what people wrote.

    Attributes:
        because: The reason.
        read: The message as it was understood, after normalisation and spelling repair.
        finding: The verdict of the safety check.
        candidates: Best first.
        thresholds: What scores were held against; None where nothing was matched.
        context: The id of the entry a follow-up was read against; empty when there was none.
        topic: The id of the topic that was named; empty when none was.
        nearest_topic: The id of the topic that is nearer than every entry, named or not; empty when none is.
        sureness: How sure it is to be the one: in [0, 1] where it was learned; infinite for a wording of its own.
    """

    because: Because
    read: str = ""
    finding: Finding = Finding()
    candidates: tuple[Candidate, ...] = ()
    thresholds: Thresholds | None = None
    context: str = ""
    topic: str = ""
    nearest_topic: str = ""
    sureness: float = 0.0
