"""Emergencies are heard and answered in other languages; the rest is told that the bot reads English only."""

from __future__ import annotations

import itertools
import json
import re
import tracemalloc
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from proving import proof, some

from botcore import Asked, Because, Bot, Kind
from botcore.encoding import Encoder, VectorCache
from botcore.faq import load_faq
from botcore.faq.limits import HEADLINE_MAX
from botcore.faq.values import SafetyExtension
from botcore.languages import Language, base_of, guess, read_languages, read_words
from botcore.safety.ear import LEAST_STRANGE
from botcore.safety.knowledge import load_knowledge
from botcore.safety.other_languages import OtherLanguages
from botcore.text import normalise
from botcore.text.templates import expand, parse_template

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = load_knowledge(SafetyExtension()).english
LANGUAGES = {each.code: each for each in read_languages()}
ALWAYS = {
    "breathing", "chest-pain", "heart", "stroke-signs", "weakness-numbness", "bladder-bowel", "severe-headache",
    "seizure", "fainting", "allergic-reaction", "infection", "bleeding", "severe-pain", "self-harm", "overdose",
    "poisoned", "cry",
}  # fmt: skip
"""What every language has phrases for."""
OTHERS = [
    "¿cuánto cuesta y a qué hora abren?",
    "Combien coûte le traitement ?",
    "Сколько стоит лечение и больно ли это?",
    "كم تكلفة العلاج؟",
    "इलाज में कितना खर्च आता है?",
    "治疗费用是多少?",
    "Tedavi ne kadar sürer ve acıtır mı?",
]

SPANISH = """
disclaimer: No es un consejo médico.
language: es
messages:
  urgent_heading: Llame ya a {emergency}.
  crisis_heading: "Hable ya con alguien: {emergency}."
entries:
- {id: horario, question: ¿Cuándo abren?, phrasings: [¿A qué hora abren?, Horario], answer: De nueve a cinco.}
- {id: precio, question: ¿Cuánto cuesta una reparación?, phrasings: [¿Qué precio tiene?], answer: Diez euros.}
- {id: lugar, question: ¿Dónde está el taller?, phrasings: [¿Cómo llego?], answer: En la plaza.}
topics:
- id: aparcamiento
  about: el aparcamiento
  pointer: Pregunte en el ayuntamiento.
  phrasings: [¿Dónde se puede aparcar el coche?, Aparcamiento gratis en la calle, ¿Hay un garaje cerca?]
"""

NORWEGIAN = """
disclaimer: Ikke medisinsk råd.
language: "{}"
messages: {{urgent_heading: "Ring {{emergency}}."}}
entries:
- {{id: apent, question: Når åpner dere?, phrasings: [Åpningstider], answer: Klokka ni.}}
- {{id: pris, question: Hva koster en reparasjon?, phrasings: [Prisen på arbeidet], answer: Ti kroner.}}
topics:
- id: regn
  about: været
  pointer: Spør en annen.
  phrasings: [Kommer det til å regne, Blir det sol i morgen, Hvor kaldt er det ute]
"""

in_every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))


@pytest.fixture(scope="module")
def ears() -> OtherLanguages:
    return OtherLanguages(read_languages, ENGLISH, Encoder().vocabulary)


def said(language: Language) -> Iterator[tuple[str, str]]:
    """Yield a phrase of every template of a language, with its category."""
    for category, templates in language.phrases.items():
        for template in templates:
            yield category, " ".join(next(iter(expand(parse_template(template)))))


def test_languages_are_read_for_the_first_text_that_may_name_an_emergency_in_one() -> None:
    read: list[str] = []

    def languages() -> tuple[Language, ...]:
        read.append("all of them")
        return read_languages()

    ears = OtherLanguages(languages, ENGLISH, Encoder().vocabulary)
    assert (ears.hear("is it safe for my neck?"), read) == ([], [])
    assert ears.hear("no puedo respirar")
    ears.warm()
    assert len(read) == 1


def test_there_are_at_least_twenty() -> None:
    assert len(LANGUAGES) >= 20


@in_every_language
def test_every_kind_of_emergency_has_its_words(language: Language) -> None:
    assert ALWAYS - language.phrases.keys() == set()
    assert language.phrases.keys() - {each.id for each in load_knowledge(SafetyExtension()).categories} == set()


@in_every_language
def test_what_is_said_is_short_names_no_number_and_was_signed_by_nobody(language: Language) -> None:
    texts = language.messages.model_dump()
    assert [key for key, text in texts.items() if re.search(r"\b\d+\b", text)] == []
    assert [key for key, text in texts.items() if "heading" in key and len(text) > HEADLINE_MAX] == []
    assert language.reviewed == ""


@in_every_language
@proof("60 phrases a language", "all phrases")
def test_a_phrase_is_heard_with_and_without_its_accents(ears: OtherLanguages, language: Language) -> None:
    missed = []
    for category, phrase in some(list(said(language)), 60):
        if len(set(itertools.chain.from_iterable(read_words(phrase))) - ENGLISH) < LEAST_STRANGE:
            continue  # such as "heart attack ho": one word more, and English is heard by its own rules
        plain = "".join(each for each in unicodedata.normalize("NFD", phrase) if not "\u0300" <= each <= "\u036f")
        for text in (phrase, plain, f"{phrase.upper()}!!"):
            if not ears.hear(text):
                missed.append((category, text))
    assert missed == []


@in_every_language
@proof("40 phrases a language", "all phrases")
def test_one_slip_of_typing_is_forgiven(ears: OtherLanguages, language: Language) -> None:
    missed, tried = [], 0
    for _, phrase in some(list(said(language)), 40):
        long = [word for word in read_words(phrase)[0] if len(word) >= 7 and word.isalpha()]
        if not long:
            continue  # as in a script that puts no blanks between its words
        tried += 1
        slipped = " ".join(read_words(phrase)[0]).replace(
            long[0], f"{long[0][:3]}{long[0][4]}{long[0][3]}{long[0][5:]}", 1
        )
        if not ears.hear(slipped):
            missed.append(slipped)
    assert len(missed) <= tried // 10, missed


def test_a_question_about_a_risk_is_no_report(ears: OtherLanguages) -> None:
    assert ears.hear("¿puede causar dolor de pecho?") == []
    assert ears.hear("tengo dolor de pecho") != []


@pytest.mark.parametrize(
    ("calm", "report"),
    [
        ("tengo miedo de tener un infarto con la inyección", "mi padre tiene un infarto"),
        ("et si je m'évanouis au cabinet ?", "ma femme s'est évanouie"),
        ("ich habe Angst vor einem Schlaganfall durch die Spritze", "mein Mann hat einen Schlaganfall"),
        ("mio padre ha avuto un infarto dieci anni fa", "mio padre ha un infarto"),
        ("quais são os sintomas de uma trombose?", "acho que tenho uma trombose na perna"),
        ("mijn buurvrouw had in 2015 een hersenbloeding", "mijn buurvrouw heeft een hersenbloeding"),
        ("co robić gdy po zabiegu spuchnie twarz?", "spuchła mi twarz i język"),
        ("а если я потеряю сознание в кабинете?", "жена потеряла сознание"),
        ("jag har inte ont i bröstet", "jag har ont i bröstet"),
        ("jeg har ikke ondt i brystet", "jeg har ondt i brystet"),
        ("komşum 2015'te felç geçirdi", "babam felç geçirdi"),
        ("怕打针会中风", "我爸爸中风了"),
        ("注射で脳卒中になるのが怖い", "父が脳卒中です"),
        ("혈전 증상이 뭐예요?", "아버지가 뇌졸중이에요"),
    ],
)
def test_fear_a_date_and_what_if_are_no_reports_whichever_language_hears(
    ears: OtherLanguages, calm: str, report: str
) -> None:
    assert (ears.hear(normalise(calm)), ears.is_calm(normalise(calm))) == ([], True)
    assert ears.hear(normalise(report))
    assert not ears.is_calm(normalise(report))
    assert not ears.is_calm(f"{normalise(calm)}. my chest feels funny and I am afraid")


@pytest.mark.parametrize(
    ("calm", "report"),
    [
        ("sto morendo di fame", "sto morendo, aiuto"),
        ("भूख से मर रहा हूं", "मैं मर रहा हूं, बचाओ"),
        ("wir haben gelernt, was man bei einem Herzinfarkt macht", "gelernt, mein Mann hat einen Herzinfarkt"),
        ("kan man få en blodprop af sprøjten?", "min far har fået en blodprop af sprøjten"),
        ("打针会不会中风？", "打针后中风了"),
        ("ma mère a fait un AVC il y a six ans", "ma mère a fait un AVC il y a dix minutes"),
        ("weder Brustschmerzen noch Fieber", "ich habe noch Brustschmerzen"),
    ],
)
def test_what_holds_its_own_words_back_holds_nothing_else(ears: OtherLanguages, calm: str, report: str) -> None:
    assert ears.hear(normalise(calm)) == []
    assert ears.hear(normalise(report))
    assert ears.hear(normalise(f"{calm}, no puedo respirar"))


@pytest.mark.parametrize(
    ("calm", "report"),
    [
        ("দাদুর ২০১৫ সালে হার্ট অ্যাটাক হয়েছিল", "দাদুর হার্ট অ্যাটাক হয়েছে"),
        ("پدربزرگم سال ۱۳۹۴ سکته قلبی کرد", "پدربزرگم سکته قلبی کرد"),
    ],
)
def test_a_year_is_one_in_the_digits_of_any_script(ears: OtherLanguages, calm: str, report: str) -> None:
    assert ears.hear(normalise(calm)) == []
    assert ears.hear(normalise(report))


def test_being_tired_to_death_is_no_reason_to_leave_a_wish_to_die_unheard(ears: OtherLanguages) -> None:
    assert ears.hear("힘들어 죽고 싶어요")
    assert ears.hear("疲れて死にたい")


@pytest.mark.parametrize(
    "text",
    [
        "siento que soy una carga para mis hijos", "nadie me echaría de menos",
        "mis hijos estarían mejor sin mí",
        "jsuis un fardeau pour ma famille", "j'aimerais dormir et ne jamais me réveiller",
        "personne me pleurerait",
        "ich bin für meine familie nur eine last", "mich würde doch eh niemand vermissen",
        "sou um fardo pra minha família", "queria deitar e nunca mais acordar",
        "mi sento un peso per i miei genitori", "nessuno sentirebbe la mia mancanza",
        "ik ben jullie alleen maar tot last", "niemand zal mij missen",
        "nikt nie będzie za mną tęsknić", "chcę usnąć i już się nie obudzić",
        "nikomu nebudu chybět", "я для семьи только обуза", "без мене всім буде легше",
        "nimeni nu mi-ar simți lipsa",
        "aileme yük oluyorum", "είμαι βάρος για την οικογένεια",
        "ingen kommer sakna mig", "nélkülem jobb lenne nektek", "gw cuma beban keluarga",
        "pabigat lang ako sa pamilya",
        "em là gánh nặng cho bố mẹ", "我是家里的负担", "家族の重荷になってる", "가족에게 짐이 되는 것 같아",
        "انا عبء على اهلي", "אני נטל על המשפחה", "سربار خانواده شدم", "main ghar walo pe bojh ban gaya hu",
        "मैं परिवार पर बोझ बन गया हूँ", "ana 3eb2 3ala ahli", "olen vain taakka kaikille",
        "jeg er en byrde for alle",
    ],
)  # fmt: skip
def test_a_wish_to_die_is_heard_where_it_hides(ears: OtherLanguages, text: str) -> None:
    """As in English: a burden, missed by nobody, asleep for ever, better off without me."""
    assert "self-harm" in {each.category for each in ears.hear(normalise(text))}


@pytest.mark.parametrize(
    ("calm", "report"),
    [
        ("qué hacer si a una persona le da un ictus", "qué hago, a mi madre le da un ictus"),
        ("was macht man bei einem Schlaganfall?", "was mache ich, mein Vater hat einen Schlaganfall"),
        ("o que fazer quando uma pessoa tem um enfarte", "meu pai está tendo um infarto"),
        ("wat moet je doen bij een beroerte", "wat moet ik doen, mijn man heeft een beroerte"),
        ("癫痫发作时怎么急救", "我儿子癫痫发作了"),
        ("뇌졸중 응급처치 알려줘", "아버지가 뇌졸중이에요"),
        ("kalau ada org kejang harus gimana", "anak saya kejang tolong"),
        ("leo un libro donde el protagonista se suicida", "mi hermano se quiere suicidar"),
        ("ドラマで主人公が死にたいと言う", "弟が死にたいと言う"),
        ("kann man von der Injektion ohnmächtig werden?", "meine Frau wird von der Injektion ohnmächtig"),
        ("non mi fa male il petto", "mi fa male il petto"),
        ("לא כואב לי הלב", "כואב לי בחזה"),
        ("mein Opa ist früher an einem Herzinfarkt gestorben", "mein Opa hat einen Herzinfarkt"),
        ("morfar dog av en hjärtinfarkt", "morfar har en hjärtinfarkt"),
        ("膝が痛すぎて死ぬw", "お腹が痛くて死にそう"),
    ],
)
def test_what_is_asked_for_a_course_told_of_a_story_or_long_over_is_no_report(
    ears: OtherLanguages, calm: str, report: str
) -> None:
    assert ears.hear(normalise(calm)) == []
    assert ears.hear(normalise(report))


@pytest.mark.parametrize(("deck", "least", "most"), [("tongues", 1.0, 0.02), ("tongues_b", 0.95, 0.04)])
def test_decks_of_other_languages_are_heard_and_their_look_alikes_left_alone(
    bot: Bot, deck: str, least: float, most: float
) -> None:
    lines = (
        (Path(__file__).parent / "decks" / "tongues" / f"{deck}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    urgent: dict[bool, list[bool]] = {True: [], False: []}
    for case in map(json.loads, lines):
        reply = bot.reply(Asked(case["text"]))
        urgent[case["kind"] != "not_red_flag"].append(reply.kind is Kind.URGENT)
    assert sum(urgent[True]) >= least * len(urgent[True])
    assert sum(urgent[False]) <= most * len(urgent[False])


@pytest.mark.parametrize(("deck", "least", "most"), [("tongues_c", 0.97, 0.04), ("tongues_d", 0.95, 0.05)])
def test_the_rules_alone_hear_what_is_typed_on_a_phone(
    ears: OtherLanguages, deck: str, least: float, most: float
) -> None:
    lines = (Path(__file__).parent / "decks" / "tongues" / f"{deck}.jsonl").read_text(encoding="utf-8")
    heard: dict[bool, list[bool]] = {True: [], False: []}
    for case in map(json.loads, lines.splitlines()):
        heard[case["kind"] != "not_red_flag"].append(bool(ears.hear(normalise(case["text"]))))
    assert sum(heard[True]) >= least * len(heard[True])
    assert sum(heard[False]) <= most * len(heard[False])


@in_every_language
def test_it_is_an_emergency_whoever_it_happens_to(ears: OtherLanguages, language: Language) -> None:
    assert len(language.people) > 20
    templates = [each for group in language.phrases.values() for each in group]
    assert [each for each in templates if "{" in each] == []
    anybody = f"({'|'.join(language.people)})"
    template = next(each for each in templates if anybody in each)
    said_of = {who: next(iter(expand(parse_template(template.replace(anybody, who))))) for who in language.people}
    missed = [who for who, phrase in said_of.items() if not ears.hear(normalise(" ".join(phrase)))]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("aidez jfais des convulsions", "fr"),
        ("tante gw kejang nih", "id"),
        ("جدتي ما عم تتنفس وشفايفها زرقا", "ar"),
        ("bruder is nich mehr ansprechbar", "de"),
        ("behn ka saans nhi aa rha", "hi-Latn"),
        ("aiutooooo nonno nn respira", "it"),
    ],
)
def test_what_is_typed_in_haste_is_read_as_meant(ears: OtherLanguages, typed: str, language: str) -> None:
    assert [each.language for each in ears.hear(normalise(typed))][:1] == [language]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("zio sta avendo le convulsioni", "it"),
        ("вона випила всю пачку таблеток", "uk"),
        ("ma cousine veut se suicider", "fr"),
    ],
)
def test_the_language_that_knows_most_of_it_answers(ears: OtherLanguages, text: str, language: str) -> None:
    assert ears.hear(normalise(text))[0].language == language


@pytest.mark.parametrize(
    "text",
    [
        "estábamos viendo una serie y mi papá se desmayó",
        "wir haben einen Film geguckt und Papa ist zusammengebrochen",
        "ドラマを見てたら父が倒れて意識がない",
        "isso não é normal, minha mãe não consegue respirar",
        "em mở cửa ra thấy ba bất tỉnh",
    ],
)
def test_what_was_seen_beside_it_makes_an_emergency_no_story(ears: OtherLanguages, text: str) -> None:
    assert ears.hear(normalise(text))


@pytest.mark.parametrize(
    ("report", "calm"),
    [
        ("planeo saltar del puente", "¿piensa saltar la valla?"),
        (
            "meine Schwester überlegt, von der Brücke zu springen",
            "es ist verboten, von der Brücke zu springen",
        ),
        ("il songe à se jeter sous le métro", "je pense à prendre le métro"),
        ("tenemos a una clienta desmayada", "qué vecino más inconsciente"),
        ("il y a une dame sans connaissance", "la dame est partie sans connaissance de cause"),
        ("papá se lleva la mano al pecho y está pálido", "se aprieta el cinturón y está pálido"),
        ("sie greift sich ans Herz und ist kreidebleich", "er fasst sich an die Nase und ist ganz grau"),
        ("ma tante se tient la poitrine et elle transpire", "elle se tient la tête et elle rit"),
        ("le ha dado un ataque y está tiesa", "le ha dado un ataque de risa"),
        ("jemand zuckt auf dem Boden", "die Maus zuckt auf dem Bildschirm"),
        ("sangra por la oreja un montón", "sangra un poco de la encía"),
        ("blutet am Kopf und es hört nicht auf", "blutet am Finger ein bisschen"),
        ("elle saigne de la tête sans arrêt", "je saigne un peu du doigt"),
        ("je trouve pas son pouls", "je trouve pas son livre"),
        ("der Lehrling hat Bremsflüssigkeit geschluckt", "der Lehrling hat Bremsflüssigkeit nachgefüllt"),
        ("la niña ha tragado acetona", "la niña ha derramado acetona"),
        ("mon neveu a bu de l'acétone", "mon neveu a renversé de l'acétone"),
        ("ich mach Schluss mit allem", "ich mach Schluss für heute"),
        ("tuve un infarto hace una hora", "¿cuándo puedo nadar tras un infarto?"),
        ("mein Vater hat einen Herzinfarkt", "darf ich nach einem Herzinfarkt kommen"),
        ("mon père fait un AVC", "peut-on conduire après un AVC"),
        ("er bringt mich um", "der Sattel bringt mich noch um"),
        ("me quedé sin aliento", "me quedé sin aliento con las vistas"),
    ],
)
def test_what_stands_beside_it_makes_it_a_report(ears: OtherLanguages, report: str, calm: str) -> None:
    assert ears.hear(normalise(report))
    assert ears.hear(normalise(calm)) == []


def test_a_denial_holds_back_what_no_question_does(ears: OtherLanguages) -> None:
    assert ears.hear("no quiero morir") == []
    assert ears.hear("¿qué pasa si quiero morir?") != []


def test_the_reply_is_in_that_language_with_its_disclaimer(bot: Bot) -> None:
    reply = bot.reply(Asked("hola, mi madre no puede respirar"))
    words = LANGUAGES["es"].messages
    assert reply.kind is Kind.URGENT
    assert (reply.headline, reply.lead, reply.disclaimer) == (
        words.urgent_heading,
        words.urgent,
        words.disclaimer,
    )


def test_a_crisis_is_answered_as_one(bot: Bot) -> None:
    reply = bot.reply(Asked("quiero morirme"))
    assert reply.headline == LANGUAGES["es"].messages.crisis_heading


@pytest.fixture(scope="module")
def spanish(encoder: Encoder) -> Bot:
    return Bot(load_faq(SPANISH), vectors=VectorCache(encoder))


@pytest.mark.parametrize("text", ["no puedo respirar", "mi madre no respira", "creo que es un infarto"])
def test_a_file_in_another_language_hears_it_and_answers_in_its_own_words(spanish: Bot, text: str) -> None:
    reply = spanish.reply(Asked(text))
    assert (reply.kind, reply.headline) == (Kind.URGENT, "Llame ya a los servicios de emergencia.")
    assert reply.disclaimer == "No es un consejo médico."


def test_a_crisis_in_the_file_s_own_language_is_answered_as_one(spanish: Bot) -> None:
    reply = spanish.reply(Asked("quiero suicidarme"))
    assert (reply.kind, reply.headline) == (Kind.URGENT, "Hable ya con alguien: los servicios de emergencia.")


def test_what_such_a_file_does_not_cover_is_no_other_language(spanish: Bot) -> None:
    asked = "¿Dónde se puede aparcar el coche?"
    assert guess(asked, Encoder().vocabulary) == "es"
    assert spanish.reply(Asked(asked)).trace.because is Because.TOPIC


@pytest.mark.parametrize("code", ["no", "nb", "nn", "nb-NO"])
def test_a_file_is_in_its_own_language_by_whichever_name_that_goes(encoder: Encoder, code: str) -> None:
    bot = Bot(load_faq(NORWEGIAN.format(code)), vectors=VectorCache(encoder))
    assert bot.reply(Asked("Kommer det til å regne")).trace.because is Because.TOPIC
    urgent = bot.reply(Asked("Jeg får ikke puste og har sterke brystsmerter"))
    assert (urgent.kind, urgent.headline) == (Kind.URGENT, "Ring your local emergency number.")


@pytest.mark.parametrize("code", ["sr", "sr-Latn", "hr", "hr-HR", "bs"])
def test_readers_of_one_language_are_served_in_another(encoder: Encoder, code: str) -> None:
    bot = Bot(load_faq(NORWEGIAN.format(code)), vectors=VectorCache(encoder))
    assert bot.reply(Asked("ne mogu da dišem")).headline == "Ring your local emergency number."
    assert base_of(code) == "sr"


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_told_that_it_is_not_read_and_whom_to_call(bot: Bot, text: str) -> None:
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.trace.because) == (Kind.ABSTAIN, Because.OTHER_LANGUAGE)
    known = [each.messages for each in read_languages()]
    assert reply.lead in {each.english_only for each in known}
    assert reply.disclaimer in {each.disclaimer for each in known}
    assert reply.trace.topic == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿sirve la proloterapia para la rodilla?", "es"),
        ("combien de temps est-ce que ça dure", "fr"),
        ("wie lange dauert es bis das wirkt", "de"),
        ("hoe lang duurt het voor mijn knie", "nl"),
        ("quanto custa e onde posso fazer", "pt"),
        ("è doloroso per il mio ginocchio o non lo è?", "it"),
        ("hvor lenge varer det og hva koster det", "no"),
        ("naïve question about my fiancée's café", ""),
        ("Ménière's disease and prolo", ""),
        ("la la land on tv in san jose", ""),
        ("µ", ""),
    ],
)
def test_a_short_question_is_told_by_its_small_words_and_marks(text: str, language: str) -> None:
    assert guess(normalise(text), Encoder().vocabulary) == language


@pytest.mark.parametrize(
    "text", ["prolotherpy costs wht", "ist it sfae", "teh shot hrt lol", "prolo prolo prolo", "hola", "???", "no"]
)
def test_misspelt_english_is_no_other_language(text: str) -> None:
    assert guess(text, Encoder().vocabulary) == ""


def test_a_hyphen_within_a_word_parts_no_phrase(ears: OtherLanguages) -> None:
    """Romanian and French write their small words onto others with it."""
    assert read_words("nu-mi simt picioarele - și mi-e rău") == [
        ["nu", "mi", "simt", "picioarele", ",", "si", "mi", "e", "rau"]
    ]
    assert ears.hear(normalise("nu-mi simt picioarele"))
    assert ears.hear(normalise("peut-on avoir un AVC avec la piqûre ?")) == []


def test_no_phrase_is_one_short_word() -> None:
    """A short word of one language is too often another's."""
    short = [
        (language.code, phrase)
        for language in LANGUAGES.values()
        for _, phrase in said(language)
        if len(list(itertools.chain.from_iterable(read_words(phrase)))) == 1 and len(phrase) < 4
    ]
    assert short == []


def test_every_language_together_holds_eighty_megabytes() -> None:
    """As the interpreter counts: 60. With a set or a list of its own for every word they held 126."""
    tracemalloc.start()
    try:
        hears = OtherLanguages(read_languages, ENGLISH)
        hears.warm()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 80e6
