"""The rest of the Web API a bot uses: tests, `apps.connections.open`, people, bots, reactions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import payloads
from .calls import Call, Method, channel_for, joined, message_for
from .errors import SlackError

if TYPE_CHECKING:
    from .backend import Backend


def _api_test(_backend: Backend, call: Call) -> dict[str, Any]:
    """`api.test`: echoes its arguments, or fails with the `error` it is given."""
    args = {name: value for name, value in call.args.items() if name != "token"}
    if "error" in args:
        raise SlackError(str(args["error"]), extra={"args": args})
    return {"args": args} if args else {}


def _auth_test(backend: Backend, _call: Call) -> dict[str, Any]:
    """`auth.test`."""
    settings, bot = backend.settings, backend.workspace.bot
    return {
        "url": f"https://{settings.team_domain}.slack.com/",
        "team": settings.team_name,
        "user": bot.name,
        "team_id": settings.team_id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def _connections_open(backend: Backend, call: Call) -> dict[str, Any]:
    """`apps.connections.open`: an address with a ticket that opens one WebSocket, once."""
    ticket = backend.socket_mode.new_ticket()
    base = call.base.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={ticket}&app_id={backend.settings.app_id}"}


def _users_info(backend: Backend, call: Call) -> dict[str, Any]:
    """`users.info`."""
    person = backend.workspace.people.get(call.required("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": person.to_json(backend.settings.team_id)}


def _bots_info(backend: Backend, call: Call) -> dict[str, Any]:
    """`bots.info`."""
    if call.args.get("bot", backend.workspace.bot.bot_id) != backend.workspace.bot.bot_id:
        raise SlackError("bot_not_found")
    return {"bot": payloads.bot_profile(backend.workspace)}


def _reactions_add(backend: Backend, call: Call) -> dict[str, Any]:
    """`reactions.add`."""
    name = call.required("name")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    channel = joined(backend, channel_for(backend, call))
    if not call.args.get("timestamp"):
        raise SlackError("no_item_specified")
    message = message_for(backend, channel, str(call.args["timestamp"]))
    if backend.workspace.bot.id in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    backend.workspace.react(message, name, backend.workspace.bot.id)
    return {}


METHODS = {
    "api.test": Method(_api_test, token="none"),  # noqa: S106 - a kind of token
    "auth.test": Method(_auth_test),
    "apps.connections.open": Method(_connections_open, token="app"),  # noqa: S106 - a kind of token
    "users.info": Method(_users_info, ("users:read",)),
    "bots.info": Method(_bots_info, ("users:read",)),
    "reactions.add": Method(_reactions_add, ("reactions:write",)),
}
