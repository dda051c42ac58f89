"""Who is in the workspace and where they talk: people and channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .message import Message

SLACKBOT = "USLACKBOT"
ChannelType = Literal["channel", "group", "im"]


@dataclass(frozen=True)
class Person:
    """A member of the workspace, or the bot's own user.

    Attributes:
        id: `U…`.
        name: The handle without `@`, unique in the workspace.
        real_name: What is shown.
        bot_id: `B…` when this is a bot's user.
        admin: Whether this is an admin of the workspace.
    """

    id: str
    name: str
    real_name: str
    bot_id: str | None = None
    admin: bool = False

    def to_json(self, team_id: str) -> dict[str, Any]:
        """Return the user object of `users.info`."""
        profile = {"real_name": self.real_name, "display_name": self.name, "team": team_id}
        return {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": False,
            "real_name": self.real_name,
            "tz": "Etc/UTC",
            "tz_label": "Coordinated Universal Time",
            "tz_offset": 0,
            "profile": profile | ({"bot_id": self.bot_id} if self.bot_id else {}),
            "is_admin": self.admin,
            "is_owner": False,
            "is_bot": self.bot_id is not None,
            "is_app_user": False,
            "updated": 0,
        }


@dataclass
class Channel:
    """A public channel, a private one, or a direct message with the bot.

    Attributes:
        id: `C…` or, for a direct message, `D…`.
        name: Without `#`; empty for a direct message.
        kind: Slack's `channel_type`.
        members: User ids, in the order they joined.
        messages: Oldest first, replies and ephemeral ones included.
        archived: Whether nobody can write there any more.
        refuses: Slack's code with which it refuses what apps post there, such as `restricted_action`; empty: it
            takes everything. `restricted_action_non_threadable_channel` refuses replies in threads alone.
    """

    id: str
    name: str
    kind: ChannelType
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    archived: bool = False
    refuses: str = ""

    def to_json(self, bot: str) -> dict[str, Any]:
        """Return the conversation object of `conversations.info`, as the bot sees it."""
        body: dict[str, Any] = {
            "id": self.id,
            "created": 0,
            "is_im": self.kind == "im",
            "is_archived": self.archived,
            "is_org_shared": False,
        }
        if self.kind == "im":
            return body | {"user": next(user for user in self.members if user != bot)}
        return body | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_mpim": False,
            "is_private": self.kind == "group",
            "is_general": self.name == "general",
            "is_member": bot in self.members,
            "num_members": len(self.members),
            "creator": self.members[0] if self.members else bot,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }
