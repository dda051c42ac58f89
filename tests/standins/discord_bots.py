"""Bots as discord.py's guides write them, and how a test runs one against a stand-in."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from adapters.standins.discord import DiscordStandIn, loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MESSAGES = "/channels/*/messages"


class Impatient(discord.Client):
    """A client without discord.py's pauses: two seconds for more guilds, five before it identifies again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(guild_ready_timeout=0.01, **options)
        self.heard: list[str] = []
        self.tree: app_commands.CommandTree[discord.Client]
        self.failures: list[discord.HTTPException] = []
        self.connection: asyncio.Task[None]

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        del shard_id, initial


def modest_intents() -> discord.Intents:
    """What a bot may ask for without any switch in the developer portal."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    return intents


def echo_client(**options: Any) -> Impatient:
    """The echo bot of the quick-start: it replies to everything that has text."""
    client = Impatient(intents=modest_intents(), **options)

    @client.event
    async def on_message(message: discord.Message) -> None:
        if message.author == client.user:
            return
        client.heard.append(message.content)
        if message.content:
            await message.reply(f"you said: {message.clean_content}")

    return client


class AnswerView(discord.ui.View):
    """A button, a menu, and a button that opens a modal."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.send_message("more of it", ephemeral=True)

    @discord.ui.button(label="Change", custom_id="change")
    async def change(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="changed", view=None)

    @discord.ui.button(label="Tell", custom_id="tell")
    async def tell(self, interaction: discord.Interaction, _: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(TellModal())

    @discord.ui.select(custom_id="colour", options=[discord.SelectOption(label=name) for name in ("red", "green")])
    async def colour(self, interaction: discord.Interaction, select: discord.ui.Select[Any]) -> None:
        await interaction.response.defer()
        await interaction.followup.send(f"you chose {select.values[0]}", ephemeral=True)


class TellModal(discord.ui.Modal, title="Tell us"):
    about: discord.ui.TextInput[Any] = discord.ui.TextInput(label="About", custom_id="about", max_length=20)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.about.value}", ephemeral=True)


def command_client(*, silent: bool = False) -> Impatient:
    """A bot with a command tree: an answer in public, one deferred in private, one that is too late."""
    client = Impatient(intents=modest_intents(), allowed_mentions=discord.AllowedMentions.none())
    tree = client.tree = app_commands.CommandTree(client)

    async def synced() -> None:
        await tree.sync()

    client.setup_hook = synced  # type: ignore[method-assign]  # as the guides do

    @tree.command(name="ask", description="Ask something")
    async def ask(interaction: discord.Interaction, question: app_commands.Range[str, 1, 200]) -> None:
        if not silent:
            await interaction.response.send_message(f"answer to {question}", view=AnswerView())

    @ask.autocomplete("question")
    async def suggest(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        known = ("why", "when", "what for")
        return [app_commands.Choice(name=each, value=each) for each in known if current in each]

    @tree.command(name="slow", description="Think first")
    async def slow(interaction: discord.Interaction, how: str = "private") -> None:
        await interaction.response.defer(ephemeral=how == "private", thinking=True)
        await interaction.followup.send("thought about it")
        await interaction.followup.send("and more", ephemeral=True)

    @tree.command(name="long", description="Say too much")
    async def too_long(interaction: discord.Interaction) -> None:
        try:
            await interaction.response.send_message("x" * 2001)
        except discord.HTTPException as error:
            client.failures.append(error)
            await interaction.response.send_message("that was too long", ephemeral=True)

    return client


def menu_client(log_channel: str) -> Impatient:
    """A bot with a command in the menu of people and one in that of messages, which reports to a channel."""
    client = Impatient(intents=modest_intents())
    tree = client.tree = app_commands.CommandTree(client)

    async def synced() -> None:
        await tree.sync()

    client.setup_hook = synced  # type: ignore[method-assign]  # as the guides do

    @tree.context_menu(name="Show Join Date")
    async def joined(interaction: discord.Interaction, member: discord.Member) -> None:
        assert member.joined_at
        await interaction.response.send_message(f"{member} joined in {member.joined_at:%Y}")

    @tree.context_menu(name="Report to Moderators")
    async def report(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Reported: {message.author.mention}", ephemeral=True)
        assert interaction.guild
        channel = interaction.guild.get_channel(int(log_channel))
        assert isinstance(channel, discord.TextChannel)
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="Go to Message", url=message.jump_url))
        embed = discord.Embed(title="Reported Message", description=message.content, timestamp=message.created_at)
        await channel.send(embed=embed, view=view)

    return client


@asynccontextmanager
async def running(client: Impatient, stand_in: DiscordStandIn) -> AsyncIterator[Impatient]:
    """Run a client until the block ends; what ends it before it is ready is raised here."""
    with loopback.pointed_at(stand_in.url):
        async with client:
            await client.login(stand_in.settings.token)
            client.connection = connected = asyncio.create_task(client.connect())
            ready = asyncio.create_task(client.wait_until_ready())
            try:
                await asyncio.wait([connected, ready], return_when=asyncio.FIRST_COMPLETED)
                if connected.done():
                    await connected
                yield client
            finally:
                await client.close()
                ready.cancel()
                await asyncio.gather(connected, ready, return_exceptions=True)


@asynccontextmanager
async def api(stand_in: DiscordStandIn) -> AsyncIterator[aiohttp.ClientSession]:
    """A bare session with the bot's token, for what discord.py would not send."""
    headers = {"Authorization": f"Bot {stand_in.settings.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield session


async def post(stand_in: DiscordStandIn, path: str, body: object, method: str = "POST") -> tuple[int, Any]:
    async with (
        api(stand_in) as session,
        session.request(method, stand_in.api_url + path, json=body) as response,
    ):
        return response.status, await response.json()


@asynccontextmanager
async def raw_gateway(stand_in: DiscordStandIn, query: str = "v=10") -> AsyncIterator[Any]:
    """A bare gateway connection, after its hello."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{stand_in.gateway_url}/?{query}") as socket,
    ):
        assert (await socket.receive_json(timeout=2))["op"] == 10
        yield socket


def identify(stand_in: DiscordStandIn, **fields: object) -> dict[str, Any]:
    body = {"token": stand_in.settings.token, "intents": modest_intents().value, "properties": {}}
    return {"op": 2, "d": body | fields}
