"""discord.py is the judge: its clients, command trees, views and modals against the stand-in."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import discord
import pytest
from discord import app_commands
from discord_bots import Impatient, command_client, echo_client, menu_client, modest_intents, running
from proving import proof, size

from adapters.standins.discord import DiscordStandIn, Limit, NotPossible, Settings, loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

PEOPLE = size(50, 500)


@pytest.fixture
async def commands(stand_in: DiscordStandIn) -> AsyncIterator[Impatient]:
    async with running(command_client(), stand_in) as client:
        yield client


def _keeping(heard: asyncio.Queue[discord.Message]) -> Callable[[discord.Message], Awaitable[None]]:
    async def on_message(message: discord.Message) -> None:
        heard.put_nowait(message)

    return on_message


def general(client: discord.Client) -> discord.TextChannel:
    (channel,) = client.guilds[0].text_channels
    return channel


async def test_an_echo_bot_replies_to_a_mention(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in):
        asked = stand_in.ask("ada", "general", "hello")
        reply = await stand_in.wait_for_reply(asked)
        assert reply.content == "you said: @bot hello"
        assert reply.reference is not None
        assert reply.reference["message_id"] == asked.id
        assert reply.pings.users == (asked.author,)


async def test_an_echo_bot_replies_in_a_direct_message(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in):
        asked = stand_in.dm("grace", "hello")
        assert (await stand_in.wait_for_reply(asked)).content == "you said: hello"
        assert stand_in.visible_to("ada", "general") == []


async def test_a_reply_to_the_bot_carries_its_text_unless_the_ping_is_off(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        first = await stand_in.wait_for_reply(stand_in.ask("ada", "general", "hello"))
        stand_in.say("ada", "general", "quiet", first, ping=False)
        await stand_in.wait_for_reply(stand_in.say("ada", "general", "loud", first))
        assert client.heard[1:] == ["", "loud"]


async def test_the_cache_knows_guild_channel_and_roles(stand_in: DiscordStandIn) -> None:
    stand_in.state.add_role("staff", mentionable=True)
    async with running(echo_client(), stand_in) as client:
        (guild,) = client.guilds
        assert guild.name == "Stand-in"
        assert [channel.name for channel in guild.text_channels] == ["general"]
        assert {role.name for role in guild.roles} == {"@everyone", "bot", "staff"}
        assert general(client).permissions_for(guild.me).send_messages


async def test_denied_permissions_reach_the_library(stand_in: DiscordStandIn) -> None:
    stand_in.deny("bot", "general", "SEND_MESSAGES")
    async with running(echo_client(), stand_in) as client:
        channel = general(client)
        assert not channel.permissions_for(client.guilds[0].me).send_messages
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("hello")
        assert refused.value.code == 50013


async def test_messages_are_sent_edited_read_and_deleted(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        channel = general(client)
        sent = await channel.send("one", embed=discord.Embed(title="two", description="three"))
        await sent.edit(content="four")
        (stored,) = stand_in.visible_to("ada", "general")
        assert (stored.content, stored.edited is not None) == ("four", True)
        assert stored.embeds[0]["description"] == "three"
        assert [message.content async for message in channel.history()] == ["four"]
        assert (await channel.fetch_message(sent.id)).content == "four"
        await sent.delete()
        assert stand_in.visible_to("ada", "general") == []


async def test_history_pages_in_both_directions(stand_in: DiscordStandIn) -> None:
    for number in range(6):
        stand_in.say("ada", "general", f"<@{stand_in.state.bot.id}> {number}")
    messages = stand_in.visible_to("ada", "general")
    async with running(echo_client(), stand_in) as client:
        channel = general(client)
        after = discord.Object(int(messages[1].id))
        before = discord.Object(int(messages[4].id))
        texts = [m.content[-1] async for m in channel.history(after=after, limit=2)]
        assert texts == ["2", "3"]
        assert [m.content[-1] async for m in channel.history(before=before, limit=2)] == ["3", "2"]


async def test_what_people_change_reaches_the_bot(stand_in: DiscordStandIn) -> None:
    client = echo_client()
    seen: asyncio.Queue[str] = asyncio.Queue()

    @client.event
    async def on_message_edit(_: discord.Message, after: discord.Message) -> None:
        seen.put_nowait(f"edited {after.content}")

    @client.event
    async def on_message_delete(message: discord.Message) -> None:
        seen.put_nowait(f"deleted {message.content}")

    async with running(client, stand_in):
        asked = stand_in.dm("ada", "frist")
        await stand_in.wait_for_reply(asked)
        stand_in.edit("ada", asked, "first")
        assert await asyncio.wait_for(seen.get(), 2) == "edited first"
        stand_in.delete("ada", asked)
        assert await asyncio.wait_for(seen.get(), 2) == "deleted first"


async def test_an_edit_that_adds_a_mention_brings_the_text_and_pings_nobody(stand_in: DiscordStandIn) -> None:
    client = echo_client()
    seen: asyncio.Queue[discord.Message] = asyncio.Queue()

    @client.event
    async def on_raw_message_edit(payload: discord.RawMessageUpdateEvent) -> None:
        seen.put_nowait(payload.message)

    async with running(client, stand_in):
        said = stand_in.say("ada", "general", "is it safe?")
        stand_in.edit("ada", said, "is it really safe?")
        stand_in.edit("ada", said, f"{stand_in.mention} is it safe?")
        unread, read = [await asyncio.wait_for(seen.get(), 2) for _ in range(2)]
        assert (unread.content, unread.mentions) == ("", [])
        assert (read.content, [each.id for each in read.mentions]) == (
            f"{stand_in.mention} is it safe?",
            [int(stand_in.state.bot.id)],
        )
        assert not said.pings


async def test_a_rewritten_reply_still_mentions_whom_it_pinged(stand_in: DiscordStandIn) -> None:
    asked = stand_in.say("grace", "general", "anyone?")
    loud, quiet = (stand_in.say("ada", "general", "me", asked, ping=ping) for ping in (True, False))
    for each in (loud, quiet):
        stand_in.edit("ada", each, "not me")
    assert loud.mentioned
    assert loud.mentioned.users == (asked.author,)
    assert not quiet.mentioned


async def test_a_forward_carries_the_words_and_not_who_wrote_them(stand_in: DiscordStandIn) -> None:
    client = Impatient(intents=modest_intents())
    heard: asyncio.Queue[discord.Message] = asyncio.Queue()

    @client.event
    async def on_message(message: discord.Message) -> None:
        if message.flags.forwarded:
            heard.put_nowait(message)

    async with running(client, stand_in):
        said = stand_in.say("ada", "general", "he fainted")
        direct = stand_in.state.dm(stand_in.state.person("grace").id)
        stand_in.forward("grace", said, direct.id)
        stand_in.forward("grace", said, "general")
        private, public = [await asyncio.wait_for(heard.get(), 2) for _ in range(2)]
        assert private.reference
        assert (private.reference.type, private.reference.message_id) == (
            discord.MessageReferenceType.forward,
            int(said.id),
        )
        assert private.reference.resolved is None
        assert (private.content, [each.content for each in private.message_snapshots]) == ("", ["he fainted"])
        assert [each.content for each in public.message_snapshots] == [""]


async def test_only_what_a_person_sees_can_be_forwarded(stand_in: DiscordStandIn) -> None:
    secret = stand_in.dm("ada", "psst")
    with pytest.raises(NotPossible, match="linus does not see"):
        stand_in.forward("linus", secret, "general")


@pytest.mark.parametrize("carries", [False, True])
async def test_the_bots_role_is_known_by_its_tag_and_a_mention_of_it_may_carry_text(*, carries: bool) -> None:
    async with DiscordStandIn(Settings(role_mentions_carry_text=carries)) as stand_in:
        client = Impatient(intents=modest_intents())
        heard: asyncio.Queue[discord.Message] = asyncio.Queue()
        client.event(_keeping(heard))
        async with running(client, stand_in):
            role = stand_in.state.role("bot")
            role.mentionable = True
            stand_in.say("ada", "general", f"<@&{role.id}> is it safe?")
            message = await asyncio.wait_for(heard.get(), 2)
            (mentioned,) = message.role_mentions
            assert mentioned.managed
            assert mentioned.tags
            assert (mentioned.tags.bot_id, message.mentions) == (int(stand_in.state.bot.id), [])
            assert message.content == (f"<@&{role.id}> is it safe?" if carries else "")


async def test_people_attach_files_and_send_voice_messages(stand_in: DiscordStandIn) -> None:
    client = Impatient(intents=modest_intents())
    heard: asyncio.Queue[discord.Message] = asyncio.Queue()
    client.event(_keeping(heard))
    async with running(client, stand_in):
        stand_in.say("ada", "general", stand_in.mention, files=["knee.jpg"])
        stand_in.dm("ada", "", files=["voice-message.ogg"])
        stand_in.say("ada", "general", "look", files=["knee.jpg"])
        picture, voice, unread = [await asyncio.wait_for(heard.get(), 2) for _ in range(3)]
        (attached,) = picture.attachments
        assert (attached.filename, attached.content_type) == ("knee.jpg", "image/jpeg")
        assert await attached.read() == b"knee.jpg"
        assert (voice.content, voice.flags.voice, len(voice.attachments)) == ("", True, 1)
        assert unread.attachments == []
    stand_in.deny("ada", "general", "ATTACH_FILES")
    with pytest.raises(NotPossible, match="no ATTACH_FILES in #general"):
        stand_in.say("ada", "general", "look", files=["knee.jpg"])


async def test_reactions_go_both_ways(stand_in: DiscordStandIn) -> None:
    intents = modest_intents()
    intents.guild_reactions = True
    client = Impatient(intents=intents)
    seen: asyncio.Queue[str] = asyncio.Queue()

    @client.event
    async def on_raw_reaction_add(event: discord.RawReactionActionEvent) -> None:
        seen.put_nowait(f"{event.emoji} {event.user_id}")

    async with running(client, stand_in):
        sent = await general(client).send("hello")
        await sent.add_reaction("👍")
        await asyncio.wait_for(seen.get(), 2)
        stand_in.react("ada", str(sent.id), "🎉")
        ada = stand_in.state.person("ada").id
        assert await asyncio.wait_for(seen.get(), 2) == f"🎉 {ada}"
        assert stand_in.message(str(sent.id)).reactions == {"👍": [stand_in.state.bot.id], "🎉": [ada]}
        await sent.remove_reaction("👍", discord.Object(int(stand_in.state.bot.id)))
        assert list(stand_in.message(str(sent.id)).reactions) == ["🎉"]


async def test_a_thread_is_a_channel_of_its_own(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        sent = await general(client).send("topic")
        thread = await sent.create_thread(name="details")
        asked = stand_in.ask("ada", "details", "in here")
        assert (await stand_in.wait_for_reply(asked)).content == "you said: @bot in here"
        await thread.send("bye")
        assert [m.content for m in stand_in.visible_to("ada", "general")] == ["topic"]
        await thread.edit(archived=True)
        with pytest.raises(discord.HTTPException, match="Thread is archived"):
            await client.http.delete_message(thread.id, int(stand_in.visible_to("ada", "details")[-1].id))


async def test_the_bot_can_write_first_unless_the_person_refuses(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        ada, linus = [await client.fetch_user(int(stand_in.state.person(n).id)) for n in ("ada", "linus")]
        await ada.send("hello")
        assert stand_in.state.dm(str(ada.id)).messages[0].content == "hello"
        stand_in.state.dm(str(linus.id)).refuses = True
        with pytest.raises(discord.Forbidden) as refused:
            await linus.send("hello")
        assert refused.value.code == 50007


async def test_a_file_is_kept_and_can_be_read_back(stand_in: DiscordStandIn) -> None:
    async with running(echo_client(), stand_in) as client:
        sent = await general(client).send("see", file=discord.File(io.BytesIO(b"data"), "note.txt"))
        assert sent.attachments[0].filename == "note.txt"
        assert await sent.attachments[0].read() == b"data"


async def test_a_wrong_token_is_a_login_failure(stand_in: DiscordStandIn) -> None:
    with loopback.pointed_at(stand_in.url):
        async with echo_client() as client:
            with pytest.raises(discord.LoginFailure):
                await client.login("wrong")


async def test_pointing_the_library_at_loopback_ends_with_the_block(stand_in: DiscordStandIn) -> None:
    before = (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)
    with loopback.pointed_at(stand_in.url):
        assert stand_in.url in discord.http.Route.BASE
    assert before == (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.mark.usefixtures("commands")
async def test_a_command_is_registered_and_answered(stand_in: DiscordStandIn) -> None:
    asked = stand_in.command("ada", "general", "ask", {"question": "why"})
    reply = await stand_in.wait_for_reply(asked)
    assert (reply.content, reply.ephemeral, reply.type, asked.response) == ("answer to why", False, 20, 4)
    assert reply.interaction is not None
    assert reply.interaction["user"]["id"] == stand_in.state.person("ada").id


@pytest.mark.usefixtures("commands")
async def test_a_command_works_in_a_direct_message(stand_in: DiscordStandIn) -> None:
    dm = stand_in.state.dm(stand_in.state.person("ada").id)
    asked = stand_in.command("ada", dm.id, "ask", {"question": "why"})
    assert (await stand_in.wait_for_reply(asked)).channel == dm.id


async def test_commands_of_the_menus_get_what_they_were_chosen_on(stand_in: DiscordStandIn) -> None:
    log = stand_in.state.add_channel("log")
    async with running(menu_client(log.id), stand_in):
        said = stand_in.say("grace", "general", "buy pills")
        joined = stand_in.context_menu("ada", "general", "Show Join Date", "grace")
        shown = await stand_in.wait_for_reply(joined)
        assert (shown.content, shown.type) == ("grace joined in 2024", 23)
        reported = stand_in.context_menu("ada", "general", "Report to Moderators", said)
        thanks = await stand_in.wait_for_reply(reported)
        assert (thanks.content, thanks.ephemeral) == (f"Reported: <@{said.author}>", True)
        assert thanks.interaction
        assert thanks.interaction["target_message_id"] == said.id
        await stand_in.settle()
        (logged,) = stand_in.visible_to("ada", "log")
        assert logged.embeds[0]["description"] == "buy pills"
        assert logged.components[0]["components"][0]["url"].endswith(f"/{said.channel}/{said.id}")


async def test_a_menu_holds_only_its_own_kind_of_command(stand_in: DiscordStandIn) -> None:
    async with running(menu_client("1"), stand_in):
        said = stand_in.say("grace", "general", "hello")
        with pytest.raises(NotPossible, match="no command Show Join Date is registered there; there are Report"):
            stand_in.context_menu("ada", "general", "Show Join Date", said)
        with pytest.raises(NotPossible, match="no command /Show is registered there; there are none"):
            stand_in.command("ada", "general", "Show Join Date")


@pytest.mark.usefixtures("commands")
async def test_autocomplete_offers_what_the_bot_suggests(stand_in: DiscordStandIn) -> None:
    choices = await stand_in.autocomplete("ada", "general", "ask", "question", "wh")
    assert [choice["name"] for choice in choices] == ["why", "when", "what for"]


@pytest.mark.usefixtures("commands")
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("nothing", {}),
        ("ask", {}),
        ("ask", {"question": ""}),
        ("ask", {"question": "x" * 201}),
        ("ask", {"question": 1}),
        ("ask", {"question": "why", "more": 1}),
    ],
)
async def test_the_client_lets_nobody_send_what_the_command_forbids(
    stand_in: DiscordStandIn, name: str, options: dict[str, object]
) -> None:
    with pytest.raises(NotPossible):
        stand_in.command("ada", "general", name, options)


@pytest.mark.usefixtures("commands")
async def test_a_deferred_answer_fills_the_thinking_message_and_keeps_its_privacy(
    stand_in: DiscordStandIn,
) -> None:
    asked = stand_in.command("ada", "general", "slow", {"how": "private"})
    first, second = await stand_in.wait_for_replies(asked, 2)
    assert (first.id, first.content, first.ephemeral) == (asked.original, "thought about it", True)
    assert (second.content, second.ephemeral, second.via) == ("and more", True, "followup")
    assert stand_in.visible_to("grace", "general") == []


@pytest.mark.usefixtures("commands")
async def test_a_public_deferral_stays_public_and_a_private_follow_up_private(
    stand_in: DiscordStandIn,
) -> None:
    asked = stand_in.command("ada", "general", "slow", {"how": "public"})
    await stand_in.wait_for_replies(asked, 2)
    assert [message.content for message in stand_in.visible_to("grace", "general")] == ["thought about it"]


async def test_an_answer_of_2001_characters_is_refused_and_may_be_given_again(
    stand_in: DiscordStandIn, commands: Impatient
) -> None:
    reply = await stand_in.wait_for_reply(stand_in.command("ada", "general", "long"))
    assert reply.content == "that was too long"
    (failure,) = commands.failures
    assert (failure.status, failure.code) == (400, 50035)
    assert failure.text == "Invalid Form Body\nIn data.content: Must be 2000 or fewer in length."


@pytest.mark.usefixtures("commands")
async def test_a_button_answers_only_whoever_pressed_it(stand_in: DiscordStandIn) -> None:
    reply = await stand_in.wait_for_reply(stand_in.command("ada", "general", "ask", {"question": "why"}))
    pressed = stand_in.press("grace", reply, "more")
    assert (await stand_in.wait_for_reply(pressed)).content == "more of it"
    assert [m.content for m in stand_in.visible_to("ada", "general")] == ["answer to why"]


@pytest.mark.usefixtures("commands")
async def test_a_button_may_change_its_message(stand_in: DiscordStandIn) -> None:
    reply = await stand_in.wait_for_reply(stand_in.command("ada", "general", "ask", {"question": "why"}))
    changed = await stand_in.wait_for_reply(stand_in.press("ada", reply, "change"))
    assert (changed.id, changed.content, changed.components) == (reply.id, "changed", [])
    with pytest.raises(NotPossible):
        stand_in.press("ada", reply, "more")


@pytest.mark.usefixtures("commands")
async def test_a_menu_gives_the_chosen_values(stand_in: DiscordStandIn) -> None:
    reply = await stand_in.wait_for_reply(stand_in.command("ada", "general", "ask", {"question": "why"}))
    chosen = await stand_in.wait_for_reply(stand_in.press("ada", reply, "colour", ["green"]))
    assert chosen.content == "you chose green"
    with pytest.raises(NotPossible, match="no option 'blue'"):
        stand_in.press("ada", reply, "colour", ["blue"])


@pytest.mark.usefixtures("commands")
async def test_a_modal_is_shown_and_submitted(stand_in: DiscordStandIn) -> None:
    reply = await stand_in.wait_for_reply(stand_in.command("ada", "general", "ask", {"question": "why"}))
    pressed = stand_in.press("ada", reply, "tell")
    assert (await stand_in.wait_for_modal(pressed))["title"] == "Tell us"
    with pytest.raises(NotPossible, match="takes 0 to 20 characters"):
        stand_in.submit("ada", pressed, {"about": "x" * 21})
    submitted = stand_in.submit("ada", pressed, {"about": "a bug"})
    assert (await stand_in.wait_for_reply(submitted)).content == "noted: a bug"


async def test_silence_for_three_seconds_is_shown_to_the_person() -> None:
    async with DiscordStandIn(Settings(response_seconds=0.05)) as stand_in:
        async with running(command_client(silent=True), stand_in):
            asked = stand_in.command("ada", "general", "ask", {"question": "why"})
            with pytest.raises(TimeoutError, match="did not respond"):
                await stand_in.wait_for_reply(asked)
        (notice,) = stand_in.visible_to("ada", "general")
        assert (notice.content, notice.via) == ("The application did not respond", "client")
        assert stand_in.visible_to("grace", "general") == []


async def test_an_invalid_command_fails_to_sync(stand_in: DiscordStandIn) -> None:
    async with running(command_client(), stand_in) as client:
        body = [{"name": "Ask Me", "description": "x" * 101, "type": 1}]
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.bulk_upsert_global_commands(client.application_id, body)
    assert refused.value.code == 50035
    assert "In 0.name: Command name is invalid" in refused.value.text
    assert "In 0.description: Must be between 1 and 100 in length." in refused.value.text


async def test_a_guild_command_hides_a_global_one_of_its_name(stand_in: DiscordStandIn) -> None:
    client = command_client()
    async with running(client, stand_in):
        tree = client.tree

        @tree.command(name="ask", description="Ask here", guild=client.guilds[0])
        async def ask(interaction: discord.Interaction, who: discord.Member) -> None:
            await interaction.response.send_message(f"asking {who.display_name} of {interaction.guild}")

        await tree.sync(guild=client.guilds[0])
        reply = await stand_in.wait_for_reply(stand_in.command("ada", "general", "ask", {"who": "grace"}))
        assert reply.content == "asking Grace of Stand-in"


async def test_a_subcommand_is_named_with_its_group(stand_in: DiscordStandIn) -> None:
    client = Impatient(intents=modest_intents())
    tree = app_commands.CommandTree(client)
    group = app_commands.Group(name="settings", description="Settings")

    @group.command(name="show", description="Show them")
    async def show(interaction: discord.Interaction, name: str = "all") -> None:
        await interaction.response.send_message(f"{name} settings")

    tree.add_command(group)
    async with running(client, stand_in):
        await tree.sync()
        asked = stand_in.command("ada", "general", "settings show", {"name": "some"})
        assert (await stand_in.wait_for_reply(asked)).content == "some settings"
        with pytest.raises(NotPossible, match="needs a subcommand"):
            stand_in.command("ada", "general", "settings")


async def test_an_original_response_is_edited_and_deleted(stand_in: DiscordStandIn) -> None:
    client = Impatient(intents=modest_intents())
    tree = app_commands.CommandTree(client)
    step = asyncio.Event()

    @tree.command(name="twice", description="Say it twice")
    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("once", ephemeral=True)
        await interaction.edit_original_response(content="twice")
        assert (await interaction.original_response()).content == "twice"
        await step.wait()
        await interaction.delete_original_response()

    async with running(client, stand_in):
        await tree.sync()
        asked = stand_in.command("ada", "general", "twice")
        await stand_in.settle(0.05)
        assert [m.content for m in stand_in.replies_to(asked)] == ["twice"]
        step.set()
        await stand_in.settle(0.05)
        assert stand_in.visible_to("ada", "general") == []


@proof("50 people", "500 people")
async def test_many_people_asking_at_once_are_each_answered_once() -> None:
    async with DiscordStandIn(Settings(limits={}, global_limit=None)) as stand_in:
        for number in range(PEOPLE):
            stand_in.state.add_person(f"person{number}")
        async with running(echo_client(), stand_in):
            asked = [stand_in.ask(f"person{number}", "general", str(number)) for number in range(PEOPLE)]
            replies = await asyncio.gather(*(stand_in.wait_for_reply(each) for each in asked))
            await stand_in.settle(0.05)
        assert sorted(reply.content for reply in replies) == sorted(f"you said: @bot {n}" for n in range(PEOPLE))
        assert all(len(stand_in.replies_to(each)) == 1 for each in asked)


async def test_the_library_keeps_to_the_rate_limit_by_its_headers() -> None:
    limits = {"POST /channels/{channel}/messages": Limit(2, 0.2)}
    async with DiscordStandIn(Settings(limits=limits)) as stand_in, running(echo_client(), stand_in):
        asked = [stand_in.ask("ada", "general", str(number)) for number in range(5)]
        await asyncio.gather(*(stand_in.wait_for_reply(each) for each in asked))
        sent = [
            frame for frame in stand_in.recorder.frames if frame.direction == "out" and frame.transport == "http"
        ]
        assert not [frame for frame in sent if frame.body["status"] == 429]
        posted = [frame.at for frame in sent if frame.name.endswith("/messages")]
        assert posted[-1] - posted[0] > 0.3
