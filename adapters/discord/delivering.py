"""Bring a reply to Discord once: every call made here may be repeated without a second message."""

from __future__ import annotations

import asyncio
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from adapters.delivery import OUTCOME_UNKNOWN, TRIES, UNREACHABLE, DeliveryError, once_reachable, pause

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.rendering import Rendered

_logger = structlog.get_logger(__name__)

PAUSE = 0.5
"""Seconds before the first repetition; doubles each time. discord.py itself waits out a 429 and repeats
after a 500, 502, 504 and a reset connection, but not after one that was closed, nor a broken body."""

_NO_ACCESS, _NO_PERMISSION = 50001, 50013
_NO_HISTORY = 160002
_ALREADY_ACKNOWLEDGED = 40060
_RATE_LIMITED = "429"
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""


class RefusedError(DeliveryError):
    """Discord refused a call, and would again.

    Attributes:
        code: Discord's error code; 0 when it gave none.
    """

    def __init__(self, error: discord.HTTPException) -> None:
        super().__init__(f"{error.status} {error.code}")
        self.code = error.code


def missing_permission(error: DeliveryError, channel: object) -> str:
    """Return what the bot lacks in a channel that even the plainest reply was refused in; "" when it is not that.

    Discord names no permission; these are all that a text without anything beside it needs.
    """
    code = error.code if isinstance(error, RefusedError) else 0
    speak = "Send Messages in Threads" if isinstance(channel, discord.Thread) else "Send Messages"
    return {_NO_ACCESS: "View Channel", _NO_PERMISSION: speak}.get(code, "")


async def post_message(message: discord.Message, rendered: Rendered, nonce: int | str = 0) -> None:
    """Post a reply to a message in its channel; what is urgent to its author directly where it is not taken there.

    What only its author may see comes as a direct message: a channel shows nothing to one person alone but what
    answers an interaction.

    Args:
        message: What it answers.
        rendered: The reply.
        nonce: What makes a repetition the same message; 0: the message's id.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """
    # One that is made up for may be known by its ids alone.
    has_author = not isinstance(message.channel, discord.DMChannel) and isinstance(message, discord.Message)
    nonce = nonce or message.id
    if rendered.alone and has_author:
        await send_to(message.author, rendered, nonce)
        return
    try:
        await _post_in_channel(message, rendered, nonce)
    except DeliveryError as refused:
        # What may have arrived would be shown twice; a channel that is to wait for an hour has taken nothing.
        if not (refused.is_refusal and rendered.goes_first and has_author):
            raise
        try:
            await send_to(message.author, rendered, nonce)
        except DeliveryError as error:
            raise (refused if error.is_refusal else error) from None
        _logger.warning("shown_otherwise", error=str(refused), channel=message.channel.id)


async def _post_in_channel(message: discord.Message, rendered: Rendered, first: int | str) -> None:
    """Post a reply as plainly as the permissions in its channel ask for."""
    reference: discord.MessageReference | None = message.to_reference(fail_if_not_exists=False)
    waiting, sent = [rendered], 0
    while waiting:
        # An enforced nonce makes a repetition the same message
        # (https://docs.discord.com/developers/resources/message#create-message).
        nonce = f"{first}-{sent}" if sent else first
        try:
            await _deliver(partial(_post, message, waiting[0], reference, nonce))
        except RefusedError as refused:
            # A reply that points at its question takes *Read Message History*; one beside it does not.
            if refused.code == _NO_HISTORY and reference:
                reference = None
            elif refused.code == _NO_PERMISSION and waiting[0].embed:
                waiting = list(waiting[0].without_embed())
            else:
                raise
        else:
            waiting, sent = waiting[1:], sent + 1


async def _post(
    message: discord.Message, rendered: Rendered, reference: discord.MessageReference | None, nonce: int | str
) -> None:
    answering: dict[str, Any] = {"reference": reference} if reference else {}
    embeds, view = _embeds(rendered), _view(rendered)
    await message.channel.send(rendered.content, embeds=embeds, view=view, nonce=nonce, **answering)


async def send_to(place: discord.abc.Messageable, rendered: Rendered, nonce: int | str, *, role: int = 0) -> None:
    """Post something that answers no message, once however often it is tried.

    Args:
        place: Where.
        rendered: What; where a role is pinged, a short one.
        nonce: What makes a repetition the same message.
        role: The id of the one role that is pinged; 0: nobody is.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """

    async def send() -> None:
        await place.send(
            f"<@&{role}>\n{rendered.content}" if role else rendered.content,
            embeds=_embeds(rendered),
            view=_view(rendered),
            nonce=nonce,
            allowed_mentions=discord.AllowedMentions(
                everyone=False, users=False, roles=[discord.Object(role)] if role else False
            ),
        )

    await _deliver(send)


async def open_direct(client: discord.Client, person: int) -> discord.DMChannel:
    """Return where somebody is written to directly.

    Raises:
        DeliveryError: Discord refused it, or it could not be opened in `TRIES` tries: nothing was sent.
    """
    opened = list[discord.DMChannel]()

    async def open_() -> None:
        opened.append(await client.create_dm(discord.Object(person)))

    try:
        await _deliver(open_)
    except DeliveryError as error:
        if str(error) == OUTCOME_UNKNOWN:
            raise DeliveryError(UNREACHABLE) from None
        raise
    return opened[0]


async def post_response(interaction: discord.Interaction, rendered: Rendered, *, private: bool) -> None:
    """Put a reply in place of the deferred response.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """
    whole = interaction.app_permissions.embed_links
    first, *more = (rendered,) if whole else rendered.without_embed()

    async def send() -> None:
        # Editing the deferred response may be repeated: a follow-up message would come twice.
        await interaction.edit_original_response(content=first.content, embeds=_embeds(first), view=_view(first))

    await _deliver(send)
    for page in more:
        await _deliver(partial(interaction.followup.send, page.content, view=_view(page), ephemeral=private))


async def post_original(client: discord.Client, token: str, rendered: Rendered) -> None:
    """Put a reply in place of a deferred response of which nothing but its token is known.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """
    webhook = discord.Webhook.partial(client.application_id or 0, token, client=client)

    async def send() -> None:
        # Discord calls it by a word where others have a number
        # (https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages).
        original: Any = "@original"
        await webhook.edit_message(
            original, content=rendered.content, embeds=_embeds(rendered), view=_view(rendered)
        )

    await _deliver(send)


async def acknowledge(interaction: discord.Interaction, *, private: bool) -> None:
    """Defer the response, which gives fifteen minutes; one that was acknowledged already is fine.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """

    async def defer() -> None:
        if interaction.response.is_done():
            return
        try:
            await interaction.response.defer(ephemeral=private, thinking=True)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise

    # After three seconds nobody waits any more, so a platform that cannot be reached is not waited for.
    await _deliver(defer, waits=False)


async def show_form(interaction: discord.Interaction, form: discord.ui.Modal) -> None:
    """Show a form as the first response; one that was shown already is fine.

    Raises:
        DeliveryError: Discord refused it, or it could not be brought in `TRIES` tries.
    """

    async def show() -> None:
        try:
            await interaction.response.send_modal(form)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise

    await _deliver(show, waits=False)


async def _deliver(send: Callable[[], Awaitable[object]], *, waits: bool = True) -> None:
    """Call `send` until it succeeds, at most `TRIES` times; a refusal ends it at once.

    Args:
        send: One call.
        waits: Wait some minutes for a platform that cannot be reached, which counts as no try.
    """
    for tried in range(1, TRIES + 1):
        try:
            await (once_reachable(send) if waits else send())
        except discord.HTTPException as error:
            # discord.py waits five times as long as it is told, then gives up; others may have been luckier.
            again = isinstance(error, discord.DiscordServerError) or error.status == HTTPStatus.TOO_MANY_REQUESTS
            if not again:
                raise RefusedError(error) from None
            failed: Exception = error
        except discord.RateLimited as error:
            # Longer than `LONGEST_RATE_LIMIT`: see the client.
            _logger.warning("rate_limit_too_long", seconds=round(error.retry_after))
            raise DeliveryError(_RATE_LIMITED) from None
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            failed = error
        else:
            return
        _logger.warning("delivery_unsure", tried=tried, error=type(failed).__name__)
        await asyncio.sleep(pause(PAUSE, tried))
    raise DeliveryError(OUTCOME_UNKNOWN)


def _embeds(rendered: Rendered) -> list[discord.Embed]:
    return [rendered.embed] if rendered.embed else []


def _view(rendered: Rendered) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for label, custom_id in rendered.buttons:
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id))
    # Presses are read in on_interaction; stopping the view keeps discord.py from remembering it.
    view.stop()
    return view
