"""Whether a text speaks of an injection, so that the clinic that gave it is to be told."""

from __future__ import annotations

from botcore.text.any_case import AnyCase

_HAD = r"(?:since|after|from|got|had|given|having|getting)"
_WHICH = r"(?:my|our|his|her|their|the|a|an|another|first|second|third|fourth|last|latest|1st|2nd|3rd|prolo)"
_INJECTION = AnyCase(
    r"\b(?:inject(?:ion|ions|ed|ing)?|needles?|jabs?|jabbed)\b"
    r"|\b(?:the|my|his|her|their|our|those|these|last|first|second|third|neck|back|knee|spine) (?:\w+ )?shots?\b"
    rf"|\b{_HAD} (?:{_WHICH} ){{1,3}}(?:session|treatment|procedure|round)s?\b(?! of\b)"
    r"|\b(?:first|second|third|fourth|last|latest|1st|2nd|3rd|4th) (?:session|treatment|procedure|round) "
    r"(?:was )?(?:yesterday|today|this (?:morning|week)|last (?:night|week)|on \w+day|\w+ days? ago)"
    rf"|\b{_HAD} (?:\w+ ){{0,2}}(?:shots?|prolo|prolotherapy|dextrose|lidocaine)\b(?! of\b)"
)
"""A name of the treatment alone is a question about it, and dextrose can be eaten."""


def mentions_injection(text: str) -> bool:
    """Tell whether a normalised text speaks of an injection; a shot fired, or one drunk, is none."""
    return _INJECTION.is_in(text)
