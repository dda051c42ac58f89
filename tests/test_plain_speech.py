"""What is said plainly: every phrase of the table in every frame, and the calm frames beside them."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import examples, proof, size

from botcore.safety.heard import Heard
from botcore.safety.plain_speech import PlainSpeech
from botcore.safety.table import Phrases, Table, read_frames, read_table
from botcore.safety.tokens import tokenise
from botcore.text import READ_AGAIN, normalise
from botcore.text.templates import TemplateError, expand, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.text.templates import Template

HAVING = [
    "{}", "{}!", "I have {}", "I've got {}", "hi, I have {}", "i have {} help", "I am having {}", "she has {}",
    "he's got {} now", "my mum has {}", "my mum's having {} please help", "I have {}, what should I do?",
    "I have {} since the injection", "since the injection I have {}", "My husband suddenly has {}",
    "Sorry to bother you, my dad has {}", "I've had {} since yesterday", "ok, I have {}", "there is {}",
    "I think I have {}", "my son is having {} right now", "Is it safe for the neck? I have {}.",
    "I have {}. Which agent is used?", "help my wife has {} what do I do", "looks like {}", "it's {}",
    "I feel {} and I'm scared",
]  # fmt: skip
DOING = [
    "{}", "{} help", "{} since the injection", "please help, {}", "hi, {}", "{} what should I do?", "{} now",
    "Is it safe for the neck? {}.", "{}. Which agent is used?", "{} and I'm scared", "since this morning {}",
]  # fmt: skip
CALM = [
    "can it cause {}?", "does prolotherapy cause {}?", "I had {} ten years ago", "I don't have {}", "no {}",
    "is {} a side effect?", "what is {}?", "never had {}", "what if I get {}?", "my gran had {} in 1998",
    "how common is {}?", "is there a risk of {}?", "what causes {}?", "I am scared of {}",
    "the leaflet mentions {}", "In my novel the hero has {}", "Can you get {} from it?", "without {}",
    "my uncle had {} when he was a child", "I had {}. That was in 2009 and I am fine now.",
]  # fmt: skip
"""A risk asked about, what is past and over, denied, supposed, told by others."""

HEARD, FALSE = 0.99, 0.03
"""The least of the grid that is heard, and the most of its calm half that may be."""

SPEECH = PlainSpeech(read_table(), read_frames())
STAND_INS = {"{my}": "my", "{is}": "is", "{self}": "myself", "{n}": "50", "{fever}": "39.5", "{he}": "my son"}
CRISIS = {"self-harm", "overdose"}


def phrases(*, had: bool) -> Iterator[tuple[str, str]]:
    """Yield phrases of the table as people write them: the first of every fifteenth template, or 20 of each."""
    chosen = [each for each in read_table().symptoms() if each[1] is had][:: size(15, 1)]
    rng = random.Random(0)  # noqa: S311 - nothing secret
    for category, _, text in chosen:
        template = parse_template(text)
        found = [next(expand(template)), *(tuple(one_of(template, rng)) for _ in range(size(0, 19)))]
        for phrase in filter(None, dict.fromkeys(found)):
            yield category, " ".join(STAND_INS.get(word, word) for word in phrase)


def one_of(template: Template, rng: random.Random) -> Iterator[str]:
    """Yield the words of one phrase of a template; some have too many phrases to list."""
    for place in template:
        words = [(word,) for word in place.words]
        chosen = rng.choice([*words, *place.phrases, *([()] if place.is_optional else [])])
        yield from chosen if chosen in words else one_of(chosen, rng)


def is_heard(text: str) -> bool:
    return bool(SPEECH.hear(normalise(text)))


def outcomes(frames: list[str], *, had: bool, without: frozenset[str] | set[str] = frozenset()) -> dict[str, bool]:
    return {
        (text := frame.format(phrase)): is_heard(text)
        for (category, phrase), frame in itertools.product(phrases(had=had), frames)
        if category not in without
    }


@proof("every fifteenth template", "20 phrases of every template")
@pytest.mark.parametrize(("frames", "had"), [(HAVING, True), (DOING, False)])
def test_a_phrase_of_the_table_is_heard_in_every_frame(frames: list[str], *, had: bool) -> None:
    heard = outcomes(frames, had=had)
    missed = [text for text, is_so in heard.items() if not is_so]
    assert len(missed) <= (1 - HEARD) * len(heard), missed


@proof("every fifteenth template", "20 phrases of every template")
def test_the_same_words_in_a_calm_frame_report_nothing() -> None:
    heard = outcomes(CALM, had=True, without=CRISIS)
    mistaken = [text for text, is_so in heard.items() if is_so]
    assert len(mistaken) <= FALSE * len(heard), mistaken


@pytest.mark.parametrize(
    "text",
    [
        "I have chest pain", "I've got chest pain, what should I do?", "my mum has chest pain",
        "I have double vision", "I have a seizure", "I have numb legs", "I have a swollen throat", "I fainted",
        "I collapsed", "I have slurred speech", "I have breathlessness", "I have chest tightness",
        "my leg is numb", "I have a stroke", "my mum had a stroke just now", "I have numbness in my arm",
        "anaphylaxis what do I do",
        "my husband collapsed after his prolotherapy", "i cnt brethe", "temperature 39 after prolo",
        "my arm went numb after the last one", "the printer is on fire", "someone got an electric shock",
        "I cut my finger on the bandsaw, it's bleeding badly", "metal splinter in my eye",
    ],
)  # fmt: skip
def test_plain_reports_that_were_missed_once_are_heard(text: str) -> None:
    assert is_heard(text)


ONE_HAS = {
    "breathing": ["a hard time breathing", "asthma and no inhaler", "difficulty to breathe"],
    "chest-pain": ["pain behind my breastbone", "jaw pain and sweating"],
    "weakness-numbness": ["numbness from the waist down", "a hand that won't grip", "loss of sensation"],
    "bladder-bowel": ["no feeling down there", "accidents in my pants"],
    "severe-headache": ["a very strong headache", "a headache when I sit up"],
    "clear-fluid": ["fluid leaking from the needle hole"],
    "stroke-signs": ["facial droop"],
    "seizure": ["jerking all over", "a cluster of seizures"],
    "allergic-reaction": ["tightness in my throat", "an itchy rash all over"],
    "infection": ["oozing from the injection site", "a foul smelling wound"],
    "pneumothorax": ["pain taking a deep breath", "stabbing pain in my back when I breathe in"],
    "meningism": ["a non blanching rash"],
    "overdose": ["a stomach full of pills"],
    "vision": ["different sized pupils", "trouble seeing"],
    "drowsiness": ["trouble staying awake", "no idea where I am"],
    "head-injury": ["a bad knock on the head"],
    "electric-shock": ["a big shock from the toaster"],
    "burn": ["a burnt hand", "burns all over"],
    "fire": ["a fire on the stove", "a burning battery"],
    "gas": ["a leaking gas bottle", "fumes in the room"],
    "eye": ["a chunk of wood in my eye"],
    "crush-cut": ["a finger in the saw", "a squashed hand", "a cut to the bone"],
    "attack": ["a robber with a gun", "a violent ex at the door"],
    "abuse": ["a husband who beats me", "death threats from my ex"],
}
"""What one more writer, who had not seen the table, found that people name; a few of each kind."""

HAPPENS = [
    "I not can breathe", "breath not coming", "somebody is sitting on my chest", "my hand won't close",
    "I can't wiggle my toes", "pee just runs out", "my head feels like it will burst", "my head hurts so bad",
    "my words come out wrong", "my body went stiff and started shaking", "I went white and fell",
    "I am coming up in welts", "I have had chills all night", "the wound smells", "breathing in hurts",
    "I took a bunch of xanax", "my nose has been bleeding for an hour", "I don't recognise anyone",
    "I hit my head", "a shelf fell on my head", "the socket shocked me", "I put a fork in the socket",
    "the coffee machine scalded me", "the laptop battery caught fire", "there is a chemical leak",
    "coolant sprayed in my eye", "a pallet fell on my foot", "a forklift ran over my foot",
    "the table saw got me", "I am trapped under a shelf", "the cut is deep", "the heimlich isn't working",
    "I fell down the stairs", "there's been an accident", "the bank is being robbed",
    "a guy pulled a knife on me", "I ate slug pellets", "my sugar dropped", "my boyfriend chokes me",
    "my husband won't let me leave the house", "urgent help needed", "there is a fire in the kitchen",
    "I stabbed myself with a screwdriver by accident", "a car hit me",
]  # fmt: skip
"""The same of what happens: at home, on the road, at a bench and at a counter."""


@pytest.mark.parametrize("frame", ["I have {}", "my mum has {}, what do I do?", "Is it safe? I have {}."])
@pytest.mark.parametrize("category", ONE_HAS)
def test_what_people_name_is_heard_as_what_it_is(category: str, frame: str) -> None:
    missed = [name for name in ONE_HAS[category] if not is_heard(frame.format(name))]
    assert missed == []
    assert not any(is_heard(f"can it cause {name}?") for name in ONE_HAS[category])


@pytest.mark.parametrize("frame", ["{}", "{}, what should I do?", "Is it safe? {}.", "{}. What is it?"])
def test_what_happens_is_heard(frame: str) -> None:
    assert [telling for telling in HAPPENS if not is_heard(frame.format(telling))] == []


@pytest.mark.parametrize(
    "text",
    [
        "I have no idea where the clinic is", "my wife is confused about the injection", "daylight robbery",
        "I have shooting pain in my leg", "it's burning in my knee since the injection", "we broke in the new saw",
        "my brother beats me at chess", "does someone have a hammer", "I have fluid in my knee",
        "cut myself shaving", "my back is killing me", "get the most out of it", "I twisted my ankle",
        "it is burning a little",
    ],
)  # fmt: skip
def test_words_that_share_a_kind_with_a_danger_are_not(text: str) -> None:
    assert not is_heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "call an ambulance", "can you call an ambulance for me", "call 911", "what is the emergency number", "SOS",
        "HELP", "HELP ME", "need help now", "please help me I'm scared", "emergency", "I think I'm dying",
    ],
)  # fmt: skip
def test_cries_for_help_are_heard(text: str) -> None:
    assert [each.category for each in SPEECH.hear(text)] == ["cry"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        *((each, True) for each in ("911", "999!!", "112", "911 911 911", "9-1-1", "9 9 9")),
        *((each, False) for each in ("9/11", "$999", "911.50", "911-5555", "1999", "9 1 2", "12", "911 turbo")),
    ],
)
def test_the_number_of_an_ambulance_alone_is_a_cry(text: str, *, heard: bool) -> None:
    assert [each.category for each in SPEECH.hear(text)] == ["cry"] * heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Volunteer unconscious", True),
        ("Captain collapsed", True),
        ("Referee not breathing", True),
        ("Moderator suicidal", True),
        ("casualty unconscious", True),
        ("volunteer choking, please help", True),
        ("Volunteer unconscious bias training", False),
        ("Volunteer coordinator needed", False),
        ("Captain choking under pressure", False),
        ("the captain collapsed in the final", False),
        ("Striker on fire this season", False),
        ("Goalkeeper down for the weekend", False),
    ],
)
def test_whoever_a_telegram_opens_with_is_somebody(text: str, *, heard: bool) -> None:
    assert any(each.is_bare for each in SPEECH.hear(text)) is heard
    assert bool(SPEECH.hear(text)) is heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Not an exercise: worker trapped under forklift", True),
        ("this is not a drill, he isn't breathing", True),
        ("not a joke my dad collapsed", True),
        ("not a test: I can't breathe", True),
        ("not kidding, I can't breathe", True),
        ("This is no drill. A customer is choking", True),
        ("not a drill: the sale ends today", False),
        ("this is a drill: man collapsed", False),
        ("drill: casualty unconscious, practise the steps", False),
        ("he is not choking, this is not a test", False),
        ("in the drill a man collapsed", False),
        ("this is not a joke, prolotherapy works", False),
    ],
)
def test_that_it_is_no_exercise_denies_nothing_and_plays_nothing(text: str, *, heard: bool) -> None:
    assert any(each.is_bare for each in SPEECH.hear(text)) is heard
    assert bool(SPEECH.hear(text)) is heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Ben collapsed", True),
        ("Maria isn't breathing", True),
        ("Priya is unresponsive", True),
        ("help, Hugo passed out", True),
        ("Grandpa Joe collapsed", True),
        ("Mrs Okafor unconscious", True),
        ("Ben collapsed the tent", False),
        ("Maria isn't breathing down my neck", False),
        ("Ben is choking on the exam", False),
        ("does Ben have chest pain?", False),
        ("Ben does not have chest pain", False),
        ("Emma had a seizure in 2009", False),
        ("Redis is unresponsive", False),
    ],
)
def test_a_name_is_somebody_and_a_thing_s_is_not(text: str, *, heard: bool) -> None:
    assert any(each.is_bare for each in SPEECH.hear(text)) is heard
    assert bool(SPEECH.hear(text)) is heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("OD 40 tabs", True),
        ("od'd on 40 tabs", True),
        ("40 tabs taken", True),
        ("30 paracetamol taken", True),
        ("60 of her heart tablets swallowed", True),
        ("tablets x 40 taken", True),
        ("I have 40 tabs open", False),
        ("OD 40 mm pipe", False),
        ("2 tabs OD", False),
        ("40 tabs in the box", False),
        ("30 photos taken", False),
        ("50 tablets sold", False),
    ],
)
def test_how_many_were_taken_may_be_said_without_a_sentence(text: str, *, heard: bool) -> None:
    assert any(each.is_bare for each in SPEECH.hear(text)) is heard
    assert bool(SPEECH.hear(text)) is heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("O2 sat 75%", True),
        ("O2 sats 80% on room air", True),
        ("SpO2: 79%", True),
        ("sat's 78", True),
        ("pulse ox 79", True),
        ("sats 78 and dropping", True),
        ("sats of 80 and a fever", True),
        ("sat 75% of the exam", False),
        ("SpO2: 98%", False),
        ("pulse ox 97 on air", False),
        ("o2 sat of 99", False),
        ("sat for 75 minutes", False),
        ("75 people sat", False),
    ],
)
def test_a_reading_is_heard_with_all_that_is_said_of_it(text: str, *, heard: bool) -> None:
    assert any(each.is_bare for each in SPEECH.hear(text)) is heard
    assert bool(SPEECH.hear(text)) is heard


@pytest.mark.parametrize(
    "text",
    [
        "help", "can you help me", "Help! I lost my card", "does this bot call 911", "help me understand dextrose",
        "where is the emergency exit at the clinic", "what should I do about my card", "HELP XX",
        "please help me, I like juggling", "I need help. I like juggling",
    ],
)  # fmt: skip
def test_a_request_is_no_cry(text: str) -> None:
    assert not is_heard(text)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I want to kill myself, I can't breathe", "self-harm"),
        ("I took an overdose", "overdose"),
        ("took 40 tylenol", "poisoned"),
        ("I bought a rope", "self-harm"),
        ("life isn't worth living", "self-harm"),
        ("I don't see the point anymore", "self-harm"),
        ("how many pills would kill me", "self-harm"),
        ("I wish I was dead", "self-harm"),
        ("how much of this morphine would kill me", "self-harm"),
        ("the shotgun is in my lap and I keep staring at it", "self-harm"),
        ("sat on the ledge crying", "self-harm"),
        ("walked in front of a lorry on purpose", "self-harm"),
        ("I can't keep myself safe tonight", "self-harm"),
        ("I've been stashing tramadol", "self-harm"),
        ("the voices say I must hurt myself", "self-harm"),
        ("nobody would care whether I live or die", "self-harm"),
        ("wrote letters to my kids", "self-harm"),
        ("by sunday nothing will matter anymore", "self-harm"),
        ("my sister posted a goodbye message", "self-harm"),
        ("they'd all be better off without me", "self-harm"),
        ("by monday I will be dead", "self-harm"),
        ("I'm googling painless ways to die", "self-harm"),
        ("going to unalive myself", "self-harm"),
        ("giving away all my things because I won't need them", "self-harm"),
    ],
)
def test_self_harm_and_an_overdose_are_heard_by_their_plain_names(text: str, category: str) -> None:
    assert category in [each.category for each in SPEECH.hear(normalise(text))]


@pytest.mark.parametrize(
    "text",
    [
        "killing me lol", "took 2 paracetamol this morning", "I would rather die than have another needle",
        "I was suicidal in my twenties, therapy helped", "kill two birds with one stone", "I'm dying to know",
        "I won't be here tomorrow, I'm on leave", "goodbye everyone, see you monday",
        "I'm so tired of life in the office", "cut myself shaving", "burned myself on the oven",
        "I posted a message", "I am leaving the league, thanks for the games",
        "we are better off without that app", "I gave away my old things", "by monday I will be in Rome",
    ],
)  # fmt: skip
def test_idioms_small_doses_and_what_is_long_over_are_not(text: str) -> None:
    assert not is_heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "a headache with vomiting and a stiff neck", "chest pain that nothing we keep at home will touch",
        "my aunt has a leaking drain and fever", "she ate a peanut and is swelling up",
        "my uncle was stabbed", "I have a stab wound", "he was bitten by a cobra",
        "I have a swollen throat after eating a biscuit",
    ],
)  # fmt: skip
def test_a_report_may_go_on_in_words_that_nobody_knows(text: str) -> None:
    assert is_heard(text)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("a leaking drain and a fever", True),
        ("I have wooziness and chest pain", True),
        ("my wife and I have wooziness, chest pain", True),
        ("does she have a leaking drain and a fever?", False),
        ("leaking drain and a fever", False),
        ("the drain is leaking badly and a fever", False),
        ("drains leak and fever", False),
        ("she drew a leaking drain and a fever", False),
        ("she has a leaking drain and a fever according to spreadsheets", False),
        ("she has a leaking drain and a fever and I like spreadsheets", True),
        ("she has a leaking drain and purple fever", False),
        ("leaking drain and a fever my", False),
        ("she has a leaking bespoke titanium endoscopic suction drainage and a fever", True),
        ("she has a leaking bespoke titanium endoscopic suction drainage apparatus and a fever", False),
    ],
)
def test_a_symptom_beside_a_few_unknown_words_is_reported_by_whoever_has_both(text: str, *, heard: bool) -> None:
    assert is_heard(text) is heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("chest pain radiating to the jaw like lightning", True),
        ("is chest pain radiating to the jaw like lightning?", False),
        ("double vision that nothing will touch", True),
        ("and double vision in both mirrors", True),
        ("my mum she has just got double vision while juggling", True),
        ("my mum she saw double vision while juggling", False),
        ("double vision mirrors", False),
        ("a parcel has double vision now", False),
        ("I have parcel double vision now", False),
        ("I swallowed a swollen throat after biscuits", False),
        ("my mum juggles and has a seizure", True),
        ("I have a fever and juggle with double vision", True),
        ("gran hummed loudly and collapsed", True),
        ("gran hummed loudly and the cat collapsed", False),
        ("gran hummed loudly and tigers collapsed", False),
        ("hums loudly and collapsed", False),
        ("dad ate a trout and is choking", True),
        ("gran ate shellfish but keeps fainting", True),
        ("gran ate shellfish and was fainting", False),
        ("I took the whole bottle of pills juggling alone", True),
        ("overdose memoir", False),
    ],
)
def test_somebody_right_before_a_phrase_has_it_or_does_it_whatever_else_is_told(text: str, *, heard: bool) -> None:
    assert is_heard(text) is heard


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("no chest pain but I have a fever", ["infection"]),
        ("I have a fever, I have no chest pain", ["infection"]),
        ("I am fine but there is chest pain", ["chest-pain"]),
        ("I don't have a fever but my legs are numb", ["weakness-numbness"]),
        ("can it cause chest pain and my dad has a fever", ["infection"]),
        ("my chest hurts and I can't breathe", ["chest-pain", "breathing"]),
        ("chest pain, sats 84", ["chest-pain", "breathing"]),
    ],
)
def test_what_one_clause_denies_or_asks_leaves_the_others_alone(text: str, categories: list[str]) -> None:
    assert [each.category for each in SPEECH.hear(normalise(text))] == categories


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("I had chest pain", False),
        ("I had chest pain after the injection", True),
        ("I had chest pain just now", True),
        ("I do know I had chest pain", False),
        ("my chest was hurting", False),
        ("my son was unconscious", False),
        ("gran ate shellfish and had a seizure", False),
        ("gran ate shellfish and now has a seizure", True),
        ("I had suicidal thoughts", False),
        ("I had suicidal thoughts today", True),
        ("I was going to kill myself", False),
        ("I was going to kill myself tonight", True),
    ],
)
def test_what_one_had_or_was_is_over_unless_it_is_said_to_be_new(text: str, *, heard: bool) -> None:
    assert is_heard(text) is heard


@pytest.mark.parametrize("supposed", ["what if I {}", "I am afraid I will {}", "if I {}"])
def test_harm_to_oneself_is_heard_where_anything_else_is_only_supposed(supposed: str) -> None:
    assert is_heard(supposed.format("kill myself"))
    assert not is_heard(supposed.format("have chest pain"))


def test_what_is_heard_says_what_it_is_by_which_words_and_whether_they_stand_alone() -> None:
    assert SPEECH.hear("oh my CHEST really hurts") == [Heard("chest-pain", "chest really hurts")]
    assert SPEECH.hear("chest pain, radiating like lightning") == [
        Heard("chest-pain", "chest pain", is_bare=False)
    ]
    assert SPEECH.hear("HELP!") == [Heard("cry", "HELP")]
    assert SPEECH.hear("I need help. please help me") == [Heard("cry", "i need help please help me")]


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("I do not have a stroke", True),
        ("my mum does not have chest pain", True),
        ("he has not had a seizure.", True),
        ("a stroke of luck", True),
        ("she does not have a stroke or wings", False),
        ("I do not have a stroke. I have chest pain", False),
        ("I like knitting", False),
        ("", False),
    ],
)
def test_nothing_but_a_denial_or_a_set_phrase_is_plainly_calm(text: str, *, calm: bool) -> None:
    assert SPEECH.is_plainly_calm(normalise(text)) is calm


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("a paper cut on my thumb stings", True),
        ("banged my funny bone on the desk ow", True),
        ("he stubbed his big toe", True),
        ("bit my tongue at dinner and it bled a bit", True),
        ("she has a splinter in her heel", True),
        ("a paper cut on my thumb and a red streak up my arm", False),
        ("bit my tongue and it will not stop bleeding", False),
        ("bit my tongue in a seizure", False),
        ("stubbed my toe and the foot is cold and blue", False),
        ("blister on my heel and shaking with fever", False),
        ("please stop messaging me", True),
        ("he will not stop messaging me, he says he will kill me", False),
    ],
)
def test_a_knock_of_every_day_is_plainly_calm_alone(text: str, *, calm: bool) -> None:
    assert SPEECH.is_plainly_calm(normalise(text)) is calm


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("can it cause chest pain?", True),
        ("no fever and no seizure", True),
        ("what if I have chest pain", True),
        ("can it cause chest pain? I have a fever", False),
        ("no chest pain and my mum has a fever", False),
        ("I have a fever and my mum has no chest pain", False),
        ("what if I kill myself", False),
        ("I like knitting", False),
    ],
)
def test_a_text_is_calm_where_all_it_names_is_and_harm_to_oneself_never_is(text: str, *, calm: bool) -> None:
    assert SPEECH.is_calm(normalise(text)) is calm


def of_chest_pain(*harmless: str, known: frozenset[str] = frozenset()) -> PlainSpeech:
    """Return a rule that knows one symptom, made anew."""
    urgent = {"chest-pain": Phrases(has=("chest pain",))}
    table = Table(urgent=urgent, after=Phrases(), cries=(), harmless=harmless)
    return PlainSpeech(table, read_frames(), known)


@pytest.mark.parametrize(
    "text",
    [
        "my aunt has chest pain", "I noticed chest pain", "I have chest pain while", "absolutely chest pain",
        "ambulance chest pain", "an hour, chest pain", "while my aunt noticed chest pain absolutely ambulance",
    ],
)  # fmt: skip
def test_people_having_what_joins_what_fills_and_what_stands_around_are_small_words(text: str) -> None:
    assert of_chest_pain().hear(text) == [Heard("chest-pain", "chest pain")]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("my aunt noticed chest pain while juggling", True),
        ("my aunt has absolutely chest pain while juggling", True),
        ("mirrors fell my aunt noticed chest pain while juggling", True),
        ("mirrors fell my aunt absolutely has chest pain", True),
        ("mirrors fell my aunt noticed chest pain please", True),
        ("mirrors fell my aunt noticed chest pain under spreadsheets", True),
        ("mirrors fell my aunt chest pain while juggling", False),
        ("my aunt saw chest pain while juggling", False),
        ("my parrot noticed chest pain while juggling", False),
        ("my parrot chest pain", False),
    ],
)
def test_people_having_and_what_fills_stand_between_somebody_and_a_symptom(text: str, *, heard: bool) -> None:
    expected = [Heard("chest-pain", "chest pain", is_bare=False)] if heard else []
    assert of_chest_pain().hear(text) == expected


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("I do not have chest pain", True),
        ("my mum has not had any chest pain", True),
        ("I do not have chest pain or wings", False),
        ("I have chest pain", False),
        ("I do not have fainted", False),
    ],
)
def test_a_denial_that_is_no_set_phrase_is_plainly_calm(text: str, *, calm: bool) -> None:
    urgent = {"chest-pain": Phrases(has=("chest pain",)), "unconscious": Phrases(does=("fainted",))}
    speech = PlainSpeech(Table(urgent=urgent, after=Phrases(), cries=(), harmless=()), read_frames())
    assert speech.is_plainly_calm(text) is calm


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("chest absolutely pain", True),
        ("chest pain and a day of luck", True),
        ("chest pain day of luck", True),
        ("day of luck chest pain", True),
        ("chest pain of luck", False),
        ("chest pain of the luck", False),
    ],
)
def test_what_only_sounds_like_a_symptom_takes_away_what_it_holds_and_nothing_beside_it(
    text: str, *, heard: bool
) -> None:
    assert bool(of_chest_pain("day of luck", "chest pain of luck").hear(text)) is heard


@pytest.mark.parametrize(
    "text",
    [
        "I have chest pain and my mum has no chest pain",
        "chest pain and my mum has no chest pain",
        "my mum has no chest pain and I have chest pain",
        "no chest pain and there is chest pain",
    ],
)
def test_what_one_clause_says_of_a_symptom_calms_no_other_of_the_same(text: str) -> None:
    assert [each.category for each in of_chest_pain().hear(text)] == ["chest-pain"]
    assert not of_chest_pain().is_calm(text)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("I have shot through mirrors", True),
        ("I have in agony mirrors", False),
        ("I have pain in both big toes mirrors", False),
        ("I fainted please mirrors spreadsheets", True),
        ("gran hummed loudly and please fainted", True),
        ("please fainted while mirrors spreadsheets", False),
    ],
)
def test_what_ends_in_a_word_that_goes_on_or_is_followed_by_one_may_go_on_in_any_words(
    text: str, *, heard: bool
) -> None:
    urgent = {"pain": Phrases(has=("in agony", "shot through", "pain in both big toes"), does=("fainted",))}
    speech = PlainSpeech(Table(urgent=urgent, after=Phrases(), cries=(), harmless=()), read_frames())
    assert bool(speech.hear(text)) is heard


def test_no_more_messages_are_remembered_than_are_read_again() -> None:
    assert of_chest_pain()._take_apart.cache_info().maxsize == READ_AGAIN


@pytest.mark.parametrize(
    "text", ["i ca n't breathe", "My mum ca n\u2019t breathe!", "I could n't breathe and still ca n't breathe"]
)
def test_a_denial_torn_off_its_word_denies(text: str) -> None:
    assert {each.category for each in SPEECH.hear(normalise(text))} == {"breathing"}


SETTINGS = [
    "at the cinema", "during the film", "while watching TV", "at a play", "at the football match", "on our plot",
    "on plot 7", "at choir practice", "during a coughing episode", "in an episode of panic", "at the scene",
    "on the scene of the crash", "during the exam", "at the book group", "after a nightmare", "at story time",
    "while writing her thesis", "while playing a game of football", "in the middle of the concert", "on stage",
]  # fmt: skip


@pytest.mark.parametrize("report", ["my wife can't breathe", "my son has collapsed", "a lady is unconscious"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_where_somebody_is_makes_no_story_of_what_happens_to_them(report: str, setting: str) -> None:
    assert any(each.is_bare for each in SPEECH.hear(normalise(f"{report} {setting}")))


@pytest.mark.parametrize(
    "text",
    [
        "The girl in the film took an overdose.",
        "in the last episode the hero collapsed",
        "I died laughing at the cinema",
        "I can't breathe, that film was too funny lol",
        "in her novel the husband can't breathe",
        "my son's character is unconscious in the game",
        "the plot: a man is unconscious for ten years",
    ],
)
def test_a_story_stays_one(text: str) -> None:
    assert not any(each.is_bare for each in SPEECH.hear(normalise(text)))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("My son swallowed my tramadol tablets", "poisoned"),
        ("he has eaten grannys heart tablets", "poisoned"),
        ("the bonfire is spreading", "fire"),
        ("no wee since this morning", "bladder-bowel"),
        ("there is no water", ""),
        ("why is there no water coming out", ""),
    ],
)
def test_whose_tablets_and_which_water_it_is_tells_what_is_reported(text: str, category: str) -> None:
    assert {each.category for each in SPEECH.hear(normalise(text))} == ({category} if category else set())


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("he was fixing the printer and now he can't breathe", True),
        ("the boss can't breathe and the printer is on fire", True),
        ("my mother swallowed a load of tablets at the market", True),
        ("my son drank the antiseptic in the changing room before football", True),
        ("my laptop collapsed", False),
        ("the server is not breathing", False),
        ("Is it normal that I can't breathe after the neck injection?", True),
        ("is it ok that my face is drooping since the shot?", True),
        ("Is it normal that people faint after the neck injection?", False),
        ("is it a stroke risk", False),
    ],
)
def test_what_stands_beside_somebody_s_symptom_is_not_what_has_it(text: str, *, heard: bool) -> None:
    assert bool(SPEECH.hear(normalise(text))) is heard


PIECES = st.sampled_from(
    ["n't", "ca", "'s", "\u2019", "'", " ", "i", "39.5", "a&e", "chest pain", "...", "-", "5"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_no_word_of_any_text_is_empty(text: str) -> None:
    assert all(token.word and token.form for token in tokenise(normalise(text)))
    SPEECH.hear(normalise(text))


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("mirrors took all pills with spreadsheets", ["overdose"]),
        ("mirrors took pills with spreadsheets", []),
        ("what if I took all pills", ["overdose"]),
        ("what if my house smells funny", []),
        ("mirrors house smells funny with spreadsheets", []),
        ("mirrors bad dark thoughts with spreadsheets", []),
        ("my aunt collapsed", ["unconscious"]),
    ],
)
def test_pills_that_were_taken_are_heard_among_any_words_and_little_else_is(
    text: str, categories: list[str]
) -> None:
    urgent = {
        "overdose": Phrases(has=("bad dark thoughts",), does=("took all pills", "took pills")),
        "gas": Phrases(does=("house smells funny",)),
        "unconscious": Phrases(does=("{he} collapsed",)),
    }
    speech = PlainSpeech(Table(urgent=urgent, after=Phrases(), cries=(), harmless=()), read_frames())
    assert [each.category for each in speech.hear(text)] == categories


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("my knee has swelling. is that normal", True),
        ("the area has swelling. is that normal", True),
        ("the area puffs up. is that normal", True),
        ("what if I have swelling. is that normal", False),
        ("the leaflet has swelling. is that normal", False),
    ],
)
def test_a_mild_after_effect_is_one_s_own_or_its_site_s(text: str, *, asks: bool) -> None:
    after = Phrases(has=("swelling",), does=("puffs up",))
    speech = PlainSpeech(Table(urgent={}, after=after, cries=(), harmless=()), read_frames())
    assert speech.asks_if_normal(text) is asks


@pytest.mark.parametrize("known", [frozenset[str](), frozenset({"chest", "chess"})])
def test_a_word_that_is_right_as_it_stands_is_a_slip_of_nothing(known: frozenset[str]) -> None:
    def hears(text: str, *harmless: str) -> bool:
        return bool(of_chest_pain(*harmless, known=known).hear(text))

    assert hears("I have chest pain")
    assert hears("I have chess pain") is (not known)
    assert hears("I have chest pain", "chess pain") is bool(known)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("my sats are 84", True), ("oxygen level of 82", True), ("his blood sugar is 1.8", True),
        ("I have a heartbeat of 180", True), ("a pulse under 35", True), ("mum has BP 230/120", True),
        ("my sats are 97", False), ("my blood sugar is 6", False), ("blood pressure 120/80", False),
        ("her pulse is 72", False), ("I ate 22 sugar cubes", False), ("tyre pressure 60", False),
    ],
)  # fmt: skip
def test_a_meter_that_shows_a_number_out_of_range_is_a_report(text: str, *, heard: bool) -> None:
    assert is_heard(text) is heard


@pytest.mark.parametrize(
    "text",
    [
        "my dad was bitten by a cobra when he was nine", "a seizure in act two",
        "numb arm for an hour after the shot, it wore off by lunch", "great-grandfather was gassed at Ypres",
        "choking on my tea in the demo", "is chest pain with swelling common?", "got a shot in my knee",
        "the lawnmower coughs and faints on hills",
    ],
)  # fmt: skip
def test_the_same_going_on_is_calm_when_it_is_past_played_or_a_things(text: str) -> None:
    assert not is_heard(text)


@pytest.mark.parametrize("order", ["{question} {report}", "{report} {question}"])
@pytest.mark.parametrize("category", sorted(read_table().urgent))
def test_a_report_is_heard_beside_a_question_in_either_order(category: str, order: str) -> None:
    had, template = next(read_table().urgent[category].each())
    phrase = " ".join(STAND_INS.get(word, word) for word in next(expand(parse_template(template))))
    report = f"I have {phrase}." if had else f"{phrase}."
    assert is_heard(order.format(question="What are the side effects?", report=report))


@pytest.mark.parametrize(
    "text",
    [
        "My husband collapsed. That was ten years ago, he is fine.",
        "I can't breathe. Just kidding, I'm fine!",
        'On the telly: "I can\'t breathe". What is prolotherapy?',
    ],
)
def test_a_neighbour_that_speaks_of_the_same_event_calms_it(text: str) -> None:
    assert not is_heard(text)


@pytest.mark.parametrize(
    "text", ["I can't breathe. Thank you!", "Is it safe? My husband collapsed. Which agent is used?"]
)
def test_a_courtesy_or_a_question_calms_nothing(text: str) -> None:
    assert is_heard(text)


def test_every_sentence_of_a_long_message_is_read() -> None:
    filler = "I read a lot about ligaments. The garden is doing well. "
    for before in (0, 10, 39):
        assert is_heard(filler * before + "My wife can't breathe. " + filler * (39 - before))


@pytest.mark.parametrize(
    "text",
    ["chets pain", "I have chest pian", "seizrue", "cant breth", "my mum has collpased", "I have dobule vision"],
)
def test_one_slip_of_typing_is_forgiven(text: str) -> None:
    assert is_heard(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I have a small bruise where they injected, is that normal", True),
        ("it hurts more since the injection, is that normal?", True),
        ("my neck hurts more after the injection, is this normal", True),
        ("I have mild soreness after, should I worry", True),
        ("got my third round on monday, the spots are red and hard, is this ok?", True),
        ("the whole area is swollen since the last session. is it to be expected", True),
        ("my wrist is puffy after my treatment, should I worry", True),
        ("they are swollen, is that normal?", False),
        ("it is swollen, is this normal?", False),
        ("who bruises them. is that normal?", False),
        ("normal. my knee is sore", False),
        ("my knee is sore. normal", True),
        ("is bruising normal after prolotherapy", False),
        ("which areas are normal for it", False),
        ("what is normal soreness", False),
    ],
)
def test_a_mild_after_effect_is_asked_about_in_one_way(text: str, *, asks: bool) -> None:
    assert SPEECH.asks_if_normal(normalise(text)) is asks


def test_a_files_own_lines_are_heard_and_left_alone() -> None:
    table = read_table().with_examples({"fire": ["the kiln is roaring"]}, ["the smoke machine is on fire tonight"])
    own = PlainSpeech(table, read_frames())
    assert [each.category for each in own.hear("help, the kiln is roaring")] == ["fire"]
    assert not own.hear("the smoke machine is on fire tonight")


@examples(60)
@given(st.text(max_size=300))
def test_nothing_anybody_types_breaks_it(text: str) -> None:
    SPEECH.hear(normalise(text))
    SPEECH.asks_if_normal(normalise(text))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("chest pain|ache", ["chest pain", "chest ache"]),
        (
            "(very bad)? pain in (my chest|here)",
            ["very bad pain in my chest", "very bad pain in here", "pain in my chest", "pain in here"],
        ),
    ],
)
def test_a_template_says_many_phrases(template: str, expected: list[str]) -> None:
    assert [" ".join(each) for each in expand(parse_template(template))] == expected


@pytest.mark.parametrize("template", ["a (b", "a ) b", "a | | b", "?"])
def test_a_template_that_cannot_be_read_says_why(template: str) -> None:
    with pytest.raises(TemplateError, match=r"found|expected"):
        parse_template(template)


@pytest.mark.parametrize("said", ['"{}"', 'He wrote "{}" and I wonder why', 'The chapter "{}" is long'])
@pytest.mark.parametrize("report", ["I can't breathe", "my chest hurts"])
def test_what_stands_in_quotation_marks_is_somebody_elses_unless_it_is_all_there_is(
    said: str, report: str
) -> None:
    assert is_heard(said.format(report)) is (said == '"{}"')


@pytest.mark.parametrize(
    "over", ["I am fine now.", "That was years ago.", "Just kidding!", "It was a false alarm."]
)
@pytest.mark.parametrize("order", ["{report} {over}", "{over} {report}"])
def test_that_it_is_over_may_be_said_before_or_behind(over: str, order: str) -> None:
    assert is_heard("I can't breathe.")
    assert not is_heard(order.format(report="I can't breathe.", over=over))
    assert not is_heard(f"I can't breathe. {over} The sun is shining.")
    assert is_heard(f"I can't breathe. The sun is shining. {over}"), "two sentences on it is about something else"
    assert is_heard(f"{over} The sun is shining. I can't breathe.")


@pytest.mark.parametrize(
    "text",
    [
        "my brother took like 40 propranolols", "she swallowed at least 20 of her heart tablets",
        "he necked a ton of ritalin", "i took three strips of amitriptyline",
        "i took double bisoprolol by accident",
        "my mate popped god knows how many codeines", "mum took a week's worth of digoxin",
        "i took my wife's gliclazide by mistake", "the nurse gave me ten times the morphine",
        "i gave him the wrong syringe", "dad took his rivaroxaban twice today by mistake",
        "my niece ate two of my metformin", "the chemist gave me the wrong tablets", "he took all the gabapentin",
        "she drink some floor cleaner", "my son has drunk from the bottle of oven cleaner",
        "i accidentally swallowed a mouthful of white spirit", "the resident licked the hand gel",
        "he ate a few slug pellets", "my gran had a swig of limescale remover",
        "i got a bit of petrol in my mouth",
        "she drank what turned out to be antifreeze", "he may have swallowed some descaler in the shed",
    ],
)  # fmt: skip
def test_too_much_of_a_medicine_and_what_is_no_food_are_heard_by_any_name(text: str) -> None:
    assert {each.category for each in SPEECH.hear(normalise(text))} & {"overdose", "poisoned"}


@pytest.mark.parametrize(
    "text",
    [
        "I took 20 mg of tramadol this morning", "I took paracetamol three times today", "can I drink bleach?",
        "he took thirty tablets back to the chemist", "I take my metformin twice a day", "she drank a cup of tea",
        "my daughter swallowed her food", "what happens if a child eats slug pellets?", "I had two ibuprofen",
        "is it safe to take naproxen with it?", "he took the bleach out of the cupboard",
    ],
)  # fmt: skip
def test_a_medicine_taken_as_it_should_be_is_no_overdose(text: str) -> None:
    assert not is_heard(text)


def test_a_name_that_no_words_are_shared_under_is_named() -> None:
    with pytest.raises(ValueError, match="found <poisson>; expected one of poison"):
        Table.model_validate(
            {"shared": {"poison": ["bleach"]}, "urgent": {"poisoned": {"does": ["ate <poisson>"]}}}
        )


@pytest.mark.parametrize(
    "text",
    [
        "chest pain over the left side", "chest pain went down my arm", "numb legs not better",
        "the seizure is not over",
        "my throat is closing up over the last hour", "chest pain not gone after an hour",
        "I have had chest pain for an hour",
        "smell gas strongly all over the house", "following the treatment I fainted",
        "after the treatment she collapsed",
        "two days after the shot in my shoulder I had a seizure", "took too many tablets by accident",
    ],
)  # fmt: skip
def test_words_of_an_ending_in_another_role_calm_nothing(text: str) -> None:
    assert is_heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "the chest pain is gone now", "my chest pain went away within an hour", "chest pain is all over now",
        "the seizure is over", "the swelling of my throat went down overnight",
        "my arm was numb for an hour after the shot",
        "the numb leg got better", "is there treatment for a stroke?", "cut myself by accident",
    ],
)  # fmt: skip
def test_what_is_said_to_have_ended_is_calm(text: str) -> None:
    assert not is_heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "my stepson cannot breathe",
        "a resident collapsed",
        "caller has numb legs", "my grandson is having a seizure",
        "my grip is gone on the right", "both feet slap when I walk", "my knees keep buckling",
        "the elbow blew up overnight and I cannot bend it", "I have to push to get any pee out",
        "34 weeks and passed out in the shop", "28 weeks pregnant and I had a fit", "pains every six minutes",
        "he punched my bump", "my INR is 8.5", "ketones 4.5 and feeling rough", "I brought up coffee grounds",
        "my nose will not quit", "on eliquis and hit my head", "the bruise on my leg is growing by the hour",
        "stung by 30 bees", "choking on a piece of lego", "a grape is stuck in her throat",
        "the axe slipped into my shin",
        "on chemo and my temp is 38.9", "spilled hot soup on my lap", "my son swallowed a marble",
    ],
)  # fmt: skip
def test_siblings_of_what_ten_people_wrote_are_heard(text: str) -> None:
    assert is_heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "he is on the wrong side of the barrier", "she is sitting on the rails",
        "my brother wants to be with his dead wife",
        "she hopes she will not wake up tomorrow", "I stopped taking my insulin so I will die",
        "he tied a belt to the door",
        "there is nothing left to live for", "I gave away my dogs and wrote my letters",
        "she asks how many tablets it takes to die", "he has the tablets lined up on his desk",
    ],
)  # fmt: skip
def test_an_end_told_sideways_is_a_crisis(text: str) -> None:
    assert "self-harm" in {each.category for each in SPEECH.hear(normalise(text))}
