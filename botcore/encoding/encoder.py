"""Sentence vectors, and what the safety reader makes of a text: one model, run once for both.

all-MiniLM-L6-v2 with its upper three layers twice over the lower ones, as `make model` trained them on: for
telling questions apart, and for safety. Mean pooling over the last hidden state and unit length give the
vector, as the model's card prescribes (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import os
from collections import OrderedDict
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

# The one switch of the environment in botcore, read when onnxruntime is imported: its wheels send usage data to
# their maker otherwise, from 1.29 on (https://github.com/microsoft/onnxruntime/pull/27379). Nothing goes anywhere.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

    _Each = Callable[[Callable[[str], NDArray[np.float32]], Iterable[str]], Iterable[NDArray[np.float32]]]

MODEL, CARD = "encoder.onnx.gz", "encoder.json"
DIMENSIONS = 384

MAX_TOKENS = 160
"""About 115 words: longer stories are read sentence by sentence, and cut off here as a whole."""

_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

_READ_AGAIN = 256
"""Texts whose numbers are kept: safety, matching and a person's lines read together ask for the same ones."""

_FEW = 8
"""Up to this many texts, one message's or a few edits', making several at a time is not worth its start."""


class ModelError(Exception):
    """The model's files are missing or not the ones that were measured."""


class Card(NamedTuple):
    """What is known of the model's file.

    Attributes:
        sha256: Of the file.
        data: Hash of everything the reader was trained on and is judged by; the file holds the same.
    """

    sha256: str
    data: str


class _Read(NamedTuple):
    """What one run of the model gives; zeros for what it was not asked for.

    Attributes:
        vector: Of unit length, shape (DIMENSIONS,).
        logits: That a text is urgent, that it asks for personal advice; shape (2,).
    """

    vector: NDArray[np.float32]
    logits: NDArray[np.float32]


class Encoder:
    """Turns texts into unit vectors of `DIMENSIONS` float32 numbers, and into the reader's logits.

    One text at a time: activations become int8 by a scale of the whole run, so that in company a text's numbers
    would depend on the others'. A text that is asked about again soon is read once.
    """

    def __init__(self, directory: Traversable | None = None, *, each: _Each = map) -> None:
        """Load the model, once in a process.

        Args:
            directory: Where the model and its card are; None: those shipped with botcore.
            each: Reads many texts and returns what came of each, in order, as `map` does; it may read several at
                a time.

        Raises:
            FileNotFoundError: There is no model or no card.
            ModelError: A file is not the one that was measured.
        """
        self._model = _load(directory or _shipped())  # type: ignore[arg-type]
        self._each = each

    def read(self, text: str) -> None:
        """Read a text for both at once, in two thirds of the time: vector and logits are known after it."""
        self._model.read(text)

    def encode(self, text: str) -> NDArray[np.float32]:
        """Return the vector of one text, shape (DIMENSIONS,); only its first `MAX_TOKENS` pieces count."""
        return self._model.vector(text)

    def encode_all(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of texts, shape (len(texts), DIMENSIONS), in their order.

        Args:
            texts: Any number of texts.
            progress: Called with how many are done, of how many.
        """
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        few = len(texts) <= _FEW
        encoded = map(self._model.vector, texts) if few else self._each(self._model.new_vector, texts)
        for done, vector in enumerate(encoded):
            vectors[done] = vector
            if progress:
                progress(done + 1, len(texts))
        return vectors

    def logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the logits of urgent and of advice of each text, shape (len(texts), 2)."""
        return np.array([self._model.logits(text) for text in texts], dtype=np.float64).reshape(-1, 2)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The whole words the model has a vector of its own for."""
        return _vocabulary()


class _Model:
    """The loaded model and its tokenizer, and what it lately gave."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._logits: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def read(self, text: str) -> None:
        """Make both, unless they are known."""
        if text not in self._vectors or text not in self._logits:
            read = self._run(text, vector=True, logits=True)
            _keep(self._vectors, text, read.vector)
            _keep(self._logits, text, read.logits)

    def vector(self, text: str) -> NDArray[np.float32]:
        """Return a text's vector."""
        known = self._vectors.get(text)
        return _keep(self._vectors, text, self.new_vector(text)) if known is None else known

    def logits(self, text: str) -> NDArray[np.float32]:
        """Return a text's logits."""
        known = self._logits.get(text)
        if known is None:
            known = _keep(self._logits, text, self._run(text, vector=False, logits=True).logits)
        return known

    def new_vector(self, text: str) -> NDArray[np.float32]:
        """Return a text's vector, made now and forgotten."""
        return self._run(text, vector=True, logits=False).vector

    def _run(self, text: str, *, vector: bool, logits: bool) -> _Read:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"ids": ids, "wants_vector": np.array(vector), "wants_logits": np.array(logits)}
        pooled, judged = (each[0] for each in self._session.run(["vector", "logits"], feed))
        return _Read(pooled / np.linalg.norm(pooled) if vector else pooled, judged)


def _keep(
    known: OrderedDict[str, NDArray[np.float32]], text: str, made: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Keep what was made of a text, and forget the oldest where there are too many; return it."""
    known[text] = made
    if len(known) > _READ_AGAIN:
        known.popitem(last=False)
    return made


def read_card(directory: Traversable | None = None) -> Card:
    """Return what is known of a model's file; None: of the shipped one's."""
    return Card(**json.loads(((directory or _shipped()) / CARD).read_text(encoding="utf-8")))


def load_tokenizer() -> Tokenizer:
    """Return what takes a text apart into the numbers of its first `MAX_TOKENS` pieces.

    Raises:
        ModelError: The file is not the one that was measured.
    """
    data = (_shipped() / "minilm" / "tokenizer.json").read_bytes()
    _check("tokenizer.json", "SHA-256", hashlib.sha256(data).hexdigest(), _TOKENIZER_SHA256)
    tokenizer = Tokenizer.from_str(data.decode())
    # As published it pads every text to 128 pieces: a question has a dozen, and would cost ten times as much.
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


@functools.cache
def _vocabulary() -> frozenset[str]:
    pieces = load_tokenizer().get_vocab(with_added_tokens=False)
    return frozenset(piece for piece in pieces if piece.isalpha() and not piece.startswith("##"))


# What is shipped is read once in a process: a file that is followed is read anew with every change.
@functools.cache
def _load(directory: Traversable) -> _Model:
    card, packed = read_card(directory), (directory / MODEL).read_bytes()
    _check(MODEL, "SHA-256", hashlib.sha256(packed).hexdigest(), card.sha256)
    options = onnxruntime.SessionOptions()
    # Texts are read side by side by whoever calls; threads inside one run would take the same cores.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(gzip.decompress(packed), options, providers=["CPUExecutionProvider"])
    # The hash above says that the file is the card's; this says that both speak of the same data.
    held: Any = session.get_modelmeta().custom_metadata_map.get("data", "")
    _check(MODEL, "hash of its data", held, card.data)
    return _Model(session, load_tokenizer())


def _shipped() -> Traversable:
    return resources.files("botcore") / "data"


def _check(name: str, what: str, found: str, expected: str) -> None:
    if found != expected:
        raise ModelError(
            f"{name}: found {what} {found[:12]}…, expected {expected[:12]}…; reinstall prolobot or run make model"
        )
