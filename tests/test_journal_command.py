"""`prolobot journal`: what it says and the status it leaves with, where it cannot do what was asked as well."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from months import write_lines
from typer.testing import CliRunner

from adapters.assembly.bad_input import BadInputError
from adapters.assembly.journal_at import journal_at
from adapters.cli import journal as command
from adapters.cli.app import app
from adapters.doctor.database import _ask
from adapters.journal import Line
from adapters.journal.lines import hashed
from adapters.settings import read_settings
from adapters.store import migrating
from adapters.store.engine import build_engine
from adapters.store.migrating import migrate

if TYPE_CHECKING:
    from pathlib import Path

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-2-s3cr3t", "DISCORD_TOKEN": "d1sc0rd"}
PERSON = "discord:80351110224678912"
READING = [
    ["journal", "export"],
    ["journal", "forget", PERSON],
    ["journal", "purge", "--yes"],
    ["gaps"],
    ["report"],
    ["diff", "faq.yaml", "faq.yaml", "--journal"],
]
"""The commands that can do nothing without the journal; the desk can."""


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with none, and undo what a command sets."""
    for name in (*TOKENS, "PROLOBOT_DATABASE", "PROLOBOT_DATABASE_KEY"):
        monkeypatch.setenv(name, "")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a journal with two lines of a person, hashed as by a service with both tokens."""
    address = f"sqlite:///{tmp_path}/kept.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", address)
    person = hashed(read_settings(TOKENS).hashing_key, PERSON)
    line = Line(at=time.time() - 60.0, platform="discord", place="p", person=person, kind="answer")
    write_lines(address, iter([line] * 2))
    return address


def ran(*words: str, typed: str = "") -> tuple[int, str]:
    """Return the status, and what was said on both streams."""
    done = CliRunner().invoke(app, [*words], input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


@pytest.mark.usefixtures("kept")
def test_nobody_is_forgotten_without_a_key_and_what_to_set_is_said() -> None:
    status, said = ran("journal", "forget", PERSON)
    assert (status, said.count("\n")) == (2, 1)
    for name in ("PROLOBOT_DATABASE_KEY", *TOKENS):
        assert name in said


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("name", [*TOKENS, "PROLOBOT_DATABASE_KEY"])
def test_with_another_key_no_line_is_found_and_that_is_no_success(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, TOKENS.get(name, "another key"))
    status, said = ran("journal", "forget", PERSON)
    assert (status, said.count("\n")) == (1, 1)
    assert f"no line was there for {PERSON} with this key, which is made of {name};" in said
    assert "the tokens of all platforms" in said


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_mistyped_path_is_said_and_nothing_is_made_there(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none" / "a.db"
    monkeypatch.setenv("PROLOBOT_DATABASE", f"sqlite:///{path}")
    monkeypatch.setenv("PROLOBOT_DATABASE_KEY", "a key")
    status, said = ran(*command)
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("PROLOBOT_DATABASE: no database there; ")
    assert str(path) in said
    assert not path.parent.exists()


def test_the_desk_starts_before_the_service_made_its_database_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[object] = []

    async def serve(file: Path, *_: object, **__: object) -> None:
        served.append(file)

    monkeypatch.setattr("adapters.assembly.desk.serve", serve)
    path, file = tmp_path / "none" / "a.db", tmp_path / ".env"
    file.write_text(f"PROLOBOT_DATABASE=sqlite:///{path}\n")
    status, said = ran("desk", "faq.yaml", "--env-file", str(file))
    assert (status, said.count("\n"), len(served)) == (0, 1, 1)
    assert said.startswith(f"PROLOBOT_DATABASE: no database there; found no file {path}")
    assert "neither gaps nor ratings" in said
    assert not path.parent.exists()


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_the_database_may_be_named_in_a_file_of_settings(command: list[str], tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"PROLOBOT_DATABASE=sqlite:///{tmp_path}/of-the-file.db\nPROLOBOT_DATABASE_KEY=a key\n")
    status, said = ran(*command, "--env-file", str(file))
    assert (status, said.count("\n")) == (2, 1)
    assert f"found no file {tmp_path}/of-the-file.db" in said


@pytest.mark.usefixtures("kept")
def test_somebody_is_forgotten_with_the_tokens_of_a_file_of_settings(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={token}\n" for name, token in TOKENS.items()))
    assert ran("journal", "forget", PERSON, "--env-file", str(file)) == (0, "2 lines deleted\n")


@pytest.mark.usefixtures("kept")
def test_with_the_service_s_key_every_line_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)
    assert ran("journal", "forget", PERSON) == (0, "2 lines deleted\n")
    status, said = ran("journal", "forget", PERSON)
    assert status == 1
    assert "made of SLACK_BOT_TOKEN and DISCORD_TOKEN;" in said


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("options", "question", "done"),
    [
        ([], "Delete all 2?", "2 lines deleted"),
        (["--days", "30"], "Delete those older than 30 days?", "0 lines deleted"),
        (["--days", "1"], "Delete those older than 1 day?", "0 lines deleted"),
        (["--words"], "Delete the words of all 2?", "words of 0 lines deleted"),
    ],
)
def test_the_question_says_what_would_be_deleted(
    options: list[str], question: str, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_on_terminal", lambda: True)
    status, said = ran("journal", "purge", *options, typed="n\n")
    assert status == 1
    assert f"2 lines kept. {question} [y/N]" in said
    assert ran("journal", "purge", *options, typed="y\n")[1].endswith(f"{done}\n")


@pytest.mark.usefixtures("kept")
def test_no_yes_that_is_piped_in_deletes_anything() -> None:
    status, said = ran("journal", "purge", typed="y\n")
    assert (status, said) == (2, "found no terminal to ask before lines are deleted; use --yes\n")
    assert ran("journal", "purge", "--yes") == (0, "2 lines deleted\n")


def test_one_line_is_a_line(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ran("journal", "purge", "--yes")[0] == 0
    write_lines(kept, iter([Line(at=time.time() - 60.0, platform="slack", place="p", person="p", kind="answer")]))
    assert ran("journal", "export")[1].endswith("1 line: reduced, not anonymous\n")
    monkeypatch.setattr(command, "_on_terminal", lambda: True)
    assert "1 line kept. Delete that one?" in ran("journal", "purge", typed="n\n")[1]
    assert ran("journal", "purge", "--yes") == (0, "1 line deleted\n")
    assert ran("journal", "purge") == (0, "0 lines deleted\n")


@pytest.mark.usefixtures("kept")
def test_whoever_stops_reading_an_export_is_not_told_that_the_database_is_away() -> None:
    with pytest.raises(BrokenPipeError), journal_at():
        raise BrokenPipeError


def test_an_error_that_the_driver_raises_by_itself_is_one_line_here_and_for_the_doctor(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = build_engine(database)
    migrate(engine)

    def breaks(*_: object) -> None:
        raise engine.dialect.loaded_dbapi.InterfaceError(database)

    monkeypatch.setenv("PROLOBOT_DATABASE", database)
    monkeypatch.setattr(migrating, "_is_current", breaks)
    monkeypatch.setattr(migrating, "standing", breaks)
    with pytest.raises(BadInputError) as refused, journal_at():
        pass
    (finding,) = _ask(database)
    assert "InterfaceError" in refused.value.lines[0]
    assert "InterfaceError" in finding.found
    assert not any(database in said for said in (*refused.value.lines, finding.found))
    engine.dispose()
