"""What the partners send is what the portal's readers understand: every notice, without a warning, with its copies."""

from collections import Counter
from functools import cache

import pytest
from lxml import etree

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import candidates
from catalogue.formats.reading import read_item
from demonstration.faults import FAULTS
from demonstration.institutions import by_code
from demonstration.oai.repository import OAI_DC, disseminate, records_of
from demonstration.records import all_records
from demonstration.sources import SOURCES
from demonstration.writers.wording import fingerprint
from tests.selections import some

BASE = "http://127.0.0.1:8090"
TYPES = {"book": "book", "periodical": "periodical", "newspaper": "newspaper", "manuscript": "manuscript", "map": "map", "score": "score"}


@cache
def readings():
    found = []
    for record in all_records():
        data = disseminate(record, prefix=record.source.prefix, base=BASE)
        found.append((record, read_item(data, format=record.source.format, identifier=record.identifier)))
    return found


def description(source, identifier):
    return next(reading.description for record, reading in readings() if (record.source.slug, record.identifier) == (source, identifier))


def test_every_notice_is_read_without_a_warning():
    assert [
        (record.source.slug, record.identifier, str(reading.reason)) for record, reading in readings() if reading.status != "read"
    ] == []
    assert [(record.identifier, [str(one) for one in reading.warnings]) for record, reading in readings() if reading.warnings] == []


def test_every_reader_finds_the_title_the_kind_the_date_and_the_copies():
    for record, reading in some(readings()):
        found = reading.description
        subtitle = "".join(f" : {text}" for text in record.notice.all("sub")) if record.source.format == "dublin_core" else ""
        assert found.title == record.notice.get("title") + subtitle, record.identifier
        assert found.document_type == TYPES.get(record.notice.kind, record.notice.kind), record.identifier
        assert found.dates and found.dates[0].start is not None, record.identifier
        assert [holding.institution for holding in found.holdings] == [
            rcr for rcr in record.rcrs for copy in record.copies if _rcr(copy) == rcr
        ], record.identifier
        assert [holding.call_number for holding in found.holdings] == [copy.call_number for copy in record.copies], record.identifier


def _rcr(copy):
    return by_code()[copy.institution].rcr


def test_every_catalogue_also_gives_dublin_core():
    for record in some(all_records()):
        element = etree.fromstring(disseminate(record, prefix=OAI_DC, base=BASE))
        assert element.findtext("{http://purl.org/dc/elements/1.1/}title")
        reading = read_item(etree.tostring(element), format="dublin_core", identifier=record.identifier)
        assert (reading.status, reading.warnings) == ("read", ()), record.identifier


def test_one_edition_is_said_in_as_many_ways_as_there_are_catalogues():
    lyon, savoie, clermont = (description(source, "labe-euvres-1556") for source in ("lyon", "savoie", "clermont"))
    assert {one.title for one in (lyon, savoie, clermont)} == {"Euvres de Louïze Labé Lionnoize"}
    assert lyon.publications[0].places == ("A Lion",) and lyon.publications[0].names == ("par Jan de Tournes",)
    assert clermont.publications[0].places == ("Lyon",) and clermont.publications[0].names == ("Jean de Tournes",)
    assert (lyon.agents[0].dates, savoie.agents[0].dates, clermont.agents[0].dates) == ("1524?-1566", "", "1524?-1566")
    assert {one.agents[0].name for one in (lyon, savoie, clermont)} == {"Labé, Louise"}
    assert {one.dates[0].start for one in (lyon, savoie, clermont)} == {1556}
    assert [title.kind for title in savoie.titles] == ["proper"] and [title.kind for title in lyon.titles] == ["proper", "remainder"]


def test_one_edition_has_one_fingerprint():
    found = {}
    for record, reading in readings():
        for number in reading.description.identifiers:
            if number.scheme == "fingerprint":
                found.setdefault(record.notice.slug, set()).add(number.value)
    assert len(found) > 60
    assert [slug for slug, values in found.items() if len(values) > 1] == []
    assert all(fingerprint(record.notice) == "" for record, _ in some(readings()) if record.notice.kind != "book")


def test_titles_keep_their_scripts_and_their_articles():
    assert any(
        title.value == "אוצר לשון הקדש" and title.kind == "parallel" for title in description("lyon", "pagninus-thesaurus-1529").titles
    )
    assert any(
        title.value == "אוצר לשון הקדש" and title.kind == "parallel" for title in description("clermont", "pagninus-thesaurus-1529").titles
    )
    assert any(title.value == "كليلة ودمنة" for title in description("grenoble", "sacy-kalila-1816").titles)
    assert any(title.value == "Ἀριθμητικά" for title in description("lyon", "bachet-diophante-1621").titles)
    for source in ("lyon", "grenoble", "clermont"):
        assert description(source, "pascal-provinciales-1657").titles[0].nonsorting == len("Les ")


def test_dates_of_every_sort_are_understood():
    republican = description("lyon", "legrand-aussy-voyage-an3").dates[0]
    assert (republican.start, republican.end) == (1794, 1795)
    century = description("grenoble", "guigues-coutumes-chartreuse").dates[0]
    assert (century.start, century.end, century.uncertain) == (1101, 1200, True)
    serial = next(date for date in description("lyon", "echo-de-la-fabrique").dates if date.kind == "publication")
    assert (serial.start, serial.end) == (1831, 1834)
    unknown = description("clermont", "journal-d-ambert").dates[0]
    assert unknown.uncertain and 1800 <= unknown.start <= 1871 <= unknown.end


def test_provenance_and_gaps_belong_to_their_copy():
    copies = {holding.institution: holding for holding in description("lyon", "echo-de-la-fabrique").holdings}
    assert copies["693836101"].statement == "30 octobre 1831-4 mai 1834"
    lyon = next(holding for holding in description("lyon", "terence-trechsel-1493").holdings if holding.institution == "693836101")
    assert [owner.name for owner in lyon.former_owners] == ["Jésuites"]
    assert [note.kind for note in lyon.notes] == ["provenance"]
    grenoble = next(
        holding for holding in description("grenoble", "valbonnais-histoire-1722").holdings if holding.institution == "381856101"
    )
    assert [owner.name for owner in grenoble.former_owners] == ["Caulet, Jean de"]
    clermont = next(holding for holding in description("clermont", "savaron-clairmont-1607").holdings if holding.institution == "631136101")
    assert [owner.name for owner in clermont.former_owners] == ["Jésuites (Clermont-Ferrand, collège)"]


def test_a_periodical_says_what_each_library_holds():
    for record, reading in some(readings()):
        if record.notice.kind not in ("newspaper", "periodical"):
            continue
        for copy, holding in zip(record.copies, reading.description.holdings, strict=True):
            assert holding.statement == " ; ".join(copy.of("gaps")), record.identifier


@pytest.mark.parametrize("source", ["lyon", "clermont", "memoire"])
def test_a_digitised_document_has_its_manifest_and_its_thumbnail(source):
    copies = [
        (record.notice.slug, copy)
        for record, reading in readings()
        if record.source.slug == source and record.first
        for copy in reading.description.digital_copies
    ]
    assert copies
    for slug, copy in copies:
        assert (copy.manifest, copy.thumbnail) == (f"{BASE}/iiif/{slug}/manifest", f"{BASE}/iiif/{slug}/thumbnail.jpg")


@pytest.mark.parametrize("source", ["lyon", "clermont", "memoire"])
def test_a_digitised_document_is_opened_on_the_demonstration_server(source):
    opened = [
        copy.url
        for record, reading in readings()
        if record.source.slug == source and record.first
        for copy in reading.description.digital_copies
    ]
    assert opened
    assert all(url.startswith(f"{BASE}/document/") for url in opened)
    assert len(opened) == sum(record.first and record.notice.digitised for record in all_records() if record.source.slug == source)


def test_no_number_of_a_real_catalogue_is_made_up():
    numbers = {(number.scheme, number.value) for _, reading in readings() for number in reading.description.identifiers}
    assert {scheme for scheme, _ in numbers} <= {"local", "fingerprint", "url", "isbn"}
    assert {value for scheme, value in numbers if scheme == "isbn"} == {"9782070612758"}, "that of a book which exists"


def test_every_notice_says_that_it_is_a_demonstration():
    assert all(any("démonstration" in note.value for note in reading.description.notes) for _, reading in some(readings()))


def test_the_deliberate_defects_are_seen():
    outcome = {}
    for source in SOURCES:
        for record in records_of(source.slug):
            if record.fault:
                data = disseminate(record, prefix=source.prefix, base=BASE)
                try:
                    reading = read_item(data, format=source.format, identifier=record.identifier)
                except ValueError as error:
                    pytest.fail(f"{record.identifier}: {error}")
                outcome[record.fault] = reading.status if reading.status == "refused" else ("warned" if reading.warnings else "read")
    assert len(outcome) == len(FAULTS)
    assert {fault for fault, status in outcome.items() if status == "refused"} >= {"marc21", "intermarc", "authority"}
    assert outcome["untitled"] == outcome["empty"] == "warned"
    assert outcome["control_character"] != "read"


def test_the_partners_records_of_one_edition_are_found_and_no_two_editions_are_put_together():
    """The demonstration's own truth: records made of one notice describe one edition."""
    notices = {f"{record.source.slug} {record.identifier}": record.notice.slug for record, _ in readings()}
    traits = {f"{record.source.slug} {record.identifier}": traits_of(reading.description) for record, reading in readings()}
    bands = {pair: judge(traits[pair[0]], traits[pair[1]], short=True).band for pair in candidates(traits).pairs}
    per_notice = Counter(notices.values())
    positives = sum(count * (count - 1) // 2 for count in per_notice.values())
    right = {pair for pair in bands if notices[pair[0]] == notices[pair[1]]}
    assert positives > 700
    assert sum(bands[pair] != "different" for pair in right) >= 0.98 * positives
    assert [pair for pair, band in bands.items() if band == "same" and pair not in right] == []
    assert sum(band == "propose" for pair, band in bands.items() if pair not in right) <= 0.1 * len(traits)
