"""Questions about the bot itself: what it can do, what it is, how it is used."""

from __future__ import annotations

import re

from botcore.text.chatter import without_chatter
from botcore.text.normalisation import folded_words
from botcore.text.small_words import SMALL

_BOT = r"(?:(?:this|the) (?:(?:chat ?)?bot|app|assistant|faq)|prolobot)"
_YOU = rf"(?:you|u|{_BOT})"
_ME = r"(?:i|we|people)"
_BEING = (
    r"(?:(?:just )?an? )?(?:real |actual |medical )*"
    r"(?:(?:chat ?)?bot|robot|machine|computer|program|ai|gpt|human(?: being)?|person|real|alive|doctor|dr|nurse)"
)
_TOPIC = r"(?:(?:(?:kind|sort|type)s? of )?(?:questions?|things|topics))"
_HELP = r"help(?: (?:me|us|out|please))*"

_QUESTIONS = (
    rf"what (?:can|do|could) {_YOU} (?:do|know|answer|offer|{_HELP} with)(?: (?:for|me|here|about|exactly))*",
    rf"what (?:can|could|should|may|do) {_ME} (?:ask|type|say)(?: (?:here|about|{_YOU}))*",
    rf"what {_TOPIC} (?:can|do) (?:{_ME}|{_YOU}) (?:ask|answer|know|cover)(?: (?:here|about|{_YOU}))*",
    rf"(?:who|what|wat)(?:'?s| are| r| is) {_YOU}(?: (?:exactly|for|about))?",
    rf"(?:who|what)(?:'?s| is) (?:this|your name)|who (?:made|built|created|wrote|runs) {_YOU}",
    rf"(?:are|r|is) (?:this|it|{_YOU}) (?:really |actually )?{_BEING}(?: or {_BEING})?",
    rf"(?:am i|are we|is this) (?:talking|speaking|chatting|writing) (?:to|with) {_BEING}",
    rf"how (?:do|can|should) {_ME} (?:use|ask|talk to) (?:this|it|{_YOU})(?: here)?",
    rf"how (?:does {_BOT}|do {_YOU}) work",
    rf"(?:can|could|would|will) (?:you|u|some(?:one|body)|any(?:one|body)) (?:please )?{_HELP}",
    rf"(?:(?:i|we) )?(?:really )?need (?:some |your )?{_HELP}|{_HELP}",
    r"(?:list|show|give)(?: me)?(?: all)?(?: the| your)? (?:questions|commands|topics|menu|examples?|faqs?)",
    r"(?:tell me )?about (?:you|yourself|this bot)|introduce yourself",
    r"menu|commands?|usage|options|start|info|faq|instructions?",
)
_ANY = re.compile(rf"(?:(?:and|so|but|hey|ok) )*(?:{'|'.join(_QUESTIONS)})(?: please)?")


_ADDRESSED = frozenset({
    "you", "u", "your", "yours", "yourself", "bot", "chatbot", "prolobot", "faq", "answer", "answers", "answered",
    "reply", "replies", "message", "messages", "channel", "here", "disclaimer",
})  # fmt: skip
_FAVOUR = re.compile(
    r"(?:can|could|will|would) (?:you|u) (?:please )?(?!answer|reply|mean|say)\w+|(?:do|did) (?:you|u) know|"
    r"thank you"
)
"""What anybody can be asked: "can you sort a list", "do you know who won"."""

_SHOWN = frozenset({"that", "this", "these", "those", "it", "one", "them"})
_ABOUT_IT = (
    SMALL
    | _SHOWN
    | frozenset({"say", "think", "reckon", "answer", "reply", "respond", "mean", "else", "message", "comment"})
)


def speaks_to_the_bot(text: str) -> bool:
    """Tell whether a normalised text speaks to the bot or of it, beyond asking a favour."""
    said = " ".join(folded_words(text))
    return not _ADDRESSED.isdisjoint(_FAVOUR.sub(" ", said).split())


def asks_about_a_quotation(text: str) -> bool:
    """Tell whether a normalised text only points at other words: "what would you say to this one?"."""
    said = set(folded_words(text))
    return bool(said & _SHOWN) and said <= _ABOUT_IT and "should" not in said


def asks_about_the_bot(text: str) -> bool:
    """Tell whether a normalised text asks what the bot is, can do or how to use it, and nothing else."""
    # Whole as well: "what can I ask you" ends in what is politeness elsewhere.
    return any(_ANY.fullmatch(" ".join(folded_words(each))) for each in (text, without_chatter(text)))
