"""Slack: take a payload apart, render a reply, wire slack-bolt.

`parsing` and `rendering` are pure; `delivering` brings a reply once; `replying` puts them together for the doors:
`hearing` messages, `commands` for `/prolo`, `pressing`, `rating`, `relaying`. `app` opens these to slack-bolt, and
`serving` runs it over Socket Mode or signed HTTP.
"""

from adapters.slack.app import SlackBot

__all__ = ["SlackBot"]
