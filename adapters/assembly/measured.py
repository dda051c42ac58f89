"""`prolobot run` with meters in it, for `bench service`: `python -m adapters.assembly.measured`."""

from __future__ import annotations

from adapters.assembly.platforms import every_set
from adapters.assembly.serving import serve
from adapters.benchmarks.meters import JUDGED, TAKEN, Meters
from adapters.slack import SlackBot
from botcore import Bot

if __name__ == "__main__":
    _meters = Meters()
    _meters.fit_sdks()
    Bot.reply = _meters.counted(JUDGED, Bot.reply)  # type: ignore[method-assign]
    # Messages do not go through slack_bolt.
    SlackBot.admit = _meters.awaited(TAKEN, SlackBot.admit)  # type: ignore[method-assign]
    _meters.told_when_asked()
    serve(None, every_set)
