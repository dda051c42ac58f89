"""Structured logs on standard error: events with fields, never a word of what people wrote."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = ("adapters", "botcore")
"""Loggers whose lines below INFO are shown when asked for.

At DEBUG the libraries log whole questions and answers. Their loggers cannot be told to be silent by name:
slack_bolt gives each of its own the root's level, and names an app's after the file that builds it.
"""

_SECRETS = (
    re.compile(r"(?i)\b((?:ticket|token|secret)=)[^&\s'\"]+"),
    re.compile(
        r"(?i)(//hooks\.slack(?:-gov)?\.com/|/(?:actions|app|commands|services|triggers|workflows)/(?=[TE]\w*/))[^\s'\"]+"
    ),
    re.compile(r"(?i)\b((?:interactions|webhooks)/\d+/)[^/?\s'\"]+"),
)
"""What stands in an address and lets whoever reads it act as the bot; the part before it, in a group, is kept.

slack_sdk quotes that of a connection when connecting fails, and the `response_url` of a press or a command when it
is to wait: one may post there for half an hour. discord.py quotes that of an interaction. A hook's path is known
by its team where a proxy stands before Slack.
"""


_MEANINGLESS = ("PyNaCl is not installed", "davey is not installed", "As you gave `client` as well")
"""Warnings of libraries about what the bot does not do: speak, and give slack_bolt two tokens."""


_CHATTY = ("alembic",)
"""Libraries that tell of each step at INFO: alembic a dozen lines at every start."""


def configure_logging(level: str, *, as_json: bool) -> None:
    """Set up structlog, and standard logging for the libraries, which then look alike.

    Args:
        level: DEBUG, INFO, WARNING or ERROR; DEBUG is for our own events, libraries stay at INFO.
        as_json: One JSON object a line; otherwise readable lines, coloured on a terminal.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_secrets,
    ]
    last = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.addFilter(_may_be_shown)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _without_traceback],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    # In place of any handler that is there already: each line would be written twice.
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """Keep the log off the screen: what goes wrong in the block goes wrong on purpose."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        structlog.configure(**before)
        logging.disable(logging.NOTSET)


def _may_be_shown(record: logging.LogRecord) -> bool:
    if record.name.partition(".")[0] in _OURS:
        return True
    return record.levelno >= logging.INFO and not str(record.msg).startswith(_MEANINGLESS)


def _without_traceback(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep the type of a library's exception and drop its text, wherever that stands: it may quote a payload."""
    # Below the first line asyncio writes out the task that failed, with its exception and that one's words.
    told = str(event["event"]).partition("\n")[0]
    record = event.get("_record")
    if record is not None and record.exc_info:
        kind, error, _traceback = record.exc_info
        event["error"] = kind.__name__ if kind else ""
        record.exc_info = None
        event.pop("exc_info", None)
        # slack_bolt says "Failed to run listener function (error: …)" beside handing over the exception.
        for quote in (repr(error), str(error)) if str(error) else ():
            told = told.replace(quote.partition("\n")[0], "…")
    event["event"] = told
    return event


def _without_secrets(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for name, value in event.items():
        if isinstance(value, str):
            for secret in _SECRETS:
                value = secret.sub(r"\1…", value)  # noqa: PLW2901 - one after another
            event[name] = value
    return event
