"""`gaps`: what people asked in vain, and into the file what somebody takes of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from adapters.assembly.bad_input import fail
from adapters.assembly.journal_at import refuse_misnamed_database
from adapters.assembly.loading import faq_path
from adapters.cli.console import bar, can_be_asked, load_bot, out, tracked
from adapters.cli.options import EnvFileOption, FaqOption, JsonOption
from adapters.cli.statuses import FELL_SHORT
from adapters.reports.numbers import counted

if TYPE_CHECKING:
    from adapters.assembly.finding_gaps import Found
    from adapters.assembly.learning import Proposal
    from adapters.learning import Draft

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(gaps)


def gaps(
    faq: FaqOption = None,
    env_file: EnvFileOption = None,  # noqa: ARG001 - its callback has read it
    *,
    days: Annotated[float, typer.Option("--days", min=0.0, help="Only the last so many days; 0: all.")] = 30.0,
    people: Annotated[int, typer.Option("--people", min=3, help="Only what at least so many people asked.")] = 3,
    apply: Annotated[str, typer.Option("--apply", metavar="KEY", help="Write the draft of this key.")] = "",
    by: Annotated[str, typer.Option("--by", help="With --apply: the name of the person who takes it.")] = "",
    deck: Annotated[
        list[Path] | None,
        typer.Option("--deck", help="With --apply: judge by this deck rather than by the file's own; repeatable."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --apply: do not ask once the change was shown.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List what people asked in vain, with drafts, or write one draft into the file.

    It needs PROLOBOT_DATABASE, and of the service a journal that keeps words. A draft holds words that three
    people and more used and safety does not hear; it is written once check finds no error and no deck is worse.
    Without a deck it shows whose replies would change.

    prolobot gaps --apply 3f9a12bc --by "Ada Lovelace"
    """
    from adapters.assembly.finding_gaps import found_gaps

    if apply and not by:
        fail("--by: found no name; expected that of the person who takes this draft and answers for it")
    refuse_misnamed_database()  # the file takes its time to be learned
    for name, given in (("--by", by), ("--deck", deck), ("--yes", yes)):
        if given and not apply:
            fail(f"{name}: found no --apply; expected the key of the draft that is to be written")
    if apply and not yes and not as_json and not can_be_asked():
        fail("found no terminal to ask before the file is written; use --yes")
    # On --apply the file is learned twice and every deck asked twice: minutes, of which a log has to tell as well.
    gaps = found_gaps(load_bot(faq, quiet=as_json, in_lines=bool(apply)), days=days, people=people)
    if gaps.bound:
        typer.echo(gaps.bound, err=True)
    if apply:
        chosen = next((each for gap in gaps.found for each in gap.drafts if each.key == apply), None)
        if chosen is None:
            fail(
                f"--apply: found no draft {apply!r}; expected a key that gaps lists: it changes with what is asked"
            )
        _apply(chosen, by, faq_path(faq), deck or [], yes=yes, as_json=as_json)
    elif as_json:
        typer.echo(json.dumps([_values(each) for each in gaps.found], ensure_ascii=False))
    elif not gaps.found:
        typer.echo(
            f"nothing that {people} people asked in vain, among {counted(gaps.questions, 'question')} with words"
        )
    else:
        _show(gaps.found)


def _apply(draft: Draft, by: str, file: Path, decks: list[Path], *, yes: bool, as_json: bool) -> None:
    from adapters.assembly.learning import judge_draft, write

    proposal = judge_draft(
        file,
        draft,
        by,
        decks=decks,
        bar=bar(quiet=as_json, in_lines=True),
        tracked=partial(tracked, quiet=as_json, in_lines=True),
    )
    if not as_json:
        _show_proposal(proposal)
    if proposal.is_fine and (yes or (not as_json and typer.confirm(f"Write this into {file}?"))):
        write(proposal)
        proposal = proposal.written()
    if as_json:
        typer.echo(json.dumps(proposal.values, ensure_ascii=False))
    else:
        typer.echo(f"written into {file}" if proposal.is_written else "nothing was written")
    if not proposal.is_fine:
        raise typer.Exit(FELL_SHORT)


def _show_proposal(proposal: Proposal) -> None:
    from adapters.learning import tell_effect
    from adapters.reports.differences import show_difference

    for line in proposal.difference:
        _say(line, _STYLES.get(line[:1], ""))
    for line in tell_effect(proposal.effect):
        _say(line, "yellow" if not proposal.effect.is_fine or line.startswith("warning") else "")
    if proposal.replies:
        show_difference(out, proposal.replies, all_of_them=True)
        if not proposal.is_fine:
            _say("what is urgent now would be so no longer: this draft cannot be written", "yellow")


def _show(found: list[Found]) -> None:
    from adapters.learning import tell_draft

    for each in found:
        gap = each.gap
        people = f"{gap.people} people, {gap.count} questions"
        disliked = f", {gap.disliked} not helped" if gap.disliked else ""
        nearest = gap.topic or gap.entry
        _say(f"{people}{disliked}{f', near {nearest}' if nearest else ''}", "bold")
        for wording in gap.wordings:
            _say(f"    {wording}")
        for draft in each.drafts:
            _say(f"  {draft.key}  {tell_draft(draft)}", "green")
        if not each.drafts:
            _say(f"  no draft: {each.undrafted}", "dim")


def _say(line: str, style: str = "") -> None:
    out.print(Text(line, style), soft_wrap=True)


def _values(found: Found) -> dict[str, object]:
    drafts = [asdict(each) for each in found.drafts]
    return asdict(found.gap) | {"drafts": drafts, "undrafted": found.undrafted}
