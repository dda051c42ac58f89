"""The form with which owners set how the bot behaves, and what is sent with it; pure.

https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element and the pages beside it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from adapters.manners import Change, Manner, Rules, written
from adapters.slack.rendering import blocks_of, button, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botcore import Reply

SETTINGS = "prolo_settings"
"""The button's action id, and the form's callback id."""

_COOLDOWNS = ("30", "60", "300", "900")
"""Seconds to choose from."""

_CHANNELS = ("help_channel", "alert_channel")
_CLEARED = (*_CHANNELS, "quiet_hours", "cooldown")
"""What can be set to none: Slack's menus cannot be emptied."""

_HOURS_MOST = 60
"""Characters: the longest name of a zone has 32."""


def settings_block(label: str) -> dict[str, Any]:
    """Return the button that opens the form."""
    return {"type": "actions", "elements": [button(label, SETTINGS, SETTINGS)]}


def settings_form(reply: Reply, rules: Rules) -> dict[str, Any]:
    """Return the form.

    Args:
        reply: How the bot behaves now, above the fields; its disclaimer stands below them.
        rules: What stands in the fields already.
    """
    words = reply.words
    head, *disclaimer = blocks_of(reply)
    return {
        "type": "modal",
        "callback_id": SETTINGS,
        # What the fields show now: what is sent as it was shown changes nothing, whoever set what meanwhile.
        "private_metadata": json.dumps(rules.values),
        "title": plain(words.settings),
        "submit": plain(words.send),
        "close": plain(words.close),
        "blocks": [head, *_fields(reply, rules), *disclaimer],
    }


def _fields(reply: Reply, rules: Rules) -> Iterator[dict[str, Any]]:
    words, values = reply.words, rules.values
    manners = [_option(getattr(words, f"manner_{each}"), each) for each in Manner]
    yield _field("channel", words.setting_channel, _channels(""))
    manner = {"type": "static_select", "options": manners, "initial_option": manners[0]}
    yield _field("manner", words.setting_manner, manner)
    for name in _CHANNELS:
        yield _field(name, getattr(words, f"setting_{name}"), _channels(values[name]))
    hours = {"type": "plain_text_input", "max_length": _HOURS_MOST}
    hours |= {"initial_value": values["quiet_hours"]} if values["quiet_hours"] else {}
    yield _field("quiet_hours", words.setting_quiet_hours, hours)
    seconds = dict.fromkeys((*_COOLDOWNS, values["cooldown"]))
    cooldown: dict[str, Any] = {
        "type": "static_select",
        "options": [_option(each, each) for each in seconds if each],
    }
    cooldown |= {"initial_option": _option(values["cooldown"], values["cooldown"])} if values["cooldown"] else {}
    yield _field("cooldown", words.setting_cooldown, cooldown)
    if clearable := [_option(getattr(words, f"setting_{each}"), each) for each in _CLEARED if values[each]]:
        yield _field("clear", words.setting_clear, {"type": "checkboxes", "options": clearable})


def _channels(now: str) -> dict[str, Any]:
    menu = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return menu | ({"initial_conversation": now} if now else {})


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def _field(name: str, label: str, element: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": name},
        "optional": True,
    }


def read_form(body: Mapping[str, Any], *, team: str, rules: Rules) -> tuple[list[Change], str]:
    """Return what a form that was sent changes, and the name of a field that cannot be read; "" where all can.

    Args:
        body: What Slack sent.
        team: The workspace's id.
        rules: What holds now.
    """
    values = {name: _value(part[name]) for name, part in body["view"]["state"]["values"].items()}
    cleared, now = {each["value"] for each in values.pop("clear", None) or ()}, rules.values
    # A form that an older program opened keeps nothing.
    shown = now | json.loads(body["view"].get("private_metadata") or "{}")
    changes = []
    # The two fields are one thing: a manner alone would be of no channel.
    if channel := values.pop("channel", None):
        changes.append(Change(str(channel), "manner", str(values.get("manner") or Manner.USUAL)))
    for name in _CLEARED:
        value = "" if name in cleared else written(team, name, str(values.get(name) or "").strip())
        if value is None:
            return [], name
        if value != shown[name] and value != now[name]:
            changes.append(Change(team, name, value))
    return changes, ""


def _value(answer: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the field's type says
    """Return what was chosen or written in a field; None where nothing was."""
    for key in ("value", "selected_conversation", "selected_options"):
        if key in answer:
            return answer[key]
    return (answer.get("selected_option") or {}).get("value")


def on_slack(channels: Mapping[str, Manner]) -> dict[str, Manner]:
    """Return those channels that are Slack's: one file and one database serve Discord as well."""
    return {each: manner for each, manner in channels.items() if not each.isdecimal()}


async def is_settings(body: Mapping[str, Any]) -> bool:
    """Tell whether a command asks for the form."""
    return re.fullmatch(r"\s*settings?\s*", str(body.get("text") or ""), re.IGNORECASE) is not None
