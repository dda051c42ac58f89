"""What this Python installation is made of: packages with sizes and licences, as a table or a bill of materials.

`make image` runs it inside the image, so that what is listed is what runs: `python -m adapters.reports.packages`,
with `--sbom` for CycloneDX.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DEBIAN = Path("/var/lib/dpkg/status")
"""Where Debian's package manager keeps what is installed: one paragraph a package, `Name: value` a line."""

UNKNOWN = "unknown"

_EXPRESSION = re.compile(r"[\w.+-]+( (AND|OR|WITH) [\w.+-]+)*")
"""What may stand as an SPDX expression; everything else is a licence's name in somebody's own words."""


class Package(NamedTuple):
    """One package of Python's.

    Attributes:
        name: As it calls itself.
        version: Of what is installed.
        licence: As the package states it, in SPDX's words where it does.
        is_spdx: Whether the licence is such an expression.
        size: Bytes of its files that are there; wheels list what an image leaves out.
        needs: Names of the packages it asks for, extras left out.
    """

    name: str
    version: str
    licence: str
    is_spdx: bool
    size: int
    needs: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its address among all packages there are: https://github.com/package-url/purl-spec."""
        return f"pkg:pypi/{_plain(self.name)}@{self.version}"


def installed() -> list[Package]:
    """Return every package of Python's, the biggest first."""
    found = [
        Package(each.name, each.version, *_licence(each), _size(each), tuple(_needs(each)))
        for each in metadata.distributions()
    ]
    return sorted(found, key=lambda each: (-each.size, each.name.casefold()))


def listing(packages: Sequence[Package]) -> str:
    """Return a line a package: megabytes, name, version, licence; then their sum."""
    lines = [f"{each.size / 1e6:7.1f} MB  {each.name} {each.version}  {each.licence}" for each in packages]
    return "\n".join([*lines, f"{sum(each.size for each in packages) / 1e6:7.1f} MB  in {len(packages)} packages"])


def sbom(packages: Sequence[Package]) -> dict[str, Any]:
    """Return a bill of materials: Python, its packages, and Debian's where this is Debian.

    It is the same for the same packages: CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/.
    """
    by_name = {_plain(each.name): each for each in packages}
    ours = by_name["prolobot"]
    components = [_component(each) for each in packages if each is not ours]
    python = {"type": "platform", "name": "python", "version": platform.python_version()}
    body = {
        "metadata": {"component": _component(ours) | {"type": "application"}},
        "components": [python, *components, *_debian_components()],
        "dependencies": [
            {"ref": each.purl, "dependsOn": sorted({by_name[name].purl for name in each.needs if name in by_name})}
            for each in packages
        ],
    }
    name = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{name}",
        "version": 1,
        **body,
    }


def debian_packages(status: str) -> Iterator[tuple[str, str]]:
    """Return name and version of what Debian's package manager says is installed."""
    for paragraph in status.split("\n\n"):
        fields = dict(re.findall(r"^(Package|Status|Version): (.*)$", paragraph, re.MULTILINE))
        if fields.get("Status") == "install ok installed":
            yield fields["Package"], fields["Version"]


def _component(package: Package) -> dict[str, Any]:
    stated = {"expression": package.licence} if package.is_spdx else {"license": {"name": package.licence}}
    return {
        "type": "library", "bom-ref": package.purl, "name": package.name, "version": package.version,
        "licenses": [stated], "purl": package.purl,
    }  # fmt: skip


def _debian_components() -> Iterable[dict[str, Any]]:
    status = _DEBIAN.read_text(encoding="utf-8") if _DEBIAN.exists() else ""
    for name, version in debian_packages(status):
        yield {"type": "library", "name": name, "version": version, "purl": f"pkg:deb/debian/{name}@{version}"}


def _licence(package: metadata.Distribution) -> tuple[str, bool]:
    """Return what a package states, and whether that is an SPDX expression.

    Older packages name theirs in a field that may hold the whole text, or among classifiers.
    """
    fields = package.metadata
    for stated in fields.get_all("License-Expression", []):
        return stated, _EXPRESSION.fullmatch(stated) is not None
    own = [each for each in fields.get_all("License", []) if each.strip() and "\n" not in each.strip()]
    classifiers = (each.split(" :: ") for each in fields.get_all("Classifier", []))
    return [*own, *(each[-1] for each in classifiers if each[0] == "License"), UNKNOWN][0], False


def _size(package: metadata.Distribution) -> int:
    paths = (Path(str(package.locate_file(each))) for each in package.files or ())
    return sum(each.stat().st_size for each in paths if each.is_file())


def _needs(package: metadata.Distribution) -> Iterator[str]:
    for line in package.requires or ():
        name = re.match(r"[\w.-]+", line)
        if name and "extra ==" not in line:
            yield _plain(name[0])


def _plain(name: str) -> str:
    """Return a name as all its spellings are compared: https://peps.python.org/pep-0503/#normalized-names."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    _of_all = installed()
    sys.stdout.write((json.dumps(sbom(_of_all), indent=1) if "--sbom" in sys.argv else listing(_of_all)) + "\n")
