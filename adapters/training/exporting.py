"""From a trained reader to the file that runs without torch: reader and encoder as ONNX, weights in int8."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from adapters.training.network import OUTPUTS, BothBranches
from botcore.encoding import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.training.network import Reader

_OUTPUTS = {"vector": DIMENSIONS, "logits": OUTPUTS}
"""Name → numbers a text."""

_FLOAT = onnx.TensorProto.FLOAT
_EITHER = ("made", "none")


def export(reader: Reader, encoder: Reader, shared: int, path: Path, notes: Mapping[str, str]) -> None:
    """Write the model, packed: of seven bits a weight, a quarter is air.

    Weights have seven bits of their eight: without VNNI a processor adds products of a pair in 16 bits, where
    eight would overflow, and give another verdict than one with it.

    Args:
        reader: Trained, in evaluation mode.
        encoder: Likewise, on questions.
        shared: How many of their lower layers training left alone.
        path: Where to.
        notes: Name → what is kept in the file about it.
    """
    with tempfile.TemporaryDirectory() as directory:
        plain, small = Path(directory) / "floats.onnx", Path(directory) / "small.onnx"
        _write_floats(BothBranches(reader, encoder, shared), plain)
        quantize_dynamic(
            plain,
            small,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        model = on_demand(onnx.load(small))
    onnx.helper.set_model_props(model, dict(notes))
    # Without a time: the same training gives the same file, and the same hash.
    path.write_bytes(gzip.compress(model.SerializeToString(), mtime=0))


def _write_floats(both: BothBranches, path: Path) -> None:
    """Write the model as it was trained, in float32."""
    torch.onnx.export(
        both.eval(),
        (torch.ones((1, 5), dtype=torch.long),),
        path,
        dynamo=False,
        opset_version=17,
        input_names=["ids"],
        output_names=list(_OUTPUTS),
        dynamic_axes={"ids": {1: "pieces"}},
    )


def on_demand(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a model whose every output `x` is made only where its new input `wants_x` is true, and else is zeros.

    The runtime works out every output there is, whichever are fetched. What one output alone needs goes into the
    branch of an `If`, a third of the work each; the lower layers stay before both.
    """
    graph = model.graph
    needs = {name: _needed(graph, name) for name in _OUTPUTS}
    shared = set.intersection(*map(set, needs.values()))
    nodes = [node for number, node in enumerate(graph.node) if number in shared]
    for name, width in _OUTPUTS.items():
        own = [graph.node[number] for number in sorted(needs[name] - shared)]
        # The name is the `If`'s from now on.
        own[-1].output[0] = f"{name}_made"
        made, none = (onnx.helper.make_tensor_value_info(f"{name}_{each}", _FLOAT, [1, width]) for each in _EITHER)
        zeros = onnx.numpy_helper.from_array(np.zeros((1, width), np.float32))
        skip = onnx.helper.make_node("Constant", [], [none.name], value=zeros)
        nodes.append(
            onnx.helper.make_node(
                "If",
                [f"wants_{name}"],
                [name],
                then_branch=onnx.helper.make_graph(own, made.name, [], [made]),
                else_branch=onnx.helper.make_graph([skip], none.name, [], [none]),
            )
        )
        graph.input.append(onnx.helper.make_tensor_value_info(f"wants_{name}", onnx.TensorProto.BOOL, []))
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def _needed(graph: onnx.GraphProto, output: str) -> set[int]:
    """Return the places in a graph of the nodes that an output needs."""
    makers = {made: number for number, node in enumerate(graph.node) for made in node.output}
    needed: set[int] = set()
    wanted = [output]
    while wanted:
        number = makers.get(wanted.pop())
        if number is not None and number not in needed:
            needed.add(number)
            wanted += graph.node[number].input
    return needed
