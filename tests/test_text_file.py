"""Files in other encodings: the line, the word, what it looks like, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.text_file import TextFileError, read_text

if TYPE_CHECKING:
    from pathlib import Path


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


def test_utf_8_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "faq.yaml"
    path.write_bytes("\ufeffé 日本".encode())
    assert read_text(path) == "\ufeffé 日本"
