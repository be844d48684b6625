"""The finding aids of the demonstration: a large one made of the communes of the region, three small ones of what its libraries hold.

The communes, their departments and the works exist; that a library keeps these documents, and their call numbers, is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Subject
from catalogue.core.text import fold
from catalogue.formats.ead.model import Component, Extent, Header, Note, Unit, UnitId
from catalogue.formats.ead.writing import write_ead
from catalogue.geography import tables
from catalogue.geography.communes import Commune, commune
from catalogue.geography.departments import departments_of
from demonstration.institutions import Institution, by_code
from demonstration.notices import all_notices
from demonstration.records import call_number_of

REGION = "84"
LARGE = 5000  # components of the large one, the whole left out
EAD3 = Path(__file__).with_name("thonon.ead3.xml")
_MADE_UP = "Instrument de recherche écrit pour la démonstration : les documents et leurs cotes sont inventés."
_VIEWS = ("Vue générale", "L’église", "La mairie et l’école", "La gare")
_SMALL = (
    ("CLE", "manuscript", "Manuscrits de la bibliothèque du patrimoine"),
    ("GRE", "map", "Cartes et plans du Dauphiné"),
    ("LYO", "newspaper", "Presse lyonnaise"),
)


@dataclass(slots=True)
class Branch:
    """A description and what lies in it, before they have places."""

    unit: Unit
    below: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its name, the institution whose documents it describes, what makes its bytes."""

    name: str
    institution: str
    content: Callable[[], bytes]


def files() -> tuple[Written, ...]:
    """Every finding aid of the demonstration; each is made when it is asked for."""
    small = tuple(Written(f"{it[0].lower()}-{it[1]}.xml", by_code()[it[0]].rcr, partial(_small, *it)) for it in _SMALL)
    large = Written("vues-des-communes.xml", by_code()["LYO"].rcr, _large)
    return (large, *small, Written(EAD3.name, by_code()["THO"].rcr, EAD3.read_bytes))


def components(root: Branch) -> Iterator[Component]:
    """A tree in the order of the document, each with its places."""
    yield from _placed(root, parent=-1, depth=0, first=0)


def _size(branch: Branch) -> int:
    return 1 + sum(map(_size, branch.below))


def _placed(branch: Branch, *, parent: int, depth: int, first: int) -> Iterator[Component]:
    last = first + _size(branch) - 1
    key = branch.unit.identifier if parent >= 0 else ""
    yield Component(first=first, last=last, parent=parent, depth=depth, key=key, internal=False, unit=branch.unit)
    place = first + 1
    for below in branch.below:
        yield from _placed(below, parent=first, depth=depth + 1, first=place)
        place += _size(below)


def _file(root: Branch, keeper: Institution, *, name: str) -> bytes:
    header = Header(
        eadid=f"FR-{keeper.rcr}_{name}",
        identifier=f"FR-{keeper.rcr}-{name}",
        agency=f"FR-{keeper.rcr}",
        country="FR",
        title=root.unit.title,
        author="Traboule",
        publisher=keeper.name,
        date="2026",
        creation=f"{_MADE_UP} Encodé en DTD EAD 2002.",
        language="fre",
    )
    whole = replace(root.unit, repository=keeper.name, repository_code=keeper.rcr)
    rule = Note(kind="accessrestrict", paragraphs=(keeper.access or "Sur rendez-vous.",))
    whole = replace(whole, notes=(*whole.notes, Note(kind="processinfo", paragraphs=(_MADE_UP,)), rule))
    tree = list(components(Branch(whole, root.below)))
    return b"".join(write_ead(header, tree, known={one.key for one in tree}.__contains__))


def _communes(department: str) -> list[Commune]:
    codes = (code for code, line in tables.communes().lines.items() if line.partition("\t")[0] == department)
    return sorted((one for one in map(commune, codes) if one is not None), key=lambda one: fold(one.name))


def _large() -> bytes:
    """Views of every commune: departments, their communes, and of the most peopled the views one by one, until there are enough."""
    peopled: list[tuple[int, Branch]] = []
    series: list[Branch] = []
    for department in departments_of(REGION):
        below = []
        for number, place in enumerate(_communes(department.code), start=1):
            call_number = f"Vues {department.code}/{number}"
            term = Subject(value=f"{place.name} ({department.name})", kind="place", place="controlaccess/geogname")
            unit = _unit("file", f"{place.name}", f"c{place.code}", call_number, dates="1890-1930", terms=(term,))
            below.append(Branch(unit))
            peopled.append((-place.population, below[-1]))
        unit = _unit("series", department.name, f"d{department.code}", f"Vues {department.code}", extent=f"{len(below)} dossiers")
        series.append(Branch(unit, below))
    room = LARGE - sum(map(_size, series))
    for _population, branch in sorted(peopled, key=lambda one: (one[0], one[1].unit.identifier)):
        for view in _VIEWS[: min(len(_VIEWS), room)]:
            number = len(branch.below) + 1
            title = f"{branch.unit.title} : {view[:1].lower()}{view[1:]}"
            branch.below.append(Branch(_unit("item", title, f"{branch.unit.identifier}-{number}", f"{branch.unit.call_number}-{number}")))
            room -= 1
    said = "Cartes postales et photographies des communes de la région, rangées par département puis par commune."
    whole = _unit("collection", "Vues des communes d’Auvergne-Rhône-Alpes", "vues", "Vues", dates="1890-1930", said=said)
    return _file(Branch(whole, series), by_code()["LYO"], name="VUES")


def _small(code: str, kind: str, title: str) -> bytes:
    """What the demonstration says that a library holds of a kind, by century."""
    keeper = by_code()[code]
    groups: dict[str, list[Branch]] = {}
    for notice in all_notices():
        for copy in notice.copies:
            if notice.kind != kind or copy.institution != code:
                continue
            said = notice.get("years") or notice.get("date") or notice.get("imprint").rpartition(",")[2].strip() or "s.d."
            date = parse(said, kind="creation")
            century = "Sans date" if date.start is None else f"{(date.start - 1) // 100 + 1}e siècle"
            makers = tuple(Agent(name=name.heading, kind="corporate" if name.corporate else "person") for name in notice.names[:2])
            unit = _unit("item", notice.get("title"), notice.slug, call_number_of(copy), dates=said)
            prov = tuple(Note(kind="custodhist", paragraphs=(text,)) for text in copy.of("prov"))
            groups.setdefault(century, []).append(Branch(replace(unit, producers=makers, notes=prov)))
    below = [
        Branch(_unit("series", name, f"s{number}", extent=f"{len(group)} documents"), group)
        for number, (name, group) in enumerate(sorted(groups.items()), start=1)
    ]
    return _file(Branch(_unit("collection", title, "tout"), below), keeper, name=kind.upper())


def _unit(
    level: str, title: str, identifier: str, call_number: str = "", *, dates: str = "", extent: str = "", said: str = "",
    terms: tuple[Subject, ...] = (),
) -> Unit:  # fmt: skip
    return Unit(
        level=level,
        title=title,
        identifier=identifier,
        ids=(UnitId(value=call_number, kind="cote"),) if call_number else (),
        dates=(parse(dates, kind="creation"),) if dates else (),
        extents=(Extent(value=extent, kind="extent"),) if extent else (),
        notes=(Note(kind="scopecontent", paragraphs=(said,)),) if said else (),
        terms=terms,
    )
