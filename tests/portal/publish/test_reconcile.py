"""A column of names of OpenRefine becomes institutions, communes, fonds and notices; columns are brought back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.models import Institution
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.test_fonds import written

LYON = f"FR-{samples.LYON}"


def asked(client: Client, sort: str, *queries: str, status: int = 200) -> list[list[dict[str, Any]]]:
    batch = {f"q{number}": {"query": query, "limit": 3} for number, query in enumerate(queries)}
    response = client.post(f"/reconcile/{sort}", {"queries": json.dumps(batch)})
    assert response.status_code == status, response.content
    found = json.loads(response.content)
    for candidates in found.values():
        for one in candidates["result"]:
            assert {"id", "name", "score"} <= one.keys() and isinstance(one["match"], bool) and one["type"][0]["id"] == sort
    return [found[key]["result"] for key in batch]


def test_an_institution_is_found_by_any_of_its_numbers_and_by_its_name(client: Client, library: Library) -> None:
    by_number, by_isil, by_name, nobody = asked(client, "institutions", samples.LYON, LYON, "bibliotheque municipale de lyon", "zzz")
    assert [one["id"] for one in by_number] == [one["id"] for one in by_isil] == [LYON] and by_number[0]["match"]
    assert by_name[0]["id"] == LYON and by_name[0]["match"] and nobody == []
    page = client.get(reverse("public:former_institution", args=[LYON]))
    assert page.status_code in (200, 301)


def test_a_commune_is_found_by_a_former_name_and_a_homonym_is_not_certain(client: Client, db: None) -> None:
    lyon, several = asked(client, "communes", "69001", "Saint-Denis")
    assert lyon[0]["id"] == "69123" and len(several) == 3 and not any(one["match"] for one in several)


def test_fonds_and_notices_are_found_by_their_words(client: Client, library: Library) -> None:
    library.index()
    written(Institution.objects.get(isil=LYON), "Livres de la chartreuse")
    written(Institution.objects.get(isil=LYON), "Livres secrets", published=False)
    (fonds,) = asked(client, "fonds", "livres chartreuse")
    (hidden,) = asked(client, "fonds", "livres secrets")
    (notice,) = asked(client, "notices", "jardin des soyeux")
    assert fonds[0]["name"] == "Livres de la chartreuse" and hidden == []
    assert notice[0]["id"] == f"ark:/{library.arks['rich']}" and not notice[0]["match"]
    for one in (fonds[0], notice[0]):
        assert client.get(f"/{one['id']}").status_code == 200


def test_the_manifest_leads_to_everything_it_names(client: Client, library: Library) -> None:
    for sort in ("institutions", "communes", "fonds", "notices"):
        said = json.loads(client.get(f"/reconcile/{sort}").content)
        assert "0.2" in said["versions"] and "{{id}}" in said["view"]["url"]
        for part in (said["suggest"]["entity"], said["extend"]["propose_properties"]):
            assert client.get(f"{part['service_url']}{part['service_path']}".removeprefix("http://testserver")).status_code == 200
    suggested = json.loads(client.get("/reconcile/communes/suggest?prefix=villeurb").content)["result"]
    assert suggested[0]["name"] == "Villeurbanne"


def test_columns_are_brought_into_a_table(client: Client, library: Library) -> None:
    extend = {"ids": [LYON, "FR-000000000"], "properties": [{"id": "town"}, {"id": "rcr"}, {"id": "nothing"}]}
    found = json.loads(client.post("/reconcile/institutions", {"extend": json.dumps(extend)}).content)
    assert found["rows"][LYON] == {"town": [{"str": "Lyon"}], "rcr": [{"str": samples.LYON}], "nothing": []}
    assert found["rows"]["FR-000000000"] == {"town": [], "rcr": [], "nothing": []}
    asked_of = {"ids": [f"ark:/{library.arks['rich']}"], "properties": [{"id": "type"}]}
    notices = json.loads(client.get("/reconcile/notices", {"extend": json.dumps(asked_of)}).content)
    assert notices["rows"][f"ark:/{library.arks['rich']}"] == {"type": [{"str": "book"}]}


@pytest.mark.parametrize("form", [{"queries": "{"}, {"queries": "[]"}, {"queries": '{"q": 1}'}, {"extend": "{}"}, {"queries": "[" * 9999}])
def test_what_makes_no_sense_is_a_problem(client: Client, db: None, form: dict[str, str]) -> None:
    response = client.post("/reconcile/communes", form)
    assert response.status_code == 400 and response["Content-Type"] == "application/problem+json"


def test_too_many_queries_and_an_unknown_sort_are_refused(client: Client, db: None) -> None:
    many = json.dumps({f"q{number}": {"query": "a"} for number in range(21)})
    assert client.post("/reconcile/communes", {"queries": many}).status_code == 400
    assert client.get("/reconcile/chats").status_code == 404
