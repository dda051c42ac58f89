"""`make scale-trial`: three replicas on one PostgreSQL behind HAProxy in real containers, and what a kill costs.

The Slack stand-in and the people who ask run in one more container, in the balancer's network: they deliver to its
loopback, and nothing leaves this machine. While they ask, one replica is killed and another stopped. Needs a
Docker engine, docker-compose and the three images.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from adapters.standins.slack import Settings

ROOT = Path(__file__).parent.parent
NAME = "prolobot-trial"
READY_WITHIN = 600
PEOPLE, PER_SECOND = 160, 4
KILLED_AFTER, STOPPED_AFTER = 12, 25


def main() -> int:
    """Run the trial, print what came of it, and return 0 if everybody was answered once."""
    secrets = Settings()
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder, ".env")
        environment.write_text(
            (ROOT / "docs/operations/scale/scale.env").read_text()
            + f"SLACK_BOT_TOKEN={secrets.bot_token}\nSLACK_SIGNING_SECRET={secrets.signing_secret}\n"
            + f"PROLOBOT_BALANCER_PORT={os.environ.get('PROLOBOT_BALANCER_PORT', '3000')}\n"
        )
        compose = ["docker-compose", "--project-name", NAME, "--project-directory", str(ROOT),
                   "--env-file", str(environment), "-f", "docker-compose.yml",
                   "-f", "tests/files/scale_trial.yml"]  # fmt: skip
        try:
            told = trial(compose, secrets)
        finally:
            Path(tempfile.gettempdir(), f"{NAME}.log").write_text(run([*compose, "logs", "--no-color"]))
            run([*compose, "down", "--volumes", "--timeout", "30"])
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 0 if told["once"] == told["asked"] else 1


def trial(compose: list[str], secrets: Settings) -> dict[str, Any]:
    """Return the tally of the people, with what was done to the replicas."""
    run([*compose, "up", "-d", "--no-build"])
    balancer = run([*compose, "ps", "-q", "balancer"]).strip()
    replicas = run([*compose, "ps", "-q", "prolobot"]).split()
    people = (ROOT / "tests/scale_people.py").read_text()
    asking = subprocess.Popen(
        ["docker", "run", "--rm", "-i", "--network", f"container:{balancer}", "--entrypoint", "python", "prolobot",
         "-u", "-c", people, secrets.bot_token, secrets.signing_secret, str(PEOPLE), str(PER_SECOND)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert asking.stdin
    assert asking.stdout
    lines = iter(asking.stdout)
    assert json.loads(next(lines)) == {"listening": True}
    healthy = until_healthy([balancer, *replicas])
    began = time.monotonic()
    asking.stdin.write("now\n")
    asking.stdin.flush()
    assert json.loads(next(lines)) == {"asking": True}
    time.sleep(KILLED_AFTER)
    run(["docker", "kill", "--signal", "KILL", replicas[0]])
    time.sleep(STOPPED_AFTER - KILLED_AFTER)
    run(["docker", "stop", "--time", "30", replicas[1]])
    told = json.loads(next(lines))
    code = run(["docker", "inspect", "--format", "{{.State.ExitCode}}", replicas[1]]).strip()
    return {
        "healthy_after": healthy,
        **told,
        "stopped_with": int(code),
        "seconds": round(time.monotonic() - began),
    }


def until_healthy(containers: list[str]) -> float:
    """Return after how many seconds the last was healthy."""
    began = time.monotonic()
    while time.monotonic() - began < READY_WITHIN:
        found = run(["docker", "inspect", "--format", "{{.State.Health.Status}}", *containers]).split()
        if set(found) == {"healthy"}:
            return round(time.monotonic() - began, 1)
        time.sleep(1)
    raise SystemExit(f"found {found}; expected all of them healthy after {READY_WITHIN} s")


def run(command: list[str]) -> str:
    """Return what a command printed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
