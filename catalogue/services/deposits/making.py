"""The worker's part: pictures that wait are made, two at once; what falls is begun again, not for ever; what was removed is let go."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.core.messages import Message
from catalogue.models import Deposit, DepositFile, DepositView
from catalogue.pictures.making import AT_ONCE, Made, make
from catalogue.selectors.deposits import room_of
from catalogue.services import changes
from catalogue.services.deposits import pdf_pages, storing
from catalogue.services.deposits.receiving import forget_the_late, let_go, no_room
from catalogue.services.deposits.refusals import NotTaken

logger = structlog.get_logger(__name__)

MOST_TRIES: Final = 3
CLAIMED: Final = timedelta(minutes=3)  # longer than a task lasts: who claimed it then has fallen
CLEARED: Final = 20  # removed views let go in one turn, some sixty files each


class _Work(NamedTuple):
    view: DepositView
    source: Path
    folder: Path


def make_waiting(*, budget_seconds: float) -> int:
    """Make pictures that wait, for about so long; how many were made or refused."""
    end, done = time.monotonic() + budget_seconds, 0
    with TemporaryDirectory(prefix="deposit-") as place:
        while time.monotonic() < end and (claimed := _claim()):
            work = [one for view in claimed if (one := _fetched(view, Path(place))) is not None]
            with ThreadPoolExecutor(AT_ONCE) as hands:
                made = list(hands.map(lambda one: make(one.source, one.folder, page=one.view.page), work))
            for one, outcome in zip(work, made, strict=True):
                _keep(one, outcome)
                rmtree(one.folder)
                if not one.view.page:  # the other pages of a PDF are made of it, most of them in this turn
                    one.source.unlink()
            done += len(claimed)
    return done


def _claim() -> Sequence[DepositView]:
    """Views to be made now, each said to be in hand; none while others have both hands full."""
    now = timezone.now()
    waiting = DepositView.objects.filter(state=DepositView.State.WAITING)
    with transaction.atomic():
        free = AT_ONCE - waiting.filter(tried_at__gte=now - CLAIMED).count()
        asked = (
            waiting.filter(Q(tried_at=None) | Q(tried_at__lt=now - CLAIMED))
            .select_related("file", "deposit__institution")
            .order_by("added_at", "place", "pk")
        )
        claimed = list(asked.select_for_update(of=("self",), skip_locked=True)[:free]) if free > 0 else []
        for view in claimed:
            view.tried_at, view.tries = now, view.tries + 1
            view.save(update_fields=["tried_at", "tries"])
    return claimed


def _fetched(view: DepositView, place: Path) -> _Work | None:
    """The file of a view on this machine; None where it cannot be had, and the view says why."""
    if view.tries > MOST_TRIES:
        _refuse(view, NotTaken("picture_not_made", tries=MOST_TRIES).message)
        return None
    if view.page and not room_of(view.deposit.institution).left:
        _refuse(view, no_room(view.deposit.institution, name=view.name).message)
        return None
    try:
        source = _source(view, place)
    except FileNotFoundError:
        _refuse(view, NotTaken("picture_lost").message)
        return None
    if trouble := pdf_pages.opened(view, source):
        _refuse(view, trouble)
        return None
    folder = place / view.pk.hex
    folder.mkdir()
    return _Work(view, source, folder)


def _source(view: DepositView, place: Path) -> Path:
    """The file of a view, copied once for all of its pages. Raises FileNotFoundError."""
    if view.file is None:
        raise FileNotFoundError
    source = place / f"{view.file.pk.hex}.file"
    if not source.exists():
        coming = source.with_suffix(".coming")
        with coming.open("wb") as copied:
            for block in storing.content_of(view.file):
                copied.write(block)
        coming.rename(source)
    return source


def _keep(work: _Work, outcome: Made | Message) -> None:
    view = work.view
    if isinstance(outcome, Message):
        _refuse(view, outcome)
        return
    view.width, view.height, view.bytes = outcome.width, outcome.height, outcome.bytes
    told = {"width": view.width, "height": view.height, "bytes": view.bytes, "stored": True}
    if not _waiting(view).update(**told):
        return  # removed meanwhile
    storing.put_tiles(view, work.folder)
    _waiting(view).update(state=DepositView.State.MADE, reason=None)
    _forget_source(view)
    if view.deposit.state == Deposit.State.SHOWN:
        changes.tell()


def _refuse(view: DepositView, message: Message) -> None:
    logger.info("picture_refused", view=str(view.pk), reason=message.code)
    _waiting(view).update(state=DepositView.State.REFUSED, reason=message.as_json())
    _forget_source(view)


def _waiting(view: DepositView) -> QuerySet[DepositView]:
    return DepositView.objects.filter(pk=view.pk, state=DepositView.State.WAITING)


def _forget_source(view: DepositView) -> None:
    if view.file is not None and not view.file.views.filter(state=DepositView.State.WAITING).exists():
        let_go(view.file)


def tidy() -> int:
    """Let go of the files of what was removed, and of what never came whole; how many views were cleared."""
    forget_the_late()
    removed = DepositView.objects.filter(state=DepositView.State.REMOVED, stored=True)
    for view in (found := list(removed[:CLEARED])):
        storing.forget_tiles(view)
        DepositView.objects.filter(pk=view.pk).update(stored=False, bytes=0)
    orphans = DepositFile.objects.exclude(state=DepositFile.State.LET_GO).filter(deposit__state=Deposit.State.REMOVED)
    for file in orphans[:CLEARED]:
        let_go(file)
    return len(found)
