"""Everything the bot says on its own stands in the file: nothing else is said, on any platform."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.rendering import render as render_discord
from adapters.harness.replay.wire.discord import as_shown
from adapters.slack.rendering import render as render_slack
from botcore import (
    Asked,
    Because,
    Bot,
    Configured,
    Faq,
    Guidance,
    Held,
    Kind,
    Outcome,
    Picked,
    Rated,
    Reply,
    Services,
    Setting,
    Trace,
    load_faq,
)
from botcore.checks.claims import claims_in
from botcore.composing import Calls, Composer, Notices, Practices
from botcore.faq import Messages, fill
from botcore.faq.messages import allowed, placeholders
from botcore.text import Feeling, SmallTalk

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
README = (HERE.parent / "README.md").read_text(encoding="utf-8")
SERVICES = Services("999", "the Listeners")
MEDICAL = re.compile(
    r"doctor|clinic|injection|pharmac|medicine|treat|symptom|emergency department|fever|\bhealth|prolo",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def makerspace() -> Faq:
    return load_faq((HERE / "files" / "makerspace.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workshop(makerspace: Faq) -> Bot:
    return Bot(makerspace, services=SERVICES)


def every_reply(faq: Faq) -> Iterator[Reply]:
    """Yield a reply of every kind that can be built, with and without what it may carry."""
    composer, calls, notices = (each(faq, SERVICES) for each in (Composer, Calls, Notices))
    trace, entries = Trace(Because.LIKELY), faq.entries
    for guidance in (Guidance.URGENT, Guidance.CALL, Guidance.CRISIS, Guidance.POISON, Guidance.UNNAMED):
        for more in (False, True):
            yield calls.urgent(guidance, trace, injection=more, seek_help=more)
    for guidance in (Guidance.ADVICE, Guidance.NORMAL):
        for near in ((), entries[:1]):
            yield composer.decline(guidance, trace, near)
    yield from (composer.answer(entry, trace, public=public) for entry in entries for public in (False, True))
    yield from (composer.clarify(entries[:count], trace) for count in (1, 2, 3))
    for topic in (None, *faq.topics):
        for near in ((), entries[:2]):
            yield composer.abstain(trace, topic, near)
    yield composer.abstain(Trace(Because.FAR))
    first = composer.answer(entries[0], trace, public=True)
    for left in (False, True):
        yield composer.beside(first, entries[1:3], faq.topics[:1], rest=True, left=left)
    for public in (False, True):
        open_composer = Composer(faq, SERVICES, Practices(public_command=public, journal=True, days=30))
        yield from (open_composer.say(key, trace) for key in (*SmallTalk, "files", "withheld", "afterwards"))
    yield from (composer.decline(feeling, trace, near) for feeling in Feeling for near in ((), entries[:1]))
    yield notices.noted(trace)
    yield composer.gone(trace)
    yield notices.apology()
    yield notices.stopping()
    yield from (notices.busy(enough=enough) for enough in (False, True))
    yield notices.interrupted()
    yield notices.outdated()
    yield notices.held(Held(off=True), trace)  # the others name the command, which no file renames
    settings = tuple(Setting(name, value) for name, value in SETTINGS.items())
    yield from (notices.configured(Configured(outcome, settings), trace) for outcome in Outcome)
    yield from (notices.forgotten(trace, failed=failed) for failed in (False, True))


SETTINGS = {
    "help_channel": "",
    "alert_channel": "1",
    "alert_role": "",
    "quiet_hours": "22:00-07:00",
    "cooldown": "9",
}
SETTINGS |= {str(number): manner for number, manner in enumerate(("usual", "mentions", "private", "off"))}


def shown(reply: Reply) -> dict[str, str]:
    """Return everything a person can read of a reply, by who shows it."""
    rendered = render_discord(reply)
    labels = "\n".join(label for label, _ in rendered.buttons)
    slack = render_slack(reply)
    return {
        "core": reply.text,
        "Slack's notification": slack["text"],
        "Slack": "\n".join(_strings(slack["blocks"])),
        "Discord": f"{as_shown(rendered.content, (), (), private=False).text}\n{labels}",
    }


def _strings(node: Any) -> Iterator[str]:
    """Yield every text in a payload, accessibility labels included."""
    if isinstance(node, list):
        for each in node:
            yield from _strings(each)
    elif isinstance(node, dict):
        yield from (node[key] for key in ("text", "accessibility_label") if isinstance(node.get(key), str))
        yield from (text for key in node if isinstance(node[key], dict | list) for text in _strings(node[key]))


def words_of(faq: Faq) -> list[str]:
    """Return every text of a file, longest first, as it is said."""
    values = {"emergency": SERVICES.emergency, "crisis_line": SERVICES.crisis_line}
    texts = [faq.disclaimer, faq.disclaimer_short or ""]
    for topic in faq.topics:
        texts.append(fill(faq.messages.abstain_topic, about=topic.about, pointer=topic.pointer, **values))
        texts += [fill(faq.messages.uncovered, about=topic.about), topic.pointer]
    texts += [fill(getattr(faq.messages, key), days="30", **values) for key in Messages.model_fields]
    for entry in faq.entries:
        texts += [entry.question, entry.answer, entry.sentence, entry.caution, entry.note]
        texts += [entry.source.title, entry.source.url or ""] if entry.source else []
    return sorted((text for text in texts if text), key=len, reverse=True)


def test_nothing_is_said_that_does_not_stand_in_the_file(makerspace: Faq) -> None:
    texts = words_of(makerspace)
    for reply in every_reply(makerspace):
        for where, text in shown(reply).items():
            left = text
            for each in texts:
                left = left.replace(each, " ")
            assert not re.search(r"[^\W\d_]", left), (where, reply.kind, left)


def test_no_default_is_left_in_a_file_that_says_it_otherwise(makerspace: Faq) -> None:
    defaults = [getattr(Messages(), key) for key in Messages.model_fields]
    parts = {part for text in defaults for part in re.split(r"\{\w+\}|(?<=[.?!:]) ", text) if len(part) > 6}
    for reply in every_reply(makerspace):
        for where, text in shown(reply).items():
            assert not MEDICAL.search(text), (where, text)
            assert [part for part in parts if part in text] == [], where


def test_the_makerspace_says_every_message_its_own_way(makerspace: Faq) -> None:
    assert makerspace.messages.model_fields_set == set(Messages.model_fields)


@pytest.mark.parametrize(
    ("said", "kind", "holds"),
    [
        ("hello", Kind.HELP, "Hello there, maker"),
        ("what can you do", Kind.HELP, "I know the house rules by heart"),
        ("thank you", Kind.HELP, "Happy making"),
        ("what is the wifi password", Kind.ABSTAIN, "No house rule speaks of the network."),
        ("My hand is bleeding and it won't stop", Kind.URGENT, "Ring 999 now, then shout for the crew."),
        ("I want to kill myself", Kind.URGENT, "Ring the Listeners or 999;"),
        ("where is the first-aid box?", Kind.ANSWER, "From: House rules, sheet 1"),
    ],
)
def test_the_makerspace_answers_in_its_own_voice(workshop: Bot, said: str, kind: Kind, holds: str) -> None:
    reply = workshop.reply(Asked(said))
    assert reply.kind is kind
    assert holds in reply.text
    assert not MEDICAL.search(reply.text)


def test_a_pressed_button_is_answered_in_its_own_voice(workshop: Bot) -> None:
    assert workshop.reply(Rated(helpful=True)).lead == "Got it."
    assert workshop.reply(Picked("nothing")).lead == "That rule has been taken down."
    assert workshop.apology().lead == "Something in me jammed. Give it another go."


def test_the_first_aid_rule_stands_below_a_call_when_it_fits(workshop: Bot) -> None:
    reply = workshop.reply(Asked("I cut my hand, it won't stop bleeding, where is the first-aid box?"))
    assert reply.kind is Kind.URGENT
    assert reply.entry == workshop.faq.entry("first-aid")
    assert "under the green cross." in reply.text
    assert "Write in the book" not in reply.text


def test_a_disclaimer_stands_in_every_reply_of_any_kind(makerspace: Faq, faq: Faq) -> None:
    only_long = makerspace.model_copy(update={"disclaimer_short": None})
    for file in (makerspace, faq, only_long):
        for reply in every_reply(file):
            short = reply.kind in {Kind.URGENT, Kind.HELP}
            expected = (file.disclaimer_short if short else None) or file.disclaimer
            assert reply.disclaimer == expected
            for text in shown(reply).values():
                assert expected in text.replace("&amp;", "&")


def test_the_shipped_short_disclaimer_disclaims_and_never_sends_a_caller_elsewhere(faq: Faq) -> None:
    assert "not medical advice" in (faq.disclaimer_short or "").casefold()
    assert not re.search(r"doctor|pharmacist|ask", faq.disclaimer_short or "", re.IGNORECASE)


@pytest.mark.parametrize("key", Messages.model_fields)
def test_every_default_obeys_its_own_rules_and_claims_nothing(key: str) -> None:
    text = getattr(Messages(), key)
    file = {"disclaimer": "x", "entries": [{"id": "a", "question": "b", "answer": "c"}], "messages": {key: text}}
    assert getattr(load_faq(json.dumps(file, ensure_ascii=False)).messages, key) == text
    assert claims_in(text) == []
    assert not re.search(r"vetted|reviewed|diagnos|triage|you have|you are having|approved", text, re.IGNORECASE)
    assert len(text.split()) <= 60
    assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.?!:]) ", text)) <= 26
    assert set(placeholders(text)) <= set(allowed(key).may)


def test_what_to_do_until_help_comes_is_two_to_four_sentences() -> None:
    for text in (Messages().urgent, Messages().crisis, Messages().poison):
        assert 2 <= len(re.findall(r"[.?!](?: |$)", text)) <= 4


def table_rows(heading: str) -> list[tuple[str, ...]]:
    """Return the cells of the README's table below a heading, first row first."""
    table = README.split(heading, 1)[1].split("\n\n|", 1)[1].split("\n\n", 1)[0]
    return [tuple(cell.strip() for cell in row.strip("| ").split(" | ")) for row in table.split("\n")[2:]]


def beginning(text: str) -> str:
    """Return a text, cut after its first words where it is long."""
    words = text.split()
    return text if len(words) <= 8 else " ".join(words[:6]).rstrip(",:;") + " …"


def test_the_readme_lists_every_message_when_it_is_said_and_how_its_default_begins() -> None:
    fields = Messages.model_fields.items()
    expected = [(f"`{key}`", field.description, beginning(field.default)) for key, field in fields]
    assert table_rows("### What the bot says on its own") == expected


def test_the_readme_explains_every_key_of_the_file() -> None:
    keys = [cells[0] for cells in table_rows("### Every key")]
    expected = [f"`{key}`" for key in Faq.model_fields]
    for section in ("entries", "topics", "ambiguous", "safety"):
        field = Faq.model_fields[section].annotation
        model = getattr(field, "__args__", (field,))[0]
        expected += [f"`{section}` → `{key}`" for key in model.model_fields]
    assert sorted(keys) == sorted(expected)
