"""npm's packages as judges: @slack/bolt of the Slack stand-in, Discord's published schema of what a bot sends.

Without node or npm whoever asks for them is skipped, unless REQUIRE_NODE=1, which makes that a failure.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "node"


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js, with what the lock file names."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        reason = "node and npm are needed to run npm's judges, and are not on the PATH"
        if os.environ.get("REQUIRE_NODE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with (FOLDER / "package.json").open() as turn:
        # One worker after the other: the second finds what the first has installed.
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (FOLDER / "node_modules" / "@slack" / "bolt").exists():
            _install(npm)
    return program


def _install(npm: str) -> None:
    done = subprocess.run(  # noqa: S603 - npm, found on the PATH, with fixed arguments
        [npm, "ci", "--no-audit", "--no-fund"], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"npm ci failed: {done.stderr[-1000:]}")


def judged_by_discord(node: str, payloads: list[tuple[str, Any]]) -> list[list[str]]:
    """Return what Discord's schema finds wrong in each body, given with the name of its schema."""
    done = subprocess.run(  # noqa: S603 - node, found on the PATH, with fixed arguments
        [node, "judge_discord.mjs"],
        cwd=FOLDER,
        input=json.dumps(payloads),
        capture_output=True,
        text=True,
        check=True,
    )
    complaints: list[list[str]] = json.loads(done.stdout)
    return complaints
