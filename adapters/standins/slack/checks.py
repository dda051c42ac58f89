"""Small rules that compose into Slack's block validation.

A rule takes a value, the JSON pointer of that value and a list of faults, and appends what is wrong
in Slack's own words. The wordings are those Slack answers with in `response_metadata.messages`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Rule = Callable[[object, str, list[str]], None]


def fault(faults: list[str], words: str, pointer: str) -> None:
    """Append one fault as Slack writes it."""
    faults.append(f"{words} [json-pointer:{pointer}]")


def chars(most: int, least: int = 0) -> Rule:
    """A string of `least` to `most` characters."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, str):
            fault(faults, "must provide a string", pointer)
        elif len(value) > most:
            fault(faults, f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            fault(faults, f"must be more than {least - 1} characters", pointer)

    return check


def number(value: object, pointer: str, faults: list[str]) -> None:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        fault(faults, "must provide a number", pointer)


def boolean(value: object, pointer: str, faults: list[str]) -> None:
    """`true` or `false`."""
    if not isinstance(value, bool):
        fault(faults, "must provide a boolean", pointer)


def anything(_value: object, _pointer: str, _faults: list[str]) -> None:
    """Whatever is there; for parts this stand-in does not look into."""


def one_of(*allowed: str) -> Rule:
    """One of a few strings."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if value not in allowed:
            fault(faults, f"must be a valid enum value: {', '.join(allowed)}", pointer)

    return check


def items(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of `least` to `most` values that each satisfy `rule`."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, list):
            fault(faults, "must provide an array", pointer)
            return
        if len(value) > most:
            fault(faults, f"no more than {most} items allowed", pointer)
        if len(value) < least:
            fault(faults, f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value):
            rule(item, f"{pointer}/{index}", faults)

    return check


def fields(required: Mapping[str, Rule], optional: Mapping[str, Rule]) -> Rule:
    """An object with these fields and no others."""
    rules = {**required, **optional}

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault(faults, "must provide an object", pointer)
            return
        for name in required:
            if name not in value:
                fault(faults, f"missing required field: {name}", pointer)
        for name, part in value.items():
            if name in rules:
                rules[name](part, f"{pointer}/{name}", faults)
            else:
                fault(faults, f"invalid additional property: {name}", pointer)

    return check


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule holds for it."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if not isinstance(value, dict):
            fault(faults, "must provide an object", pointer)
        elif "type" not in value:
            fault(faults, "missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            fault(faults, f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            kinds[value["type"]](value, pointer, faults)

    return check


def both(*rules: Rule) -> Rule:
    """All of these rules, in order."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        for rule in rules:
            rule(value, pointer, faults)

    return check


def either_field(first: str, second: str) -> Rule:
    """At least one of two fields; asked in Slack's words for the first."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if isinstance(value, dict) and first not in value and second not in value:
            fault(faults, f"missing required field: {first}", pointer)

    return check


def only_one_field(first: str, second: str) -> Rule:
    """Exactly one of two fields."""

    def check(value: object, pointer: str, faults: list[str]) -> None:
        if isinstance(value, dict) and (first in value) == (second in value):
            fault(faults, f"must provide exactly one of `{first}` and `{second}`", pointer)

    return check


def text(most: int, *, plain: bool = False) -> Rule:
    """A text object of 1 to `most` characters; `plain` allows `plain_text` alone.

    A fault inside is announced by `failed to match all allowed schemas`, as Slack does.
    """
    body = chars(most, least=1)
    kinds = {"plain_text": fields({"type": anything, "text": body}, {"emoji": boolean})}
    if not plain:
        kinds["mrkdwn"] = fields({"type": anything, "text": body}, {"verbatim": boolean})

    def check(value: object, pointer: str, faults: list[str]) -> None:
        inner: list[str] = []
        by_type(kinds)(value, pointer, inner)
        if inner:
            fault(faults, "failed to match all allowed schemas", pointer)
            faults += inner

    return check
