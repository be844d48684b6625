"""The register of institutions: rows written in bulk, by records that name one and by national directories; found by any number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from itertools import islice

from django.db import connection, transaction

from catalogue.core.isil import department_of, isil, kind_of, normalise_isil, normalise_rcr
from catalogue.models import RegisterEntry
from catalogue.services import arks, changes
from catalogue.services.holdings import mark_held_by

AT_ONCE = 500  # what is written is compared with what was there one by one: as many times as there are, squared
MET = """
    INSERT INTO catalogue_registerentry (isil, rcr, kind, name, town, insee, department, origin, met, updated_at)
    SELECT isil, rcr, kind, name, '', '', department, 'harvest', true, transaction_timestamp()
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) AS given (isil, rcr, kind, name, department)
    ORDER BY isil
    ON CONFLICT (isil) DO UPDATE SET met = true WHERE NOT catalogue_registerentry.met
"""
# A directory says nothing where it says "": what is known already stays.
LOADED = """
    WITH given AS (
        SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::float8[], %s::float8[], %s::text[], %s::text[])
            AS given (isil, name, town, insee, department, latitude, longitude, rcr, kind)
    ), merged AS (
        SELECT given.isil, given.rcr, given.kind,
               coalesce(nullif(given.name, ''), entry.name, '') AS name,
               coalesce(nullif(given.town, ''), entry.town, '') AS town,
               coalesce(nullif(given.insee, ''), entry.insee, '') AS insee,
               coalesce(nullif(given.department, ''), entry.department, '') AS department,
               coalesce(given.latitude, entry.latitude) AS latitude, coalesce(given.longitude, entry.longitude) AS longitude,
               entry.isil IS NULL AS fresh,
               coalesce(entry.met AND (entry.name, entry.town, entry.department)
                   IS DISTINCT FROM (coalesce(nullif(given.name, ''), entry.name), coalesce(nullif(given.town, ''), entry.town),
                                     coalesce(nullif(given.department, ''), entry.department)), false) AS shown_otherwise
        FROM given LEFT JOIN catalogue_registerentry AS entry ON entry.isil = given.isil
    ), written AS (
        INSERT INTO catalogue_registerentry AS entry
            (isil, rcr, kind, name, town, insee, department, latitude, longitude, origin, met, updated_at)
        SELECT isil, rcr, kind, name, town, insee, department, latitude, longitude, 'directory', false, transaction_timestamp()
        FROM merged ORDER BY isil
        ON CONFLICT (isil) DO UPDATE
        SET kind = excluded.kind, name = excluded.name, town = excluded.town, insee = excluded.insee, department = excluded.department,
            latitude = excluded.latitude, longitude = excluded.longitude, origin = excluded.origin, updated_at = excluded.updated_at
        WHERE (entry.kind, entry.name, entry.town, entry.insee, entry.department, entry.latitude, entry.longitude, entry.origin)
            IS DISTINCT FROM (excluded.kind, excluded.name, excluded.town, excluded.insee, excluded.department, excluded.latitude,
                              excluded.longitude, excluded.origin)
        RETURNING isil
    )
    SELECT merged.isil, merged.fresh, merged.shown_otherwise FROM written JOIN merged ON merged.isil = written.isil
"""

_known: set[str] = set()


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a national directory. "" and None: the directory does not say. ``kind``: "" where the form of the ISIL tells it."""

    isil: str
    name: str
    town: str = ""
    insee: str = ""
    department: str = ""
    latitude: float | None = None
    longitude: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many lines made a row, changed one, and said what was known."""

    new: int
    changed: int
    unchanged: int


def meet(named: Mapping[str, str]) -> None:
    """Know the institutions that records name, as code → the name given with it or ""; inside the caller's transaction.

    Three statements for those this process has not met yet, none otherwise. A name given by a record is kept for an institution of which
    nothing else is known; a row that is there keeps what it says.
    """
    wanted = {isil(code): name for code, name in named.items() if code and isil(code) not in _known}
    if not wanted:
        return
    isils = sorted(wanted)
    arks.mint_institutions(isils)
    with connection.cursor() as cursor:
        cursor.execute(
            MET,
            [
                isils,
                [normalise_rcr(number) for number in isils],
                [kind_of(number) for number in isils],
                [" ".join(name.split())[:300] for name in map(wanted.__getitem__, isils)],
                [department_of(number) for number in isils],
            ],
        )
    # Remembered once the rows are certain: a page that is undone undoes them.
    transaction.on_commit(lambda: _known.update(isils))


def load(lines: Iterable[Listed]) -> Loaded:
    """Write a directory into the register, in transactions of some hundreds of lines; a second time changes nothing.

    The last line of an ISIL counts. What is held by the institutions whose name, town or department is another now is indexed again.
    """
    total = new = changed = 0
    renamed: list[str] = []
    rest = iter(lines)
    while some := list(islice(rest, AT_ONCE)):
        wanted = {line.isil: line for line in some}
        with transaction.atomic():
            written = _write(list(wanted.values()))
        total += len(wanted)
        new += sum(fresh for _, fresh, _ in written)
        changed += sum(not fresh for _, fresh, _ in written)
        renamed += [number for number, _, otherwise in written if otherwise]
    _show_otherwise(renamed)
    return Loaded(new, changed, total - new - changed)


def _write(lines: list[Listed]) -> list[tuple[str, bool, bool]]:
    if not lines:
        return []
    columns = [list(column) for column in zip(*map(astuple, lines), strict=True)]
    columns[4] = [line.department or department_of(line.isil) for line in lines]
    kinds = [line.kind or kind_of(line.isil) for line in lines]
    with connection.cursor() as cursor:
        cursor.execute(LOADED, [*columns[:-1], [normalise_rcr(number) for number in columns[0]], kinds])
        return cursor.fetchall()


def _show_otherwise(isils: Collection[str]) -> None:
    for entry in RegisterEntry.objects.filter(isil__in=list(isils)):
        mark_held_by(entry.code)
    if isils:
        changes.tell()


def find(text: str) -> RegisterEntry | None:
    """The institution of a number in any form: RCR, ISIL, code of archives, Museofile; None where the register has none."""
    number = normalise_isil(text)
    return RegisterEntry.objects.filter(isil=number).first() if number else None


def entry_of(isil: str, *, name: str = "", origin: str = RegisterEntry.Origin.PAGE) -> RegisterEntry:
    """The row of an ISIL, made when it is not there: every page has its row. ``name`` is given to a new row only."""
    entry, _ = RegisterEntry.objects.get_or_create(
        isil=isil,
        defaults={
            "rcr": normalise_rcr(isil),
            "kind": kind_of(isil),
            "name": name,
            "department": department_of(isil),
            "origin": origin,
        },
    )
    arks.of_institution(entry.code)
    return entry


def forget() -> None:
    """Empty this process's memory of the institutions it has met (rows were removed)."""
    _known.clear()
