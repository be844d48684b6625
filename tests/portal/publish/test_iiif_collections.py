"""The digital copies of an institution and of a fonds as collections of IIIF: what they hold, where they are found, what judges say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from catalogue.core.description import DigitalCopy, Holding
from catalogue.formats.digital import manifest_of
from catalogue.models import Fonds, FondsDigitalCopy, Institution
from catalogue.services import arks
from portal.publish import iiif
from tests.judged.json_schema import faults
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.test_fonds import path_of, written

GALLICA = "https://gallica.bnf.fr/ark:/12148/btv1b8449691v"
OF_GALLICA = "https://gallica.bnf.fr/iiif/ark:/12148/btv1b8449691v/manifest.json"
OWN = "https://numelyo.example/iiif/portes/manifest.json"


@pytest.fixture
def digitised(library: Library) -> str:
    """Three digitised records more at one institution, one of them without a manifest; the address of its collection."""
    held = (Holding(institution=samples.GRENOBLE, call_number="A 1"),)
    copies = {
        "avec": DigitalCopy(url="https://numelyo.example/1", manifest=OWN),
        "gallica": DigitalCopy(url=GALLICA, label="Exemplaire de Grenoble"),
        "sans": DigitalCopy(url="https://numelyo.example/3.pdf"),
    }
    for name, copy in copies.items():
        library.add(replace(samples.NO_DATE, identifier=name, holdings=held, digital_copies=(copy,)))
    library.index()
    return f"/ark:/{arks.of_institution(samples.GRENOBLE)}/collection.json"


@pytest.fixture
def portes(library: Library) -> Fonds:
    lyon = Institution.objects.get(isil=f"FR-{samples.LYON}")
    made = written(lyon, "Livres de Portes", digital_copies=[FondsDigitalCopy(url=GALLICA, label="Cartulaire")])
    child = written(made, "Manuscrits", level="subfonds")
    written(child, "Plans", level="subfonds", digital_copies=[FondsDigitalCopy(url=OWN)])
    written(made, "Imprimés", level="subfonds")
    return made


def got(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/ld+json;profile=")
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["ETag"]
    made: dict[str, Any] = json.loads(answer.content)
    assert made["id"] == f"http://testserver{address}" and made["type"] == "Collection"
    return made


def test_a_copy_has_the_manifest_that_its_record_gives_or_its_address_tells() -> None:
    assert manifest_of(DigitalCopy(url=GALLICA)) == OF_GALLICA and manifest_of(DigitalCopy(url=OWN)) == OWN
    assert manifest_of(DigitalCopy(url="https://numelyo.example/1", manifest=OWN)) == OWN
    for url, manifest in (
        ("https://numelyo.example/1.pdf", ""),
        ("javascript:alert(1)", ""),
        ("https://a.example/1", "javascript:alert(1)"),
    ):
        assert manifest_of(DigitalCopy(url=url, manifest=manifest)) == ""


def test_an_institution_has_the_manifests_of_its_records(client: Client, digitised: str) -> None:
    made = got(client, digitised)
    assert {(item["type"], item["id"]) for item in made["items"]} == {("Manifest", OWN), ("Manifest", OF_GALLICA)}
    assert {"none": ["Exemplaire de Grenoble"]} in [item["label"] for item in made["items"]]
    assert made["metadata"][0]["value"] == {"none": [f"FR-{samples.GRENOBLE}"]}


def test_many_are_given_in_parts(client: Client, digitised: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iiif, "MAX_SIZE", 1)
    whole = got(client, digitised)
    assert len(whole["items"]) > 3 and {item["type"] for item in whole["items"]} == {"Collection"}
    parts = [got(client, item["id"].removeprefix("http://testserver")) for item in whole["items"]]
    assert {OWN, OF_GALLICA} <= {item["id"] for part in parts for item in part["items"]}
    assert all(part["partOf"] == [{"id": whole["id"], "type": "Collection"}] for part in parts)
    for wrong in ("9", "0", "x", "-1", "٣", "9" * 30):
        assert client.get(f"{digitised}?partie={wrong}").status_code == 404, wrong


def test_an_institution_without_digital_copies_has_an_empty_collection(client: Client, empty_library: Library) -> None:
    assert got(client, f"/ark:/{arks.of_institution(samples.LYON)}/collection.json")["items"] == []


def test_a_fonds_has_its_own_manifests_and_the_sous_fonds_that_have_some(client: Client, portes: Fonds) -> None:
    made = got(client, f"{path_of(portes)}/collection.json")
    child, plans, printed = (Fonds.objects.get(title=title) for title in ("Manuscrits", "Plans", "Imprimés"))
    below = f"http://testserver{path_of(child)}/collection.json"
    assert [(item["type"], item["id"]) for item in made["items"]] == [("Manifest", OF_GALLICA), ("Collection", below)]
    assert [item["id"] for item in got(client, f"{path_of(plans)}/collection.json")["items"]] == [OWN]
    assert client.get(f"{path_of(printed)}/collection.json").status_code == 404


def test_pages_lead_to_their_collection_where_there_is_something_in_it(client: Client, portes: Fonds, digitised: str) -> None:
    assert f'href="{path_of(portes)}/collection.json"' in client.get(path_of(portes)).content.decode()
    assert "collection.json" not in client.get(path_of(Fonds.objects.get(title="Imprimés"))).content.decode()
    assert f'href="{digitised}"' in client.get(digitised.removesuffix("/collection.json")).content.decode()


def test_nothing_else_has_a_collection(client: Client, library: Library) -> None:
    for path in (library.path("rich"), "/ark:/99999/nothing", "/ark:/x", "/ark:/99999/%00"):
        assert client.get(f"{path}/collection.json").status_code == 404


def test_when_no_engine_answers_it_is_said_when_to_come_back(client: Client, digitised: str, engine_down: None) -> None:
    answer = client.get(digitised)
    assert answer.status_code == 503 and answer["Retry-After"].isdecimal()


@pytest.mark.shared
def test_collections_are_valid_by_the_schema_of_iiif(client: Client, digitised: str, portes: Fonds, shared_data: Any) -> None:
    schema = json.loads((shared_data / "schemas/iiif/iiif_3_0.json").read_text(encoding="utf-8"))
    judge = schema["classes"]["collection"]
    for address in (digitised, f"{digitised}?partie=1", f"{path_of(portes)}/collection.json"):
        made = got(client, address)
        assert faults(made, judge, schema) == []
        assert faults({**made, "label": "bare"}, judge, schema) and faults({**made, "items": [{"id": "x"}]}, judge, schema)
