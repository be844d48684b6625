"""The schemas in which records are given: their full URI, which answers name, and the short names by which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalogue.formats.dublin_core.writing import Said, write_srw_dc
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, write_marcxml
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.mods import write_mods
from catalogue.formats.unimarc.delivering import in_iso5426
from catalogue.formats.unimarc.writing import write as write_unimarc
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses


class Schema(NamedTuple):
    """``write`` makes the record's element from a notice, the portal's address and the names of institutions."""

    uri: str
    names: tuple[str, ...]
    title: str
    write: Callable[[ShownNotice, str, Mapping[str, str]], bytes]


def _unimarc(notice: ShownNotice, site: str, names: Mapping[str, str]) -> bytes:
    return write_marcxml(write_unimarc(notice.description, entered=notice.received.date()), namespace=MARCXCHANGE)


def _unimarc_of_old(notice: ShownNotice, site: str, names: Mapping[str, str]) -> bytes:
    """What ISO 5426 can hold, 100 $a/26-29 saying so: for the Z39.50 gateway, and whoever else writes it in that set."""
    record = in_iso5426(write_unimarc(notice.description, entered=notice.received.date())).record
    return write_marcxml(record, namespace=MARCXCHANGE)


def _marc21(notice: ShownNotice, site: str, names: Mapping[str, str]) -> bytes:
    return write_marcxml(write_marc21(notice.description, entered=notice.received.date()), namespace=MARC21_SLIM)


def _dublin_core(notice: ShownNotice, site: str, names: Mapping[str, str]) -> bytes:
    return write_srw_dc(notice.description, _said(notice, site, names))


def _mods(notice: ShownNotice, site: str, names: Mapping[str, str]) -> bytes:
    return write_mods(notice.description, _said(notice, site, names))


def _said(notice: ShownNotice, site: str, names: Mapping[str, str]) -> Said:
    source = notice.sources[0]
    address = f"{site}{addresses.permanent(notice.ark)}" if notice.ark else ""
    return Said(address=address, institutions=names, licence=source.licence_url or source.licence)


SCHEMAS = (
    Schema(MARCXCHANGE, ("unimarcxchange", "unimarcXchange", "marcxchange"), "UNIMARC (ISO 25577)", _unimarc),
    Schema("info:srw/schema/1/dc-v1.1", ("dublincore", "dc"), "Dublin Core", _dublin_core),
    Schema("info:srw/schema/1/marcxml-v1.1", ("marcxml",), "MARC 21", _marc21),
    Schema(f"{MARCXCHANGE}#iso-5426", ("unimarcxchange-iso5426",), "UNIMARC (ISO 25577), in the characters of ISO 5426", _unimarc_of_old),
    Schema("info:srw/schema/1/mods-v3.8", ("mods",), "MODS 3.8", _mods),
)
