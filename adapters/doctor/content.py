"""Whether the file can be answered from, what to look at first in it, and whether emergencies are heard."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.doctor.check import Check
from adapters.doctor.findings import broken, look, ok
from adapters.doctor.in_time import in_thread
from adapters.reports.numbers import counted
from adapters.text_file import TextFileError, read_text
from botcore.faq import FaqError, load_with_lines

if TYPE_CHECKING:
    from pathlib import Path

    from adapters.doctor.findings import Finding
    from adapters.doctor.installation import Seen
    from botcore import Faq

_SHOWN = 3
"""Faults and remarks that are shown; `check` has them all."""

URGENT = ("I have chest pain", "I can't breathe", "he is unconscious", "I want to kill myself")
CALM = ("how long does it take", "thank you")
"""What must be heard as urgent by rule, and what must not."""


async def _content(seen: Seen) -> list[Finding]:
    """Whether the file loads, and what is most worth looking at in it."""
    return await in_thread(lambda: _read(seen.installation.file))


async def _urgent_rules(seen: Seen) -> list[Finding]:
    """Whether plain emergencies are heard."""
    faq = seen.installation.faq
    return await in_thread(lambda: _listen(faq)) if faq else []


def _read(path: Path) -> list[Finding]:
    from botcore.checks import Level, read_content
    from botcore.encoding import Encoder

    try:
        loaded = load_with_lines(read_text(path), name=str(path))
    except TextFileError as error:
        return [broken(str(error), "name another file with --faq, or set PROLOBOT_FAQ")]
    except FaqError as error:
        lines = str(error).splitlines()
        return [
            broken(line, f"put it right; prolobot check {path} lists all {len(lines)}") for line in lines[:_SHOWN]
        ]
    today = datetime.now(UTC).astimezone().date()
    remarks = read_content(loaded, vocabulary=Encoder().vocabulary, today=today)
    entries = counted(len(loaded.faq.entries), "entry", "entries")
    findings = [ok(f"{path}: {entries}, {counted(len(loaded.faq.topics), 'topic')}")]
    for level, mark in ((Level.ERROR, broken), (Level.WARNING, look)):
        found = [each for each in remarks if each.level is level]
        if found:
            first = found[0]
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            says = f"line {first.line}, {first.where}: {first.says}{more}"
            findings.append(mark(says, f"prolobot check {path} lists all and looks deeper"))
    return findings


def _listen(faq: Faq) -> list[Finding]:
    from botcore.encoding import Encoder, VectorCache
    from botcore.safety import Safety
    from botcore.text import normalise

    safety = Safety(faq, VectorCache(Encoder()))
    deaf = [each for each in URGENT if not safety.hears(normalise(each))]
    wrong = [each for each in CALM if safety.hears(normalise(each))]
    if deaf or wrong:
        of = f"not heard as urgent: {'; '.join(deaf)}" if deaf else f"heard as urgent: {'; '.join(wrong)}"
        return [
            broken(of, "install the program anew; if it stays so, tell its makers before anybody relies on it")
        ]
    return [ok(f"{len(URGENT)} plain emergencies are heard by rule, and {len(CALM)} everyday lines are not")]


CHECKS = (
    Check("file", _content, seconds=60.0),
    Check("urgent rules", _urgent_rules, seconds=60.0),
)
