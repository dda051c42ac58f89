"""Files in other encodings: the line, the word, what it looks like, and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from adapters.text_file import LARGEST, TextFileError, read_text, refuse_streams


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("a: b\nc: a café here".encode("cp1252"), "line 2: found 'café', which looks like Windows-1252"),
        ("é".encode("cp1252"), "line 1: found 'é', which looks like Windows-1252"),
        (b"a: b\x81c", "line 1: found the byte 0x81"),
        ("a: b".encode("utf-16"), "line 1: found a text in UTF-16"),
        ("a: b".encode("utf-16-be"), "line 1: found a text in UTF-16"),
    ],
)
def test_another_encoding_is_named_with_line_word_and_cure(raw: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.write_bytes(raw)
    with pytest.raises(TextFileError) as caught:
        read_text(path)
    assert str(caught.value).startswith(f"{path}: {says}")
    assert "save the file as UTF-8" in str(caught.value)


def test_a_folder_in_a_file_s_place_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(TextFileError, match="is a folder, not a file"):
        read_text(tmp_path)
    with pytest.raises(TextFileError, match="No such file"):
        read_text(tmp_path / "none.yaml")


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    with path.open("wb") as file:
        file.truncate(1_000 * LARGEST)
    with pytest.raises(TextFileError, match="found 64,000,000,000 bytes; expected at most 64,000,000"):
        read_text(path)


def test_a_link_that_leads_to_itself_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.symlink_to(path)
    refuse_streams(path)
    with pytest.raises(TextFileError, match="cannot be read"):
        read_text(path)


def test_what_never_ends_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link, Path("/dev/zero")):
        with pytest.raises(TextFileError, match="is a pipe, a socket or a device; expected a file"):
            refuse_streams(path)
    refuse_streams(tmp_path)
    refuse_streams(tmp_path / "none.yaml")


def test_utf_8_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.write_bytes("\ufeffé 日本".encode())
    assert read_text(path) == "\ufeffé 日本"
