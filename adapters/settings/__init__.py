"""The environment → one frozen value, read once. Nothing else in the project reads the environment.

`platforms` has what is set for Slack and for Discord, `values` what is set for the service, with both in it;
`reading` makes these of the environment, each value by a function of `variables`. What a token looks like is not
said here: `token_rules`.
"""

from adapters.settings.platforms import OnDiscord, OnPlatform, OnSlack
from adapters.settings.reading import basic_settings, known_settings, read_settings, secret_files
from adapters.settings.values import Settings
from adapters.settings.variables import SettingsError

__all__ = [
    "OnDiscord",
    "OnPlatform",
    "OnSlack",
    "Settings",
    "SettingsError",
    "basic_settings",
    "known_settings",
    "read_settings",
    "secret_files",
]
