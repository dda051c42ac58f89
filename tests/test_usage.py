"""Usage errors: one plain line with status 2, whichever command was called otherwise than it is meant."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from adapters.cli.app import app


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
