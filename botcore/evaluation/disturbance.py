"""Does what stands around a question, or how it is set, change what comes back? It should not.

People greet, apologise, sign and quote, and set words in bold, code or lists; none of it says what they ask.
Every wrapper goes around every case, and the share of cases whose outcome (kind of reply and entry shown) changes
is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botcore.evaluation.judge import play
from botcore.evaluation.replies import observe
from botcore.evaluation.shares import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from botcore.evaluation.decks import Case
    from botcore.evaluation.outcomes import Observed
    from botcore.messages import Message
    from botcore.reply import Reply

_WORD = re.compile(r"\S+")

WRAPPERS = {
    "greeting": "Hi there, {}",
    "greeting on its own line": "Good morning everyone!\n\n{}",
    "greeting and name": "hello @prolobot {}",
    "please": "{} please",
    "thanks": "{} Thanks in advance!",
    "apology": "Sorry to bother you, quick question: {}",
    "letter": "Dear team,\n\nI hope this finds you well.\n\n{}\n\nKind regards,\nAlex Morgan",
    "phone signature": "{}\n\nSent from my iPhone",
    "clinic signature": "{}\n\n--\nDr J. Rivera\nReception desk\nRiverside Practice",
    "quoted message": "> see you at the meeting on Tuesday, room four\n> bring the papers\n{}",
    "does anyone know": "does anyone know, {}",
    "kisses and emoji": "{} :pray: xx",
    "bold": "*{}*",
    "bold and double": "**{}**",
    "italic": "_{}_",
    "struck": "~~{}~~",
    "spoiler": "||{}||",
    "code": "`{}`",
    "code block": "```text\n{}\n```",
    "heading": "# {}",
    "small text": "-# {line}",
    "list": "- {line}",
    "numbered list": "1. {line}",
    "quotation": "> {line}",
    "quotation to the end": ">>> {}",
    "bold lines": "*{line}*",
    "a bold word": "*{word}*",
    "an italic word": "_{word}_",
    "a word as code": "`{word}`",
    "a word as spoiler": "||{word}||",
    "a word as link": "[{word}](https://a.b/c)",
    "Slack's link": "<https://a.b/c|{word}>",
    "mention and comma": "<@U0BOT>, {}",
    "mention at the end": "{}, <@!42>",
    "everything": "Hey all! Hope you're well. {} Many thanks, no rush!\n\nBest wishes,\nSam",
}
"""Name → what stands around a question: the whole of it `{}`, each line `{line}` or its longest word `{word}`;
written by hand, none of it says anything about the question."""


@dataclass(frozen=True)
class Change:
    """A case that came out otherwise: bare, and wrapped."""

    case: Case
    wrapper: str
    before: Observed
    after: Observed


@dataclass(frozen=True)
class Disturbance:
    """What one wrapper did.

    Attributes:
        wrapper: Its name.
        share: How many cases changed, of how many.
        changes: Those cases.
    """

    wrapper: str
    share: Share
    changes: tuple[Change, ...]


def disturb(
    cases: Sequence[Case], answer: Callable[[Message], Reply], *, wrappers: Iterable[str] = tuple(WRAPPERS)
) -> Iterator[Disturbance]:
    """Yield what each wrapper does to the last turn of every case, wrapper by wrapper.

    Args:
        cases: At least one.
        answer: Who replies, such as `Bot.reply`.
        wrappers: Names of `WRAPPERS`.
    """
    bare = [_observe(case, case.text, "bare", answer) for case in cases]
    for name in wrappers:
        changes = []
        for case, before in zip(cases, bare, strict=True):
            after = _observe(case, _wrap(case.text, WRAPPERS[name]), name, answer)
            if (after.kind, after.entry) != (before.kind, before.entry):
                changes.append(Change(case, name, before, after))
        yield Disturbance(name, Share(len(changes), len(cases)), tuple(changes))


def _wrap(text: str, wrapper: str) -> str:
    """Return a text in a value of `WRAPPERS`."""
    if "{line}" in wrapper:
        return "\n".join(wrapper.replace("{line}", line) for line in text.split("\n"))
    if "{word}" in wrapper:
        longest = max(_WORD.findall(text), key=len, default="")
        return text.replace(longest, wrapper.replace("{word}", longest), 1) if longest else text
    return wrapper.replace("{}", text)


def total(disturbances: Iterable[Disturbance]) -> Share:
    """Return how many pairs of case and wrapper changed, of all."""
    shares = [each.share for each in disturbances]
    return Share(sum(each.events for each in shares), sum(each.total for each in shares))


def _observe(case: Case, text: str, name: str, answer: Callable[[Message], Reply]) -> Observed:
    return observe(play((*case.turns[:-1], text), answer, person=f"{name}:{case.where}"))
