"""The files of ``data``, read once and when first asked for."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from catalogue.core.tables import rows
from catalogue.core.text import fold, words_of_all

DATA = Path(__file__).parent / "data"


@dataclass(slots=True)
class Table:
    """The communes as lines of ``communes.csv.gz``, and the ways in: folded name, former code. Lines are cut when asked for.

    ``names`` and ``former_names`` map a folded name to INSEE codes separated by spaces; ``moved`` a code that is no longer, or
    that of an arrondissement, to the code of the commune it belongs to.
    """

    lines: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    former_names: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)


@cache
def communes() -> Table:
    """The table of every commune of France, overseas included."""
    table = Table()
    current: list[tuple[str, str]] = []
    former: list[tuple[str, str]] = [(row["name"], row["insee"]) for row in rows("usual_names", folder=DATA)]
    with gzip.open(DATA / "communes.csv.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            code, rest = line.rstrip("\n").split("\t", 1)
            table.lines[code] = rest
            cells = rest.split("\t")
            current.append((cells[1], code))
            if cells[6] or cells[7]:
                for name, old in _pairs(f"{cells[6]}|{cells[7]}"):
                    if old != code:
                        table.moved[old] = code
                    if name:
                        former.append((name, code))
    table.names = _by_name(current)
    table.former_names = {name: codes for name, codes in _by_name(former).items() if codes != table.names.get(name)}
    return table


def _pairs(cell: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, cell.split("|")):
        name, _, code = part.partition("=")
        yield name, code


def pairs(cell: str) -> tuple[tuple[str, str], ...]:
    """The (name, code) pairs of a cell of former communes or of arrondissements; the name may be ""."""
    return tuple(_pairs(cell))


def _by_name(pairs_: list[tuple[str, str]]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for folded, (_name, code) in zip(words_of_all([name for name, _code in pairs_]), pairs_, strict=True):
        key = " ".join(folded)
        known = codes.get(key)
        if known is None:
            codes[key] = code
        elif code not in known.split():
            codes[key] = f"{known} {code}"
    return codes


@cache
def usual_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """The (name, kind) pairs that ``usual_names.csv`` gives a commune, by INSEE code; kind: usual, former, merged."""
    written: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows("usual_names", folder=DATA):
        written[row["insee"]].append((row["name"], row["kind"]))
    return {code: tuple(names) for code, names in written.items()}


@cache
def by_postal_code() -> dict[str, tuple[str, ...]]:
    """The communes that each postal code serves."""
    by_code: defaultdict[str, list[str]] = defaultdict(list)
    for code, rest in communes().lines.items():
        for postal in rest.split("\t")[2].split():
            by_code[postal].append(code)
    return {postal: tuple(codes) for postal, codes in by_code.items()}


@cache
def bare_names() -> frozenset[str]:
    """Folded names that, alone, mean a foreign town or a country rather than the French commune of that name."""
    return frozenset(fold(row["name"]) for row in rows("bare_names", folder=DATA))
