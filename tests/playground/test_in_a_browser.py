"""The playground as people use it; the bot, the stand-ins and the browser are real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from botcore import Asked, Kind

if TYPE_CHECKING:
    from driving import Person
    from playwright.sync_api import Route
    from running import Running

    from botcore import Bot

pytestmark = pytest.mark.browser

SAFE = "Is it safe to use prolotherapy for neck pain?"
DISCLAIMER = "medical advice"
UNCLEAR = ("how bad is it", "is it safe", "how does it work", "why use it", "dextrose?", "does it hurt the neck")


@pytest.fixture(scope="module")
def unclear(bot: Bot) -> str:
    """Something the bot asks back about, whatever the thresholds are just now."""
    return next(text for text in UNCLEAR if bot.reply(Asked(text)).kind is Kind.CLARIFY)


def test_a_mention_is_answered_on_both_platforms_with_the_disclaimer(person: Person) -> None:
    for pane in (person.slack, person.discord):
        reply = pane.ask(f"@prolobot {SAFE}")
        expect(reply).to_contain_text(SAFE)
        expect(reply).to_contain_text("extremely safe and effective treatment")
        expect(reply).to_contain_text(DISCLAIMER)
        expect(reply.locator(".app")).to_have_text("APP")


def test_slack_answers_in_a_thread_and_discord_as_a_reply(person: Person) -> None:
    inside = person.slack.ask(f"@prolobot {SAFE}")
    assert inside.evaluate("e => e.closest('.thread') !== null")
    expect(person.discord.ask(f"@prolobot {SAFE}").locator(".reference")).to_contain_text("@Ada")


def test_an_unclear_question_offers_entries_and_a_press_shows_the_answer(person: Person, unclear: str) -> None:
    name = re.compile(r"^(Show answer|1\. )")
    for pane in (person.slack, person.discord):
        pane.become("Linus")
        offered = pane.ask(f"@prolobot {unclear}")
        expect(offered.locator(".kind-clarify")).to_be_visible()
        picked = pane.after(offered.get_by_role("button", name=name).first.click)
        expect(picked.locator(".kind-answer")).to_be_visible()
        expect(person.why(picked)).to_contain_text("picked from an earlier reply")
        person.page.keyboard.press("Escape")


def test_a_follow_up_in_a_thread_is_read_with_what_came_before(person: Person) -> None:
    first = person.slack.become("Grace").ask("@prolobot how does dextrose prolotherapy work for neck pain?")
    first.get_by_role("button", name="Reply in thread").click()
    expect(person.slack.root.locator(".target")).to_contain_text("In a thread with prolobot")
    expect(person.slack.field).to_have_value("@prolobot ")
    second = person.slack.ask("@prolobot and is that safe?")
    assert first.evaluate(
        "(e, other) => e.closest('.thread') === other.closest('.thread')", second.element_handle()
    )
    expect(person.why(second)).to_contain_text("A follow-up to")


def test_a_follow_up_in_a_direct_message_is_read_with_what_came_before(person: Person) -> None:
    direct = person.discord.become("Grace", direct=True)
    direct.ask("how does dextrose prolotherapy work for neck pain?")
    expect(person.why(direct.ask("and is that safe?"))).to_contain_text("A follow-up to")


def test_a_red_flag_comes_first_on_both_platforms(person: Person) -> None:
    for pane in (person.slack, person.discord):
        urgent = pane.ask("@prolobot I can't breathe since the injection")
        expect(urgent.locator(".kind-urgent")).to_be_visible()
        first = urgent.locator(".content .heading, .content .text strong").first
        expect(first).to_have_text("Call your local emergency number now.")


def test_the_beginning_of_a_reply_longer_than_a_phone_is_in_view(person: Person) -> None:
    person.page.set_viewport_size({"width": 375, "height": 480})
    for platform, pane in (("slack", person.slack), ("discord", person.discord)):
        person.page.locator(f'#switch [data-pane="{platform}"]').click()
        for text in ("when to seek medical attention after prolo", SAFE):
            long = pane.become("Grace", direct=True).ask(text)
            assert long.evaluate("e => e.clientHeight > e.closest('.scroll').clientHeight")
            expect(long.locator(".by")).to_be_in_viewport(ratio=1)
            expect(long.locator(".content .text").first).to_be_in_viewport(ratio=0.2)


def test_a_platform_that_was_out_of_sight_shows_the_beginning_of_its_newest_reply(person: Person) -> None:
    person.page.set_viewport_size({"width": 1280, "height": 400})
    long = person.discord.become("Ada").ask("@prolobot when to seek medical attention after prolo")
    person.page.set_viewport_size({"width": 375, "height": 480})
    expect(long).not_to_be_in_viewport()
    person.page.locator('#switch [data-pane="discord"]').click()
    expect(long.locator(".by")).to_be_in_viewport(ratio=1)


def test_slacks_command_is_answered_to_one_person_alone(person: Person) -> None:
    slack = person.slack.become("Ada")
    reply = slack.ask("/prolo what are the side effects?")
    expect(reply).to_contain_text("Only visible to you")
    slack.become("Grace")
    expect(reply).to_have_count(0)
    slack.become("Ada")
    expect(reply).to_have_count(1)


def test_discords_command_suggests_questions_while_one_types(person: Person) -> None:
    discord = person.discord
    discord.field.press_sequentially("/")
    expect(discord.completions).to_contain_text(["/prolo"])
    discord.field.press("Enter")
    discord.field.press_sequentially("agent")
    expect(discord.completions).to_have_count(1)
    discord.field.press("ArrowDown")
    expect(discord.completions.first).to_have_attribute("aria-selected", "true")
    discord.field.press("Enter")
    expect(discord.field).to_have_value("/prolo Which is the most common agent used in prolotherapy?")
    reply = discord.after(lambda: discord.field.press("Enter"))
    expect(reply).to_contain_text("Only you can see this")
    expect(reply).to_contain_text("Ada used /prolo")


def test_what_was_chosen_in_a_list_stays_chosen_when_a_late_answer_offers_it_again(person: Person) -> None:
    discord = person.discord
    discord.field.press_sequentially("/prolo agen")
    expect(discord.completions).to_have_count(1)
    held: list[Route] = []
    person.page.route("**/do/discord/suggest", lambda route: held.append(route))  # noqa: PLW0108 - a method of a list is refused
    with person.page.expect_request("**/do/discord/suggest"):
        discord.field.press_sequentially("t")
    discord.field.press("ArrowDown")
    expect(discord.completions.first).to_have_attribute("aria-selected", "true")
    (late,) = held
    found = late.fetch()
    more = [*found.json()["choices"], {"name": "Another", "value": "Another"}]
    late.fulfill(response=found, json={"choices": more})
    expect(discord.completions).to_have_count(2)
    expect(discord.completions.first).to_have_attribute("aria-selected", "true")
    person.page.unroute("**/do/discord/suggest")
    discord.field.press("Enter")
    expect(discord.field).to_have_value("/prolo Which is the most common agent used in prolotherapy?")


def test_nobody_is_answered_who_does_not_ask_the_bot(person: Person) -> None:
    person.slack.field.fill("good morning everyone")
    person.slack.field.press("Enter")
    expect(person.slack.messages.last).to_contain_text("good morning everyone")
    # Whatever the bot did wrong would come before this reply.
    before = person.slack.replies.count()
    person.slack.ask(f"@prolobot {SAFE}")
    assert person.slack.replies.count() == before + 1


def test_feedback_is_thanked_for_on_both_platforms(person: Person) -> None:
    for pane in (person.slack, person.discord):
        reply = pane.become("Linus").ask(f"@prolobot {SAFE}")
        reply.get_by_role("button", name="👍 Helpful").click()
        thanks = pane.messages.filter(has_text="Thank you, noted.").last
        expect(thanks).to_contain_text(DISCLAIMER)


def test_a_reason_is_asked_for_in_a_form_and_thanked_for_on_both_platforms(person: Person) -> None:
    for pane in (person.slack, person.discord):
        reply = pane.become("Ada").ask(f"@prolobot {SAFE}")
        reply.get_by_role("button", name="👎 Not helpful").click()
        form = person.page.locator("#form")
        expect(form.get_by_role("heading", name="What was missing?")).to_be_visible()
        expect(form).to_contain_text("Please leave out anything about your health.")
        expect(form).to_contain_text("Not medical advice")
        form.get_by_label("In your own words").fill("how long it takes")
        form.locator("button[type=submit]").click()
        expect(form).to_be_hidden()
        thanks = pane.messages.filter(has_text="Thank you, noted.").last
        expect(thanks).to_contain_text(DISCLAIMER)


def test_the_faq_is_asked_about_somebody_else_s_message_on_both_platforms(person: Person) -> None:
    for pane in (person.slack, person.discord):
        pane.become("Grace").field.fill("which agent is used most in prolotherapy?")
        pane.field.press("Enter")
        said = pane.messages.filter(has_text="which agent is used most in prolotherapy?").last
        pane.become("Linus")
        answered = pane.after(said.get_by_role("button", name="Answer from the FAQ").click)
        expect(answered).to_contain_text("Hyperosmolar dextrose")
        expect(answered.locator(".only")).to_be_visible()
        assert pane.become("Grace").messages.filter(has=answered).count() == 0


def test_the_drawer_says_why_and_what_was_on_the_wire(person: Person) -> None:
    sent = {"slack": "chat.postMessage", "discord": "POST /channels/"}
    for platform, pane in (("slack", person.slack), ("discord", person.discord)):
        drawer = person.why(pane.become("Ada").ask("@prolobot prolotherapy neck safe"))
        expect(drawer.locator(".badge")).to_have_text("answer")
        expect(drawer).to_contain_text("from 0.")
        expect(drawer.locator(".candidates li").first).to_contain_text("safety-neck")
        expect(drawer.locator(".candidates li").first).to_contain_text("prolotherapy neck safe")
        expect(drawer.locator(".finding")).to_have_text("nothing found")
        expect(drawer.locator("details[open] summary")).to_contain_text(sent[platform])
        expect(drawer.locator("details[open] pre")).to_contain_text("extremely safe and effective treatment")
        person.page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()


def test_a_changed_file_answers_at_once_and_a_bad_one_is_refused_with_its_lines(
    person: Person, playground: Running
) -> None:
    good = playground.faq.read_text(encoding="utf-8")
    try:
        playground.faq.write_text(
            good.replace("Prolotherapy is an extremely safe", "TAKEN OVER: an extremely safe")
        )
        expect(person.page.locator("#status")).to_contain_text("again")
        expect(person.page.locator("#status")).to_contain_text("8 entries")
        expect(person.slack.ask(f"@prolobot {SAFE}")).to_contain_text("TAKEN OVER")
        playground.faq.write_text(good.replace("id: safety-neck", "id: [safety-neck"))
        faults = person.page.locator("#faults")
        expect(faults).to_contain_text("the one before still answers")
        expect(faults.locator("li").first).to_contain_text("faq.yaml:")
        expect(person.slack.ask(f"@prolobot {SAFE}")).to_contain_text("TAKEN OVER")
    finally:
        playground.faq.write_text(good)
    expect(person.page.locator("#faults")).to_be_hidden()
    expect(person.discord.ask(f"@prolobot {SAFE}")).to_contain_text("Prolotherapy is an extremely safe")


def test_what_people_write_is_never_read_as_markup(person: Person) -> None:
    hostile = "<img src=x onerror=alert(1)> <script>alert(2)</script> <!channel> **x** & [a](javascript:alert(3))"
    for pane in (person.slack, person.discord):
        pane.field.fill(hostile)
        pane.field.press("Enter")
        said = pane.messages.filter(has_text="onerror").last.locator(".content")
        expect(said).to_contain_text("<img src=x onerror=alert(1)> <script>alert(2)</script>")
        assert said.locator("img, script, a").count() == 0


def test_what_was_said_is_still_there_after_the_page_is_opened_again(person: Person) -> None:
    person.slack.ask(f"@prolobot {SAFE}")
    before = person.slack.messages.count()
    person.page.reload()
    expect(person.slack.messages).to_have_count(before)
