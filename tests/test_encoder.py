"""The one model: what a run of it gives, and that no other file is taken for it."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from botcore.encoding import DIMENSIONS, Encoder, ModelError, load_tokenizer
from botcore.encoding.encoder import CARD, MAX_TOKENS, MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = ["my chest hurts", "is it safe for the neck?", "ok"]
SCALE = 1e-4
FLOAT, LONG, BOOL, IS_NUMBER, IS_NUMBERS = 1, 7, 9, 2, 7
"""ONNX's numbers for types: of a tensor's elements, and of an attribute."""


def varint(value: int) -> Iterator[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value


def message(*fields: tuple[int, int | str | bytes]) -> bytes:
    parts: list[bytes] = []
    for number, value in fields:
        if isinstance(value, int):
            parts.append(bytes([*varint(number << 3), *varint(value)]))
        else:
            data = value.encode() if isinstance(value, str) else value
            parts.append(bytes([*varint(number << 3 | 2), *varint(len(data))]) + data)
    return b"".join(parts)


def node(operator: str, inputs: tuple[str, ...], output: str, *attributes: bytes) -> tuple[int, bytes]:
    named = [(1, name) for name in inputs]
    return 1, message(*named, (2, output), (4, operator), *((5, each) for each in attributes))


def value(name: str, kind: int, second: str) -> bytes:
    shape = message((1, message((2, "texts"))), (1, message((2, second))))
    return message((1, name), (2, message((1, message((1, kind), (2, shape))))))


def scalar(name: str, kind: int) -> bytes:
    return message((1, name), (2, message((1, message((1, kind), (2, b""))))))


def tiny_model(data: str) -> bytes:
    """Logits are ± SCALE × the pieces' mean, so is the vector; zeros where not wanted (fields: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)."""
    weights = np.array([[SCALE, -SCALE]], dtype=np.float32).tobytes()
    graph = message(
        node("Cast", ("ids",), "numbers", message((1, "to"), (3, FLOAT), (20, IS_NUMBER))),
        node("ReduceMean", ("numbers",), "means", message((1, "axes"), (8, 1), (20, IS_NUMBERS))),
        node("MatMul", ("means", "weights"), "both"),
        *(
            each
            for name in ("vector", "logits")
            for each in (
                node("Cast", (f"wants_{name}",), f"{name}_share", message((1, "to"), (3, FLOAT), (20, IS_NUMBER))),
                node("Mul", ("both", f"{name}_share"), name),
            )
        ),
        (2, "tiny"),
        (5, message((1, 1), (1, 2), (2, FLOAT), (8, "weights"), (9, weights))),
        (11, value("ids", LONG, "pieces")),
        (11, scalar("wants_vector", BOOL)),
        (11, scalar("wants_logits", BOOL)),
        (12, value("vector", FLOAT, "outputs")),
        (12, value("logits", FLOAT, "outputs")),
    )
    notes = message((1, "data"), (2, data))
    return message((1, 8), (7, graph), (8, message((1, ""), (2, 17))), (14, notes))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    model = gzip.compress(tiny_model("d" * 64))
    card = {
        "sha256": hashlib.sha256(model).hexdigest(),
        "data": "d" * 64,
    }
    (tmp_path / MODEL).write_bytes(model)
    (tmp_path / CARD).write_text(json.dumps(card), encoding="utf-8")
    return tmp_path


@pytest.fixture
def encoder(written: Path) -> Encoder:
    return Encoder(written)


def test_a_text_gets_the_models_two_logits_and_its_vector_at_unit_length(encoder: Encoder) -> None:
    mean = np.mean(load_tokenizer().encode("my chest hurts").ids)
    assert encoder.logits(["my chest hurts"])[0] == pytest.approx([SCALE * mean, -SCALE * mean], abs=1e-5)
    assert encoder.encode("my chest hurts") == pytest.approx([2**-0.5, -(2**-0.5)])


class Counted:
    """A session that counts the runs of another."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.wanted: list[tuple[bool, bool]] = []

    def run(self, outputs: list[str], feed: dict[str, Any]) -> Any:
        self.wanted.append((bool(feed["wants_vector"]), bool(feed["wants_logits"])))
        return self.session.run(outputs, feed)


def test_the_model_makes_what_is_asked_for_and_makes_it_once(encoder: Encoder) -> None:
    model: Any = encoder._model
    model._session = counted = Counted(model._session)

    encoder.encode("one")
    encoder.logits(["one"])
    encoder.read("two")
    for text in ("one", "two"):
        encoder.read(text)
        encoder.encode(text)
        encoder.logits([text])

    assert counted.wanted == [(True, False), (False, True), (True, True)]


def test_what_was_read_long_ago_is_read_again(encoder: Encoder) -> None:
    model: Any = encoder._model
    texts = [f"text {number}" for number in range(300)]
    first = encoder.logits(texts)
    model._session = counted = Counted(model._session)

    assert np.array_equal(encoder.logits(texts[-200:]), first[-200:])
    assert not counted.wanted
    assert np.array_equal(encoder.logits(texts[:1]), first[:1])
    assert len(counted.wanted) == 1


def test_texts_come_back_in_their_order(encoder: Encoder) -> None:
    together = encoder.logits(TEXTS)
    assert np.array_equal(together, [encoder.logits([text])[0] for text in TEXTS])
    assert len({float(urgent) for urgent, _ in together}) == len(TEXTS)


def test_no_text_gives_no_logits_and_no_vectors(encoder: Encoder) -> None:
    assert encoder.logits([]).shape == (0, 2)
    assert encoder.encode_all([]).shape == (0, DIMENSIONS)


def test_no_more_of_a_text_is_read_than_its_first_pieces(encoder: Encoder) -> None:
    within = "help " * (MAX_TOKENS - 2)  # start and end are pieces too
    assert np.array_equal(encoder.logits([within + "hospital"]), encoder.logits([within]))
    assert not np.array_equal(encoder.logits(["help hospital"]), encoder.logits(["help"]))


@pytest.mark.parametrize("key", ["sha256", "data"])
def test_a_model_that_its_card_does_not_describe_is_refused(written: Path, key: str) -> None:
    card = json.loads((written / CARD).read_text(encoding="utf-8")) | {key: "0" * 64}
    (written / CARD).write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match=r"encoder.onnx.gz: found .*…, expected 000000000000…; .* make model"):
        Encoder(written)
