"""Every wording asked as it stands, through the one door: does it lead where its author put it?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from botcore.checks.remarks import Check, Level, Remark, id_lines
from botcore.messages import Asked
from botcore.reply import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from botcore.checks.remarks import Wording
    from botcore.faq import LoadedFaq
    from botcore.messages import Message
    from botcore.reply import Reply


def read_own_words(
    loaded: LoadedFaq,
    wordings: Iterable[Wording],
    answer: Callable[[Message], Reply],
    doubtful: Container[Wording] = frozenset(),
) -> list[Remark]:
    """Return the remarks on wordings that lead elsewhere, and on entries and topics nothing leads to.

    Args:
        loaded: A sound file.
        wordings: Those to ask, any part of `all_wordings`; what has none of them is not judged.
        answer: Who replies, such as `Bot.reply`.
        doubtful: Wordings of topics to ask in any case. The rest of a topic is asked until one leads to its
            pointer: what is not answered while it is left out is not answered when it stands there.
    """
    remarks: list[Remark] = []
    reached: dict[str, bool] = defaultdict(bool)
    for wording in wordings:
        if not wording.is_entry and reached[wording.owner] and wording not in doubtful:
            continue
        reply = answer(Asked(wording.text))
        # Asked of nobody in particular, so that no wording is read as a follow-up of the one before.
        reached[wording.owner] |= _arrives(loaded, wording, reply)
        remarks += _entry_remarks(loaded, wording, reply) if wording.is_entry else _topic_remarks(wording, reply)
    return [*_unreachable(loaded, reached), *remarks]


def _arrives(loaded: LoadedFaq, wording: Wording, reply: Reply) -> bool:
    if wording.is_entry:
        return reply.entry is not None and reply.entry.id == wording.owner
    topic = loaded.faq.topic(wording.owner)
    return topic is not None and topic.about in reply.lead and topic.pointer in reply.lead


def _entry_remarks(loaded: LoadedFaq, wording: Wording, reply: Reply) -> Iterator[Remark]:
    if reply.kind is Kind.URGENT:
        # Of the entry on when to seek help one sentence stands below the guidance; of any other, nothing.
        arrives = _arrives(loaded, wording, reply)
        gets = "urgent guidance first" if arrives else "urgent guidance in place of its answer"
        says = f"{wording.text!r} gets {gets} ({reply.trace.finding.category})"
        level = Level.NOTE if arrives else Level.WARNING
        cure = "if harmless, add it below safety, harmless"
        yield Remark(wording.line, wording.owner, Check.OWN_WORDS, f"{says}; {cure}", level)
    elif not _arrives(loaded, wording, reply):
        entry = loaded.faq.entry(wording.owner)
        is_question = entry is not None and wording.text == entry.question
        level = Level.ERROR if is_question else Level.WARNING
        says = f"{wording.text!r} gets {_outcome(reply)}"
        yield Remark(wording.line, wording.owner, Check.OWN_WORDS, says, level)


def _topic_remarks(wording: Wording, reply: Reply) -> Iterator[Remark]:
    if reply.kind is Kind.ANSWER:
        says = f"{wording.text!r} gets {_outcome(reply)}"
        yield Remark(wording.line, wording.owner, Check.OWN_WORDS, says)


def _outcome(reply: Reply) -> str:
    match reply.kind:
        case Kind.ANSWER:
            return f"the answer of {reply.entry.id if reply.entry else 'no entry'}"
        case Kind.CLARIFY:
            return "a choice of " + ", ".join(each.entry for each in reply.suggestions)
        case Kind.DECLINE:
            return "a refusal of personal advice"
        case Kind.HELP:
            return "the reply to a greeting"
        case Kind.ABSTAIN | Kind.URGENT:
            return "no answer"


def _unreachable(loaded: LoadedFaq, reached: dict[str, bool]) -> Iterator[Remark]:
    lines = id_lines(loaded)
    for entry in loaded.faq.entries:
        if reached.get(entry.id) is False:
            says = "none of its wordings, asked as they stand, gets this answer"
            yield Remark(lines[entry.id], entry.id, Check.UNREACHABLE, says, Level.ERROR)
    for topic in loaded.faq.topics:
        if reached.get(topic.id) is False:
            says = "none of its wordings, asked as they stand, leads to its pointer"
            yield Remark(lines[topic.id], topic.id, Check.UNREACHABLE, says)
