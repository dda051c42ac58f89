"""What each reply is made of: the one place that builds them, on a small file of its own words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from botcore import (
    Because,
    Configured,
    Finding,
    Guidance,
    Held,
    Kind,
    Outcome,
    Relayed,
    Reply,
    Services,
    Setting,
    Step,
    Suggestion,
    Summed,
    Trace,
    load_faq,
)
from botcore.composing import (
    ABOUT_MAX,
    ALL_QUESTIONS,
    PAGE_MAX,
    PAGE_QUESTIONS,
    Calls,
    Composer,
    Notices,
    Practices,
)
from botcore.faq import Messages
from botcore.faq.messages import allowed
from botcore.languages import find_language
from botcore.text import Feeling, SmallTalk

if TYPE_CHECKING:
    from botcore import Faq

TRACE = Trace(Because.LIKELY, read="is it open")
SERVICES = Services("112", "116 123")
TOPICS = [
    {"id": "cost", "about": "what it costs", "pointer": "Ask at the desk.", "phrasings": ["how much"]},
    {"id": "car", "about": "parking", "pointer": "See the map.", "phrasings": ["where do I park"]},
]


def entry(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"e{number}", "question": f"Question {number}?", "answer": f"Answer {number}."} | more


def file_of(*entries: dict[str, Any], **more: Any) -> Faq:
    parts = {"disclaimer": "No advice.", "disclaimer_short": "Short.", "entries": list(entries), "topics": TOPICS}
    return load_faq(json.dumps({key: part for key, part in (parts | more).items() if part is not None}))


FILE = file_of(entry(0, quote="Answer 0."), entry(1), entry(2, note="Not for all."), entry(3), seek_help="e0")
COMPOSER, CALLS, NOTICES = Composer(FILE, SERVICES), Calls(FILE, SERVICES), Notices(FILE, SERVICES)
WORDS = FILE.messages
PICKS = tuple(Suggestion(f"e{number}", f"Question {number}?") for number in range(4))


def said(reply: Reply) -> tuple[Kind, str, str, str]:
    return reply.kind, reply.headline, reply.lead, reply.closing


def called(text: str) -> str:
    return text.replace("{emergency}", "112").replace("{crisis_line}", "116 123")


def test_an_answer_is_its_entry_and_says_how_to_ask_on_where_others_read_it() -> None:
    alone, public = (COMPOSER.answer(FILE.entries[1], TRACE, public=each) for each in (False, True))
    assert said(alone) == (Kind.ANSWER, "", "", "")
    assert said(public) == (Kind.ANSWER, "", "", WORDS.go_on)
    assert (alone.entry, alone.suggestions, alone.trace, alone.quote) == (FILE.entries[1], (), TRACE, "")
    assert COMPOSER.answer(WITH_CAUTION, TRACE).lead == "Nobody knows."


WITH_CAUTION = FILE.entries[1].model_copy(update={"caution": "Nobody knows."})


def test_what_it_says_of_its_own_has_the_reason_and_the_words_it_was_made_with() -> None:
    file = file_of(entry(0), messages={"note_heading": "Mind:"})
    composer, notices = Composer(file, SERVICES), Notices(file, SERVICES)
    replies = [
        notices.held(Held(off=True), TRACE),
        notices.held(Held(off=False, link="https://a.b"), TRACE),
        notices.configured(Configured(Outcome.CHANGED), TRACE),
        notices.forgotten(TRACE, failed=False),
        notices.alert(Guidance.URGENT, "https://a.b", TRACE),
        composer.say(SmallTalk.PRIVACY, TRACE),
        composer.say(SmallTalk.ORIGIN, TRACE),
        composer.everything(TRACE),
        notices.relayed(Relayed(Step.SENT), TRACE),
        notices.noted(TRACE),
    ]
    assert [each.trace for each in replies] == [TRACE] * len(replies)
    assert {each.words.note_heading for each in replies} == {"Mind:"}


def test_every_reply_has_the_disclaimer_of_its_kind() -> None:
    whole = [
        COMPOSER.answer(FILE.entries[0], TRACE),
        COMPOSER.clarify(FILE.entries[:2], TRACE),
        COMPOSER.abstain(TRACE),
        COMPOSER.decline(Guidance.ADVICE, TRACE),
        NOTICES.apology(),
        COMPOSER.gone(TRACE),
        NOTICES.relayed(Relayed(Step.ANSWER, words="Come by.", who="Ada"), TRACE),
    ]
    short = [
        CALLS.urgent(Guidance.URGENT, TRACE),
        COMPOSER.say(SmallTalk.THANKS, TRACE),
        COMPOSER.decline(Feeling.GRIEF, Trace(Because.FEELING)),
        NOTICES.relayed(Relayed(Step.STAFF, words="Is it open?", who="Ada"), TRACE),
    ]
    assert {each.disclaimer for each in whole} == {"No advice."}
    assert {each.disclaimer for each in short} == {"Short."}


def test_a_file_without_a_short_disclaimer_says_the_long_one_everywhere() -> None:
    file = file_of(entry(0), disclaimer_short=None)
    assert Composer(file).say(SmallTalk.THANKS, TRACE).disclaimer == "No advice."
    assert Calls(file).urgent(Guidance.URGENT, TRACE).disclaimer == "No advice."


def test_one_entry_is_offered_in_other_words_than_several() -> None:
    one, two = (COMPOSER.clarify(FILE.entries[:count], TRACE) for count in (1, 2))
    assert said(one) == (Kind.CLARIFY, "", WORDS.clarify_one, "")
    assert said(two) == (Kind.CLARIFY, "", WORDS.clarify, "")
    assert (one.suggestions, two.suggestions) == (PICKS[:1], PICKS[:2])


@pytest.mark.parametrize(
    ("because", "topic", "near", "lead"),
    [
        (Because.UNLIKELY, None, 0, WORDS.abstain),
        (Because.FAR, None, 0, WORDS.abstain_far),
        (Because.STRANGE, None, 1, f"{WORDS.abstain}\n\n{WORDS.near}"),
        (Because.TOPIC, FILE.topics[0], 0, "The FAQ does not cover what it costs. Ask at the desk."),
        (Because.TOPIC, FILE.topics[1], 1, f"The FAQ does not cover parking. See the map.\n\n{WORDS.near}"),
    ],
)
def test_no_answer_says_why_and_who_could_tell(because: Because, topic: Any, near: int, lead: str) -> None:
    reply = COMPOSER.abstain(Trace(because), topic, FILE.entries[:near])
    assert said(reply) == (Kind.ABSTAIN, "", lead, "")
    assert reply.suggestions == PICKS[:near]


@pytest.mark.parametrize("near", [0, 1])
def test_declining_offers_what_the_file_says_in_general_and_says_that_it_is_that(near: int) -> None:
    reply = COMPOSER.decline(Guidance.ADVICE, TRACE, FILE.entries[1 : 1 + near])
    assert said(reply) == (Kind.DECLINE, "", f"{WORDS.advice}\n\n{WORDS.in_general}" if near else WORDS.advice, "")
    assert reply.suggestions == PICKS[1 : 1 + near]


def test_asked_whether_something_is_normal_it_offers_when_to_seek_help_and_nothing_else() -> None:
    reply = COMPOSER.decline(Guidance.NORMAL, TRACE, FILE.entries[1:3])
    assert said(reply) == (Kind.DECLINE, "", f"{WORDS.normal}\n\n{WORDS.in_general}", "")
    assert reply.suggestions == PICKS[:1]
    other = Composer(file_of(entry(0), entry(1))).decline(Guidance.NORMAL, TRACE, FILE.entries[1:2])
    assert other.suggestions == PICKS[1:2]


@pytest.mark.parametrize(
    ("guidance", "injection", "headline", "lead"),
    [
        (Guidance.URGENT, False, WORDS.urgent_heading, WORDS.urgent),
        (Guidance.URGENT, True, WORDS.urgent_heading, f"{WORDS.urgent} {WORDS.after_injection}"),
        (Guidance.CALL, False, WORDS.call, WORDS.urgent),
        (Guidance.CALL, True, WORDS.call, f"{WORDS.urgent} {WORDS.after_injection}"),
        (Guidance.UNNAMED, False, WORDS.urgent_heading, f"{WORDS.urgent} {WORDS.unnamed}"),
        (Guidance.UNNAMED, True, WORDS.urgent_heading, f"{WORDS.urgent} {WORDS.after_injection}"),
        (Guidance.CRISIS, False, WORDS.crisis_heading, WORDS.crisis),
        (Guidance.CRISIS, True, WORDS.crisis_heading, WORDS.crisis),
        (Guidance.POISON, False, WORDS.poison_heading, WORDS.poison),
        (Guidance.POISON, True, WORDS.poison_heading, WORDS.poison),
    ],
)
@pytest.mark.parametrize("seek_help", [True, False])
def test_every_red_flag_has_its_call_and_what_to_do(
    guidance: Guidance, injection: bool, headline: str, lead: str, seek_help: bool
) -> None:
    reply = CALLS.urgent(guidance, TRACE, injection=injection, seek_help=seek_help)
    assert said(reply) == (Kind.URGENT, called(headline), called(lead), "")
    quotes = seek_help and guidance not in {Guidance.CRISIS, Guidance.POISON}
    assert (reply.entry, reply.quote) == ((FILE.entries[0], "Answer 0.") if quotes else (None, ""))
    assert reply.trace == TRACE


def test_unless_it_is_told_of_an_injection_or_that_the_entry_fits_it_speaks_of_neither() -> None:
    reply = CALLS.urgent(Guidance.URGENT, TRACE)
    assert (reply.lead, reply.entry) == (called(WORDS.urgent), None)


def test_a_file_without_an_entry_on_when_to_seek_help_quotes_none() -> None:
    assert Calls(file_of(entry(0))).urgent(Guidance.URGENT, TRACE, seek_help=True).entry is None


GERMAN = Trace(Because.RED_FLAG, finding=Finding(language="de"))


@pytest.mark.parametrize(
    ("guidance", "heading", "lead"),
    [
        (Guidance.URGENT, "urgent_heading", "urgent"),
        (Guidance.CALL, "urgent_heading", "urgent"),
        (Guidance.CRISIS, "crisis_heading", "crisis"),
        (Guidance.POISON, "poison_heading", "poison"),
    ],
)
def test_a_red_flag_in_another_language_is_answered_in_it(guidance: Guidance, heading: str, lead: str) -> None:
    language = find_language("de")
    assert language
    german = language.messages
    reply = CALLS.urgent(guidance, GERMAN, injection=True, seek_help=True)
    assert said(reply) == (Kind.URGENT, f"{getattr(german, heading)} (112)", getattr(german, lead), "")
    assert (reply.disclaimer, reply.entry, reply.trace) == (german.disclaimer, None, GERMAN)
    assert Calls(FILE).urgent(guidance, GERMAN).headline == getattr(german, heading), "no number, no brackets"


@pytest.mark.parametrize(
    ("guidance", "heading", "lead"),
    [
        (Guidance.URGENT, "urgent_heading", "urgent"),
        (Guidance.UNNAMED, "urgent_heading", "urgent"),
        (Guidance.CALL, "urgent_heading", "urgent"),
        (Guidance.CRISIS, "crisis_heading", "crisis"),
        (Guidance.POISON, "poison_heading", "poison"),
    ],
)
def test_a_file_in_another_language_says_of_an_emergency_what_that_comes_with(
    guidance: Guidance, heading: str, lead: str
) -> None:
    language = find_language("pt")
    assert language
    comes_with = language.messages
    file = file_of(entry(0), language="pt-BR")
    reply = Calls(file, SERVICES).urgent(guidance, TRACE, injection=True)
    assert said(reply) == (Kind.URGENT, f"{getattr(comes_with, heading)} (112)", getattr(comes_with, lead), "")
    assert reply.disclaimer == file.disclaimer_short, "the file's own is in its language already"
    own = Messages.model_validate({heading: "Ligue {emergency} {crisis_line}!", "unnamed": "E agora."})
    reply = Calls(file.model_copy(update={"messages": own}), SERVICES).urgent(guidance, TRACE)
    assert reply.headline == called(getattr(own, heading))
    assert reply.lead == getattr(comes_with, lead) + (" E agora." if guidance is Guidance.UNNAMED else "")


def test_a_file_in_a_language_that_the_bot_has_nothing_in_calls_in_english() -> None:
    reply = Calls(file_of(entry(0), language="eo"), SERVICES).urgent(Guidance.URGENT, TRACE)
    assert said(reply)[1:3] == (called(WORDS.urgent_heading), called(WORDS.urgent))


def test_a_message_in_another_language_is_told_so_in_it_where_the_bot_has_it() -> None:
    german, unknown = (
        COMPOSER.abstain(Trace(Because.OTHER_LANGUAGE, finding=Finding(language=code))) for code in ("de", "xx")
    )
    language = find_language("de")
    assert language
    assert said(german) == (Kind.ABSTAIN, "", language.messages.english_only, "")
    assert german.disclaimer == language.messages.disclaimer
    assert said(unknown) == (Kind.ABSTAIN, "", called(WORDS.other_language), "")
    assert unknown.disclaimer == "No advice."


def test_a_file_in_another_language_says_in_its_own_words_what_it_reads_and_calls_in_theirs() -> None:
    trace = Trace(Because.OTHER_LANGUAGE, finding=Finding(language="de"))
    language = find_language("de")
    assert language
    french = file_of(entry(0), language="fr")
    own = french.messages.model_copy(update={"other_language": "Je ne lis que le français."})
    reply = Composer(french.model_copy(update={"messages": own}), SERVICES).abstain(trace)
    assert reply.lead == f"Je ne lis que le français.\n\n{language.messages.urgent_heading}"
    # "I can read English only" would not be true of it.
    silent = Composer(french, SERVICES).abstain(trace)
    assert silent.lead == f"{called(french.messages.other_language)}\n\n{language.messages.urgent_heading}"
    assert silent.lead.startswith("Ici, je ne lis que le français.")
    italian = Composer(file_of(entry(0), language="it"), SERVICES).abstain(trace)
    assert italian.lead == f"{called(WORDS.abstain)}\n\n{language.messages.urgent_heading}"
    british = Composer(file_of(entry(0), language="en-GB"), SERVICES).abstain(trace)
    assert british.lead == language.messages.english_only


def test_beside_the_first_of_several_questions_stands_what_becomes_of_the_others() -> None:
    first = COMPOSER.answer(FILE.entries[1], TRACE, public=True)
    offered, both = FILE.entries[2:], FILE.topics
    one = COMPOSER.beside(first, offered, both[:1])
    assert said(one) == (
        Kind.ANSWER,
        "",
        WORDS.several,
        f"The FAQ does not cover what it costs, which you also asked about. Ask at the desk. {WORDS.go_on}",
    )
    assert one.suggestions == PICKS[2:]
    two = COMPOSER.beside(first, [], both, rest=True)
    assert two.lead == ""
    assert two.suggestions == ()
    named = "The FAQ does not cover what it costs, parking, which you also asked about."
    assert two.closing == f"{named} {WORDS.uncovered_rest} {WORDS.go_on}"
    careful = COMPOSER.beside(COMPOSER.answer(WITH_CAUTION, TRACE), offered, [])
    assert careful.lead == f"{WORDS.several}\n\nNobody knows."
    left = COMPOSER.beside(first, offered, [], left=True)
    assert (left.lead, left.suggestions) == (WORDS.several_left, PICKS[2:])
    none = COMPOSER.beside(COMPOSER.abstain(TRACE), offered, [])
    assert said(none) == (Kind.ABSTAIN, "", WORDS.abstain, "")


def test_topics_that_one_line_does_not_take_are_the_rest() -> None:
    long = "x" * (ABOUT_MAX - len("what it costs, "))
    fits, does_not = (replace_about(FILE, long + more) for more in ("", "x"))
    first = COMPOSER.answer(FILE.entries[1], TRACE)
    assert long in COMPOSER.beside(first, [], fits).closing
    assert WORDS.uncovered_rest not in COMPOSER.beside(first, [], fits).closing
    closing = COMPOSER.beside(first, [], does_not).closing
    assert closing == f"The FAQ does not cover what it costs, which you also asked about. {WORDS.uncovered_rest}"
    alone = COMPOSER.beside(first, [], [does_not[1].model_copy(update={"about": "x" * (ABOUT_MAX + 1)})])
    assert alone.closing == WORDS.uncovered_rest, "what is not named has no pointer"


def replace_about(faq: Faq, about: str) -> list[Any]:
    return [faq.topics[0], faq.topics[1].model_copy(update={"about": about})]


def test_who_else_hears_of_it_is_said_below_what_is_urgent_alone() -> None:
    urgent, calm = CALLS.urgent(Guidance.URGENT, TRACE), COMPOSER.answer(FILE.entries[1], TRACE)
    assert CALLS.told(urgent) == replace(urgent, closing=WORDS.moderators)
    assert CALLS.passed_on(urgent) == replace(urgent, closing=WORDS.tell_them)
    assert CALLS.told(calm) == CALLS.passed_on(calm) == calm


@pytest.mark.parametrize(
    ("guidance", "kind"),
    [
        (Guidance.URGENT, WORDS.alert_urgent),
        (Guidance.CALL, WORDS.alert_urgent),
        (Guidance.CRISIS, WORDS.alert_crisis),
        (Guidance.POISON, WORDS.alert_poison),
    ],
)
def test_an_alert_names_the_kind_and_the_place(guidance: Guidance, kind: str) -> None:
    reply = NOTICES.alert(guidance, "https://a.b", TRACE)
    assert said(reply) == (Kind.HELP, "", WORDS.alert.replace("{kind}", kind), "https://a.b")
    unreached = NOTICES.alert(guidance, "https://a.b", TRACE, reached=False)
    assert said(unreached) == (Kind.HELP, "", WORDS.alert_unreached.replace("{kind}", kind), "https://a.b")


def test_a_week_is_told_in_figures_with_their_thousands_apart() -> None:
    reply = NOTICES.summed(Summed("2 March", 1234, 56, "60 %", urgent=2, helped=7, not_helped=1), TRACE)
    figures = (
        "The week from 2 March, in figures. Replies: 1,234. People: 56. Questions answered: 60 %. Urgent: 2. "
        "It helped: 7. It did not: 1."
    )
    assert said(reply) == (Kind.HELP, "", figures, "")
    assert (reply.suggestions, reply.disclaimer, reply.trace) == ((), "Short.", TRACE)


@pytest.mark.parametrize(
    ("held", "lead", "closing"),
    [
        (Held(off=True), WORDS.off_here, ""),
        (Held(off=False), WORDS.only_private, ""),
        (Held(off=False, link="https://a.b"), WORDS.cooled, "https://a.b"),
    ],
)
def test_where_it_is_held_back_it_says_where_it_answers_or_has(held: Held, lead: str, closing: str) -> None:
    assert said(NOTICES.held(held, TRACE)) == (Kind.HELP, "", lead, closing)


def test_what_is_set_stands_below_what_became_of_it_in_the_file_s_words() -> None:
    settings = (Setting("cooldown", "60"), Setting("help_channel", ""), Setting("https://a.b", "off"))
    reply = NOTICES.configured(Configured(Outcome.CHANGED, settings), TRACE)
    lines = [
        f"{WORDS.setting_cooldown}: 60",
        f"{WORDS.setting_help_channel}: {WORDS.setting_none}",
        f"https://a.b: {WORDS.manner_off}",
    ]
    assert said(reply) == (Kind.HELP, "", "\n".join([f"{WORDS.settings_changed}\n", *lines]), "")
    for outcome in Outcome:
        told = NOTICES.configured(Configured(outcome), TRACE)
        assert said(told) == (Kind.HELP, "", getattr(WORDS, f"settings_{outcome}"), "")


def test_who_is_forgotten_is_told_whether_it_was_done() -> None:
    assert said(NOTICES.forgotten(TRACE, failed=False)) == (Kind.HELP, "", WORDS.forgotten, "")
    assert said(NOTICES.forgotten(TRACE, failed=True)) == (Kind.HELP, "", WORDS.not_forgotten, "")


@pytest.mark.parametrize(
    ("practices", "parts"),
    [
        (Practices(), ("privacy", "privacy_command")),
        (Practices(public_command=True), ("privacy", "privacy_command_public")),
        (Practices(journal=True), ("privacy", "privacy_command", "privacy_journal")),
        (Practices(journal=True, days=30), ("privacy", "privacy_command", "privacy_words")),
    ],
)
def test_what_becomes_of_words_is_said_as_it_is_set(practices: Practices, parts: tuple[str, ...]) -> None:
    reply = Composer(FILE, SERVICES, practices).say(SmallTalk.PRIVACY, TRACE)
    words = " ".join(getattr(WORDS, part) for part in parts)
    assert said(reply) == (Kind.HELP, "", words.replace("{days}", "30"), "")
    assert reply.forgettable, "whoever reads it may want to be forgotten"


def test_that_nobody_checked_the_answers_is_said_until_somebody_has() -> None:
    checked = file_of(entry(0), entry(1, reviewed={"by": "Dr Who", "on": "2026-01-02"}))
    assert said(COMPOSER.say(SmallTalk.ORIGIN, TRACE)) == (Kind.HELP, "", f"{WORDS.origin} {WORDS.unchecked}", "")
    assert said(Composer(checked).say(SmallTalk.ORIGIN, TRACE)) == (Kind.HELP, "", WORDS.origin, "")


@pytest.mark.parametrize("key", [each for each in SmallTalk if each not in {SmallTalk.PRIVACY, SmallTalk.ORIGIN}])
def test_small_talk_says_its_own_words_with_the_questions_that_belong_to_it(key: SmallTalk) -> None:
    reply = COMPOSER.say(key, TRACE)
    offered = {SmallTalk.HELLO: 3, SmallTalk.WHAT_I_AM: 3, SmallTalk.HELP: 4, SmallTalk.UNANSWERED: 4}.get(key, 0)
    assert said(reply) == (Kind.HELP, "", called(getattr(WORDS, key)), "")
    assert reply.suggestions == PICKS[:offered]
    assert reply.trace == TRACE


def test_many_questions_are_listed_page_by_page_and_the_last_leads_to_the_first() -> None:
    composer = Composer(file_of(*map(entry, range(2 * PAGE_QUESTIONS + 1))))
    pages = [composer.say(SmallTalk.HELP, TRACE, page=page) for page in (1, 2, 3, 9)]
    assert [[each.entry for each in page.suggestions] for page in pages] == [
        [f"e{number}" for number in range(10)],
        [f"e{number}" for number in range(10, 20)],
        ["e20"],
        ["e20"],
    ]
    assert [page.closing for page in pages[:3]] == [
        f"Page {page} of 3. Say “list {following}” for more." for page, following in ((1, 2), (2, 3), (3, 1))
    ]


def test_two_pages_are_numbered_and_the_first_is_shown_where_none_is_asked_for() -> None:
    reply = Composer(file_of(*map(entry, range(PAGE_QUESTIONS + 1)))).say(SmallTalk.HELP, TRACE)
    assert len(reply.suggestions) == PAGE_QUESTIONS
    assert reply.closing == "Page 1 of 2. Say “list 2” for more."


def test_a_page_holds_as_many_characters_as_may_be_shown() -> None:
    half = "x" * (PAGE_MAX // 2 - 1) + "?"
    third = [entry(number, question=f"{half[: PAGE_MAX // 2 - len(str(number))]}{number}") for number in range(3)]
    composer = Composer(FILE.model_copy(update={"entries": tuple(map(as_entry, third))}))
    assert [len(composer.say(SmallTalk.HELP, TRACE, page=page).suggestions) for page in (1, 2)] == [2, 1]
    longer = [third[0], third[1] | {"question": f"{third[1]['question']}y"}, third[2]]
    composer = Composer(FILE.model_copy(update={"entries": tuple(map(as_entry, longer))}))
    assert [len(composer.say(SmallTalk.HELP, TRACE, page=page).suggestions) for page in (1, 2, 3)] == [1, 1, 1]


def as_entry(raw: dict[str, Any]) -> Any:
    return FILE.entries[1].model_copy(update=raw)


@pytest.mark.parametrize("more", [0, 1])
def test_the_bots_own_page_shows_what_it_takes_and_says_that_there_is_more(more: int) -> None:
    composer = Composer(file_of(*map(entry, range(ALL_QUESTIONS + more))))
    reply = composer.everything(TRACE)
    assert said(reply) == (Kind.HELP, "", WORDS.help, WORDS.not_all if more else "")
    assert len(reply.suggestions) == ALL_QUESTIONS


@pytest.mark.parametrize("step", Step)
def test_words_that_pass_between_people_stand_whole_where_they_are_meant_for(step: Step) -> None:
    message = Relayed(step, words="Is {it} open?", who="Ada", link="https://a.b", offered=("e1",))
    reply = NOTICES.relayed(message, TRACE, FILE.entries[1:2])
    lead = called(getattr(WORDS, f"person_{step}")).replace("{who}", "Ada")
    passed = "\n\nIs {it} open?" if step in {Step.STAFF, Step.ANSWER} else ""
    assert said(reply) == (Kind.HELP, "", lead + passed, f"{WORDS.person_link} https://a.b")
    assert reply.suggestions == PICKS[1:2]
    assert reply.disclaimer == ("No advice." if step is Step.ANSWER else "Short.")
    assert NOTICES.relayed(replace(message, link=""), TRACE).closing == ""


def test_whoever_passes_on_an_emergency_hears_what_to_do_first() -> None:
    urgent = CALLS.urgent(Guidance.URGENT, TRACE)
    reply = NOTICES.relayed(Relayed(Step.SENT, words="I cannot breathe"), TRACE, urgent=urgent)
    assert reply == replace(urgent, closing=WORDS.person_sent)


def test_what_cannot_be_read_or_answered_now_says_so_and_why() -> None:
    replies = {
        "apology": (NOTICES.apology(), Because.BROKEN),
        "stopping": (NOTICES.stopping(), Because.STOPPING),
        "busy": (NOTICES.busy(), Because.BUSY),
        "enough": (NOTICES.busy(enough=True), Because.BUSY),
        "interrupted": (NOTICES.interrupted(), Because.INTERRUPTED),
        "outdated": (NOTICES.outdated(), Because.OUTDATED),
        "gone": (COMPOSER.gone(Trace(Because.GONE)), Because.GONE),
    }
    for key, (reply, because) in replies.items():
        assert said(reply) == (Kind.ABSTAIN, "", called(getattr(WORDS, key)), ""), key
        assert reply.trace == Trace(because), key


def said_by(file: Faq) -> list[Reply]:
    """Return replies that hold every sentence of a file's own between them."""
    composer, calls, notices = Composer(file, SERVICES), Calls(file, SERVICES), Notices(file, SERVICES)
    entries = file.entries
    injured = calls.urgent(Guidance.URGENT, TRACE, injection=True)
    tongue = Trace(Because.OTHER_LANGUAGE, finding=Finding(language="xx"))
    return [
        *(calls.urgent(each, TRACE) for each in Guidance),
        injured,
        calls.told(injured),
        calls.passed_on(injured),
        notices.relayed(Relayed(Step.SENT), TRACE, urgent=injured),
        *(notices.relayed(Relayed(each), TRACE) for each in Step),
        *(composer.decline(each, TRACE, entries[:1]) for each in ("advice", "normal", *Feeling)),
        *(composer.say(each, TRACE) for each in (*SmallTalk, "quoted", "files", "withheld", "afterwards")),
        *(composer.abstain(Trace(each), near=entries[:1]) for each in (Because.FAR, Because.UNLIKELY)),
        composer.abstain(TRACE, file.topics[0]),
        composer.abstain(tongue),
        *(composer.clarify(entries[:count], TRACE) for count in (1, 2)),
        *(notices.held(each, TRACE) for each in (Held(off=True), Held(off=False), Held(off=False, link="a.b"))),
        *(notices.configured(Configured(each), TRACE) for each in Outcome),
        *(notices.forgotten(TRACE, failed=each) for each in (False, True)),
        *(notices.noted(TRACE, asks_why=each) for each in (False, True)),
        *(notices.busy(enough=each) for each in (False, True)),
        *(replace(composer, practices=each).say(SmallTalk.PRIVACY, TRACE) for each in KEPT),
        notices.apology(),
        notices.stopping(),
        notices.interrupted(),
        notices.outdated(),
        composer.gone(TRACE),
    ]


KEPT = [Practices(), Practices(public_command=True), Practices(journal=True)]
WITH_SERVICES = [key for key in Messages.model_fields if "emergency" in allowed(key).may]


@pytest.mark.parametrize("key", WITH_SERVICES)
def test_every_sentence_that_may_name_a_service_names_it_as_it_is_called_here(key: str) -> None:
    must = " ".join(f"{{{name}}}" for name in allowed(key).must if name not in {"emergency", "crisis_line"})
    said_here = {key: f"Here {{emergency}}, {{crisis_line}} {must}"}
    file = file_of(entry(0), entry(1), messages=said_here)
    texts = [text for reply in said_by(file) for text in said(reply)[1:]]
    assert any("Here 112, 116 123" in text for text in texts)
    assert not [text for text in texts if "{" in text]


def test_what_people_write_is_left_as_it_is_whatever_its_braces_hold() -> None:
    asked = NOTICES.relayed(Relayed(Step.STAFF, words="{crisis_line}", who="{emergency}"), TRACE)
    assert asked.lead == "{emergency} asks, and the FAQ had no sure answer:\n\n{crisis_line}"
    shown = NOTICES.configured(Configured(Outcome.NOW, (Setting("{emergency}", "{crisis_line}"),)), TRACE)
    assert shown.lead == f"{WORDS.settings_now}\n\n{{emergency}}: {{crisis_line}}"


@pytest.mark.parametrize("asks_why", [True, False])
def test_a_rating_is_thanked_for(asks_why: bool) -> None:
    reply = NOTICES.noted(TRACE, asks_why=asks_why)
    assert said(reply) == (Kind.HELP, "", WORDS.why if asks_why else WORDS.noted, "")


def test_nobody_is_asked_what_was_missing_where_it_cannot_be_written() -> None:
    assert NOTICES.noted(TRACE).lead == WORDS.noted
