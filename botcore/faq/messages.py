"""Every sentence the bot says on its own: a key of the file's `messages`, with its default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from botcore.faq.limits import (
    COMMAND_MAX,
    DESCRIBED_MAX,
    HEADLINE_MAX,
    LABEL_MAX,
    LEAD_MAX,
    SENTENCE_MAX,
    TITLE_MAX,
)

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SERVICES = ("emergency", "crisis_line")
_FIGURES = ("week", "replies", "people", "answered", "urgent", "helped", "not_helped")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one message may hold.

    Attributes:
        most: Its greatest length as shown, see `displayed_length`.
        may: The placeholders it may hold.
        must: Those of them it must hold.
        one_line: Whether it has to be one line.
    """

    most: int = LEAD_MAX
    may: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    one_line: bool = False


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Lead = Annotated[_Text, Allowed(may=_SERVICES)]
_Sentence = Annotated[_Text, Allowed(SENTENCE_MAX, may=_SERVICES)]
_Call = Annotated[_Text, Allowed(HEADLINE_MAX, may=_SERVICES, must=("emergency",), one_line=True)]
_Line = Annotated[_Text, Allowed(HEADLINE_MAX, one_line=True)]
_Label = Annotated[_Text, Allowed(LABEL_MAX, one_line=True)]
_Described = Annotated[_Text, Allowed(DESCRIBED_MAX, one_line=True)]
_Title = Annotated[_Text, Allowed(TITLE_MAX, one_line=True)]
_Command = Annotated[
    str,
    # https://docs.discord.com/developers/interactions/application-commands#application-command-object
    StringConstraints(strip_whitespace=True, to_lower=True, pattern=rf"^[-_'\p{{L}}\p{{N}}]{{1,{COMMAND_MAX}}}$"),
    Allowed(COMMAND_MAX, one_line=True),
]


class Messages(BaseModel):
    """What the bot says, in the file's own voice.

    A heading is one bold line, shown first; the message of the same name stands below it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    urgent_heading: _Call = "Call {emergency} now."
    """First line of an urgent reply"""
    urgent: _Lead = (
        "Do not wait for an answer here. Stay with the person, or have someone stay with you, until help comes. "
        "If you cannot call, have someone take you to the nearest emergency department; do not drive yourself."
    )
    """Below it, and below `call`: what to do until help comes"""
    after_injection: _Sentence = "When you are being cared for, tell the clinic that gave the injection."
    """Last in an urgent reply, when an injection was spoken of"""
    unnamed: _Sentence = "If it is about ending your life or hurting yourself, call {crisis_line}, too."
    """Last in an urgent reply, when it is not plain what is wrong and no injection was spoken of"""
    call: _Call = "I cannot call anyone. Call {emergency} now."
    """First line when the bot is asked to call for help"""
    crisis_heading: _Call = "Please talk to someone now: call {crisis_line}, or {emergency}."
    """First line when someone may harm themselves"""
    crisis: _Lead = (
        "I am glad you said this, and I am sorry it is this hard. You do not have to carry it alone. If you are "
        "in danger, or have already done something, call {emergency} now. If this is about someone else, stay "
        "with them until help comes."
    )
    """Below it"""
    poison_heading: _Call = "Call {emergency} or a poison help line now."
    """First line when too much, or poison, was taken"""
    poison: _Lead = (
        "Do it even if there is nothing to feel yet. Stay with the person, or have someone stay with you, and "
        "have the packet at hand, to say what was taken, how much and when. If it was on purpose, you do not have "
        "to carry it alone: {crisis_line} is there for you too."
    )
    """Below it"""
    tell_them: _Sentence = "Whoever wrote that does not see this: please pass it on to them now."
    """Last in an urgent reply about somebody else's message, which one person alone sees"""
    moderators: _Sentence = "I am also telling the people who look after this place."
    """Last in an urgent reply where an alert is set up"""
    alert: Annotated[_Text, Allowed(SENTENCE_MAX, may=("kind",), must=("kind",))] = (
        "Somebody wrote something that sounds like {kind}. I have answered; please look after them:"
    )
    """To those people, before a link"""
    alert_unreached: Annotated[_Text, Allowed(SENTENCE_MAX, may=("kind",), must=("kind",))] = (
        "Somebody wrote something that sounds like {kind}. "
        "My answer has not reached them; please look after them now:"
    )
    """The same, where the platform did not take the reply"""
    alert_urgent: _Label = "a medical emergency"
    """In it, for most of what is urgent"""
    alert_crisis: _Label = "a danger of self-harm"
    """In it, where someone may harm themselves"""
    alert_poison: _Label = "a poisoning"
    """In it, where too much, or poison, was taken"""
    weekly: Annotated[_Text, Allowed(SENTENCE_MAX, may=_FIGURES)] = (
        "The week from {week}, in figures. Replies: {replies}. People: {people}. Questions answered: {answered}. "
        "Urgent: {urgent}. It helped: {helped}. It did not: {not_helped}."
    )
    """To those who look after the file, once a week where that is set up"""
    advice: _Lead = (
        "That depends on you and your health, so it is not something an FAQ bot should answer. Please ask the "
        "doctor or clinic treating you, or a pharmacist if it is about medicines; they know your case."
    )
    """When personal medical advice is asked for"""
    normal: _Lead = (
        "I cannot tell whether that is normal for you. Please ask the clinic that gave the injection, or a "
        "doctor. If it is severe, spreads or comes with a fever, do not wait: get medical help now."
    )
    """When asked whether something after an injection is normal"""
    in_general: _Sentence = "What the FAQ says in general:"
    """Before an entry that is offered although advice was declined"""
    abstain: _Lead = (
        "The FAQ has no answer to that, and I would rather say so than guess. If it is about your health, a "
        "doctor or a pharmacist can help."
    )
    """When the file has no answer"""
    abstain_topic: Annotated[
        _Text, Allowed(SENTENCE_MAX, may=("about", "pointer", *_SERVICES), must=("about", "pointer"))
    ] = "The FAQ does not cover {about}. {pointer}"
    """When a topic of the file is asked about"""
    abstain_far: _Lead = "That is not something this FAQ is about, so I have no answer to it."
    """When it is about something else"""
    near: _Sentence = "This may be close to what you are looking for:"
    """Before entries that are offered although there is no answer"""
    other_language: Annotated[_Text, Allowed(SENTENCE_MAX, may=_SERVICES)] = (
        "I can read English only. If this is urgent, call {emergency} now."
    )
    """To a message in another language, in words of that language where the bot has them"""
    clarify: _Lead = "I am not sure which of these you mean. Pick one, or put your question another way:"
    """Before two or three entries to pick from"""
    clarify_one: _Lead = "Did you mean:"
    """Before a single entry to pick"""
    several: _Line = "You asked several things. This is the first; the rest is below."
    """Before an answer, where others are offered"""
    several_left: _Line = "You asked more than I can take at once. Please ask again what you do not find below."
    """In its place, before whatever is replied, where more was asked than that holds"""
    uncovered: Annotated[_Text, Allowed(HEADLINE_MAX, may=("about",), must=("about",), one_line=True)] = (
        "The FAQ does not cover {about}, which you also asked about."
    )
    """Where a topic was asked about beside something else"""
    uncovered_rest: _Line = "To another part of what you asked, the FAQ has no answer."
    """Where something else was asked beside that the file knows nothing of"""
    help: _Lead = (
        "I am a bot, not a doctor: I answer questions from one short FAQ, in its own words. Ask me in a sentence, "
        "or pick one:"
    )
    """To a lone question mark, and when asked what the bot can do or answer; the questions of the file follow"""
    page: Annotated[
        _Text, Allowed(HEADLINE_MAX, may=("page", "pages", "following"), must=("following",), one_line=True)
    ] = "Page {page} of {pages}. Say “list {following}” for more."
    """Below them, where they take several pages"""
    not_all: _Line = "There are more; ask in your own words."
    """Below the questions of Slack's Home tab, where it does not take them all"""
    hello: _Lead = "Hello! Ask me a question, for example:"
    """To a greeting, and to nothing; three questions of the file follow"""
    how_are_you: _Lead = "Thank you for asking; a bot has no bad days. How can I help you?"
    """When asked how it is"""
    goodbye: _Lead = "Goodbye, and take care."
    """To a goodbye"""
    insult: _Lead = (
        "I am sorry I was of no use. I know one short FAQ and nothing else; other words may find more in it."
    )
    """To an insult"""
    unanswered: _Lead = "I am sorry that missed your question. Please put it in other words, or pick one of these:"
    """When told that an answer was none; the questions of the file follow"""
    only_quote: _Lead = (
        "I can only quote the FAQ: I cannot explain it, add to it or vouch for it. Somebody who knows the subject "
        "can tell you more."
    )
    """When asked for more, for simpler words, or whether it is sure"""
    human: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "There is no person behind me, and I cannot put you through to one. Please ring your clinic or doctor; in "
        "an emergency, call {emergency}."
    )
    """When asked for a person to talk to"""
    what_i_am: _Lead = (
        "I am a program, not a person and not a doctor. I look your question up in one FAQ and quote it; I make "
        "up no answers. Ask, for example:"
    )
    """When asked whether it is an AI; three questions of the file follow"""
    origin: _Lead = (
        "Every answer is quoted from one FAQ that people wrote, and names its source where it has one. I write "
        "none myself."
    )
    """When asked where the answers come from, or who reviewed them"""
    unchecked: _Sentence = "As far as I know, no doctor has checked them."
    """After it, where the file says of no answer who reviewed it"""
    owner: _Lead = (
        "The FAQ and I are looked after by whoever set me up here: please turn to them. From a chat, nothing "
        "about me can be changed or passed on."
    )
    """To a mistake in the FAQ, a question to add, who made it or may copy it, and what only its operator can do"""
    alarmed: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I am sorry if I called for help where nobody needs it: I would rather be wrong that way than miss "
        "someone. If anything is wrong after all, call {emergency}."
    )
    """When told that an urgent reply was one too many"""
    afterwards: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I hope that help is with you, or on its way. Please do not stay alone with this; if it gets worse, or "
        "you are not sure, call {emergency}. Questions about the FAQ can wait."
    )
    """To what is told after an urgent reply and asks nothing, thanks among it"""
    quoted: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I do not answer words that I am only shown: please put the question in your own. If it is urgent, call "
        "{emergency} now."
    )
    """When asked about words that are quoted or forwarded"""
    fear: _Lead = (
        "It makes sense to be afraid, and I am sorry that it weighs on you. An FAQ cannot take that from you: "
        "please tell the doctor or clinic treating you what you fear, and ask what can be done."
    )
    """When someone is afraid and asks nothing"""
    sadness: Annotated[_Text, Allowed(may=_SERVICES, must=("crisis_line",))] = (
        "I am sorry that you feel this way. An FAQ is poor company: somebody close to you, or a doctor, can "
        "listen, and when it gets too much, call {crisis_line}."
    )
    """When someone is sad or lonely and asks nothing"""
    grief: _Lead = (
        "I am so sorry for your loss. I hope that someone can be with you today. I am only an FAQ bot; if there "
        "is a question later on, I am here."
    )
    """When someone has died"""
    despair: Annotated[_Text, Allowed(may=_SERVICES, must=("crisis_line",))] = (
        "I am sorry it is this hard. An FAQ cannot help with that, but people can: please tell a doctor how bad "
        "it is. When it is too much, call {crisis_line}; you do not have to carry it alone."
    )
    """When someone despairs"""
    files: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I can only read text, not pictures, voice messages or other files: please put your question in words. If "
        "it is urgent, call {emergency} now."
    )
    """When a file is sent without a word"""
    withheld: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "You mentioned my role, so your words did not reach me. Please mention me instead: type @ and choose my "
        "name, not the role of the same name. If it is urgent, call {emergency} now."
    )
    """When its Discord role is mentioned in its place, and Discord keeps the words"""
    thanks: _Lead = "You are welcome. Ask me anything else about the FAQ whenever you like."
    """To thanks"""
    never_mind: _Lead = "All right. I write only to those who write to me; ask me about the FAQ whenever you like."
    """To "never mind", "lol", "wrong channel", "stop": what asks for nothing"""
    go_on: _Line = "To ask on, mention me again here."
    """Last in an answer that others read, too"""
    noted: _Lead = "Thank you, noted."
    """When a reply was rated"""
    why: _Sentence = (
        "Thank you, noted. If you like, say what was missing: it goes to those who look after the FAQ, who cannot "
        "answer you here. Please leave out anything about your health."
    )
    """Above the field for a reason, when a reply was not helpful and reasons are kept"""
    person_agree: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "What you send is shown to the people who look after questions here, with your name and a link to where "
        "you asked. Please leave out what they need not know. They may take their time, and they do not replace "
        "your doctor. If it is urgent, call {emergency} now."
    )
    """Above the form that passes a question on to a person"""
    person_sent: _Sentence = "I have passed your question on. I cannot say who answers, or when."
    """To whoever sent it"""
    person_staff: Annotated[_Text, Allowed(SENTENCE_MAX, may=("who",), must=("who",))] = (
        "{who} asks, and the FAQ had no sure answer:"
    )
    """To those who may answer, before the question"""
    person_link: _Label = "Asked here:"
    """After it, before a link"""
    person_form: _Sentence = (
        "What you send is shown to whoever asked, under your name: as your words, not the FAQ's, and with the "
        "disclaimer."
    )
    """Above the form in which they answer"""
    person_answer: Annotated[_Text, Allowed(SENTENCE_MAX, may=("who",), must=("who",))] = (
        "{who} wrote this to your question; it is not from the FAQ:"
    )
    """To whoever asked, before such an answer"""
    person_reached: _Sentence = "Your answer has reached them."
    """To whoever answered"""
    person_missed: _Sentence = "I am sorry, I could not pass that on. Please try again, or find them yourself."
    """To whoever wrote what did not reach anybody"""
    only_private: _Sentence = (
        "In this channel I answer in private: type /prolo and your question, and only you see what I say."
    )
    """To a mention where its owners want that"""
    off_here: _Sentence = "I am switched off in this channel. You can write to me directly instead."
    """To a command where its owners have switched it off"""
    cooled: _Sentence = (
        "I answered you here a moment ago: please look above. To ask on, type /prolo and your question, and only "
        "you see what I say."
    )
    """To who asks again too soon where its owners want that, once and in private, before a link"""
    settings_now: _Sentence = "This is how I behave here. What is urgent is answered everywhere, whatever is set."
    """To those who may set that, before what is set"""
    settings_changed: _Sentence = (
        "Done. This is how I behave here from now on. What is urgent is answered everywhere, whatever is set."
    )
    """To the same, once they changed it"""
    settings_refused: _Sentence = (
        "I take that only from those who look after this place, so nothing has changed. Please ask one of them."
    )
    """To anybody else who tries"""
    settings_nowhere: _Sentence = (
        "I have nowhere to keep settings. Whoever runs me can give me a place: PROLOBOT_DATABASE in the README."
    )
    """Where no database is set"""
    settings_away: _Sentence = "I cannot keep that just now, so nothing has changed. Please try again in a minute."
    """Where the database cannot be had"""
    settings_open: _Sentence = (
        "Alerts go only where I am a member and can see that ordinary members cannot read along. Nothing has "
        "changed. Please choose such a channel."
    )
    """Where the channel for alerts is not closed"""
    settings_unclear: _Sentence = (
        "I cannot read those hours, so nothing has changed. Please write them as 22:00-07:00 Europe/Berlin."
    )
    """Where the hours are not hours"""
    setting_channel: _Label = "Channel"
    """On the field for a channel"""
    setting_manner: _Label = "How I behave there"
    """On the field beside it"""
    manner_usual: _Label = "As usual"
    """What can be chosen there: everybody sees what a mention is answered, and a command as set elsewhere"""
    manner_mentions: _Label = "Everybody sees answers to mentions alone"
    """The same: a command is answered to its author alone"""
    manner_private: _Label = "I answer in private"
    """The same: a mention is told to use the command"""
    manner_off: _Label = "Off"
    """The same: only what is urgent is answered"""
    setting_help_channel: _Label = "Where people answer questions"
    """On the field for the channel of *Ask a person*"""
    setting_alert_channel: _Label = "Where alerts go"
    """On the field for the channel that hears of what is urgent"""
    setting_alert_role: _Label = "Who is pinged there"
    """On the field for a role, or a user group"""
    setting_quiet_hours: _Label = "Hours without feedback buttons"
    """On the field for hours"""
    setting_cooldown: _Label = "Seconds between answers to one person"
    """On the field for a number; they hold for each channel by itself"""
    setting_none: _Label = "none"
    """Where nothing is set"""
    setting_clear: _Label = "What to set to none"
    """In Discord, beside the choice of what is not to be set any more"""
    gone: _Lead = "That question is no longer in the FAQ. Please ask again in your own words."
    """When an entry was picked that is no longer there"""
    privacy: _Sentence = (
        "What you write to me is not put in any log; I remember your last question for a few minutes."
    )
    """When asked what becomes of what people write; two more sentences at most follow"""
    privacy_command: _Sentence = (
        "What you write in a channel can be read by everyone there; what you ask by command, and what I reply, is "
        "shown to you alone."
    )
    """After it, where a command is answered to its author alone"""
    privacy_command_public: _Sentence = (
        "What you write in a channel can be read by everyone there, and what I reply to a command is shown to "
        "everyone in its channel."
    )
    """After it, where everyone sees what a command is answered"""
    privacy_journal: _Sentence = (
        "For those who look after this FAQ I note which answer was shown and whether it helped, without your name."
    )
    """Last, where a journal is kept"""
    privacy_words: Annotated[_Text, Allowed(SENTENCE_MAX, may=("days",))] = (
        "For those who look after this FAQ I note, without your name: which answer was shown, whether it helped, "
        "and for {days} days everyday words, never names or numbers, of what I could not answer."
    )
    """In its place, where words are kept, too"""
    forgotten: _Sentence = (
        "Done: what I had noted of you is deleted, and what I remember of your last question is gone within "
        "minutes. Messages stay on the platform, where you can delete your own."
    )
    """To who wanted to be forgotten"""
    not_forgotten: _Sentence = "I could not delete all that I noted of you just now. Please try again in a minute."
    """The same, where the database cannot be had"""
    apology: _Lead = "Sorry, something went wrong on my side and I could not answer. Please try again in a moment."
    """When the bot itself broke"""
    stopping: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I am being restarted just now and had no time to read your message. Please send it again in a minute. If "
        "it is urgent, call {emergency} now."
    )
    """When it is stopped with messages still unread"""
    busy: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "So many people are asking at this moment that I cannot answer you now. Please send your question again "
        "in a minute. If it is urgent, call {emergency} now."
    )
    """To a question, when more are waiting than can be answered in time"""
    enough: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I am still working on your last messages, so I cannot take this one as well. Please wait for those "
        "replies, then send it again. If it is urgent, call {emergency} now."
    )
    """To a question of somebody of whom several are waiting"""
    interrupted: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "Sorry, I was interrupted before I could answer you. Please send your message again. If it is urgent, "
        "call {emergency} now."
    )
    """When it went down before it could answer, and cannot read the message any more"""
    outdated: Annotated[_Text, Allowed(may=_SERVICES, must=("emergency",))] = (
        "I do not know that command or button, or not any more in this form, and could do nothing with it. Please "
        "reload the app, then ask again: mention me, or send me a direct message. If it is urgent, call "
        "{emergency} now."
    )
    """To a command, a button or a form that it does not know, such as one from before an update"""
    note_heading: _Label = "Note:"
    """Before an entry's note"""
    source_heading: _Label = "Source:"
    """Before an entry's source"""
    command_name: _Command = "prolo"
    """In Discord, what the command is called for people whose language the file is in; for all others `prolo`"""
    command: _Described = "Ask the FAQ"
    """In Discord, beside the name of the command"""
    command_question: _Described = "Your question, in your own words"
    """In Discord, beside what is typed into it"""
    share: _Label = "Share with channel"
    """In Slack, on the button that shows the channel what was answered to one person"""
    menu: _Title = "Answer from the FAQ"
    """In Discord's menu of a message, what asks about it; in Slack, above an answer that is shown on its own"""
    show_answer: _Label = "Show answer"
    """On the button of an entry to pick"""
    helpful: _Label = "👍 Helpful"
    """On a button below an answer"""
    not_helpful: _Label = "👎 Not helpful"
    """On the button beside it"""
    why_title: _Title = "What was missing?"
    """Title of the form with that field"""
    why_field: _Label = "In your own words"
    """On the field"""
    person: _Title = "Ask a person"
    """On the button below what the FAQ has no answer to, and above the form it opens"""
    person_field: _Label = "Your question"
    """On that form's field"""
    answer_person: _Title = "Reply"
    """On the button below a question for a person, and above the form it opens"""
    answer_field: _Label = "Your answer"
    """On that form's field"""
    forget: _Label = "Forget me"
    """On the button below what is said of privacy"""
    settings: _Title = "Settings"
    """On the button in Slack's Home tab with which its owners set how it behaves, and above the form it opens"""
    settings_command: _Described = "How the bot behaves on this server"
    """In Discord, beside the name of that command"""
    send: _Title = "Send"
    """On the button that sends a form"""
    close: _Title = "Close"
    """On the button that closes it"""


def allowed(key: str) -> Allowed:
    """Return what the message of this key may hold."""
    return next(each for each in Messages.model_fields[key].metadata if isinstance(each, Allowed))


def placeholders(text: str) -> list[str]:
    """Return the names between braces, in order."""
    return _PLACEHOLDER.findall(text)


def fill(text: str, **values: str) -> str:
    """Return the text with its placeholders filled in; a value that holds braces is left as it is."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
