"""The same conversations on simcord: a model of Discord that is not ours keeps limits, intents and deadlines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import pytest
import simcord
from proving import proof, some

from adapters.answering import Answerer
from adapters.assembly.local_service import AsksWhy
from adapters.backing import Backing
from adapters.discord.client import DiscordBot
from adapters.harness.replay.platforms import Overheard, Shown
from adapters.harness.replay.replaying import replay
from adapters.harness.replay.transcripts import Transcript, Turn, load_transcripts
from adapters.harness.replay.wire.discord import as_shown

if TYPE_CHECKING:
    from botcore import Bot

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = [
    each
    for path in sorted(FOLDER.glob("*.yaml"))
    for each in load_transcripts(path)
    # Its roles have no tags, and its replies always ping.
    if each.is_for("discord") and not {"role", "reply without ping"} & {turn.way for turn in each.turns}
]


class SimcordPlatform:
    """A guild with one channel in simcord's Discord, and members as the turns name them."""

    name = "simcord"

    def __init__(self, env: simcord.Env) -> None:
        self._env = env
        self._guild = env.create_guild()
        self._channel = self._guild.create_text_channel("general")
        self._lacking: dict[tuple[str, ...], Any] = {}
        self._people: dict[tuple[str, bool], Any] = {}
        self._last: discord.Message | None = None

    async def play(self, turn: Turn) -> list[Shown]:
        person = self._person(turn)
        place = person.user.dm_channel if turn.where == "dm" else self._place(turn)
        before = {message.id for message in self._said(place, person)}
        await self._act(turn, person)
        await self._env.settle()
        said = [message for message in self._said(place, person) if message.id not in before]
        self._last = said[-1] if said else self._last
        return [_as_shown(message) for message in said]

    async def _act(self, turn: Turn, person: Any) -> None:
        if turn.way == "edit last":
            await self._edit_last(turn, person)
        elif turn.picks is not None:
            assert self._last
            buttons = _as_shown(self._last).buttons
            picks = [custom_id for _, custom_id in buttons if custom_id.startswith("prolo_pick")]
            await person.click(self._last, custom_id=picks[turn.picks - 1])
        elif turn.rates:
            assert self._last
            prefix = "prolo_helpful:" if turn.rates == "helpful" else "prolo_unhelpful:"
            custom_id = next(each for _, each in _as_shown(self._last).buttons if each.startswith(prefix))
            shown = await person.click(self._last, custom_id=custom_id)
            if turn.reason:
                await person.submit_modal(shown, {"reason": turn.reason})
        elif turn.about:
            other = self._guild.add_member(self._env.create_user("other"))
            said = await other.send(self._channel, turn.about)
            await person.context_menu(self._channel, "Answer from the FAQ", said)
        elif turn.where == "command":
            options = {"question": turn.says} if turn.says else {}
            await person.slash(self._place(turn), "prolo", **options)
        elif turn.where == "dm" and turn.forwards:
            somebody = self._guild.add_member(self._env.create_user("somebody"))
            elsewhere = self._guild.create_text_channel("elsewhere")
            await person.forward(await somebody.send(elsewhere, turn.forwards), person.user.dm_channel)
        elif turn.where == "dm":
            files = [(name, b"") for name in turn.files]
            kept = self._env.backend.store_attachments(person.user.dm_channel.id, files)
            await person.send_dm(turn.says, attachments=kept)
        else:
            await self._say(turn, person)

    async def _say(self, turn: Turn, person: Any) -> None:
        assert self._env.bot.user
        called = turn.mention and turn.way not in {"reply", "edit"}
        mention = f"{self._env.bot.user.mention} "
        said = await person.send(
            self._place(turn),
            f"{mention if called else ''}{turn.says}",
            reply_to=self._last if turn.way == "reply" else None,
            attachments=[(name, b"") for name in turn.files],
        )
        if turn.way == "edit":
            await person.edit(said, mention + turn.says)

    async def _edit_last(self, turn: Turn, person: Any) -> None:
        assert self._env.bot.user
        place = person.user.dm_channel if turn.where == "dm" else self._place(turn)
        *_, last = [each for each in place.history(viewer=person) if each.author.id == person.user.id]
        mention = f"{self._env.bot.user.mention} " if turn.where == "channel" and turn.mention else ""
        await person.edit(last, mention + turn.says)

    def _place(self, turn: Turn) -> Any:
        """Return the channel, or another one where the bot lacks something."""
        if not turn.lacks:
            return self._channel
        denied = {name.lower().replace(" ", "_"): False for name in turn.lacks}
        overwrites = {self._guild.me: discord.PermissionOverwrite(**denied)}
        return self._lacking.setdefault(
            turn.lacks, self._guild.create_text_channel("lacking", overwrites=overwrites)
        )

    def _person(self, turn: Turn) -> Any:
        key = (turn.who, turn.bot)
        if key not in self._people:
            name = f"{turn.who}bot" if turn.bot else turn.who
            self._people[key] = self._guild.add_member(self._env.create_user(name, bot=turn.bot))
        return self._people[key]

    def _said(self, place: Any, person: Any) -> list[discord.Message]:
        """Return the bot's messages, as this person sees them."""
        return [each for each in place.history(viewer=person) if each.author == self._env.bot.user]


def _as_shown(message: discord.Message) -> Shown:
    embeds = [dict(embed.to_dict()) for embed in message.embeds]
    components = [dict(row.to_dict()) for row in message.components]
    return as_shown(message.content, embeds, components, private=message.flags.ephemeral)


@proof("6 transcripts", "every transcript")
@pytest.mark.parametrize("transcript", some(TRANSCRIPTS, 3), ids=lambda each: each.title)
async def test_every_transcript_comes_back_as_written_on_simcord(bot: Bot, transcript: Transcript) -> None:
    bot.forget()
    answer = Answerer(bot)
    overheard = Overheard(answer)
    async with simcord.run(DiscordBot(Backing(overheard, ratings=AsksWhy()))) as env:
        played = await replay(transcript, SimcordPlatform(env), overheard.replies)
        env.raise_errors()
    answer.close()
    assert [(each.turn.says, each.differences) for each in played if each.differences] == []
