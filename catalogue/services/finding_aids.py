"""Finding aids: a file in EAD becomes rows, replaces the version before it, and says what that changed; nothing where nothing did.

One transaction a file, or a finding aid is there in two versions. The components go by COPY into a table of the session, from which one
statement merges them into those that are known: the same key keeps its row, its number and its ark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from catalogue.core.component_arks import identifier_of
from catalogue.core.isil import department_of, institution_code, isil
from catalogue.core.keys import Kind
from catalogue.core.messages import Message
from catalogue.formats.ead import Component, FindingAid, Refusal, Unit, read_ead
from catalogue.models import Component as StoredComponent
from catalogue.models import EadFile
from catalogue.models import FindingAid as StoredFindingAid
from catalogue.services import arks, marks, sql
from catalogue.services.consumers import Origin
from catalogue.services.ead_files import digest_of, keep
from catalogue.services.finding_aid_statements import COPY, EMPTY, MERGE, SHOWN, STAGE, TYPES

AT_ONCE = 2000
MINTED_AT_ONCE = 10_000
FIRST = 20
_json = msgspec.json.Encoder().encode


class Changes(NamedTuple):
    """What a version changed among the components of a finding aid, the whole included."""

    new: int = 0
    changed: int = 0
    gone: int = 0


NOTHING = Changes()


class Touched(NamedTuple):
    """The keys of the first components of each sort, at most ``FIRST``."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


UNTOUCHED = Touched()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one finding aid of a file. ``status``: "imported", "unchanged" or "refused", the last with its reason."""

    status: str
    eadid: str = ""
    institution: str = ""
    components: int = 0
    digital_objects: int = 0
    changes: Changes = NOTHING
    touched: Touched = UNTOUCHED
    warnings: tuple[Message, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose finding aids are taken. ``namespace``: whose identifiers they bear; ``institution``: the code of who keeps what those describe
    that do not say; ``departments``: only those kept in one of them, all where it is empty; ``keeper``: only those that this institution
    keeps, and never in the place of one that another keeps. ``hidden``: those that are new are kept from readers. ``met`` remembers which
    file of a delivery gave which finding aid: the same scope is handed to all of its files.
    """

    namespace: str
    institution: str = ""
    departments: frozenset[str] = field(default_factory=frozenset)
    keeper: str = ""
    hidden: bool = False
    met: dict[str, str] = field(default_factory=dict)


def import_file(stream: BinaryIO, *, name: str, scope: Scope) -> list[Imported]:
    """Store what a file of EAD holds, at its beginning and seekable; what became of each finding aid, in order.

    A file that was imported already, byte for byte, is not read again. A file that breaks off leaves the version before it untouched.
    """
    digest = digest_of(stream)
    if known := _unchanged(digest, scope):
        scope.met.update({aid.eadid: name for aid in known})
        return known
    with transaction.atomic():
        return _Import(stream, name=name, scope=scope, digest=digest).run()


def _unchanged(digest: bytes, scope: Scope) -> list[Imported]:
    """What is told of a file whose finding aids stand as it says; one that was withdrawn does not."""
    given = StoredFindingAid.objects.filter(file__digest=digest, namespace=scope.namespace)
    standing = given.filter(rows__key="", rows__gone=False).order_by("id")
    return [
        Imported("unchanged", aid.eadid, aid.institution, aid.components, aid.digital_objects)
        for aid in standing.only("eadid", "institution", "components", "digital_objects")
    ]


class _Import:
    """The reading of one file into the tables, inside the caller's transaction."""

    def __init__(self, stream: BinaryIO, *, name: str, scope: Scope, digest: bytes) -> None:
        self._stream, self._name, self._scope, self._digest = stream, name, scope, digest
        self._rows: list[Component] = []
        self._whole = Unit()
        self._staged = False
        self._file: EadFile | None = None

    def run(self) -> list[Imported]:
        """Read the file to its end."""
        with sql.cursor() as cursor:
            cursor.execute(STAGE)
        found: list[Imported] = []
        for piece in read_ead(self._stream):
            if isinstance(piece, Component):
                self._take(piece)
            elif isinstance(piece, FindingAid):
                found.append(self._finish(piece))
            else:
                self._discard()
                found.append(_refused(piece))
        return found

    def _take(self, component: Component) -> None:
        self._rows.append(component)
        if component.parent < 0:
            self._whole = component.unit
        if len(self._rows) >= AT_ONCE:
            self._stage()

    def _stage(self) -> None:
        with sql.copy_into(COPY, TYPES) as copy:
            for component in self._rows:
                copy.write_row(_row(component))
        self._rows.clear()
        self._staged = True

    def _discard(self) -> None:
        self._rows.clear()
        if self._staged:
            with sql.cursor() as cursor:
                cursor.execute(EMPTY)
            self._staged = False

    def _finish(self, aid: FindingAid) -> Imported:
        eadid, whole = aid.header.eadid, self._whole
        # A keeper hands in her own: what names no repository is hers, whoever publishes the file.
        ascribed = not self._scope.keeper or bool(institution_code(whole.repository_code))
        institution = (_institution(aid, whole.repository_code) if ascribed else "") or self._scope.institution
        if reason := self._unwanted(eadid, institution):
            self._discard()
            return Imported("refused", eadid, institution, aid.components, aid.digital_objects, reason=reason)
        self._scope.met[eadid] = self._name
        self._stage()
        changes, touched = self._merge(self._stored(aid, institution, title=whole.title or aid.header.title))
        self._discard()
        return Imported("imported", eadid, institution, aid.components, aid.digital_objects, changes, touched, aid.warnings)

    def _unwanted(self, eadid: str, institution: str) -> Message | None:
        """Why a finding aid that can be read is not taken."""
        if eadid in self._scope.met:
            return Message("ead_twice", {"name": self._scope.met[eadid]})
        if self._scope.departments and department_of(isil(institution)) not in self._scope.departments:
            return Message("ead_elsewhere", {"institution": institution or "–"})
        if keeper := self._scope.keeper:
            there = StoredFindingAid.objects.filter(namespace=self._scope.namespace, eadid=eadid).values_list("institution", flat=True)
            if other := next((code for code in (institution, *there) if code != keeper), None):
                return Message("ead_of_another", {"institution": other})
        return None

    def _stored(self, aid: FindingAid, institution: str, *, title: str) -> StoredFindingAid:
        """The finding aid's row, written; one that is there stays as hidden as it is."""
        said: dict[str, Any] = {
            "file": self._kept_file(),
            "institution": institution,
            "title": title,
            "dialect": aid.dialect,
            "header": msgspec.to_builtins(aid.header),
            "warnings": [warning.as_json() for warning in aid.warnings],
            "components": aid.components,
            "digital_objects": aid.digital_objects,
        }
        stored, _ = StoredFindingAid.objects.update_or_create(
            namespace=self._scope.namespace,
            eadid=aid.header.eadid,
            defaults=said,
            create_defaults={**said, "hidden": self._scope.hidden},
        )
        return stored

    def _kept_file(self) -> EadFile:
        if self._file is None:
            self._file = keep(self._stream, name=self._name, digest=self._digest)
        return self._file

    def _merge(self, aid: StoredFindingAid) -> tuple[Changes, Touched]:
        """Replace the components of a finding aid by those that are staged; the arks of the new ones are minted."""
        with sql.cursor() as cursor:
            cursor.execute(MERGE, {"aid": aid.pk})
            [(new, changed, gone, touched)] = cursor.fetchall()
            if changed:
                cursor.execute(SHOWN, [aid.pk])
                touched = sorted({*touched, *(number for (number,) in cursor.fetchall())})
        marks.mark(Kind.COMPONENT, touched, origin=Origin.INTAKE)
        for start in range(0, len(new), MINTED_AT_ONCE):
            names = [identifier_of(aid.eadid, key) for key in new[start : start + MINTED_AT_ONCE]]
            arks.mint(Kind.COMPONENT, namespace=aid.namespace, identifiers=names)
        arks.retire_named(Kind.COMPONENT, namespace=aid.namespace, said={identifier_of(aid.eadid, key): title for key, title in gone})
        back = [] if aid.hidden else [identifier_of(aid.eadid, key) for key in changed]
        arks.revive_named(Kind.COMPONENT, namespace=aid.namespace, identifiers=back)
        first = Touched(tuple(new[:FIRST]), tuple(changed[:FIRST]), tuple(key for key, _ in gone[:FIRST]))
        return Changes(len(new), len(changed), len(gone)), first


def _refused(refusal: Refusal) -> Imported:
    return Imported("refused", refusal.eadid, reason=refusal.reason)


def _institution(aid: FindingAid, repository: str) -> str:
    """The code of who keeps what is described: what the repository says, else the agency, else what the identifier begins with."""
    start = aid.header.eadid.partition("_")[0]
    numbers = (repository, aid.header.agency, start, aid.header.eadid[:12], aid.header.identifier[:12])
    return next((code for code in map(institution_code, numbers) if code), "")


def _row(component: Component) -> Sequence[Any]:
    unit = component.unit
    described = _json(unit)
    dates = "; ".join(date.display for date in unit.dates)
    return (
        component.key, component.first, component.last, component.parent, component.depth, (unit.other_level or unit.level)[:40],
        unit.title, unit.call_number, dates, len(unit.digital), component.internal, hashlib.md5(described, usedforsecurity=False).digest(),
        Jsonb(described, bytes),
    )  # fmt: skip


def withdraw(aid: StoredFindingAid) -> int:
    """Say that a finding aid is given no more: none of its components is shown, their arks keep what they were; how many that is.

    Imported again, they are found under the same arks.
    """
    with transaction.atomic():
        rows = list(StoredComponent.objects.filter(finding_aid=aid, gone=False).values_list("id", "key", "title", "internal"))
        StoredComponent.objects.filter(finding_aid=aid, gone=False).update(gone=True)
        StoredFindingAid.objects.filter(pk=aid.pk).update(updated_at=timezone.now())
        said = {identifier_of(aid.eadid, key): "" if internal else title for _, key, title, internal in rows}
        arks.retire_named(Kind.COMPONENT, namespace=aid.namespace, said=said)
        marks.mark(Kind.COMPONENT, [number for number, *_ in rows], origin=Origin.WITHDRAWAL)
    return len(rows)
