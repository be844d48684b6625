"""Fonds, components, institutions, former owners and pages of editors in JSON-LD: behind the ark, or for a machine that prefers it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.core.keys import Kind
from catalogue.models import Ark, Fonds, FondsExtent, Institution, Record
from portal.pages.mediation import Exhibition, LearningPath
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.finding_aids import conftest as aids
from tests.portal.public.mediation.made import block, make
from tests.portal.public.mediation.test_articles import event
from tests.portal.public.mediation.test_pages import address
from tests.portal.public.paths import institution_path
from tests.portal.public.test_fonds import path_of, written
from tests.portal.public.test_owners import dispersed
from tests.selections import some

__all__ = ["dispersed"]
LINKED = "application/ld+json"


def told(client: Client, path: str) -> dict[str, Any]:
    """What the ark is said to be, read again; the address that it gives itself is its own."""
    answer = client.get(f"{path}.jsonld")
    assert answer.status_code == 200 and answer["Content-Type"] == f"{LINKED}; charset=utf-8"
    assert path in answer["Link"] and answer["X-Robots-Tag"] == "noindex"
    found: dict[str, Any] = json.loads(answer.content)
    assert found["@context"] == "https://schema.org" and found["@id"].endswith(path) and found["url"] == found["@id"]
    assert path.lstrip("/") in found["identifier"]
    return found


@pytest.fixture
def portes(library: Library) -> Fonds:
    lyon = Institution.objects.get(isil=f"FR-{samples.LYON}")
    made = written(lyon, "Livres de la chartreuse de Portes", extents=[FondsExtent(number=30, unit="map")])
    written(made, "Cartes", level="subfonds")
    written(made, "Brouillon", level="subfonds", published=False)
    return made


@pytest.fixture
def ferrand(library: Library) -> Callable[..., str]:
    aids.take(aids.WRITTEN)
    return aids.path_of


def test_a_fonds_says_what_lies_in_it_and_who_keeps_it(
    client: Client, portes: Fonds, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path = path_of(portes)
    found = told(client, path)
    assert (found["name"], found["dateCreated"], len(found["materialExtent"])) == (portes.title, "1452/1789", 1)
    assert [part["name"] for part in found["hasPart"]] == ["Cartes"]
    assert found["holdingArchive"]["@id"].endswith(institution_path(samples.LYON))
    with django_assert_max_num_queries(6):
        client.get(f"{path}.jsonld")


def test_a_letter_says_in_what_it_lies(client: Client, ferrand: Callable[..., str]) -> None:
    found = told(client, ferrand("lettre"))
    assert (found["@type"], found["temporalCoverage"], found["itemLocation"]) == ("ArchiveComponent", "1871/1872", "Ms 12/3")
    assert found["isPartOf"]["@id"].endswith(ferrand("annees")) and found["holdingArchive"]["address"]["addressLocality"] == "Lyon"


def test_what_is_meant_for_staff_is_given_in_no_form(client: Client, ferrand: Callable[..., str]) -> None:
    assert client.get(f"{ferrand('secret')}.jsonld").status_code == 404
    assert "personnel" not in client.get(f"{ferrand()}.jsonld").content.decode()


def test_a_library_says_where_it_is(client: Client, library: Library) -> None:
    found = told(client, institution_path(samples.LYON))
    assert found["@type"] == "Library" and found["address"]["addressLocality"] == "Lyon" and f"FR-{samples.LYON}" in found["identifier"]


def test_a_former_owner_has_her_names_and_her_number(client: Client, dispersed: Library) -> None:
    arks = {ark.identifier: f"/ark:/{ark.name}" for ark in Ark.objects.filter(kind=Kind.PERSON)}
    found = told(client, arks.pop("idref:026927608"))
    assert found["@type"] == "Person" and len({found["name"], *found["alternateName"]}) >= 2
    assert found["sameAs"] == ["https://www.idref.fr/026927608"]
    led = [client.get(f"{path}.jsonld").get("Location", path) for path in some(arks.values())]
    assert [told(client, path.removesuffix(".jsonld"))["@type"] for path in sorted(set(led))].count("Organization") == 1


def test_what_editors_write_says_what_it_shows_and_whose_it_is(client: Client, library: Library) -> None:
    shown, hidden = some(library.arks.values())[:2]
    lines = [block("notice", title="", ark=shown, text="<p>Ici.</p>"), block("quotation", text="Là", author="", ark=hidden)]
    sorts = ["WebPage", "CreativeWork"], "LearningResource"
    made = [address(make(model, lines)) for model in (Exhibition, LearningPath)]
    gone = next(library.records[name] for name, ark in library.arks.items() if ark == hidden)
    Record.objects.filter(pk=gone.pk).update(state=Record.State.TOMBSTONE)
    for path, sort in zip(made, sorts, strict=True):
        found = told(client, path)
        assert (found["@type"], found["author"]["name"]) == (sort, "L’équipe du fonds ancien")
        assert [one["url"].partition("/ark:/")[2] for one in found["mentions"]] == [shown]
        assert client.get(path, headers={"Accept": LINKED})["Location"] == f"{path}.jsonld"
        page = client.get(f"/en{path}").content.decode()
        said = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        in_words = {"educationalLevel": "Everybody"} if "educationalLevel" in found else {}
        assert found | in_words == json.loads(said)
    meeting = event("Demain", begins=timezone.localdate())
    assert told(client, address(meeting))["startDate"] == timezone.localdate().isoformat()
    meeting.unpublish()
    assert client.get(f"{address(meeting)}.jsonld").status_code in (404, 410)


@pytest.mark.parametrize(
    ("accept", "linked"),
    [
        (LINKED, True),
        ("text/html;q=0.4, application/ld+json;q=0.5", True),
        ("text/html, application/ld+json", False),
        ("application/ld+json;q=0", False),
        ("application/marcxml+xml", False),  # a page is better than nothing: a fonds is no record of MARC
        ("*/*", False),
    ],
)
def test_a_machine_is_sent_where_it_prefers(client: Client, portes: Fonds, accept: str, linked: bool) -> None:
    path = path_of(portes)
    answer = client.get(path, headers={"Accept": accept})
    assert "Accept" in answer["Vary"].split(", ")
    assert (answer.status_code, answer.get("Location", "")) == ((303, f"{path}.jsonld") if linked else (200, ""))


def test_a_fonds_is_given_in_no_form_of_records(client: Client, portes: Fonds) -> None:
    path = path_of(portes)
    assert client.get(f"{path}.marcxml").status_code == 404
    portes.unpublish()
    assert client.get(f"{path}.jsonld").status_code in (404, 410)
