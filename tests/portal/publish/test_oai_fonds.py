"""Fonds given to harvesters: each with its sous-fonds under its ark, withdrawn ones among them; and what a page of any list costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from catalogue.models import Edition, FindingAid, Fonds, FondsDigitalCopy, FondsProducer, Institution, PublishedFonds, Source, ToldFonds
from catalogue.services import changes, clustering
from portal.publish.conformance.oai_schema import NS, schema
from portal.publish.oai import formats, lists
from tests.catalogue.formats.ead_written import component, finding_aid
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.public.finding_aids.conftest import EADID, WRITTEN, take
from tests.portal.public.test_fonds import PORTES, path_of, written
from tests.portal.publish.oai_asking import EVERYBODY, Ask, code, identifiers, texts, walk
from tests.selections import some

LONG_AGO = RECEIVED - timedelta(days=1)
OF_LYON = f"fonds:{samples.LYON}"


def told(fonds: Fonds) -> str:
    return f"oai:traboule.example:fonds/{path_of(fonds).removeprefix('/ark:/')}"


def a_day_ago() -> None:
    """What was told a moment ago is beyond what lists may hold yet."""
    ToldFonds.objects.update(told_at=LONG_AGO, changed_at=LONG_AGO)


def status(ask: Ask, spec: str = "fonds") -> dict[str, str]:
    """The fonds that a list of identifiers has, and which of them are deleted."""
    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)
    return {header.findtext("o:identifier", "", NS): header.get("status", "") for header in answer.iterfind(".//o:header", NS)}


@pytest.fixture
def lyon(library: Library) -> Institution:
    return Institution.objects.get(isil=f"FR-{samples.LYON}")


@pytest.fixture
def portes(lyon: Institution) -> Fonds:
    producer = FondsProducer(name="Chartreuse de Portes", kind="corporate")
    made = written(lyon, PORTES, producers=[producer], digital_copies=[FondsDigitalCopy(url="https://numelyo.example/portes")])
    written(made, "Cartulaires de Portes", level="subfonds")
    a_day_ago()
    return made


def test_a_fonds_is_given_with_its_sous_fonds_in_ead_and_in_dublin_core(ask: Ask, portes: Fonds) -> None:
    for prefix in ("oai_dc", formats.EAD):
        page = ask(verb="ListRecords", metadataPrefix=prefix, set="fonds")
        assert identifiers(page) == [told(portes)] and texts(page, ".//o:setSpec") == ["fonds", OF_LYON]
    whole = ask(verb="GetRecord", identifier=told(portes), metadataPrefix=formats.EAD)
    assert texts(whole, ".//{*}unittitle") == [PORTES, "Cartulaires de Portes"]
    dublin = ask(verb="GetRecord", identifier=told(portes), metadataPrefix="oai_dc")
    assert texts(dublin, ".//dc:identifier")[0] == f"http://testserver{path_of(portes)}"
    assert texts(dublin, ".//dc:title") == [PORTES] and texts(dublin, ".//dc:creator")[0].startswith("Chartreuse de Portes")
    assert texts(dublin, ".//dc:source") == ["Bibliothèque municipale de Lyon"] and "Collection" in texts(dublin, ".//dc:type")
    assert any(relation.startswith("Cartulaires de Portes") for relation in texts(dublin, ".//dc:relation"))
    assert "Licence Ouverte 2.0" in "".join(whole.find(".//{*}rightsDefinition").itertext())  # type: ignore[union-attr]


def test_who_asks_for_no_set_is_given_no_fonds_and_is_told_so(ask: Ask, portes: Fonds) -> None:
    assert set(identifiers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc"))) == EVERYBODY
    assert code(ask(verb="ListIdentifiers", metadataPrefix=formats.EAD)) == "noRecordsMatch"
    sets = ask(verb="ListSets")
    assert {"fonds", OF_LYON} <= set(texts(sets, ".//o:setSpec")) and len(texts(sets, ".//o:setDescription//dc:description")) == 4
    assert "set fonds" in texts(ask(verb="Identify"), ".//dc:description")[0]


def test_the_fonds_of_an_institution_are_a_set_of_their_own(ask: Ask, portes: Fonds) -> None:
    grenoble = written(Institution.objects.get(isil=f"FR-{samples.GRENOBLE}"), "Fonds dauphinois")
    a_day_ago()
    assert set(status(ask)) == {told(portes), told(grenoble)}
    assert set(status(ask, OF_LYON)) == {told(portes)}
    portes.move(Institution.objects.get(isil=f"FR-{samples.GRENOBLE}"), pos="last-child")
    a_day_ago()
    assert status(ask, f"fonds:{samples.GRENOBLE}") == {told(portes): "", told(grenoble): ""}
    assert status(ask, OF_LYON) == {told(portes): "deleted"}


def test_a_fonds_that_goes_to_another_institution_is_told_as_deleted_in_the_set_that_it_left(ask: Ask, portes: Fonds) -> None:
    lyon, grenoble = (Institution.objects.get(isil=f"FR-{code}") for code in (samples.LYON, samples.GRENOBLE))
    portes.move(grenoble, pos="last-child")
    assert ToldFonds.objects.get(number=portes.number).changed_at > LONG_AGO
    a_day_ago()
    for prefix in ("oai_dc", formats.EAD):
        left = ask(verb="ListRecords", metadataPrefix=prefix, set=OF_LYON)
        assert identifiers(left) == [told(portes)] and left.find(".//o:metadata", NS) is None
        assert left.find(".//o:header", NS).get("status") == "deleted"  # type: ignore[union-attr]
        assert texts(left, ".//o:setSpec") == ["fonds", f"fonds:{samples.GRENOBLE}", OF_LYON]
        for spec in ("fonds", f"fonds:{samples.GRENOBLE}"):
            assert ask(verb="ListRecords", metadataPrefix=prefix, set=spec).find(".//o:metadata", NS) is not None
    one = ask(verb="GetRecord", identifier=told(portes), metadataPrefix="oai_dc")
    assert texts(one, ".//o:setSpec") == ["fonds", f"fonds:{samples.GRENOBLE}"] and one.find(".//o:metadata", NS) is not None
    assert OF_LYON in texts(ask(verb="ListSets"), ".//o:setSpec"), "a set that harvesters ask for does not vanish"
    Fonds.objects.get(pk=portes.pk).move(Institution.objects.get(pk=lyon.pk), pos="last-child")
    a_day_ago()
    assert status(ask, OF_LYON) == {told(portes): ""} and status(ask, f"fonds:{samples.GRENOBLE}") == {told(portes): "deleted"}
    name = told(portes)
    Fonds.objects.get(pk=portes.pk).unpublish()
    a_day_ago()
    assert all(status(ask, spec)[name] == "deleted" for spec in (OF_LYON, f"fonds:{samples.GRENOBLE}", "fonds"))


def test_a_fonds_that_nobody_was_told_of_leaves_nothing_where_it_was_made(ask: Ask, lyon: Institution) -> None:
    made = written(lyon, "Fonds mal placé")
    made.move(Institution.objects.get(isil=f"FR-{samples.GRENOBLE}"), pos="last-child")
    a_day_ago()
    assert code(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set=OF_LYON)) == "noRecordsMatch"


def test_an_institution_whose_number_is_corrected_takes_its_fonds_out_of_the_old_set(ask: Ask, library: Library) -> None:
    grenoble = Institution.objects.get(isil=f"FR-{samples.GRENOBLE}")
    fonds = told(written(grenoble, "Fonds dauphinois"))
    a_day_ago()
    grenoble.refresh_from_db()
    grenoble.isil = "FR-380001999"
    grenoble.save_revision().publish()
    a_day_ago()
    assert status(ask, f"fonds:{samples.GRENOBLE}") == {fonds: "deleted"} and status(ask, "fonds:380001999") == {fonds: ""}


def test_a_fonds_that_is_unpublished_or_deleted_is_told_as_deleted_for_ever(ask: Ask, portes: Fonds, lyon: Institution) -> None:
    name, other = told(portes), written(lyon, "Fonds Morin-Pons")
    gone = told(other)
    a_day_ago()
    portes.unpublish(commit=True)
    other.delete()
    moment = ToldFonds.objects.get(number=portes.number).changed_at
    assert moment > LONG_AGO + timedelta(days=1)
    a_day_ago()
    found = status(ask)
    assert found[name] == found[gone] == "deleted"
    record = ask(verb="GetRecord", identifier=name, metadataPrefix="oai_dc")
    assert texts(record, ".//o:setSpec") == ["fonds", OF_LYON] and record.find(".//o:metadata", NS) is None
    assert code(ask(verb="ListMetadataFormats", identifier=name)) == "noMetadataFormats"
    portes.save_revision().publish()
    a_day_ago()
    assert status(ask)[name] == ""


def test_a_sous_fonds_is_told_by_itself_only_while_it_stands_under_no_published_fonds(ask: Ask, portes: Fonds) -> None:
    child = PublishedFonds.objects.get(title="Cartulaires de Portes").page.specific
    assert code(ask(verb="GetRecord", identifier=told(child), metadataPrefix="oai_dc")) == "idDoesNotExist"
    name = told(portes)
    portes.unpublish()
    a_day_ago()
    assert status(ask) == {name: "deleted", told(child): ""}
    portes.refresh_from_db()
    portes.save_revision().publish()
    a_day_ago()
    assert status(ask) == {name: "", told(child): "deleted"}


def test_a_fonds_is_told_again_when_what_stands_under_it_changes(portes: Fonds) -> None:
    child = PublishedFonds.objects.get(title="Cartulaires de Portes").page.specific
    child.title = "Cartulaires"
    child.save_revision().publish()
    assert ToldFonds.objects.get(number=portes.number).changed_at > LONG_AGO
    a_day_ago()
    child.delete()
    assert ToldFonds.objects.get(number=portes.number).changed_at > LONG_AGO
    assert not ToldFonds.objects.filter(number=child.number).exists()


def test_a_fonds_deleted_with_its_sous_fonds_leaves_one_tombstone(ask: Ask, portes: Fonds) -> None:
    name = told(portes)
    Fonds.objects.get(pk=portes.pk).delete()
    a_day_ago()
    assert status(ask)[name] == "deleted"


def test_a_list_of_fonds_is_resumed_where_it_stopped(ask: Ask, lyon: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    fonds = {told(written(lyon, f"Fonds {number}")) for number in range(3)}
    a_day_ago()
    monkeypatch.setattr(lists, "MOST_BYTES", 1)
    pages = list(walk(ask, "ListRecords", metadataPrefix=formats.EAD, set=OF_LYON))
    assert [len(identifiers(page)) for page in pages] == [1, 1, 1]
    assert {one for page in pages for one in identifiers(page)} == fonds


@pytest.mark.parametrize("spec", ["fonds:", "fonds:a b", "fonds:junk", "fonds:690001001:more"])
def test_a_set_of_fonds_that_there_is_not_is_said_so(ask: Ask, portes: Fonds, spec: str) -> None:
    assert code(ask(verb="ListRecords", metadataPrefix="oai_dc", set=spec)) == "noRecordsMatch"


def test_fonds_are_given_in_two_formats(ask: Ask, portes: Fonds) -> None:
    assert code(ask(verb="ListRecords", metadataPrefix="mods", set="fonds")) == "cannotDisseminateFormat"
    assert texts(ask(verb="ListMetadataFormats", identifier=told(portes)), ".//o:metadataPrefix") == ["oai_dc", formats.EAD]


@pytest.mark.shared
def test_fonds_are_valid_by_the_schemas(ask: Ask, portes: Fonds, shared_data: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    judge = schema(shared_data / "schemas", tmp_path_factory.mktemp("fonds"))
    for prefix in ("oai_dc", formats.EAD):
        judge.assertValid(ask(verb="ListRecords", metadataPrefix=prefix, set="fonds"))
    for verb in ("Identify", "ListSets"):
        judge.assertValid(ask(verb=verb))


@pytest.fixture
def much(library: Library, lyon: Institution) -> None:
    """Five of each sort of things, one of which is gone or two of which are one."""
    for number in range(5):
        written(lyon, f"Fonds {number}")
        take(finding_aid(component("Lettre", did=f"<unitid>{number}</unitid>"), eadid=f"essai-{number}"))
    take(WRITTEN)
    library.add(replace(samples.RICH, identifier="twin"))
    clustering.regroup([record.pk for record in library.records.values()])
    a_day_ago()
    Edition.objects.update(changed_at=LONG_AGO)
    FindingAid.objects.update(updated_at=LONG_AGO)
    Source.objects.update(metadata_cc0=True)
    changes.tell()


_LISTS = [
    *((prefix, "") for prefix in (*formats.OF_NOTICES, formats.EAD)), (formats.EUROPEANA, "europeana"),
    ("oai_dc", f"rcr:{samples.LYON}"), ("mods", "type:book"),
    *((prefix, "union") for prefix in formats.OF_NOTICES), ("oai_dc", "ead"), ("oai_dc", "fonds"), (formats.EAD, "fonds"),
]  # fmt: skip


def test_a_page_costs_two_statements_whatever_it_holds(ask: Ask, much: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The horizon (with the count, where a list begins), then what the page holds with all that is written of it."""
    for size in (2, 500):
        short = {name: form._replace(size=size) for name, form in formats.FORMATS.items()}
        monkeypatch.setattr("portal.publish.oai.streams.FORMATS", short)
        monkeypatch.setattr(lists, "IDENTIFIERS", size)
        for prefix, spec in _LISTS:
            for verb in ("ListRecords", "ListIdentifiers"):
                asked = {"verb": verb, "metadataPrefix": prefix} | ({"set": spec} if spec else {})
                for _ in range(2):  # the first time, names of institutions are read
                    with CaptureQueriesContext(connection) as first:
                        answer = ask(**asked)
                assert len(first) == 2, (asked, first.captured_queries)
                token = answer.findtext(".//o:resumptionToken", namespaces=NS)
                if size > 2:
                    assert not token
                elif token:
                    with CaptureQueriesContext(connection) as next_one:
                        ask(verb=verb, resumptionToken=token)
                    assert len(next_one) == 2, (asked, next_one.captured_queries)


def test_two_finding_aids_that_name_their_parts_alike_stand_in_two_answers(ask: Ask) -> None:
    """An identifier is one of a whole document (xs:ID), so that a page of both would be valid for nobody."""
    take(WRITTEN)
    take(WRITTEN.replace(EADID.encode(), b"FR380000000_autre"))
    FindingAid.objects.update(updated_at=RECEIVED)
    pages = list(walk(ask, "ListRecords", metadataPrefix="oai_ead"))
    assert len(pages) == 2
    for page in pages:
        named = [element.get("id") for element in page.iter("{*}*") if element.get("id")]
        assert some(named) and len(named) == len(set(named))
