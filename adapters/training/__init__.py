"""Making the model: from examples, lines and questions to its file. The only room with torch in it.

`make model` runs it in an environment of its own (`requirements-train.lock`, 1.3 GB); it writes what is
shipped, `botcore/data/encoder.onnx.gz` and its card. Nothing that answers people imports this room. `examples`
gathers, `generating` makes up plain sentences, `disturbing` varies, `network` is the encoder with its two
outputs, `fitting` trains the reader (`descent` step by step), `judging` measures it on writers it has not read;
`variations` changes lines by chance, `teacher` has a `larger` reader say what it makes of them (`soft_labels`),
and the shipped one learns that by `distilling`, counting as it will once exported (`rounding`);
`question_files`, `contrast` and `judging_questions` do the same for the vectors that find an entry. `exporting`
writes the file that runs without torch. `health` and `strangers` make two smaller things that are shipped.
"""

import botcore.encoding  # noqa: F401 - first: it keeps onnxruntime, imported after it, from reporting home
