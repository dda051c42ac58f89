"""The circles of imports among our modules, each with the reason why it is left; `make circles` prints them.

In a circle every module leads to every other by imports, those for type checking included. Leaves with status 1
when one has no reason, or a reason has no circle any more.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import grimp

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT: dict[frozenset[str], str] = {}


def circles(graph: grimp.ImportGraph) -> Iterator[frozenset[str]]:
    """Yield every circle once, in the order of its first module."""
    leads_to = {module: graph.find_upstream_modules(module) for module in graph.modules}
    seen: set[str] = set()
    for module in sorted(graph.modules):
        others = {other for other in leads_to[module] if module in leads_to[other]}
        if others and module not in seen:
            seen |= others
            yield frozenset({module, *others})


def main() -> int:
    graph = grimp.build_graph("botcore", "adapters")
    found = list(circles(graph))
    for circle in [*found, *(each for each in LEFT if each not in found)]:
        why = LEFT.get(circle, "found no reason; open the circle, or say in tests/circles.py why it is left")
        gone = "" if circle in found else "found no such circle any more; delete its reason: "
        print(" ⇄ ".join(sorted(circle)), f"    {gone}{why}", sep="\n")
    print(f"{len(found)} circles among {len(graph.modules)} modules")
    return int(set(found) != set(LEFT))


if __name__ == "__main__":
    sys.exit(main())
