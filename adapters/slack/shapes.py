"""What a payload holds where it has the shape that Slack documents; nothing where it has another.

Slack adds fields, and leaves others empty: what stands beside somebody's words must not keep them from being read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def fields(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the object of a name; an empty one where there is none."""
    found = of.get(name)
    return found if isinstance(found, Mapping) else {}


def objects(of: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the objects of a list; none where there is no list."""
    found = of.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def words(of: Mapping[str, Any], *names: str) -> str:
    """Return the first text among some names that is not empty; "" where there is none."""
    return next((found for name in names if isinstance(found := of.get(name), str) and found), "")
