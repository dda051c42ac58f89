"""A file → its text, or in one line why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botcore.strict_yaml import NotUtf8Error, decode

if TYPE_CHECKING:
    from pathlib import Path


class TextFileError(Exception):
    """A file that is no text, or cannot be read; the message says where, what was found, and what to do."""


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        TextFileError: There is none.
    """
    try:
        return decode(path.read_bytes())
    except NotUtf8Error as error:
        raise TextFileError(f"{path}: {error}") from None
    except OSError as error:
        # Docker makes a folder of the name where a file to mount is missing.
        what = "is a folder, not a file" if path.is_dir() else f"cannot be read ({error.strerror})"
        raise TextFileError(f"{path}: {what}") from None
