"""Whether two records describe the same edition: points for what agrees, vetoes and doubts for what forbids to decide unasked."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.comparing import NAMES, compare
from catalogue.clustering.evidence import Band, Evidence, Judgement, Setting
from catalogue.clustering.points import PointTable, most, table
from catalogue.clustering.policy import doubts_of
from catalogue.clustering.traits import Traits
from catalogue.clustering.values import values_of
from catalogue.clustering.vetoes import vetoes_of

# Levels of the title with which a shared identifier is believed.
_SAME_TITLE = frozenset(("equal", "completed", "contained", "briefly_contained", "another_form", "spelt", "little_left"))
# Vetoes that a shared identifier does not lift: somebody copied the number of something else.
_NOT_LIFTED = frozenset(("volume", "kind", "language", "microform", "facsimile", "fingerprint", "serial"))

# What numbers say of two volumes.
_NUMBERED = frozenset(("volume", "number"))


def judge(a: Traits, b: Traits, *, setting: Setting = "heritage", short: bool = False, points: PointTable | None = None) -> Judgement:
    """The judgement of a pair, the same whichever comes first.

    ``short``: stop as soon as the pair cannot be but different; band is the same as in full, evidence is left out then. ``points``: another
    table than the one in force, for fitting.
    """
    scale = points or table()
    left = _rest(scale) if short and not _shared_identifier(a, b) else None
    levels: dict[str, str] = {}
    total = 0
    for place, (field, level) in enumerate(compare(a, b)):
        levels[field] = level
        total += scale.points[field][level]
        if left is not None and total + left[place] < scale.propose:
            return Judgement(band="different", points=total)
    return _weighed(a, b, levels, total, setting=setting, scale=scale)


def _rest(scale: PointTable) -> tuple[int, ...]:
    found = _RESTS.get(id(scale))
    if found is None or found[0] is not scale:
        _RESTS.clear()
        found = _RESTS[id(scale)] = (scale, most(scale.points, NAMES))
    return found[1]


_RESTS: dict[int, tuple[PointTable, tuple[int, ...]]] = {}


def _weighed(a: Traits, b: Traits, levels: dict[str, str], total: int, *, setting: Setting, scale: PointTable) -> Judgement:
    least = scale.same[setting]
    vetoes = vetoes_of(a, b, levels)
    doubts = doubts_of(a, b, levels, setting=setting)
    decided_by = _shared_identifier(a, b)
    if decided_by and (levels["title"] not in _SAME_TITLE or not _NOT_LIFTED.isdisjoint(vetoes)):
        decided_by = ""
    return Judgement(
        band=_band(
            total,
            forbidden=bool(vetoes or doubts),
            decided=bool(decided_by),
            same=least,
            propose=least if _worth_nobodys_time(vetoes, doubts) else scale.propose,
        ),
        points=total,
        evidence=tuple(
            Evidence(field=field, level=level, points=scale.points[field][level], values=values_of(field, a, b))
            for field, level in levels.items()
        ),
        vetoes=vetoes,
        doubts=doubts,
        decided_by=decided_by,
    )


def _worth_nobodys_time(vetoes: Sequence[str], doubts: Sequence[str]) -> bool:
    """Whether a person would be asked in vain: unique objects; a volume beside another of its set, of which the title alone agrees."""
    return "unique" in doubts or ("evidence" in doubts and not _NUMBERED.isdisjoint(vetoes))


def _band(total: int, *, forbidden: bool, decided: bool, same: int, propose: int) -> Band:
    if decided or (total >= same and not forbidden):
        return "same"
    return "propose" if total >= propose else "different"


def _shared_identifier(a: Traits, b: Traits) -> str:
    """The first ark, FRBNF or PPN that both give, "" where there is none."""
    return next((one for one in a.identifiers if one in b.identifiers), "")
