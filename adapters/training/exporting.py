"""From a trained reader to the file that runs without torch: ONNX with weights in int8."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.training.network import Reader


def export(reader: Reader, path: Path, notes: Mapping[str, str]) -> None:
    """Write the model.

    Weights have seven bits of their eight: without VNNI a processor adds products of a pair in 16 bits, where
    eight would overflow, and give another verdict than one with it.

    Args:
        reader: Trained, in evaluation mode.
        path: Where to.
        notes: Name → what is kept in the file about it.
    """
    with tempfile.TemporaryDirectory() as directory:
        plain = Path(directory) / "reader.onnx"
        _write_floats(reader, plain)
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    model = onnx.load(path)
    onnx.helper.set_model_props(model, dict(notes))
    onnx.save(model, path)


def _write_floats(reader: Reader, path: Path) -> None:
    """Write the model as it was trained, in float32."""
    torch.onnx.export(
        reader,
        (torch.ones((2, 5), dtype=torch.long), torch.ones((2, 5))),
        path,
        dynamo=False,
        opset_version=17,
        input_names=["ids", "mask"],
        output_names=["logits"],
        dynamic_axes={"ids": {0: "texts", 1: "pieces"}, "mask": {0: "texts", 1: "pieces"}, "logits": {0: "texts"}},
    )
