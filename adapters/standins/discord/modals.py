"""Modals: what a bot may show, and what a person may submit.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .components import CUSTOM_ID, SELECTS, ComponentType, check_select, numbered
from .errors import NotPossible

if TYPE_CHECKING:
    from .form import Form, Path

_TITLE = 45
_INPUT_LABEL = 45
_INPUT_PLACEHOLDER = 100
_INPUT_VALUE = 4000
_LABEL_DESCRIPTION = 100
_PARTS = 5

_Json = dict[str, Any]


def checked(form: Form, data: _Json) -> _Json:
    """Check a modal and return it as Discord keeps it."""
    title = form.text(("title",), data.get("title"), _TITLE, least=1, required=True)
    custom_id = form.text(("custom_id",), data.get("custom_id"), CUSTOM_ID, least=1, required=True)
    parts = form.items(("components",), data.get("components"), _PARTS, least=1)
    for index, part in enumerate(parts):
        where: Path = ("components", index)
        if part.get("type") == ComponentType.ROW:
            for number, inner in enumerate(form.items((*where, "components"), part.get("components"), 1)):
                _check_input(form, (*where, "components", number), inner, labelled=False)
        elif part.get("type") == ComponentType.LABEL:
            _check_label(form, where, part)
        elif part.get("type") != ComponentType.TEXT_DISPLAY:
            form.choices((*where, "type"), (ComponentType.ROW, ComponentType.TEXT_DISPLAY, ComponentType.LABEL))
    return {"title": title, "custom_id": custom_id, "components": numbered(parts)}


def _check_label(form: Form, path: Path, label: _Json) -> None:
    form.text((*path, "label"), label.get("label"), _INPUT_LABEL, least=1, required=True)
    form.text((*path, "description"), label.get("description"), _LABEL_DESCRIPTION)
    inner = label.get("component")
    if not isinstance(inner, dict):
        form.required((*path, "component"))
    elif inner.get("type") in SELECTS:
        check_select(form, (*path, "component"), inner)
    else:
        _check_input(form, (*path, "component"), inner, labelled=True)


def _check_input(form: Form, path: Path, part: _Json, *, labelled: bool) -> None:
    if part.get("type") != ComponentType.TEXT_INPUT:
        form.choices((*path, "type"), (ComponentType.TEXT_INPUT,))
        return
    form.text((*path, "custom_id"), part.get("custom_id"), CUSTOM_ID, least=1, required=True)
    form.text((*path, "label"), part.get("label"), _INPUT_LABEL, least=1, required=not labelled)
    form.text((*path, "placeholder"), part.get("placeholder"), _INPUT_PLACEHOLDER)
    form.text((*path, "value"), part.get("value"), _INPUT_VALUE)
    form.number((*path, "min_length"), part.get("min_length"), 0, _INPUT_VALUE)
    form.number((*path, "max_length"), part.get("max_length"), 1, _INPUT_VALUE)
    if part.get("style") not in (1, 2):
        form.choices((*path, "style"), (1, 2))


def submitted(modal: _Json, values: dict[str, str | list[str]]) -> list[_Json]:
    """Return the components that a submit carries, filled with values by custom id.

    Raises:
        NotPossible: For a value without a field, a required field without one, or a length that the
            client would refuse.
    """
    rest = dict(values)
    parts = [_filled(part, rest) for part in modal["components"]]
    if rest:
        raise NotPossible(f"the modal has no field {', '.join(map(repr, rest))}")
    return parts


def _filled(part: _Json, rest: dict[str, str | list[str]]) -> _Json:
    body: _Json = {"type": part["type"], "id": part["id"]}
    if part["type"] == ComponentType.ROW:
        return body | {"components": [_filled(inner, rest) for inner in part["components"]]}
    if part["type"] == ComponentType.LABEL:
        return body | {"component": _filled(part["component"], rest)}
    if part["type"] == ComponentType.TEXT_DISPLAY:
        return body
    custom_id = part["custom_id"]
    value = rest.pop(custom_id, part.get("value") or ("" if part["type"] == ComponentType.TEXT_INPUT else []))
    if part.get("required", True) and not value:
        raise NotPossible(f"the field {custom_id!r} is required")
    _check_size(part, value)
    return body | {
        "custom_id": custom_id,
        "value" if part["type"] == ComponentType.TEXT_INPUT else "values": value,
    }


def _check_size(part: _Json, value: str | list[str]) -> None:
    least, most = part.get("min_length") or 0, part.get("max_length") or _INPUT_VALUE
    if isinstance(value, str) and value and not least <= len(value) <= most:
        raise NotPossible(f"the field {part['custom_id']!r} takes {least} to {most} characters")
