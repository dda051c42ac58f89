"""From a trained reader to the file that runs without torch: reader and encoder as ONNX, weights in int8."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from adapters.training.network import BothBranches, pretrained

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.training.network import Reader


def export(reader: Reader, shared: int, path: Path, notes: Mapping[str, str]) -> None:
    """Write the model, packed: of seven bits a weight, a quarter is air.

    Weights have seven bits of their eight: without VNNI a processor adds products of a pair in 16 bits, where
    eight would overflow, and give another verdict than one with it.

    Args:
        reader: Trained, in evaluation mode.
        shared: How many of its lower layers training left alone.
        path: Where to.
        notes: Name → what is kept in the file about it.
    """
    with tempfile.TemporaryDirectory() as directory:
        plain, small = Path(directory) / "floats.onnx", Path(directory) / "small.onnx"
        _write_floats(BothBranches(reader, pretrained().eval(), shared), plain)
        quantize_dynamic(
            plain,
            small,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        model = onnx.load(small)
    onnx.helper.set_model_props(model, dict(notes))
    # Without a time: the same training gives the same file, and the same hash.
    path.write_bytes(gzip.compress(model.SerializeToString(), mtime=0))


def _write_floats(both: BothBranches, path: Path) -> None:
    """Write the model as it was trained, in float32."""
    torch.onnx.export(
        both.eval(),
        (torch.ones((2, 5), dtype=torch.long), torch.ones((2, 5))),
        path,
        dynamo=False,
        opset_version=17,
        input_names=["ids", "mask"],
        output_names=["vector", "logits"],
        dynamic_axes={
            "ids": {0: "texts", 1: "pieces"},
            "mask": {0: "texts", 1: "pieces"},
            "vector": {0: "texts"},
            "logits": {0: "texts"},
        },
    )
