"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.assembly.bad_input import fail

FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]
FileArgument = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The same as --faq FILE.", show_default="faq.yaml")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
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
