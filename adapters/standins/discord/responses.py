"""A bot's answers to an interaction: the first response, then what its token still allows.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import command_rules, drafts, modals, payloads
from .calls import Call, Response
from .command_rules import CommandType
from .errors import refusal
from .form import Form
from .interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from .message import MessageFlag, MessageType

if TYPE_CHECKING:
    from .backend import Backend
    from .handling import Routes
    from .message import Message

_MESSAGE, _THINKING, _DEFERRED_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9

_ALLOWED = {
    COMMAND: (_MESSAGE, _THINKING, _MODAL),
    COMPONENT: (_MESSAGE, _THINKING, _DEFERRED_UPDATE, _UPDATE, _MODAL),
    AUTOCOMPLETE: (_CHOICES,),
    MODAL_SUBMIT: (_MESSAGE, _THINKING, _DEFERRED_UPDATE, _UPDATE),
}

_Json = dict[str, Any]


def _respond(backend: Backend, call: Call) -> Response | None:
    """Take the first response to an interaction."""
    interaction = backend.interactions.to_answer(call.params["interaction"], call.params["token"])
    kind = call.fields.get("type")
    data = call.fields.get("data") if isinstance(call.fields.get("data"), dict) else {}
    _check_kind(interaction, kind)
    message = _act(backend, interaction, int(kind or 0), Call(**vars(call) | {"body": data}))
    backend.interactions.settle(interaction, int(kind or 0))
    if call.query.get("with_response") not in ("true", "True", "1"):
        return None
    return Response(200, _response(backend, interaction, message))


def _check_kind(interaction: Interaction, kind: Any) -> None:  # noqa: ANN401 - JSON
    allowed = _ALLOWED[interaction.kind]
    # A form that a command opened has no message below it that could be changed.
    if interaction.kind == MODAL_SUBMIT and interaction.message is None:
        allowed = (_MESSAGE, _THINKING)
    form = Form()
    if kind not in allowed:
        form.choices(("type",), allowed)
    form.settle()


def _act(backend: Backend, interaction: Interaction, kind: int, call: Call) -> Message | None:
    """Do what a response type says and return the message it made or changed."""
    data = call.fields
    if kind == _CHOICES:
        form = Form(("data",))
        command_rules.check_choices(form, ("choices",), data.get("choices"))
        form.settle()
        interaction.choices = list(data.get("choices") or [])
        return None
    if kind == _MODAL:
        form = Form(("data",))
        modal = modals.checked(form, data)
        form.settle()
        interaction.modal = modal
        return None
    if kind in (_MESSAGE, _THINKING):
        return _first_message(backend, interaction, kind, call)
    interaction.original = interaction.message
    changed = _original(backend, interaction)
    backend.state.answers.adopt(interaction, changed)
    return (
        backend.posting.edit(changed, drafts.draft(data, call.uploads, base=("data",)))
        if kind == _UPDATE
        else None
    )


def _first_message(backend: Backend, interaction: Interaction, kind: int, call: Call) -> Message:
    if kind == _THINKING:
        draft = drafts.draft({"flags": call.fields.get("flags", 0)}, base=("data",), ephemeral=True)
        message = _post(backend, interaction, draft, flags=draft.flags | MessageFlag.LOADING, via="response")
    else:
        draft = drafts.posted(call.fields, call.uploads, base=("data",), ephemeral=True)
        message = _post(backend, interaction, draft, flags=draft.flags, via="response")
    interaction.original = message.id
    return message


def _post(backend: Backend, interaction: Interaction, draft: drafts.Draft, *, flags: int, via: str) -> Message:
    """Post a response or a follow-up, which Discord shows below what it answers."""
    above = interaction.original if via == "followup" else interaction.message
    replied = backend.state.messages.get(above) if above else None
    kind = MessageType.REPLY if replied else MessageType.DEFAULT
    if interaction.kind == COMMAND and via == "response":
        is_slash = interaction.data.get("type", CommandType.CHAT_INPUT) == CommandType.CHAT_INPUT
        kind = MessageType.CHAT_INPUT_COMMAND if is_slash else MessageType.CONTEXT_MENU_COMMAND
    metadata = backend.interactions.metadata(interaction)
    if via == "followup":
        metadata["original_response_message_id"] = interaction.original
    return backend.posting.post(
        backend.state.channels[interaction.channel],
        draft,
        flags=flags,
        type=kind,
        reference=backend.posting.reference_to(replied) if replied else None,
        visible_to=interaction.user if flags & MessageFlag.EPHEMERAL else None,
        webhook_id=backend.state.application_id,
        interaction=metadata,
        interaction_id=interaction.id,
        via=via,
    )


def _response(backend: Backend, interaction: Interaction, message: Message | None) -> _Json:
    """Return the body that `with_response` asks for."""
    shown = {"id": interaction.id, "type": interaction.kind}
    if message is None:
        return {"interaction": shown}
    shown |= {
        "response_message_id": message.id,
        "response_message_loading": message.thinking,
        "response_message_ephemeral": message.ephemeral,
    }
    body = payloads.message(backend.state, message)
    return {"interaction": shown, "resource": {"type": interaction.response, "message": body}}


def _answered(backend: Backend, call: Call) -> Interaction:
    return backend.interactions.answered(call.params["application"], call.params["token"])


def _original(backend: Backend, interaction: Interaction) -> Message:
    found = backend.state.messages.get(interaction.original or "")
    if found is None:
        raise refusal(10008)
    return found


def _message(backend: Backend, call: Call) -> Message:
    """Return the message a webhook route names: `@original`, or one made by this interaction."""
    interaction = _answered(backend, call)
    if call.params["message"] in ("@original", interaction.original):
        return _original(backend, interaction)
    found = backend.state.messages.get(call.params["message"])
    if found is None or found.interaction_id != interaction.id or found.via == "client":
        raise refusal(10008)
    return found


def _follow_up(backend: Backend, call: Call) -> _Json:
    """Post a follow-up; the first one after "is thinking" takes that message's place."""
    interaction = _answered(backend, call)
    original = backend.state.messages.get(interaction.original or "")
    if original is not None and original.thinking:
        message = backend.posting.edit(original, drafts.posted(call.fields, call.uploads))
    else:
        draft = drafts.posted(call.fields, call.uploads, ephemeral=True)
        message = _post(backend, interaction, draft, flags=draft.flags, via="followup")
    return payloads.message(backend.state, message)


def _read_one(backend: Backend, call: Call) -> _Json:
    """Return a message of an interaction, ephemeral ones too."""
    return payloads.message(backend.state, _message(backend, call))


def _edit(backend: Backend, call: Call) -> _Json:
    """Change a message of an interaction."""
    message = backend.posting.edit(_message(backend, call), drafts.draft(call.fields, call.uploads))
    return payloads.message(backend.state, message)


def _delete(backend: Backend, call: Call) -> None:
    """Delete a message of an interaction."""
    backend.posting.delete(_message(backend, call))


ROUTES: Routes = {
    "POST /interactions/{interaction}/{token}/callback": _respond,
    "POST /webhooks/{application}/{token}": _follow_up,
    "GET /webhooks/{application}/{token}/messages/{message}": _read_one,
    "PATCH /webhooks/{application}/{token}/messages/{message}": _edit,
    "DELETE /webhooks/{application}/{token}/messages/{message}": _delete,
}
