"""`faq.yaml` → `Faq`, or every fault of the file at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pydantic import ValidationError
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from botcore.faq.contents import content_faults
from botcore.faq.drafts import Begun, Draft, begun_entries, draft_of, set_aside, without_what_it_lacks
from botcore.faq.trail import shown, trail
from botcore.faq.values import LONGEST_ID, Faq
from botcore.faults import MANY, Fault, FaultsError, quoted
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from botcore.strict_yaml import Document, Path, Tree


class FaqError(FaultsError):
    """The file cannot be used."""


@dataclass(frozen=True)
class LoadedFaq:
    """A sound file: its values, and the line of every path for those who lint it further.

    Attributes:
        faq: The values.
        document: The lines; drafts are not in it, so that its paths are those of the values.
        drafts: Entries that were begun and are not answered from, in the order of the file.
    """

    faq: Faq
    document: Document
    drafts: tuple[Draft, ...] = ()


def load_faq(text: str, *, name: str = "faq.yaml") -> Faq:
    """Return the values of a file's text.

    Args:
        text: The whole file, decoded.
        name: What to call the file in faults.

    Raises:
        FaqError: With every fault of the file, each with its line.
    """
    return load_with_lines(text, name=name).faq


def load_with_lines(text: str, *, name: str = "faq.yaml") -> LoadedFaq:
    """Return the values and their lines; raises as `load_faq` does."""
    document = parse(text)
    faults = list(document.faults)
    if document.tree is None:
        raise FaqError(name, faults or [Fault(1, "file", "nothing", "a mapping with disclaimer and entries")])
    begun = begun_entries(document)
    finished = set_aside(document, begun)
    drafts = [_draft(document, place, item, faults) for place, item in begun.items()]
    try:
        faq = Faq.model_validate(finished.tree)
    except ValidationError as error:
        faults += [
            _schema_fault(finished, detail) for detail in _few(error, finished.tree).errors(include_url=False)
        ]
        # Both kinds in one run: whoever mends the schema first would only then hear of the contents.
        raise FaqError(name, faults + list(content_faults(document))) from None
    faults += content_faults(document)
    if faults:
        raise FaqError(name, faults)
    return LoadedFaq(faq, finished, tuple(each for each in drafts if each))


def _draft(document: Document, place: int, item: dict[str, Tree], faults: list[Fault]) -> Draft | None:
    """Return a draft; what is wrong with what stands of it is added to the faults."""
    at: Path = ("entries", place)
    try:
        begun = Begun.model_validate(without_what_it_lacks(item))
    except ValidationError as error:
        details = islice(error.errors(include_url=False), MANY)
        faults += [_schema_fault(document, {**each, "loc": (*at, *each["loc"])}) for each in details]
        return None
    return draft_of(begun, item, document.line(at))


def _few(error: ValidationError, tree: Tree) -> ValidationError:
    """Return the error, or that of the beginning of every list where there are too many faults to be told."""
    most = MANY
    # `MANY` faults are told; a big file broken in every line has tens of thousands, each with its path.
    while error.error_count() > MANY and most:
        try:
            Faq.model_validate(_beginning(tree, most))
        except ValidationError as fewer:
            error = fewer
        most //= 10
    return error


def _beginning(node: Tree, most: int) -> Tree:
    if isinstance(node, list):
        return [_beginning(each, most) for each in node[:most]]
    return {key: _beginning(each, most) for key, each in node.items()} if isinstance(node, dict) else node


_EXPECTED = {
    "missing": "this key; add it",
    "tuple_type": "a list; start each item with '- '",
    "string_type": "text",
    "dict_type": "a mapping of keys and values",
    "too_short": "at least one item",
    "string_too_short": "text; it is empty",
    "date_from_datetime_parsing": "a date such as 2026-01-31",
}
_PATTERNS: dict[str | int, str] = {
    "url": "an https:// link",
    "language": "a language tag such as en or pt-BR",
    "command_name": "one word of letters, digits, - and _, at most 32 of them",
}
_SUCH_AS = {
    "source": ', such as {title: "Our leaflet", url: "https://…"}',
    "reviewed": ', such as {by: "Ada Lovelace", on: 2026-01-31}',
}
_MOST_KEYS = 20
"""Known keys that are all listed although one of them is nearly what stands there; the messages are many more."""

_NEARLY_A_KEY = 0.34
"""The share of letters by which a key may miss a known one for that to be named: 'phrase' is no 'phrasings'."""

_MOVED = (
    "no messages here; write them under a key messages at the top of the file, where self-harm is called "
    "crisis, and the bold first lines are urgent_heading and crisis_heading"
)


def _schema_fault(document: Document, detail: ErrorDetails) -> Fault:
    path = tuple(detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    expected = _EXPECTED.get(kind, detail["msg"])
    if kind == "extra_forbidden":
        expected = _known_key(path)
    elif kind == "string_pattern_mismatch":
        such_as = _id_like(str(detail["input"]))
        words = "lower-case words of a to z and digits, joined by hyphens"
        expected = _PATTERNS.get(path[-1], f"{words}, such as {such_as}")
    elif kind == "string_too_long":
        expected = f"at most {context['max_length']} characters; shorten it"
    elif kind in {"model_type", "model_attributes_type"}:
        expected = f"a mapping of keys and values{_SUCH_AS.get(str(path[-1]) if path else '', '')}"
    elif kind == "string_type" and (meant := _as_text(detail["input"])):
        expected = f"text; put quotes around it: {quoted(meant)}"
    found = "nothing" if kind == "missing" else shown(detail["input"])
    if kind == "extra_forbidden":
        found = f"the unknown key {quoted(str(path[-1]))}"
    if path == ("safety", "messages"):
        found, expected = "the key 'messages'", _MOVED
    return Fault(document.line(path), trail(document.tree, path), found, expected)


def _known_key(path: Path) -> str:
    """Return in words which keys are known where one is not, and which of them is nearly what stands there."""
    known = _known_keys(path)
    near = process.extractOne(
        str(path[-1]), known, scorer=DamerauLevenshtein.normalized_distance, score_cutoff=_NEARLY_A_KEY
    )
    meant = f"; is {quoted(near[0])} meant? Rename or delete it" if near else "; delete or rename it"
    listed = f" ({', '.join(known)})" if len(known) <= _MOST_KEYS or not near else ""
    return f"one of the known keys{listed}{meant}"


def _as_text(found: object) -> str:
    """Return the text that YAML took apart at a colon or a dash; empty where it was none."""
    match found:
        case dict() if len(found) == 1:
            [(key, value)] = found.items()
            return f"{key}: {value}" if isinstance(value, str) else ""
        case [str(only)]:
            return f"- {only}"
        case _:
            return ""


def _id_like(found: str) -> str:
    """Return an id that says what stands there, or the usual example where none does."""
    said = "-".join(re.findall(r"[a-z0-9]+", found.casefold())) if found.isascii() else ""
    return said if 0 < len(said) <= LONGEST_ID else "side-effects"


def _known_keys(path: Path) -> list[str]:
    from botcore.faq import messages, values

    names = [part for part in path[:-1] if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {
        "entries": values.Entry,
        "topics": values.Topic,
        "ambiguous": values.Ambiguous,
        "source": values.Source,
        "reviewed": values.Review,
        "drafted": values.Review,
        "safety": values.SafetyExtension,
        "messages": messages.Messages,
    }
    model = models.get(names[-1], Faq) if names else Faq
    return list(model.model_fields)
