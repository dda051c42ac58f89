"""One language: what the bot says in it, and how people name an emergency in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LanguageMessages(_Value):
    """What the bot says in a language it knows only emergencies in; emergency services by name, never by number.

    Attributes:
        urgent_heading: First line of an urgent reply.
        urgent: Below it: what to do until help comes.
        crisis_heading: First line when someone may harm themselves.
        crisis: Below it.
        poison_heading: First line when too much, or poison, was taken.
        poison: Below it.
        english_only: That the bot reads English only, and whom to call if it is urgent.
        disclaimer: The medical disclaimer of every reply in this language.
    """

    urgent_heading: _Text
    urgent: _Text
    crisis_heading: _Text
    crisis: _Text
    poison_heading: _Text
    poison: _Text
    english_only: _Text
    disclaimer: _Text


class Advice(_Value):
    """How people ask for advice on their own case, and by which words it is about health; `*` is any letters.

    Attributes:
        should: Asks what to do: "should I".
        may: Asks whether something may be done: a request for advice where a `case` is told beside it.
        normal: Asks whether something is normal.
        case: Somebody's own: what they take, have and are treated for.
        health: Other words of health, by which a file or a message is told to be about it.
        injection: Words for one.
        everyday: What is asked of a surgery as of any shop: appointments, bills.
    """

    should: tuple[str, ...]
    may: tuple[str, ...]
    normal: tuple[str, ...]
    case: tuple[str, ...]
    health: tuple[str, ...]
    injection: tuple[str, ...]
    everyday: tuple[str, ...]


class Leaning(_Value):
    """How what people write leans on what was said before.

    Attributes:
        more: All of a text that asks for more of the same: "why?".
        and_: Small words that may stand before it.
        opens: Words with which a text goes on: "and".
        points: Words that point at something: "that".
    """

    more: tuple[str, ...]
    and_: tuple[str, ...] = Field(alias="and")
    opens: tuple[str, ...]
    points: tuple[str, ...]


class Language(_Value):
    """A file of `data/languages`.

    Attributes:
        code: Its tag after BCP 47, such as "es" or "hi-Latn".
        name: As its speakers call it.
        direction: Which way it is written.
        reviewed: Who at home in it read the file, and when; empty: nobody did.
        messages: What the bot says.
        fillers: Small words that may stand inside a phrase.
        people: Whom an emergency happens to, from relatives to customers: what `{he}` stands for in a template.
            Those of one word may stand inside a phrase as fillers do.
        clitics: Small words that people write onto the next one, as "j" in "jarrive" and "و" in "وصدري".
        spellings: Words as people type them on a phone → as they stand in the templates.
        talk: What people say beside questions, by the kind of `SmallTalk`, and below `beside` what may stand
            around it. A message is small talk where all of it is made of these templates.
        advice: How people ask for advice; None: nobody wrote it down.
        leaning: How they go on from what was said; None as above.
        phrases: Category → templates of what is an emergency when it is said.
        calm: Templates that make what is named in the same sentence no report.
        denied: The same for self-harm and cries, which `calm` does not hold back.
        harmless: Phrases that hold a symptom's words and report nothing: idioms, and what is asked about, denied
            or long past where a whole sentence is too much to hold back. A comma has to stand in them as a `,`.
    """

    code: _Text
    name: _Text
    direction: Literal["ltr", "rtl"]
    reviewed: str
    messages: LanguageMessages
    fillers: tuple[str, ...]
    people: tuple[str, ...]
    clitics: tuple[str, ...] = ()
    spellings: dict[str, str] = {}
    talk: dict[str, tuple[str, ...]] = {}
    advice: Advice | None = None
    leaning: Leaning | None = None
    phrases: dict[str, tuple[str, ...]]
    calm: tuple[str, ...]
    denied: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The language without its script or country: "hi" of "hi-Latn"."""
        return self.code.split("-")[0]
