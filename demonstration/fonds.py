"""The fonds of the demonstration, and the houses that keep some of them without being libraries; read from ``fonds.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

_FILE = Path(__file__).with_name("fonds.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Archives or a museum. ``isil``: "" where no directory is known to number it."""

    isil: str
    name: str
    town: str
    insee: str
    department: str
    access: str
    presentation: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonds:
    """A fonds: words of closed lists are those of ``catalogue.core.fonds``.

    ``at`` is the ISIL, or the name, of the house; ``under`` the key of the fonds that it is a part of. ``extents`` are (unit, number,
    certainty), ``producers`` (name, kind, whether they only gathered it), ``entries`` (mode, date, note), ``aids`` (form, title).
    """

    key: str
    title: str
    dates: str
    contents: str
    at: str = ""
    under: str = ""
    numbers: tuple[str, ...] = ()
    extents: tuple[tuple[str, float, str], ...] = ()
    producers: tuple[tuple[str, str, bool], ...] = ()
    entries: tuple[tuple[str, str, str], ...] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    aids: tuple[tuple[str, str], ...] = ()
    status: str = "local_authority"
    accruals: str = "closed"
    state: str = "spotted"
    catalogued: int | None = None
    digitised: int | None = None

    @property
    def number(self) -> str:
        """Its identity, the same each time the demonstration is made."""
        return uuid5(NAMESPACE_URL, f"fonds of the demonstration: {self.key}").hex


@cache
def houses() -> tuple[House, ...]:
    """The archives and museums."""
    return tuple(House(**row) for row in _read()["houses"])


@cache
def fonds() -> tuple[Fonds, ...]:
    """Every fonds, each after the one that it is a part of."""
    return tuple(Fonds(**row) for row in _read()["fonds"])


def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
