"""A file's text with one thing more in it: a draft that somebody takes, or a review.

Our own loader judges the outcome: where more than that one thing would come to say something else, nothing is
changed.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from adapters.learning.drafting import NEW, id_for
from adapters.learning.items import UNSAFE, EditError, items_of, with_entry_added, with_item_changed
from botcore.strict_yaml import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from adapters.learning.drafting import Draft
    from botcore.strict_yaml import Document, Tree

_LONGEST_NAME = 80


@dataclass(frozen=True)
class Signature:
    """Who answers for a change, and the day of it.

    Raises:
        EditError: There is no name.
    """

    by: str
    on: date

    def __post_init__(self) -> None:
        """Refuse what is nobody's name: somebody is to be asked about it later."""
        named = any(map(str.isalpha, self.by)) and self.by.isprintable() and self.by == self.by.strip()
        if not named or len(self.by) > _LONGEST_NAME:
            found = repr(self.by[:_LONGEST_NAME])
            raise EditError(f"found {found} for a name; expected a person's, up to {_LONGEST_NAME} characters")


def taken(text: str, draft: Draft, signed: Signature) -> str:
    """Return a file's text with a draft in it.

    Args:
        text: The file, sound.
        draft: What to write.
        signed: Who takes it.

    Raises:
        EditError: It cannot be written.
    """
    document = parse(text)
    if draft.owner == NEW:
        entry = _begun(document, draft, signed)
        added = with_entry_added(text, document, entry)
        return _judged(document, added, lambda tree: tree["entries"].append(entry))
    section, place = _found(document, draft.owner)

    def add(item: CommentedMap) -> None:
        phrasings = item.setdefault("phrasings", CommentedSeq())
        if not item.fa.flow_style():
            phrasings.fa.set_block_style()
        for wording in draft.wordings:
            phrasings.append(DoubleQuotedScalarString(wording))
            if not item.fa.flow_style():
                phrasings.yaml_add_eol_comment(f"{signed.by}, {signed.on}", len(phrasings) - 1, column=0)

    def expect(tree: Any) -> None:  # noqa: ANN401 - a tree
        tree[section][place].setdefault("phrasings", []).extend(draft.wordings)

    return _judged(document, with_item_changed(text, document, section, place, add), expect)


def with_review(text: str, entry: str, signed: Signature) -> str:
    """Return a file's text in which a person vouches for an entry.

    Raises:
        EditError: There is no such entry, or it cannot be written.
    """
    document = parse(text)
    section, place = _found(document, entry)
    if section != "entries":
        raise EditError(f"{entry} is a topic; expected an entry: only answers are reviewed")

    def sign(item: CommentedMap) -> None:
        review = CommentedMap({"by": DoubleQuotedScalarString(signed.by), "on": signed.on})
        review.fa.set_flow_style()
        item["reviewed"] = review

    def expect(tree: Any) -> None:  # noqa: ANN401 - a tree
        tree[section][place]["reviewed"] = {"by": signed.by, "on": str(signed.on)}

    return _judged(document, with_item_changed(text, document, section, place, sign), expect)


def _found(document: Document, owner: str) -> tuple[str, int]:
    """Return in which list an entry or topic stands, and where."""
    for section in ("entries", "topics"):
        for place, item in enumerate(items_of(document, section)):
            if isinstance(item, dict) and item.get("id") == owner:
                return section, place
    raise EditError(f"found no entry and no topic {owner!r}")


def _begun(document: Document, draft: Draft, signed: Signature) -> dict[str, Tree]:
    """Return a question that nobody has answered, as an entry."""
    items = [item for each in ("entries", "topics") for item in items_of(document, each) if isinstance(item, dict)]
    question, *phrasings = draft.wordings
    entry: dict[str, Tree] = {
        "id": id_for(question, (str(item.get("id")) for item in items)),
        "question": question,
    }
    if phrasings:
        entry["phrasings"] = [*phrasings]
    drafted: dict[str, Tree] = {"by": signed.by, "on": str(signed.on)}
    return entry | {"answer": "", "source": {"title": ""}, "drafted": drafted}


def _judged(before: Document, text: str, expect: Callable[[Any], None]) -> str:
    """Return a changed text, unless it says anything but what was expected to be changed."""
    # By our own reader: what counts is what the bot will read, not what the library meant to write.
    after, expected = parse(text), copy.deepcopy(before.tree)
    expect(expected)
    if after.faults or after.tree != expected:
        raise EditError(UNSAFE)
    return text
