"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FaqOption = Annotated[Path | None, typer.Option("--faq", help="The file to answer from.", show_default="faq.yaml")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DecksArgument = Annotated[
    list[Path], typer.Argument(help="Decks: JSON Lines of messages with what should happen.")
]
