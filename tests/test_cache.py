"""Vectors on disk: whatever is wrong with the file, it is rebuilt and never trusted."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from adapters import sealed_file, vector_file
from adapters.vector_file import SHIPPED, read, vectors_kept_in, write
from botcore import load_faq
from botcore.encoding import DIMENSIONS, KEY_BYTES, Encoder, VectorCache
from botcore.matching.to_the_letter import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Vectors = NDArray[np.float32]
ROOT = Path(__file__).parents[1]
TEXTS = ["is it safe", "what is in it", "who does it"]


class CountingEncoder:
    """Vectors that tell texts apart, and a list of what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_all(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Vectors:
        self.asked += texts
        if progress:
            progress(len(texts), len(texts))
        return np.stack([_vector(text) for text in texts])


def _vector(text: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)


def encoded(path: Path, texts: Sequence[str] = TEXTS) -> tuple[Vectors, list[str]]:
    """Return the vectors of texts through a file opened anew, and what had to be encoded."""
    with vectors_kept_in(path) as vectors:
        return vectors.encode_all(texts), vectors.encoder.asked  # type: ignore[attr-defined] # the fixture's


@pytest.fixture(autouse=True)
def _counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "Encoder", lambda **_: CountingEncoder())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "deep" / "vectors.bin"
    encoded(found)
    return found


def test_what_was_encoded_once_is_read_again_bit_by_bit(path: Path) -> None:
    vectors, asked = encoded(path)
    assert asked == []
    assert np.array_equal(vectors, np.stack([_vector(text) for text in TEXTS]))


def test_only_what_is_new_is_encoded_and_what_is_not_asked_for_is_kept(path: Path) -> None:
    assert encoded(path, ["new", TEXTS[0], "new"])[1] == ["new"]
    assert encoded(path, [*TEXTS, "new"])[1] == []


def test_any_mapping_remembers_and_none_is_one_of_its_own() -> None:
    counting: Any = CountingEncoder()
    known: dict[bytes, Vectors] = {}
    for cache in (VectorCache(counting, known), VectorCache(counting, known), VectorCache(counting)):
        cache.encode_all(TEXTS)
    assert counting.asked == TEXTS * 2
    assert len(known) == len(TEXTS)
    assert VectorCache(counting).encode_all([]).shape == (0, DIMENSIONS)


def test_what_was_encoded_is_kept_when_something_breaks_after_it(tmp_path: Path) -> None:
    def break_off() -> None:
        with vectors_kept_in(tmp_path / "v") as vectors:
            vectors.encode_all(TEXTS)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert len(read(tmp_path / "v")) == len(TEXTS)


def test_nothing_is_written_where_nothing_is_new(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "write", lambda *_: pytest.fail("written"))
    encoded(path)


def test_no_text_stands_in_the_file(path: Path) -> None:
    assert not any(text.encode() in path.read_bytes() for text in TEXTS)


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _resealed(data: bytes) -> bytes:
    return data + hashlib.sha256(data).digest()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "one byte": lambda _: b"p",
    "truncated": lambda data: data[: len(data) // 2],
    "one byte short": lambda data: data[:-1],
    "one byte more": lambda data: data + b"\0",
    "a bit of a vector": lambda data: _flip(data, len(data) // 2),
    "a bit of the checksum": lambda data: _flip(data, len(data) - 1),
    "a bit of the head": lambda data: _flip(data, 3),
    "foreign": lambda _: b"\x89PNG\r\n\x1a\n" + b"x" * 5_000,
    "another model's": lambda data: _resealed(
        data[:-32].replace(data[: data.index(b"\n") + 1], b"prolobot-vectors-1 " + b"0" * 64 + b"\n")
    ),
    "an older format's": lambda data: _resealed(b"prolobot-vectors-0" + data[18:-32]),
    "half a row, sealed": lambda data: _resealed(data[:-50]),
    "only its head and checksum cut apart": lambda data: data[: data.index(b"\n") + 1],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_file_with_anything_wrong_is_rebuilt(path: Path, damage: Callable[[bytes], bytes]) -> None:
    good = path.read_bytes()
    path.write_bytes(damage(good))
    assert read(path) == {}
    vectors, asked = encoded(path)
    assert asked == TEXTS
    assert np.array_equal(vectors, np.stack([_vector(text) for text in TEXTS]))
    assert path.read_bytes() == good


@pytest.mark.parametrize("at", range(0, 4_800, 97))
def test_no_flipped_bit_is_trusted(path: Path, at: int) -> None:
    data = path.read_bytes()
    path.write_bytes(_flip(data, at % len(data)))
    assert read(path) == {}


def test_a_folder_in_its_place_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "vectors.bin").mkdir()
    assert encoded(tmp_path / "vectors.bin")[1] == TEXTS


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert encoded(tmp_path / "file" / "vectors.bin")[1] == TEXTS


def test_a_file_that_cannot_be_read_is_no_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions do not stop the tests' own user everywhere, so the refusal is made."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert encoded(path)[1] == TEXTS


def test_a_full_disk_is_no_fault_and_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    good = path.read_bytes()
    monkeypatch.setattr(sealed_file.os, "replace", refuse)
    assert encoded(path, ["new"])[1] == ["new"]
    assert path.read_bytes() == good


def _write_many(path: Path, number: int) -> int:
    for turn in range(15):
        text = f"{number} {turn}"
        write(path, {hashlib.sha256(text.encode()).digest()[:16]: _vector(text)})
    return number


def test_whoever_reads_while_others_write_finds_a_whole_file(path: Path) -> None:
    seen = []
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        writing = [pool.submit(_write_many, path, number) for number in range(3)]
        while not all(each.done() for each in writing):
            seen.append(len(read(path)))
        assert sorted(each.result() for each in writing) == [0, 1, 2]
    assert set(seen) <= {1, len(TEXTS)}
    assert len(read(path)) == 1
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_most_of_what_a_first_start_of_the_shipped_file_encodes_is_shipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not all: a file edited a little starts a little slower, until `make vectors` is run again."""
    monkeypatch.undo()
    faq = load_faq((ROOT / "faq.yaml").read_text(encoding="utf-8"))
    texts = [readable(wording) for wordings in faq.wordings.values() for wording in wordings]
    shipped = read(SHIPPED)
    known = VectorCache(Encoder(), shipped)
    before = len(shipped)
    assert known.encode_all(texts[:8]).shape == (8, DIMENSIONS)
    assert len(shipped) == before
    missing = [text for text in texts if hashlib.sha256(text.encode()).digest()[:KEY_BYTES] not in shipped]
    assert len(missing) < len(texts) / 10
    np.testing.assert_allclose(known.encode_all(texts[:8]), Encoder().encode_all(texts[:8]), atol=1e-5)


def test_vectors_that_are_shipped_are_not_written_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_file, "SHIPPED", path)
    other = path.with_name("other.bin")
    assert encoded(other, [*TEXTS, "new"])[1] == ["new"]
    assert len(read(other)) == 1
