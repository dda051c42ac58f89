"""What Slack says when trying again cannot help, and the line that tells an operator what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.hopeless import HopelessError

if TYPE_CHECKING:
    from slack_sdk.errors import SlackApiError

BOT_TOKEN, APP_TOKEN = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"

_TOKEN_FROM = {
    BOT_TOKEN: "your Slack app's page, OAuth & Permissions",
    APP_TOKEN: "your Slack app's page, Basic Information, App-Level Tokens",
}

FOR_GOOD = {
    "invalid_auth": "it is not a token of Slack's, or belongs to another app",
    "not_authed": "it is empty",
    "account_inactive": "the app was uninstalled, or its account was removed",
    "token_revoked": "it was revoked",
    "token_expired": "it has expired",
    "not_allowed_token_type": "it is a token of another kind",
    "missing_scope": "it lacks a scope",
    "no_permission": "it lacks a permission",
    "access_denied": "the app may not do this",
    "team_access_not_granted": "the app may not enter this workspace",
    "org_login_required": "the workspace is being moved to an organisation",
}
"""Codes that stay until somebody changes something
(https://docs.slack.dev/reference/methods/auth.test#errors, …/apps.connections.open#errors)."""

LINK_DISABLED = "link_disabled"
"""Why Slack closes a Socket Mode connection when that was switched off
(https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect)."""

SWITCHED_OFF = (
    "Slack: Socket Mode is switched off for this app (link_disabled); "
    "expected it on: your Slack app's page, Socket Mode, Enable Socket Mode"
)


def error_code(error: Exception) -> str:
    """Return Slack's code; the HTTP status where the answer was none of the API's, and else its class."""
    response: Any = getattr(error, "response", None)
    data = getattr(response, "data", response)
    code = data.get("error") if isinstance(data, dict) else None
    return str(code or getattr(response, "status_code", "") or type(error).__name__)


def stop_if_hopeless(error: SlackApiError, token: str) -> None:
    """Return if trying again may help.

    Args:
        error: What a call was answered with.
        token: The name of the setting whose token the call bore.

    Raises:
        HopelessError: It cannot.
    """
    if why := FOR_GOOD.get(code := error_code(error)):
        where = _TOKEN_FROM[token]
        raise HopelessError(
            f"{token}: Slack refuses it ({code}: {why}); expected a valid one from {where}"
        ) from None
