"""Reading what people write, in this order: markup, normalising, chatter, spelling; and terms with weights.

`markup` undresses and tells quotations apart, `normalisation` makes one form of every text (`lookalikes` are
letters in another one), `chatter` is what stands around a question, `small_talk` what is nothing else (`asides`
most of it, `signs` without a word), `feelings` and `about_the_bot` what asks nothing of a file, and `injections`
what safety wants to know. `spelling` repairs word by word, `likeliest` reads a whole message (`neighbours` are
what a word may be, `run_together` what several are, `expectation` how much each surprises, by `english` too), both
once `digits` are read; `completing` is for who is still typing, `any_case` for what is looked for in every
message, `templates` are what phrases are written in. `small_words` say little; `terms` counts the others.
"""

from botcore.text.about_the_bot import asks_about_a_quotation, asks_about_the_bot, speaks_to_the_bot
from botcore.text.any_case import AnyCase
from botcore.text.chatter import is_only_chatter, says_thanks, without_chatter
from botcore.text.completing import complete
from botcore.text.digits import Digits
from botcore.text.english import read_english
from botcore.text.feelings import Feeling, feeling_in
from botcore.text.injections import mentions_injection
from botcore.text.likeliest import Likeliest
from botcore.text.markup import Said, split_quoted
from botcore.text.normalisation import (
    MAX_CHARACTERS,
    READ_AGAIN,
    cap,
    fold,
    folded_words,
    middle,
    normalise,
    words,
)
from botcore.text.signs import said_in_signs
from botcore.text.small_talk import HEAVIEST, SmallTalk, page_asked_for, small_talk, warm_small_talk
from botcore.text.small_words import SMALL, without_fillers
from botcore.text.spelling import Speller
from botcore.text.terms import TfIdf, character_ngrams, word_ngrams

__all__ = [
    "HEAVIEST",
    "MAX_CHARACTERS",
    "READ_AGAIN",
    "SMALL",
    "AnyCase",
    "Digits",
    "Feeling",
    "Likeliest",
    "Said",
    "SmallTalk",
    "Speller",
    "TfIdf",
    "asks_about_a_quotation",
    "asks_about_the_bot",
    "cap",
    "character_ngrams",
    "complete",
    "feeling_in",
    "fold",
    "folded_words",
    "is_only_chatter",
    "mentions_injection",
    "middle",
    "normalise",
    "page_asked_for",
    "read_english",
    "said_in_signs",
    "says_thanks",
    "small_talk",
    "speaks_to_the_bot",
    "split_quoted",
    "warm_small_talk",
    "without_chatter",
    "without_fillers",
    "word_ngrams",
    "words",
]
