"""REST beyond what discord.py would send: refusals, mentions, nonces, rate limits, interaction tokens."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from discord_bots import api, post

from adapters.standins.discord import DiscordStandIn, Limit, Pings, Settings

SETTINGS = Settings(limits={}, global_limit=None)


def messages(stand_in: DiscordStandIn) -> str:
    return f"/channels/{stand_in.state.channel('general').id}/messages"


async def registered(stand_in: DiscordStandIn) -> None:
    body = {"name": "ask", "description": "Ask"}
    await post(stand_in, f"/applications/{stand_in.state.application_id}/commands", body)


async def test_a_response_has_discords_content_type_and_no_charset(stand_in: DiscordStandIn) -> None:
    async with api(stand_in) as session, session.get(f"{stand_in.api_url}/users/@me") as response:
        assert response.headers["Content-Type"] == "application/json"
        assert (await response.json())["id"] == stand_in.state.bot.id


@pytest.mark.parametrize("token", [None, "Bot wrong", "Bearer standin.discord.token"])
async def test_another_token_is_unauthorized(stand_in: DiscordStandIn, token: str | None) -> None:
    headers = {"Authorization": token} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{stand_in.api_url}/users/@me") as response,
    ):
        assert response.status == 401
        assert await response.json() == {"message": "401: Unauthorized", "code": 0}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, 0),
        ("PATCH", "/users/@me", 405, 0),
        ("GET", "/channels/1", 404, 10003),
        ("POST", "/channels/1/messages", 404, 10003),
        ("GET", "/guilds/1", 404, 10004),
        ("GET", "/users/1", 404, 10013),
        ("GET", "{general}/messages/1", 404, 10008),
        ("DELETE", "{general}/messages/1", 404, 10008),
        ("PATCH", "{general}/messages/{said}", 403, 50005),
        ("GET", "/applications/1/commands", 403, 50001),
        ("POST", "/users/@me/channels", 400, 50033),
        ("GET", "/guilds/{guild}/members", 403, 50001),
        ("POST", "/webhooks/{bot}/unknown", 404, 10015),
    ],
)
async def test_what_is_not_there_is_refused_with_discords_code(
    stand_in: DiscordStandIn, method: str, path: str, status: int, code: int
) -> None:
    said = stand_in.say("ada", "general", "hello")
    where = path.format(
        general=f"/channels/{said.channel}", said=said.id, guild=stand_in.state.guild_id, bot=stand_in.state.bot.id
    )
    answer = await post(stand_in, where, {}, method)
    assert (answer[0], answer[1]["code"]) == (status, code)


async def test_a_body_that_is_no_json_is_refused(stand_in: DiscordStandIn) -> None:
    url = stand_in.api_url + messages(stand_in)
    async with api(stand_in) as session, session.post(url, data="{") as response:
        assert (response.status, (await response.json())["code"]) == (400, 50109)


@pytest.mark.parametrize(
    ("denied", "body", "code"),
    [
        ("VIEW_CHANNEL", {"content": "x"}, 50001),
        ("SEND_MESSAGES", {"content": "x"}, 50013),
        ("EMBED_LINKS", {"embeds": [{"title": "x"}]}, 50013),
        ("READ_MESSAGE_HISTORY", {"content": "x", "message_reference": {"message_id": "{said}"}}, 160002),
    ],
)
async def test_a_missing_permission_is_refused(
    stand_in: DiscordStandIn, denied: str, body: dict[str, Any], code: int
) -> None:
    said = stand_in.say("ada", "general", "hello")
    if "message_reference" in body:
        body = body | {"message_reference": {"message_id": said.id}}
    stand_in.deny("bot", "general", denied)
    status, refused = await post(stand_in, messages(stand_in), body)
    assert (status, refused["code"]) == (403, code)


TEXT = "<@{ada}> <@!{grace}> <@&{staff}> <@&{quiet}> @everyone @here <@1>"
EVERYBODY = Pings(("ada", "grace"), ("staff", "quiet"), everyone=True, here=True)


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (None, EVERYBODY),
        ({"parse": ["users", "roles", "everyone"]}, EVERYBODY),
        ({"parse": []}, Pings()),
        ({"parse": ["users"]}, Pings(("ada", "grace"))),
        ({"parse": [], "users": ["{grace}"]}, Pings(("grace",))),
        ({"parse": ["everyone"], "roles": ["{quiet}"]}, Pings((), ("quiet",), everyone=True, here=True)),
    ],
)
async def test_allowed_mentions_decide_who_is_pinged(
    stand_in: DiscordStandIn, allowed: dict[str, Any] | None, expected: Pings
) -> None:
    stand_in.state.add_role("staff", mentionable=True)
    stand_in.state.add_role("quiet")
    ids = {name: stand_in.state.person(name).id for name in ("ada", "grace")}
    ids |= {name: stand_in.state.role(name).id for name in ("staff", "quiet")}
    body: dict[str, Any] = {"content": TEXT.format(**ids)}
    if allowed is not None:
        body["allowed_mentions"] = {
            kind: [each.format(**ids) for each in listed] for kind, listed in allowed.items()
        }
    _, answer = await post(stand_in, messages(stand_in), body)
    names = {number: name for name, number in ids.items()}
    found = stand_in.message(answer["id"]).pings
    assert (
        Pings(
            tuple(names[who] for who in found.users),
            tuple(names[which] for which in found.roles),
            found.everyone,
            found.here,
        )
        == expected
    )
    assert [user["id"] for user in answer["mentions"]] == list(found.users)
    assert answer["mention_everyone"] is expected.everyone


async def test_without_the_permission_everyone_and_closed_roles_are_not_pinged(stand_in: DiscordStandIn) -> None:
    role = stand_in.state.add_role("quiet")
    said = stand_in.say("ada", "general", f"@everyone <@&{role.id}> <@{stand_in.state.bot.id}>")
    assert said.pings == Pings((stand_in.state.bot.id,))


async def test_an_embed_pings_nobody(stand_in: DiscordStandIn) -> None:
    ada = stand_in.state.person("ada").mention
    body = {"embeds": [{"description": f"{ada} @everyone"}]}
    _, answer = await post(stand_in, messages(stand_in), body)
    assert not stand_in.message(answer["id"]).pings


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [(None, True), ({"parse": [], "replied_user": True}, True), ({"parse": []}, False)],
)
async def test_a_reply_pings_whom_it_answers_if_it_may(
    stand_in: DiscordStandIn, allowed: dict[str, Any] | None, *, pinged: bool
) -> None:
    said = stand_in.say("ada", "general", "hello")
    body: dict[str, Any] = {"content": "yes", "message_reference": {"message_id": said.id}}
    _, answer = await post(stand_in, messages(stand_in), body | ({"allowed_mentions": allowed} if allowed else {}))
    assert answer["referenced_message"]["id"] == said.id
    assert stand_in.message(answer["id"]).pings.users == ((said.author,) if pinged else ())


async def test_a_reply_to_a_deleted_message_may_be_posted_without_it(stand_in: DiscordStandIn) -> None:
    said = stand_in.say("ada", "general", "hello")
    stand_in.delete("ada", said)
    reference = {"message_id": said.id, "fail_if_not_exists": False}
    status, answer = await post(stand_in, messages(stand_in), {"content": "x", "message_reference": reference})
    assert (status, answer["type"]) == (200, 0)
    assert "message_reference" not in answer


async def test_an_edit_pings_nobody_anew(stand_in: DiscordStandIn) -> None:
    _, answer = await post(stand_in, messages(stand_in), {"content": "hello"})
    body = {"content": stand_in.state.person("ada").mention}
    await post(stand_in, f"{messages(stand_in)}/{answer['id']}", body, "PATCH")
    assert not stand_in.message(answer["id"]).pings


async def test_an_edit_that_leaves_nothing_is_an_empty_message(stand_in: DiscordStandIn) -> None:
    _, answer = await post(stand_in, messages(stand_in), {"content": "hello"})
    where = f"{messages(stand_in)}/{answer['id']}"
    assert (await post(stand_in, where, {"content": ""}, "PATCH"))[1]["code"] == 50006


async def test_an_enforced_nonce_posts_once(stand_in: DiscordStandIn) -> None:
    body = {"content": "hello", "nonce": "n1", "enforce_nonce": True}
    first, second = [await post(stand_in, messages(stand_in), body) for _ in range(2)]
    assert first == second
    assert len(stand_in.visible_to("ada", "general")) == 1


async def test_rest_hides_content_without_the_content_intent(stand_in: DiscordStandIn) -> None:
    stand_in.say("ada", "general", "private talk")
    stand_in.ask("ada", "general", "for the bot")
    _, found = await post(stand_in, messages(stand_in), {}, "GET")
    assert [each["content"].rpartition(" ")[2] for each in found] == ["bot", ""]


async def test_a_bucket_is_told_of_in_headers_and_refuses_when_it_is_empty() -> None:
    limits = {"POST /channels/{channel}/messages": Limit(2, 0.3)}
    async with DiscordStandIn(Settings(limits=limits)) as stand_in, api(stand_in) as session:
        answers = []
        for _ in range(3):
            async with session.post(stand_in.api_url + messages(stand_in), json={"content": "x"}) as response:
                answers.append((response.status, response.headers, await response.json()))
        assert [status for status, _, _ in answers] == [200, 200, 429]
        assert [headers["X-RateLimit-Remaining"] for _, headers, _ in answers] == ["1", "0", "0"]
        _, headers, body = answers[-1]
        assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Scope"]) == ("2", "user")
        assert (headers["Retry-After"], headers["Via"]) == ("1", "1.1 google")
        assert headers["X-RateLimit-Bucket"] == answers[0][1]["X-RateLimit-Bucket"]
        assert body["message"] == "You are being rate limited."
        assert 0 < body["retry_after"] <= 0.3
        assert body["global"] is False
        other = stand_in.state.add_channel("other").id
        assert (await post(stand_in, f"/channels/{other}/messages", {"content": "x"}))[0] == 200
        await asyncio.sleep(body["retry_after"])
        assert (await post(stand_in, messages(stand_in), {"content": "x"}))[0] == 200


async def test_the_global_limit_covers_all_routes_but_interactions() -> None:
    async with DiscordStandIn(Settings(limits={}, global_limit=Limit(1, 5))) as stand_in, api(stand_in) as session:
        await registered(stand_in)
        async with session.get(f"{stand_in.api_url}/users/@me") as response:
            assert (response.status, response.headers["X-RateLimit-Global"]) == (429, "true")
            assert response.headers["X-RateLimit-Scope"] == "global"
            assert (await response.json())["global"] is True
        asked = stand_in.command("ada", "general", "ask")
        where = f"/interactions/{asked.id}/{asked.token}/callback?with_response=true"
        assert (await post(stand_in, where, {"type": 4, "data": {"content": "x"}}))[0] == 200


ANSWER = {"type": 4, "data": {"content": "hello"}}


async def answered(stand_in: DiscordStandIn, body: dict[str, Any] | None = None) -> str:
    """Answer a new interaction and return the path of its token."""
    await registered(stand_in)
    asked = stand_in.command("ada", "general", "ask")
    where = f"/interactions/{asked.id}/{asked.token}/callback?with_response=true"
    status, answer = await post(stand_in, where, body or ANSWER)
    assert status == 200
    assert answer["interaction"]["id"] == asked.id
    return f"/webhooks/{stand_in.state.application_id}/{asked.token}"


async def test_an_interaction_is_answered_once(stand_in: DiscordStandIn) -> None:
    await registered(stand_in)
    asked = stand_in.command("ada", "general", "ask")
    where = f"/interactions/{asked.id}/{asked.token}/callback?with_response=true"
    assert (await post(stand_in, where, ANSWER))[1]["resource"]["message"]["content"] == "hello"
    again = await post(stand_in, where, ANSWER)
    assert again == (400, {"message": "Interaction has already been acknowledged.", "code": 40060})


async def test_an_answer_after_the_deadline_finds_no_interaction() -> None:
    async with DiscordStandIn(Settings(response_seconds=0.02)) as stand_in:
        await registered(stand_in)
        asked = stand_in.command("ada", "general", "ask")
        await asked.settled.wait()
        where = f"/interactions/{asked.id}/{asked.token}/callback"
        assert await post(stand_in, where, ANSWER) == (404, {"message": "Unknown interaction", "code": 10062})


async def test_before_the_first_response_there_is_no_webhook(stand_in: DiscordStandIn) -> None:
    await registered(stand_in)
    asked = stand_in.command("ada", "general", "ask")
    where = f"/webhooks/{stand_in.state.application_id}/{asked.token}"
    assert (await post(stand_in, where, {"content": "x"}))[1]["code"] == 10015


async def test_a_token_works_for_fifteen_minutes() -> None:
    now = [1_700_000_000.0]
    async with DiscordStandIn(Settings(clock=lambda: now[0])) as stand_in:
        webhook = await answered(stand_in)
        now[0] += 899
        assert (await post(stand_in, webhook, {"content": "later"}))[0] == 200
        now[0] += 2
        late = await post(stand_in, f"{webhook}/messages/@original", {"content": "late"}, "PATCH")
        assert late == (401, {"message": "Invalid Webhook Token", "code": 50027})


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 99, None, "4"])
async def test_a_command_takes_no_response_meant_for_others(stand_in: DiscordStandIn, kind: object) -> None:
    await registered(stand_in)
    asked = stand_in.command("ada", "general", "ask")
    where = f"/interactions/{asked.id}/{asked.token}/callback"
    status, answer = await post(stand_in, where, {"type": kind, "data": {"content": "x"}})
    assert (status, answer["errors"]["type"]["_errors"][0]["code"]) == (400, "BASE_TYPE_CHOICES")
    assert asked.state == "waiting"


async def test_thinking_is_shown_until_the_first_follow_up_takes_its_place(stand_in: DiscordStandIn) -> None:
    webhook = await answered(stand_in, {"type": 5, "data": {"flags": 64}})
    (thinking,) = stand_in.visible_to("ada", "general")
    assert (thinking.thinking, thinking.ephemeral, thinking.content) == (True, True, "")
    _, filled = await post(stand_in, webhook, {"content": "done"})
    assert (filled["id"], filled["flags"]) == (thinking.id, 64)
    _, more = await post(stand_in, webhook, {"content": "more"})
    assert more["id"] != thinking.id
    assert more["interaction_metadata"]["original_response_message_id"] == thinking.id


async def test_only_a_messages_own_interaction_reaches_it(stand_in: DiscordStandIn) -> None:
    first, second = await answered(stand_in), await answered(stand_in)
    _, original = await post(stand_in, f"{first}/messages/@original", {}, "GET")
    assert (await post(stand_in, f"{second}/messages/{original['id']}", {}, "GET"))[1]["code"] == 10008


async def test_an_ephemeral_message_is_unknown_to_other_routes(stand_in: DiscordStandIn) -> None:
    webhook = await answered(stand_in, {"type": 4, "data": {"content": "hush", "flags": 64}})
    _, original = await post(stand_in, f"{webhook}/messages/@original", {}, "GET")
    assert (await post(stand_in, f"{messages(stand_in)}/{original['id']}", {}, "GET"))[1]["code"] == 10008
    assert await post(stand_in, messages(stand_in), {}, "GET") == (200, [])


async def test_autocomplete_choices_have_limits(stand_in: DiscordStandIn) -> None:
    option = {"type": 3, "name": "what", "description": "What", "autocomplete": True}
    body = {"name": "ask", "description": "Ask", "options": [option]}
    await post(stand_in, f"/applications/{stand_in.state.application_id}/commands", body)
    asking = asyncio.create_task(stand_in.autocomplete("ada", "general", "ask", "what", "x"))
    asked = await stand_in.changes.until(lambda: next(iter(stand_in.backend.interactions.waiting), None), 1)
    interaction = stand_in.interaction(asked)
    where = f"/interactions/{asked}/{interaction.token}/callback"
    choices = [{"name": "x" * 101, "value": "v"}]
    _, answer = await post(stand_in, where, {"type": 8, "data": {"choices": choices}})
    assert "data" in answer["errors"]
    async with api(stand_in) as session:
        good = {"type": 8, "data": {"choices": [{"name": "n", "value": "v"}]}}
        async with session.post(stand_in.api_url + where, json=good) as response:
            assert response.status == 204
    assert await asking == [{"name": "n", "value": "v"}]
