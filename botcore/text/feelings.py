"""Fear, sadness, grief and despair told to a bot: they are met with a kind word and a person to turn to, never with an answer."""

from __future__ import annotations

from enum import StrEnum

from botcore.text.any_case import AnyCase


class Feeling(StrEnum):
    """What somebody feels; each is a key of the file's `messages`."""

    DESPAIR = "despair"
    GRIEF = "grief"
    FEAR = "fear"
    SADNESS = "sadness"


_KIN = (
    r"(?:mum|mom|mother|mam|mummy|dad|father|daddy|parents?|wife|husband|partner|spouse|girlfriend|boyfriend|fianc\w+|"
    r"son|daughter|child|kid|baby|brother|sister|sibling|twin|nan|nana|gran|granny|grandma|grandpa|grandad|grandmother|"
    r"grandfather|aunt|auntie|uncle|cousin|niece|nephew|friend|best friend|mate|neighbour|neighbor|colleague|dog|cat)"
)
_WORDS = {
    Feeling.DESPAIR: (
        r"\b(?:hopeless|in despair|despairing|no hope|lost (?:all )?hope|given up(?: hope)?|giving up hope)\b"
        r"|\bi(?:'m| am) (?:so |just |really |getting |absolutely )*(?:desperate|broken|devastated|exhausted by (?:this|the pain)|so depressed)\b"
        r"|\bnothing (?:ever |has |i do |really )?(?:helps|helped|works|worked)(?: (?:me|my \w+|any ?more|ever|at all))*\b(?!\?)"
        r"|\b(?:nobody|no one|no-one) (?:believes|listens to|understands|cares about|helps|wants to help|takes)(?: me| us)?\b"
        r"|\bcan(?:'t|not| not) (?:take|bear|stand|cope|go on|do this|live like this|live with (?:this|it|the pain))(?: \w+){0,3}(?: any ?more| any longer)\b"
        r"|\bfeel(?:s|ing)? (?:so |very |really |all |quite |completely |totally |pretty |just |utterly )*(?:alone|lonely|isolated)\b"
        r"|\bi(?:'m| am) (?:so |very |really |completely |totally |utterly )+(?:alone|lonely|isolated)\b"
        r"|\b(?:alone|lonely) with (?:\w+ ){0,2}(?:pain|illness|condition|diagnosis)\b"
        r"|\b(?:at|reached) (?:my|the) (?:wits'? end|end of my (?:rope|tether))\b"
        r"|\bi(?:'ve| have)? (?:cried|been crying|keep crying|cry)\b|\bcrying (?:all|every|because|myself)\b"
        r"|\b(?:this|the|my) (?:\w+ )?pain is (?:killing|destroying|ruining|breaking) (?:me|my life|us)\b|\bso (?:very )?tired of (?:this|the|being in)(?: \w+)? pain\b"
    ),
    Feeling.GRIEF: (
        rf"\b(?:my|our|his|her) (?:\w+ ){{0,2}}{_KIN} (?:has |had |just |recently |sadly |suddenly )*(?:died|passed away|passed on|is dead|didn'?t make it|did not make it)\b"
        rf"|\b(?:i|we)(?:'ve| have)? (?:just |recently )?lost (?:my|our) (?:\w+ )?{_KIN}\b"
        r"|\bi(?:'m| am) (?:grieving|in mourning|mourning)\b"
    ),
    Feeling.FEAR: (
        r"\b(?:i|we)(?:'m| am|'re| are| feel| was| get|'ve been| have been) (?:\w+ ){0,3}?(?:scared|afraid|terrified|frightened|petrified|anxious|panicking|freaking out|freaked out|dreading)\b"
        r"|\bim (?:\w+ ){0,3}?(?:scared|afraid|terrified|frightened|petrified|anxious|panicking)\b"
        r"|\b(?:scares?|frightens?|terrif(?:y|ies)) (?:me|the (?:life|hell) out of me)\b|\b(?:scared|frightened|worried) (?:to death|sick|stiff)\b"
        r"|\bcan(?:'t|not) (?:stop|help) (?:worrying|panicking)\b|\bso (?:very )?(?:scared|afraid|terrified|frightened)\b"
    ),
    Feeling.SADNESS: (
        r"\b(?:i(?:'?m| am| feel| get)|i(?:'ve| have) been|feeling) (?:(?:so|very|really|just|quite|a bit|a little|pretty|always|often|still|rather|too) )*(?:lonely|sad|miserable|unhappy|heartbroken|depressed|tearful|in tears)\b"
        r"|\bi (?:(?:really|just|still|do|so) )*miss (?:him|her|them|my \w+)\b"
        r"|\bi(?:'ve| have)?(?: had| am having|'m having) (?:(?:such|a|an|really|very) )+(?:bad|awful|terrible|rough|hard|horrible) (?:day|week|time|night|year)\b"
    ),
}
_PATTERNS = {feeling: AnyCase(pattern) for feeling, pattern in _WORDS.items()}
_BESIDE_A_QUESTION = frozenset({Feeling.FEAR, Feeling.SADNESS})
_QUESTION = AnyCase(
    r"\?|(?:^|[.!,;:\n]\s*|\b(?:and|but|so) )(?:is|are|was|does|do|did|can|could|will|would|should|has|have|what|what's|how|"
    r"why|when|where|which|who|tell me|explain|convince|reassure|any(?:one|body)? (?:know|tell))\b"
)


def feeling_in(text: str) -> Feeling | None:
    """Return the feeling a normalised text tells of, the heaviest first; None where there is none.

    Fear or sadness beside a question is a reason to ask, and the question is what it is about; grief and despair
    never are.
    """
    found = next((feeling for feeling, pattern in _PATTERNS.items() if pattern.is_in(text)), None)
    return None if found in _BESIDE_A_QUESTION and _QUESTION.is_in(text) else found
