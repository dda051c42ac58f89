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

ACTION_ID = chars(255)
TYPE = {"type": anything}
PLACEHOLDER = text(150, plain=True)

CONFIRM = fields(
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
_COMMON: dict[str, Rule] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean}

BUTTON = fields(
    TYPE | {"text": text(75, plain=True)},
    {
        "action_id": ACTION_ID,
        "url": chars(3000),
        "value": chars(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": chars(75),
    },
)

IMAGE_FIELDS: dict[str, Rule] = {"image_url": chars(3000, least=1), "slack_file": anything}
IMAGE = both(
    fields(TYPE | {"alt_text": chars(2000, least=1)}, IMAGE_FIELDS),
    only_one_field("image_url", "slack_file"),
)

OVERFLOW = fields(
    TYPE | {"options": items(_option(plain=True, url=True), 5)},
    {"action_id": ACTION_ID, "confirm": CONFIRM},
)


def _static_select(initial: str, rule: Rule, more: dict[str, Rule]) -> Rule:
    """A menu of up to 100 options, or of up to 100 groups of them."""
    optional = {
        "options": items(_SELECT_OPTION, 100),
        "option_groups": items(_GROUP, 100),
        "placeholder": PLACEHOLDER,
        initial: rule,
    }
    return both(fields(TYPE, _COMMON | optional | more), only_one_field("options", "option_groups"))


def _picker(**optional: Rule) -> Rule:
    return fields(TYPE, _COMMON | {"placeholder": PLACEHOLDER} | optional)


def _choices(initial: str, rule: Rule) -> Rule:
    return fields(TYPE | {"options": items(_CHOICE_OPTION, 10)}, _COMMON | {initial: rule})


MENUS: dict[str, Rule] = {
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
    "datetimepicker": fields(TYPE, _COMMON | {"initial_date_time": number}),
    "checkboxes": _choices("initial_options", items(_CHOICE_OPTION, 10)),
    "radio_buttons": _choices("initial_option", _CHOICE_OPTION),
}

_TEXT_INPUT = fields(
    TYPE,
    {
        "action_id": ACTION_ID,
        "initial_value": chars(3000),
        "multiline": boolean,
        "min_length": number,
        "max_length": number,
        "placeholder": PLACEHOLDER,
        "focus_on_load": boolean,
        "dispatch_action_config": anything,
    },
)

PRESSABLE: dict[str, Rule] = {"button": BUTTON, "overflow": OVERFLOW, **MENUS}
_FEEDBACK = fields(
    {"text": text(75, plain=True), "value": chars(2000)},
    {"accessibility_label": chars(75)},
)
FEEDBACK_BUTTONS = fields(
    TYPE | {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
    {"action_id": ACTION_ID},
)
ICON_BUTTON = fields(
    TYPE | {"icon": one_of("trash"), "text": text(75, plain=True)},
    {
        "action_id": ACTION_ID,
        "value": chars(2000),
        "confirm": CONFIRM,
        "accessibility_label": chars(75),
        "visible_to_user_ids": anything,
    },
)
ACCESSORY = by_type({**PRESSABLE, "image": IMAGE})
ACTION = by_type(PRESSABLE)
CONTEXT_ACTION = by_type({"feedback_buttons": FEEDBACK_BUTTONS, "icon_button": ICON_BUTTON})
CONTEXT_ITEM = by_type({"image": IMAGE, "mrkdwn": text(3000), "plain_text": text(3000)})
INPUT_ELEMENT = by_type({"plain_text_input": _TEXT_INPUT, **MENUS})
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
