"""A page into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.assembly.bad_input import fail

if TYPE_CHECKING:
    from pathlib import Path


def write_page(path: Path, page: str, *, says: str) -> None:
    """Write a page; `says` is the option that named the file.

    Raises:
        BadInputError: It cannot be written.
    """
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        fail(f"{says}: {path}: cannot be written ({error.strerror}); name another file")
