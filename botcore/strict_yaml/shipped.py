"""The YAML files that are shipped with botcore."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from botcore.strict_yaml.parsing import parse

if TYPE_CHECKING:
    from botcore.strict_yaml.parsing import Tree


def read_shipped(*path: str) -> Tree:
    """Return what stands in a file below `botcore/data`.

    Args:
        path: Its folders there, and its name.

    Raises:
        ValueError: It is broken; says which file, where and how.
    """
    document = parse(resources.files("botcore").joinpath("data", *path).read_text(encoding="utf-8"))
    if document.faults:
        raise ValueError(f"{path[-1]}: {document.faults[0]}")
    return document.tree
