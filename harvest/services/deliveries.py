"""Deliveries of an institution's notices, to CCFr's Base patrimoine or another recipient: files in UNIMARC, what was found before sending,
and only what changed.

A delivery is a folder: one file of records for each fonds, the records withdrawn, the findings, checksums, a letter, and a manifest, by
which the next delivery knows what was sent. It is written beside and renamed: a folder that is there is whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from django.utils.translation import gettext, override

from catalogue.core.aligning import Alignment
from catalogue.core.serialization import from_json
from catalogue.core.text import words
from catalogue.formats.base import UNIMARC
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.received import marc_record
from catalogue.formats.unimarc.preflight import Finding, check, fits
from catalogue.formats.unimarc.recipients import Around, Recipient, fitted, recipients
from catalogue.formats.unimarc.writing import write
from catalogue.selectors import disseminated
from catalogue.selectors.disseminated import Item, Place
from catalogue.services import alignments
from harvest.selectors import originals
from harvest.selectors.originals import Original

MANIFEST, FINDINGS, WITHDRAWN, SUMS, LETTER = "manifest.json", "controle.csv", "retraits.txt", "SHA256SUMS", "lettre.txt"
CCFR = "ccfr"
_PAGE = 200
_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
_NAME = re.compile(r"\d{8}-\d{6}")
_NO_FONDS = "sans-fonds"


@dataclass(slots=True)
class Prepared:
    """What is to be sent, and what became of each record: ``records`` is the digest of each one that stands, by what names it."""

    files: dict[str, list[bytes]] = field(default_factory=dict)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    blocked: int = 0
    to: str = CCFR

    @property
    def recipient(self) -> Recipient:
        """To whom it goes."""
        return recipients()[self.to]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing new to say."""
        return not (self.new or self.changed or self.withdrawn)


def prepare(institution: str, folder: Path, *, everything: bool = False, recipient: str = CCFR) -> Prepared:
    """What an institution (its code) would send now, of what its last delivery under ``folder`` did not hold; writes nothing."""
    sent = _sent(folder, recipient)
    before = {} if everything else sent
    made = Prepared(to=recipient)
    for item, original, alignment in _items(institution):
        name = f"{item.slug}/{item.identifier}"
        around = Around(institution, str(item.number), item.changed.date(), alignment)
        record, changes = fitted(_record(item, original), made.recipient, around)
        found = check(record) if made.recipient.rules == CCFR else fits(record)
        made.findings += [(name, finding) for finding in (*found, *(Finding("changed", change) for change in changes))]
        if any(finding.weight == "blocking" for finding in found):
            made.blocked += 1
            if name in sent:  # the recipient keeps what was sent: it was not withdrawn, and once mended it has changed
                made.records[name] = sent[name]
            continue
        data = write_iso2709(record, charset=made.recipient.charset)
        digest = hashlib.sha256(data).hexdigest()
        made.records[name] = digest
        if before.get(name) != digest:
            (made.changed if name in before else made.new).append(name)
            made.files.setdefault(_file_of(record), []).append(data)
    made.withdrawn = sorted(before.keys() - made.records.keys())
    return made


def write_out(made: Prepared, institution: str, folder: Path, *, now: datetime) -> Path:
    """Write a delivery under ``folder``; the folder that holds it. Raises FileExistsError where one of the same second is there."""
    final = folder / f"{now:%Y%m%d-%H%M%S}"
    if final.exists():
        raise FileExistsError(final)
    part = final.with_name(f"{final.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, records in made.files.items():
        (part / name).write_bytes(b"".join(records))
    if made.withdrawn:
        (part / WITHDRAWN).write_text("".join(f"{name}\n" for name in made.withdrawn), encoding="utf-8")
    (part / FINDINGS).write_text(_findings(made), encoding="utf-8")
    (part / LETTER).write_text(_letter(made, institution, now), encoding="utf-8")
    manifest = {"institution": institution, "recipient": made.to, "made": now.isoformat(timespec="seconds"), "records": made.records}
    (part / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(part.iterdir()))
    (part / SUMS).write_text(sums, encoding="utf-8")
    part.rename(final)
    return final


def _items(institution: str) -> Iterator[tuple[Item, Original | None, Alignment]]:
    """The notices shown of an institution, page after page, with what was received of them and what they were aligned with."""
    before, place = disseminated.horizon(), Place(_BEGINNING, 0)
    while page := disseminated.page(place, before=before, size=_PAGE, chosen={"institution": institution}, described=True):
        shown = [item for item in page if item.shown and institution in item.institutions]
        known = originals.of([(item.source, item.identifier) for item in shown])
        aligned = {source: alignments.of(source, [one.identifier for one in shown if one.source == source]) for source in _sources(shown)}
        for item in shown:
            yield item, known.get((item.source, item.identifier)), aligned[item.source].get(item.identifier, Alignment())
        place = Place(page[-1].changed, page[-1].number)


def _sources(items: Iterable[Item]) -> list[int]:
    return sorted({item.source for item in items})


def _record(item: Item, original: Original | None) -> MarcRecord:
    """The notice as it came in UNIMARC, else written from what it says."""
    came = marc_record(original.data) if original is not None and item.format == UNIMARC else None
    return came or write(from_json(item.description), entered=item.received.date())


def _file_of(record: MarcRecord) -> str:
    """CCFr loads fonds by fonds: the file of the first fonds that a copy names (930 $c, 995 $e)."""
    fonds = record.first("930", "c") or record.first("995", "e")
    return f"notices-{'-'.join(words(fonds))[:60] or _NO_FONDS}.mrc"


def _sent(folder: Path, recipient: str) -> Mapping[str, str]:
    """What the last delivery to a recipient held, by what names each record; nothing before the first one."""
    named = folder.glob("*") if folder.is_dir() else ()
    whole = sorted(path for path in named if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file())
    for path in reversed(whole):
        manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        if manifest.get("recipient", CCFR) == recipient:
            return cast("dict[str, str]", manifest["records"])
    return {}


def _findings(made: Prepared) -> str:
    """The findings as a table for librarians, in French."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    with override("fr"):
        table.writerow([gettext("record"), gettext("weight"), gettext("what was found")])
        weights = {"blocking": gettext("not sent"), "poorer": gettext("sent, poorer"), "changed": gettext("sent, changed")}
        table.writerows([name, weights[finding.weight], finding.message.sentence(gettext)] for name, finding in made.findings)
    return out.getvalue()


def _letter(made: Prepared, institution: str, now: datetime) -> str:
    """The covering letter, in French."""
    with override("fr"):
        return gettext(
            "Delivery: %(recipient)s\n\nInstitution: %(institution)s\nDate: %(date)s\n"
            "Format: UNIMARC, ISO 2709, %(charset)s, one file for each fonds\nNew notices: %(new)d\nChanged notices: %(changed)d\n"
            "Withdrawn notices: %(withdrawn)d (retraits.txt)\nNotices kept back, to be mended: %(blocked)d (controle.csv)\n\n"
            "The checksums of the files are in SHA256SUMS.\n"
        ) % {
            "recipient": made.recipient.title, "charset": made.recipient.charset.upper().replace("ISO-", "ISO "),
            "institution": institution, "date": f"{now:%d/%m/%Y}", "new": len(made.new), "changed": len(made.changed),
            "withdrawn": len(made.withdrawn), "blocked": made.blocked,
        }  # fmt: skip
