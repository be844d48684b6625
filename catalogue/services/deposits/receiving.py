"""Files come in: whole, by a form; or piece by piece, each checked, so that what was cut goes on where it stopped."""

from __future__ import annotations

import hashlib
import zlib
from datetime import timedelta
from typing import Final

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from catalogue.models import Deposit, DepositFile, DepositView, Institution
from catalogue.selectors.deposits import GIGABYTE, room_of
from catalogue.services.deposits import storing
from catalogue.services.deposits.refusals import NotTaken

MEGABYTE: Final = 10**6
LARGEST: Final = 200 * MEGABYTE  # of a file: 60 million pixels as TIFF, not compressed
LARGEST_PIECE: Final = 4 * 2**20
MOST_VIEWS: Final = 1000
PATIENCE: Final = timedelta(days=7)  # for the rest of a file


class OutOfStep(Exception):
    """A piece does not begin where the last one ended; ``received``: the bytes that are there."""

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__(str(received))


def take(deposit: Deposit, content: File, *, name: str) -> DepositView:
    """Take a whole file in, to be made by a worker. Raises NotTaken."""
    with transaction.atomic():
        _look_at(_locked(deposit), name=name, size=content.size)
        file = DepositFile.objects.create(deposit=deposit, name=name[-300:], size=content.size, received=content.size, pieces=1)
        storing.put_piece(file, 0, content)
        return _there(file)


def begin(deposit: Deposit, *, name: str, size: int, mark: str) -> DepositFile:
    """A file that is going to come piece by piece, or goes on: ``mark`` is what its browser knows it by. Raises NotTaken."""
    known = hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()
    with transaction.atomic():
        held = _locked(deposit)
        found = DepositFile.objects.filter(deposit=deposit, mark=known, state=DepositFile.State.ARRIVING).first()
        if found is not None and found.size == size:
            return found
        _look_at(held, name=name, size=size)
        return DepositFile.objects.create(deposit=deposit, name=name[-300:], size=size, mark=known)


def append(file: DepositFile, piece: bytes, *, offset: int, crc: int) -> DepositFile:
    """Add a piece that begins at ``offset``; its sum (CRC-32) tells whether it arrived as it left. The file, whole after its last piece.

    Raises OutOfStep, which says where to go on, and NotTaken.
    """
    with transaction.atomic():
        if _locked(file.deposit).state == Deposit.State.REMOVED:
            raise NotTaken("deposit_removed")
        held = DepositFile.objects.select_for_update().get(pk=file.pk)
        if held.state != DepositFile.State.ARRIVING or offset != held.received:
            raise OutOfStep(held.received)
        fits = 0 < len(piece) <= LARGEST_PIECE and held.received + len(piece) <= held.size
        if not fits or zlib.crc32(piece) != crc:
            raise NotTaken("deposit_piece", name=held.name)
        storing.put_piece(held, held.pieces, ContentFile(piece))
        held.pieces, held.received = held.pieces + 1, held.received + len(piece)
        held.save()
        if held.received == held.size:
            _there(held)
    return held


def _locked(deposit: Deposit) -> Deposit:
    return Deposit.objects.select_for_update(of=("self",)).select_related("institution").get(pk=deposit.pk)


def _look_at(deposit: Deposit, *, name: str, size: int) -> None:
    """Whether a file of this size may come."""
    if deposit.state == Deposit.State.REMOVED:
        raise NotTaken("deposit_removed")
    if size <= 0:
        raise NotTaken("deposit_file_empty", name=name[:80])
    if size > LARGEST:
        raise NotTaken("deposit_file_too_long", name=name[:80], megabytes=-(-size // MEGABYTE), most=LARGEST // MEGABYTE)
    if deposit.views.exclude(state=DepositView.State.REMOVED).count() + _arriving(deposit) >= MOST_VIEWS:
        raise NotTaken("deposit_too_many", name=name[:80], most=MOST_VIEWS)
    room = room_of(deposit.institution)
    if size > room.left:
        raise no_room(deposit.institution, name=name)


def no_room(institution: Institution, *, name: str) -> NotTaken:
    """What is said of what does not fit."""
    room = room_of(institution)
    return NotTaken("deposit_no_room", name=name[:80], used=f"{room.used / GIGABYTE:.1f}", most=f"{room.most / GIGABYTE:g}")


def _arriving(deposit: Deposit) -> int:
    return deposit.files.filter(state=DepositFile.State.ARRIVING).count()


def _there(file: DepositFile) -> DepositView:
    """The view of a file that is whole, after the others."""
    file.state = DepositFile.State.WHOLE
    file.save(update_fields=["state", "changed_at"])
    last = DepositView.objects.filter(deposit=file.deposit_id).aggregate(n=Max("place"))["n"] or 0
    return DepositView.objects.create(deposit_id=file.deposit_id, file=file, name=file.name, place=last + 1)


def forget_the_late() -> int:
    """Let go of files whose rest never came; how many."""
    late = DepositFile.objects.filter(state=DepositFile.State.ARRIVING, changed_at__lt=timezone.now() - PATIENCE)
    for file in late:
        let_go(file)
    return len(late)


def let_go(file: DepositFile) -> None:
    """Forget the bytes of a file; its name stays with its views."""
    storing.forget_file(file)
    DepositFile.objects.filter(pk=file.pk).update(state=DepositFile.State.LET_GO)
