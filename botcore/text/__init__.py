"""Reading what people write: normalising, chatter, spelling."""

from botcore.text.chatter import is_only_chatter, without_chatter
from botcore.text.normalising import MAX_CHARACTERS, cap, fold, normalise, words
from botcore.text.spelling import Speller

__all__ = [
    "MAX_CHARACTERS",
    "Speller",
    "cap",
    "fold",
    "is_only_chatter",
    "normalise",
    "without_chatter",
    "words",
]
