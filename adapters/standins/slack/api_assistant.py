"""`assistant.threads.*`: what an app shows in a thread of the assistant's pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .calls import Call, Method, message_for
from .errors import SlackError

if TYPE_CHECKING:
    from .backend import Backend

_MOST = 4
"""https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts"""


def _set_suggested_prompts(backend: Backend, call: Call) -> dict[str, Any]:
    """`assistant.threads.setSuggestedPrompts`."""
    channel = backend.workspace.find_channel(call.required("channel_id"))
    if channel is None or channel.kind != "im":
        raise SlackError("channel_not_found")
    thread = message_for(backend, channel, call.required("thread_ts"))
    prompts = call.loaded("prompts")
    if not 1 <= len(prompts) <= _MOST or not all(each.get("title") and each.get("message") for each in prompts):
        raise SlackError("invalid_arguments", (f"prompts: 1 to {_MOST}, each with a title and a message",))
    backend.workspace.prompts[thread.ts] = [dict(each) for each in prompts]
    backend.changes.publish("prompts", channel.id, thread.ts, prompts=prompts)
    return {}


METHODS = {
    "assistant.threads.setSuggestedPrompts": Method(_set_suggested_prompts, ("assistant:write",)),
}
