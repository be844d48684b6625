"""Does a reader find the libraries of a network together, and the network from each of them?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Institution, Network
from catalogue.services import institutions
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page, text

NAME = "Bibliothèques de la Métropole"
PATH = "/reseaux/bibliotheques-de-la-metropole"


@pytest.fixture
def network(library: Library) -> Network:
    """With the library of Lyon, and one that nobody sees."""
    made = Network(title=NAME, presentation="Un réseau de lecture publique.", website="https://reseau.example/")
    institutions.index_page().add_child(instance=made)
    lyon = Institution.objects.get(isil=f"FR-{samples.LYON}")
    lyon.move(made, pos="last-child")
    made.refresh_from_db()
    made.add_child(instance=Institution(title="Annexe fermée", slug="annexe", isil="FR-690006101", live=False))
    return made


def test_its_page_lists_its_libraries_that_readers_see(
    client: Client, network: Network, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(PATH)
    with django_assert_max_num_queries(4):
        found = page(client, PATH)
    said = text(found.main)  # type: ignore[arg-type]
    assert text(found.h1) == NAME and "Un réseau de lecture publique." in said and "reseau.example" in said  # type: ignore[arg-type]
    assert [text(one) for one in found.select(".beside a > span:first-child")] == ["Lyon · Bibliothèque municipale de Lyon"]
    assert "Annexe" not in said and "étude" not in said


def test_each_of_its_libraries_and_the_directory_lead_there(client: Client, network: Network) -> None:
    for path in (institution_path(samples.LYON), "/etablissements"):
        assert [text(one) for one in page(client, path).select(f'a[href="{PATH}"]')] == [NAME]
    for path in (institution_path(samples.GRENOBLE), "/etablissements?q=grenoble"):
        assert PATH not in str(page(client, path))
    assert f"http://testserver{PATH}<" in client.get("/sitemap/pages.xml").text


def test_one_that_is_not_published_is_told_to_nobody(client: Client, network: Network) -> None:
    network.unpublish()
    assert client.get(PATH).status_code == 404 and client.get("/reseaux/aucun").status_code == 404
    lyon = page(client, institution_path(samples.LYON))
    assert NAME not in str(lyon) and "Bibliothèque municipale de Lyon" in text(lyon.h1)  # type: ignore[arg-type]


def test_in_english_too(client: Client, network: Network) -> None:
    said = page(client, f"/en{PATH}")
    assert "Its libraries" in text(said.main)  # type: ignore[arg-type]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [PATH, f"/en{PATH}"])
def test_its_page_is_accessible_fits_and_keeps_to_itself(
    reader: Callable[..., Reader], network: Network, drawn: None, path: str, width: int
) -> None:
    visit = reader(width=width)
    visit.open(path)
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == []
