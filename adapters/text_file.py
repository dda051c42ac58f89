"""A file → its text, or in one line why not; and another text in its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from botcore.strict_yaml import NotUtf8Error, decode

LARGEST = 64_000_000
"""Bytes of a text that is read at all; a file of answers has some thousands, and may have 8 million characters."""


class TextFileError(Exception):
    """A file that is no text, or cannot be read; the message says where, what was found, and what to do."""


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        TextFileError: There is none, or more than anybody writes: it is not read then.
    """
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise TextFileError(f"{path}: found {size:,} bytes; expected at most {LARGEST:,}; split the file")
        return decode(path.read_bytes())
    except NotUtf8Error as error:
        raise TextFileError(f"{path}: {error}") from None
    except OSError as error:
        # Docker makes a folder of the name where a file to mount is missing.
        what = "is a folder, not a file" if path.is_dir() else f"cannot be read ({error.strerror})"
        raise TextFileError(f"{path}: {what}") from None


def refuse_streams(path: Path) -> None:
    """Return if a path leads to what can be read to its end, or to nothing, which reading tells.

    Raises:
        TextFileError: It leads to a pipe, a socket or a device, from which whoever reads might never come back.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise TextFileError(f"{path}: is a pipe, a socket or a device; expected a file, put one in its place")


def replace_text(path: Path, before: str, now: str) -> None:
    """Put another text in a file's place in one step: whoever follows the file never meets half of it.

    Args:
        path: The file; a link to it stays one.
        before: What stood there when the change was made.
        now: What is to stand there.

    Raises:
        TextFileError: Something else stands there by now, or it cannot be written; the file is as it was.
    """
    if read_text(path) != before:
        raise TextFileError(f"{path}: was changed by somebody meanwhile; nothing was written, try again")
    place = path.resolve()
    new = None
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as file:
            new = Path(file.name)
            file.write(now.encode())
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(place, new)
        new.replace(place)
    except OSError as error:
        if new:
            new.unlink(missing_ok=True)
        # A file that is mounted by itself can be written, and no other can be put in its place.
        raise TextFileError(
            f"{path}: cannot be replaced ({error.strerror}); nothing was written. The folder must be writable"
        ) from None
