"""Files that only save time: a head, a body and a checksum over both.

A file that is damaged, foreign or cut short is never trusted further than its checksum, and one that cannot be
written is no fault: the next start is slower, that is all.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CHECKSUM_BYTES = 32


def read(path: Path, head: bytes) -> bytes | None:
    """Return the body of a file that begins with `head`; None when anything about it is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    sealed, checksum = data[:-_CHECKSUM_BYTES], data[-_CHECKSUM_BYTES:]
    if not sealed.startswith(head) or hashlib.sha256(sealed).digest() != checksum:
        return None
    return sealed[len(head) :]


def write(path: Path, head: bytes, body: bytes) -> None:
    """Write a file in one step: no reader ever meets half of one. Where nothing can be written, nothing is."""
    data = head + body
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data + hashlib.sha256(data).digest())
        os.replace(file.name, path)  # noqa: PTH105 - the same, atomic
    except OSError:
        return
