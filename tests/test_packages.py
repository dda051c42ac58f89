"""What is installed is listed with its licence, as people and as programs read it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from adapters.reports.packages import UNKNOWN, Package, debian_packages, installed, listing, sbom

ROOT = Path(__file__).parent.parent

PERMISSIVE = re.compile(
    r"MIT|Apache|BSD|ISC|PSF|Python Software Foundation|Zlib|CC0|MPL-2.0", re.IGNORECASE
)  # whoever hands out the image need only pass their texts on, which the packages carry


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> set[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return {plain(line.partition("==")[0]) for line in lines if re.match(r"[a-z]", line)}


@pytest.fixture(scope="module")
def packages() -> list[Package]:
    return installed()


def test_the_bill_of_materials_is_cyclonedx_and_the_same_each_time(packages: list[Package]) -> None:
    bill = json.dumps(sbom(packages))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill) is None
    assert json.dumps(sbom(installed())) == bill
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill.replace('"library"', '"shelf"')) is not None


def test_the_bill_knows_what_a_package_needs(packages: list[Package]) -> None:
    needs = {each["ref"]: each["dependsOn"] for each in sbom(packages)["dependencies"]}
    (ours,) = (each for each in needs if each.startswith("pkg:pypi/prolobot@"))
    assert any(each.startswith("pkg:pypi/slack-bolt@") for each in needs[ours])
    assert not any("pytest" in each for each in needs[ours])


def test_everything_that_runs_states_a_licence_that_lets_it_be_handed_on(packages: list[Package]) -> None:
    running = [each for each in packages if plain(each.name) in locked()]
    assert len(running) > 30
    assert [each for each in running if each.licence == UNKNOWN] == []
    assert [each for each in running if not PERMISSIVE.search(each.licence)] == []


def test_running_needs_nothing_that_trains_or_draws() -> None:
    assert (
        locked() & {"scikit-learn", "scipy", "matplotlib", "pip", "jinja2", "huggingface-hub", "pytest"} == set()
    )


def test_the_listing_has_the_biggest_first_and_ends_with_the_sum() -> None:
    big = Package("big", "2", "MIT", is_spdx=True, size=3_000_000, needs=())
    small = Package("small", "1", "MIT", is_spdx=True, size=500_000, needs=())
    assert listing([big, small]).splitlines() == [
        "    3.0 MB  big 2  MIT",
        "    0.5 MB  small 1  MIT",
        "    3.5 MB  in 2 packages",
    ]


def test_of_debian_s_packages_those_count_that_are_there() -> None:
    status = (
        "Package: bash\nStatus: install ok installed\nVersion: 5.2-3\n\n"
        "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n"
    )
    assert list(debian_packages(status)) == [("bash", "5.2-3")]
