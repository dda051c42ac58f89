"""What program this is, and what it judges with."""

from __future__ import annotations

import hashlib
from importlib import metadata, resources
from pathlib import Path

_THE_FILE = "faq.yaml"
"""Installed beside the models, and counted by itself."""


def program_version() -> str:
    """Return the program's version."""
    return metadata.version("prolobot")


def model_version() -> str:
    """Return the first twelve digits of a SHA-256 over all that judges a message, the file aside."""
    digest = hashlib.sha256()
    data = Path(str(resources.files("botcore").joinpath("data")))
    for path in sorted(path for path in data.rglob("*") if path.is_file() and path.name != _THE_FILE):
        digest.update(path.relative_to(data).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
