"""The thumbnails of kept documents: which is wanted next, what is kept of a picture that came, what is said where none did."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from catalogue.core.description import Description
from catalogue.core.messages import Message
from catalogue.core.serialization import from_json
from catalogue.models import LocalThumbnail
from catalogue.pictures.layout import FULL, Layout
from catalogue.pictures.making import make
from catalogue.selectors.local_thumbnails import file_name
from catalogue.selectors.statements import rows

LONGEST: Final = 400  # pixels, of either side
MOST_TRIES: Final = 3
AGAIN_AFTER: Final = timedelta(days=1)
_WANTED: Final = """
    SELECT decision.source_id, decision.identifier, record.description::text FROM catalogue_localdecision AS decision
    JOIN catalogue_record AS record ON record.source_id = decision.source_id AND record.identifier = decision.identifier
    LEFT JOIN catalogue_localthumbnail AS picture ON picture.source_id = decision.source_id AND picture.identifier = decision.identifier
    WHERE decision.current AND decision.state = 'kept' AND record.state <> 'tombstone'
      AND (picture.id IS NULL OR (picture.state = 'failed' AND picture.tries < %(tries)s AND picture.asked_at < %(before)s))
    ORDER BY picture.id IS NOT NULL, decision.id DESC LIMIT 1
"""


class Wanted(NamedTuple):
    """A kept document without a thumbnail: its source, its identifier there, what it says."""

    source: int
    identifier: str
    description: Description


def next_wanted() -> Wanted | None:
    """The document to look for next, the last kept first, then those that failed a day ago; None where all is done. One statement."""
    found = rows(_WANTED, tries=MOST_TRIES, before=timezone.now() - AGAIN_AFTER)
    return Wanted(found[0][0], found[0][1], from_json(found[0][2])) if found else None


def keep(wanted: Wanted, data: bytes, *, address: str) -> Message | None:
    """Keep a picture that came, written anew from its pixels in a process of its own, small; why not, where it is none."""
    with TemporaryDirectory(prefix="thumbnail-") as place:
        source, folder = Path(place) / "file", Path(place) / "made"
        source.write_bytes(data)
        folder.mkdir()
        made = make(source, folder)
        if isinstance(made, Message):
            fail(wanted, made.code, address=address)
            return made
        layout = Layout(made.width, made.height)
        sizes = [layout.size(factor) for factor in layout.wholes]
        wide, tall = next((size for size in sizes if max(size) <= LONGEST), sizes[-1])
        said = {"state": LocalThumbnail.State.KEPT, "address": address, "tries": 0, "reason": "", "asked_at": timezone.now()}
        row = _row(wanted, {**said, "width": wide, "height": tall})
        with (folder / layout.named(FULL, f"{wide},{tall}")).open("rb") as picture:
            default_storage.delete(file_name(row.pk))
            default_storage.save(file_name(row.pk), File(picture))
    return None


def fail(wanted: Wanted, reason: str, *, address: str) -> None:
    """One more failure; after some it is left at that."""
    row = _row(wanted, {"state": LocalThumbnail.State.FAILED, "address": address, "reason": reason[:60], "asked_at": timezone.now()})
    row.tries += 1
    row.save(update_fields=["tries"])


def give_up(wanted: Wanted) -> None:
    """Nothing says where a picture of it would be: it is not looked for again."""
    _row(wanted, {"state": LocalThumbnail.State.NONE})


def _row(wanted: Wanted, said: dict[str, object]) -> LocalThumbnail:
    found, _made = LocalThumbnail.objects.update_or_create(source_id=wanted.source, identifier=wanted.identifier, defaults=said)
    return found
