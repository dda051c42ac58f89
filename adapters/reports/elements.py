"""Pages out of elements, which escape by themselves what people wrote.

They are the standard library's: whoever runs the service can make such a page without any extra.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched, and nothing runs."""


def element(tag: str, *children: Element | str, **attributes: str) -> Element:
    """Return an element; `class_` stands for the attribute `class`, `aria_label` for `aria-label`."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def page(title: str, lead: Sequence[Element], *sections: Element) -> str:
    """Return a page: its title, what stands below it, and its sections."""
    style = resources.files("adapters.reports").joinpath("plain.css").read_text(encoding="utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", **{"http-equiv": "Content-Security-Policy"}, content=_POLICY),
        element("title", title),
        element("style", style),
    )
    body = element(
        "body", element("header", element("h1", title), *lead), element("main", *sections), element("footer")
    )
    written = tostring(element("html", head, body, lang="en"), encoding="unicode", method="html")
    return f"<!doctype html>\n{written}\n"


def section(name: str, title: str, *children: Element) -> Element:
    """Return a part of a page under a title; `name` is its anchor."""
    head = element("h2", title, id=f"{name}-title")
    return element("section", head, *children, id=name, aria_labelledby=f"{name}-title")


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: bool = False) -> Element:
    """Return a table that scrolls by itself where it is wider than the page; the first cell names its row.

    Args:
        caption: What it shows.
        heads: Above each column.
        rows: As many cells each.
        words: Whether words stand in the cells, not numbers.
    """
    top = element("thead", element("tr", *(element("th", each, scope="col") for each in heads)))
    body = element("tbody")
    for first, *rest in rows:
        body.append(element("tr", element("th", first, scope="row"), *(element("td", each) for each in rest)))
    whole = element("table", element("caption", caption), top, body)
    # Whoever has no mouse scrolls what can be focused.
    kind = "wide words" if words else "wide"
    return element("div", whole, class_=kind, tabindex="0", role="region", aria_label=caption)


def plain_list(items: Iterable[Element | str], **attributes: str) -> Element:
    """Return a list without an order."""
    return element("ul", *(element("li", each) for each in items), **attributes)
