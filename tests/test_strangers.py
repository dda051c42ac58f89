"""The strangers that are shipped for every file: whose words they are, and that their vectors are theirs."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from botcore.encoding import Encoder
from botcore.matching.strangers import load_strangers, read_texts

HERE = Path(__file__).parent
DATA = HERE.parent / "botcore" / "data" / "strangers.txt"
RUN = 5
"""Five words in a row that two texts share are hardly chance."""

PUBLIC_RUNS = HERE / "files" / "public_runs.npy"
"""Hashes of every run of the public sets that matching is measured on (parts of CLINC150, BANKING77 and HINT3),
from which nothing can be read: `hashed` of each run of each message and each wording, ascending."""


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of words in a text."""
    said = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(said[start : start + RUN]) for start in range(len(said) - RUN + 1)}


def hashed(run: tuple[str, ...]) -> int:
    """Return a run as a number of 32 bits."""
    return int.from_bytes(hashlib.sha256(" ".join(run).encode()).digest()[:4], "big")


def test_there_are_many_in_many_subjects_and_none_twice() -> None:
    texts = read_texts()
    subjects = re.findall(r"^# (.+)$", DATA.read_text(encoding="utf-8").split("\n\n", 1)[1], re.MULTILINE)
    assert len(texts) > 1_000
    assert len(set(subjects)) == len(subjects) > 40
    assert len({text.casefold() for text in texts}) == len(texts)


def test_every_vector_is_the_one_of_its_text() -> None:
    strangers = load_strangers()
    some = range(0, len(strangers.texts), 25)
    encoded = Encoder().encode_all([strangers.texts[number] for number in some])
    assert strangers.vectors.shape == (len(strangers.texts), encoded.shape[1])
    assert np.abs(encoded - strangers.vectors[list(some)]).max() < 2e-3


def test_none_shares_five_words_in_a_row_with_the_public_sets_it_is_measured_on() -> None:
    known = set(np.load(PUBLIC_RUNS).tolist())
    assert len(known) > 40_000
    # Their number alone, here and below: a deck's words are for nobody to read.
    assert sum(hashed(run) in known for text in read_texts() for run in runs(text)) == 0


@pytest.mark.parametrize("deck", sorted((HERE / "decks").rglob("*.jsonl")), ids=lambda path: path.stem)
def test_none_shares_five_words_in_a_row_with_a_deck(deck: Path) -> None:
    lines = [json.loads(line) for line in deck.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = {run for line in lines for text in line.get("turns", [line.get("text", "")]) for run in runs(text)}
    assert len({run for text in read_texts() for run in runs(text)} & asked) == 0
