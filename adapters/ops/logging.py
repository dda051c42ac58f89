"""Structured logs on standard error: events with fields, never a word of what people wrote."""

from __future__ import annotations

import logging
import sys

import structlog

LIBRARIES = ("slack_bolt", "slack_sdk", "discord", "aiohttp")
"""At DEBUG these log whole questions and answers; they stay at INFO whatever our own level is."""


def configure_logging(level: str, *, as_json: bool) -> None:
    """Set up structlog, and standard logging for the libraries, which then look alike.

    Args:
        level: DEBUG, INFO, WARNING or ERROR; for our own events.
        as_json: One JSON object a line; otherwise readable lines, coloured on a terminal.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _without_traceback],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))


def _without_traceback(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Keep the type of a library's exception and drop its text: it may quote a payload."""
    record = event.get("_record")
    if record is not None and record.exc_info:
        event["error"] = record.exc_info[0].__name__ if record.exc_info[0] else ""
        record.exc_info = None
        event.pop("exc_info", None)
    return event
