"""Ask a person, step by step: the forms that are opened, and what is sent with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import discord

from adapters.discord.delivering import acknowledge
from adapters.discord.people import Asker, agree_form, answer_form, link_to
from adapters.discord.places import id_of
from adapters.discord.presses import ANSWER_PERSON, pressed_id
from adapters.discord.rendering import render
from adapters.incoming import Incoming, missed
from botcore import Step

if TYPE_CHECKING:
    from adapters.discord.replying import Replying
    from adapters.owed import Owed
    from botcore import Relayed


class Relaying:
    """Passes questions on to people, and their answers back."""

    def __init__(self, replying: Replying, client: discord.Client) -> None:
        self._replying = replying
        self._client = client

    async def relay(self, interaction: discord.Interaction, owed: Owed | None, step: Relayed) -> None:
        """Take a step of a question on its way to a person, or of their answer back."""
        replying, asker = self._replying, Asker.of(pressed_id(interaction))
        if step.step is Step.AGREE:
            lately = replying.lately.recall(step.person, step.thread, at=step.at)
            shown = await replying.show_form(interaction, step, lambda reply: agree_form(reply, lately))
        elif step.step is Step.FORM and asker:
            shown = await replying.show_form(interaction, step, lambda reply: answer_form(reply, asker))
        else:
            shown = False
        if shown:
            return
        told = missed(step)
        # Posting may take longer than the three seconds that Discord gives.
        await replying.acknowledged(acknowledge(interaction, private=True), owed)
        if step.step is Step.SENT and await self._pass_on(interaction, step):
            told = step
        elif step.step is Step.ANSWER and asker and await self._bring_back(interaction, step, asker):
            told = replace(step, step=Step.REACHED)
        await replying.respond(interaction, Incoming(told, (), private=True), owed)

    async def _pass_on(self, interaction: discord.Interaction, step: Relayed) -> bool:
        """Post a question where people answer; tell whether it is there."""
        replying = self._replying
        offered = replying.lately.recall(step.person, step.thread, at=step.at).offered
        staff = replace(step, step=Step.STAFF, link=link_to(interaction), offered=offered)
        reply, asker = await replying.answer(staff), Asker(interaction.user.id, interaction.channel_id or 0)
        rendered = render(reply).with_button(reply.words.answer_person, f"{ANSWER_PERSON}{asker.packed()}")
        there = self._client.get_partial_messageable(id_of(replying.rules(interaction.guild_id).help_channel))
        return await replying.is_sent(there, rendered, interaction.id)

    async def _bring_back(self, interaction: discord.Interaction, step: Relayed, asker: Asker) -> bool:
        """Send an answer to whoever asked; tell whether they have it."""
        try:
            place = await self._client.create_dm(discord.Object(asker.person))
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return False
        return await self._replying.is_sent(place, render(await self._replying.answer(step)), interaction.id)
