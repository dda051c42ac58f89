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


def test_small_talk_of_every_language_is_of_a_kind_that_the_bot_knows() -> None:
    kinds = {kind for language in read_languages() for kind in language.talk}
    assert kinds <= {BESIDE, *SmallTalk}


def test_small_talk_gets_its_reply_and_is_no_emergency(encoder: Encoder) -> None:
    bot = Bot(load_faq(WORKSHOP), vectors=VectorCache(encoder))
    reply = bot.reply(Asked("vielen Dank dir!"))
    assert (reply.kind, reply.lead) == (Kind.HELP, bot.faq.messages.thanks)
    assert bot.reply(Asked("hallo, ich kriege keine Luft")).kind is Kind.URGENT
    # "I can read English only" would be false.
    assert bot.faq.messages.abstain in bot.reply(Asked("¿Cuándo abren los domingos, por favor?")).lead


def test_no_language_is_read_for_an_english_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them all takes half a second of a start."""
    read: list[str] = []
    monkeypatch.setattr("botcore.languages.own.read_languages", lambda: read.append("all") or ())
    english = OwnLanguage("en-GB", ["When do you open?"])
    assert not english.is_in("¿a qué hora abren?")
    assert english.small_talk("gracias") is None
    assert not read
