"""What was learned of a file, kept so that a restart need not learn it again.

Held to the file's texts by its key, and to this code by a digest in its head: after an upgrade it is learned anew.
"""

from __future__ import annotations

import functools
import hashlib
import io
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from adapters import sealed_file
from botcore.encoding import read_card

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_KEY = "key"


def read(path: Path) -> dict[bytes, Mapping[str, NDArray[Any]]]:
    """Return what was learned, by key: one thing at most, and nothing at all when anything is wrong."""
    body = sealed_file.read(path, _head())
    if body is None:
        return {}
    with np.load(io.BytesIO(body), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return {arrays.pop(_KEY).tobytes(): arrays}


def write(path: Path, learned: Mapping[bytes, Mapping[str, NDArray[Any]]]) -> None:
    """Write what was learned last."""
    key, arrays = list(learned.items())[-1]
    body = io.BytesIO()
    named: dict[str, Any] = {_KEY: np.frombuffer(key, np.uint8), **arrays}
    np.savez(body, **named)
    sealed_file.write(path, _head(), body.getvalue())


@functools.cache
def _head() -> bytes:
    """Return what a file of this code begins with."""
    core = Path(str(resources.files("botcore")))
    digest = hashlib.sha256(read_card().sha256.encode())
    # The shipped strangers teach, too.
    for path in sorted([*core.rglob("*.py"), *core.glob("data/strangers.*")]):
        digest.update(path.name.encode() + path.read_bytes())
    return b"prolobot-learned-1 " + digest.hexdigest().encode() + b"\n"
