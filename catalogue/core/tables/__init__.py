"""Reads the CSV tables of codes that stand in this folder and in ``catalogue/formats/tables``."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def rows(name: str, *, folder: Path = HERE) -> tuple[dict[str, str], ...]:
    """The rows of the table ``name`` (without ``.csv``), as dictionaries of strings; read once.

    Raises ``FileNotFoundError`` for a table that is not there: a programming error.
    """
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
