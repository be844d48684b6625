"""The views of a deposit are ordered and named, shown to readers, removed; what was shown leaves a tombstone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.models import Deposit, DepositFile, DepositView
from catalogue.selectors.deposits import records_of
from catalogue.services import changes, marks
from catalogue.services.consumers import Origin
from catalogue.services.deposits.receiving import let_go
from catalogue.services.deposits.refusals import NotTaken

LONGEST: Final = 200


class Arranged(NamedTuple):
    """What a person says of a view: its place among the others from 1, its label, the title of the part that begins with it."""

    view: UUID
    place: int
    label: str
    part: str


def arrange(deposit: Deposit, said: Iterable[Arranged]) -> None:
    """Put views where they are wanted, and name them; those that nothing is said of keep their order around them."""
    with transaction.atomic():
        Deposit.objects.select_for_update().get(pk=deposit.pk)
        order = list(deposit.views.exclude(state=DepositView.State.REMOVED).order_by("place", "pk"))
        known = {view.pk: view for view in order}
        before = {view.pk: (number, view.place, view.label, view.part) for number, view in enumerate(order, 1)}
        moved = []
        for one in said:
            if (view := known.get(one.view)) is None:
                continue
            view.label, view.part = (" ".join(text.split())[:LONGEST] for text in (one.label, one.part))
            if one.place != before[view.pk][0]:
                moved.append((max(one.place, 1), one.place > before[view.pk][0], view))
        order = _placed(order, moved)
        for number, view in enumerate(order, 1):
            view.place = number
        changed = [view for view in order if (view.place, view.label, view.part) != before[view.pk][1:]]
        DepositView.objects.bulk_update(changed, ["place", "label", "part"])
    _tell(deposit)


def _placed(order: list[DepositView], moved: list[tuple[int, bool, DepositView]]) -> list[DepositView]:
    """The views that are moved at the places wanted, the others in their order in what is left."""
    still = [view for view in order if view not in {one for _, _, one in moved}]
    for place, _, view in sorted(moved, key=lambda one: one[:2]):
        still.insert(place - 1, view)
    return still


def show(deposit: Deposit) -> None:
    """Let readers see a deposit, and what is still to be made of it as soon as it is. Raises NotTaken."""
    if deposit.state == Deposit.State.REMOVED:
        raise NotTaken("deposit_removed")
    if not deposit.views.filter(state__in=[DepositView.State.MADE, DepositView.State.WAITING]).exists():
        raise NotTaken("deposit_nothing_made")
    deposit.state, deposit.shown_at = Deposit.State.SHOWN, deposit.shown_at or timezone.now()
    with transaction.atomic():
        deposit.save(update_fields=["state", "shown_at"])
        _mark(deposit)
    changes.tell()


def hide(deposit: Deposit) -> None:
    """Take a deposit from readers' sight for a while."""
    with transaction.atomic():
        Deposit.objects.filter(pk=deposit.pk, state=Deposit.State.SHOWN).update(state=Deposit.State.DRAFT)
        _mark(deposit)
    changes.tell()


def remove(deposit: Deposit) -> None:
    """Remove a deposit for ever: its files leave by and by, its addresses say what it was."""
    with transaction.atomic():
        held = Deposit.objects.select_for_update().get(pk=deposit.pk)
        if held.state == Deposit.State.REMOVED:
            return
        held.state, held.removed_at = Deposit.State.REMOVED, timezone.now()
        held.save(update_fields=["state", "removed_at"])
        held.views.update(state=DepositView.State.REMOVED)
        _mark(held)
    changes.tell()


def remove_view(view: DepositView) -> None:
    """Remove one view; its address says that it was there."""
    DepositView.objects.filter(pk=view.pk).update(state=DepositView.State.REMOVED)
    file = DepositFile.objects.filter(views=view).exclude(state=DepositFile.State.LET_GO).first()
    if file is not None and not file.views.filter(state=DepositView.State.WAITING).exists():
        let_go(file)
    _tell(view.deposit)


def _mark(deposit: Deposit) -> None:
    """Whether there is something to see is found by the search."""
    marks.mark(Kind.NOTICE, sorted(records_of(deposit)), origin=Origin.PICTURES)


def _tell(deposit: Deposit) -> None:
    """Nobody has a page of a draft."""
    if deposit.state == Deposit.State.SHOWN:
        changes.tell()
