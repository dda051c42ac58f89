"""Tries every mutant of one module in one process, for `mutants.py --at-once`: seconds where forks take minutes.

mutmut writes all mutants beside what they change, and an environment variable says which of them counts. Nothing
is forked or imported again: what a file of tests makes when it is imported is made before any mutant counts. Only
plain functions are run; a test with a fixture, a proof or one of hypothesis's examples is left out.
"""

from __future__ import annotations

import asyncio
import difflib
import functools
import gc
import importlib
import inspect
import itertools
import json
import os
import signal
import sys
import tempfile
from importlib.abc import Loader, MetaPathFinder
from importlib.util import spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT = Path(__file__).parent.parent
KILLED, SURVIVED, LATE = 1, 0, -24

_LEAST_SECONDS = 3.0
_PATIENCE = 5.0
"""Seconds of the processor, and how many times as long as all its tests, before a mutant never ends."""

_Case = tuple["Callable[..., Any]", dict[str, Any]]


class _Late(BaseException):
    """A mutant never ends; no test may take it for a failure of its own."""


class _Mutated(MetaPathFinder, Loader):
    """Imports one module with all its mutants."""

    def __init__(self, name: str, code: str, path: Path) -> None:
        self._name, self._code, self._path = name, code, path

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=str(self._path)) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._code, str(self._path), "exec"), module.__dict__)  # noqa: S102 - what an import does


def cases(tests: ModuleType) -> Iterator[_Case]:
    """Yield the plain functions of a file of tests with what each is called with."""
    for name, test in vars(tests).items():
        marks = getattr(test, "pytestmark", [])
        if not name.startswith("test_") or hasattr(test, "hypothesis") or any(m.name == "proof" for m in marks):
            continue
        axes = [list(_arguments(mark.args)) for mark in marks if mark.name == "parametrize"]
        if set(inspect.signature(test).parameters) - {name for axis in axes for name in axis[0]}:
            continue
        for chosen in itertools.product(*axes):
            yield test, {name: value for each in chosen for name, value in each.items()}


def _arguments(parametrized: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    named, rows = parametrized
    names = [name.strip() for name in named.split(",")] if isinstance(named, str) else list(named)
    for row in rows:
        values = getattr(row, "values", row) if not isinstance(row, dict) else row
        yield dict(zip(names, values if len(names) > 1 else (values,), strict=True))


def call(case: _Case) -> None:
    """Run a test."""
    test, arguments = case
    found = test(**arguments)
    if inspect.iscoroutine(found):
        asyncio.run(found)


def forget() -> None:
    """Empty what objects remember of their calls: found before a mutant counted, it hides what that changes."""
    for each in gc.get_objects():
        # What a module remembers, such as a file it read, takes long to find again and no mutant changes it.
        if isinstance(each, functools._lru_cache_wrapper) and inspect.ismethod(each.__wrapped__):
            each.cache_clear()


def outcome(every: Sequence[_Case], seconds: float) -> int:
    """Return how the tests ended with the mutant that counts now."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        for case in every:
            call(case)
    except _Late:
        return LATE
    # Whatever goes wrong is noticed, a process that wants to end among it.
    except BaseException:  # noqa: BLE001
        return KILLED
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return SURVIVED


def main(module: str, names: Sequence[str]) -> None:
    """Print how it went with each mutant, and what those that survived changed, as JSON."""
    path = ROOT / module
    made = _made(path)
    name = module.removesuffix(".py").replace("/", ".")
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "standins")]
    sys.meta_path.insert(0, _Mutated(name, made.code, path))
    every = [case for each in names for case in cases(importlib.import_module(each))]
    signal.signal(signal.SIGPROF, _end)
    before = os.times().user
    for case in every:
        call(case)
    seconds = max(_LEAST_SECONDS, _PATIENCE * (os.times().user - before))
    codes: dict[str, int] = {}
    for mutant in made.mutant_names:
        os.environ["MUTANT_UNDER_TEST"] = f"{name}.{mutant}"
        forget()
        codes[mutant] = outcome(every, seconds)
    lived = {mutant: _changed(made, mutant) for mutant, code in codes.items() if code == SURVIVED}
    sys.stdout.write(json.dumps({"codes": codes, "lived": lived}) + "\n")


def _end(*_: object) -> NoReturn:
    raise _Late


def _made(path: Path) -> Any:
    """Return a file with all its mutants; mutmut wants a folder of its own settings to be in."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "pyproject.toml"
        settings.write_text('[tool.mutmut]\nsource_paths = ["."]\n', encoding="utf-8")
        os.chdir(folder)
        from mutmut.mutation.file_mutation import mutate_file_contents

        made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
        os.chdir(ROOT)
    return made


def _changed(made: Any, mutant: str) -> str:
    """Return the lines a mutant changed, as they were and as they are."""
    lines, kind = made.code.splitlines(), mutant.rpartition("__mutmut_")[0]
    name = kind.rpartition("ǁ")[2].removeprefix("x_")
    versions = []
    for each in (f"{kind}__mutmut_orig", mutant):
        span = made.line_span_by_function_name[each]
        # Under the name that it has in its file, so that a changed default is all that changes in its first line.
        versions.append([line.strip().replace(each, name) for line in lines[span.start - 1 : span.end]])
    before, after = versions
    found = difflib.unified_diff(before, after, lineterm="", n=0)
    return "\n".join(
        f"{line[0]} {line[1:]}" for line in found if line[:1] in "+-" and line[:3] not in ("---", "+++")
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
