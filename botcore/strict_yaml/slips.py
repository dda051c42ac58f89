"""What YAML stumbles over → what the author most likely did, with the line where it was done.

YAML says where it gave up, often lines below the slip: a quote never closed ends at the next one, a key without
its space after the dash becomes part of a longer word. So the line it names and the nearest ones above it are
searched for what people do, most telling first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from botcore.faults import Fault, brief, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yaml import Mark, MarkedYAMLError

_NEAR = 3
"""How many lines above the one YAML names are searched: a slip is rarely noticed later, quotes aside."""

_SPACES = {"\u00a0": "a no-break space (U+00A0)", "\u202f": "a narrow no-break space (U+202F)",
           "\u2003": "an em space (U+2003)", "\u3000": "an ideographic space (U+3000)",
           "\u200b": "a zero-width space (U+200B)", "\ufeff": "a byte order mark (U+FEFF)"}  # fmt: skip
_ODD = "".join(_SPACES)
_STRANGE_SPACE = re.compile(rf"^\s*(?:- *)*(?:[\w-]+:)?[{_ODD}]")
_WIDE_COLON = re.compile(r"^\s*(?:- +)*(?P<key>[\w-]+)\s*：")
_DASH_KEY = re.compile(r"^\s*-(?P<key>[A-Za-z_]\w*)\s*:(?:\s|$)")
_TIGHT_COLON = re.compile(r"^\s*(?:- +)*(?P<key>[a-z_]+):(?P<text>[^\s/].*)$")
_KEY = re.compile(r"^(?P<indent>\s*(?:- +)*)(?P<key>[\w-]+)\s*:(?=\s|$)")
_STAR = re.compile(r"^\s*(?:- +)*(?:[\w-]+\s*:\s+)?(?P<text>\*\S+\s+\S.*)$")
_OPENED = re.compile(r"""^\s*(?:- +)*(?:[\w-]+\s*:\s+)?(?P<quote>["'])(?P<rest>.*)$""")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_RESERVED = "@`%*&!|>"
_CURLY = "“”„‟"
"""Quotes that a word processor makes of straight ones; YAML takes them for text."""


def syntax_fault(error: MarkedYAMLError, text: str) -> Fault:
    """Say in words what YAML stumbled over, and where.

    Args:
        error: What it said.
        text: What it read.
    """
    mark = error.problem_mark or error.context_mark
    lines = _BREAK.split(text.rstrip())
    number = _number(mark, lines)
    slip = next(_slips(error, lines, number), None)
    if slip:
        return slip
    found = (error.problem or error.context or "broken YAML").removeprefix("found ")
    found = found.replace("did not find expected", "something other than the expected")
    return yaml_fault(number, found, "valid YAML; check the indentation and quotes here")


def strange_key(line: int, key: str) -> Fault | None:
    """Return what is wrong with a key that YAML takes and no person means; None when nothing is."""
    if key[:1] == "-" and key[1:2].isalpha():
        return _no_space_after_dash(line, key[1:])
    space = next((each for each in key if each in _SPACES), "")
    return _strange_space(line, space, key) if space else None


def yaml_fault(line: int, found: str, expected: str) -> Fault:
    """Return a fault of the YAML itself."""
    return Fault(line, "YAML", found, expected)


def _number(mark: Mark | None, lines: Sequence[str]) -> int:
    """Return the number of a line; what is missing at the end is missing after the last, where there is none."""
    return min(mark.line + 1, len(lines)) if mark else 1


def _slips(error: MarkedYAMLError, lines: Sequence[str], number: int) -> Iterator[Fault]:
    line, mark = lines[number - 1], error.problem_mark
    if "\t" in line[: len(line) - len(line.lstrip(" \t-"))]:
        yield yaml_fault(number, "a tab", "spaces; indent with spaces only")
    for near in range(number, max(0, number - _NEAR), -1):
        yield from _lookalikes(near, lines[near - 1])
    yield from _open_quotes(error, lines, number)
    if any(word in (error.problem or "") for word in ("escape", "hexdecimal")):
        cure = r"two of them (\\) where one is meant, or single quotes around the text"
        yield yaml_fault(number, "a backslash in a text in double quotes", cure)
    if mark and "mapping values" in (error.problem or ""):
        yield _colon(lines, number, mark.column)
    if "quote" not in (error.context or ""):
        yield from _after_the_end(line, number, mark)
    yield from _unclosed(error, lines)
    yield from _bad_beginning(error, line, number)
    if star := _STAR.match(line):
        yield _begins_with("*", star["text"], number)
    yield from _uneven(error, lines, number)
    for near in range(number, max(0, number - _NEAR), -1):
        if (tight := _TIGHT_COLON.match(lines[near - 1])) and "expected ':'" in (error.problem or ""):
            yield _no_space_after_colon(near, tight)
    if "expected ':'" in (error.problem or "") and error.context_mark:
        at = _number(error.context_mark, lines)
        found = f"{quoted(lines[at - 1].strip())}, which is no key"
        yield yaml_fault(at, found, "'key: text', or more spaces before it where it goes on from the line above")


def _lookalikes(number: int, line: str) -> Iterator[Fault]:
    """Yield what looks like a colon, a space or a dash and is none."""
    if strange := _STRANGE_SPACE.match(line):
        space = next(each for each in strange.group() if each in _SPACES)
        yield _strange_space(number, space, line)
    if wide := _WIDE_COLON.match(line):
        found = f"a full-width colon (U+FF1A) after '{brief(wide['key'])}'"
        yield yaml_fault(number, found, f"an ordinary one and a space: '{wide['key'][:20]}: '")
    if dash := _DASH_KEY.match(line):
        yield _no_space_after_dash(number, dash["key"])


def _strange_space(number: int, space: str, near: str) -> Fault:
    word = next(iter(near.replace(space, " ").split()), "")
    return yaml_fault(number, f"{_SPACES[space]} beside {quoted(word)}", "ordinary spaces; type them anew")


def _no_space_after_dash(number: int, key: str) -> Fault:
    key = brief(key)
    return yaml_fault(number, f"no space after the dash in '-{key}'", f"one: '- {key}: …'")


def _no_space_after_colon(number: int, tight: re.Match[str]) -> Fault:
    key = tight["key"]
    return yaml_fault(number, f"no space after '{key}:'", f"one: '{key}: {tight['text'][:20].strip()}'")


def _open_quotes(error: MarkedYAMLError, lines: Sequence[str], number: int) -> Iterator[Fault]:
    """Yield the quote that is never closed, or closed only by the quote with which another text begins."""
    if error.context == "while scanning a quoted scalar" and error.context_mark:
        yield _never_closed(_number(error.context_mark, lines), lines)
        return
    at = error.problem_mark.column if error.problem_mark else 0
    before = lines[number - 1][:at]
    for quote in "\"'":
        # Where the text before the fault holds one quote, that one closed what was opened on a line above.
        if before.rstrip().count(quote) == 1 and (opened := _last_opened(lines, number - 1, quote)):
            yield _never_closed(opened, lines)


def _last_opened(lines: Sequence[str], until: int, quote: str) -> int:
    for number in range(until, 0, -1):
        opened = _OPENED.match(lines[number - 1])
        if opened and opened["quote"] == quote:
            return 0 if quote in opened["rest"] else number
    return 0


def _never_closed(number: int, lines: Sequence[str]) -> Fault:
    line = lines[number - 1].strip()
    opened = _OPENED.match(line)
    quote = opened["quote"] if opened else '"'
    found = f"a text that begins with {quote} and does not end with it: {quoted(line)}"
    return yaml_fault(number, found, f"{quote} at its end, too; add it")


def _colon(lines: Sequence[str], number: int, column: int) -> Fault:
    """Return the fault of a colon where none may be: inside a text, or after a key that is indented unevenly."""
    line = lines[number - 1]
    head = line[:column]
    first = _KEY.match(line)
    if first and first.end("key") < column:
        key, text = first["key"], line[first.end() + 1 :].strip().strip(_CURLY)
        text = f'"{text}"' if '"' not in text else f"'{text}'" if "'" not in text else text
        found = f"a colon in the text after '{key}:'"
        return yaml_fault(number, found, f"quotes around the text: {key}: {_short(text)}")
    # A key without its space is no key but a text, which the next line's key cannot stand below.
    if number > 1 and (tight := _TIGHT_COLON.match(lines[number - 2])):
        return _no_space_after_colon(number - 1, tight)
    if ":" in head.strip() or not first:
        return yaml_fault(number, f"a colon in the text {quoted(line.strip())}", "quotes around the whole text")
    return _indented(number, first["key"])


def _indented(number: int, key: str) -> Fault:
    return yaml_fault(
        number, f"'{key}' indented unlike its neighbours", "as many spaces as before the other keys of the item"
    )


def _after_the_end(line: str, number: int, mark: Mark | None) -> Iterator[Fault]:
    """Yield what stands after the closing quote or bracket of a text."""
    if mark is None or not (rest := line[mark.column :].strip()) or not (before := line[: mark.column].rstrip()):
        return
    if before[-1] in "\"'" and _OPENED.match(line):
        yield yaml_fault(
            number,
            f"{quoted(rest)} after the closing quote",
            r"the quote at the end alone; inside, write \" in double quotes and '' in single ones",
        )
    elif before[-1] in "]}":
        yield yaml_fault(number, f"{quoted(rest)} after '{before[-1]}'", "quotes around a text with brackets")


def _unclosed(error: MarkedYAMLError, lines: Sequence[str]) -> Iterator[Fault]:
    brackets = {"while parsing a flow sequence": "[]", "while parsing a flow mapping": "{}"}
    if error.context_mark and (pair := brackets.get(error.context or "")):
        opened, closed, number = pair[0], pair[1], _number(error.context_mark, lines)
        because = ", which ' #' cuts off" if " #" in lines[number - 1] else ""
        yield yaml_fault(
            number, f"'{opened}' without its '{closed}'{because}", f"'{closed}' at the end of the list"
        )


def _bad_beginning(error: MarkedYAMLError, line: str, number: int) -> Iterator[Fault]:
    """Yield a text that begins with a mark YAML keeps for itself."""
    mark = error.context_mark or error.problem_mark
    if mark is None or mark.line + 1 != number:
        return
    begun = line[mark.column : mark.column + 1]
    if begun and (begun in _RESERVED or ("not allowed" in (error.problem or "") and begun in "-?")):
        yield _begins_with(begun, line[mark.column :].strip(), number)


def _begins_with(sign: str, text: str, number: int) -> Fault:
    quoted_whole = f'"{text}"'
    return yaml_fault(number, f"a text that begins with '{sign}'", f"quotes around it: {_short(quoted_whole)}")


def _uneven(error: MarkedYAMLError, lines: Sequence[str], number: int) -> Iterator[Fault]:
    if error.context == "while parsing a block mapping" and (key := _KEY.match(lines[number - 1])):
        yield _indented(number, key["key"])


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]}…{text[-1]}"  # noqa: PLR2004 - as much as a fault quotes
