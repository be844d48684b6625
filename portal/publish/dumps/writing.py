"""A dump written: one walk through the notices, those of each source in files of their own; then institutions, fonds and finding aids."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.core.serialization import from_json
from catalogue.formats.base import UNIMARC
from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.received import marc_record
from catalogue.formats.unimarc.writing import write as write_unimarc
from catalogue.selectors import disseminated, disseminated_finding_aids, finding_aid_files, finding_aids, fonds, institutions
from catalogue.selectors.disseminated import Item, Place
from harvest.selectors import originals
from portal.public import addresses
from portal.publish.dumps import manifest
from portal.publish.dumps.manifest import DumpFile, Manifest

AT_ONCE = 1000
_BEGINNING = Place(datetime(1, 1, 2, tzinfo=UTC), 0)
_LEVEL = 5
_XML = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{MARCXCHANGE}">\n'.encode()
INSTITUTION_COLUMNS = (
    "isil", "rcr", "ark", "title", "kind", "town", "insee", "department", "latitude", "longitude", "address", "telephone", "email",
    "website",
)  # fmt: skip


class _Source:
    """The two files of a source's notices, being written."""

    def __init__(self, folder: Path, item: Item, opened: ExitStack) -> None:
        self.item, self.records = item, 0
        self.lines = self._open(folder, f"{item.slug}.ndjson.gz", opened)
        self.marc = self._open(folder, f"{item.slug}.marcxchange.xml.gz", opened)
        self.marc.write(_XML)

    @staticmethod
    def _open(folder: Path, name: str, opened: ExitStack) -> gzip.GzipFile:
        # Without a date of its own a file of the same notices is the same file.
        raw = opened.enter_context((folder / name).open("wb"))
        return opened.enter_context(gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=_LEVEL, mtime=0))

    def keep(self, item: Item, original: bytes | None) -> None:
        """Write a notice."""
        self.records += 1
        self.lines.write(_line(item))
        record = marc_record(original) if original is not None and item.format == UNIMARC else None
        made = record or write_unimarc(from_json(item.description), entered=item.received.date())
        self.marc.write(write_marcxml(made, namespace=MARCXCHANGE) + b"\n")


def write(*, now: datetime | None = None) -> Path:
    """Write a dump and put it in its place; the folder that holds it. Older ones go, but for the one before. Raises OSError."""
    now = now or timezone.localtime()
    final = manifest.root() / f"{now:%Y%m%d-%H%M%S}"
    part = final.with_name(f"{final.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    files = [*_notices(part), _institutions(part), _fonds(part), _aids(part)]
    said = Manifest(
        made=now, title=settings.WAGTAIL_SITE_NAME, publisher=settings.PUBLISHER or settings.WAGTAIL_SITE_NAME,
        licence_url=settings.METADATA_LICENCE, files=tuple(files),
    )  # fmt: skip
    (part / manifest.NAME).write_bytes(msgspec.json.format(msgspec.json.encode(said), indent=1))
    part.rename(final)
    for old in manifest.standing()[manifest.KEPT :]:
        shutil.rmtree(old, ignore_errors=True)
    return final


def _notices(folder: Path) -> list[DumpFile]:
    """The notices shown, each source by itself; two statements a thousand."""
    known: dict[str, _Source] = {}
    with ExitStack() as opened:
        for item, original in _items():
            if item.slug not in known:
                known[item.slug] = _Source(folder, item, opened)
            known[item.slug].keep(item, original)
        for source in known.values():
            source.marc.write(b"</collection>\n")
    found = []
    for slug, source in sorted(known.items()):
        told = source.item
        terms = {"source": slug, "source_name": told.source_name, "licence": told.licence, "licence_url": told.licence_url}
        for name, kind, title in (
            (f"{slug}.ndjson.gz", "application/x-ndjson+gzip", gettext("Notices of %(source)s, one JSON a line")),
            (f"{slug}.marcxchange.xml.gz", "application/xml+gzip", gettext("Notices of %(source)s in UNIMARC (marcxchange)")),
        ):
            found.append(_file(folder / name, kind, title % {"source": told.source_name}, source.records, **terms))
    return found


def _items() -> Iterator[tuple[Item, bytes | None]]:
    before, place = disseminated.horizon(), _BEGINNING
    while page := disseminated.page(place, before=before, size=AT_ONCE, chosen={}, described=True):
        shown = [item for item in page if item.shown]
        came = originals.of([(item.source, item.identifier) for item in shown])
        for item in shown:
            original = came.get((item.source, item.identifier))
            yield item, original.data if original else None
        place = Place(page[-1].changed, page[-1].number)


def _line(item: Item) -> bytes:
    """A notice as a line: what names it, and its description as it is stored, which is not read."""
    said = {
        "ark": addresses.identifier_of(item.ark) if item.ark else "",
        "source": item.slug,
        "identifier": item.identifier,
        "format": item.format,
        "received": item.received,
        "changed": item.changed,
    }
    return b'%b,"description":%b}\n' % (msgspec.json.encode(said)[:-1], item.description.encode())


def _file(path: Path, kind: str, title: str, records: int, **terms: str) -> DumpFile:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return DumpFile(name=path.name, title=title, media_type=kind, size=path.stat().st_size, sha256=digest, records=records, **terms)


def _institutions(folder: Path) -> DumpFile:
    """Those that have a page or that a record names, as a table; a statement a thousand."""
    path, count, after = folder / "etablissements.csv", 0, ""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(INSTITUTION_COLUMNS)
        while page := institutions.following(after, most=AT_ONCE):
            table.writerows([getattr(one, name) for name in INSTITUTION_COLUMNS] for one in page)
            count, after = count + len(page), page[-1].isil
    return _file(path, "text/csv", gettext("Institutions"), count)


def _fonds(folder: Path) -> DumpFile:
    """The published fonds, one JSON a line; a statement a thousand."""
    path, count, after = folder / "fonds.ndjson", 0, ""
    with path.open("wb") as lines:
        while page := fonds.found(fonds.Wanted(after=after), most=AT_ONCE):
            lines.writelines(msgspec.json.encode(one.description) + b"\n" for one in page)
            count, after = count + len(page), page[-1].path
    return _file(path, "application/x-ndjson", gettext("Fonds, one JSON a line"), count)


def _aids(folder: Path) -> DumpFile:
    """The finding aids in EAD 2002, each a file of the archive; none is held."""
    path, count, place = folder / "instruments-de-recherche.ead.zip", 0, _BEGINNING
    before = disseminated.horizon()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        while page := disseminated_finding_aids.page(place, before=before, size=AT_ONCE):
            for told in page:
                found = finding_aids.by_ark(told.ark) if told.shown else None
                if found is not None:
                    _pieces(archive, f"{told.ark.replace('/', '-')}.xml", partial(finding_aid_files.written, found))
                    count += 1
            place = Place(page[-1].changed, page[-1].number)
    return _file(path, "application/zip", gettext("Finding aids in EAD"), count)


def _pieces(archive: zipfile.ZipFile, name: str, pieces: Callable[[], Iterator[bytes]]) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as out:
        target: Any = io.BufferedWriter(out) if isinstance(out, io.RawIOBase) else out
        target.writelines(pieces())
        target.flush()
