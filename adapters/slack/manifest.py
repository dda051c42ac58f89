"""The app's manifest, and the scopes it asks for: the one list that `setup`, `doctor` and the README go by."""

from __future__ import annotations

from importlib import resources
from typing import Any
from urllib.parse import quote

from botcore.strict_yaml import parse

USEFUL = {
    "channels:history": "reads a mention back after a crash",
    "groups:history": "reads a mention in a private channel back after a crash",
    "groups:read": "tells that the channel for alerts is private",
    "channels:read": "tells in which channels the bot is",
}
"""Scopes that the manifest does not ask for, and what the bot does with each where an owner grants it."""

NEW_APP = "https://api.slack.com/apps?new_app=1"
"""https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests#creating_apps"""


def manifest_text() -> str:
    """Return the manifest as it is pasted."""
    return resources.files("adapters").joinpath("slack/manifest.yaml").read_text(encoding="utf-8")


def scopes() -> list[str]:
    """Return the scopes it asks for, in its order."""
    tree: Any = parse(manifest_text()).tree
    return [str(scope) for scope in tree["oauth_config"]["scopes"]["bot"]]


def creation_link() -> str:
    """Return the address that opens Slack's page for a new app with the manifest filled in."""
    return f"{NEW_APP}&manifest_yaml={quote(manifest_text(), safe='')}"
