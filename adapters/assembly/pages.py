"""A page into a file."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, NoReturn

from adapters.assembly.bad_input import fail

if TYPE_CHECKING:
    from pathlib import Path


def refuse_unwritable(path: Path, *, says: str) -> None:
    """Look whether a page could be written, before anything is counted or shown; `says` as for `write_page`.

    Raises:
        BadInputError: It could not.
    """
    if path.is_dir():
        _fail(path, os.strerror(errno.EISDIR), says)
    if not path.parent.is_dir():
        _fail(path, os.strerror(errno.ENOENT), says)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        _fail(path, os.strerror(errno.EACCES), says)


def write_page(path: Path, page: str, *, says: str) -> None:
    """Write a page; `says` is the option that named the file.

    Raises:
        BadInputError: It cannot be written.
    """
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        _fail(path, error.strerror or str(error), says)


def _fail(path: Path, why: str, says: str) -> NoReturn:
    fail(f"{says}: {path}: cannot be written ({why}); name another file")
