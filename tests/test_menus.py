"""Where people reach the bot in each platform's own way: menus, servers, threads, groups, their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.assembly.local_service import local_discord, local_slack
from adapters.discord import registering
from adapters.discord.naming import Naming
from adapters.standins.discord import DiscordStandIn, NotPossible, Settings, payloads
from botcore import Faq, load_faq

if TYPE_CHECKING:
    from adapters.answering import Answerer
    from botcore import Bot

QUESTION = "what is the most common agent used in prolotherapy?"
MENU = "Answer from the FAQ"


@pytest.fixture(scope="module")
def german() -> Faq:
    entry = "{id: a, question: Was?, answer: Das., phrasings: [wie]}"
    words = "{command_name: Frage, command: Frag die FAQ, command_question: Deine Frage, menu: Aus der FAQ}"
    return load_faq(f"disclaimer: Kein Rat.\nlanguage: de\nmessages: {words}\nentries: [{entry}]\n")


def commands_of(discord: DiscordStandIn) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in discord.state.commands[""]}


async def test_a_message_in_a_thread_is_answered_in_that_thread_to_who_asked_alone(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        first = slack.say("ada", "general", "hello all")
        question = slack.say("ada", "general", QUESTION, first.ts)
        slack.message_shortcut("grace", question, "prolo_answer")
        await slack.settle()
        await local.drain()
        (reply,) = [each for each in slack.visible_to("grace", "general") if each.ephemeral]
        assert (reply.via, reply.thread_ts, "dextrose" in reply.text) == ("response_url", first.ts, True)
        assert reply not in slack.visible_to("ada", "general")


async def test_a_message_where_the_bot_is_no_member_is_answered_all_the_same(answer: Answerer) -> None:
    async with local_slack(answer) as local:
        slack = local.standin
        slack.workspace.channel("general").members.remove(slack.workspace.bot.id)
        question = slack.say("ada", "general", QUESTION)
        reply = await slack.wait_for_reply(slack.message_shortcut("grace", question, "prolo_answer"))
        assert (reply.ephemeral, "dextrose" in reply.text) == (True, True)


async def test_the_command_and_the_menu_are_there_in_servers_direct_messages_and_groups(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        for name in ("prolo", MENU):
            assert commands_of(discord)[name]["contexts"] == [0, 1, 2]
            assert commands_of(discord)[name]["integration_types"] == [0, 1]
        group, direct = discord.state.group("ada"), discord.state.dm(discord.state.person("ada").id)
        for place in ("general", direct.id, group.id):
            reply = await discord.wait_for_reply(discord.command("ada", place, "prolo", {"question": QUESTION}))
            assert "dextrose" in reply.content
            assert reply.ephemeral


async def test_an_application_that_people_cannot_install_says_so_of_its_commands(answer: Answerer) -> None:
    async with local_discord(answer, Settings(installs=(0,))) as local:
        discord = local.standin
        assert commands_of(discord)["prolo"]["integration_types"] == [0]
        with pytest.raises(NotPossible):
            discord.command("ada", discord.state.group("ada").id, "prolo", {"question": QUESTION})


async def test_a_forum_post_and_a_thread_are_answered_there(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        forum = discord.state.add_channel("questions", kind=15)
        for parent in (discord.state.channel("general"), forum):
            post = discord.state.add_thread(parent, "about agents", discord.state.person("ada").id)
            discord.backend.dispatcher.everywhere("THREAD_CREATE", post, payloads.channel(discord.state, post))
            reply = await discord.wait_for_reply(discord.ask("ada", post.id, QUESTION))
            assert (reply.channel, "dextrose" in reply.content) == (post.id, True)
            again = await discord.wait_for_reply(discord.command("ada", post.id, "prolo", {"question": QUESTION}))
            assert (again.channel, again.ephemeral) == (post.id, True)


async def test_a_menu_s_command_and_a_button_work_after_a_restart(answer: Answerer) -> None:
    async with local_discord(answer) as local:
        discord = local.standin
        listed = await discord.wait_for_reply(discord.ask("ada", "general", "help"))
        await local.built[0].close()  # type: ignore[attr-defined] # discord.py gives up, the supervisor does not
        await discord.changes.until(lambda: len(local.built) == 2 or None, 10)
        await discord.wait_connected()
        pick = listed.components[0]["components"][0]["custom_id"]
        assert await discord.wait_for_reply(discord.press("ada", listed, pick))
        question = discord.say("ada", "general", QUESTION)
        reply = await discord.wait_for_reply(discord.context_menu("grace", "general", MENU, question))
        assert (reply.ephemeral, "dextrose" in reply.content) == (True, True)


async def test_who_reads_the_file_s_language_sees_its_words_for_the_commands(
    answer: Answerer, german: Faq
) -> None:
    async with local_discord(answer, faq=german) as local:
        found = commands_of(local.standin)
        prolo, menu = found["prolo"], found[MENU]
        assert (prolo["description"], prolo["description_localizations"]) == (
            "Ask the FAQ",
            {"de": "Frag die FAQ"},
        )
        assert prolo["options"][0]["description_localizations"] == {"de": "Deine Frage"}
        assert menu["name_localizations"] == {"de": "Aus der FAQ"}
        assert (prolo["name"], prolo["name_localizations"]) == ("prolo", {"de": "frage"})


async def test_an_english_file_s_words_for_the_commands_are_everybody_s(answer: Answerer, bot: Bot) -> None:
    words = bot.faq.messages.model_copy(update={"command": "Ask the guide"})
    faq = bot.faq.model_copy(update={"messages": words})
    async with local_discord(answer, faq=faq) as local:
        assert commands_of(local.standin)["prolo"]["description"] == "Ask the guide"
        assert not commands_of(local.standin)["prolo"]["description_localizations"]


async def test_commands_that_discord_has_are_not_published_again(
    answer: Answerer, german: Faq, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    drift = registering.drift

    async def noted(tree: Any) -> registering.Drift:
        looked.append(await drift(tree))
        return looked[-1]

    monkeypatch.setattr(registering, "drift", noted)
    async with local_discord(answer, faq=german) as local:
        await local.built[0].close()  # type: ignore[attr-defined] # discord.py gives up, the supervisor does not
        await local.standin.changes.until(lambda: len(local.built) == 2 or None, 10)
        await local.standin.wait_connected()
        await local.standin.settle()
    assert looked == [
        registering.Drift(("prolo", "prolo-settings", "Answer from the FAQ"), ()),
        registering.IN_STEP,
    ]


def test_a_language_of_one_region_is_read_in_all_of_them(german: Faq) -> None:
    assert Naming(german.messages, "de-AT").named("menu").extras["own"] == "Aus der FAQ"
