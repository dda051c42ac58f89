"""Count what is answered on a platform, and how long it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from adapters.incoming import is_unsaid

if TYPE_CHECKING:
    from adapters.incoming import Respond
    from adapters.platform_state import PlatformState
    from botcore import Message, Reply


def counted(answer: Respond, state: PlatformState) -> Respond:
    """Return the same answers; `state` counts their kinds and seconds, waiting for their turn included."""

    async def heard(message: Message) -> Reply:
        began = time.perf_counter()
        reply = await answer(message)
        state.judged.add(time.perf_counter() - began)
        if not is_unsaid(message, reply):
            state.replies[reply.kind.value] += 1
        return reply

    return heard
