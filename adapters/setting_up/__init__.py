"""From nothing to a bot that answers, step by step: `prolobot setup`.

`steps` is what a person does on each platform's pages, `asking` takes the tokens they find there.
"""

from adapters.setting_up.asking import Asking, GaveUpError
from adapters.setting_up.steps import PLATFORMS, Platform

__all__ = ["PLATFORMS", "Asking", "GaveUpError", "Platform"]
