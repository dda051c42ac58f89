"""A file as it stands somewhere, or as it stood at a revision of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from adapters.assembly.bad_input import fail
from adapters.assembly.loading import read_text
from botcore.faults import printable
from botcore.strict_yaml import NotUtf8Error, decode


def text_at(path: Path, place: str, *, says: str) -> str:
    """Return the text of another file, or of this one at a revision.

    Args:
        path: The file that a revision is of.
        place: Another file, or a revision of git that holds this one.
        says: What the user typed it after, for the error.

    Raises:
        BadInputError: It is neither, or cannot be read.
    """
    if Path(place).is_file():
        return read_text(Path(place))
    name = f"{place}:./{path.name}"
    try:
        # A revision cannot pass for an option behind this one, and no shell reads it.
        done = subprocess.run(  # noqa: S603
            ["git", "show", "--end-of-options", name],  # noqa: S607 - the user's own git
            cwd=path.resolve().parent, capture_output=True, check=False,
        )  # fmt: skip
    except OSError:
        fail(f"{says}: found no file {place!r}, and no git to look for a revision; name a file")
    if done.returncode:
        why = printable(done.stderr.decode(errors="replace").strip().removeprefix("fatal: "))
        fail(f"{says}: found neither a file nor a revision {place!r} with {path.name} ({why}); name one")
    try:
        return decode(done.stdout)
    except NotUtf8Error as error:
        fail(f"{place}: {error}")
