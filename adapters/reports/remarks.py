"""What `check` found, on a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from adapters.reports.numbers import counted, interval, percent
from botcore.checks import Check, Level, missing_evidence
from botcore.languages import read_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from adapters.reports.checked import Checked
    from botcore import Grounds
    from botcore.checks import Change, Remark

_SHOWN = 5
"""How many remarks are listed unless all are asked for, the worst of all checks; what says the same is one."""

_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: "dim"}
_ADVICE = {
    Check.UNREACHABLE: "write more that sound alike, or split the entry",
    Check.DUPLICATE: "only one of two places can be answered",
    Check.OWN_WORDS: "asked exactly as it stands; reword it, or add more like it",
    Check.STRAY: "judged as if it were not in the file; add more like it where it belongs, or move it",
}
"""What to do, where one remark after another would say the same."""


def show_checked(console: Console, checked: Checked, *, all_remarks: bool) -> None:
    """Print what a change did, remarks by check, the figures, and the summary."""
    _show_size(console, checked)
    change = checked.change
    if change:
        _show_change(console, checked, change, all_remarks=all_remarks)
    _show_remarks(console, checked, change.new if change else (), all_remarks=all_remarks)
    _show_left_out(console, checked)
    _show_languages(console, named=all_remarks)
    console.print()
    console.print(_summary(checked), soft_wrap=True)


def _show_change(console: Console, checked: Checked, change: Change, *, all_remarks: bool) -> None:
    console.print()
    _say(console, f"since {checked.before.name if checked.before else ''}", "bold")
    named = (("added", change.added), ("removed", change.removed), ("changed", change.edited))
    for what, ids in named:
        if ids:
            more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN and not all_remarks else ""
            _say(console, f"  {what}: {', '.join(ids if all_remarks else ids[:_SHOWN])}{more}", "")
    if not any(ids for _, ids in named):
        _say(console, "  no entry and no topic changed", "")
    was = {each.measure.id: each for each in checked.before.figures} if checked.before else {}
    for each in checked.figures:
        if (old := was.get(each.measure.id)) and old.share != each.share:
            _say(console, f"  {each.measure.label}: {percent(old.share)} → {percent(each.share)}", "")
    gone = f"; {counted(change.gone, 'remark')} of before no more" if change.gone else ""
    _say(console, f"  {_counts(change.new) or 'no remark'} new{gone}", "")
    _list(console, _worst_first(change.new, all_remarks=all_remarks))


def _show_remarks(console: Console, checked: Checked, told: Sequence[Remark], *, all_remarks: bool) -> None:
    """Print remarks by check: all, or the worst; where a change was told, of the others only errors."""
    rest = [remark for remark in checked.remarks if remark not in told] if told else list(checked.remarks)
    worth = [each for each in rest if each.level is Level.ERROR or not checked.before]
    groups = _worst_first(rest if all_remarks else worth, all_remarks=all_remarks)
    for check in Check:
        found = [group for group in groups if group[0].check is check]
        if found:
            advice = f" ({_ADVICE[check]})" if check in _ADVICE else ""
            counts = _counts(remark for remark in rest if remark.check is check)
            console.print()
            console.print(Text.assemble((check.value, "bold"), f": {counts}", (advice, "dim")), soft_wrap=True)
            _list(console, found)
    shown = [remark for group in groups for remark in group]
    if len(rest) > len(shown):
        checks = Counter(remark.check.value for remark in rest)
        for remark in shown:
            checks[remark.check.value] -= 1
        by_check = ", ".join(f"{check.value} {checks[check.value]}" for check in Check if checks[check.value])
        console.print()
        left = _counts(remark for remark in rest if remark not in shown)
        known = " as before" if checked.before else ""
        _say(console, f"… and {left}{known} ({by_check}); --all lists them", "dim")


def _worst_first(remarks: Iterable[Remark], *, all_remarks: bool) -> list[list[Remark]]:
    """Return all remarks, each by itself, or the worst, those that say the same together.

    They are ordered by level, then by check, in each the most telling first. Where not all are listed, each check
    has its first before any has its second: entries without a review would else hide what is wrong with one.
    """
    order = {check: number for number, check in enumerate(Check)}
    levels = list(Level)
    ordered = sorted(remarks, key=lambda remark: (levels.index(remark.level), order[remark.check]))
    if all_remarks:
        return [[remark] for remark in ordered]
    alike: dict[tuple[Level, Check, str], list[Remark]] = {}
    for remark in ordered:
        alike.setdefault((remark.level, remark.check, remark.says), []).append(remark)
    met: Counter[tuple[Level, Check]] = Counter()
    ranked: list[tuple[int, int, list[Remark]]] = []
    for (level, check, _), group in alike.items():
        ranked.append((levels.index(level), met[level, check], group))
        met[level, check] += 1
    return [group for _, _, group in sorted(ranked, key=lambda each: each[:2])[:_SHOWN]]


def _list(console: Console, groups: Sequence[Sequence[Remark]]) -> None:
    if not groups:
        return
    rows = [(f"{group[0].line}", _whose(group), group[0]) for group in groups]
    widths = [max(map(len, texts)) for texts in zip(*((line, whose) for line, whose, _ in rows), strict=True)]
    for number, whose, remark in rows:
        line = (f"  line {number:>{widths[0]}}  ", _STYLES[remark.level])
        where = (f"{whose:<{widths[1]}}  ", "cyan")
        console.print(Text.assemble(line, where, remark.says), soft_wrap=True)


def _whose(group: Sequence[Remark]) -> str:
    return group[0].where + (f" and {len(group) - 1:,} more" if len(group) > 1 else "")


def _show_size(console: Console, checked: Checked) -> None:
    faq = checked.faq
    entries = counted(sum(len(each.wordings) for each in faq.entries), "wording")
    topics = counted(sum(len(each.phrasings) for each in faq.topics), "wording")
    size = f"{counted(len(faq.entries), 'entry', 'entries')} with {entries}, questions among them"
    size += f"; {counted(len(faq.topics), 'topic')} with {topics}" if faq.topics else ""
    _say(console, f"{checked.name}: {size}", "bold")
    asked, of = checked.asked
    if asked < of:
        _say(console, f"so many that only the first of each was asked as it stands: {asked:,} of {of:,}", "dim")


def _say(console: Console, line: str, style: str) -> None:
    console.print(Text(line, style=style), soft_wrap=True)


def _show_left_out(console: Console, checked: Checked) -> None:
    if checked.left is None:
        return
    thresholds = checked.left.thresholds
    console.print()
    _say(console, "every wording, judged as if it were not in the file", "bold")
    for each in checked.figures:
        counts = f"{each.share.events:,} of {each.share.total:,}"
        line = (
            f"  {each.measure.label:<20} {percent(each.share):>7}  {counts}, 95 % interval {interval(each.share)}"
        )
        _say(console, line, "")
    chosen = f"answer from {thresholds.answer:.2f} on, offer from {thresholds.clarify:.2f} on"
    _say(console, f"thresholds chosen from these: {chosen}", "dim")
    _say(console, f"they rest on {_rests_on(thresholds.grounds)}", "dim")
    if missing := missing_evidence(thresholds.grounds):
        _say(console, f"for better ones: {missing}", "yellow")


def _rests_on(grounds: Grounds) -> str:
    """Return in words what thresholds rest on."""
    parts = [
        f"{counted(grounds.own, 'wording')} left out",
        f"{counted(grounds.topics, 'wording')} of topics",
        f"{grounds.entries:,} of entries left out whole",
        f"{grounds.strangers:,} everyday messages that come with the bot",
    ]
    return ", ".join(parts)


def _show_languages(console: Console, *, named: bool) -> None:
    """Say, since no file's author can tell, who vouches for what is said in other languages."""
    languages = read_languages()
    unread = [each.name for each in languages if not each.reviewed]
    if unread:
        names = f": {', '.join(unread)}" if named else "; --all names them"
        line = (
            f"of the words for emergencies in {len(languages)} other languages, nobody at home in them has read "
        )
        console.print()
        _say(console, f"{line}{len(unread)}{names}", "dim")


def _summary(checked: Checked) -> Text:
    worst = next((level for level in Level if checked.count(level)), None)
    style = _STYLES[worst] if worst in {Level.ERROR, Level.WARNING} else "green"
    counts = ", ".join(counted(checked.count(level), level) for level in Level)
    return Text(f"{checked.name}: {counts}", style=style)


def _counts(remarks: Iterable[Remark]) -> str:
    counts = Counter(remark.level for remark in remarks)
    return ", ".join(counted(counts[level], level) for level in Level if counts[level])
