"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail
from adapters.env_file import EnvFileError, take_env_file
from adapters.text_file import TextFileError


def _take_settings(path: Path | None) -> Path | None:
    """Set what a file sets and the environment does not."""
    if path is None:
        return None
    try:
        # Into the environment: from there all settings are read, whichever command it is.
        take_env_file(path)
    except (EnvFileError, TextFileError) as error:
        fail(f"--env-file: {error}")
    return path


FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]
FileArgument = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The same as --faq FILE.", show_default="faq.yaml")
]
EnvFileOption = Annotated[
    Path | None,
    typer.Option(
        "--env-file",
        callback=_take_settings,
        show_default=False,
        help="Settings from this file, NAME=value a line; what the environment sets goes first.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ReviewDaysOption = Annotated[
    int, typer.Option("--review-days", min=1, help="After so many days a review is overdue.")
]
DecksArgument = Annotated[
    list[Path],
    typer.Argument(help="Decks: JSON Lines of messages with what should happen. A YAML file among them: the FAQ."),
]

_YAML = frozenset({".yaml", ".yml"})


def one_file(argument: Path | None, option: Path | None) -> Path | None:
    """Return the file named in either place.

    Raises:
        BadInputError: Both name one, and not the same.
    """
    if argument and option and argument != option:
        fail(f"found two files, {argument} and --faq {option}; name one")
    return option or argument


def is_faq(word: str | Path) -> bool:
    """Tell whether a word among others names a file to answer from: YAML, and there."""
    path = Path(word)
    return path.suffix.lower() in _YAML and path.is_file()
