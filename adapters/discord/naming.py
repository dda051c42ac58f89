"""What the commands are called, for each person in their language as far as the file speaks it.

https://docs.discord.com/developers/interactions/application-commands#localization
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discord import app_commands

from botcore.faq import Messages

if TYPE_CHECKING:
    from discord import Locale

    from botcore import Faq

_WORDS = Messages()
"""What is said where a file says nothing else."""

_ENGLISH = "en"

_COMMAND = "prolo"
"""As the platforms and every other language have it; Slack has one name for all."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The file's words for the commands.

    Attributes:
        words: Its messages.
        language: What they are written in, as a tag: `en`, `pt-BR`.
    """

    words: Messages = _WORDS
    language: str = _ENGLISH

    @classmethod
    def of(cls, faq: Faq) -> Naming:
        """Return those of a file."""
        return cls(faq.messages, faq.language)

    def named(self, key: str) -> app_commands.locale_str:
        """Return what a message's key says: to everybody where it is English, else to those who read its language.

        People whose language it is not see what is said where a file says nothing else.
        """
        own = str(getattr(self.words, key))
        if _main(self.language) == _ENGLISH:
            return app_commands.locale_str(own)
        return app_commands.locale_str(str(getattr(_WORDS, key)), own=own, language=self.language)

    @property
    def command(self) -> app_commands.locale_str:
        """What the command is called: one name for everybody but those whose language the file is in."""
        if _main(self.language) == _ENGLISH:
            return app_commands.locale_str(_COMMAND)
        return app_commands.locale_str(_COMMAND, own=self.words.command_name, language=self.language)


class CommandTranslator(app_commands.Translator):
    """Gives discord.py the file's words for the locales of its language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - discord.py's own
    ) -> str | None:
        """Return them; None for every other locale."""
        is_read = _main(locale.value) == _main(string.extras.get("language", ""))
        return str(string.extras["own"]) if is_read else None


def _main(tag: str) -> str:
    return tag.partition("-")[0].casefold()
