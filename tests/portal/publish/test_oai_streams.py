"""What harvesters are given who ask for editions, for finding aids or for what Gallica has not: each by itself, tombstones included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from msgspec.structs import replace

from catalogue.core.description import DigitalCopy
from catalogue.models import Edition, FindingAid, Record, Source
from catalogue.services import clustering, finding_aids
from catalogue.services.consent import consent
from harvest.pipeline import inventories
from harvest.protocols.base import EndpointConfig, Slice
from harvest.protocols.oai_pmh import OaiPmh
from portal.publish.conformance.oai_schema import NS, schema
from portal.publish.oai.formats import EAD, EUROPEANA
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.public.finding_aids.conftest import WRITTEN, path_of, take
from tests.portal.publish.oai_asking import BASE, EVERYBODY, Ask, InThePortal, code, identifiers, texts, walk

LONG_AGO = RECEIVED - timedelta(days=1)


def grouped(library: Library) -> None:
    """Group every record, as a worker does, a moment ago."""
    clustering.regroup([record.pk for record in library.records.values()])
    Edition.objects.update(changed_at=LONG_AGO)


def merge(library: Library, *names: str) -> None:
    """Say that these records are one edition, as a worker would find."""
    numbers = sorted(library.records[name].pk for name in names)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_clustermember SET cluster = %s WHERE record_id = ANY(%s)", [numbers[0], numbers])
        cursor.execute(clustering.cluster_statements.TELL_EDITIONS, [numbers])


def edition(library: Library, name: str) -> str:
    return f"oai:traboule.example:notice/{library.arks[name]}"


def test_an_edition_is_told_once_and_what_was_merged_into_it_as_deleted(ask: Ask, library: Library) -> None:
    grouped(library)
    merge(library, "rich", "many")
    Edition.objects.update(changed_at=LONG_AGO)
    told = {
        header.findtext("o:identifier", namespaces=NS): header.get("status")
        for header in ask(verb="ListIdentifiers", metadataPrefix="mods", set="union").iterfind(".//o:header", NS)
    }
    assert told[edition(library, "rich")] is None and told[edition(library, "many")] == "deleted"
    assert len(told) == len(samples.EVERY)
    record = ask(verb="GetRecord", identifier=edition(library, "rich"), metadataPrefix="oai_dc")
    assert texts(record, ".//dc:identifier")[0].endswith(library.path("rich")) and texts(record, ".//o:setSpec") == ["union"]
    assert code(ask(verb="ListMetadataFormats", identifier=edition(library, "many"))) == "noMetadataFormats"


def test_who_asks_for_no_set_is_given_records_and_no_edition(ask: Ask, library: Library) -> None:
    grouped(library)
    assert set(identifiers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc"))) == EVERYBODY


def test_what_changes_of_an_edition_is_told_again_and_nothing_else(ask: Ask, library: Library) -> None:
    grouped(library)
    since = LONG_AGO + timedelta(hours=1)
    record = library.records["rich"]
    clustering.regroup([record.pk])
    assert list(Edition.objects.filter(changed_at__gt=since).values_list("record", flat=True)) == [record.pk]
    Record.objects.filter(pk=record.pk).update(state=Record.State.TOMBSTONE)
    clustering.regroup([record.pk])
    assert not Edition.objects.get(pk=record.pk).shown and Edition.objects.filter(shown=False).count() == 1
    clustering.regroup([record.pk])
    Record.objects.filter(pk=record.pk).update(state=Record.State.ACTIVE)
    clustering.regroup([record.pk])
    assert Edition.objects.get(pk=record.pk).shown


@pytest.fixture
def aid(library: Library) -> str:
    """The identifier of a finding aid that was stored a moment ago."""
    take(WRITTEN)
    FindingAid.objects.update(updated_at=LONG_AGO)
    return f"oai:traboule.example:ead/{path_of().removeprefix('/ark:/')}"


def test_a_finding_aid_is_given_whole_in_ead_and_in_dublin_core(ask: Ask, aid: str) -> None:
    for arguments in ({"metadataPrefix": EAD}, {"metadataPrefix": "oai_dc", "set": "ead"}):
        assert identifiers(ask(verb="ListRecords", **arguments)) == [aid]
    whole = ask(verb="GetRecord", identifier=aid, metadataPrefix=EAD)
    assert "Lettre à Élise" in texts(whole, ".//{*}unittitle") and "Dossier du personnel" not in texts(whole, ".//{*}unittitle")
    dublin = ask(verb="GetRecord", identifier=aid, metadataPrefix="oai_dc")
    assert texts(dublin, ".//dc:identifier")[0].endswith(path_of())


def test_a_finding_aid_that_is_withdrawn_is_told_as_deleted(ask: Ask, aid: str) -> None:
    finding_aids.withdraw(FindingAid.objects.get())
    assert FindingAid.objects.get().updated_at > datetime.now(UTC) - timedelta(minutes=1)
    FindingAid.objects.update(updated_at=LONG_AGO)
    (header,) = ask(verb="ListIdentifiers", metadataPrefix=EAD).iterfind(".//o:header", NS)
    assert header.get("status") == "deleted" and texts(ask(verb="ListRecords", metadataPrefix=EAD), ".//{*}unittitle") == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"metadataPrefix": EAD, "set": "union"}, "cannotDisseminateFormat"),
        ({"metadataPrefix": EAD, "set": "type:book"}, "cannotDisseminateFormat"),
        ({"metadataPrefix": "mods", "set": "ead"}, "cannotDisseminateFormat"),
        ({"metadataPrefix": "mods", "set": "union:more"}, "noRecordsMatch"),
        ({"metadataPrefix": "oai_dc", "set": "union"}, "noRecordsMatch"),
    ],
)
def test_what_is_not_given_is_said_so(ask: Ask, arguments: dict[str, str], expected: str) -> None:
    assert code(ask(verb="ListRecords", **arguments)) == expected


def test_the_formats_of_a_thing_are_those_that_it_is_given_in(ask: Ask, aid: str) -> None:
    assert texts(ask(verb="ListMetadataFormats", identifier=aid), ".//o:metadataPrefix") == ["oai_dc", EAD]
    assert code(ask(verb="GetRecord", identifier=aid, metadataPrefix="mods")) == "cannotDisseminateFormat"
    for wrong in ("oai:traboule.example:notice/1/%00", "oai:traboule.example:ead/x", "oai:traboule.example:page/x"):
        assert code(ask(verb="GetRecord", identifier=wrong, metadataPrefix="oai_dc")) == "idDoesNotExist"


def test_gallica_is_offered_what_is_digitised_and_not_there_already(ask: Ask, library: Library) -> None:
    for name, url in (("ici", "https://numelyo.exemple/1"), ("la", "https://gallica.bnf.fr/ark:/12148/bpt6k1")):
        library.add(replace(samples.RICH, identifier=name, digital_copies=(DigitalCopy(url=url),)))
    told = identifiers(ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set="gallica"))
    assert "oai:traboule.example:record/lyon/ici" in told and "oai:traboule.example:record/lyon/la" not in told


@pytest.fixture
def for_europeana(library: Library) -> str:
    """The name of a digitised record; nobody has consented yet."""
    library.add(replace(samples.RICH, identifier="ici", digital_copies=(DigitalCopy(url="https://numelyo.exemple/1"),)))
    return "oai:traboule.example:record/lyon/ici"


def test_europeana_is_given_in_edm_what_is_digitised_of_sources_that_consent(ask: Ask, library: Library, for_europeana: str) -> None:
    asked = {"metadataPrefix": EUROPEANA, "set": "europeana"}
    assert code(ask(verb="ListRecords", **asked)) == "noRecordsMatch"
    assert code(ask(verb="GetRecord", identifier=for_europeana, metadataPrefix=EUROPEANA)) == "cannotDisseminateFormat"
    Source.objects.update(metadata_cc0=True)
    page = ask(verb="ListRecords", **asked)
    assert for_europeana in identifiers(page) and "europeana" in texts(page, ".//o:setSpec")
    assert set(texts(page, ".//{*}dataProvider")) == {"Catalogue de Lyon"}  # no copy of theirs is known to stand at a library
    assert EUROPEANA in texts(ask(verb="ListMetadataFormats", identifier=for_europeana), ".//o:metadataPrefix")
    assert identifiers(ask(verb="GetRecord", identifier=for_europeana, metadataPrefix=EUROPEANA)) == [for_europeana]
    assert identifiers(ask(verb="ListRecords", metadataPrefix="oai_dc", set="europeana")) == identifiers(page)
    assert code(ask(verb="ListRecords", metadataPrefix=EUROPEANA)) == "cannotDisseminateFormat"


def test_a_source_that_consents_no_more_is_told_as_deleted_to_europeana_and_to_nobody_else(
    ask: Ask, library: Library, for_europeana: str
) -> None:
    def told(since: datetime, **asked: str) -> dict[str | None, str | None]:
        answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **{"from": since.strftime("%Y-%m-%dT%H:%M:%SZ")}, **asked)
        return {one.findtext("o:identifier", namespaces=NS): one.get("status") for one in answer.iterfind(".//o:header", NS)}

    def say(given: bool) -> None:
        consent(library.source, given)
        assert Record.objects.get(identifier="ici").updated_at > before, "who asks what changed hears of it"
        Record.objects.filter(updated_at__gt=before).update(updated_at=before + timedelta(seconds=1))

    before = LONG_AGO + timedelta(minutes=1)
    say(True)
    assert told(before, set="europeana")[for_europeana] is None
    say(False)
    for_it = told(before, set="europeana")
    assert set(for_it.values()) == {"deleted"} and for_europeana in for_it and told(before)[for_europeana] is None
    whole = ask(verb="ListRecords", metadataPrefix=EUROPEANA, set="europeana")
    assert texts(whole, ".//{*}dataProvider") == [] and "europeana" in texts(whole, ".//o:setSpec")
    assert "europeana" not in texts(ask(verb="GetRecord", identifier=for_europeana, metadataPrefix="mods"), ".//o:setSpec")
    say(True)
    assert set(told(before, set="europeana").values()) == {None}


@pytest.mark.shared
def test_what_europeana_is_given_is_valid_by_the_schemas(
    ask: Ask, for_europeana: str, shared_data: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    Source.objects.update(metadata_cc0=True)
    judge = schema(shared_data / "schemas", tmp_path_factory.mktemp("europeana"))
    judge.assertValid(ask(verb="ListRecords", metadataPrefix=EUROPEANA, set="europeana"))
    judge.assertValid(ask(verb="ListSets"))


@pytest.mark.shared
def test_editions_and_finding_aids_are_valid_by_the_schemas(
    ask: Ask, library: Library, aid: str, shared_data: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library.add(replace(samples.RICH, identifier="twin"))
    grouped(library)
    merge(library, "rich", "twin")
    Edition.objects.update(changed_at=LONG_AGO)
    judge = schema(shared_data / "schemas", tmp_path_factory.mktemp("streams"))
    asked = [{"metadataPrefix": EAD}, *({"metadataPrefix": prefix, "set": "union"} for prefix in ("oai_dc", "marcxchange", "mods"))]
    for arguments in asked:
        for page in walk(ask, "ListRecords", **arguments):
            judge.assertValid(page)


def test_another_portal_that_harvests_our_finding_aids_has_them_whole(library: Library, aid: str) -> None:
    harvester = OaiPmh(EndpointConfig(url=BASE, prefix=EAD))
    harvester.transport = InThePortal(harvester.config)
    [item] = [item for page in harvester.pages(Slice()) for item in page.items if item.identifier == aid]
    given = FindingAid.objects.get()
    assert inventories.read(item).status == "read"
    there = Source.objects.create(slug="there", name="There", institution=library.source.institution)
    assert inventories.store(there, item, eadid=given.eadid) is None
    taken = FindingAid.objects.get(namespace="there")

    def told(one: FindingAid) -> list[tuple[Any, ...]]:
        shown = one.rows.filter(internal=False).order_by("first")
        return list(shown.values_list("key", "depth", "level", "title", "call_number", "dates", "unit"))

    assert told(taken) == told(given) and len(told(taken)) > 3
    assert (taken.digital_objects, taken.given_as) == (given.digital_objects, aid)
