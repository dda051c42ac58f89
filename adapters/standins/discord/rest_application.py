"""REST: the bot's user, its application, where the gateway is, and application commands.

https://docs.discord.com/developers/interactions/application-commands#endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import command_rules, guild_payloads, payloads
from .calls import Call, Response
from .errors import refusal
from .form import Form
from .handling import Routes, guild_of

if TYPE_CHECKING:
    from .backend import Backend

_Json = dict[str, Any]
_DAY_MS = 86_400_000


def _me(backend: Backend, _call: Call) -> _Json:
    """Return the bot's user."""
    return payloads.current_user(backend.state.bot)


def _user(backend: Backend, call: Call) -> _Json:
    """Return a user."""
    if (found := backend.state.users.get(call.params["user"])) is None:
        raise refusal(10013)
    return payloads.user(found)


def _guilds(backend: Backend, _call: Call) -> list[_Json]:
    """List the bot's guilds, partly."""
    whole = guild_payloads.guild(backend.state)
    part = {key: whole[key] for key in ("id", "name", "icon", "banner", "features")}
    permissions = str(int(backend.state.roles[backend.state.bot.roles[0]].permissions))
    return [part | {"owner": False, "permissions": permissions}]


def _application(backend: Backend, _call: Call) -> _Json:
    """Return the application."""
    return guild_payloads.application(backend.state)


def _gateway(backend: Backend, _call: Call) -> _Json:
    """Tell where the gateway is."""
    return {"url": backend.handshake.url}


def _gateway_bot(backend: Backend, _call: Call) -> _Json:
    """Tell where the gateway is, and how many IDENTIFYs are left today."""
    total = backend.settings.identify_limit
    limit = {
        "total": total,
        "remaining": max(0, total - backend.handshake.identifies),
        "reset_after": _DAY_MS,
        "max_concurrency": 1,
    }
    return {"url": backend.handshake.url, "shards": 1, "session_start_limit": limit}


def _scope(backend: Backend, call: Call) -> str:
    """Return the guild's id, or an empty one for global commands; another application's are refused."""
    if call.params["application"] != backend.state.application_id:
        raise refusal(50001)
    if "guild" in call.params:
        guild_of(backend, call)
    return call.params.get("guild", "")


def _list_commands(backend: Backend, call: Call) -> list[_Json]:
    """List the commands of a scope; names in other languages only when asked for."""
    found = backend.state.commands.get(_scope(backend, call), [])
    return found if call.query.get("with_localizations") in ("true", "True", "1") else list(map(_plain, found))


def _plain(part: _Json) -> _Json:
    """Return a command or an option without what it is called in other languages."""
    kept = {key: value for key, value in part.items() if not key.endswith("_localizations")}
    return kept | ({"options": list(map(_plain, part["options"]))} if "options" in part else {})


def _overwrite_commands(backend: Backend, call: Call) -> list[_Json]:
    """Replace every command of a scope; one of the same name and type keeps its id."""
    scope = _scope(backend, call)
    form = Form()
    commands = form.items((), call.body or [], 10_000)
    command_rules.check_all(form, commands)
    form.settle()
    if command_rules.too_many(commands):
        raise refusal(30032)
    backend.state.commands[scope] = [_kept(backend, scope, command) for command in commands]
    backend.changes.publish("commands", commands=backend.state.commands[scope])
    return backend.state.commands[scope]


def _kept(backend: Backend, scope: str, command: _Json) -> _Json:
    old = _same(backend.state.commands.get(scope, []), command)
    ids = {
        "id": old["id"] if old else backend.state.new_id(),
        "application_id": backend.state.application_id,
        "version": backend.state.new_id(),
    }
    installs = backend.settings.installs
    return command_rules.kept(command, ids | ({"guild_id": scope} if scope else {}), installs)


def _same(commands: list[_Json], command: _Json) -> _Json | None:
    key = (command.get("type", 1), command.get("name"))
    return next((each for each in commands if (each["type"], each["name"]) == key), None)


def _create_command(backend: Backend, call: Call) -> Response:
    """Add a command, or replace the one of the same name and type."""
    scope = _scope(backend, call)
    form = Form()
    command_rules.check(form, (), call.fields)
    form.settle()
    before = backend.state.commands.get(scope, [])
    old = _same(before, call.fields)
    kept = _kept(backend, scope, call.fields)
    after = [each for each in before if each is not old] + [kept]
    if command_rules.too_many(after):
        raise refusal(30032)
    backend.state.commands[scope] = after
    backend.changes.publish("commands", commands=after)
    return Response(200 if old else 201, kept)


def _command(backend: Backend, call: Call) -> _Json:
    for command in backend.state.commands.get(_scope(backend, call), []):
        if command["id"] == call.params["command"]:
            return command
    raise refusal(10063)


def _read_command(backend: Backend, call: Call) -> _Json:
    """Return a command."""
    return _command(backend, call)


def _edit_command(backend: Backend, call: Call) -> _Json:
    """Change a command."""
    command = _command(backend, call)
    form = Form()
    command_rules.check(form, (), command | call.fields)
    form.settle()
    command |= call.fields | {"version": backend.state.new_id()}
    return command


def _delete_command(backend: Backend, call: Call) -> None:
    """Delete a command."""
    backend.state.commands[_scope(backend, call)].remove(_command(backend, call))


_GLOBAL = "/applications/{application}/commands"
_GUILD = "/applications/{application}/guilds/{guild}/commands"

ROUTES: Routes = {
    "GET /users/@me": _me,
    "GET /users/@me/guilds": _guilds,
    "GET /users/{user}": _user,
    "GET /oauth2/applications/@me": _application,
    "GET /applications/@me": _application,
    "GET /gateway": _gateway,
    "GET /gateway/bot": _gateway_bot,
}
for _base in (_GLOBAL, _GUILD):
    ROUTES |= {
        f"GET {_base}": _list_commands,
        f"PUT {_base}": _overwrite_commands,
        f"POST {_base}": _create_command,
        f"GET {_base}/{{command}}": _read_command,
        f"PATCH {_base}/{{command}}": _edit_command,
        f"DELETE {_base}/{{command}}": _delete_command,
    }
