"""Where the tables of codes of the formats stand, read as those of the core."""

from __future__ import annotations

from pathlib import Path

from catalogue.core import tables

HERE = Path(__file__).parent


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the table ``name`` of the formats, as dictionaries of strings."""
    return tables.rows(name, folder=HERE)
