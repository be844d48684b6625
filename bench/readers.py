"""How fast records are read, against pymarc, on the real records beside the repository: ratios, not seconds.

usage: python -m bench.readers [folder of the real records]

Both sides read the same bytes in turn, several times, in processor time; the best of each counts. A record counts as equal
where every tag, indicator, code and value is the same as pymarc's, both in NFC; pymarc is asked for the right character set
(UNIMARC has none that it knows, and it drops the non-sorting marks of MARC-8: both are named in the result).
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import redirect_stderr
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax import SAXException

import pymarc
from lxml import etree

from bench.rounds import rounds
from bench.table import Figure, NotMeasured
from catalogue.formats.envelopes import open_envelope
from catalogue.formats.marc.charsets import ISO5426, UTF8, WINDOWS
from catalogue.formats.marc.iso2709 import parse_iso2709
from catalogue.formats.marc.iso2709_stream import split_records
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc.xml import is_marc_record, parse_marcxml
from catalogue.formats.marc.xml_scan import scan_marcxml
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.files import split_xml
from catalogue.formats.xml.safety import parse_xml

ISO2709_KINDS = ("unimarc_iso2709", "marc21_iso2709")
XML_KINDS = ("unimarc_xml", "marcxml", "sru", "oai_pmh")


def shared_data() -> Path:
    """The folder of the real records."""
    parent = os.environ.get("TRABOULE_SHARED") or Path(__file__).resolve().parents[2] / "shared"
    return Path(parent) / "data"


def _quiet() -> None:
    """pymarc says much of what it meets, on the log and on standard error; that would be timed too."""
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)


def _best(work: Callable[[], Any]) -> float:
    """The shortest of several runs, in seconds of processor time."""
    times = []
    for _ in range(rounds(5)):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def iso2709_files(folder: Path) -> list[tuple[str, bytes]]:
    """(path, bytes) of the ISO 2709 files that pymarc can go through, split cleanly: (path, bytes of its good records)."""
    files = []
    for kind in ISO2709_KINDS:
        for path in sorted((folder / kind).rglob("*")):
            if not path.is_file():
                continue
            with path.open("rb") as stream:
                good = [chunk.data for chunk in split_records(stream) if not chunk.fault and _pymarc_takes(chunk.data)]
            if good:
                files.append((path.relative_to(folder).as_posix(), b"".join(good)))
    return files


def _pymarc_takes(data: bytes) -> bool:
    """Whether pymarc reads the record's structure (its bytes as they are, no character set)."""
    with redirect_stderr(io.StringIO()):
        return next(iter(pymarc.MARCReader(data, to_unicode=False)), None) is not None


def read_with_pymarc(data: bytes) -> int:
    """Every record by pymarc's reader; how many."""
    return sum(1 for _ in pymarc.MARCReader(data, hide_utf8_warnings=True))


def read_with_ours(data: bytes) -> int:
    """Every record by ours; how many."""
    count = 0
    for chunk in split_records(io.BytesIO(data)):
        try:
            parse_iso2709(chunk.data)
            count += 1
        except BadRecord:
            continue
    return count


def _composed(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def flat(record: MarcRecord) -> list[Any]:
    """Our fields as plain tuples."""
    return [(f.tag, f.value) if not f.subfields else (f.tag, f.indicators, tuple(f.subfields)) for f in record.fields]


def flat_pymarc(record: pymarc.Record) -> list[Any]:
    """pymarc's fields as the same tuples."""
    return [
        (f.tag, _composed(f.data or ""))
        if f.control_field
        else (f.tag, "".join(f.indicators or ()), tuple((part.code, _composed(part.value)) for part in f.subfields))
        for f in record.fields
    ]


def _reference(data: bytes, ours: MarcRecord) -> list[Any] | None:
    """What pymarc reads of one record when told its character set; None where it has no such set or fails."""
    options: dict[str, Any] = {"force_utf8": True} if ours.charset == UTF8 else {"hide_utf8_warnings": True}
    if ours.charset in {ISO5426, WINDOWS}:
        return None
    with redirect_stderr(io.StringIO()):
        record = next(iter(pymarc.MARCReader(data, **options)), None)
    return flat_pymarc(record) if record is not None else None


def compare_iso2709(folder: Path) -> dict[str, Any]:
    """How many records have the same fields in both, and which files differ."""
    equal = compared = beyond = 0
    different: dict[str, int] = {}
    for name, data in iso2709_files(folder):
        for chunk in split_records(io.BytesIO(data)):
            try:
                ours = parse_iso2709(chunk.data)
            except BadRecord:
                beyond += 1
                continue
            theirs = None if ours.warnings else _reference(chunk.data, ours)
            if theirs is None:
                beyond += 1
                continue
            compared += 1
            if [_bare(part) for part in flat(ours)] == [_bare(part) for part in theirs]:
                equal += 1
            else:
                different[name] = different.get(name, 0) + 1
    return {"compared": compared, "equal": equal, "pymarc_cannot_read": beyond, "different": different}


_NONSORTING = dict.fromkeys(map(ord, "\x88\x89\x98\x9c"))


def _bare(field: tuple) -> tuple:
    """A field without non-sorting marks, which pymarc drops in MARC-8 and writes in two ways in UTF-8."""
    if len(field) == 2:
        return (field[0], field[1].translate(_NONSORTING))
    return (field[0], field[1], tuple((code, value.translate(_NONSORTING)) for code, value in field[2]))


def iso2709_ratio(folder: Path | None = None) -> dict[str, Any]:
    """Records per second against pymarc's MARCReader, over all files and for MARC 21 alone, and the equality of fields."""
    _quiet()
    folder = folder or shared_data()
    files = iso2709_files(folder)
    totals = {kind: [0, 0.0, 0.0] for kind in ISO2709_KINDS}
    for name, data in files:
        total = totals[name.partition("/")[0]]
        with redirect_stderr(io.StringIO()):
            total[0] += read_with_pymarc(data)
            total[1] += _best(partial(read_with_pymarc, data))
            total[2] += _best(partial(read_with_ours, data))
    records, theirs, ours = (sum(total[column] for total in totals.values()) for column in range(3))
    return {
        "ratio": round(theirs / ours, 2),
        "ratio_by_kind": {kind: round(total[1] / total[2], 2) for kind, total in totals.items() if total[2]},
        "records": records,
        "records_per_second": round(records / ours),
        "pymarc_records_per_second": round(records / theirs),
        **compare_iso2709(folder),
    }


def xml_records(folder: Path) -> list[bytes]:
    """Every MARC record in XML as a document of its own, as a harvest hands them to the reader."""
    records = []
    for kind in XML_KINDS:
        for path in sorted((folder / kind).rglob("*.xml")):
            try:
                with path.open("rb") as stream:
                    units = list(split_xml(stream))
                elements = [open_envelope(parse_xml(unit.data, warnings=[]), warnings=[]).element for unit in units if not unit.fault]
            except BadRecord:
                continue
            records += [etree.tostring(element, encoding="utf-8", with_tail=False) for element in elements if is_marc_record(element)]
    return records


def read_xml_record(data: bytes) -> MarcRecord:
    """One record as ``read_item`` reads it: the plain way, else through a tree."""
    plain = scan_marcxml(data)
    return plain[0] if plain is not None else parse_marcxml(parse_xml(data, warnings=[]))


def _xml_reference(data: bytes) -> list[Any] | None:
    """What pymarc reads of one record; None where it fails (short labels) or finds none."""
    kept: list[pymarc.Record] = []
    try:
        pymarc.map_xml(kept.append, io.BytesIO(data))
    except (pymarc.exceptions.PymarcException, SAXException, ValueError, TypeError, KeyError):
        return None
    # The Sudoc writes # for a blank indicator; here it is one.
    return (
        [_bare((part[0], part[1].replace("#", " "), *part[2:])) if len(part) > 2 else part for part in flat_pymarc(kept[0])]
        if kept
        else None
    )


def marcxml_ratio(folder: Path | None = None) -> dict[str, Any]:
    """Single records per second against pymarc's map_xml, and how many have the same fields."""
    _quiet()
    pairs = [(data, _xml_reference(data)) for data in xml_records(folder or shared_data())]
    records = [data for data, reference in pairs if reference is not None]
    equal = sum(1 for data, reference in pairs if reference and [_bare(part) for part in flat(read_xml_record(data))] == reference)
    theirs = _best(lambda: [pymarc.map_xml(lambda record: None, io.BytesIO(data)) for data in records])
    ours = _best(lambda: [read_xml_record(data) for data in records])
    return {
        "ratio": round(theirs / ours, 2),
        "records": len(records),
        "equal": equal,
        "pymarc_cannot_read": len(pairs) - len(records),
        "records_per_second": round(len(records) / ours),
        "pymarc_records_per_second": round(len(records) / theirs),
    }


def figures(folder: Path | None = None) -> list[Figure]:
    """The rows of the bench table; raises NotMeasured where the real records are not beside the repository."""
    folder = folder or shared_data()
    if not folder.is_dir():
        raise NotMeasured(f"the real records are not there ({folder.name} of TRABOULE_SHARED, or of shared/ beside the repository)")
    iso, xml = iso2709_ratio(folder), marcxml_ratio(folder)
    kinds = ", ".join(f"{kind} {ratio}" for kind, ratio in iso["ratio_by_kind"].items())
    return [
        Figure("ISO 2709: records/s against pymarc's reader", iso["ratio"], bar=7.0, detail=f"{iso['records']} records; {kinds}"),
        Figure("ISO 2709: share of records with equal fields", iso["equal"] / iso["compared"], bar=1.0, detail=f"of {iso['compared']}"),
        Figure("MARCXML: records/s against pymarc's map_xml", xml["ratio"], bar=3.5, detail=f"{xml['records']} records, one by one"),
        Figure("MARCXML: share of records with equal fields", xml["equal"] / xml["records"], bar=1.0, detail=f"of {xml['records']}"),
    ]


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(json.dumps({"iso2709": iso2709_ratio(chosen), "marcxml": marcxml_ratio(chosen)}, indent=1))
