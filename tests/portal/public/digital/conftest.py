"""A partner's image server for the tests of digital copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harvest.protocols.politeness import MANNERS
from tests.portal.public.digital.partner_images import Images, serving


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Images]:
    """A partner's images, and an empty cache on disk."""
    settings.VAR_DIR = tmp_path / "var"
    with serving() as server:
        yield server
    MANNERS.forget(f"127.0.0.1:{server.server_address[1]}")
