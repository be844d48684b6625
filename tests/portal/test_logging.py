"""What is written to the logs: a line for what a stranger asks, however often she asks it."""

from __future__ import annotations

import io
import logging
import logging.config
import sys

import pytest
from django.core.exceptions import DisallowedHost

from portal.logging import logging_configuration


@pytest.mark.parametrize(("name", "lines"), [("django.security.DisallowedHost", 1), ("django.security.csrf", 1), ("django.request", 2)])
def test_what_is_refused_for_safety_is_one_line(name: str, lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    configuration = logging_configuration("WARNING")
    monkeypatch.setattr(sys, "stderr", written)
    before = logging.root.handlers[:]
    try:
        logging.config.dictConfig(configuration)
        try:
            raise DisallowedHost("Invalid HTTP_HOST header")
        except DisallowedHost as refused:
            logging.getLogger(name).error(str(refused), exc_info=True)
    finally:
        logging.root.handlers[:] = before
    assert "Invalid HTTP_HOST header" in written.getvalue()
    assert ("Traceback" in written.getvalue()) == (lines > 1)
