"""Communes of France: by INSEE code, by name, by the beginning of a name, by postal code."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from catalogue.core.text import fold
from catalogue.geography import tables

POSTAL_CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Former:
    """A commune that is now part of another, or another name of one. ``kind``: merged, arrondissement, former, usual."""

    name: str
    code: str = ""
    kind: str = "merged"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as the official geographic code has it. ``code`` is INSEE's; coordinates in degrees (WGS 84), None where unknown."""

    code: str
    department: str
    name: str
    postal_codes: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    population: int
    former: tuple[Former, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Its code, then those of the communes that are now part of it."""
        return (self.code, *(one.code for one in self.former if one.code))


@dataclass(frozen=True, slots=True)
class Found:
    """A commune that a reader may mean; ``by`` is the former name or the postal code that led to it, "" for its own name."""

    commune: Commune
    by: str = ""


@lru_cache(maxsize=4096)
def commune(code: str) -> Commune | None:
    """The commune of this INSEE code; for the code of an arrondissement or of a former commune, the one it belongs to."""
    table = tables.communes()
    current = table.moved.get(code, code) if code not in table.lines else code
    line = table.lines.get(current)
    if line is None:
        return None
    department, name, postal, latitude, longitude, population, former, parts = line.split("\t")
    return Commune(
        code=current,
        department=department,
        name=name.replace("'", "’"),
        postal_codes=tuple(postal.split()),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        population=int(population),
        former=tuple(_former(current, former, parts)),
    )


def _former(code: str, former: str, parts: str) -> Iterable[Former]:
    for name, old in tables.pairs(former):
        if name and old != code:
            yield Former(name.replace("'", "’"), old)
    for name, kind in tables.usual_names().get(code, ()):
        yield Former(name.replace("'", "’"), kind=kind)
    for name, old in tables.pairs(parts):
        yield Former(name, old, "arrondissement")


def codes_named(name: str) -> tuple[str, ...]:
    """The INSEE codes of the communes of this name today, whatever its accents and hyphens."""
    return tuple(tables.communes().names.get(fold(name), "").split())


def codes_formerly_named(name: str) -> tuple[str, ...]:
    """The codes of the communes that hold a former commune of this name, or that once had it."""
    return tuple(tables.communes().former_names.get(fold(name), "").split())


def ways_in(typed: str, *, first: frozenset[str] = frozenset(), most: int = 30, whole: bool = False) -> tuple[Found, ...]:
    """The communes that ``typed`` may mean: a postal code, an INSEE code, a name, a former name, or the beginning of one.

    Exact names come first, then those of the departments ``first``, then the most populous. ``whole``: the beginning of a name means
    nothing; that takes microseconds, while thousands of communes begin by "saint".
    """
    folded = fold(typed)
    if not folded:
        return ()
    ranked = _by_figures(folded.replace(" ", "")) or _by_words(folded, whole=whole)
    ordered = sorted(ranked.values(), key=lambda one: (one[0], one[1].commune.department not in first, -one[1].commune.population))
    return tuple(one for _rank, one in ordered[:most])


def _by_figures(typed: str) -> dict[str, tuple[int, Found]]:
    if len(typed) != POSTAL_CODE_LENGTH or not typed[0].isdigit():
        return {}
    codes = tables.by_postal_code().get(typed, ())
    ranked = {code: (0, Found(known, typed)) for code in codes if (known := commune(code))}
    if not ranked and (known := commune(typed.upper())):
        ranked[known.code] = (0, Found(known, typed.upper()))
    return ranked


def _by_words(folded: str, *, whole: bool) -> dict[str, tuple[int, Found]]:
    ranked: dict[str, tuple[int, Found]] = {}
    table = tables.communes()
    for rank, names, former in ((0, table.names, False), (2, table.former_names, True)):
        keys = ([folded] if folded in names else []) if whole else _beginning(folded, former=former)
        for key in keys:
            for code in names[key].split():
                known = commune(code)
                if known and code not in ranked:
                    exact = 0 if key == folded else 1
                    ranked[code] = (rank + exact, Found(known, _former_name(known, key) if former else ""))
    return ranked


def _former_name(known: Commune, folded: str) -> str:
    return next((former.name for former in known.former if fold(former.name) == folded), folded)


@cache
def _sorted_names(former: bool) -> list[str]:
    return sorted(tables.communes().former_names if former else tables.communes().names)


def _beginning(folded: str, *, former: bool) -> list[str]:
    """The names that begin as ``folded`` at the beginning of a word or exactly, in alphabetical order."""
    names = _sorted_names(former)
    start = bisect_left(names, folded)
    end = bisect_left(names, folded + "\uffff")
    return names[start:end]
