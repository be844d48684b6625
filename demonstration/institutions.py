"""The institutions of the demonstration: libraries that exist, described by public facts; their call numbers here are examples."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("institutions.json")


@dataclass(frozen=True, slots=True)
class Institution:
    """One library. ``code`` is the three letters by which notices name it; ``rcr`` its number (department, commune, kind, sequence).

    ``telephone`` is one of the numbers that the regulator keeps for fiction, ``email`` ends in a domain that cannot exist (RFC 2606).
    ``latitude`` and ``longitude`` in degrees (WGS 84). ``call_numbers`` gives, by kind of document, the shape of its call numbers,
    each ``#`` standing for a figure.
    """

    code: str
    rcr: str
    name: str
    town: str
    insee: str
    department: str
    address: str
    presentation: str
    opening_hours: str
    weekly_hours: str
    access: str
    telephone: str
    email: str
    website: str
    latitude: float
    longitude: float
    call_numbers: dict[str, str]

    @property
    def isil(self) -> str:
        """The international identifier made from the RCR (ISO 15511)."""
        return f"FR-{self.rcr}"


def _load() -> tuple[Institution, ...]:
    return tuple(Institution(**row) for row in json.loads(_FILE.read_text(encoding="utf-8")))


INSTITUTIONS: tuple[Institution, ...] = _load()


@cache
def by_code() -> dict[str, Institution]:
    """The institutions by their three letters."""
    return {institution.code: institution for institution in INSTITUTIONS}
