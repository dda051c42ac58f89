"""Writes the vectors of the shipped file, so that its first start anywhere need not encode it: `make vectors`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from adapters import vector_file
from botcore import Bot, load_faq


def main(faq: Path) -> None:
    """Encode all that a start of the file asks for, and write that alone."""
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "vectors.bin"
        with vector_file.vectors_kept_in(alone, shipped=False) as vectors:
            Bot(load_faq(faq.read_text(encoding="utf-8"), name=str(faq)), vectors=vectors)
        vector_file.write(vector_file.SHIPPED, vector_file.read(alone))
    # A cache is its owner's alone, what is shipped is everybody's.
    vector_file.SHIPPED.chmod(0o644)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
