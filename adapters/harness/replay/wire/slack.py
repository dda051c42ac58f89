"""A conversation on a Slack stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.harness.replay.platforms import Shown
from adapters.harness.replay.wire.playing import WirePlatform

if TYPE_CHECKING:
    from adapters.harness.replay.transcripts import Turn


class WireSlack(WirePlatform):
    """People in a Slack: a channel with the bot in it, direct messages, `/prolo`, buttons."""

    name = "slack"

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as `WirePlatform`
        """Prepare a conversation."""
        super().__init__(*args, **more)
        self._by_ts: dict[str, list[Any]] = {}

    def act(self, turn: Turn) -> Any:  # noqa: ANN401 - a Message or an Interaction of the stand-in
        """Let a person do what the turn says."""
        who = self._person(turn).id
        if turn.picks is not None:
            return self._press(who, turn)
        if turn.where == "command":
            return self.standin.command(who, self._channel().id, "/prolo", turn.says)
        if turn.where == "dm":
            return self.standin.dm(who, turn.says)
        text = f"{self.standin.mention} {turn.says}" if turn.mention else turn.says
        return self._say(who, text)

    def has_failed(self, asked: Any) -> bool:  # noqa: ANN401 - as `act` returns
        """Tell whether a command or a press was not acknowledged; nobody is told of a lost event."""
        delivery = getattr(asked, "delivery", None)
        return bool(delivery and delivery.outcome and delivery.outcome.failure)

    def shown(self, message: Any) -> Shown:  # noqa: ANN401 - a Message of the stand-in
        """Return what a person sees of a message."""
        texts: list[str] = []
        buttons: list[tuple[str, str]] = []
        _read(message.blocks, texts, buttons)
        text = "\n\n".join(texts).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return Shown(text, message.ephemeral, tuple(buttons))

    def places(self) -> list[Any]:
        """Return the channel, and everybody's direct messages."""
        people = [each for each in self.standin.workspace.people.values() if each.name.endswith(f"-{self.title}")]
        return [self._channel(), *(self.standin.workspace.im(each.id) for each in people)]

    def own(self, channel: Any) -> list[Any]:  # noqa: ANN401 - a Channel of the stand-in
        """Return the bot's messages in a channel, private ones too."""
        bot = self.standin.workspace.bot.bot_id
        return [each for each in channel.messages if each.bot_id == bot]

    def key(self, message: Any) -> str:  # noqa: ANN401 - a Message of the stand-in
        """Return its timestamp."""
        return str(message.ts)

    def acknowledged(self, asked: Any) -> float | None:  # noqa: ANN401 - as `act` returns
        """Return the seconds of all attempts together, the last of which was acknowledged."""
        delivery = getattr(asked, "delivery", None)
        sent = [delivery] if delivery else self._deliveries().get(asked.ts, [])
        if not sent or not all(each.acknowledged for each in sent):
            return None
        return max(float(sum(attempt.seconds for attempt in each.attempts)) for each in sent)

    def _deliveries(self) -> dict[str, list[Any]]:
        """Return the events by the timestamp of their message; made once, when all is over."""
        if not self._by_ts:
            for each in self.standin.deliveries:
                self._by_ts.setdefault(each.payload.get("event", {}).get("ts", ""), []).append(each)
        return self._by_ts

    def _person(self, turn: Turn) -> Any:  # noqa: ANN401 - a Person of the stand-in
        workspace, name = self.standin.workspace, f"{turn.who}{'-bot' if turn.bot else ''}-{self.title}"
        add = workspace.add_bot if turn.bot else workspace.add_person
        return workspace.find_person(name) or add(name, channels=(self._channel().id,))

    def _channel(self) -> Any:  # noqa: ANN401 - a Channel of the stand-in
        workspace, name = self.standin.workspace, f"conversation-{self.title}"
        return workspace.find_channel(name) or workspace.add_channel(name, [workspace.bot.id])

    def _say(self, who: str, text: str) -> Any:  # noqa: ANN401 - a Message of the stand-in
        """Write in the channel; a person goes on in the thread the bot answered in."""
        own = (each for each in self._channel().messages if each.user == who and not each.is_reply)
        first = next(own, None)
        return self.standin.say(who, self._channel().id, text, thread_ts=first.ts if first else None)

    def _press(self, who: str, turn: Turn) -> Any:  # noqa: ANN401 - an Interaction of the stand-in
        message, _ = self.last
        picks = [each for each in self.shown(message).buttons if each[1].startswith("prolo_pick")]
        value, action = picks[(turn.picks or 1) - 1]
        return self.standin.press(who, message, action, value)


def _read(node: Any, texts: list[str], buttons: list[tuple[str, str]]) -> None:  # noqa: ANN401 - JSON
    """Collect every text of every block, and every button's value and action id, in order."""
    if isinstance(node, list):
        for item in node:
            _read(item, texts, buttons)
    elif isinstance(node, dict):
        if node.get("type") == "button":
            buttons.append((str(node.get("value")), str(node["action_id"])))
        elif node.get("type") in {"mrkdwn", "plain_text"}:
            texts.append(str(node["text"]))
        else:
            parts = [node[key] for key in ("text", "fields", "elements", "accessory") if key in node]
            _read(parts, texts, buttons)
