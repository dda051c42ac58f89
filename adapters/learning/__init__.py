"""From what people asked in vain to a change of the file, which a person takes, by name, one by one.

`drafting` says what could be taken of a gap, `editing` writes it into the file's text, where it changes one of
its `items` alone, `effect` says what that does to the decks, `telling` puts both into words. Nothing here writes
a file, and nothing is taken by itself.
"""

from adapters.learning.drafting import NEW, Draft, drafts_of, why_no_draft
from adapters.learning.editing import Signature, taken, with_review
from adapters.learning.effect import DeckEffect, Effect, Unjudged, compare_decks
from adapters.learning.items import EditError
from adapters.learning.telling import difference, effect_values, tell_draft, tell_effect

__all__ = [
    "NEW",
    "DeckEffect",
    "Draft",
    "EditError",
    "Effect",
    "Signature",
    "Unjudged",
    "compare_decks",
    "difference",
    "drafts_of",
    "effect_values",
    "taken",
    "tell_draft",
    "tell_effect",
    "why_no_draft",
    "with_review",
]
