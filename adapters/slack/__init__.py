"""Slack: take a payload apart, render a reply, wire slack-bolt.

`parsing` reads what people write and `presses` what they press, both by `shapes`; `places` says where; these and
`rendering` are pure. `delivering` brings a reply once; `replying` puts them together for the doors: `hearing`
messages (`turning_away` where there is no room), `commands` for `/prolo`, `pressing`, `rating`, `relaying`. `app`
opens these to slack-bolt, and `serving` runs it over Socket Mode (`connecting`) or signed HTTP (`receiving` what
comes in by the `door`).

`views` and `forms` are modals and the Home tab, `people` what relaying shows, `refusals` what trying again
cannot help, `making_up` what another process left, `manifest` the app as Slack is told of it. `pane` is the
assistant's; `configuring` lets `owners` set how the bot behaves, by a `settings_form`.
"""

from adapters.slack.app import SlackBot

__all__ = ["SlackBot"]
