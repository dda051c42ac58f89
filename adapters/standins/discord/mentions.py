"""Whom a message pings: what its text mentions, less what `allowed_mentions` forbids.

https://docs.discord.com/developers/resources/message#allowed-mentions-object. The text alone counts, never
an embed. Code spans and backslashes are not looked at, since Discord does not publish what its parser
makes of them: a test then sees a ping where Discord may have none, never the reverse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .message import Pings
from .permissions import Permission

if TYPE_CHECKING:
    from .form import Form
    from .people import Channel
    from .state import State

_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_TYPES = ("roles", "users", "everyone")
_LISTED = 100


@dataclass(frozen=True)
class Allowed:
    """What a message may ping; `None` for users or roles means all of them."""

    users: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    everyone: bool = True
    replied_user: bool = True


def allowed(form: Form, value: Any) -> Allowed:  # noqa: ANN401 - JSON
    """Check `allowed_mentions` and return what it allows; without it everything is parsed."""
    if not isinstance(value, dict):
        return Allowed()
    parse = value.get("parse") or []
    for index, kind in enumerate(parse):
        if kind not in _TYPES:
            form.choices(("allowed_mentions", "parse", index), _TYPES)
    return Allowed(
        users=_listed(form, value, parse, "users"),
        roles=_listed(form, value, parse, "roles"),
        everyone="everyone" in parse,
        replied_user=bool(value.get("replied_user")),
    )


def _listed(form: Form, value: dict[str, Any], parse: list[str], kind: str) -> frozenset[str] | None:
    ids = [str(which) for which in value.get(kind) or []]
    form.length(("allowed_mentions", kind), len(ids), _LISTED)
    if kind not in parse:
        return frozenset(ids)
    if ids:
        message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
        form.fault(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    return None


def pings(
    state: State, origin: tuple[Channel, str], text: str, may: Allowed, replied_to: str | None = None
) -> Pings:
    """Return whom a message notifies.

    Args:
        state: Who there is.
        origin: Where it is posted (in a direct message only its two members can be pinged), and who
            posts it (pinging everyone or any role takes MENTION_EVERYONE).
        text: Its content.
        may: What it is allowed to ping.
        replied_to: The author of the message it replies to.
    """
    channel, author = origin
    mentioned = [who for who in _USER.findall(text) if may.users is None or who in may.users]
    # Nobody pings themselves by replying to what they wrote.
    if replied_to is not None and replied_to != author and may.replied_user:
        mentioned.append(replied_to)
    users = tuple(dict.fromkeys(who for who in mentioned if who in state.users))
    if channel.direct:
        return Pings(tuple(who for who in users if who in (state.bot.id, channel.recipient)))
    loud = bool(state.permissions(author, channel) & Permission.MENTION_EVERYONE)
    roles = tuple(
        dict.fromkeys(
            which
            for which in _ROLE.findall(text)
            if (may.roles is None or which in may.roles) and _pingable(state, which, loud=loud)
        )
    )
    everyone = may.everyone and loud
    return Pings(users, roles, everyone and "@everyone" in text, everyone and "@here" in text)


def _pingable(state: State, role: str, *, loud: bool) -> bool:
    return role in state.roles and (loud or state.roles[role].mentionable)
