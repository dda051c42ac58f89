"""The house in figures, and what stands open in it that nobody enters; `make doors` prints both.

A name is public that begins with no underscore and stands at the top level of a module none of whose own parts
begins with one. A module opens another's name by importing it, or by asking for it as an attribute of the module.
What runs a module by its name opens `main`. What a public function or class takes or gives is opened with it.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
ROOMS = ("botcore", "adapters/cli", "adapters/harness", "adapters/standins", "adapters")
"""Of the table, in its order; what is in none before the last counts there."""

HEAD = """\
| room | modules | lines | med/p90/max | functions | med/p90/max | comments % | public | per 100 | tests/code |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"""
"""Lengths in lines; a function's with its docstring; the tests of all, the stand-ins' among them."""

FOUND_BY_NAME = ("adapters/store/migrations/", "adapters/__main__.py")
"""Where alembic and the installed command look names up: nothing of ours imports them."""

COMMANDS = "adapters/cli/"
"""Where each module's `register` is found by the module's name, and its command by the function's."""


@dataclass(frozen=True)
class Module:
    """One file.

    Attributes:
        path: From the root of the tree.
        lines: Of its text.
        tree: Parsed.
    """

    path: str
    lines: tuple[str, ...]
    tree: ast.Module

    @property
    def name(self) -> str:
        """As it is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def defined(self) -> list[str]:
        """Every name that it binds at its top level, but by importing."""
        return [name for statement in self.tree.body for name in _bound(statement)]

    @property
    def public(self) -> list[str]:
        """Those of them that others may open."""
        hidden = any(part.startswith("_") and part != "__main__" for part in self.name.split("."))
        return [] if hidden else [name for name in self.defined if not name.startswith("_")]

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    @property
    def comments(self) -> int:
        """Lines that are a comment and nothing else."""
        return sum(line.lstrip().startswith("#") for line in self.lines)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement binds; what only type checkers see is bound as well."""
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield statement.name
        case ast.Assign():
            yield from (each.id for target in statement.targets for each in _names(target))
        case ast.AnnAssign():
            yield from (each.id for each in _names(statement.target))
        case ast.If():
            for inner in statement.body:
                yield from _bound(inner)


def _names(target: ast.expr) -> list[ast.Name]:
    return [each for each in ast.walk(target) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def read(*folders: str) -> list[Module]:
    """Return every module below some folders."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    texts = [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
    return [Module(path, tuple(text.splitlines()), ast.parse(text)) for path, text in texts]


def opened(modules: Iterable[Module], readers: Iterable[Module]) -> dict[str, set[str]]:
    """Return for each module the names that others open, those handed on by a room's `__init__` included."""
    known = {module.name for module in modules}
    found: dict[str, set[str]] = defaultdict(set)
    for reader in readers:
        for module, name in _opens(reader):
            if module in known and module != reader.name:
                found[module].add(name)
    return found


def _opens(reader: Module) -> Iterator[tuple[str, str]]:
    """Yield module and name of what a module imports, asks another for, or replaces by its name in a string."""
    called: dict[str, set[str]] = defaultdict(set)
    for name, source in _imported(reader):
        called[name].add(source)  # two functions may call two things the same
        yield _parted(source)
    for node in ast.walk(reader.tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name)) if name in called:
                yield from ((source, node.attr) for source in called[name])
            case ast.Call(args=[ast.Name(id=name), ast.Constant(value=str(attribute)), *_]) if name in called:
                yield from ((source, attribute) for source in called[name])  # setattr, getattr
            case ast.Constant(value=str(text)) if "." in text:
                yield _parted(text)


def _imported(reader: Module) -> Iterator[tuple[str, str]]:
    """Yield what a module calls each thing it imports, and where that comes from."""
    above = reader.name.split(".")
    if not reader.path.endswith("__init__.py"):
        above.pop()
    for node in ast.walk(reader.tree):
        if isinstance(node, ast.Import):
            yield from ((each.asname or each.name, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            at = above[: len(above) - node.level + 1] if node.level else []
            source = ".".join([*at, *filter(None, [node.module])])
            yield from ((each.asname or each.name, f"{source}.{each.name}") for each in node.names)


def _parted(dotted: str) -> tuple[str, str]:
    module, _, name = dotted.rpartition(".")
    return module, name


def unopened(modules: Iterable[Module], tests: Iterable[Module]) -> list[str]:
    """Return the public names that neither another module nor a test opens, as `path: name`."""
    modules = list(modules)
    doors = opened(modules, [*modules, *tests])
    return [
        f"{module.path}: {name}"
        for module in modules
        if not module.path.startswith(FOUND_BY_NAME)
        for name in module.public
        if name not in {"main", *_commands(module), *doors[module.name], *_handed(module)}
        and not _is_exported(module, name)
    ]


def _handed(module: Module) -> set[str]:
    """Return the names in the annotations of its public functions and classes, whose values others hold."""
    found: set[str] = set()
    for door in module.tree.body:
        if isinstance(door, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and door.name[0] != "_":
            for node in ast.walk(door):
                for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
                    if annotation is not None:
                        found |= {each.id for each in ast.walk(annotation) if isinstance(each, ast.Name)} - {
                            door.name
                        }
    return found


def _commands(module: Module) -> set[str]:
    return {"register", *(each.name for each in module.functions)} if module.path.startswith(COMMANDS) else set()


def _is_exported(module: Module, name: str) -> bool:
    """Tell whether `__all__` says that a name is for others, as in a part that can be lifted out."""
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign) and "__all__" in {each.id for each in _names(statement.targets[0])}:
            return name in ast.literal_eval(statement.value)
    return False


def row(label: str, modules: list[Module], tests: int | None = None) -> str:
    """Return one line of the table."""
    lines = sum(len(module.lines) for module in modules)
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for module in modules for node in module.functions]
    sizes = [len(module.lines) for module in modules]
    public = sum(len(module.public) for module in modules)
    cells = [
        label, len(modules), f"{lines:,}", _spread(sizes), len(lengths), _spread(lengths),
        f"{100 * sum(module.comments for module in modules) / lines:.1f}",
        public, f"{100 * public / lines:.1f}", "" if tests is None else f"{tests / lines:.2f}",
    ]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _spread(sizes: list[int]) -> str:
    """Return median, 90th percentile and greatest."""
    return f"{statistics.median(sizes):.0f}/{statistics.quantiles(sizes, n=10)[-1]:.0f}/{max(sizes)}"


def main() -> int:
    modules, tests = read("botcore", "adapters"), read("tests")
    print(HEAD)
    for room in ROOMS:
        chosen = [each for each in modules if next(at for at in ROOMS if each.path.startswith(f"{at}/")) == room]
        print(row(room if room != "adapters" else "adapters, the rest", chosen))
    print(row("all", modules, sum(len(each.lines) for each in tests)))
    shut = unopened(modules, tests)
    print(f"{len(shut)} public names that nobody opens", *shut, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
