"""`views.*`: the home tab and modals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .calls import Call, Method
from .errors import SlackError
from .modal import Modal
from .views import MOST_MODALS, checked, stored

if TYPE_CHECKING:
    from .backend import Backend


def _publish(backend: Backend, call: Call) -> dict[str, Any]:
    """`views.publish`."""
    user = call.required("user_id")
    if user not in backend.workspace.people:
        raise SlackError("user_not_found")
    view = checked(call.loaded("view"), "home")
    shown = backend.workspace.homes.get(user)
    if call.args.get("hash") and shown is not None and call.args["hash"] != shown["hash"]:
        raise SlackError("hash_conflict")
    backend.workspace.homes[user] = stored(backend.workspace, view)
    return _told(backend, user, backend.workspace.homes[user])


def _open(backend: Backend, call: Call) -> dict[str, Any]:
    """`views.open`."""
    trigger = call.required("trigger_id")
    view = checked(call.loaded("view"), "modal")
    user = backend.triggers.exchange(trigger)
    modal = Modal(stored(backend.workspace, view))
    backend.workspace.modals[user] = [modal]
    return _told(backend, user, modal.view)


def _push(backend: Backend, call: Call) -> dict[str, Any]:
    """`views.push`: one more above the modal in which the trigger was earned."""
    trigger = call.required("trigger_id")
    view = checked(call.loaded("view"), "modal")
    user = backend.triggers.exchange(trigger)
    if not (modals := backend.workspace.modals.get(user)):
        raise SlackError("not_found")
    if len(modals) == MOST_MODALS:
        raise SlackError("push_limit_reached")
    modals.append(Modal(stored(backend.workspace, view, above=modals[-1].view)))
    return _told(backend, user, modals[-1].view)


def _update(backend: Backend, call: Call) -> dict[str, Any]:
    """`views.update`: a modal by its id or the app's own."""
    view = checked(call.loaded("view"), "modal")
    for user, modals in backend.workspace.modals.items():
        for number, modal in enumerate(modals):
            ids = {modal.view["id"], modal.view["external_id"]} - {""}
            if ids.isdisjoint({call.args.get("view_id"), call.args.get("external_id")}):
                continue
            if call.args.get("hash") and call.args["hash"] != modal.view["hash"]:
                raise SlackError("hash_conflict")
            modals[number] = Modal(stored(backend.workspace, view, like=modal.view))
            return _told(backend, user, modals[number].view)
    raise SlackError("not_found")


def _told(backend: Backend, user: str, view: dict[str, Any]) -> dict[str, Any]:
    backend.changes.publish("view", user=user, view=view)
    return {"view": view}


METHODS = {
    "views.publish": Method(_publish),
    "views.open": Method(_open),
    "views.push": Method(_push),
    "views.update": Method(_update),
}
