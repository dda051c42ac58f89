"""One variable of the environment, read as what it is to be: a switch, a port, an id, a secret in a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from collections.abc import Mapping

_SWITCHES = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)

_LONGEST, _BEGINNING = 20, 8
"""Characters of a value that are shown: of all, and of a longer one."""


class SettingsError(Exception):
    """The environment cannot be used.

    Attributes:
        lines: One that a person can act on for every fault; each begins with the name of the variable and a colon.
    """

    def __init__(self, *lines: str) -> None:
        """Keep the lines."""
        super().__init__("\n".join(lines))
        self.lines = lines


def read_secret(environment: Mapping[str, str], name: str) -> SecretStr:
    """Return a secret that is set, or stands in the file that `NAME_FILE` names; never shown by its value.

    Raises:
        SettingsError: The file cannot be read.
    """
    if path := environment.get(f"{name}_FILE"):
        try:
            return SecretStr(Path(path).read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}_FILE: cannot read {_path(path)}: {_why(error)}") from None
    return SecretStr(environment.get(name, ""))


def _path(value: str) -> str:
    """Return a path as it is shown; what looks like none may be the secret itself."""
    return value if "/" in value and "://" not in value else "the file that is named there"


def _shown(value: str) -> str:
    """Return a value as it is shown; one longer than any expected may be the secret of another variable."""
    return repr(value if len(value) <= _LONGEST else f"{value[:_BEGINNING]}…")


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "permission denied; the user that runs this must be able to read it"
    return (error.strerror or "not a file") if isinstance(error, OSError) else "not UTF-8 text"


def read_switch(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    """Return whether something is switched on.

    Raises:
        SettingsError: It is neither yes nor no.
    """
    found = environment.get(name, "")
    if not found:
        return default
    if (value := found.casefold()) in _SWITCHES:
        return _SWITCHES[value]
    raise SettingsError(f"{name}: found {_shown(found)}; expected yes or no")


def read_one_of(environment: Mapping[str, str], name: str, values: Mapping[str, str], default: str) -> str:
    """Return the value of what is set, in whatever case; the keys that stand for themselves are those expected.

    Raises:
        SettingsError: It is none of the keys.
    """
    found = environment.get(name, default)
    known = {each.casefold(): value for each, value in values.items()}
    if found.casefold() in known:
        return known[found.casefold()]
    *others, last = [each for each, value in values.items() if each == value]
    raise SettingsError(f"{name}: found {_shown(found)}; expected {', '.join(others)} or {last}")


def read_ids(name: str, value: str, pattern: str, expected: str) -> frozenset[str]:
    """Return the ids that are set, with commas or blanks between them.

    Raises:
        SettingsError: One does not fit the pattern.
    """
    ids = value.replace(",", " ").split()
    if strange := [each for each in ids if not re.fullmatch(pattern, each)]:
        raise SettingsError(f"{name}: found {_shown(strange[0])}; expected {expected}, with commas between them")
    return frozenset(ids)


def read_one_id(environment: Mapping[str, str], name: str, pattern: str) -> str:
    """Return the id that is set; "" for none.

    Raises:
        SettingsError: It does not fit the pattern.
    """
    value = environment.get(name, "")
    if value and not re.fullmatch(pattern, value):
        of = {"CHANNEL": "channel", "GROUP": "user group", "ROLE": "role"}[name.rpartition("_")[2]]
        like = {"[CG]": "C0123ABC", "S[A-": "S0123ABC"}.get(pattern[:4], "1234567890")
        raise SettingsError(f"{name}: found {_shown(value)}; expected the id of a {of}, such as {like}")
    return value


def read_port(environment: Mapping[str, str], name: str, default: int) -> int:
    """Return the port that is set.

    Raises:
        SettingsError: It is no port; 0 is one only where that is the default.
    """
    value = environment.get(name) or str(default)
    if re.fullmatch("[0-9]{1,5}", value) and int(value) < 65536 and (int(value) or not default):  # noqa: PLR2004 - ports
        return int(value)
    raise SettingsError(f"{name}: found {_shown(value)}; expected a number from {int(bool(default))} to 65535")


def read_count(environment: Mapping[str, str], name: str, default: int) -> int:
    """Return the number that is set, from 1 to 999, or the default.

    Raises:
        SettingsError: It is no such number.
    """
    value = environment.get(name) or str(default)
    if value == str(default) or re.fullmatch("[1-9][0-9]{0,2}", value):
        return int(value)
    raise SettingsError(f"{name}: found {_shown(value)}; expected a number from 1 to 999")


def read_seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    """Return the seconds that are set, to a tenth.

    Raises:
        SettingsError: They are not seconds.
    """
    value = environment.get(name) or str(default)
    if re.fullmatch(r"[0-9]{1,4}(\.[0-9])?", value):
        return float(value)
    raise SettingsError(f"{name}: found {_shown(value)}; expected seconds, such as 25")
