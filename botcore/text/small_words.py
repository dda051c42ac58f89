"""Words that say little: what a sentence means, and what somebody looks for, is in the others."""

from __future__ import annotations

from botcore.text.normalisation import folded_words

FILLERS = frozenset({
    "actually", "all", "also", "and", "anyway", "at", "basically", "but", "even", "exactly", "general",
    "generally", "hello", "hey", "hi", "honestly", "just", "now", "ok", "okay", "overall", "please", "really",
    "so", "still", "then", "tho", "though", "too", "truly", "um", "well",
})  # fmt: skip
"""Said without a change of meaning; none of them names anything."""

SMALL = FILLERS | frozenset({
    "a", "about", "am", "an", "any", "are", "as", "be", "been", "by", "can", "could", "did", "do", "does",
    "for", "from", "get", "got", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its", "know",
    "may", "me", "my", "no", "not", "of", "on", "or", "our", "should", "some", "tell", "that", "the", "them",
    "there", "these", "they", "this", "those", "to", "us", "want", "was", "we", "were", "what", "when",
    "where", "which", "who", "why", "will", "with", "would", "you", "your",
})  # fmt: skip

CALLED_OUT = frozenset({
    "blimey", "crikey", "dang", "darn", "golly", "gosh", "heck", "jeez", "oh", "omg", "ooh", "whoa", "wow",
    "yikes",
})  # fmt: skip
"""What people call out, and mean: "oh heck" is said of no neck."""


def without_fillers(text: str) -> str:
    """Return the words of a text that change its meaning, folded, joined by blanks."""
    return " ".join(word for word in folded_words(text) if word not in FILLERS)
