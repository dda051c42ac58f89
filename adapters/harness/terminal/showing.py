"""A reply on a terminal, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from botcore import Kind
from botcore.evaluation import describe
from botcore.reasons import compare, explain

if TYPE_CHECKING:
    from rich.console import Console

    from botcore import Reply

_STYLES = {
    Kind.ANSWER: "green",
    Kind.CLARIFY: "cyan",
    Kind.ABSTAIN: "white",
    Kind.DECLINE: "yellow",
    Kind.URGENT: "bold red",
    Kind.HELP: "cyan",
}


def panel(reply: Reply, *, note: str = "") -> Panel:
    """Return a reply as a bordered panel: the kind and a note on top, the disclaimer below."""
    body = Text(reply.headline, style="bold red")
    body.append("\n\n" if reply.headline and reply.lead else "").append(reply.lead)
    if reply.entry:
        body.append("\n\n" if reply.lead else "")
        if reply.quote:
            body.append(reply.quote, style="italic")
        else:
            body.append(reply.entry.question, style="bold").append(f"\n\n{reply.entry.answer}")
        heeded = f"{reply.words.note_heading} {reply.note}" if reply.note else ""
        for extra in (heeded, reply.attribution):
            body.append(f"\n\n{extra}" if extra else "", style="dim")
    for number, suggestion in enumerate(reply.suggestions, start=1):
        body.append(f"\n  {number}. {suggestion.question}", style="cyan")
    body.append(f"\n\n{reply.closing}" if reply.closing else "")
    body.append(f"\n\n{reply.disclaimer}", style="dim italic")
    return Panel(body, title=reply.kind.value + note, title_align="left", border_style=_STYLES[reply.kind])


def show(console: Console, reply: Reply) -> None:
    """Print a reply: a panel on a terminal, plain text elsewhere."""
    if console.is_terminal:
        console.print(panel(reply))
    else:
        console.print(f"[{reply.kind}]", markup=False, highlight=False)
        # Lines stay whole: whoever pipes them wants the text, not the width of a terminal that is not there.
        console.print(reply.text, markup=False, highlight=False, soft_wrap=True)


def show_why(console: Console, reply: Reply) -> None:
    """Print how a reply came about."""
    trace = reply.trace
    finding = trace.finding
    console.print(f"because     {explain(trace)}", markup=False, highlight=False, soft_wrap=True)
    for said in compare(trace):
        console.print(f"compared    {said}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"read as     {trace.read!r}", markup=False, highlight=False, soft_wrap=True)
    said = f"{finding.verdict} {finding.category}".strip()
    console.print(
        f"safety      {said} ({finding.score:.3f}) {finding.because}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    limits = trace.thresholds.of_scores if trace.thresholds else {}
    thresholds = "  ".join(f"{name} ≥ {value:.3f}" for name, value in limits.items())
    console.print(f"thresholds  {thresholds or '-'}", markup=False, highlight=False)
    if trace.context:
        console.print(f"context     {trace.context}", markup=False, highlight=False)
    table = Table("entry", "score", "nearest phrasing", "features", box=None, header_style="dim")
    for each in trace.candidates:
        described = "  ".join(f"{name} {value:.2f}" for name, value in each.features)
        table.add_row(Text(each.id), f"{each.score:.3f}", Text(each.phrasing), Text(described, style="dim"))
    console.print(table)


def as_dict(reply: Reply, *, why: bool) -> dict[str, Any]:
    """Return a reply as JSON-ready values, with its trace when asked."""
    described = describe(reply)
    if why:
        trace = reply.trace
        described["why"] = {
            "because": trace.because, "topic": trace.topic or None,
            "compared": list(compare(trace)),
            "read": trace.read,
            "safety": {"verdict": trace.finding.verdict, "category": trace.finding.category,
                       "score": trace.finding.score, "because": trace.finding.because},
            "thresholds": trace.thresholds.of_scores if trace.thresholds else {},
            "context": trace.context or None,
            "candidates": [
                {"id": each.id, "score": each.score, "phrasing": each.phrasing, "features": dict(each.features),
                 "against": list(each.against)}
                for each in trace.candidates
            ],
        }  # fmt: skip
    return described
