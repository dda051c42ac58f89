"""What came back → what is expected from now on, written into the transcript where its author agrees.

Only the values of `expect` are touched: a transcript is somebody's text, with its order, remarks and blank lines.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from adapters.harness.replay.transcripts import Expected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.harness.replay.replaying import Played


def expected_now(played: Played) -> Expected:
    """Return what is to be expected where what came back is right; it asks for nothing new."""
    before, reply = played.turn.expect, played.reply
    if reply is None or not played.shown:
        return Expected(reply="none")
    seen = played.shown[-1]
    entry = reply.entry.id if reply.entry else None
    offered = {each.entry for each in reply.suggestions}
    return before.model_copy(
        update={
            "reply": reply.kind,
            "entry": entry if before.entry or reply.kind != before.reply else None,
            "offers": tuple(each for each in before.offers if each in offered),
            "includes": tuple(each for each in before.includes if each.casefold() in seen.text.casefold()),
        }
    )


def written(expected: Expected) -> str:
    """Return an expectation as it stands in a transcript; what is not looked at is left out."""
    values = {
        "reply": str(expected.reply),
        "entry": expected.entry,
        "includes": _listed([json.dumps(each, ensure_ascii=False) for each in expected.includes]),
        "offers": _listed(expected.offers),
        "private": None if expected.private is None else str(expected.private).lower(),
        "twice": "true" if expected.twice else None,
    }
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items() if value) + "}"


def rewritten(text: str, expectations: Mapping[tuple[int, int], Expected]) -> str:
    """Return a transcript file's text with other expectations.

    Args:
        text: The file, sound.
        expectations: By the number of the transcript in the file and of the turn in it, from 0.
    """
    root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    places = []
    for (transcript, turn), expected in expectations.items():
        node = _value(_value(root.value[transcript], "turns").value[turn], "expect")
        places.append((node.start_mark.index, _end(node), written(expected)))
    # From the last to the first, so that none is moved by those before it.
    for start, end, new in sorted(places, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _listed(words: list[str] | tuple[str, ...]) -> str:
    return f"[{', '.join(words)}]" if words else ""


def _value(mapping: yaml.MappingNode, key: str) -> Any:  # noqa: ANN401 - a node of whichever kind stands there
    return next(value for name, value in mapping.value if name.value == key)


def _end(node: yaml.Node) -> int:
    """Return where a node ends; one in block style ends, for YAML, only where the next one begins."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return _end(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return _end(node.value[-1])
    return int(node.end_mark.index)
