"""What somebody says in signs alone, without a word: a thumb, a heart, tears."""

from __future__ import annotations

import re

from botcore.text.feelings import Feeling
from botcore.text.small_talk import SmallTalk

_SIGNS: dict[SmallTalk | Feeling, tuple[str, str]] = {
    SmallTalk.HUMAN: ("🆘🚑🚨", "sos ambulance rotating_light"),
    Feeling.SADNESS: ("😢😭😔😞🙁☹🥺💔😥😿", "cry sob pensive disappointed white_frowning_face broken_heart"),
    Feeling.FEAR: ("😨😰😱😟", "fearful cold_sweat scream worried"),
    SmallTalk.UNANSWERED: (
        "👎😡😠🤬😤🙄😒🤨🤦🤷🤔😕",
        "-1 thumbsdown rage angry triumph face_with_rolling_eyes unamused face_palm shrug thinking_face confused",
    ),
    SmallTalk.THANKS: (
        "👍🙏❤🧡💛💚💙💜🖤🤍💖💕👌👏🙌😊🙂😀😃😄😁🥰😍😘🤗💯✅✔🎉🤝😌🫶☺",
        "+1 thumbsup pray heart ok_hand clap raised_hands blush slightly_smiling_face smile grinning tada relaxed",
    ),
    SmallTalk.NEVER_MIND: ("😂🤣😆😅😜😉😎🤪🙈", "joy rolling_on_the_floor_laughing laughing sweat_smile wink"),
}
"""What is meant, the weightiest first → its signs, and what Slack calls them."""

_MEANT = {
    sign: meant
    for meant, (signs, names) in reversed(_SIGNS.items())
    for sign in (*signs, *(f":{name}:" for name in names.split()))
}
_SIGN = re.compile("|".join(map(re.escape, _MEANT)))
_NAME = re.compile(r":[a-z0-9_+-]+:|<[^>]*>")
"""What is no word: the name of a sign, and a mention."""


def said_in_signs(text: str) -> SmallTalk | Feeling | None:
    """Return what a message, as it was typed, says in signs alone; None where it holds words or none of these."""
    if any(map(str.isalnum, _NAME.sub("", text))):
        return None
    said = {_MEANT[sign] for sign in _SIGN.findall(text)}
    return next((meant for meant in _SIGNS if meant in said), None)
