"""What can be pressed or chosen in blocks: finding it, and what is chosen in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .errors import NotPossible

_Json = dict[str, Any]
Wanted = str | _Json | Sequence[str | _Json] | None
"""An option by its value or text, an option as the app gave it for a menu that asks it, or several of them."""

_EXTERNAL = frozenset({"external_select", "multi_external_select"})
_SEVERAL = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
_LEAST_TYPED = 3
"""Characters from which such a menu asks its app, when the app does not say."""


_FEEDBACK = ("positive_button", "negative_button")


def element_in(blocks: list[_Json], action_id: str, value: str | None = None) -> tuple[str, _Json]:
    """Return the block id and the element of that action id (and value), or raise `NotPossible`.

    Of a pair of feedback buttons it is the one of that value, by default the positive one, under the pair's
    action id: Slack reports a press on it that way.
    """
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if not isinstance(element, dict) or element.get("action_id") != action_id:
                continue
            for each in _pressed(element):
                if value is None or each.get("value") == value:
                    return block["block_id"], each
    raise NotPossible(f"there is no element {action_id!r}{f' with value {value!r}' if value else ''}")


def chosen_in(element: _Json, wanted: Wanted) -> _Json | list[_Json] | None:
    """Return the option or options chosen in a menu; a button has none."""
    if element["type"] in _SEVERAL:
        several = [wanted] if isinstance(wanted, str | dict) else wanted or ()
        return [_option(element, each) for each in several]
    if element["type"] in _EXTERNAL or options_in(element):
        return _option(element, wanted)
    return None


def options_in(part: _Json) -> list[_Json]:
    """Return the options of a menu, or of what its app answered, those of its groups in order."""
    groups = part.get("option_groups", ())
    return [*part.get("options", ()), *(option for group in groups for option in group["options"])]


def asks_its_app(element: _Json, typed: str) -> None:
    """Raise `NotPossible` unless a menu asks its app for options once so much is typed."""
    if element["type"] not in _EXTERNAL:
        raise NotPossible(f"{element['action_id']!r} has its own options")
    least = element.get("min_query_length", _LEAST_TYPED)
    if len(typed) < least:
        raise NotPossible(f"{element['action_id']!r} asks from {least} characters on")


def _pressed(element: _Json) -> list[_Json]:
    """Return what of an element can be pressed: one of a pair of feedback buttons, or the element itself."""
    if element["type"] != "feedback_buttons":
        return [element]
    kept = {key: element[key] for key in ("type", "action_id")}
    return [kept | element[key] for key in _FEEDBACK]


def _option(element: _Json, wanted: Wanted) -> _Json:
    if element["type"] in _EXTERNAL and isinstance(wanted, dict):
        return wanted
    for option in options_in(element):
        if wanted in (option["value"], option["text"]["text"]):
            return dict(option)
    raise NotPossible(f"{element['action_id']!r} has no option {wanted!r}")
