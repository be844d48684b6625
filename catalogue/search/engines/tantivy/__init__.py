"""The embedded engine: an index in a folder, written by one process at a time and read by all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalogue.search.engines.tantivy.engine import TantivyEngine


def make(settings: Any) -> TantivyEngine:
    """The engine of these settings (``SEARCH_INDEX_DIR``)."""
    return TantivyEngine(Path(settings.SEARCH_INDEX_DIR) / TantivyEngine.name)
