"""Deliveries that are asked for in the back office: made one after the other, kept with their files, and answered by the recipient."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from harvest.models import Delivery
from harvest.services import deliveries
from harvest.services.deliveries import MANIFEST, Prepared

logger = structlog.get_logger(__name__)
State = Delivery.State
MOST_RECEIPT = 5_000_000  # bytes
_CELLS = re.compile(r"[;,\t\r\n]+")


def folder_of(institution: str) -> Path:
    """Where the deliveries of an institution (its code) are kept."""
    return Path(settings.VAR_DIR) / "deliveries" / re.sub(r"[^A-Za-z0-9-]", "_", institution)


def ask(institution: str, *, author: str, everything: bool = False) -> Delivery:
    """Ask for a delivery; the one that is being made where somebody asked before."""
    try:
        with transaction.atomic():
            return Delivery.objects.create(institution=institution, author=author, everything=everything)
    except IntegrityError:
        return Delivery.objects.get(institution=institution, state=State.ASKED)


def waiting() -> list[int]:
    """The deliveries that are to be made, in the order in which they were asked for."""
    return list(Delivery.objects.filter(state=State.ASKED).order_by("pk").values_list("pk", flat=True))


def make(number: int) -> None:
    """Make a delivery that was asked for; what goes wrong is said in it. Nothing for one that is made already, or is being made."""
    with transaction.atomic():
        found = Delivery.objects.select_for_update(skip_locked=True).filter(pk=number, state=State.ASKED).first()
        if found is None:
            return
        try:
            with transaction.atomic():
                _make(found)
        except (OSError, DatabaseError) as error:
            logger.error("delivery_failed", delivery=number, error=str(error))
            found.state, found.problem = State.FAILED, (getattr(error, "strerror", "") or str(error))[:500]
        found.made_at = timezone.now()
        found.save()


def give_up(number: int) -> None:
    """Say of a delivery that it took longer than a worker may."""
    problem = gettext("It took too long: ask for it on the machine, with manage.py deliver.")
    Delivery.objects.filter(pk=number, state=State.ASKED).update(state=State.FAILED, problem=problem, made_at=timezone.now())


def _make(found: Delivery) -> None:
    folder = folder_of(found.institution)
    made = deliveries.prepare(found.institution, folder, everything=found.everything)
    found.blocked, found.standing = made.blocked, len(made.records)
    if made.is_empty:
        found.state = State.NOTHING
        return
    record(found, made, deliveries.write_out(made, found.institution, folder, now=_moment(folder)))


def _moment(folder: Path) -> datetime:
    """Now, or the first second after it of which no delivery bears the name."""
    now = timezone.localtime()
    while (folder / f"{now:%Y%m%d-%H%M%S}").exists():
        now += timedelta(seconds=1)
    return now


def record(found: Delivery, made: Prepared, folder: Path) -> None:
    """Keep of a delivery that was written what there is to know."""
    found.state, found.folder = State.MADE, folder.name
    found.new, found.changed, found.withdrawn = len(made.new), len(made.changed), len(made.withdrawn)
    found.blocked, found.standing = made.blocked, len(made.records)
    found.files = [_file(path) for path in sorted(folder.iterdir())]


def _file(path: Path) -> dict[str, Any]:
    return {"name": path.name, "size": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def path_of(found: Delivery, name: str) -> Path | None:
    """Where a file of a delivery lies; None for a name that it has not, or a file that is no more there."""
    if name not in {each["name"] for each in found.files}:
        return None
    path = folder_of(found.institution) / found.folder / name
    return path if path.is_file() else None


def receive(
    found: Delivery, *, on: date, accepted: int | None, refused: int | None, name: str = "", content: bytes | None = None, author: str
) -> None:
    """Keep what the recipient answered; the notices of the delivery that the answer names are those it refused, where it refused some."""
    found.receipt_on, found.accepted, found.refused, found.receipt_author = on, accepted, refused, author
    if content is not None:
        found.receipt_name, found.receipt = name[-200:], content
    text = bytes(found.receipt).decode("utf-8", "replace") if found.receipt else ""
    found.refused_records = sorted(_named_in(text, found)) if refused else []
    found.save()


def _named_in(text: str, found: Delivery) -> Iterator[str]:
    """The records of a delivery ("source/identifier") whose identifier or whole name stands in a cell of an answer."""
    manifest = path_of(found, MANIFEST)
    if manifest is None or not text:
        return
    cells = {cell.strip(" \"'") for cell in _CELLS.split(text)}
    for name in json.loads(manifest.read_text(encoding="utf-8"))["records"]:
        if name in cells or name.partition("/")[2] in cells:
            yield name
