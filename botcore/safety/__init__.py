"""Red flags and requests for personal advice: judged before anything is matched.

`checking` decides, on what `signals` sees of a message, whole and in the parts of `views`:

- by rule: `plain_speech` hears what is reported, `other_languages` does so in those by an `ear` for each, and both
  return what they `heard`. `sentences` takes a sentence apart into phrases of the `table` (written as `templates`,
  found by a `phrasebook` among the `tokens`, one of the `slips` forgiven) and meters out of range (`readings`);
  people told of by their `roles` are people, the pieces of `telegrams` one report; `framing` tells which phrases
  report;
- by models: the reader is the encoder trained on (`botcore.encoding`), `classifier` weighs words and the `cues`
  of `knowledge`, the shipped data;
- `weighing` makes one probability of it; `likeness` compares with a file's own examples.

`health` tells what is about health at all; `training` makes the classifier and the weights.
"""

from botcore.safety.checking import Safety
from botcore.safety.knowledge import Category, Knowledge, load_knowledge, ordinary_words

__all__ = ["Category", "Knowledge", "Safety", "load_knowledge", "ordinary_words"]
