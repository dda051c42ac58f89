"""The app's manifest, and the scopes it asks for: the one list that `setup`, `doctor` and the README go by."""

from __future__ import annotations

from importlib import resources
from typing import Any
from urllib.parse import quote

import yaml

from botcore.strict_yaml import parse

USEFUL = {
    "channels:history": "reads a mention back after a crash, and hears follow-ups in threads where that is set",
    "groups:history": "does the same in private channels",
    "groups:read": "tells that the channel for alerts is private",
    "channels:read": "tells in which channels the bot is",
    "users:read": "tells who is an admin of the workspace, and so may set how the bot behaves",
    "assistant:write": "suggests questions in the assistant's pane",
}
"""Scopes that the manifest does not ask for, and what the bot does with each where an owner grants it."""

_NEW_APP = "https://api.slack.com/apps?new_app=1"
"""https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests#creating_apps"""


def manifest_text(*, pane: bool = False, threads: bool = False) -> str:
    """Return the manifest as it is pasted.

    Args:
        pane: With the assistant's pane, which takes one of Slack's paid plans.
        threads: With what it takes to hear a follow-up in a thread: all that is written where the bot is.
    """
    plain = _shipped("manifest.yaml")
    more = ["pane.yaml"] * pane + ["threads.yaml"] * threads
    if not more:
        return plain
    tree = yaml.safe_load(plain)
    for name in more:
        tree = _joined(tree, yaml.safe_load(_shipped(name)))
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


def scopes(*, threads: bool = False) -> list[str]:
    """Return the scopes it asks for, in its order."""
    tree: Any = parse(manifest_text(threads=threads)).tree
    return [str(scope) for scope in tree["oauth_config"]["scopes"]["bot"]]


def creation_link() -> str:
    """Return the address that opens Slack's page for a new app with the manifest filled in."""
    return f"{_NEW_APP}&manifest_yaml={quote(manifest_text(), safe='')}"


def _shipped(name: str) -> str:
    return resources.files("adapters").joinpath(f"slack/{name}").read_text(encoding="utf-8")


def _joined(tree: Any, more: Any) -> Any:  # noqa: ANN401 - YAML
    """Return a tree with what is more in another: of its mappings, and at the end of its lists."""
    if isinstance(tree, dict):
        return tree | {key: _joined(tree.get(key), value) for key, value in more.items()}
    return [*tree, *more] if isinstance(tree, list) else more
