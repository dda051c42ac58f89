"""What happened in the last weeks, as a page for those who look after the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.reports.activity import share
from adapters.reports.bars import Series, figure
from adapters.reports.elements import element, page, section, table
from adapters.reports.numbers import counted, seconds, whole_percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from xml.etree.ElementTree import Element

    from adapters.reports.activity import Activity, Ranked, Week

_TITLE = "What people asked, and how it went"
NOTHING = (
    "Nothing was asked in these weeks, or nothing was noted down. The service notes what it replied once it has a "
    "database (PROLOBOT_DATABASE) and PROLOBOT_JOURNAL=1; this page fills from then on."
)
_PRIVACY = (
    "People are counted by keyed hashes; nobody's name is known here. Words are reduced to ordinary ones and "
    "shown from three people on: reduced, not anonymous."
)


def activity_page(activity: Activity) -> str:
    """Return the page; a kind one where nothing happened."""
    first, last = activity.weeks[0], activity.weeks[-1]
    span = element(
        "p", f"{_day(first.begins)} to {_day(last.ends)}; weeks begin on Monday, in UTC.", class_="soft"
    )
    if activity.is_empty:
        return page(_TITLE, [span], element("section", element("p", NOTHING)))
    anchors = (("weeks", "By week"), ("entries", "Entries"), ("misses", "Not answered"), ("numbers", "Numbers"))
    links = (element("a", text, href=f"#{name}") for name, text in anchors)
    nav = element("nav", *links, aria_label="On this page")
    return page(
        _TITLE,
        [span, _cards(activity), nav],
        section("weeks", "By week", _plots(activity.weeks)),
        section("entries", "What was answered", _entries(activity.entries)),
        section("misses", "What was not", *_misses(activity)),
        section("numbers", "Numbers behind the plots", _numbers(activity.weeks)),
        element("p", _PRIVACY, class_="soft"),
    )


def _day(when: date) -> str:
    """Return a day in words."""
    return f"{when.day} {when:%B %Y}"


def _cards(activity: Activity) -> Element:
    platforms = ", ".join(f"{name.capitalize()} {count:,}" for name, count in activity.platforms.items())
    cards = (
        (f"{activity.replies:,}", f"{'reply' if activity.replies == 1 else 'replies'} ({platforms})"),
        (f"{activity.people:,}", "person" if activity.people == 1 else "people"),
        (whole_percent(activity.answer_rate), "of questions answered"),
        (whole_percent(activity.help_rate), "of ratings: it helped"),
        (f"{activity.urgent:,}", "urgent"),
    )
    return element("ul", *(element("li", element("b", top), below) for top, below in cards), class_="cards")


def _plots(weeks: Sequence[Week]) -> Element:
    names = [f"{week.begins.day} {week.begins:%b}" for week in weeks]
    rates = [share(week.answered, week.open) for week in weeks]
    return element(
        "div",
        figure(
            "volumes", "Replies a week", names,
            Series("answered", [week.answered for week in weeks]),
            Series("asked back, or no answer", [week.open for week in weeks]),
            Series("declined, help, urgent", [week.rest + week.urgent for week in weeks]),
            stacked=True,
        ),
        figure(
            "rate", "Questions answered, of those the file might answer", names,
            Series("answered", [None if rate is None else 100 * rate for rate in rates]), unit=" %",
        ),
        figure(
            "feedback", "Ratings", names,
            Series("helped", [week.helped for week in weeks]),
            Series("did not help", [week.not_helped for week in weeks]),
        ),
        figure("urgent", "Urgent replies", names, Series("urgent", [week.urgent for week in weeks])),
        figure(
            "seconds", "Seconds until a reply was made", names,
            Series("half of them within", [week.median for week in weeks]),
            Series("nineteen of twenty within", [week.p95 for week in weeks]),
        ),
        figure("people", "People", names, Series("people", [week.people for week in weeks])),
        class_="plots",
    )  # fmt: skip


def _entries(entries: Sequence[Ranked]) -> Element:
    rows = (
        (each.name, f"{each.count:,}", f"{each.people:,}", f"{each.helped:,}", f"{each.not_helped:,}")
        for each in entries
    )
    return table("Entries by how many people got them", ("entry", "answers", "people", "helped", "did not"), rows)


def _misses(activity: Activity) -> list[Element]:
    tables = (
        ("Topics that the file names and does not answer", "topic", activity.topics),
        ("Entries nearest to what could not be answered", "entry", activity.nearest),
        ("Wordings of three people or more, where words are kept", "in reduced words", activity.words),
    )
    found = [
        table(
            caption,
            (head, "times", "people"),
            ((each.name, f"{each.count:,}", f"{each.people:,}") for each in rows),
        )
        for caption, head, rows in tables
        if rows
    ]
    found = [element("div", *found, class_="plots")] if found else []
    if activity.uncounted:
        too_few = f"Of {counted(activity.uncounted, 'message')} too few words were ordinary to keep any."
        found.append(element("p", too_few, class_="soft"))
    more = element("code", "prolobot gaps"), " puts together what is alike, and drafts what an author may finish."
    return (
        [*found, element("p", *more, class_="soft")]
        if found
        else [element("p", "Nothing that several people asked in vain.")]
    )


def _numbers(weeks: Sequence[Week]) -> Element:
    heads = ("week from", "replies", "people", "answered", "open", "urgent", "other", "rate", "helped", "did not",
             "median s", "95 % s")  # fmt: skip
    rows = (
        (
            week.begins.isoformat(),
            *(
                f"{each:,}"
                for each in (week.replies, week.people, week.answered, week.open, week.urgent, week.rest)
            ),
            whole_percent(share(week.answered, week.open)),
            f"{week.helped:,}",
            f"{week.not_helped:,}",
            seconds(week.median),
            seconds(week.p95),
        )
        for week in weeks
    )
    return table("Every week; open: asked back or not answered", heads, rows)
