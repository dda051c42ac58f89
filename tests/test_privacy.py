"""What a person asks stays in the process."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_the_encoder_s_runtime_keeps_no_identifier_and_queues_nothing_to_send(tmp_path: Path) -> None:
    # A build server's CI variable silences onnxruntime's telemetry by itself, and would hide a fault here.
    bare = {name: value for name, value in os.environ.items() if name not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    homes = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    encode = "from botcore.encoding import Encoder; Encoder().encode('what is in the shot')"
    subprocess.run([sys.executable, "-c", encode], env=bare | homes, check=True)  # noqa: S603 - our own words
    assert list(tmp_path.rglob("*")) == []
