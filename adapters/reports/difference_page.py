"""Whose replies would change, side by side on a page that needs nothing else."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from adapters.reports.elements import element, page, plain_list, section, table
from adapters.reports.numbers import counted
from botcore.faults import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from adapters.reports.differences import Difference
    from botcore.evaluation import Group, Shifted

_LISTED = 5
"""Messages of one reply that are shown at once; more are unfolded by whoever wants them."""

_ALIKE = 0.4
"""The share of words two replies have in common from which on the words that changed are marked, not all."""

_PIECES = re.compile(r"\s+|[^\s]+")


def difference_page(difference: Difference) -> str:
    """Return the page."""
    lead = [
        element("p", f"{difference.old} → {difference.new}"),
        element("p", difference.summary, class_="soft"),
        plain_list(difference.in_the_file),
    ]
    rows = [(group.shift.value, group.before, group.after, f"{group.count:,}") for group in difference.groups]
    if not rows:
        return page("Whose replies would change", lead, element("section", element("p", "Nobody's.")))
    overview = table(
        "By kind of change, what may harm somebody first", ("change", "before", "after", "messages"), rows
    )
    overview.set("class", "wide words")
    sections = [_section(number, group) for number, group in enumerate(difference.groups, 1)]
    return page("Whose replies would change", lead, section("overview", "In short", overview), *sections)


def _section(number: int, group: Group) -> Element:
    alike: dict[tuple[str, str], list[Shifted]] = {}
    for each in group.shifted:
        alike.setdefault((each.before.body, each.after.body), []).append(each)
    title = f"{group.shift.capitalize()}: {group.before} → {group.after}"
    articles = (_article(before, after, shifted) for (before, after), shifted in alike.items())
    return section(
        f"change-{number}", title, element("p", counted(group.count, "message"), class_="soft"), *articles
    )


def _article(before: str, after: str, shifted: Sequence[Shifted]) -> Element:
    old, new = _marked(before, after)
    sides = element(
        "div",
        element("div", element("h3", "Before"), element("p", *old)),
        element("div", element("h3", "After"), element("p", *new)),
        class_="sides",
    )
    said = [_said(each) for each in shifted]
    parts = [plain_list(said[:_LISTED], class_="said")]
    if more := said[_LISTED:]:
        unfolded = plain_list(more, class_="said")
        parts.append(element("details", element("summary", f"{len(more):,} more messages"), unfolded))
    return element("article", sides, element("h3", "To"), *parts)


def _said(each: Shifted) -> Element:
    words = "\n".join(printable(turn) for turn in each.told.turns)
    times = f", {each.told.count:,} times" if each.told.count > 1 else ""
    return element("span", words, element("span", f"  {each.told.where}{times}", class_="soft"))


def _marked(before: str, after: str) -> tuple[list[Element | str], list[Element | str]]:
    """Return both texts with what differs marked; whole where they are two different texts."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [before], [after]
    return (
        [*_pieces(((tag, old[a:b]) for tag, a, b, _, _ in matcher.get_opcodes()), "del")],
        [*_pieces(((tag, new[a:b]) for tag, _, _, a, b in matcher.get_opcodes()), "ins")],
    )


def _pieces(spans: Iterator[tuple[str, list[str]]], mark: str) -> Iterator[Element | str]:
    for tag, words in spans:
        text = "".join(words)
        if text:
            yield text if tag == "equal" or not text.strip() else element(mark, text)
