"""A notice as a UNIMARC record, in the habits of the partner that sends it (UNIMARC manual, French heritage profile)."""

from __future__ import annotations

from catalogue.formats.marc.record import Field, MarcRecord, Subfields
from demonstration.imprints import imprint
from demonstration.notices import SERIALS, Name, Notice, read_name
from demonstration.records import PartnerRecord
from demonstration.writers.coded import unimarc_100, unimarc_label
from demonstration.writers.habits import HABITS, Habits, written_format
from demonstration.writers.unimarc_copies import copy_fields
from demonstration.writers.wording import (
    DIGITAL_LABEL,
    IIIF_TYPE,
    MANIFEST_LABEL,
    THUMBNAIL_LABEL,
    article,
    digital_address,
    extent,
    fingerprint,
    languages,
    manifest_address,
    publication,
    ranked,
    sentences,
    thumbnail_address,
)


def data(tag: str, *subfields: tuple[str, str], indicators: str = "  ") -> list[Field]:
    """A data field as a list, empty where no subfield has a value."""
    kept: Subfields = [(code, value) for code, value in subfields if value]
    return [Field(tag, indicators=indicators, subfields=kept)] if kept else []


def write_unimarc(record: PartnerRecord, *, base: str) -> MarcRecord:
    """The record of a sound notice; ``base`` is the address of the server that shows digital copies."""
    notice = record.notice
    if notice is None:
        raise ValueError(record.identifier)
    habits = HABITS[record.source.slug]
    fields = [Field("001", value=f"demo-{record.source.slug}-{record.identifier}")]
    for part in (_numbers, _codes, _titles, _publication, _physical, _notes, _subjects, _names):
        fields += part(notice, record, habits)
    fields += data("801", ("a", "FR"), ("b", habits.agency), ("c", f"{record.datestamp:%Y%m%d}"), ("g", "AFNOR"), indicators=" 0")
    if record.first and notice.digitised:
        fields += _online(notice, base=base)
    fields += copy_fields(record, habits)
    return MarcRecord(unimarc_label(notice), sorted(fields, key=lambda field: field.tag))


def _online(notice: Notice, *, base: str) -> list[Field]:
    """856 for the document, then for its IIIF manifest and its thumbnail, whose $2 says what they are."""
    fields = data("856", ("u", digital_address(notice, base=base)), ("z", DIGITAL_LABEL), indicators="4 ")
    fields += data("856", ("q", IIIF_TYPE), ("u", manifest_address(notice, base=base)), ("2", MANIFEST_LABEL), indicators="4 ")
    return fields + data("856", ("q", "image/jpeg"), ("u", thumbnail_address(notice, base=base)), ("2", THUMBNAIL_LABEL), indicators="4 ")


def _numbers(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    fingers = fingerprint(notice) if habits.fingerprint else ""
    numbers = data("010", ("a", notice.get("isbn")), ("b", "br.")) if notice.get("isbn") else []
    return numbers + (data("012", ("a", fingers), ("2", "fei")) if fingers else [])


def _codes(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    texts, original = languages(notice)
    fields = data("100", ("a", unimarc_100(record, notice)))
    fields += data("101", *(("a", code) for code in texts), ("c", original), indicators="1 " if original else "0 ")
    fields += data("102", ("a", imprint(notice).country))
    if notice.kind in SERIALS:
        fields += data("110", ("a", ("c" if notice.kind == "newspaper" else "a") + "u|||||||||"))
    return fields


def _marked(title: str, habits: Habits) -> str:
    """The title with its article between the partner's non-sorting marks."""
    length = article(title)
    opening, closing = habits.marks
    return f"{opening}{title[:length]}{closing}{title[length:]}" if length and opening else title


def _titles(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    subtitles = notice.all("sub") if habits.subtitle else []
    parallels = [text.partition(" | ") for text in notice.all("parallel")]
    fields = data(
        "200",
        ("a", _marked(notice.get("title"), habits)),
        *(("d", f"= {title}") for _, _, title in parallels),
        *(("e", text) for text in subtitles),
        ("f", notice.get("resp") if habits.transcribes else ""),
        *(("i", text) for text in notice.all("part")),
        *(("z", language) for language, _, _ in parallels),
        indicators="1 ",
    )
    for title in notice.all("uniform"):
        fields += data("500", ("a", title), indicators="10")
    for title in notice.all("variant"):
        fields += data("517", ("a", title), indicators="| ")
    fields += data("205", ("a", notice.get("edition")))
    fields += data("206", ("a", f"Échelle {notice.get('scale')}" if notice.get("scale") else ""))
    fields += data("207", ("a", notice.get("numbering")), indicators=" 0")
    return fields


def _publication(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    statements, date = publication(notice, habits=habits)
    subfields = [pair for place, name in statements for pair in (("a", place), ("c", name))]
    indicators = "  " if habits.publication == "210" else (" 1" if notice.kind == "manuscript" else " 0")
    fields = data(habits.publication, *subfields, ("d", date), indicators=indicators)
    town = imprint(notice).town
    return fields + (data("620", ("a", imprint(notice).country), ("d", town)) if town else [])


def _physical(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    fields = data("215", ("a", extent(notice)), ("c", notice.get("illus")), ("d", written_format(notice.get("format"), habits=habits)))
    return fields + data("225", ("a", notice.get("series")), indicators="| ")


def _notes(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    fields = [
        field for text in sentences(notice, fingered=habits.fingerprint and bool(fingerprint(notice))) for field in data("300", ("a", text))
    ]
    fields += data("326", ("a", notice.get("freq")))
    for tag, titles in (("430", notice.all("continues")), ("440", notice.all("continued"))):
        fields += [field for title in titles for field in data(tag, ("t", title), indicators=" 1")]
    for text in notice.all("contents"):
        fields += data("327", ("a", text), indicators="1 ")
    return fields


def _heading(name: Name, *, dates: bool) -> tuple[list[tuple[str, str]], str]:
    """The subfields and the indicators of a name."""
    if name.corporate:
        return [("a", name.heading), ("c", name.qualifier)], "02"
    last, _, first = name.heading.partition(", ")
    subfields = [("a", last), ("b", first), ("c", name.qualifier), ("f", name.dates if dates else "")]
    return subfields, " 1" if first else " 0"


def _subjects(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    fields: list[Field] = []
    for tag, names in (("600", notice.all("person")), ("601", [f"#{body}" for body in notice.all("body")])):
        for text in names:
            subfields, indicators = _heading(read_name(text, role="author"), dates=habits.dates)
            fields += data(tag, *subfields, ("2", "rameau"), indicators=indicators)
    for text in notice.all("topic"):
        main, *divisions = text.split(" -- ")
        fields += data("606", ("a", main), *(("x", division) for division in divisions), ("2", "rameau"))
    for text in notice.all("place"):
        fields += data("607", ("a", text), ("2", "rameau"))
    for text in notice.all("genre") if habits.genre else []:
        fields += data("608", ("a", text), ("2", "rameau"))
    return fields


def _names(notice: Notice, record: PartnerRecord, habits: Habits) -> list[Field]:
    main, equals, others = ranked(notice)
    ranks = ([("0", main)] if main else []) + [("1", name) for name in equals] + [("2", name) for name in others]
    fields: list[Field] = []
    for rank, name in ranks:
        subfields, indicators = _heading(name, dates=habits.dates)
        fields += data(f"7{'1' if name.corporate else '0'}{rank}", *subfields, ("4", name.relator), indicators=indicators)
    return fields
