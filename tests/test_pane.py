"""Slack's assistant's pane greets with the disclaimer and suggests questions; what is asked there is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from adapters.assembly.local_service import local_slack
from adapters.slack.manifest import manifest_text, scopes
from adapters.standins.slack import Settings

if TYPE_CHECKING:
    import pytest

    from adapters.answering import Answerer
    from botcore import Bot

URGENT = "I can't breathe since the injection"


def granted(*, pane: bool) -> Settings:
    manifest = yaml.safe_load(manifest_text(pane=True))
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    asked_for = manifest["oauth_config"]["scopes"]["bot"]
    return Settings(scopes=tuple(asked_for if pane else scopes()), events=tuple(events), messages_per_second=None)


async def test_whoever_opens_it_is_greeted_and_shown_questions_that_are_answered_in_its_thread(
    answer: Answerer, bot: Bot
) -> None:
    async with local_slack(answer, granted(pane=True)) as local:
        slack = local.standin
        thread = slack.open_pane("ada")
        await slack.settle()
        await local.drain()
        (greeting,) = [
            each for each in slack.visible_to("ada", thread.channel) if each.thread_ts and each.is_reply
        ]
        assert greeting.thread_ts == thread.ts
        assert greeting.text.endswith(str(bot.faq.disclaimer_short))
        prompts = slack.workspace.prompts[thread.ts]
        assert [each["message"] for each in prompts] == [entry.question for entry in bot.faq.entries[:4]]
        for text, shown in ((prompts[0]["message"], bot.faq.entries[0].answer), (URGENT, "Call ")):
            said = slack.dm("ada", text, thread.ts)
            reply = await slack.wait_for_reply(said)
            assert (reply.thread_ts, shown in reply.text) == (thread.ts, True)


async def test_without_its_scope_there_is_the_greeting_alone(
    answer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    async with local_slack(answer, granted(pane=False)) as local:
        slack = local.standin
        thread = slack.open_pane("ada")
        await slack.settle()
        await local.drain()
        assert len([each for each in slack.visible_to("ada", thread.channel) if each.is_reply]) == 1
        assert slack.workspace.prompts == {}
    assert "prompts_not_shown" in capsys.readouterr().out


def test_the_manifest_with_the_pane_is_the_plain_one_and_that() -> None:
    plain, more = (yaml.safe_load(manifest_text(pane=pane)) for pane in (False, True))
    assert more["features"].pop("assistant_view")["assistant_description"].endswith("Not medical advice.")
    assert more["oauth_config"]["scopes"]["bot"].pop() == "assistant:write"
    del more["settings"]["event_subscriptions"]["bot_events"][-2:]
    assert more == plain
