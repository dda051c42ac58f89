"""What the bot says in a file's own language: shipped for some, complete, and never half English."""

from __future__ import annotations

from importlib import resources

import pytest

from botcore import Asked, Bot, Interrupted, Kind, load_faq
from botcore.checks.own_voice import read_own_voice
from botcore.composing import Services
from botcore.encoding import Encoder, VectorCache
from botcore.faq import Messages, displayed_length, load_with_lines, voice_of
from botcore.faq.messages import allowed, placeholders

SHIPPED = sorted(
    each.name.removesuffix(".yaml") for each in resources.files("botcore").joinpath("data", "voices").iterdir()
)
NOT_TRANSLATED = ("setting", "manner", "command_name")
"""What only those who look after a place meet, and a name that is the same everywhere."""

FILE = """
disclaimer: Kein ärztlicher Rat.
language: {language}
{more}
entries:
- id: zeit
  question: Wann öffnet ihr?
  phrasings: [Öffnungszeiten]
  answer: Um neun.
- id: preis
  question: Was kostet eine Reparatur?
  answer: Zehn Franken.
"""

in_every_voice = pytest.mark.parametrize("language", SHIPPED)


def test_spanish_german_and_french_are_shipped() -> None:
    assert SHIPPED == ["de", "es", "fr"]


@in_every_voice
def test_a_voice_says_everything_that_people_meet_within_what_can_be_shown(language: str) -> None:
    voice = voice_of(language)
    assert voice is not None
    said = voice.messages.model_fields_set
    assert [key for key in Messages.model_fields if key not in said and not key.startswith(NOT_TRANSLATED)] == []
    for key in said:
        text, may = getattr(voice.messages, key), allowed(key)
        shown = text.replace("{emergency}", voice.emergency).replace("{crisis_line}", voice.crisis_line)
        assert displayed_length(shown) <= may.most, key
        assert set(placeholders(text)) == set(placeholders(Messages.model_fields[key].default)), key


def test_what_a_file_leaves_out_is_said_in_its_language_and_what_it_says_stays() -> None:
    faq = load_faq(FILE.format(language="de-CH", more="messages: {thanks: Gerne.}"))
    assert faq.messages.thanks == "Gerne."
    assert faq.messages.goodbye == "Auf Wiedersehen, und alles Gute."
    # Whoever lints the file looks at its own sentences alone.
    assert faq.messages.model_fields_set == {"thanks"}
    assert load_faq(FILE.format(language="de", more="")).messages.thanks != Messages().thanks


@pytest.mark.parametrize("language", ["en", "en-GB", "it", "xx"])
def test_other_languages_are_left_in_english(language: str) -> None:
    assert load_faq(FILE.format(language=language, more="")).messages == Messages()


@pytest.mark.parametrize(
    ("language", "services", "called"),
    [
        ("de", Services(), "Rufen Sie jetzt den Notruf an."),
        ("fr", Services(), "Appelez maintenant les services d'urgence."),
        ("es-MX", Services(), "Llame ahora a los servicios de emergencia."),
        ("de", Services(emergency="144"), "Rufen Sie jetzt 144 an."),
    ],
)
def test_help_is_called_what_it_is_called_there_unless_somebody_set_it(
    encoder: Encoder, language: str, services: Services, called: str
) -> None:
    bot = Bot(load_faq(FILE.format(language=language, more="")), services=services, vectors=VectorCache(encoder))
    text = {"de": "ich krieg keine Luft", "fr": "j'arrive pas à respirer", "es": "no puedo respirar"}[language[:2]]
    reply = bot.reply(Asked(text))
    assert (reply.kind, reply.headline) == (Kind.URGENT, called)
    assert "your local emergency" not in bot.reply(Interrupted()).lead


def test_a_foreign_message_is_told_which_language_is_read(encoder: Encoder) -> None:
    bot = Bot(load_faq(FILE.format(language="de", more="")), vectors=VectorCache(encoder))
    lead = bot.reply(Asked("¿cuánto cuesta y a qué hora abren los domingos?")).lead
    assert lead.startswith("Ich kann hier nur Deutsch lesen.")
    assert "Llame ahora" in lead


def test_nothing_is_left_in_english_where_a_voice_is_shipped() -> None:
    remarks = read_own_voice(load_with_lines(FILE.format(language="fr", more="")), is_about_health=True)
    assert [each for each in remarks if "said in English" in each.says] == []
