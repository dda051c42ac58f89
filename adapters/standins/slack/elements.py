"""Block elements and composition objects, with Slack's limits.

Source of each figure: the element's page under https://docs.slack.dev/reference/block-kit/block-elements/
and, for options and confirmations, under …/composition-objects/.
"""

from __future__ import annotations

from .checks import (
    Rule,
    anything,
    boolean,
    both,
    by_type,
    chars,
    either_field,
    fields,
    items,
    number,
    one_of,
    only_one_field,
    text,
)

_ACTION_ID = chars(255)
_TYPE = {"type": anything}
_PLACEHOLDER = text(150, plain=True)

_CONFIRM = fields(
    {"title": text(100, plain=True), "text": text(300), "confirm": text(30, plain=True)}
    | {"deny": text(30, plain=True)},
    {"style": one_of("primary", "danger")},
)


def _option(*, plain: bool, url: bool = False) -> Rule:
    """An option: 75 characters of text and of description, 150 of value."""
    optional: dict[str, Rule] = {"description": text(75, plain=plain)}
    if url:
        optional["url"] = chars(3000)
    return fields({"text": text(75, plain=plain), "value": chars(150)}, optional)


_SELECT_OPTION = _option(plain=True)
_CHOICE_OPTION = _option(plain=False)
_GROUP = fields({"label": text(75, plain=True), "options": items(_SELECT_OPTION, 100)}, {})
_COMMON: dict[str, Rule] = {"action_id": _ACTION_ID, "confirm": _CONFIRM, "focus_on_load": boolean}

_BUTTON = fields(
    _TYPE | {"text": text(75, plain=True)},
    {
        "action_id": _ACTION_ID,
        "url": chars(3000),
        "value": chars(2000),
        "style": one_of("primary", "danger"),
        "confirm": _CONFIRM,
        "accessibility_label": chars(75),
    },
)

IMAGE_FIELDS: dict[str, Rule] = {"image_url": chars(3000, least=1), "slack_file": anything}
_IMAGE = both(
    fields(_TYPE | {"alt_text": chars(2000, least=1)}, IMAGE_FIELDS),
    only_one_field("image_url", "slack_file"),
)

_OVERFLOW = fields(
    _TYPE | {"options": items(_option(plain=True, url=True), 5)},
    {"action_id": _ACTION_ID, "confirm": _CONFIRM},
)


def _static_select(initial: str, rule: Rule, more: dict[str, Rule]) -> Rule:
    """A menu of up to 100 options, or of up to 100 groups of them."""
    optional = {
        "options": items(_SELECT_OPTION, 100),
        "option_groups": items(_GROUP, 100),
        "placeholder": _PLACEHOLDER,
        initial: rule,
    }
    return both(fields(_TYPE, _COMMON | optional | more), only_one_field("options", "option_groups"))


def _picker(**optional: Rule) -> Rule:
    return fields(_TYPE, _COMMON | {"placeholder": _PLACEHOLDER} | optional)


def _choices(initial: str, rule: Rule) -> Rule:
    return fields(_TYPE | {"options": items(_CHOICE_OPTION, 10)}, _COMMON | {initial: rule})


_MENUS: dict[str, Rule] = {
    "static_select": _static_select("initial_option", _SELECT_OPTION, {}),
    "external_select": _picker(min_query_length=number, initial_option=_SELECT_OPTION),
    "users_select": _picker(initial_user=chars(255)),
    "conversations_select": _picker(
        initial_conversation=chars(255), default_to_current_conversation=boolean, filter=anything
    ),
    "channels_select": _picker(initial_channel=chars(255)),
    "multi_static_select": _static_select(
        "initial_options", items(_SELECT_OPTION, 100), {"max_selected_items": number}
    ),
    "multi_external_select": _picker(
        min_query_length=number, initial_options=items(_SELECT_OPTION, 100), max_selected_items=number
    ),
    "multi_users_select": _picker(initial_users=anything, max_selected_items=number),
    "multi_conversations_select": _picker(
        initial_conversations=anything,
        default_to_current_conversation=boolean,
        filter=anything,
        max_selected_items=number,
    ),
    "multi_channels_select": _picker(initial_channels=anything, max_selected_items=number),
    "datepicker": _picker(initial_date=chars(10)),
    "timepicker": _picker(initial_time=chars(5), timezone=chars(255)),
    "datetimepicker": fields(_TYPE, _COMMON | {"initial_date_time": number}),
    "checkboxes": _choices("initial_options", items(_CHOICE_OPTION, 10)),
    "radio_buttons": _choices("initial_option", _CHOICE_OPTION),
}

_TEXT_INPUT = fields(
    _TYPE,
    {
        "action_id": _ACTION_ID,
        "initial_value": chars(3000),
        "multiline": boolean,
        "min_length": number,
        "max_length": number,
        "placeholder": _PLACEHOLDER,
        "focus_on_load": boolean,
        "dispatch_action_config": anything,
    },
)

_PRESSABLE: dict[str, Rule] = {"button": _BUTTON, "overflow": _OVERFLOW, **_MENUS}
_FEEDBACK = fields(
    {"text": text(75, plain=True), "value": chars(2000)},
    {"accessibility_label": chars(75)},
)
_FEEDBACK_BUTTONS = fields(
    _TYPE | {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
    {"action_id": _ACTION_ID},
)
_ICON_BUTTON = fields(
    _TYPE | {"icon": one_of("trash"), "text": text(75, plain=True)},
    {
        "action_id": _ACTION_ID,
        "value": chars(2000),
        "confirm": _CONFIRM,
        "accessibility_label": chars(75),
        "visible_to_user_ids": anything,
    },
)
ACCESSORY = by_type({**_PRESSABLE, "image": _IMAGE})
ACTION = by_type(_PRESSABLE)
CONTEXT_ACTION = by_type({"feedback_buttons": _FEEDBACK_BUTTONS, "icon_button": _ICON_BUTTON})
CONTEXT_ITEM = by_type({"image": _IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)})
INPUT_ELEMENT = by_type({"plain_text_input": _TEXT_INPUT, **_MENUS})
SECTION_CONTENT = either_field("text", "fields")

ANSWERED_IN = {
    "plain_text_input": "value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
"""In which field of a submitted modal's state an input's answer stands."""

SUGGESTIONS = both(
    fields({}, {"options": items(_SELECT_OPTION, 100, least=0), "option_groups": items(_GROUP, 100, least=0)}),
    only_one_field("options", "option_groups"),
)
"""What an app answers a menu that asks it."""
