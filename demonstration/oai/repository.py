"""One partner's repository: its records in the order of their datestamps, and the bytes of each in each format."""

from __future__ import annotations

from functools import cache, lru_cache

from catalogue.formats.marc.xml_writer import write_marcxml
from demonstration.faults import unsound_records, write_fault
from demonstration.notices import Notice
from demonstration.oai.arguments import OaiError, Selection, bounds
from demonstration.records import PartnerRecord, all_records
from demonstration.sources import DUBLIN_CORE, MARC21, SOURCES, Source
from demonstration.writers.dublin_core import write_dublin_core
from demonstration.writers.habits import HABITS
from demonstration.writers.marc21 import write_marc21
from demonstration.writers.unimarc import write_unimarc

PAGE = 50
OAI_DC = "oai_dc"


@cache
def records_of(slug: str) -> tuple[PartnerRecord, ...]:
    """Every record of one partner, by datestamp then identifier."""
    mine = [record for record in (*all_records(), *unsound_records()) if record.source.slug == slug]
    return tuple(sorted(mine, key=lambda record: (record.datestamp, record.identifier)))


@cache
def source(slug: str) -> Source | None:
    """The partner of that name, or None."""
    return next((one for one in SOURCES if one.slug == slug), None)


def prefixes(partner: Source) -> tuple[str, ...]:
    """The metadata prefixes a partner offers; oai_dc always."""
    return (OAI_DC,) if partner.format == DUBLIN_CORE else (OAI_DC, partner.prefix)


def oai_identifier(record: PartnerRecord) -> str:
    """The identifier of the item (``oai:`` scheme, a domain reserved for examples)."""
    return name_of(record.source.slug, record.identifier)


def name_of(source: str, identifier: str) -> str:
    """The same of a partner's short name and of the identifier of a record there."""
    return f"oai:{source}.demonstration.example:{identifier}"


def deleted(record: PartnerRecord) -> bool:
    """Whether the partner has withdrawn the record."""
    return record.notice is None and not record.fault


def find(partner: Source, identifier: str) -> PartnerRecord:
    """The record of that OAI identifier; raises OaiError (idDoesNotExist)."""
    found = next((record for record in records_of(partner.slug) if oai_identifier(record) == identifier), None)
    if found is None:
        raise OaiError("idDoesNotExist", "This server has no record of that identifier.")
    return found


def select(partner: Source, selection: Selection) -> list[PartnerRecord]:
    """The records of a list request; raises OaiError (cannotDisseminateFormat, badArgument, noRecordsMatch)."""
    if selection.prefix not in prefixes(partner):
        raise OaiError("cannotDisseminateFormat", f"This server does not give {selection.prefix}.")
    first, last = bounds(selection, granularity=partner.granularity)
    chosen = [
        record
        for record in records_of(partner.slug)
        if (first is None or record.datestamp >= first)
        and (last is None or record.datestamp <= last)
        and (not selection.set or selection.set in set_specs(record))
    ]
    if not chosen:
        raise OaiError("noRecordsMatch", "No record answers this request.")
    return chosen


def set_specs(record: PartnerRecord) -> tuple[str, ...]:
    """The sets of a record: one per institution that holds a copy."""
    return tuple(f"rcr:{rcr}" for rcr in record.rcrs)


@lru_cache(maxsize=8192)
def disseminate(record: PartnerRecord, *, prefix: str, base: str) -> bytes:
    """The bytes inside ``metadata``; ``base`` is the address of the server that shows digital copies."""
    if record.fault:
        return write_fault(record) if prefix == record.source.prefix else write_dublin_core(_stand_in(record), base=base)
    if prefix == OAI_DC:
        return write_dublin_core(record, base=base)
    if record.source.format == MARC21:
        return write_marcxml(write_marc21(record, base=base))
    return write_marcxml(write_unimarc(record, base=base), namespace=HABITS[record.source.slug].namespace)


def _stand_in(record: PartnerRecord) -> PartnerRecord:
    """A defective record as its partner's Dublin Core shows it: the defect is in the other format."""
    notice = Notice(record.identifier, {"title": "Notice défectueuse de démonstration"})
    return PartnerRecord(record.source, record.identifier, record.datestamp, notice, (), record.rcrs)
