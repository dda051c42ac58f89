"""How a person's client turns `/command option: value`, or a choice from a menu, into the data of an interaction.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-data
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payloads
from .command_rules import NESTING, CommandType, OptionType
from .errors import NotPossible
from .people import DM, GROUP
from .permissions import Permission

if TYPE_CHECKING:
    from .message import Message
    from .people import Channel, User
    from .state import State

_IN_GUILD, _IN_DIRECT, _IN_PRIVATE = 0, 1, 2
_BY_PERSON = 1
"""https://docs.discord.com/developers/resources/application#application-object-application-integration-types and
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types
"""

_Json = dict[str, Any]


def _find(state: State, who: User, where: Channel, name: str) -> tuple[_Json, list[str]]:
    """Return the registered command of that name that somebody sees, and the subcommand names after it.

    A guild's own command hides a global one of the same name. In a direct message only global ones exist.

    Raises:
        NotPossible: When nothing of that name is registered there.
    """
    first, *rest = name.removeprefix("/").split()
    return _registered(state, who, where, CommandType.CHAT_INPUT, first), rest


def data_on_user(state: State, who: User, where: Channel, name: str, target: str) -> _Json:
    """Return the interaction data of a menu's command on a person, by id or name.

    Raises:
        NotPossible: When no such command or nobody of that name is there.
    """
    resolved: _Json = {}
    chosen = resolve(state, OptionType.USER, target, resolved)
    return _on(_registered(state, who, where, CommandType.ON_USER, name), chosen, resolved)


def data_on_message(state: State, who: User, where: Channel, name: str, target: Message) -> _Json:
    """Return the interaction data of a menu's command on a message, whose text the bot then may read.

    Raises:
        NotPossible: When no such command is registered there.
    """
    resolved = {"messages": {target.id: payloads.message(state, target)}}
    return _on(_registered(state, who, where, CommandType.ON_MESSAGE, name), target.id, resolved)


def _on(command: _Json, target: str, resolved: _Json) -> _Json:
    kept = {key: command[key] for key in ("id", "name", "type", "guild_id") if key in command}
    return kept | {"target_id": target, "resolved": resolved}


def _registered(state: State, who: User, where: Channel, kind: int, name: str) -> _Json:
    scopes = ("",) if where.direct else (state.guild_id, "")
    commands = [each for scope in scopes for each in state.commands.get(scope, []) if each["type"] == kind]
    for command in commands:
        if command["name"] == name and _offered(command, where) and _is_shown(state, command, who, where):
            return command
    slash = "/" if kind == CommandType.CHAT_INPUT else ""
    names = ", ".join(f"{slash}{command['name']}" for command in commands) or "none"
    raise NotPossible(f"no command {slash}{name} is registered there; there are {names}")


def _offered(command: _Json, where: Channel) -> bool:
    contexts = command.get("contexts")
    if where.kind == GROUP and _BY_PERSON not in command["integration_types"]:
        return False
    if contexts is None:
        return not where.direct or bool(command.get("dm_permission", True))
    return context(where) in contexts


def _is_shown(state: State, command: _Json, who: User, where: Channel) -> bool:
    """Tell whether somebody sees a command: who lacks what it asks for does where the guild's settings say so.

    https://docs.discord.com/developers/interactions/application-commands#permissions
    """
    asks_for = Permission(int(command.get("default_member_permissions") or 0))
    if where.direct or not {who.id, *who.roles}.isdisjoint(state.shown_to.get(command["name"], ())):
        return True
    return asks_for & state.permissions(who.id, where) == asks_for


def context(where: Channel) -> int:
    """Return what Discord calls a place in which a command is used."""
    return {DM: _IN_DIRECT, GROUP: _IN_PRIVATE}.get(where.kind, _IN_GUILD)


def data_for(
    state: State, who: User, where: Channel, name: str, values: _Json, *, focused: str | None = None
) -> tuple[str, _Json]:
    """Return the command's full name and the interaction data for option values by name.

    Args:
        state: Where commands, users, channels and roles are found.
        who: Who types it.
        where: The channel it is typed in.
        name: The command, with its subcommands after it: `"settings show"`.
        values: By option name; users, channels and roles by name or id.
        focused: The option being typed, for autocomplete: nothing is required or checked then.

    Raises:
        NotPossible: For what Discord's client would not let a person send.
    """
    command, path = _find(state, who, where, name)
    resolved: _Json = {}
    declared = command.get("options", [])
    wrappers: list[_Json] = []
    for step in path:
        nested = next((o for o in declared if o["name"] == step and o["type"] in NESTING), None)
        if nested is None:
            raise NotPossible(f"/{command['name']} has no subcommand {step!r}")
        wrappers.append({"name": step, "type": nested["type"]})
        declared = nested.get("options", [])
    if any(option["type"] in NESTING for option in declared):
        raise NotPossible(f"/{command['name']} needs a subcommand")
    options = _options(state, declared, values, resolved, focused)
    for wrapper in reversed(wrappers):
        options = [wrapper | {"options": options}]
    data: _Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    full = " ".join((command["name"], *path))
    return full, data | ({"resolved": resolved} if resolved else {})


def _options(
    state: State, declared: list[_Json], values: _Json, resolved: _Json, focused: str | None
) -> list[_Json]:
    known = {option["name"]: option for option in declared}
    if unknown := values.keys() - known.keys():
        raise NotPossible(f"there is no option {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    if focused is not None and not known.get(focused, {}).get("autocomplete"):
        raise NotPossible(f"the option {focused!r} has no autocomplete")
    filled = []
    for name, option in known.items():
        if name in values:
            value = _value(state, option, values[name], resolved, loose=focused is not None)
            part = {"name": name, "type": option["type"], "value": value}
            filled.append(part | ({"focused": True} if name == focused else {}))
        elif option.get("required") and focused is None:
            raise NotPossible(f"the option {name!r} is required")
    return filled


def _value(
    state: State,
    option: _Json,
    value: Any,  # noqa: ANN401 - as the option's type says
    resolved: _Json,
    *,
    loose: bool,
) -> Any:  # noqa: ANN401 - the same
    kind = option["type"]
    if kind in (OptionType.USER, OptionType.CHANNEL, OptionType.ROLE, OptionType.MENTIONABLE):
        return resolve(state, kind, str(value), resolved)
    if not loose:
        _check(option, value)
    return value


def _check(option: _Json, value: Any) -> None:  # noqa: ANN401 - as the option's type says
    """Raise `NotPossible` for a value that the option's declaration forbids."""
    kind, name = option["type"], option["name"]
    fits = {
        OptionType.STRING: str,
        OptionType.INTEGER: int,
        OptionType.NUMBER: int | float,
        OptionType.BOOLEAN: bool,
    }.get(kind, object)
    if not isinstance(value, fits):
        raise NotPossible(f"the option {name!r} does not take {value!r}")
    choices = [choice["value"] for choice in option.get("choices") or ()]
    if choices and value not in choices:
        raise NotPossible(f"the option {name!r} takes {', '.join(map(repr, choices))}, not {value!r}")
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    least, most = option.get(low), option.get(high)
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotPossible(f"the option {name!r} takes {least} to {most}, not {size}")


def resolve(state: State, kind: int, value: str, resolved: _Json) -> str:
    """Note the object behind a user, channel or role option, and return its id."""
    if kind == OptionType.CHANNEL:
        channel = state.channel(value)
        resolved.setdefault("channels", {})[channel.id] = payloads.channel(state, channel) | {"permissions": "0"}
        return channel.id
    user = state.find_person(value)
    if kind == OptionType.USER or (kind == OptionType.MENTIONABLE and user is not None):
        user = state.person(value)
        resolved.setdefault("users", {})[user.id] = payloads.user(user)
        member = payloads.member(user, with_user=False) | {"permissions": "0"}
        resolved.setdefault("members", {})[user.id] = member
        return user.id
    role = state.role(value)
    resolved.setdefault("roles", {})[role.id] = payloads.role(role)
    return role.id
