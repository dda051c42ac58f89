"""What the last lines of a run say: the proofs in one table, and what failed in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZE = "size of the proof"
OUTCOMES = {"passed": "holds", "failed": "FAILS", "skipped": "skipped"}


def note_size(item: pytest.Item) -> None:
    """Let a proof's reports carry its size, to wherever they are gathered."""
    if marker := item.get_closest_marker("proof"):
        item.user_properties.append((SIZE, marker.args[0]))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Have the last word, after every other report."""
    yield
    ended: list[pytest.TestReport | pytest.CollectReport] = [
        each
        for outcome in ("passed", "failed", "error", "skipped")
        for each in terminalreporter.stats.get(outcome, [])
        if isinstance(each, pytest.TestReport | pytest.CollectReport)
    ]
    if terminalreporter.config.getoption("proofs"):
        terminalreporter.section("proofs")
        terminalreporter.write_line(
            "\n".join(table([each for each in ended if isinstance(each, pytest.TestReport)]))
        )
    if failed := [each for each in ended if each.failed]:
        terminalreporter.section("what failed, in words")
        terminalreporter.write_line("\n".join(f"- {in_words(each)}" for each in failed))


def table(reports: Sequence[pytest.TestReport]) -> list[str]:
    """Return a line for each proof, the slowest last; a parametrized one counts once."""
    rows: dict[str, tuple[str, set[str], float]] = {}
    for each in reports:
        if sized := dict(each.user_properties).get(SIZE):
            name = each.nodeid.partition("@")[0].partition("[")[0]
            _, outcomes, seconds = rows.get(name, ("", set(), 0.0))
            rows[name] = (str(sized), outcomes | {each.outcome}, seconds + each.duration)
    lines = [("proof", "size", "outcome", "seconds")]
    for name, (sized, outcomes, seconds) in sorted(rows.items(), key=lambda row: row[1][2]):
        worst = next(each for each in ("failed", "passed", "skipped") if each in outcomes)
        lines.append((_sentence(name), sized, OUTCOMES[worst], f"{seconds:.1f}"))
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    return [
        "  ".join([*(part.ljust(width) for part, width in zip(line, widths, strict=False)), line[3].rjust(7)])
        for line in lines
    ]


def in_words(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return what should have held, what came instead, and where that is written."""
    place = report.nodeid.partition("::")[0]
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is None:
        lines = [line for line in str(report.longrepr).splitlines() if line.startswith("E ")]
        return f"{_sentence(report.nodeid)}: {lines[-1].removeprefix('E').strip() if lines else 'ended early'}"
    why = str(crash.message).partition("\n")[0][:120]
    return f"{_sentence(report.nodeid)}: {why} ({place}:{crash.lineno})"


def _sentence(nodeid: str) -> str:
    name, bracket, case = nodeid.rpartition("::")[2].partition("@")[0].partition("[")
    words = name.removeprefix("test_").replace("_", " ")
    return words + (f" ({case.removesuffix(']')})" if bracket else "")
