"""What readers say of variations: soft labels, kept in a file, for making them takes hours.

Two trained readers say of each how urgent it is; those of which they are least sure, and most others, were judged
one by one, too (`judged`), by large language models that were told what is urgent, and not what the readers say.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFT_LABELS = Path(__file__).parent / "soft_labels.jsonl"
"""What `teacher` wrote, and what was judged; what two careful people would judge differently is left out."""

_SURE = 2.2
"""The logit of what somebody judged and the readers had the other way: nine of ten."""


class SoftLabel(NamedTuple):
    """A text that chance made, and what is said of it.

    Attributes:
        text: As the running bot reads it.
        urgent: The logit of urgent that trained readers together give it, to two places, within ± 5.
        judged: Whether it is urgent to whoever read it; None: nobody did.
    """

    text: str
    urgent: float
    judged: bool | None = None

    @property
    def told(self) -> float:
        """The logit to learn: what was judged, surer where the readers are sure of the same."""
        if self.judged is None:
            return self.urgent
        side = 1 if self.judged else -1
        return side * (_SURE + max(0.0, side * self.urgent) / 2)


def read_soft_labels() -> list[SoftLabel]:
    """Return every soft label, in the order of the file."""
    return [SoftLabel(**json.loads(line)) for line in SOFT_LABELS.read_text(encoding="utf-8").splitlines()]


def write_soft_labels(labels: Iterable[SoftLabel]) -> None:
    """Write the file anew."""
    lines = [json.dumps(each._asdict(), ensure_ascii=False) + "\n" for each in labels]
    SOFT_LABELS.write_text("".join(lines), encoding="utf-8")
