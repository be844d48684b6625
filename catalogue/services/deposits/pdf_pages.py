"""The pages of a deposited PDF: its one view becomes as many as it has pages, side by side, each made as any other picture."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import F

from catalogue.core.messages import Message
from catalogue.models import Deposit, DepositView
from catalogue.pdf.reading import HEAD, NotRead, count_of, is_pdf
from catalogue.pictures.refusals import Refused
from catalogue.services.deposits.receiving import MOST_VIEWS
from catalogue.services.deposits.refusals import NotTaken

MOST_PAGES: Final = 500


def opened(view: DepositView, source: Path) -> Message | None:
    """Where the file of a view is a PDF whose pages are not told apart yet, tell them apart: this view is its first page. A message where
    it is none that can be taken.
    """
    with source.open("rb") as file:
        if view.page or not is_pdf(file.read(HEAD)):
            return None
    count = count_of(source, most_pages=MOST_PAGES)
    if isinstance(count, NotRead):
        if count.reason == "costly":
            return Refused("picture_costly").message
        return Refused(
            f"picture_pdf_{count.reason}", **({"count": count.count, "most": MOST_PAGES} if count.reason == "long" else {})
        ).message
    return _told_apart(view, count)


@transaction.atomic
def _told_apart(view: DepositView, count: int) -> Message | None:
    Deposit.objects.select_for_update().get(pk=view.deposit_id)
    views = DepositView.objects.filter(deposit=view.deposit_id)
    if views.exclude(state=DepositView.State.REMOVED).count() + count - 1 > MOST_VIEWS:
        return NotTaken("deposit_too_many", name=view.name[:80], most=MOST_VIEWS).message
    place = views.values_list("place", flat=True).get(pk=view.pk)
    views.filter(place__gt=place).update(place=F("place") + count - 1)
    DepositView.objects.bulk_create(
        DepositView(deposit_id=view.deposit_id, file_id=view.file_id, name=view.name, place=place + number - 1, page=number)
        for number in range(2, count + 1)
    )
    views.filter(pk=view.pk).update(page=1)
    view.page = 1
    return None
