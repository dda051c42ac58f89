"""What of the state is looked up to write an object down as Discord does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .message import Message
    from .people import Channel, Role, User
    from .settings import Settings


class Directory(Protocol):
    """Who and what there is, by id; the state is one."""

    @property
    def settings(self) -> Settings:
        """The application, the guild and Discord's patience."""

    @property
    def guild_id(self) -> str:
        """The one guild."""

    @property
    def application_id(self) -> str:
        """The bot's application."""

    @property
    def bot(self) -> User:
        """The bot."""

    @property
    def users(self) -> Mapping[str, User]:
        """Everybody, the bot too."""

    @property
    def roles(self) -> Mapping[str, Role]:
        """The guild's roles."""

    @property
    def channels(self) -> Mapping[str, Channel]:
        """Channels, threads and direct messages."""

    @property
    def messages(self) -> Mapping[str, Message]:
        """Every message there is."""
