"""What is wrong on purpose: defective and deleted records, so that a partner's console has something to show."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import write_marcxml
from demonstration.notices import Copy, Notice
from demonstration.records import PartnerRecord, datestamp
from demonstration.sources import SOURCES, Source
from demonstration.writers.coded import unimarc_100
from demonstration.writers.habits import HABITS
from demonstration.writers.unimarc import data, write_unimarc

_LINE_TABULATION = b"\x0b"  # U+000B: XML 1.0 forbids it, card catalogues typed on terminals are full of it
_PLACE_HELD = "¤"
_EMPTY_DC = b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"/>'


@dataclass(frozen=True, slots=True)
class Fault:
    """A defective record: its source, its identifier, and its defect, one of control_character, untitled, marc21, intermarc,
    authority, empty."""

    source: str
    identifier: str
    defect: str


FAULTS: tuple[Fault, ...] = (
    Fault("lyon", "defaut-caractere-interdit", "control_character"),
    Fault("loire", "defaut-titre-absent", "untitled"),
    Fault("grenoble", "defaut-marc21-chez-unimarc", "marc21"),
    Fault("savoie", "defaut-intermarc", "intermarc"),
    Fault("clermont", "defaut-notice-d-autorite", "authority"),
    Fault("memoire", "defaut-notice-vide", "empty"),
)
DELETED: tuple[tuple[str, str], ...] = (("lyon", "notice-retiree-1"), ("clermont", "notice-retiree-2"), ("memoire", "notice-retiree-3"))


def _source(slug: str) -> Source:
    return next(source for source in SOURCES if source.slug == slug)


def _record(source: Source, identifier: str, *, fault: str = "") -> PartnerRecord:
    stamp = datestamp(f"{source.slug}/{identifier}", day=source.granularity == "day")
    return PartnerRecord(source, identifier, stamp, None, (), (source.institution,), fault=fault)


def unsound_records() -> tuple[PartnerRecord, ...]:
    """The defective and the deleted records of every partner."""
    faulty = tuple(_record(_source(fault.source), fault.identifier, fault=fault.defect) for fault in FAULTS)
    return faulty + tuple(_record(_source(slug), identifier) for slug, identifier in DELETED)


def write_fault(record: PartnerRecord) -> bytes:
    """The bytes of a defective record, as its partner would send them."""
    if record.fault == "empty":
        return _EMPTY_DC
    notice = Notice(record.identifier, {"title": f"Notice défectueuse de démonstration : un caractère{_PLACE_HELD} interdit"})
    namespace = HABITS[record.source.slug].namespace
    if record.fault == "control_character":
        sound = PartnerRecord(
            record.source, record.identifier, record.datestamp, notice, (Copy(record.source.codes[0], "Rés 0"),), record.rcrs
        )
        return write_marcxml(write_unimarc(sound, base=""), namespace=namespace).replace(_PLACE_HELD.encode(), _LINE_TABULATION)
    number = Field("001", value=f"demo-{record.source.slug}-{record.identifier}")
    if record.fault == "untitled":
        fields = [number, *data("100", ("a", unimarc_100(record, notice))), *data("210", ("a", "Saint-Étienne"), ("d", "1850"))]
        return write_marcxml(MarcRecord("     nam0 22        450 ", fields), namespace=namespace)
    if record.fault == "authority":
        heading = data("100", ("a", "Pascal, Blaise,"), ("d", "1623-1662"), indicators="1 ")
        return write_marcxml(MarcRecord("00000nz  a2200000n  4500", [number, *heading]))
    title = data("245", ("a", "Notice de démonstration rangée dans le mauvais format"), indicators="10")
    if record.fault == "marc21":
        fields = [
            number,
            Field("008", value="260101s1850    fr                  fre c"),
            *title,
            *data("260", ("a", "Grenoble"), ("c", "1850")),
        ]
        return write_marcxml(MarcRecord("00000nam a2200000 i 4500", fields))
    fields = [
        number,
        *title,
        *data("260", ("a", "Chambéry"), ("d", "1850")),
        *data("280", ("a", "1 vol.")),
        *data("295", ("a", "démonstration")),
    ]
    return write_marcxml(MarcRecord("00000c0m  2200000   45a ", fields), namespace=namespace)
