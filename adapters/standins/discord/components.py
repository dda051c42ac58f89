"""Message components: rows of buttons and select menus, their limits, and the newer layouts.

https://docs.discord.com/developers/components/reference
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from .message import walk

if TYPE_CHECKING:
    from .form import Form, Path

SELECTS = (3, 5, 6, 7, 8)
_LAYOUTS = (1, 9, 10, 12, 13, 14, 17)
LINK, _PREMIUM = 5, 6

_ROWS = 5
_ROW_WIDTH = 5
CUSTOM_ID = 100
_BUTTON_LABEL = 80
_OPTIONS = 25
_OPTION_TEXT = 100
_PLACEHOLDER = 150
_LAYOUT_COMPONENTS = 40
_LAYOUT_TEXT = 4000

_Json = dict[str, Any]


class ComponentType(IntEnum):
    """The page above, "Component Types"; of those that are looked at by themselves."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    TEXT_DISPLAY = 10
    LABEL = 18


def checked(form: Form, path: Path, value: Any, *, layout: bool = False) -> list[_Json]:  # noqa: ANN401 - JSON
    """Check a message's components and return them numbered, as Discord keeps them.

    Args:
        form: Where faults go.
        path: Where they stand in the body.
        value: The components.
        layout: Whether the message has the flag IS_COMPONENTS_V2, which allows more than rows.
    """
    components = form.items(path, value, _LAYOUT_COMPONENTS if layout else _ROWS)
    allowed = _LAYOUTS if layout else (ComponentType.ROW.value,)
    for index, component in enumerate(components):
        if component.get("type") not in allowed:
            message = f'Value of field "type" must be one of {allowed}.'
            form.fault((*path, index, "type"), "UNION_TYPE_CHOICES", message)
        elif component["type"] == ComponentType.ROW:
            _check_row(form, (*path, index), component)
        else:
            _check_inside(form, (*path, index), component)
    if layout:
        _check_layout(form, path, components)
    _check_unique(form, path, components)
    return numbered(components)


def numbered(components: list[_Json]) -> list[_Json]:
    """Return components in which each has an id, as Discord gives to those without."""
    components = [_copied(component) for component in components]
    taken = {part.get("id") for part in walk(components)}
    free = (number for number in range(1, 10_000) if number not in taken)
    for part in walk(components):
        if not part.get("id"):
            part["id"] = next(free)
    return components


def _copied(component: _Json) -> _Json:
    copy = dict(component)
    if isinstance(copy.get("components"), list):
        copy["components"] = [_copied(inner) for inner in copy["components"]]
    for key in ("accessory", "component"):
        if isinstance(copy.get(key), dict):
            copy[key] = _copied(copy[key])
    return copy


def _check_inside(form: Form, path: Path, component: _Json) -> None:
    """Check the rows, buttons and menus inside a layout component."""
    for index, inner in enumerate(form.items((*path, "components"), component.get("components"), 10_000)):
        if inner.get("type") == ComponentType.ROW:
            _check_row(form, (*path, "components", index), inner)
    if isinstance(component.get("accessory"), dict) and component["accessory"].get("type") == ComponentType.BUTTON:
        _check_button(form, (*path, "accessory"), component["accessory"])


def _check_layout(form: Form, path: Path, components: list[_Json]) -> None:
    parts = walk(components)
    if len(parts) > _LAYOUT_COMPONENTS:
        message = f"Components must be {_LAYOUT_COMPONENTS} or fewer in total."
        form.fault(path, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    text = sum(len(part.get("content") or "") for part in parts if part.get("type") == ComponentType.TEXT_DISPLAY)
    if text > _LAYOUT_TEXT:
        message = f"The total displayable text must be {_LAYOUT_TEXT} or fewer in length."
        form.fault(path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


def _check_row(form: Form, path: Path, row: _Json) -> None:
    inside = (*path, "components")
    if "components" not in row:
        form.required(inside)
    width = 0
    for index, component in enumerate(form.items(inside, row.get("components"), _ROW_WIDTH, least=1)):
        where = (*inside, index)
        # A select menu takes the whole row, a button one of its five places.
        width += 1 if component.get("type") == ComponentType.BUTTON else _ROW_WIDTH
        if component.get("type") == ComponentType.BUTTON:
            _check_button(form, where, component)
        elif component.get("type") in SELECTS:
            check_select(form, where, component)
        else:
            message = f'Value of field "type" must be one of {(ComponentType.BUTTON.value, *SELECTS)}.'
            form.fault((*where, "type"), "UNION_TYPE_CHOICES", message)
        if width > _ROW_WIDTH:
            message = "The specified component exceeds the maximum width"
            form.fault(where, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)


def _check_button(form: Form, path: Path, button: _Json) -> None:
    style = button.get("style")
    if style is None:
        form.required((*path, "style"))
    elif style not in range(1, 7):
        form.choices((*path, "style"), tuple(range(1, 7)))
    form.text((*path, "label"), button.get("label"), _BUTTON_LABEL)
    if style == _PREMIUM:
        return
    if style == LINK:
        form.url((*path, "url"), button.get("url"), ("http", "https", "discord"))
        if not button.get("url"):
            form.fault((*path, "url"), "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
    else:
        _check_custom_id(form, path, button)
    if not button.get("label") and not button.get("emoji"):
        form.fault(path, "BUTTON_COMPONENT_INVALID_LABEL", "A label or emoji is required")


def _check_custom_id(form: Form, path: Path, component: _Json) -> None:
    if not component.get("custom_id"):
        form.fault((*path, "custom_id"), "COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
    form.text((*path, "custom_id"), component.get("custom_id"), CUSTOM_ID, least=1)
    if component.get("url"):
        message = "A custom id and url cannot both be specified"
        form.fault(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)


def check_select(form: Form, path: Path, select: _Json) -> None:
    """Check a select menu of any kind."""
    _check_custom_id(form, path, select)
    form.text((*path, "placeholder"), select.get("placeholder"), _PLACEHOLDER)
    form.number((*path, "min_values"), select.get("min_values"), 0, _OPTIONS)
    form.number((*path, "max_values"), select.get("max_values"), 1, _OPTIONS)
    if select.get("type") != ComponentType.STRING_SELECT:
        return
    where = (*path, "options")
    if "options" not in select:
        form.required(where)
    seen: set[str] = set()
    for index, option in enumerate(form.items(where, select.get("options"), _OPTIONS, least=1)):
        label = form.text((*where, index, "label"), option.get("label"), _OPTION_TEXT, least=1, required=True)
        value = form.text((*where, index, "value"), option.get("value"), _OPTION_TEXT, required=True)
        form.text((*where, index, "description"), option.get("description"), _OPTION_TEXT)
        if label and value in seen:
            message = "The specified option value is already used"
            form.fault((*where, index, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(value)


def _check_unique(form: Form, path: Path, components: list[_Json]) -> None:
    """Check that no two components of a message share a custom id."""
    seen: set[object] = set()
    for index, row in enumerate(components):
        for number, part in enumerate(row.get("components") or ()):
            custom_id = part.get("custom_id") if isinstance(part, dict) else None
            if custom_id and custom_id in seen:
                message = "Component custom id cannot be duplicated"
                where = (*path, index, "components", number, "custom_id")
                form.fault(where, "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            seen.add(custom_id)
