"""Slack: take a payload apart, render a reply, wire slack-bolt.

`parsing` and `rendering` are pure; `delivering` brings a reply once; `app` wires them to slack-bolt, with
`commands` for `/prolo`; `serving` runs the app over Socket Mode or signed HTTP.
"""

from adapters.slack.app import SlackBot

__all__ = ["SlackBot"]
