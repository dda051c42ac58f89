"""A conversation on a Slack stand-in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from adapters.harness.replay.platforms import Shown
from adapters.harness.replay.wire.playing import FORM_SECONDS, WirePlatform
from adapters.standins.slack import Interaction, Message

if TYPE_CHECKING:
    from adapters.harness.replay.transcripts import Turn
    from adapters.standins.slack import Channel, Delivery, Person, SlackStandIn


_LINK = re.compile(r"<(?:[^<>|]+\|)?([^<>|]+)>")
"""A live part: what is read of it is its label, or else itself."""


class WireSlack(WirePlatform[Message | Interaction, Message]):
    """People in a Slack: a channel with the bot in it, direct messages, `/prolo`, buttons."""

    name = "slack"

    standin: SlackStandIn
    _by_ts: dict[str, list[Delivery]] | None = None

    def act(self, turn: Turn) -> Message | Interaction:
        """Let a person do what the turn says."""
        who = self._person(turn).id
        self._channel().refuses = "restricted_action" if turn.refused else ""
        if not turn.is_said:
            return self._interact(who, turn)
        place = self.standin.im(who) if turn.where == "dm" else self._channel().id
        mentions = turn.where == "channel" and turn.mention
        text = f"{self.standin.mention} {turn.says}".strip() if mentions else turn.says
        if turn.way == "edit last":
            said = self.standin.workspace.channels[place].messages
            return self.standin.edit(who, [each for each in said if each.user == who][-1], text)
        if turn.way == "me":
            return self.standin.me(who, place, text)
        if turn.way == "workflow":
            return self.standin.workflow(f"workflow-{self.title}", place, text)
        return self._say(who, place, text, turn)

    def _interact(self, who: str, turn: Turn) -> Interaction:
        """Press, choose from a menu, or run the command."""
        if turn.picks is not None:
            return self._press(who, turn)
        if turn.rates:
            rated = next(value for value, action in self.shown(self.last).buttons if _says(value, turn.rates))
            return self.standin.press(who, self.last, "prolo_feedback", rated)
        if turn.about:
            return self.standin.message_shortcut(who, self._others(turn.about), "prolo_answer")
        return self.standin.command(who, self._channel().id, "/prolo", turn.says)

    def replies(self, asked: Message | Interaction) -> list[Message]:
        """Return what the bot has shown since: there, or else in the person's direct messages."""
        own, bot = self.standin.replies_to(asked), self.standin.workspace.bot.bot_id
        if own or not asked.user:
            return own
        direct = self.standin.workspace.im(asked.user)
        return [each for each in direct.messages if each.bot_id == bot and each.seq > asked.seq]

    async def send_form(self, asked: Message | Interaction, text: str) -> Interaction:
        """Write into the modal that a press opened, and send it."""
        who = str(asked.user)
        await self.standin.wait_for_modal(who, seconds=FORM_SECONDS)
        sent = self.standin.submit(who, {"reason": text})
        # What is replied to it is shown where the form was asked for.
        return replace(sent, channel=asked.channel, thread_ts=asked.thread_ts)

    def has_failed(self, asked: Message | Interaction) -> bool:
        """Tell whether a command or a press was not acknowledged; nobody is told of a lost event."""
        outcome = asked.delivery.outcome if isinstance(asked, Interaction) else None
        return bool(outcome and outcome.failure)

    def shown(self, message: Message) -> Shown:
        """Return what a person sees of a message."""
        texts: list[str] = []
        buttons: list[tuple[str, str]] = []
        _read(message.blocks, texts, buttons)
        text = _LINK.sub(r"\1", "\n\n".join(texts))
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return Shown(text, message.ephemeral, tuple(buttons))

    def own_messages(self) -> list[Message]:
        """Return the bot's messages in the channel and in everybody's direct messages."""
        workspace = self.standin.workspace
        people = [each for each in workspace.people.values() if each.name.endswith(f"-{self.title}")]
        places = [self._channel(), *(workspace.im(each.id) for each in people)]
        return [each for place in places for each in place.messages if each.bot_id == workspace.bot.bot_id]

    def key(self, message: Message) -> str:
        """Return its timestamp."""
        return message.ts

    def acknowledged(self, asked: Message | Interaction) -> float | None:
        """Return the seconds of all attempts together, the last of which was acknowledged."""
        sent = [asked.delivery] if isinstance(asked, Interaction) else self._deliveries().get(asked.ts, [])
        if not sent or not all(each.acknowledged for each in sent):
            return None
        return max(sum(attempt.seconds for attempt in each.attempts) for each in sent)

    def _deliveries(self) -> dict[str, list[Delivery]]:
        """Return the events by the timestamp of their message; made once, when all is over."""
        if self._by_ts is None:
            self._by_ts = {}
            for each in self.standin.deliveries:
                self._by_ts.setdefault(each.payload.get("event", {}).get("ts", ""), []).append(each)
        return self._by_ts

    def _person(self, turn: Turn) -> Person:
        workspace, name = self.standin.workspace, f"{turn.who}{'-bot' if turn.bot else ''}-{self.title}"
        add = workspace.add_bot if turn.bot else workspace.add_person
        return workspace.find_person(name) or add(name, channels=(self._channel().id,))

    def _channel(self) -> Channel:
        workspace, name = self.standin.workspace, f"conversation-{self.title}"
        return workspace.find_channel(name) or workspace.add_channel(name, [workspace.bot.id])

    def _say(self, who: str, place: str, text: str, turn: Turn) -> Message:
        """Write there; in the channel a person goes on in the thread the bot answered in."""
        broadcast = turn.way == "broadcast"
        said = (each for each in self.standin.workspace.channels[place].messages if each.user == who)
        first = next((each for each in said if not each.is_reply), None)
        goes_on = first is not None and (broadcast or turn.where == "channel")
        return self.standin.say(
            who,
            place,
            text,
            thread_ts=first.ts if first and goes_on else None,
            files=turn.files,
            shares=self._elsewhere(turn.forwards) if turn.forwards else None,
            broadcast=broadcast,
        )

    def _others(self, text: str) -> Message:
        """Return a message of somebody else in the channel."""
        workspace, name = self.standin.workspace, f"other-{self.title}"
        author = workspace.find_person(name) or workspace.add_person(name, channels=(self._channel().id,))
        return self.standin.say(author.id, self._channel().id, text)

    def _elsewhere(self, text: str) -> Message:
        """Return a message of somebody else in a channel the bot is not in."""
        workspace, name = self.standin.workspace, f"elsewhere-{self.title}"
        channel = workspace.find_channel(name) or workspace.add_channel(name, [])
        author = workspace.find_person(f"author-{self.title}") or workspace.add_person(
            f"author-{self.title}", channels=(channel.id,)
        )
        return self.standin.say(author.id, channel.id, text)

    def _press(self, who: str, turn: Turn) -> Interaction:
        picks = [each for each in self.shown(self.last).buttons if each[1].startswith("prolo_pick")]
        value, action = picks[(turn.picks or 1) - 1]
        return self.standin.press(who, self.last, action, value)


def _says(value: str, rates: str) -> bool:
    """Tell whether a button's value says of an answer what the turn does."""
    return value.startswith("yes:" if rates == "helpful" else "no:")


def _read(node: Any, texts: list[str], buttons: list[tuple[str, str]]) -> None:  # noqa: ANN401 - JSON
    """Collect every text of every block, and every button's value and action id, in order."""
    if isinstance(node, list):
        for item in node:
            _read(item, texts, buttons)
    elif isinstance(node, dict):
        if node.get("type") == "feedback_buttons":
            pair = (node["positive_button"], node["negative_button"])
            buttons += [(str(each["value"]), str(node["action_id"])) for each in pair]
        elif node.get("type") == "button":
            buttons.append((str(node.get("value")), str(node["action_id"])))
        elif node.get("type") in {"mrkdwn", "plain_text"}:
            texts.append(str(node["text"]))
        else:
            parts = [node[key] for key in ("text", "fields", "elements", "accessory") if key in node]
            _read(parts, texts, buttons)
