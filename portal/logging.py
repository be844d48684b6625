"""Logs as key=value lines, with run and source wherever a harvest is at work (structlog's context)."""

from __future__ import annotations

import logging
from typing import Any

import structlog
from structlog.typing import Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def shortened(record: logging.LogRecord) -> bool:
    """A filter that keeps every record: what Django refuses for safety is one line, not a trace a hundred times as long, which anybody
    could have written as often as she likes.
    """
    if record.name.startswith("django.security"):
        record.exc_info = record.exc_text = None
    return True


def logging_configuration(level: str) -> dict[str, Any]:
    """The logging dictionary of every process; ``level`` is the lowest level written."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "processor": structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "logger", "event"], bool_as_flag=False),
                "foreign_pre_chain": SHARED,
            },
        },
        "filters": {"shortened": {"()": lambda: shortened}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["shortened"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "celery": {"level": "WARNING"},
            "kombu": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            "elastic_transport": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
        },
    }
