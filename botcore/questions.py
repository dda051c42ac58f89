"""Several questions in one message, told apart, so that none is dropped in silence."""

from __future__ import annotations

import re

from botcore.text import SMALL, folded_words, without_chatter

MOST = 5
"""Questions looked at in one message; each costs as much as a message of its own."""

_OPENER = (
    r"(?:what|what's|whats|how|how's|why|when(?! (?:i|he|she|we|they|you|my|the)\b)|where|who|who's|which|is|are|"
    r"isn't|aren't|does|doesn't|do(?! (?:tell|not|let)\b)|did|can|could|will|would|should|has|have)"
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_JOINT = re.compile(
    rf",?\s+(?:and|also|plus|&)\s+(?:(?:also|then|please)\s+)?(?={_OPENER}\b)|(?<=\?)\s*"
    r"|,\s+(?=(?:what|how|why|where|who|which)(?:'s|s)? "
    r"(?:is|are|does|do|did|can|will|would|should|many|much|long|soon|often|in)\b)"
    r"|,\s+(?=(?:what|how|who|where)'?s (?:in|the|it)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"(?:(?:and|also|but|so|ok|okay|plus|then|or)\W+)*{_OPENER}\b", re.IGNORECASE)

_DENIAL = re.compile(
    r"(?:no|nope|none|nil|nothing|never|negative|normal|fine|neither|not at all)\W*", re.IGNORECASE
)
"""What answers a question of one's own: "fever? None." tells, and asks nothing."""

_WHOLE = "what is it"
"""Any whole question, to see whether something only opens one."""


def several_questions(text: str) -> tuple[str, ...]:
    """Return the questions of a normalised text, in order; none where it holds fewer than two.

    A part is a question when it begins or ends as one and holds a word that tells what it is about. "Safe and
    effective" stays together: only "and" before the beginning of another question parts two. What is denied
    is no question.
    """
    # Sentences first: within one, "and" may join words of one question as well as two questions.
    split = [part.strip() for sentence in _SENTENCE.split(text) for part in _JOINT.split(sentence)]
    parts = [part for part in split if part]
    # Nothing follows the last one; of no parts there is none.
    following = [*parts, ""][1:]
    asked = [
        without_chatter(part)
        for part, after in zip(parts, following, strict=True)
        if _is_question(part) and not _DENIAL.fullmatch(after)
    ]
    return tuple(asked) if len(asked) > 1 else ()


def asks(text: str) -> bool:
    """Tell whether a normalised text begins or ends as a question."""
    return text.rstrip().endswith("?") or bool(_OPENS.match(without_chatter(text)))


def _is_question(part: str) -> bool:
    # "Does anyone know, what is it": what only opens a question is none, and would go on from the one before.
    only_opens = without_chatter(f"{part}, {_WHOLE}") == _WHOLE
    return asks(part) and not only_opens and any(word not in SMALL for word in folded_words(part))
