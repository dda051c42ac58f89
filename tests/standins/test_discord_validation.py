"""Discord's limits, and the bodies it refuses with."""

from __future__ import annotations

from typing import Any

import pytest
from discord_bots import post

from adapters.standins.discord import DiscordStandIn, Settings

SETTINGS = Settings(limits={}, global_limit=None)


def button(**fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | fields


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def buttons(count: int) -> list[dict[str, Any]]:
    return [button(custom_id=str(number)) for number in range(count)]


def select(count: int = 1, **fields: Any) -> dict[str, Any]:
    options = [{"label": str(number), "value": str(number)} for number in range(count)]
    return {"type": 3, "custom_id": "menu", "options": options} | fields


def too_long(most: int, least: int = 0) -> tuple[str, str]:
    if least:
        return "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
    return "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length."


def fault_at(body: dict[str, Any], path: str) -> tuple[str, str]:
    node = body["errors"]
    for step in path.split("."):
        node = node[step]
    (fault,) = node["_errors"]
    return fault["code"], fault["message"]


FIELD = {"name": "n", "value": "v"}
REFUSED = [
    ({"content": "x" * 2001}, "content", too_long(2000)),
    ({"content": ["x"]}, "content", ("STRING_TYPE_CONVERT", "Could not interpret \"['x']\" as string.")),
    ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", too_long(256)),
    ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", too_long(4096)),
    ({"embeds": [{"footer": {"text": "x" * 2049}}]}, "embeds.0.footer.text", too_long(2048)),
    ({"embeds": [{"author": {"name": "x" * 257}}]}, "embeds.0.author.name", too_long(256)),
    ({"embeds": [{"fields": [FIELD] * 26}]}, "embeds.0.fields", too_long(25)),
    ({"embeds": [{"fields": [FIELD | {"name": "x" * 257}]}]}, "embeds.0.fields.0.name", too_long(256)),
    ({"embeds": [{"fields": [FIELD | {"value": "x" * 1025}]}]}, "embeds.0.fields.0.value", too_long(1024)),
    ({"embeds": [{"fields": [{"name": "n"}]}]}, "embeds.0.fields.0.value",
     ("BASE_TYPE_REQUIRED", "This field is required")),
    ({"embeds": [{"title": "t", "url": "ftp://x"}]}, "embeds.0.url",
     ("URL_TYPE_INVALID_SCHEME", "Scheme \"ftp\" must be one of ('http', 'https').")),
    ({"embeds": [{"title": "t", "color": 1 << 24}]}, "embeds.0.color",
     ("NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")),
    ({"embeds": [{"title": "t"}] * 11}, "embeds", too_long(10)),
    ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds",
     ("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")),
    ({"components": [row(each) for each in buttons(6)]}, "components", too_long(5)),
    ({"components": [button()]}, "components.0.type",
     ("UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')),
    ({"components": [row()]}, "components.0.components", too_long(5, 1)),
    ({"components": [row(button(custom_id="x" * 101))]}, "components.0.components.0.custom_id", too_long(100, 1)),
    ({"components": [row(button(label="x" * 81))]}, "components.0.components.0.label", too_long(80)),
    ({"components": [row(button(), button())]}, "components.0.components.1.custom_id",
     ("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")),
    ({"components": [row(select(), button())]}, "components.0.components.1",
     ("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")),
    ({"components": [row(select(26))]}, "components.0.components.0.options", too_long(25, 1)),
    ({"components": [row(select(placeholder="x" * 151))]}, "components.0.components.0.placeholder", too_long(150)),
    ({"components": [row(select(options=[{"label": "a", "value": "a"}] * 2))]},
     "components.0.components.0.options.1.value",
     ("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")),
    ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions.parse.0",
     ("BASE_TYPE_CHOICES", "Value must be one of {'roles', 'users', 'everyone'}.")),
    ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions",
     ("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
      'parse:["users"] and users: [ids...] are mutually exclusive.')),
    ({"content": "x", "message_reference": {"message_id": "1"}}, "message_reference",
     ("REPLIES_UNKNOWN_MESSAGE", "Unknown message")),
    ({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "y"}]}, "content",
     ("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "path", "fault"), REFUSED, ids=[each[1] for each in REFUSED])
async def test_a_message_beyond_a_limit_is_an_invalid_form(
    stand_in: DiscordStandIn, body: dict[str, Any], path: str, fault: tuple[str, str]
) -> None:
    channel = stand_in.state.channel("general")
    status, answer = await post(stand_in, f"/channels/{channel.id}/messages", body)
    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    assert fault_at(answer, path) == fault
    assert channel.messages == []


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"embeds": [{"description": "x" * 4096}, {"footer": {"text": "x" * 1904}}]},
        {"embeds": [{"title": " " * 300 + "x" * 256}]},
        {"embeds": [{"fields": [FIELD] * 25}]},
        {"components": [row(*buttons(5)), *(row(select(25, custom_id=f"m{n}")) for n in range(4))]},
        {"components": [row({"type": 2, "style": 5, "label": "Link", "url": "https://example.org"})]},
        {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "x" * 4000}]}]},
    ],
)
async def test_a_message_at_a_limit_is_posted(stand_in: DiscordStandIn, body: dict[str, Any]) -> None:
    channel = stand_in.state.channel("general")
    status, _ = await post(stand_in, f"/channels/{channel.id}/messages", body)
    assert (status, len(channel.messages)) == (200, 1)


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": [{}]}, {"content": None, "components": []}])
async def test_nothing_to_show_is_an_empty_message(stand_in: DiscordStandIn, body: dict[str, Any]) -> None:
    channel = stand_in.state.channel("general").id
    answer = await post(stand_in, f"/channels/{channel}/messages", body)
    assert answer == (400, {"message": "Cannot send an empty message", "code": 50006})


def command(**fields: Any) -> dict[str, Any]:
    return {"name": "ask", "description": "Ask"} | fields


def option(**fields: Any) -> dict[str, Any]:
    return {"type": 3, "name": "what", "description": "What"} | fields


CHOICE = {"name": "c", "value": "c"}
COMMANDS = [
    (command(name="Ask"), "name", ("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")),
    (command(name="a b"), "name", ("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")),
    (command(name="x" * 33), "name", too_long(32, 1)),
    (command(description=""), "description", too_long(100, 1)),
    (command(description="x" * 101), "description", too_long(100, 1)),
    (command(options=[option(name=f"o{n}") for n in range(26)]), "options", too_long(25)),
    (command(options=[option(), option()]), "options.1.name",
     ("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already used")),
    (command(options=[option(), option(name="why", required=True)]), "options.1",
     ("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
      "Required options must be placed before non-required options")),
    (command(options=[option(choices=[CHOICE] * 26)]), "options.0.choices", too_long(25)),
    (command(options=[option(choices=[CHOICE | {"name": "x" * 101}])]), "options.0.choices.0.name",
     too_long(100, 1)),
    (command(options=[option(max_length=6001)]), "options.0.max_length",
     ("NUMBER_TYPE_MAX", "int value should be less than or equal to 6000.")),
    (command(type=2), "description",
     ("APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", "Context menu commands cannot have description")),
    (command(type=9), "type", ("BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "path", "fault"), COMMANDS)
async def test_an_invalid_command_is_refused_with_its_place_in_the_list(
    stand_in: DiscordStandIn, body: dict[str, Any], path: str, fault: tuple[str, str]
) -> None:
    where = f"/applications/{stand_in.state.application_id}/commands"
    status, answer = await post(stand_in, where, [command(name="good"), body], "PUT")
    assert (status, answer["code"]) == (400, 50035)
    assert fault_at(answer, f"1.{path}") == fault
    assert stand_in.state.commands == {}


@pytest.mark.parametrize("name", ["ask", "fråga", "質問", "पूछो", "don't", "a-b_c", "é"])
async def test_letters_of_any_script_may_name_a_command(stand_in: DiscordStandIn, name: str) -> None:
    where = f"/applications/{stand_in.state.application_id}/commands"
    status, answer = await post(stand_in, where, command(name=name))
    assert (status, answer["name"], answer["application_id"]) == (201, name, stand_in.state.application_id)


async def test_a_scope_holds_a_hundred_commands_of_different_names(stand_in: DiscordStandIn) -> None:
    where = f"/applications/{stand_in.state.application_id}/commands"
    many = [command(name=f"c{number}") for number in range(101)]
    status, answer = await post(stand_in, where, many, "PUT")
    assert (status, answer["code"]) == (400, 30032)
    status, answer = await post(stand_in, where, [command(), command()], "PUT")
    assert fault_at(answer, "1.name")[0] == "APPLICATION_COMMANDS_DUPLICATE_NAME"


async def test_a_command_keeps_its_id_when_it_is_registered_again(stand_in: DiscordStandIn) -> None:
    where = f"/applications/{stand_in.state.application_id}/commands"
    _, first = await post(stand_in, where, [command()], "PUT")
    _, second = await post(stand_in, where, [command(description="Ask again"), command(name="new")], "PUT")
    assert second[0]["id"] == first[0]["id"]
    _, changed = await post(stand_in, f"{where}/{first[0]['id']}", {"description": "Changed"}, "PATCH")
    assert changed["description"] == "Changed"


MODAL = {
    "title": "t",
    "custom_id": "m",
    "components": [row({"type": 4, "custom_id": "a", "label": "l", "style": 1})],
}


@pytest.mark.parametrize(
    ("fields", "path", "fault"),
    [
        ({"title": "x" * 46}, "data.title", too_long(45, 1)),
        ({"components": MODAL["components"] * 6}, "data.components", too_long(5, 1)),
        (
            {"components": [row({"type": 4, "custom_id": "a", "label": "x" * 46, "style": 1})]},
            "data.components.0.components.0.label",
            too_long(45, 1),
        ),
    ],
)
async def test_a_modal_beyond_a_limit_is_refused(
    stand_in: DiscordStandIn, fields: dict[str, Any], path: str, fault: tuple[str, str]
) -> None:
    await post(stand_in, f"/applications/{stand_in.state.application_id}/commands", command())
    asked = stand_in.command("ada", "general", "ask")
    body = {"type": 9, "data": MODAL | fields}
    status, answer = await post(stand_in, f"/interactions/{asked.id}/{asked.token}/callback", body)
    assert (status, answer["code"]) == (400, 50035)
    assert fault_at(answer, path) == fault
