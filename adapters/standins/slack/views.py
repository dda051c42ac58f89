"""Views: what an app may show in one, and what becomes of a modal when it is submitted.

https://docs.slack.dev/surfaces/modals/ and https://docs.slack.dev/reference/views/modal-views/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .blocks import MAX_VIEW_BLOCKS, VIEW_BLOCK, block_faults
from .checks import Rule, chars, fault, text
from .choices import options_in
from .elements import ANSWERED_IN, SUGGESTIONS
from .errors import NotPossible, SlackError
from .modal import Modal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .delivery import Outcome
    from .workspace import Workspace

_Json = dict[str, Any]

MOST_MODALS = 3
"""Of one app, one above the other."""

_SHORT = text(24, plain=True)
_MODAL: dict[str, Rule] = {"submit": _SHORT, "close": _SHORT}
_VIEW: dict[str, Rule] = {"private_metadata": chars(3000), "callback_id": chars(255)}


def checked(view: object, kind: str) -> _Json:
    """Return a view of that kind which Slack would show, or raise its `invalid_arguments`."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise SlackError("invalid_arguments", (f"must be a valid enum value: {kind} [json-pointer:/view/type]",))
    faults = block_faults(view.get("blocks"), pointer="/view/blocks", most=MAX_VIEW_BLOCKS, rule=VIEW_BLOCK)
    if kind == "modal":
        _SHORT(view.get("title"), "/view/title", faults)
        _check_submit(view, faults)
    for key, rule in (_VIEW | (_MODAL if kind == "modal" else {})).items():
        if view.get(key) is not None:
            rule(view[key], f"/view/{key}", faults)
    if faults:
        raise SlackError("invalid_arguments", tuple(faults))
    return view


def _check_submit(view: _Json, faults: list[str]) -> None:
    """What is filled in needs a button that sends it (https://docs.slack.dev/reference/views/modal-views/)."""
    blocks = view["blocks"] if isinstance(view.get("blocks"), list) else []
    inputs = any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)
    if inputs and not view.get("submit"):
        fault(faults, "missing required field: submit", "/view")


def stored(workspace: Workspace, view: _Json, *, like: _Json | None = None, above: _Json | None = None) -> _Json:
    """Return a checked view as Slack keeps it.

    Args:
        workspace: Makes up ids.
        view: As the app sent it.
        like: The view it takes the place of.
        above: The view it is pushed upon.
    """
    view_id = like["id"] if like else workspace.new_id("V")
    return {
        "id": view_id,
        "team_id": workspace.settings.team_id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view,
        "blocks": workspace.with_block_ids(view["blocks"]),
        "state": {"values": {}},
        "hash": workspace.new_ts(),
        "root_view_id": (like or above or {}).get("root_view_id", view_id),
        "previous_view_id": above["id"] if above else (like or {}).get("previous_view_id"),
        "app_id": workspace.settings.app_id,
        "bot_id": workspace.bot.bot_id,
    }


def filled_in(view: _Json, answers: Mapping[str, Any]) -> _Json:
    """Return a modal as it is submitted, with what was filled in as its state.

    Args:
        view: The modal.
        answers: By action id, or by block id where the app gave none: what was written or chosen, in the form
            in which Slack sends it (an option is an object). What is left out stays as the app set it at first.

    Raises:
        NotPossible: An answer has no input, or an input that has to be filled in has no answer.
    """
    values: dict[str, _Json] = {}
    left = dict(answers)
    for block in (each for each in view["blocks"] if each["type"] == "input"):
        element = block["element"]
        keys = [key for key in (element["action_id"], block["block_id"]) if key in left]
        field = ANSWERED_IN[element["type"]]
        # `selected_option` begins as `initial_option`, `value` as `initial_value`.
        answer = left.pop(keys[0]) if keys else element.get(f"initial_{field.removeprefix('selected_')}")
        if answer is None and not block.get("optional"):
            raise NotPossible(f"{block['label']['text']!r} has to be filled in")
        value = {"type": element["type"], field: answer}
        values.setdefault(block["block_id"], {})[element["action_id"]] = value
    if left:
        raise NotPossible(f"the view has no input {', '.join(map(repr, left))}")
    return {**view, "state": {"values": values}}


def after_submission(workspace: Workspace, user: str, outcome: Outcome) -> None:
    """Do with a person's modals what the app answered; without an acknowledgement all stays as it was."""
    modals = workspace.modals.get(user)
    if outcome.failure or not modals:
        return
    answer: _Json = outcome.response if isinstance(outcome.response, dict) else {}
    top = modals[-1]
    match answer.get("response_action"):
        case "errors":
            top.errors = dict(answer["errors"])
        case "update":
            modals[-1] = Modal(stored(workspace, checked(answer.get("view"), "modal"), like=top.view))
        case "push":
            modals.append(Modal(stored(workspace, checked(answer.get("view"), "modal"), above=top.view)))
        case "clear":
            modals.clear()
        case _:
            modals.pop()


def options_of(outcome: Outcome | None) -> list[_Json]:
    """Return the options an app answered a menu with.

    Raises:
        NotPossible: It answered with none that Slack would show.
    """
    answer = outcome.response if outcome and not outcome.failure else None
    faults: list[str] = []
    SUGGESTIONS(answer, "", faults)
    if faults or not isinstance(answer, dict):
        raise NotPossible(f"the menu has no options to show: {'; '.join(faults)}")
    return options_in(answer)
