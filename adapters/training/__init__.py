"""Making a safety reader: from examples and lines to a model's file. The only room with torch in it.

`make reader` runs it in an environment of its own (`requirements-train.lock`) and writes to `out/`, which is kept
out of version control and of the wheel. The reader is made and judged here; the bot does not ask it, and nothing
that answers people imports this room. `examples` gathers, `disturbing` varies, `network` is the encoder with its
two outputs, `fitting` trains it, `judging` measures it on writers it has not read, `exporting` writes the file
that runs without torch, and `reader` runs it.
"""

import botcore.encoding  # noqa: F401 - first: it keeps onnxruntime, imported after it, from reporting home
