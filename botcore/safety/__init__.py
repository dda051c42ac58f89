"""Red flags and requests for personal advice: judged before anything is matched.

`knowledge` loads the data shipped with botcore, `cues` reads the words, `classifier` weighs them together
with the examples, `health` tells what is about health at all, `checking` decides.
"""

from botcore.safety.checking import Safety
from botcore.safety.knowledge import Category, Knowledge, load_knowledge, ordinary_words

__all__ = ["Category", "Knowledge", "Safety", "load_knowledge", "ordinary_words"]
