"""What `make classifier` writes is what a start reads."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from adapters.assembly.safety_model import write
from botcore.safety import load_knowledge
from botcore.safety.training import read_shipped

if TYPE_CHECKING:
    from pathlib import Path

    from botcore import Faq


def test_the_shipped_classifier_written_again_is_the_shipped_file(faq: Faq, tmp_path: Path) -> None:
    read = read_shipped(load_knowledge(faq.safety))
    assert read is not None
    write(tmp_path / "again.npz", *read)
    shipped = resources.files("botcore").joinpath("data/safety_model.npz")
    with shipped.open("rb") as stream, np.load(stream) as before, np.load(tmp_path / "again.npz") as after:
        assert sorted(before.files) == sorted(after.files)
        assert all(np.array_equal(before[name], after[name]) for name in before.files)
