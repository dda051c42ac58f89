"""What docs/operations gives operators is about metrics that exist, and does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from adapters.ops import ServiceState
from adapters.ops.metrics import metrics_registry
from adapters.platform_state import Connection, PlatformState
from adapters.settings import known_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
OPERATIONS = ROOT / "docs" / "operations"
ALERTS, DASHBOARD = OPERATIONS / "alerts.yaml", OPERATIONS / "dashboard.json"

PROMETHEUS_OWN = {"up"}
ADDED_WHEN_SCRAPED = {"job", "instance"}

promtool = shutil.which("promtool")
needs_promtool = pytest.mark.skipif(
    # Where nobody reads what was skipped, its absence is a failure.
    promtool is None and not os.environ.get("CI"),
    reason="needs promtool: Debian's package prometheus",
)


def shown() -> dict[str, set[str]]:
    """Return every metric of a service on which everything has happened, with its labels."""
    slack = PlatformState("slack")
    for counts in (slack.replies, slack.undelivered, slack.refused):
        counts["something"] += 1
    registry = metrics_registry(ServiceState("1", "2", {"slack": slack}))
    labels: dict[str, set[str]] = {}
    for family in registry.collect():
        for sample in family.samples:
            labels.setdefault(sample.name, set()).update(sample.labels)
    return labels


def queries() -> Iterator[str]:
    for group in yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]:
        yield from (rule["expr"] for rule in group["rules"])
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        yield from (target["expr"] for target in panel["targets"])


@pytest.mark.parametrize("query", [*queries()])
def test_a_query_asks_for_metrics_and_labels_that_exist(query: str) -> None:
    known = shown()
    bare = re.sub(r'"[^"]*"', '""', query)
    asked = set(re.findall(r"\b(?:prolobot|process)_\w+|\bup\b", bare))
    assert asked
    assert asked - PROMETHEUS_OWN <= known.keys()
    labels = {each.strip() for by in re.findall(r"\bby \(([^)]*)\)", bare) for each in by.split(",")}
    labels |= set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=)\"", bare))
    there = set().union(*(known.get(each, set()) for each in asked))
    assert labels <= there | ADDED_WHEN_SCRAPED


def test_every_metric_of_ours_is_on_the_dashboard_or_has_an_alert() -> None:
    asked = " ".join(queries())
    ours = {name for name in shown() if name.startswith("prolobot_") and not name.endswith(("_count", "_sum"))}
    unseen = {name for name in ours if name not in asked}
    assert unseen == {"prolobot_waiting", "prolobot_file_loaded_timestamp_seconds"}


def test_every_alert_has_its_line_in_the_page_on_alerts() -> None:
    page = (OPERATIONS / "alert.md").read_text(encoding="utf-8")
    rules = [
        rule for group in yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]
    ]
    assert rules
    assert [rule["alert"] for rule in rules if f"| `{rule['alert']}` |" not in page] == []


def test_every_page_is_there_and_every_setting_it_names_exists() -> None:
    pages = {each: (OPERATIONS / f"{each}.md").read_text(encoding="utf-8") for each in
             ("run", "scale", "back-up", "rotate", "upgrade", "alert")}  # fmt: skip
    known = " ".join(known_settings())
    known += (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    known += (OPERATIONS / "scale" / "scale.env").read_text(encoding="utf-8")
    named = {name for page in pages.values() for name in re.findall(r"PROLOBOT_[A-Z_]+", page)}
    assert {name for name in named if name not in known} == set()


def test_of_every_alert_it_is_tried_when_it_fires_and_when_not() -> None:
    rules = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    cases = yaml.safe_load((ROOT / "tests" / "files" / "alerts.yaml").read_text(encoding="utf-8"))["tests"]
    tried = Counter(
        (each["alertname"], "exp_alerts" in each) for test in cases for each in test["alert_rule_test"]
    )
    assert tried == {
        (rule["alert"], fires): 1 for group in rules for rule in group["rules"] for fires in (True, False)
    }


def test_a_database_that_is_away_is_a_ticket_and_wakes_nobody_while_every_platform_is_served() -> None:
    state = ServiceState("1", "2", {"slack": PlatformState("slack", connection=Connection.CONNECTED)})
    state.file.version = "3"
    state.database.is_set, state.database.reason = True, "OperationalError"
    values = metrics_registry(state).get_sample_value
    assert not state.is_ready
    assert (values("prolobot_ready"), values("prolobot_database_away")) == (1, 1)
    state.platforms["slack"].connection = Connection.CONNECTING
    assert values("prolobot_ready") == 0


@needs_promtool
def test_the_alerts_fire_when_they_should_and_not_before(tmp_path: Path) -> None:
    cases = (ROOT / "tests" / "files" / "alerts.yaml").read_text(encoding="utf-8")
    told = ran_with(cases, ALERTS, tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr


@needs_promtool
def test_promtool_would_notice_an_alert_that_never_fires(tmp_path: Path) -> None:
    cases = (ROOT / "tests" / "files" / "alerts.yaml").read_text(encoding="utf-8")
    deaf = tmp_path / "deaf.yaml"
    deaf.write_text(ALERTS.read_text(encoding="utf-8").replace("prolobot_ready == 0", "prolobot_ready == 7"))
    assert ran_with(cases, deaf, tmp_path).returncode != 0


def ran_with(cases: str, rules: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "cases.yaml").write_text(cases.replace("RULES", str(rules)))
    command = [promtool or "", "test", "rules", str(folder / "cases.yaml")]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


def test_the_page_s_copy_of_a_file_that_is_written_to_is_whole_and_brought_back_over_what_is_there(
    tmp_path: Path,
) -> None:
    page = (OPERATIONS / "back-up.md").read_text(encoding="utf-8").replace("/var/lib/prolobot", str(tmp_path))
    ((copy, back),) = re.findall(r'python -c "(.*serialize.*)" > kept\.db\n.*\n.* -c \'(.*)\' < kept\.db\n', page)
    path = tmp_path / "kept.db"
    live = sqlite3.connect(path)
    live.execute("PRAGMA journal_mode=WAL")
    live.executescript("CREATE TABLE kept(key TEXT); INSERT INTO kept VALUES ('a')")
    copied = subprocess.run([sys.executable, "-c", copy], capture_output=True, check=True).stdout  # noqa: S603
    live.executescript("INSERT INTO kept VALUES ('b')")
    # As after a crash: what was written last stands beside the file.
    left = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    live.close()
    for name, data in left.items():
        (tmp_path / name).write_bytes(data)
    subprocess.run(["sh", "-c", back], input=copied, check=True)  # noqa: S603, S607
    again = sqlite3.connect(path)
    assert again.execute("SELECT key FROM kept").fetchall() == [("a",)]
    again.close()
