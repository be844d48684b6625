"""What a judgement says: a band, its points, and the evidence field by field, so that a page can put it into words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Band = Literal["same", "propose", "different"]
Setting = Literal["heritage", "wide"]
SETTINGS: tuple[Setting, ...] = ("heritage", "wide")


class Evidence(Struct, frozen=True, kw_only=True, gc=False):
    """How one field compares. ``level``: one of the words of the field's ``LEVELS``; ``points``: in units of half a unit of log-odds, for
    the same edition where positive; ``values``: what was compared, as printed where the descriptions were at hand.
    """

    field: str
    level: str
    points: int
    values: tuple[str, str] = ("", "")


class Judgement(Struct, frozen=True, kw_only=True, gc=False):
    """What is thought of a pair. ``vetoes``: what forbids to group it unasked, of ``vetoes.VETOES``; ``doubts``: what makes it a proposal
    for this setting or by policy, of ``policy.DOUBTS``; ``decided_by``: the shared identifier that decided, "" where none did.
    """

    band: Band
    points: int
    evidence: tuple[Evidence, ...] = ()
    vetoes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    decided_by: str = ""
