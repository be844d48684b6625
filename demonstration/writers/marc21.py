"""A notice as a MARC 21 record, with ISBD punctuation and copies in 852."""

from __future__ import annotations

from catalogue.formats.marc.record import Field, MarcRecord
from demonstration.imprints import imprint
from demonstration.institutions import by_code
from demonstration.notices import SERIALS, Copy, Name, Notice, read_name
from demonstration.records import PartnerRecord
from demonstration.writers.coded import marc21_008, marc21_leader
from demonstration.writers.habits import HABITS
from demonstration.writers.unimarc import data
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

# UNIMARC relator codes to those of MARC 21.
_RELATORS = {
    "040": "art", "070": "aut", "180": "ctg", "205": "ctb", "212": "cwt", "230": "cmp", "280": "dte", "340": "edt", "350": "egr",
    "440": "ill", "480": "lbt", "600": "pht", "610": "prt", "650": "pbl", "730": "trl",
}  # fmt: skip


def write_marc21(record: PartnerRecord, *, base: str) -> MarcRecord:
    """The record of a sound notice; ``base`` is the address of the server that shows digital copies."""
    notice = record.notice
    if notice is None:
        raise ValueError(record.identifier)
    agency = HABITS[record.source.slug].agency
    fields = [
        Field("001", value=f"demo-{record.source.slug}-{record.identifier}"),
        Field("003", value=agency),
        Field("008", value=marc21_008(record, notice)),
        *data("040", ("a", agency), ("b", "fre")),
    ]
    for part in (_codes, _titles, _publication, _physical, _notes, _subjects, _names):
        fields += part(notice, record)
    if record.first and notice.digitised:
        fields += _online(notice, base=base)
    for copy in record.copies:
        fields += _copy(copy, serial=notice.kind in SERIALS)
    # 866 stands after the 852 it completes, whatever its number.
    return MarcRecord(marc21_leader(notice), sorted(fields, key=lambda field: "852" if field.tag == "866" else field.tag))


def _online(notice: Notice, *, base: str) -> list[Field]:
    """856 for the document, then for its IIIF manifest and its thumbnail, whose $3 says what they are."""
    fields = data("856", ("u", digital_address(notice, base=base)), ("z", DIGITAL_LABEL), indicators="40")
    fields += data("856", ("3", MANIFEST_LABEL), ("u", manifest_address(notice, base=base)), ("q", IIIF_TYPE), indicators="40")
    return fields + data("856", ("3", THUMBNAIL_LABEL), ("u", thumbnail_address(notice, base=base)), ("q", "image/jpeg"), indicators="42")


def _codes(notice: Notice, record: PartnerRecord) -> list[Field]:
    texts, original = languages(notice)
    fields = data("026", ("e", fingerprint(notice)), ("2", "fei") if fingerprint(notice) else ("2", ""))
    several = len(texts) > 1 or original
    fields += data("020", ("a", notice.get("isbn")))
    return fields + (
        data("041", *(("a", code) for code in texts), ("h", original), indicators="1 " if original else "0 ") if several else []
    )


def _punctuated(*parts: tuple[str, str, str]) -> list[tuple[str, str]]:
    """ISBD in MARC 21: each part is (code, text, mark that comes before it), and the mark ends the part before."""
    kept = [part for part in parts if part[1]]
    marks = [*(mark for _, _, mark in kept[1:]), ""]
    return [(code, text + mark) for (code, text, _), mark in zip(kept, marks, strict=False)]


def _titles(notice: Notice, record: PartnerRecord) -> list[Field]:
    title = notice.get("title")
    subtitle = " : ".join(notice.all("sub"))
    parallels = [text.partition(" | ")[2] for text in notice.all("parallel")]
    # 245 $b is not repeatable: a parallel title stands there only when no other title information does.
    in_245, in_246 = ([], parallels) if subtitle else (parallels[:1], parallels[1:])
    subfields = _punctuated(
        ("a", title, ""),
        ("n", ". ".join(notice.all("part")), "."),
        *(("b", text, " =") for text in in_245),
        ("b", subtitle, " :"),
        ("c", notice.get("resp"), " /"),
    )
    main, _, _ = ranked(notice)
    fields = data("245", *subfields, indicators=f"{1 if main else 0}{article(title)}")
    for text in notice.all("uniform"):
        fields += data("240" if main else "130", ("a", text), indicators="10" if main else "0 ")
    for indicators, texts in (("1 ", notice.all("variant")), ("11", in_246)):
        fields += [field for text in texts for field in data("246", ("a", text), indicators=indicators)]
    scale = f"Échelle {notice.get('scale')}" if notice.get("scale") else ""
    return fields + data("250", ("a", notice.get("edition"))) + data("255", ("a", scale))


def _publication(notice: Notice, record: PartnerRecord) -> list[Field]:
    statements, date = publication(notice, habits=HABITS[record.source.slug])
    parts = [part for place, name in statements for part in (("a", place, " ;"), ("b", name, " :"))]
    subfields = _punctuated(*parts, ("c", date, ","))
    fields = data("264", *subfields, indicators=" 0" if notice.kind == "manuscript" else " 1")
    town = imprint(notice).town
    return fields + (data("752", ("d", town)) if town else [])


def _physical(notice: Notice, record: PartnerRecord) -> list[Field]:
    subfields = _punctuated(("a", extent(notice), ""), ("b", notice.get("illus"), " :"), ("c", notice.get("format"), " ;"))
    fields = data("300", *subfields)
    fields += data("310", ("a", notice.get("freq"))) + data("362", ("a", notice.get("numbering")), indicators="0 ")
    return fields + data("490", ("a", notice.get("series")), indicators="0 ")


def _notes(notice: Notice, record: PartnerRecord) -> list[Field]:
    fields = [field for text in sentences(notice, fingered=bool(fingerprint(notice))) for field in data("500", ("a", text))]
    for tag, titles in (("780", notice.all("continues")), ("785", notice.all("continued"))):
        fields += [field for title in titles for field in data(tag, ("t", title), indicators="00")]
    for text in notice.all("contents"):
        fields += data("505", ("a", text), indicators="0 ")
    return fields


def _heading(name: Name) -> tuple[list[tuple[str, str]], str]:
    if name.corporate:
        return [("a", f"{name.heading} ({name.qualifier})" if name.qualifier else name.heading)], "2 "
    subfields = _punctuated(("a", name.heading, ""), ("c", name.qualifier, ","), ("d", name.dates, ","))
    return subfields, "1 " if ", " in name.heading else "0 "


def _subjects(notice: Notice, record: PartnerRecord) -> list[Field]:
    fields: list[Field] = []
    for tag, names in (("600", notice.all("person")), ("610", [f"#{body}" for body in notice.all("body")])):
        for text in names:
            subfields, indicators = _heading(read_name(text, role="author"))
            fields += data(tag, *subfields, ("2", "ram"), indicators=f"{indicators[0]}7")
    for tag, key, division in (("650", "topic", "x"), ("651", "place", "x"), ("655", "genre", "x")):
        for text in notice.all(key):
            main, *divisions = text.split(" -- ")
            fields += data(tag, ("a", main), *((division, part) for part in divisions), ("2", "ram"), indicators=" 7")
    return fields


def _names(notice: Notice, record: PartnerRecord) -> list[Field]:
    main, equals, others = ranked(notice)
    fields: list[Field] = []
    for first, name in [*([(True, main)] if main else []), *((False, name) for name in (*equals, *others))]:
        subfields, indicators = _heading(name)
        tag = ("1" if first else "7") + ("10" if name.corporate else "00")
        fields += data(tag, *subfields, ("4", _RELATORS[name.relator]), indicators=indicators)
    return fields


def _copy(copy: Copy, *, serial: bool) -> list[Field]:
    """852, 866 for the state of a collection, and the notes of the copy with its $5."""
    isil = by_code()[copy.institution].isil
    number = f"{by_code()[copy.institution].rcr}:{copy.call_number}"
    fields = data("852", ("a", isil), ("c", " ".join(copy.of("fonds"))), ("h", copy.call_number))
    if serial:
        fields += data("866", ("a", " ; ".join(copy.of("gaps"))))
    notes = [("561", text) for text in copy.of("prov")] + [("563", text) for text in copy.of("binding")]
    notes += [("590", text) for text in (*copy.of("note"), *copy.of("state"), *([] if serial else copy.of("gaps")))]
    for tag, text in notes:
        fields += data(tag, ("a", text), ("5", number))
    for text in copy.of("owner"):
        name = read_name(text, role="author")
        subfields, indicators = _heading(name)
        fields += data("710" if name.corporate else "700", *subfields, ("4", "fmo"), ("5", number), indicators=indicators)
    return fields
