"""A file of settings, `NAME=value` a line, as docker-compose reads it beside its own: `.env`."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)")

_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*(?:#.*)?""")
_REMARK = re.compile(r"\s#.*")

_ESCAPED = {r"\n": "\n", r"\r": "\r", r"\t": "\t", r"\"": '"', r"\\": "\\"}
"""What docker-compose reads for these between double quotes; between single ones it does so for a quote alone."""


class EnvFileError(Exception):
    """A line that sets nothing: the file, the line, and what was expected; never what stands there."""


def read_env_file(path: Path) -> dict[str, str]:
    """Return what a file sets.

    Raises:
        TextFileError: It cannot be read.
        EnvFileError: A line sets nothing.
    """
    return {name: value for name, (value, _) in _read(path).items()}


def _read(path: Path) -> dict[str, tuple[str, int]]:
    """Return what a file sets, and in which line; of two lines the later one counts."""
    found = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not (match := _LINE.fullmatch(line)):
            raise EnvFileError(f"{path}: line {number}: expected NAME=value, or # before a remark")
        found[match[1]] = _unquoted(match[2]), number
    return found


def _unquoted(value: str) -> str:
    # As docker-compose reads it: a remark begins behind a blank or a closing quote, a `#` in a word is part of it.
    # https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
    if not (match := _QUOTED.fullmatch(value)):
        return _REMARK.sub("", value).strip()
    double, single = match.groups()
    if double is None:
        return str(single).replace(r"\'", "'")
    return re.sub(r"\\.", lambda each: _ESCAPED.get(each[0], each[0]), str(double))


def set_unset(environment: MutableMapping[str, str], values: Mapping[str, str]) -> None:
    """Set what an environment does not set: as with docker-compose, it goes before a file."""
    for name, value in values.items():
        if not environment.get(name, "").strip():
            environment[name] = value


_taken: dict[str, tuple[str, str]] = {}
"""What was set from a file, and where it stands there, by name; one for the process, as the environment is."""


def take_env_file(path: Path) -> None:
    """Set in this process's environment what a file sets and the environment does not.

    Raises:
        TextFileError: It cannot be read.
        EnvFileError: A line sets nothing.
    """
    found = {name: each for name, each in _read(path).items() if not os.environ.get(name, "").strip()}
    set_unset(os.environ, {name: value for name, (value, _) in found.items()})
    _taken.update({name: (value, f"{path}: line {number}: ") for name, (value, number) in found.items()})


def place_of(name: str) -> str:
    """Return the file and line that set a variable, with a colon behind; "" where the environment did."""
    value, place = _taken.get(name, ("", ""))
    return place if value == os.environ.get(name) else ""


def check_writable(path: Path) -> None:
    """Try what `write_env_file` does first, and leave nothing behind.

    Raises:
        OSError: It could not be written now.
    """
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with tempfile.TemporaryFile(dir=path.parent):
        pass


def write_env_file(path: Path, values: Mapping[str, str]) -> None:
    """Set values in a file, keep its other lines, and let its owner alone read it.

    Raises:
        OSError: It cannot be written; it is as it was.
    """
    path = path.resolve()  # what a link leads to is replaced, not the link
    lines = read_text(path).splitlines() if path.exists() else []
    kept = [line for line in lines if not ((match := _LINE.fullmatch(line)) and match[1] in values)]
    text = "".join(f"{line}\n" for line in [*kept, *(f"{name}={value}" for name, value in values.items())])
    # A temporary file has mode 600 from its first byte on.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
