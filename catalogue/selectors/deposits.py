"""Deposited pictures as readers see them: those of a notice or a fonds, one of them with its views, a tile; and how much room they take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from catalogue.core.isil import code_of
from catalogue.core.keys import Kind
from catalogue.core.rights import RIGHTS, Right
from catalogue.models import Ark, Deposit, DepositFile, DepositView, Institution
from catalogue.models.ark import ISIL
from catalogue.pictures.layout import ENDING, Layout

ROOM: Final = "deposits"  # in Django's storage: every file of every deposit lies below
GIGABYTE: Final = 10**9


@dataclass(frozen=True, slots=True)
class ShownView:
    """A view that readers see. ``part``: the title of the part that begins with it, "" where none does."""

    id: UUID
    label: str
    part: str
    width: int
    height: int

    @property
    def layout(self) -> Layout:
        """The files that it is given in."""
        return Layout(self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDeposit:
    """A deposit that readers see, or was one: ``removed_at`` says since when it is not, and then it has no views.

    ``keeper``: the name of the institution, ``keeper_code`` its RCR or ISIL, ``keeper_ark`` the name of its ark, "" without one;
    ``target``, ``kind``: the ark of what it shows, and of which kind that is.
    """

    id: UUID
    title: str
    rights: str
    credit: str
    keeper: str
    keeper_code: str
    keeper_ark: str
    target: str
    kind: Kind
    shown_at: datetime | None
    removed_at: datetime | None
    views: tuple[ShownView, ...] = ()

    @property
    def right(self) -> Right:
        """Under what it may be reused."""
        return RIGHTS[self.rights]


def by_id(number: UUID) -> ShownDeposit | None:
    """A deposit that is or was shown; None for one that readers never saw. Two statements."""
    return next(
        iter(_read(Q(pk=number, state=Deposit.State.SHOWN) | Q(pk=number, state=Deposit.State.REMOVED, shown_at__isnull=False))), None
    )


def of_arks(names: Iterable[str]) -> tuple[ShownDeposit, ...]:
    """What is shown of the things with these arks ("NAAN/name"), or with those that they replaced, the oldest first; two statements."""
    wanted = [name for name in names if name]
    if not wanted:
        return ()
    found = _read(Q(state=Deposit.State.SHOWN) & (Q(target__in=wanted) | Q(target__replaced_by__in=wanted)))
    return tuple(one for one in found if one.views)


def of_a_record() -> Any:
    """Whether pictures of a record of a queryset are shown, to annotate it with: under its ark, or under one that leads to it."""
    shown = Deposit.objects.filter(state=Deposit.State.SHOWN)
    own = {"kind": Kind.NOTICE, "namespace": OuterRef("source__slug"), "identifier": OuterRef("identifier")}
    return Exists(shown.filter(**{f"target__{name}": value for name, value in own.items()})) | Exists(
        shown.filter(**{f"target__replaced_by__{name}": value for name, value in own.items()})
    )


_RECORDS = f"""
    SELECT record.id, deposit.id FROM catalogue_deposit AS deposit
    JOIN catalogue_ark AS own ON own.name = deposit.target_id
    JOIN catalogue_ark AS ark ON ark.name = coalesce(own.replaced_by_id, own.name) AND ark.kind = {int(Kind.NOTICE)}
    JOIN catalogue_source AS source ON source.slug = ark.namespace
    JOIN catalogue_record AS record ON record.source_id = source.id AND record.identifier = ark.identifier
"""  # noqa: S608 - a number of ours


def records() -> dict[int, UUID]:
    """The records of which pictures are shown, each with the deposit that was opened first; one statement."""
    shown: dict[int, UUID] = {}
    for record, deposit in _records("deposit.state = 'shown' ORDER BY deposit.opened_at, deposit.id", []):
        shown.setdefault(record, deposit)
    return shown


def records_of(deposit: Deposit) -> frozenset[int]:
    """The record that a deposit is hung on, shown or not; one statement."""
    return frozenset(record for record, _deposit in _records("deposit.id = %s", [deposit.pk]))


def _records(condition: str, values: list[Any]) -> list[tuple[int, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_RECORDS} WHERE {condition}", values)
        return cursor.fetchall()


def _read(wanted: Q) -> list[ShownDeposit]:
    own_ark = Ark.objects.filter(kind=Kind.INSTITUTION, namespace=ISIL, identifier=OuterRef("institution__isil")).values("name")[:1]
    asked = Deposit.objects.filter(wanted).select_related("institution", "target").annotate(keeper_ark=Coalesce(own_ark, None))
    rows: list[Any] = list(asked.order_by("opened_at", "pk"))
    views: dict[UUID, list[ShownView]] = {}
    for view in _shown_views([row.pk for row in rows if row.state == Deposit.State.SHOWN]):
        views.setdefault(view.deposit_id, []).append(ShownView(view.pk, view.label, view.part, view.width, view.height))
    return [
        ShownDeposit(
            id=row.pk,
            title=row.title,
            rights=row.rights,
            credit=row.credit,
            keeper=row.institution.title,
            keeper_code=code_of(row.institution.isil),
            keeper_ark=row.keeper_ark or "",
            target=row.target.replaced_by_id or row.target_id,
            kind=Kind(row.target.kind),
            shown_at=row.shown_at,
            removed_at=row.removed_at,
            views=tuple(views.get(row.pk, ())),
        )
        for row in rows
    ]


def front(deposit: UUID) -> ShownView | None:
    """The first view of a deposit that readers see; None where there is none. One statement."""
    made = DepositView.objects.filter(deposit=deposit, deposit__state=Deposit.State.SHOWN, state=DepositView.State.MADE)
    found = made.order_by("place", "pk").first()
    return ShownView(found.pk, found.label, found.part, found.width, found.height) if found else None


def _shown_views(deposits: list[UUID]) -> Iterable[DepositView]:
    made = DepositView.objects.filter(deposit__in=deposits, state=DepositView.State.MADE)
    return made.order_by("deposit", "place", "pk") if deposits else ()


class Gone(LookupError):
    """The picture was there: its deposit, or it alone, was removed."""


def view_of(deposit: UUID, view: UUID) -> ShownView | None:
    """A view that readers see; None where there is none. Raises Gone where it was removed. One statement."""
    found: Any = (
        DepositView.objects.filter(pk=view, deposit=deposit).exclude(deposit__shown_at=None).annotate(standing=F("deposit__state")).first()
    )
    if found is None or found.standing == Deposit.State.DRAFT:
        return None
    if found.state == DepositView.State.REMOVED or found.standing == Deposit.State.REMOVED:
        raise Gone
    made = found.state == DepositView.State.MADE
    return ShownView(found.pk, found.label, found.part, found.width, found.height) if made else None


def tile_name(deposit: UUID, view: UUID, part: str) -> str:
    """Where a part of a view (``Layout``) lies in Django's storage."""
    return f"{ROOM}/{deposit.hex}/{view.hex}/{part.removesuffix(ENDING).replace('/', '_')}.jpg"


def tile(deposit: UUID, view: UUID, part: str) -> bytes:
    """The bytes of a part of a view; raises FileNotFoundError, or what else the storage says of a file that it has not."""
    with default_storage.open(tile_name(deposit, view, part)) as file:
        content: bytes = file.read()
    return content


@dataclass(frozen=True, slots=True)
class Room:
    """The bytes that the deposits of an institution take, and may take."""

    used: int
    most: int

    @property
    def left(self) -> int:
        """What may still come."""
        return max(self.most - self.used, 0)


def room_of(institution: Institution) -> Room:
    """What is kept of an institution, files on their way included; two statements."""
    views = DepositView.objects.filter(deposit__institution=institution, stored=True).aggregate(n=Coalesce(Sum("bytes"), 0))["n"]
    waiting = DepositFile.objects.filter(deposit__institution=institution).exclude(state=DepositFile.State.LET_GO)
    return Room(int(views) + int(waiting.aggregate(n=Coalesce(Sum("size"), 0))["n"]), settings.DEPOSIT_GIGABYTES * GIGABYTE)
