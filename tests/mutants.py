"""Changes one thing at a time in the rules and asks their tests: `make mutants`, or `make mutants OF=decision`.

mutmut makes the mutants and runs the tests in children of one process that has imported everything, which takes a
third of a second of a core for each. `survivors.yaml` says why a survivor may live, docs/mutants.md how it went.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
SURVIVORS = Path(__file__).parent / "survivors.yaml"
NEEDED = ("botcore", "adapters", "tests", "docs", "faq.yaml", "README.md", "pyproject.toml")
GOAL = 0.85

KILLED, SURVIVED, UNTESTED, TIMED_OUT = 1, 0, 33, frozenset({36, -24, 24, 152, 255})
"""Exit codes of the tests, as mutmut keeps them."""

_SPINNING = re.compile("[\u2800-\u28ff] |$")

ALONE = ("-p", "no:simcord", "-p", "no:cacheprovider", "-p", "no:playwright", "-p", "no:xdist", "-p", "no:cov")


_PATIENCE = 15.0
"""How many times as long as its tests a mutant may take: one that waits for ever costs all of it, and at 60 those
of `in_flight` took more than ten minutes. On a busy machine the clock runs out on others, too, so ask for more."""

_QUICK = """


def pytest_collection_modifyitems(items):
    from mutants_at_once import forget

    forget()
    slow = {"bot", "answer"}
    items[:] = [each for each in items if not slow & {*each.fixturenames} and not each.get_closest_marker("proof")]
"""
"""Added to the copy's `conftest.py`: what takes a whole bot, or hundreds of examples, is left out, and what was
remembered before the fork is forgotten."""


@dataclass(frozen=True)
class Plan:
    """What is changed, and what should notice.

    Attributes:
        module: The file that is changed.
        tests: The files that are run.
        but: An expression for tests of them that are left out beside those of `_QUICK`.
    """

    module: str
    tests: tuple[str, ...]
    but: str = ""

    @property
    def name(self) -> str:
        """As it is asked for."""
        return self.module.removesuffix(".py").rpartition("/")[2]


_FITTED = "fitted or speak_for_calm"
"""Tests that import scikit-learn, which takes longer than all those beside them."""

_LONG = "long_message or beside_a_question"
"""Tests that read hundreds of sentences."""

PLANS = (
    Plan("botcore/decision.py", ("test_decision", "test_questions")),
    Plan("botcore/conversation.py", ("test_conversation",)),
    Plan("botcore/leaning.py", ("test_leaning", "test_follow_ups")),
    Plan("botcore/follow_ups.py", ("test_follow_ups",)),
    Plan("botcore/composing/building.py", ("test_composing",)),
    Plan("botcore/composing/composer.py", ("test_composing",)),
    Plan("botcore/composing/calls.py", ("test_composing",)),
    Plan("botcore/composing/notices.py", ("test_composing",)),
    Plan("botcore/questions.py", ("test_questions",)),
    Plan("botcore/matching/thresholds.py", ("test_thresholds",)),
    Plan("botcore/matching/logistic.py", ("test_matching_parts", "test_calibration")),
    Plan("botcore/matching/calibration.py", ("test_calibration",)),
    Plan("botcore/safety/weighing.py", ("test_safety_rules",)),
    Plan("botcore/safety/views.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/safety/slips.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/safety/tokens.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/safety/readings.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/text/templates.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/safety/likeness.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/safety/phrasebook.py", ("test_safety_rules",), _FITTED),
    Plan("botcore/safety/plain_speech.py", ("test_plain_speech",), _LONG),
    Plan("botcore/safety/framing.py", ("test_plain_speech",), _LONG),
    Plan("botcore/safety/sentences.py", ("test_plain_speech",), _LONG),
    Plan("adapters/once.py", ("test_owed",)),
    Plan("adapters/in_flight.py", ("test_owed",)),
    Plan("adapters/owed.py", ("test_owed_rules",)),
    Plan("adapters/store/ledger.py", ("test_ledger",), "postgresql"),
    Plan("adapters/store/ledger_rows.py", ("test_ledger",), "postgresql"),
)


@dataclass(frozen=True)
class Outcome:
    """How it went.

    Attributes:
        plan: Of what.
        codes: Name of a mutant → exit code of its tests.
        lived: Of each that survived, the lines it changed.
    """

    plan: Plan
    codes: dict[str, int | None]
    lived: dict[str, str]

    def count(self, *codes: int) -> int:
        return sum(Counter(self.codes.values())[code] for code in codes)

    @property
    def killed(self) -> int:
        """Those that the tests noticed, or that kept them from ending."""
        return self.count(KILLED, *TIMED_OUT)

    @property
    def tried(self) -> int:
        return sum(code is not None for code in self.codes.values())

    def __str__(self) -> str:
        alive, share = self.count(SURVIVED), self.killed / self.tried if self.tried else 0.0
        untested = self.count(UNTESTED)
        cells = self.plan.module, len(self.codes), self.tried, self.killed, alive, untested, f"{100 * share:.0f} %"
        return f"| {' | '.join(map(str, cells))} |"


HEAD = (
    "| module | mutants | tried | killed | survived | untested | killed of tried |\n|---|--:|--:|--:|--:|--:|--:|"
)


def run(plan: Plan, sample: int, patience: float) -> Outcome:
    """Try the mutants of one module, at most so many, evenly spread."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as made:
        folder = Path(made)
        for name in NEEDED:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, folder / name)
        for name, more in (("pyproject.toml", settings(plan, patience)), ("tests/conftest.py", _QUICK)):
            with (folder / name).open("a", encoding="utf-8") as file:
                file.write(more)
        names = []
        if sample:
            _mutmut(folder, "run", "nothing.*", quiet=True)
            found = sorted(_codes(folder, plan))
            names = found[:: max(1, -(-len(found) // sample))]
        _mutmut(folder, "run", "--max-children", "1", *names)
        codes = _codes(folder, plan)
        lived = {name: _changed(folder, name) for name, code in codes.items() if code == SURVIVED}
    return Outcome(plan, codes, lived)


def run_at_once(plan: Plan) -> Outcome:
    """Try every mutant of one module in one process, by those of its tests that are plain functions."""
    program = [sys.executable, str(Path(__file__).with_name("mutants_at_once.py")), plan.module, *plan.tests]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Outcome(plan, found["codes"], found["lived"])


def settings(plan: Plan, patience: float) -> str:
    """Return what mutmut is told, as it stands in `pyproject.toml`."""
    tests = [f"tests/{name}.py" for name in plan.tests]
    chosen = [*tests, *(("-k", f"not ({plan.but})") if plan.but else ())]
    values = {
        "source_paths": ["botcore", "adapters"],
        "only_mutate": [plan.module],
        "also_copy": ["docs", "faq.yaml", "README.md"],
        "pytest_add_cli_args": list(ALONE),
        "pytest_add_cli_args_test_selection": chosen,
        "track_dependencies": False,
        "use_git_change_detection": False,
        "timeout_multiplier": patience,
    }
    lines = (f"{key} = {json.dumps(value)}" for key, value in values.items())
    return "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"


def _mutmut(folder: Path, *arguments: str, quiet: bool = False) -> str:
    program = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and not quiet:
        lines = (done.stdout + done.stderr).splitlines()
        sys.stderr.write("\n".join(line for line in lines if not _SPINNING.match(line))[-4_000:])
    return done.stdout


def _codes(folder: Path, plan: Plan) -> dict[str, int | None]:
    meta = folder / "mutants" / f"{plan.module}.meta"
    codes: dict[str, int | None] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def _changed(folder: Path, name: str) -> str:
    """Return the lines a mutant changed, as they were and as they are."""
    shown = _mutmut(folder, "show", name).splitlines()
    lines = [line for line in shown if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"}]
    return "\n".join(line[0] + " " + line[1:].strip() for line in lines)


def reasons() -> dict[str, dict[str, str]]:
    """Return why each survivor may live, by module and the lines it changed."""
    told = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) if SURVIVORS.exists() else {}
    return {module: {each["change"].strip(): each["why"] for each in lived} for module, lived in told.items()}


def unexplained(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield each survivor that no reason is given for."""
    known = reasons()
    for outcome in outcomes:
        for name, change in outcome.lived.items():
            if change not in known.get(outcome.plan.module, {}):
                yield f"{name}\n{change}"


def main() -> int:
    """Try them all, or those of the modules that are named, and print a table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("of", nargs="*", help="names of modules, such as decision; all where none is named")
    options.add_argument("--sample", type=int, default=0, help="at most so many of each, evenly spread")
    options.add_argument("--at-once", action="store_true", help="all in one process, by plain functions alone")
    options.add_argument(
        "--patience", type=float, default=_PATIENCE, help="times as long as its tests a mutant takes"
    )
    chosen = options.parse_args()
    print(HEAD, flush=True)
    outcomes = []
    for plan in PLANS:
        if not chosen.of or plan.name in chosen.of:
            tried = run_at_once(plan) if chosen.at_once else run(plan, chosen.sample, chosen.patience)
            outcomes.append(tried)
            print(outcomes[-1], flush=True)
            if late := [name for name, code in outcomes[-1].codes.items() if code in TIMED_OUT]:
                print("killed by the clock:", *late, file=sys.stderr, flush=True)
    print(*unexplained(outcomes), sep="\n\n")
    return int(any(each.killed < GOAL * each.tried for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
