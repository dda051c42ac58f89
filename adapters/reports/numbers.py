"""Numbers as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botcore.evaluation import Share


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(share: Share) -> str:
    """Return a share in per cent."""
    return "-" if share.value is None else f"{100 * share.value:.1f} %"


def interval(share: Share) -> str:
    """Return the 95 % interval of a share in per cent."""
    low, high = share.interval
    return f"{100 * low:.1f}–{100 * high:.1f}"


def whole_percent(value: float | None) -> str:
    """Return a share in whole per cent; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.0f} %"


def seconds(value: float | None) -> str:
    """Return how many seconds, to the hundredth; a dash where there are none."""
    return "–" if value is None else f"{value:.2f}"
