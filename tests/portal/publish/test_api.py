"""What a program is given by the public API, and what it is never given."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Institution, Record, Source
from catalogue.search.engine import SearchUnavailable
from portal.publish.api import searching
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.finding_aids.conftest import WRITTEN, path_of, take
from tests.portal.public.test_fonds import written


def got(client: Client, path: str, *, status: int = 200, **headers: str) -> Any:
    response = client.get(f"/api/v1{path}", headers=headers or None)
    assert response.status_code == status, response.content
    assert response["Content-Type"].partition(";")[0] == ("application/json" if status == 200 else "application/problem+json")
    return json.loads(response.content)


def test_a_notice_says_all_that_its_page_says_and_who_says_it(client: Client, library: Library) -> None:
    found = got(client, f"/notices{library.path('rich')}")
    assert found["description"]["titles"][0]["value"] == "Le Jardin des soyeux"
    assert found["institutions"][samples.LYON] == "Lyon · Bibliothèque municipale de Lyon"
    (record,) = found["records"]
    assert (record["source"], record["identifier"], record["licence"]) == ("lyon", "rich", "Licence Ouverte 2.0")
    assert client.get(found["page"].removeprefix("http://testserver")).status_code == 200
    assert client.get(found["forms"]["marcxml"].removeprefix("http://testserver")).status_code == 200


def test_every_notice_comes_once_page_after_page(client: Client, library: Library, django_assert_max_num_queries: Any) -> None:
    seen, path = [], "/notices?limit=7"
    while path:
        with django_assert_max_num_queries(4):
            page = got(client, path)
        seen += [notice["ark"] for notice in page["notices"]]
        path = page.get("next", "").partition("/api/v1")[2]
    shown = {f"ark:/{library.arks[name]}" for name, record in library.records.items() if record.state == Record.State.ACTIVE}
    assert len(seen) == len(set(seen)) and set(seen) == shown


def test_the_search_answers_as_the_page_does(client: Client, library: Library) -> None:
    library.index()
    found = got(client, "/search?q=soyeux&facettes=type,numerise")
    assert found["total"] >= 1 and f"ark:/{library.arks['rich']}" in [each["ark"] for each in found["found"]]
    assert {"value": "book", "notices": 1} in found["facets"]["type"]
    whole, path = [], "/search?limit=5"
    while path:
        page = got(client, path)
        whole += [each["ark"] for each in page["found"]]
        path = page.get("next", "").partition("/api/v1")[2]
    assert len(whole) == len(set(whole)) == page["total"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search?titel=x", "titel"),
        ("/search?type=Book!", "type"),
        ("/search?facettes=couleur", "facettes"),
        ("/search?limit=101", "limit"),
        ("/search?q=" + "a" * 1001, "q"),
        ("/notices?after=hier", "after"),
        ("/notices?after=999999999999999999999999-1", "after"),
        ("/fonds?state=parti", "state"),
        ("/fonds?after=../..", "after"),
        ("/fonds?institution=x", "institution"),
        ("/institutions?after=un", "after"),
        ("/places", "q"),
        ("/search?tri=hasard", "tri"),
        ("/search?numerise=oui", "numerise"),
        ("/search?mots=quelques", "mots"),
        ("/search?de=hier", "de"),
        ("/search?q=lyon&page=999999999999", "page"),
        ("/notices?institution=693836101", "institution"),
        ("/fonds?departement=69", "departement"),
        ("/institutions?commune=69123", "commune"),
        ("/places?q=lyon&name=Lyon", "name"),
    ],
)
def test_what_cannot_be_asked_is_named_in_a_problem(client: Client, library: Library, path: str, name: str) -> None:
    problem = got(client, path, status=400)
    assert problem["status"] == 400 and name in [each["name"] for each in problem["errors"]]


@pytest.mark.parametrize(
    "path", ["/notices/ark:/99999/zzz", "/notices/x", "/fonds/ark:/1/2", "/institutions/999", "/places/00000", "/rien", "/"]
)
def test_what_is_nowhere_is_a_problem_and_no_page(client: Client, library: Library, path: str) -> None:
    assert got(client, path, status=404)["title"] == "Not Found"


def test_nothing_that_is_hidden_or_withdrawn_or_prepared_is_given(client: Client, library: Library) -> None:
    library.index()
    Record.objects.filter(pk=library.records["rich"].pk).update(state=Record.State.HIDDEN)
    for name in ("rich", samples.WITHDRAWN.identifier):
        problem = got(client, f"/notices{library.path(name)}", status=410)
        assert "soyeux" not in json.dumps(problem)
    Source.objects.update(standing=Source.Standing.PREPARED)
    assert got(client, f"/notices{library.path('rich')}", status=404)
    assert got(client, "/notices") == {"notices": []}


def test_what_is_known_already_is_not_sent_again(client: Client, library: Library) -> None:
    path = f"/api/v1/notices{library.path('rich')}"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and again.content == b"" and again["ETag"] == first["ETag"]
    Record.objects.filter(pk=library.records["rich"].pk).update(description={"titles": [{"value": "Autre"}]})
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_scripts_of_any_site_may_ask(client: Client, db: None) -> None:
    assert client.get("/api/v1/places?q=lyon")["Access-Control-Allow-Origin"] == "*"
    asked = client.options("/api/v1/places?q=lyon")
    assert asked.status_code == 204 and "GET" in asked["Access-Control-Allow-Methods"]
    assert client.head("/api/v1/places?q=lyon").status_code == 200
    refused = client.post("/api/v1/places")
    assert refused.status_code == 405 and refused["Content-Type"] == "application/problem+json"


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, db: None, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    answers = [client.get("/api/v1/places/69123") for _ in range(5)]
    refused = [each for each in answers if each.status_code == 429]
    assert refused and answers[0].status_code == 200 and answers[0]["RateLimit-Limit"] == "2"
    assert 0 < int(refused[-1]["Retry-After"]) <= 60 and refused[-1]["RateLimit-Remaining"] == "0"


def test_a_former_commune_leads_to_the_one_it_is_part_of(client: Client, db: None) -> None:
    assert got(client, "/places/69123")["name"] == "Lyon"
    assert got(client, "/places?q=lyon&limit=1")["places"][0]["search"].endswith("/search?commune=69123")


def test_a_published_fonds_is_given_with_its_tree_and_a_draft_never(client: Client, library: Library) -> None:
    keeper = Institution.objects.get(isil=f"FR-{samples.LYON}")
    whole = written(keeper, "Livres de la chartreuse", categories=["before_1830"])
    part = written(whole, "Manuscrits", census_state="surveyed")
    draft = written(keeper, "Fonds secret", published=False)
    listed = got(client, "/fonds?limit=1")
    rest = got(client, listed["next"].partition("/api/v1")[2])
    assert [each["description"]["title"] for each in (*listed["fonds"], *rest["fonds"])] == ["Livres de la chartreuse", "Manuscrits"]
    assert [each["description"]["title"] for each in got(client, "/fonds?category=before_1830")["fonds"]] == [whole.title]
    one = got(client, f"/fonds/{listed['fonds'][0]['ark']}")
    assert [(each["title"], each["depth"]) for each in one["tree"]] == [(whole.title, 0), (part.title, 1)]
    assert got(client, f"/institutions/{listed['fonds'][0]['keeper']}")["rcr"] == samples.LYON
    assert draft.title not in json.dumps(got(client, "/fonds")) and got(client, "/fonds?q=secret") == {"fonds": []}
    part.unpublish()
    assert got(client, f"/fonds/{rest['fonds'][0]['ark']}", status=410)


def test_a_component_is_given_with_its_way_and_what_lies_in_it(client: Client, library: Library) -> None:
    take(WRITTEN)
    whole = got(client, f"/components{path_of()}")
    assert [each["title"] for each in whole["children"]] == ["Lettres reçues", "Comptes"] and whole["institution"] == samples.LYON
    assert "personnel" not in json.dumps(whole, ensure_ascii=False)
    letter = got(client, f"/components{path_of('lettre')}")
    assert [each["level"] for each in letter["path"][1:]] == ["series", "file"] and letter["description"]["ids"][0]["value"] == "Ms 12/3"
    assert client.get(f"/api/v1/notices{path_of('lettre')}")["Location"].endswith(f"/api/v1/components{path_of('lettre')}")
    assert got(client, f"/components{path_of('annees')}?after=3")["children"][0]["title"] == "Lettre 1"
    assert client.get(whole["ead"].removeprefix("http://testserver")).status_code == 200


def test_an_institution_is_found_by_its_number_its_ark_and_its_town(client: Client, library: Library) -> None:
    by_number = got(client, f"/institutions/{samples.LYON}")
    assert by_number["name"] == "Bibliothèque municipale de Lyon" and by_number["email"] == "fonds.ancien@lyon.example"
    assert got(client, "/institutions?q=grenoble")["institutions"][0]["rcr"] == samples.GRENOBLE
    first = got(client, "/institutions?limit=1")
    rest = got(client, first["next"].partition("/api/v1")[2])
    assert first["institutions"][0]["isil"] < rest["institutions"][0]["isil"]


def test_an_engine_that_does_not_answer_is_a_problem_with_a_time_to_come_back(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise SearchUnavailable("away")

    monkeypatch.setattr(searching, "search_counted", down)
    assert got(client, "/search?q=lyon", status=503)["status"] == 503


def test_the_description_names_every_operation_and_every_schema(client: Client, db: None) -> None:
    described = got(client, "/openapi.json")
    assert described["openapi"].startswith("3.1") and len(described["paths"]) >= 10
    text = json.dumps(described)
    named = {each.partition('"')[0] for each in text.split('"#/components/schemas/')[1:]}
    assert named <= described["components"]["schemas"].keys() and {"Notice", "Description", "FondsDescription", "Unit"} <= named
    assert {"q", "type", "titre", "tri"} <= {each["name"] for each in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert all("get" in methods and len(methods) == 1 for methods in described["paths"].values())


def test_the_page_describes_the_api_without_a_script_of_others(client: Client, db: None) -> None:
    page = client.get("/api").content.decode()
    assert "/api/v1/notices/{ark}" in page and "Chercher, comme la page de résultats" in page
    assert 'src="http' not in page
