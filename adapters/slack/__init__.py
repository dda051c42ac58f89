"""Slack: take a payload apart, render a reply, wire slack-bolt.

`parsing` and `rendering` are pure; `app` wires them to an AsyncApp; `serving` runs it over Socket Mode or
signed HTTP.
"""

from adapters.slack.app import build_app
from adapters.slack.parsing import Incoming, read_action, read_command, read_event
from adapters.slack.rendering import render

__all__ = ["Incoming", "build_app", "read_action", "read_command", "read_event", "render"]
