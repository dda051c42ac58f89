"""Usage errors: one plain line with status 2, whichever command was called otherwise than it is meant."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer import rich_utils
from typer.main import get_command
from typer.testing import CliRunner

from adapters.cli.app import app
from adapters.cli.lazily import load

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("words", "fault", "called"),
    [
        ("setup", "prolobot setup: found nothing; expected slack or discord", "prolobot setup "),
        ("setup slack --bogus", "found '--bogus'; expected an option of prolobot setup", "prolobot setup "),
        ("setup slack b", "prolobot setup: got unexpected extra argument(s) (b)", "prolobot setup "),
        ("ask --nonsense x", "found '--nonsense'; expected an option of prolobot ask", "prolobot ask "),
        ("check --jso", "found '--jso'; expected --json", "prolobot check "),
        ("gaps --days x", "--days: found 'x'; expected a number", "prolobot gaps "),
        ("gaps --days -1", "--days: found '-1'; expected 0 or more", "prolobot gaps "),
        ("gaps --people 3.5", "--people: found '3.5'; expected a whole number", "prolobot gaps "),
        ("report --weeks 999", "--weeks: found '999'; expected 520 at most", "prolobot report "),
        ("report --since yesterday", "--since: found 'yesterday'; expected YYYY-MM-DD", "prolobot report "),
        (
            "bench chaos --database x",
            "--database: 'x' is not one of 'sqlite', 'postgresql'",
            "prolobot bench chaos ",
        ),
        ("gaps --days", "--days: option '--days' requires an argument", ""),
        (
            "journal forget",
            "prolobot journal forget: found nothing; expected slack:TEAM:USER or discord:USER",
            "prolobot journal forget ",
        ),
        ("journal nope", "found 'nope'; expected one of export, forget, purge", "prolobot journal "),
        ("evla", "found 'evla'; expected eval or replay", "prolobot "),
        ("--bogus", "found '--bogus'; expected an option of prolobot", "prolobot "),
    ],
)
def test_a_usage_error_is_one_line_that_says_what_was_found_and_what_was_expected(
    words: str, fault: str, called: str
) -> None:
    done = CliRunner().invoke(app, words.split(), prog_name="prolobot")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{fault} ({called}--help tells more)\n"


def test_what_takes_further_words_and_got_none_shows_its_help() -> None:
    done = CliRunner().invoke(app, ["journal"], prog_name="prolobot")
    assert done.exit_code == 2
    assert "Usage: prolobot journal" in done.output
    assert "tells more" not in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("setup slack --replace", "--replace: found no --env-file"),
        ("setup slack --print --env-file none/.env --replace", "--print: writes nothing"),
        ("gaps --by Ada", "--by: found no --apply"),
        ("gaps --deck mine.jsonl", "--deck: found no --apply"),
        ("gaps --yes", "--yes: found no --apply"),
        ("report --html - --json", "--html -: found --json as well"),
        ("report --weeks 2 --since 2026-01-05", "--weeks: found --since as well"),
        ("report --since 2999-01-01", "--since: found 2999-01-01; expected "),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(words: str, told: str) -> None:
    done = CliRunner().invoke(app, words.split())
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(told)


def commands(group: Any, *above: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with the words that call it."""
    for name in group.list_commands(None):
        command = group.get_command(None, name) if above else load(name, {})
        words = (*above, name)
        if hasattr(command, "list_commands"):
            yield from commands(command, *words)
        else:
            yield words, command


ROOT = Path(__file__).parent.parent
ALL = list(commands(get_command(app)))
NEEDED = {"ask": "hi", "replay": str(ROOT / "docs" / "demo.yaml"), "eval": "none.jsonl", "matching": "none.jsonl"}


@pytest.mark.parametrize(
    "words",
    [words for words, command in ALL if any("--faq" in each.opts for each in command.params)],
    ids=" ".join,
)
def test_a_file_that_cannot_be_read_is_told_by_its_name_and_without_a_traceback(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = len(list(Path(tempfile.gettempdir()).glob("chaos*")))
    for named in ("none.yaml", str(tmp_path)):
        done = CliRunner().invoke(app, [*words, "--faq", named, *filter(None, [NEEDED.get(words[-1])])])
        assert isinstance(done.exception, SystemExit)
        assert done.exit_code == (1 if words == ("doctor",) else 2)
        assert named in done.output or "PROLOBOT_DATABASE" in done.stderr or "_TOKEN: not set" in done.stderr
    assert len(list(Path(tempfile.gettempdir()).glob("chaos*"))) == kept


@pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(words) for words, _ in ALL])
def test_the_help_shows_all_that_is_said_of_an_option_and_breaks_no_line_but_where_it_is_full(
    words: tuple[str, ...], command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rich_utils, "MAX_WIDTH", 400)
    shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "400"}).stdout
    for each in command.params:
        assert " ".join((each.help or "").split()) in shown
    for paragraph in command.help.split("\n\n"):
        assert " ".join(paragraph.split()) in shown
