"""How the bot behaves in each place, as its owners wish: everywhere as usual but where they say otherwise.

A channel has a `Manner`, a whole workspace or server has `Rules`. Both come from a file, and what is set in
place goes before it: `Manners` knows either, `Heeding` has replies heed them. What is urgent heeds none of it.

The first is in `manner`, the second in `rules` (with `hours` and `cooldown`); `file` reads, `manners` puts
together what is set where, `heeding` changes replies.
"""

from adapters.manners.cooldown import Cooldown
from adapters.manners.file import MannersError, Places, load_manners
from adapters.manners.heeding import Heeded, Heeding, Spot, nothing
from adapters.manners.hours import Hours
from adapters.manners.manner import Manner
from adapters.manners.manners import Change, Manners, NoOverrides, Overrides, settings_of
from adapters.manners.rules import MOST_SECONDS, Rules, fits, written

__all__ = [
    "MOST_SECONDS",
    "Change",
    "Cooldown",
    "Heeded",
    "Heeding",
    "Hours",
    "Manner",
    "Manners",
    "MannersError",
    "NoOverrides",
    "Overrides",
    "Places",
    "Rules",
    "Spot",
    "fits",
    "load_manners",
    "nothing",
    "settings_of",
    "written",
]
