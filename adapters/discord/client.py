"""Wire discord.py to the answerer: mentions, direct messages, `/prolo`, and buttons that survive a restart."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import app_commands

from adapters.discord.delivering import acknowledge, deliver
from adapters.discord.gateway import be_patient
from adapters.discord.parsing import read_command, read_component, read_message
from adapters.discord.rendering import Rendered, render
from adapters.once import Once
from botcore import Picked, Rated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from botcore import Message, Reply

    Answer = Callable[[Message], Awaitable[Reply]]

log = structlog.get_logger(__name__)

CHOICES_MAX = 25
CHOICE_MAX = 100
QUESTION_MAX = 2_000
"""Discord's limit would be 6,000; the core reads 2,000 characters."""

HEARTBEAT_TIMEOUT = 60.0
"""discord.py's own default; Discord asks for a heartbeat, and acknowledges it, every 41 seconds."""


class DiscordBot(discord.Client):
    """One Discord client.

    No privileged intent: a mention and a direct message carry their text without it.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        questions: Sequence[str] = (),
        public: bool = False,
        heartbeat_timeout: float = HEARTBEAT_TIMEOUT,
        once: Once | None = None,
    ) -> None:
        """Register the handlers.

        Args:
            answer: Turns a message into its reply.
            questions: The questions of the file, suggested while someone types `/prolo`.
            public: Whether everyone in the channel sees what `/prolo` answers.
            heartbeat_timeout: Seconds of silence after which a connection counts as dead.
            once: Remembers what was seen, also by the client before this one; None: nothing was.
        """
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            heartbeat_timeout=heartbeat_timeout,
        )
        be_patient(self)
        self.questions = list(questions)
        self._answer = answer
        self._private = not public
        self._once = once or Once()
        self._working: set[asyncio.Task[Any]] = set()
        self.tree = app_commands.CommandTree(self)
        self._add_command()

    async def setup_hook(self) -> None:
        """Publish the application command; discord.py calls this once, after login."""
        await self.tree.sync()

    async def drain(self, seconds: float = 10.0) -> None:
        """Wait for the replies being made; discord.py itself abandons them when it closes."""
        deadline = time.monotonic() + seconds
        while self._working and (left := deadline - time.monotonic()) > 0:
            await asyncio.wait(self._working, timeout=left)

    def _begin_work(self) -> None:
        """Count the running task, one of those discord.py makes for each event, among those to wait for."""
        if task := asyncio.current_task():
            self._working.add(task)
            task.add_done_callback(self._working.discard)

    async def on_message(self, message: discord.Message) -> None:
        """Reply to a mention or direct message, in the channel it came from."""
        incoming = read_message(message, self.user.id if self.user else 0, at=time.monotonic())
        if incoming is None or not self._once.is_new([f"message:{message.id}"]):
            return
        self._begin_work()
        rendered = render(await self._answer(incoming))
        reference = message.to_reference(fail_if_not_exists=False)

        async def send() -> None:
            # An enforced nonce makes a repetition the same message
            # (https://docs.discord.com/developers/resources/message#create-message).
            await message.channel.send(
                embed=rendered.embed,
                view=_view(rendered),
                reference=reference,
                mention_author=False,
                nonce=message.id,
            )

        await deliver(send)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Handle pressed buttons by their id, so that those sent before a restart still work."""
        if interaction.type is not discord.InteractionType.component:
            return
        said = read_component(interaction, at=time.monotonic())
        match said:
            case Picked():
                await self._respond(interaction, said, ephemeral=_is_ephemeral(interaction))
            case Rated(helpful):
                entry = str(dict(interaction.data or {}).get("custom_id", "")).partition(":")[2]
                log.info("feedback", helpful=helpful, entry=entry)
                await self._respond(interaction, said, ephemeral=True)
            case None:
                return

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:  # noqa: ANN401 - discord.py's own
        """Log which handler failed, and nothing of what it was given."""
        import sys

        error = sys.exc_info()[0]
        log.error("handler_failed", handler=event_method, error=error.__name__ if error else "")

    def _add_command(self) -> None:
        @self.tree.command(name="prolo", description="Ask the FAQ")
        @app_commands.describe(question="Your question, in your own words")
        async def prolo(
            interaction: discord.Interaction,
            question: app_commands.Range[str, 0, QUESTION_MAX] = "",
        ) -> None:
            asked = read_command(interaction, question, at=time.monotonic())
            await self._respond(interaction, asked, ephemeral=self._private)

        @prolo.autocomplete("question")
        async def suggest(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=each, value=each) for each in self.suggestions(current)]

        @self.tree.error
        async def failed(_: discord.Interaction, error: app_commands.AppCommandError) -> None:
            log.error("command_failed", error=type(error).__name__)

    def suggestions(self, current: str) -> list[str]:
        """Return the file's questions that hold every word typed so far; all of them before any is typed."""
        typed = current.casefold().split()
        fitting = [q for q in self.questions if len(q) <= CHOICE_MAX and all(w in q.casefold() for w in typed)]
        return fitting[:CHOICES_MAX]

    async def _respond(self, interaction: discord.Interaction, message: Message, *, ephemeral: bool) -> None:
        if not self._once.is_new([f"interaction:{interaction.id}"]):
            return
        self._begin_work()
        # Deferred at once: Discord gives three seconds, and a bot under load may need longer.
        await acknowledge(interaction, ephemeral=ephemeral)
        rendered = render(await self._answer(message))

        async def send() -> None:
            # Editing the deferred response may be repeated: a follow-up message would come twice.
            await interaction.edit_original_response(embed=rendered.embed, view=_view(rendered))

        await deliver(send)


def _is_ephemeral(interaction: discord.Interaction) -> bool:
    return bool(interaction.message and interaction.message.flags.ephemeral)


def _view(rendered: Rendered) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for label, custom_id in rendered.buttons:
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id))
    # Presses are read in on_interaction; stopping the view keeps discord.py from remembering it.
    view.stop()
    return view
