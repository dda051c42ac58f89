from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples, proof, some

from adapters.discord.rendering import render as render_discord
from adapters.slack.rendering import render as render_slack
from botcore import Asked, Because, Bot, Faq, Kind, Picked, Rated, Reply, Trace, load_faq
from botcore.languages import find_language

ANY_TEXT = st.text(max_size=300) | st.text(alphabet="<@!&>`*_~|\\:#\u200b\u202e ﬁＡ😀\n", max_size=80)


@proof("every eighth wording", "every wording")
def test_every_wording_in_the_file_gets_its_own_entry(bot: Bot, faq: Faq) -> None:
    wordings = [(entry, wording) for entry in faq.entries for wording in entry.wordings]
    wrong = [
        (wording, reply.kind, reply.entry.id if reply.entry else None)
        for entry, wording in some(wordings, len(wordings) // 8)
        if (reply := bot.reply(Asked(wording))).entry is None or reply.entry.id != entry.id
    ]
    assert wrong == []


@proof("every eighth phrasing", "every phrasing")
def test_no_topic_is_answered_from_an_entry(bot: Bot, faq: Faq) -> None:
    phrasings = [phrasing for topic in faq.topics for phrasing in topic.phrasings]
    answered = [
        phrasing
        for phrasing in some(phrasings, len(phrasings) // 8)
        if bot.reply(Asked(phrasing)).kind is Kind.ANSWER
    ]
    assert answered == []


@examples(150)
@given(ANY_TEXT)
def test_any_text_gives_one_reply_with_the_disclaimer_inside_every_limit(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    short = reply.kind in {Kind.URGENT, Kind.HELP} or reply.trace.because is Because.FEELING
    language = find_language(reply.trace.finding.language)
    own = bot.faq.disclaimer_short if short else bot.faq.disclaimer
    assert reply.disclaimer == (language.messages.disclaimer if language else own)
    assert reply.text.endswith(reply.disclaimer)
    assert_within_limits(reply)


def assert_within_limits(reply: Reply) -> None:
    slack = render_slack(reply)
    assert len(slack["blocks"]) <= 50
    assert all(len(block["text"]["text"]) <= 3_000 for block in slack["blocks"] if block["type"] == "section")
    assert sum(len(str(block)) for block in slack["blocks"]) <= 13_200
    rendered = render_discord(reply)
    assert len(rendered.content) <= 2_000
    assert rendered.embed is None or len(rendered.embed.description or "") <= 4_096
    assert all(len(label) <= 80 and len(key) <= 100 for label, key in rendered.buttons)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀😀",
        "<!channel> & <script> @everyone",
        "a" * 100_000,
        "\u200b" * 500,
        "مرحبا كيف الحال",
        "&amp;" * 900,
    ],
)
def test_strange_texts_get_one_sensible_reply(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert reply.kind in {Kind.HELP, Kind.ABSTAIN}
    assert_within_limits(reply)


def test_the_longest_sentence_of_an_entry_fits_below_an_urgent_notice() -> None:
    faq = load_faq(
        f"disclaimer: {'d' * 700}\nentries:\n- {{id: one, question: what is it, answer: '{'&' * 497}a'}}\n"
    )
    entry = faq.entries[0]
    longest = Reply(
        kind=Kind.URGENT,
        headline="h" * 250,
        lead="u" * 1_600,
        entry=entry,
        quote="q" * 600,
        disclaimer=faq.disclaimer,
        trace=Trace(Because.RED_FLAG),
    )
    assert_within_limits(longest)


def test_a_reply_without_a_disclaimer_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="disclaimer"):
        Reply(kind=Kind.HELP, lead="hello", disclaimer=" ", trace=Trace(Because.GREETING))


def test_an_urgent_reply_that_does_not_begin_with_the_call_or_shows_a_whole_entry_cannot_be_built(
    faq: Faq,
) -> None:
    with pytest.raises(ValueError, match="headline"):
        Reply(kind=Kind.URGENT, lead="stay calm", disclaimer="d", trace=Trace(Because.RED_FLAG))
    with pytest.raises(ValueError, match="quotes one sentence"):
        Reply(
            kind=Kind.URGENT,
            headline="Call 112.",
            lead="stay",
            entry=faq.entries[0],
            disclaimer="d",
            trace=Trace(Because.RED_FLAG),
        )


def test_nothing_ever_pings(bot: Bot) -> None:
    payload = str(render_slack(bot.reply(Asked("<!channel> <@U1> what is prolotherapy good for"))))
    assert "<!" not in payload
    assert "<@" not in payload


def test_context_ends_after_a_few_minutes_and_never_crosses_people(bot: Bot) -> None:
    bot.forget()
    bot.reply(Asked("how does dextrose prolotherapy work for neck pain", person="a", thread="t", at=0.0))
    follow = "and is it dangerous there?"
    soon = bot.reply(Asked(follow, person="a", thread="t", at=60.0))
    assert soon.trace.context == "dextrose-neck"
    bot.reply(Asked("how does dextrose prolotherapy work for neck pain", person="a", thread="t", at=100.0))
    assert bot.reply(Asked(follow, person="a", thread="t", at=5_000.0)).trace.context == ""
    assert bot.reply(Asked(follow, person="b", thread="t", at=101.0)).trace.context == ""
    assert bot.reply(Asked(follow, person="a", thread="other", at=101.0)).trace.context == ""


@pytest.mark.parametrize("message", [Asked("what is the most common agent?"), Picked("common-agent")])
def test_an_answer_that_others_read_says_last_how_to_ask_on(bot: Bot, message: Asked | Picked) -> None:
    assert bot.reply(message).closing == ""
    reply = bot.reply(replace(message, public=True))
    assert reply.body.endswith("To ask on, mention me again here.")


def test_a_pick_shows_the_entry_and_an_unknown_one_apologises(bot: Bot) -> None:
    assert bot.reply(Picked("seek-care")).entry == bot.faq.entry("seek-care")
    assert bot.reply(Picked("gone")).kind is Kind.ABSTAIN


def test_a_follow_up_that_only_asks_on_is_about_the_same_entry(bot: Bot) -> None:
    bot.reply(Asked("why is prolotherapy used for cervical instability?", person="ann", thread="asks on"))
    reply = bot.reply(Asked("how come?", person="ann", thread="asks on", at=5.0))
    assert (reply.kind, reply.entry and reply.entry.id) == (Kind.ANSWER, "cervical-instability")
    assert bot.reply(Asked("how come?", person="bob", thread="asks on", at=5.0)).kind is not Kind.ANSWER


def test_whoever_rates_a_reply_is_thanked_with_the_disclaimer(bot: Bot) -> None:
    reply = bot.reply(Rated(helpful=False))
    assert (reply.kind, reply.lead) == (Kind.HELP, "Thank you, noted.")
    assert reply.text.endswith(reply.disclaimer)


def test_whoever_may_say_why_is_told_who_reads_it_and_what_not_to_write(bot: Bot) -> None:
    reply = bot.reply(Rated(helpful=False, asks_why=True))
    assert "those who look after the FAQ" in reply.lead
    assert "leave out anything about your health" in reply.lead
    assert reply.text.endswith(reply.disclaimer)


def test_a_red_flag_in_a_reason_is_heard_and_a_reason_is_no_question(bot: Bot) -> None:
    def replied(reason: str) -> Reply:
        return bot.reply(Rated(helpful=False, reason=reason, person="ann", thread="reasons"))

    assert replied("I can't breathe since the injection").kind is Kind.URGENT
    assert replied("what is the most common agent?").lead == "Thank you, noted."
    goes_on = bot.reply(Asked("how come?", person="ann", thread="reasons"))
    assert goes_on.kind is not Kind.ANSWER


@pytest.mark.parametrize("text", ["what should I do?", "", "thanks", "what is the most common agent?"])
def test_what_is_quoted_is_read_for_red_flags(bot: Bot, text: str) -> None:
    assert bot.reply(Asked(text)).kind is not Kind.URGENT
    reply = bot.reply(Asked(text, quoted="he fainted and won't wake up since the injection"))
    assert reply.kind is Kind.URGENT
    assert bot.faq.messages.after_injection in reply.lead


@pytest.mark.parametrize("text", ["", "what is the most common agent?", "should I stop my warfarin?"])
@pytest.mark.parametrize("quoted", ["is prolotherapy safe for neck pain?", "should I stop my aspirin?", "\u200b"])
def test_what_is_quoted_and_not_urgent_changes_nothing(bot: Bot, text: str, quoted: str) -> None:
    assert bot.reply(Asked(text, quoted=quoted)) == bot.reply(Asked(text))


def test_the_persons_own_words_are_urgent_beside_whatever_is_quoted(bot: Bot) -> None:
    own = bot.reply(Asked("I want to kill myself"))
    assert bot.reply(Asked("I want to kill myself", quoted="she has chest pain")).lead == own.lead


@pytest.mark.parametrize("text", ["", "  ", "<@U1>", "👍"])
def test_files_without_a_word_are_not_read_and_say_whom_to_call(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text, attached=True))
    assert (reply.kind, reply.trace.because, reply.suggestions) == (Kind.HELP, Because.FILES_ALONE, ())
    assert "only read text" in reply.lead
    assert "call your local emergency number" in reply.lead


@pytest.mark.parametrize("text", ["is prolotherapy safe for neck pain?", "thanks", "my throat is closing up"])
def test_words_beside_files_are_read_as_ever(bot: Bot, text: str) -> None:
    assert bot.reply(Asked(text, attached=True)) == bot.reply(Asked(text))


def test_what_is_quoted_beside_files_is_read_for_red_flags(bot: Bot) -> None:
    assert bot.reply(Asked("", quoted="she has chest pain", attached=True)).kind is Kind.URGENT


def test_whoever_is_not_heard_is_told_how_to_be_and_whom_to_call(bot: Bot) -> None:
    reply = bot.reply(Asked("", withheld=True))
    assert (reply.kind, reply.suggestions) == (Kind.HELP, ())
    assert "type @ and choose my name" in reply.lead
    assert "call your local emergency number" in reply.lead


def test_words_that_were_handed_over_after_all_are_read_as_ever(bot: Bot) -> None:
    for text in ("is prolotherapy safe for neck pain?", "my throat is closing up"):
        assert bot.reply(Asked(text, withheld=True)) == bot.reply(Asked(text))
