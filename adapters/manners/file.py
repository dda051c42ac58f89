"""Manners from a file: ids of channels, each with a manner, and of workspaces or servers, each with its rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from adapters.manners.manner import Manner
from adapters.manners.rules import fault_in
from adapters.text_file import TextFileError, read_text
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Places: TypeAlias = Mapping[str, Mapping[str, str]]
"""What is set, by name, in each place by its id; a channel's manner is called `manner`."""


class MannersError(Exception):
    """A file of manners that cannot be used: file, line, what was found, what was expected."""


def load_manners(path: Path) -> Places:
    """Return what a file sets.

    Raises:
        MannersError: With one line for every fault.
    """
    try:
        document = parse(read_text(path))
    except TextFileError as error:
        raise MannersError(str(error)) from None
    faults = [f"{path}: {fault}" for fault in document.faults]
    tree = document.tree if isinstance(document.tree, dict) else {}
    if not faults and not isinstance(document.tree, dict):
        faults = [f"{path}: line 1: expected ids of channels, each with {_KNOWN}, such as C0123ABC: private"]
    faults += [
        f"{path}: line {document.line((place, *at))}: {': '.join((place, *at))}: {fault}"
        for place, value in tree.items()
        for at, fault in _faults(place, value)
    ]
    if faults:
        raise MannersError("\n".join(faults))
    return {str(place): _values(value) for place, value in tree.items()}


def _faults(place: str, value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the names below an id, and what is wrong there: with a channel's manner, or a server's rules."""
    if isinstance(value, dict):
        for name, each in value.items():
            if expected := fault_in(place, str(name), str(each)):
                yield (str(name),), f"found {each!r}; {expected}"
    elif value not in list(Manner):
        yield (), f"found {value!r}; expected {_KNOWN}"


def _values(value: object) -> Mapping[str, str]:
    if isinstance(value, dict):
        return {str(name): str(each) for name, each in value.items()}
    return {"manner": str(value)}


_KNOWN = "usual, mentions, private or off"
