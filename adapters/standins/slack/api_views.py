"""`views.*`: the home tab and modals; a modal is opened and kept, but nobody can submit it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .blocks import MAX_VIEW_BLOCKS, VIEW_BLOCK, block_faults
from .calls import Call, Method
from .checks import text
from .errors import SlackError

if TYPE_CHECKING:
    from .backend import Backend

_TITLE = text(24, plain=True)


def publish(backend: Backend, call: Call) -> dict[str, Any]:
    """`views.publish`."""
    user = call.required("user_id")
    if user not in backend.workspace.people:
        raise SlackError("user_not_found")
    view = _checked(call, "home")
    shown = backend.workspace.homes.get(user)
    if call.args.get("hash") and shown is not None and call.args["hash"] != shown["hash"]:
        raise SlackError("hash_conflict")
    backend.workspace.homes[user] = _stored(backend, view)
    backend.changes.publish("view", user=user, view=backend.workspace.homes[user])
    return {"view": backend.workspace.homes[user]}


def open_(backend: Backend, call: Call) -> dict[str, Any]:
    """`views.open`."""
    trigger = call.required("trigger_id")
    view = _checked(call, "modal")
    user = backend.triggers.exchange(trigger)
    stored = _stored(backend, view)
    backend.changes.publish("view", user=user, view=stored)
    return {"view": stored}


def _checked(call: Call, kind: str) -> dict[str, Any]:
    view = call.loaded("view")
    if not isinstance(view, dict) or view.get("type") != kind:
        raise SlackError("invalid_arguments", (f"must be a valid enum value: {kind} [json-pointer:/view/type]",))
    faults = block_faults(view.get("blocks"), pointer="/view/blocks", most=MAX_VIEW_BLOCKS, rule=VIEW_BLOCK)
    if kind == "modal":
        _TITLE(view.get("title"), "/view/title", faults)
    if faults:
        raise SlackError("invalid_arguments", tuple(faults))
    return view


def _stored(backend: Backend, view: dict[str, Any]) -> dict[str, Any]:
    workspace = backend.workspace
    view_id = workspace.new_id("V")
    return {
        "id": view_id,
        "team_id": backend.settings.team_id,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view,
        "blocks": workspace.with_block_ids(view["blocks"]),
        "state": {"values": {}},
        "hash": workspace.new_ts(),
        "root_view_id": view_id,
        "app_id": backend.settings.app_id,
        "bot_id": workspace.bot.bot_id,
    }


METHODS = {
    "views.publish": Method(publish),
    "views.open": Method(open_),
}
