"""What the bot says on its own where a file leaves it out: does that suit what the file is about?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.checks.remarks import Check, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botcore.faq import LoadedFaq


def read_own_voice(loaded: LoadedFaq, *, is_about_health: bool) -> Iterator[Remark]:
    """Yield a remark where a file that is not about health sends people to a doctor.

    `advice` does so, too, but is said in such a file only to whoever asks about health.

    Args:
        loaded: A sound file.
        is_about_health: Whether it is, as `Safety` tells.
    """
    if not is_about_health and "abstain" not in loaded.faq.messages.model_fields_set:
        says = (
            "no abstain; whoever asks what the file does not answer is told of a doctor or a pharmacist: write "
            'whom to ask, such as abstain: "I have no answer to that. Please ask at the desk."'
        )
        yield Remark(loaded.document.line(("messages",)), "messages", Check.OWN_VOICE, says)
