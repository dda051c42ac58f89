"""What can be pressed or chosen in blocks: finding it, and what is chosen in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .errors import NotPossible

Json = dict[str, Any]
Wanted = str | Json | Sequence[str | Json] | None
"""An option by its value or text, an option as the app gave it for a menu that asks it, or several of them."""

_EXTERNAL = frozenset({"external_select", "multi_external_select"})
_SEVERAL = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
_LEAST_TYPED = 3
"""Characters from which such a menu asks its app, when the app does not say."""


def element_in(blocks: list[Json], action_id: str) -> tuple[str, Json]:
    """Return the block id and the element of that action id, or raise `NotPossible`."""
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and element.get("action_id") == action_id:
                return block["block_id"], element
    raise NotPossible(f"the view has no element {action_id!r}")


def chosen_in(element: Json, wanted: Wanted) -> Json | list[Json] | None:
    """Return the option or options chosen in a menu; a button has none."""
    if element["type"] in _SEVERAL:
        several = [wanted] if isinstance(wanted, str | dict) else wanted or ()
        return [_option(element, each) for each in several]
    if element["type"] in _EXTERNAL or _options(element):
        return _option(element, wanted)
    return None


def asks_its_app(element: Json, typed: str) -> None:
    """Raise `NotPossible` unless a menu asks its app for options once so much is typed."""
    if element["type"] not in _EXTERNAL:
        raise NotPossible(f"{element['action_id']!r} has its own options")
    least = element.get("min_query_length", _LEAST_TYPED)
    if len(typed) < least:
        raise NotPossible(f"{element['action_id']!r} asks from {least} characters on")


def _option(element: Json, wanted: Wanted) -> Json:
    if element["type"] in _EXTERNAL and isinstance(wanted, dict):
        return wanted
    for option in _options(element):
        if wanted in (option["value"], option["text"]["text"]):
            return dict(option)
    raise NotPossible(f"{element['action_id']!r} has no option {wanted!r}")


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]
