"""What people say beside their questions gets a short, kind reply, and never an answer or a doctor."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from botcore import Asked, Because, Bot, Faq, Kind, Practices, load_faq
from botcore.composing import Composer
from botcore.evaluation import read_deck
from botcore.text import Feeling, SmallTalk, feeling_in, normalise, said_in_signs, small_talk
from botcore.trace import Trace

DECKS = Path(__file__).parent / "decks"
SAID = {
    SmallTalk.THANKS: [
        *("alright great", "ok, got it", "makes sense, cool", "lol you're funny", "haha good one"),
        *("good one", "nice one", "clever one", "wow great one"),
        *("ty", "thank you so much, that really helped", "Thank you very much for your help!", "cheers mate"),
        *("great, thanks, that helps", "that was helpful", "good bot", "You're the best", "no thanks"),
        *("thanks anyway", "cheers all the same", "thank you for trying though", "merci!", "muchas gracias"),
        *("thank you my dear", "thanksss", "thankyouu!!", "ta x", "haha ok thanks love", "yeah i see, thx"),
        *("ah fair point", "how interesting", "that's reassuring", "yes exactly what I needed", "god bless"),
        *("you're very kind", "I like this bot", "good to know, cheers", "that answers it", "oh gotcha"),
    ],
    SmallTalk.GOODBYE: [
        *("bye", "ok bye", "see you later", "have a nice day", "that's all"),
        *("kk bye", "byeee", "goodnight x", "have a good week", "see you tomorrow dear"),
    ],
    SmallTalk.NEVER_MIND: [
        *(
            "lol",
            "haha ok",
            "nvm",
            "sorry",
            "oh sorry, never mind",
            "forget it",
            "it doesn't matter",
            "no worries",
        ),
        *("oops wrong chat", "sent by mistake", "bloody autocorrect", "just looking around", "hang on a sec"),
        *(
            "stop",
            "please stop writing to me",
            "don't message me again",
            "can i block you",
            "how do I turn you off",
        ),
        *("sorry for shouting", "i was rude, sorry", "excuse my spelling", "no need to reply to this"),
    ],
    SmallTalk.HELLO: [
        *("hello", "blimey", "wow ok", "oh heck"),
        "hello, anyone there?",
        "good morning",
        "can i ask you something",
        "hi bot",
        "just a test",
        "ping",
        *("i have a quick question", "this is a bit embarrassing", "I'm new here"),
    ],
    SmallTalk.HOW_ARE_YOU: ["how are you?", "how are you doing today", "hi, how's it going?", "what's up"],
    SmallTalk.INSULT: [
        *("you are useless", "stupid bot", "fuck you", "shut up", "you're so dumb"),
        *(
            "what good are you",
            "ur just a dumb robot",
            "you are lying",
            "what a waste of time",
            "so what's the use of you",
        ),
    ],
    SmallTalk.UNANSWERED: [
        *("that didn't answer my question", "that's wrong", "not helpful", "you didn't answer me"),
        *("that is not what I asked", "wrong answer!"),
        *("what a cop-out", "you keep repeating yourself", "why won't you answer my question", "just answer!!"),
        *("you can't answer any of my questions", "you told me that already", "you're not listening to me"),
        *("oh come on", "you missed my second question"),
    ],
    SmallTalk.ORIGIN: [
        *("who checked your replies?", "are the answers written by doctors", "has this information been verified"),
        *("where is this information from", "what are your sources"),
        *("who wrote all this", "has anybody medical checked these answers", "was this reviewed by a nurse"),
        *("are your answers reliable", "r u biased", "when was the faq last updated"),
    ],
    SmallTalk.OWNER: [
        *(
            "how do I report a typo in your answers",
            "can we suggest a new question for the faq",
            "who runs this bot",
        ),
        *("who made you", "who pays for this bot", "whom can I contact about this bot", "who built u"),
        *("can we print this in our newsletter", "may I quote your answers", "can you be added to our server"),
        *(
            "which version is this",
            "please reboot",
            "there is an error in the faq, whom do i tell about a mistake here",
        ),
    ],
    SmallTalk.ALARMED: [
        *("it was just a joke", "you are overreacting. it is a figure of speech", "false alarm, sorry"),
        *("the bot told my friend to ring 999 over a song", "stop telling people to call an ambulance"),
    ],
    SmallTalk.HUMAN: [
        *("can I talk to a human?", "I want to speak to a nurse", "is there a real person here", "human please"),
        *("can you put me through to someone", "I don't want a bot", "let me speak to somebody else"),
    ],
    SmallTalk.PRIVACY: [
        *("is this private?", "do you store what I write?", "who can see my messages", "delete my data"),
        *("are you recording this?", "what happens with my data", "do you remember me"),
        *("is it confidential? who can see what I write?", "how can I erase what I asked here"),
        *("is anyone else reading along", "hi, privacy question: do you keep my messages"),
        *("who reads what people type here", "do the mods see messages", "erase my last question please"),
        "I don't want my boss to see this",
    ],
    SmallTalk.WHAT_I_AM: [
        "are you an AI?",
        "are you AI? ChatGPT?",
        "r u chatgpt",
        "which model are you",
        "what are you? are you an ai?",
        "can you give medical advice",
        "the disclaimer please",
        *("r u a doctor", "are you even human lol", "is this a real person", "do you have feelings"),
        *("do you enjoy your job", "how old r u", "where do you live"),
    ],
    SmallTalk.ONLY_QUOTE: [
        *(
            "is it really?",
            "is it though?",
            "do they actually",
            "is that so",
            "I doubt that",
            "that can't be right",
        ),
        *("I don't believe it", "sounds too good to be true", "that doesn't sound right"),
        *("are you sure?", "simpler please", "can you explain that in simpler words", "more", "tell me more"),
        *("I don't understand", "seriously?", "is that true"),
        *("explain further", "huh?", "what does all that mean", "you lost me", "why can't you just tell me"),
        *("what do you think about it", "just give me a rough estimate", "plain english please"),
    ],
    SmallTalk.HELP: [
        *(
            "help",
            "what can you answer?",
            "list",
            "list all questions",
            "what questions can you answer?",
            "page 2",
        ),
        *("how many answers do you have", "tell me what you know", "what is this channel for", "??"),
        *("yes", "no", "hmm not sure", "prolo list", "what questions can you answer?"),
        *("what should i ask you first", "so what do you know", "start over"),
    ],
}
OF_THE_FILE = [
    *("was that helpful for ligaments?", "does that help with pain", "why", "how come", "will my doctor see me"),
    *("where does the word prolotherapy come from", "who says it is safe", "is it a private hospital"),
    *("is there a nurse at the injection", "do doctors recommend it", "more pain after the injection"),
    *("thanks, what about side effects", "bye the way is it safe", "simpler treatments than prolo"),
    *("can you use it in other places", "can I use this on my knee", "are you awake for it", "do you feel it"),
    *("how do I stop the pain", "how do I get rid of it", "does it matter where", "who approved prolotherapy"),
    *(
        "is it real sugar",
        "what use is it",
        "how do I stop it",
        "who do I ask about it",
        "what does dextrose mean",
        "what do you use",
        "like what",
        "do you get tired after it",
    ),
    *(
        "where do I start",
        "can I print it",
        "how do I cancel",
        "can I use it on other sites",
        "how do I turn off the app",
    ),
    *("stop taking it?", "how long do you wait", "can it be reviewed by a doctor", "what is the point of it"),
    *("thank you, what is it", "no more pain", "my dear mum has it", "what about the other one"),
    *("can I talk to my doctor about the side effects of prolotherapy", "is the data on prolotherapy any good"),
]


@pytest.mark.parametrize(("talk", "text"), [(talk, text) for talk, texts in SAID.items() for text in texts])
def test_small_talk_gets_its_own_reply_without_an_answer_or_a_case_for_a_doctor(
    bot: Bot, talk: SmallTalk, text: str
) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.entry) == (Kind.HELP, None)
    assert reply.lead.startswith(getattr(bot.faq.messages, talk).split("{")[0])
    assert "knows you" not in reply.text
    assert reply.text.endswith(reply.disclaimer)


@pytest.mark.parametrize("text", OF_THE_FILE)
def test_a_question_that_begins_like_small_talk_is_none(text: str) -> None:
    assert small_talk(normalise(text)) is None


def test_nothing_the_file_knows_is_small_talk(faq: Faq) -> None:
    known = [wording for wordings in faq.wordings.values() for wording in wordings]
    known += [phrasing for each in faq.ambiguous for phrasing in each.phrasings]
    assert [each for each in known if small_talk(normalise(each))] == []


@pytest.mark.parametrize("name", ["work", "hard"])
def test_no_question_or_symptom_of_a_deck_is_small_talk_or_a_mere_feeling(name: str) -> None:
    cases = read_deck((DECKS / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"), name=name).cases
    taken = [
        case.text
        for case in cases
        if case.kind not in {"far_oos", "followup"} and (small_talk(normalise(case.text)) or _feels(case.text))
        if case.kind != "red_flag"  # which are heard before either is looked for
    ]
    assert taken == []


def _feels(text: str) -> bool:
    return feeling_in(normalise(text)) is not None


def test_a_red_flag_beside_small_talk_is_heard_first(bot: Bot) -> None:
    for text in (
        "thanks, bye, I can't breathe",
        "are you sure? my throat is closing up",
        "I'm scared, I want to die",
    ):
        assert bot.reply(Asked(text)).kind is Kind.URGENT


@pytest.mark.parametrize(
    ("text", "kind", "because"),
    [
        ("they are with her now", Kind.HELP, Because.AFTERWARDS),
        ("i rang them", Kind.HELP, Because.AFTERWARDS),
        ("thanks so much", Kind.HELP, Because.AFTERWARDS),
        ("sorry for shouting", Kind.HELP, Because.AFTERWARDS),
        ("i was only joking", Kind.HELP, Because.SMALL_TALK),
        ("is the ferry to Malta late?", Kind.ABSTAIN, Because.FAR),
        ("what is the most common agent?", Kind.ANSWER, Because.LIKELY),
        ("now she can't breathe", Kind.URGENT, Because.RED_FLAG),
    ],
)
def test_after_an_emergency_nobody_is_told_that_the_file_has_no_answer(
    bot: Bot, text: str, kind: Kind, because: Because
) -> None:
    bot.forget()
    said = ("my throat is closing up", text)
    first, last = (bot.reply(Asked(each, person="p", thread="t")) for each in said)
    assert first.kind is Kind.URGENT
    assert (last.kind, last.trace.because) == (kind, because)
    # What else is told then comes after the emergency, too, until something is asked; others are not concerned.
    again = bot.reply(Asked("they are with her now", person="p", thread="t"))
    assert (again.trace.because is Because.AFTERWARDS) is (kind is Kind.URGENT or kind is Kind.HELP)
    assert (
        bot.reply(Asked("they are with her now", person="q", thread="t")).trace.because is not Because.AFTERWARDS
    )


def test_small_talk_that_a_file_answers_is_answered() -> None:
    faq = load_faq(
        "disclaimer: d\nentries:\n- {id: people, question: Can I talk to a human?, answer: Ring the desk.}\n"
        "- {id: other, question: Where is the lift?, answer: Behind you.}\n"
    )
    reply = Bot(faq).reply(Asked("can i talk to a human"))
    assert (reply.kind, reply.entry and reply.entry.id) == (Kind.ANSWER, "people")


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("I'm so scared of the needle near my spine", Feeling.FEAR),
        ("I'm so scared of this neck injection tomorrow, I can't sleep", Feeling.FEAR),
        ("my mum died after a neck injection", Feeling.GRIEF),
        ("we lost our son last year", Feeling.GRIEF),
        ("nothing helps my neck anymore and nobody believes me", Feeling.DESPAIR),
        ("I'm desperate, I've been in pain for 6 years and nobody believes me", Feeling.DESPAIR),
        ("I cried all day because of the pain", Feeling.DESPAIR),
        ("I feel so alone with this neck pain, nobody gets it", Feeling.DESPAIR),
        ("I feel alone with all these decisions", Feeling.DESPAIR),
        ("I'm so scared of the needle, and nothing helps", Feeling.DESPAIR),
        ("i'm a bit lonely", Feeling.SADNESS),
        ("feeling a bit sad tonight", Feeling.SADNESS),
        ("i've had an awful week", Feeling.SADNESS),
        ("we were married 40 years and I miss him", Feeling.SADNESS),
        ("\U0001f622", Feeling.SADNESS),
        (":broken_heart: :cry:", Feeling.SADNESS),
        ("\U0001f631\U0001f631", Feeling.FEAR),
    ],
)
def test_a_feeling_is_met_with_a_kind_word_and_a_person_and_no_answer(
    bot: Bot, text: str, feeling: Feeling
) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.trace.because, reply.entry) == (Kind.DECLINE, Because.FEELING, None)
    assert reply.lead.startswith(getattr(bot.faq.messages, feeling).split(". ")[0])
    assert ("crisis line" in reply.lead) is (feeling in {Feeling.DESPAIR, Feeling.SADNESS})
    assert "extremely safe" not in reply.text
    assert len(reply.suggestions) <= 1


@pytest.mark.parametrize(
    "text",
    ["I'm nervous about having shots in my neck, is this treatment safe there?", "I'm scared: is the neck safe?"],
)
def test_fear_with_a_question_is_a_question(bot: Bot, text: str) -> None:
    assert bot.reply(Asked(text)).entry == bot.faq.entry("safety-neck")


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("\U0001f44e", SmallTalk.UNANSWERED),
        ("<@U0BOT> :+1::skin-tone-2:", SmallTalk.THANKS),
        ("\u2764\ufe0f\U0001f64f\U0001f3fd", SmallTalk.THANKS),
        ("\U0001f602\U0001f602!", SmallTalk.NEVER_MIND),
        ("\U0001f198\U0001f44d", SmallTalk.HUMAN),
        ("\U0001f44d is it safe?", None),
        ("100 \U0001f44d", None),
        ("\U0001f40c", None),
    ],
)
def test_signs_alone_say_something_and_nothing_beside_words(text: str, talk: SmallTalk | None) -> None:
    assert said_in_signs(text) is talk


def test_who_is_only_sad_is_heard_as_anybody_is(bot: Bot) -> None:
    seen: Any = SimpleNamespace(heard=())
    sad, afraid, calm = (
        bot.listener.safety._least(text, seen) for text in ("i am so sad", "i am so scared", "it rains")
    )
    assert sad == calm < afraid


@pytest.mark.parametrize("public", [False, True])
def test_the_reply_on_privacy_says_what_is_switched_on(faq: Faq, public: bool) -> None:
    said = (
        Composer(faq, practices=Practices(public_command=public)).say("privacy", Trace(Because.ABOUT_THE_BOT)).lead
    )
    assert "not put in any log" in said
    assert "channel can be read by everyone" in said
    assert ("is shown to you alone" in said) is not public
    assert ("is shown to everyone in its channel" in said) is public


def test_all_questions_of_a_small_file_are_listed(bot: Bot) -> None:
    reply = bot.reply(Asked("what can you answer?"))
    assert [each.entry for each in reply.suggestions] == [entry.id for entry in bot.faq.entries]
    assert reply.closing == ""


def test_a_large_file_is_listed_in_pages_that_can_be_turned() -> None:
    entries = [
        {"id": f"e{number}", "question": f"Where is room {number}?", "answer": "Here."} for number in range(23)
    ]
    bot = Bot(load_faq(json.dumps({"disclaimer": "d", "entries": entries})))
    pages = [bot.reply(Asked(text)) for text in ("help", "list 2", "list 3", "list 99")]
    assert [len(page.suggestions) for page in pages] == [10, 10, 3, 3]
    assert [each.entry for page in pages[:3] for each in page.suggestions] == [each["id"] for each in entries]
    assert pages[0].closing == "Page 1 of 3. Say “list 2” for more."
    assert pages[2].closing == "Page 3 of 3. Say “list 1” for more."
