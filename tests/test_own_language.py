"""A file that is not in English: what people type in its language is read as it stands, and heard in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from botcore import Asked, Bot, Kind, load_faq
from botcore.encoding import VectorCache
from botcore.languages import OwnLanguage, read_languages
from botcore.languages.own import BESIDE
from botcore.listener import Listener
from botcore.text import SmallTalk, normalise
from botcore.trace import Verdict

if TYPE_CHECKING:
    from botcore.encoding import Encoder

WORKSHOP = """
disclaimer: Kein ärztlicher Rat.
language: de-CH
entries:
- id: reparatur
  question: Was kostet eine Reparatur?
  phrasings: [Preis für das Flicken eines Reifens, Was nehmt ihr für die neue Kette]
  answer: Das kommt auf das Rad an, frag uns gestern oder heute im Laden.
- id: leihrad
  question: Kann ich ein Fahrrad leihen?
  phrasings: [Womit fahre ich solange, Habt ihr Ersatz]
  answer: Ja, für fünf Franken am Tag, wenn wir eines haben.
topics:
- id: wetter
  about: das Wetter
  pointer: Das steht in der Zeitung.
  phrasings: [Regnet es morgen, Wie wird das Wetter]
"""


@pytest.fixture(scope="module")
def workshop(encoder: Encoder) -> Listener:
    return Listener(load_faq(WORKSHOP), VectorCache(encoder))


@pytest.mark.parametrize(
    "right",
    [
        "Vielen Dank dir!",
        "Mein Kollege ist gestürzt und liegt da",
        "ich will nicht mehr leben",
        "habt ihr am Samstag im Keller noch Platz",
        "bringen wir es gleich mit",
        "könnt ihr die Karre schweissen",
        "y n u w",
    ],
)
def test_right_words_that_the_file_does_not_say_stay(workshop: Listener, right: str) -> None:
    assert workshop.likeliest.read(right) == right
    assert workshop.repair(right) == right or not workshop.language.is_in(right)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("was kostet ne reperatur", "was kostet ne reparatur"),
        ("kann ich ein fahrad leihn", "kann ich ein fahrrad leihen"),
        ("Reperatur für das Rad", "reparatur für das Rad"),
    ],
)
def test_slips_in_words_of_the_file_are_mended(workshop: Listener, typed: str, meant: str) -> None:
    assert workshop.likeliest.read(typed) == meant


def test_what_is_typed_without_accents_is_no_other_word(workshop: Listener) -> None:
    assert workshop.likeliest.read("fur funf Franken") == "fur funf Franken"
    assert workshop.likeliest.read("für fünf Franken") == "für fünf Franken"


@pytest.mark.parametrize(
    "typed", ["i cant breth", "my husbend colapsed and is uncon scious", "ich glaube he is not brething"]
)
def test_slips_in_an_english_emergency_are_mended_all_the_same(workshop: Listener, typed: str) -> None:
    assert workshop.find(Asked(typed)).verdict is Verdict.URGENT


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("ich krieg keine Luft", True),
        ("was ist das", True),
        ("tschüss zusammen", True),
        ("I cannot breathe", False),
        ("he has a fever of 41 and a rash", False),
        ("", False),
    ],
)
def test_a_text_is_in_the_language_that_has_more_of_its_words(text: str, is_in: bool) -> None:
    assert OwnLanguage("de").is_in(text) is is_in
    assert not OwnLanguage("en", [text]).is_in(text)


def test_a_language_of_which_nothing_is_shipped_has_the_words_of_the_file() -> None:
    basque = OwnLanguage("eu", ["Noiz irekitzen duzue?"])
    assert basque.is_in("noiz irekitzen")
    assert not basque.is_in("when do you open")


@pytest.mark.parametrize(
    ("code", "text", "talk"),
    [
        ("es", "¡Muy buenas tardes a todos!", SmallTalk.HELLO),
        ("es-MX", "ok, mil gracias por la respuesta, hasta mañana", SmallTalk.GOODBYE),
        ("es", "vale", SmallTalk.THANKS),
        ("es", "¿puedo hablar con alguien real?", SmallTalk.HUMAN),
        ("es", "hola, ¿quién eres?", SmallTalk.WHAT_I_AM),
        ("de", "Guten Abend zusammen", SmallTalk.HELLO),
        ("de", "herzlichen dank für eure hilfe!!", SmallTalk.THANKS),
        ("de-AT", "na super, danke, bis bald", SmallTalk.GOODBYE),
        ("de", "wobei kannst du mir helfen?", SmallTalk.HELP),
        ("de", "Bist du eine KI?", SmallTalk.WHAT_I_AM),
        ("fr", "bonsoir tout le monde", SmallTalk.HELLO),
        ("fr", "Super, merci à vous, bonne journée", SmallTalk.GOODBYE),
        ("fr", "qu'est-ce que tu sais faire ?", SmallTalk.HELP),
        ("fr", "ça ne répond pas à ma question", SmallTalk.UNANSWERED),
        ("es", "gracias, ¿y a qué hora abren?", None),
        ("de", "danke, und was kostet das", None),
        ("de", "und", None),
        ("fr", "bonjour, je veux parler à quelqu'un de la salle", None),
        ("it", "hola", None),
        ("en", "hola", None),
        ("es", "", None),
    ],
)
def test_small_talk_is_understood_in_the_file_s_language(code: str, text: str, talk: SmallTalk | None) -> None:
    assert OwnLanguage(code).small_talk(normalise(text)) is talk


@pytest.mark.parametrize(
    ("code", "text", "talk"),
    [
        ("de", "so ein Schrott", SmallTalk.INSULT),
        ("de", "werden meine Fragen gespeichert?", SmallTalk.PRIVACY),
        ("de", "wer hat die Antworten geprüft?", SmallTalk.ORIGIN),
        ("de", "hier ist ein Fehler", SmallTalk.OWNER),
        ("de", "das war doch nur ein Witz", SmallTalk.ALARMED),
        ("es", "no sirves para nada", SmallTalk.INSULT),
        ("es", "¿alguien lee lo que escribo?", SmallTalk.PRIVACY),
        ("es", "¿cuáles son tus fuentes?", SmallTalk.ORIGIN),
        ("es", "falsa alarma", SmallTalk.ALARMED),
        ("fr", "ça sert à rien", SmallTalk.INSULT),
        ("fr", "qui lit ce que j'écris ?", SmallTalk.PRIVACY),
        ("fr", "il y a une erreur dans la réponse", SmallTalk.OWNER),
        ("fr", "c'était juste une blague", SmallTalk.ALARMED),
        ("de", "ich brauche keine Hilfe", None),
        ("es", "no quiero ayuda", None),
    ],
)
def test_what_is_said_of_the_bot_is_understood_there_too(code: str, text: str, talk: SmallTalk | None) -> None:
    assert OwnLanguage(code).small_talk(normalise(text)) is talk


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Soll ich das Medikament weiter nehmen?"),
        ("de", "ich bin Diabetikerin, darf ich?"),
        ("de", "kann man... also kann ich mit meiner Arthrose joggen"),
        ("es", "¿debo seguir con las pastillas?"),
        ("es", "soy alérgica, ¿puedo?"),
        ("fr", "Puis-je arrêter mon médicament ?"),
        ("fr", "je prends de l'aspirine, est-ce que je peux continuer"),
    ],
)
def test_advice_on_a_case_that_is_told_is_asked_for_whatever_the_file_is_about(code: str, text: str) -> None:
    own = OwnLanguage(code)
    assert own.asks(normalise(text), about_health=False).sureness
    assert own.asks(normalise(text), about_health=True).sureness


@pytest.mark.parametrize(
    ("code", "advice", "ordinary"),
    [
        ("de", "Soll ich das machen lassen?", "Soll ich einen Termin machen?"),
        ("es", "¿Me conviene?", "¿Debo pedir cita?"),
        ("fr", "Vous me conseillez de le faire ?", "Dois-je prendre rendez-vous ?"),
    ],
)
def test_what_to_do_is_advice_in_a_file_about_health_and_a_question_elsewhere(
    code: str, advice: str, ordinary: str
) -> None:
    own = OwnLanguage(code)
    assert own.asks(normalise(advice), about_health=True).sureness
    assert not own.asks(normalise(advice), about_health=False).sureness
    assert not own.asks(normalise(ordinary), about_health=True).sureness


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Was kostet die Behandlung?"), ("de", "Kann ich mit Karte zahlen?"), ("de", "Darf mein Hund mit?"),
        ("es", "¿Cuántas inyecciones hacen falta?"), ("es", "¿Puedo pagar con tarjeta?"),
        ("fr", "Combien de piqûres faut-il ?"), ("fr", "Puis-je venir avec mon chien ?"),
        ("it", "posso smettere le mie medicine?"), ("en", "soll ich meine tabletten absetzen"),
    ],
)  # fmt: skip
def test_other_questions_ask_for_no_advice(code: str, text: str) -> None:
    assert not OwnLanguage(code).asks(normalise(text), about_health=True).sureness


def test_a_file_is_about_health_by_its_own_words() -> None:
    german = OwnLanguage("de")
    assert german.is_of_health(["Tut die Spritze weh?", "Wann habt ihr offen?", "Wie lange dauert es?"])
    assert not german.is_of_health(["Was kostet eine Reparatur?", "Wann habt ihr offen?"])
    assert OwnLanguage("it").is_of_health(["Fa male l'iniezione?"]) is None


@pytest.mark.parametrize(
    ("code", "text", "asks_on", "refers_back"),
    [
        ("de", "Und warum denn das?", True, True),
        ("de", "können Sie das erklären?", True, True),
        ("de", "und wie ist es damit bei einem sehr alten Knie", False, True),
        ("es", "¿pero por qué no?", True, True),
        ("es", "¿y eso a partir de cuándo se nota más o menos?", False, True),
        ("fr", "ah bon, pourquoi ?", True, True),
        ("fr", "et combien de temps ça prend pour une épaule", False, True),
        ("de", "warum tut die Spritze weh?", False, False),
        ("fr", "combien coûte la réparation ?", False, False),
        ("en", "warum?", False, False),
        ("it", "perché?", False, False),
    ],
)
def test_what_goes_on_is_told_by_its_words(code: str, text: str, asks_on: bool, refers_back: bool) -> None:
    own = OwnLanguage(code)
    assert (own.asks_on(normalise(text)), own.refers_back(normalise(text))) == (asks_on, refers_back)


PRACTICE = """
disclaimer: Kein ärztlicher Rat.
language: de
seek_help: hilfe
entries:
- id: zahl
  question: Wie viele Spritzen braucht man?
  phrasings: [Wie oft wird gespritzt]
  answer: Drei bis sechs.
- id: wirkung
  question: Wann wirkt die Behandlung?
  phrasings: [Ab wann merkt man etwas]
  answer: Nach vier Wochen.
- id: hilfe
  question: Wann soll ich nach der Spritze zum Arzt?
  answer: Bei Fieber sofort.
"""


def test_advice_is_declined_in_the_file_s_language_and_its_own_wordings_are_answered(encoder: Encoder) -> None:
    bot = Bot(load_faq(PRACTICE), vectors=VectorCache(encoder))
    for text in ("Soll ich mich operieren lassen?", "darf ich mein medikament absetzen"):
        reply = bot.reply(Asked(text))
        assert (reply.kind, reply.lead.partition(".")[0]) == (
            Kind.DECLINE,
            bot.faq.messages.advice.partition(".")[0],
        )
    normal = bot.reply(Asked("ist es normal, dass mein Knie nach der Spritze dick ist?"))
    assert (normal.kind, normal.suggestions[0].entry) == (Kind.DECLINE, "hilfe")
    assert bot.reply(Asked("Wann soll ich nach der Spritze zum Arzt?")).kind is Kind.ANSWER


def test_a_shop_declines_what_is_asked_about_somebody_s_medicine(encoder: Encoder) -> None:
    bot = Bot(load_faq(WORKSHOP), vectors=VectorCache(encoder))
    assert bot.reply(Asked("darf ich mein medikament absetzen")).kind is Kind.DECLINE
    assert bot.reply(Asked("Kann ich ein Fahrrad leihen?")).kind is Kind.ANSWER


def test_who_asks_why_is_shown_the_same_answer(encoder: Encoder) -> None:
    bot = Bot(load_faq(PRACTICE), vectors=VectorCache(encoder))
    bot.reply(Asked("Wie viele Spritzen braucht man?", person="a", thread="a"))
    reply = bot.reply(Asked("und warum?", person="a", thread="a"))
    assert (reply.kind, reply.entry and reply.entry.id) == (Kind.ANSWER, "zahl")


def test_an_injection_is_spoken_of_in_the_file_s_language(encoder: Encoder) -> None:
    bot = Bot(load_faq(PRACTICE), vectors=VectorCache(encoder))
    assert bot.faq.messages.after_injection in bot.reply(Asked("ich krieg keine Luft seit der Spritze")).lead


def test_small_talk_of_every_language_is_of_a_kind_that_the_bot_knows() -> None:
    kinds = {kind for language in read_languages() for kind in language.talk}
    assert kinds <= {BESIDE, *SmallTalk}


def test_small_talk_gets_its_reply_and_is_no_emergency(encoder: Encoder) -> None:
    bot = Bot(load_faq(WORKSHOP), vectors=VectorCache(encoder))
    reply = bot.reply(Asked("vielen Dank dir!"))
    assert (reply.kind, reply.lead) == (Kind.HELP, bot.faq.messages.thanks)
    assert bot.reply(Asked("hallo, ich kriege keine Luft")).kind is Kind.URGENT
    # "I can read English only" would be false.
    assert bot.reply(Asked("¿Cuándo abren los domingos, por favor?")).lead.startswith("Ich kann hier nur Deutsch")


def test_no_language_is_read_for_an_english_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them all takes half a second of a start."""
    read: list[str] = []
    monkeypatch.setattr("botcore.languages.own.read_languages", lambda: read.append("all") or ())
    english = OwnLanguage("en-GB", ["When do you open?"])
    assert not english.is_in("¿a qué hora abren?")
    assert english.small_talk("gracias") is None
    assert not read
