"""A village is never a dead end: its page is offered first, and leads on where the catalogue has nothing of it."""

from __future__ import annotations

from urllib.parse import quote

from django.test import Client
from msgspec.structs import replace

from catalogue.core.description import Title
from catalogue.models import Institution
from catalogue.services import register
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text


def test_a_village_without_a_record_shows_its_neighbours_the_nearest_houses_and_the_archives(client: Client, library: Library) -> None:
    Institution.objects.filter(isil=f"FR-{samples.LYON}").update(insee="69383", latitude=45.7606, longitude=4.8576)
    found = page(client, "/commune/69142")  # La Mulatière, beside Lyon
    beside = {section["aria-labelledby"]: text(section) for section in found.select("section[aria-labelledby]")}
    assert "Lyon" in beside["neighbours"] and "km" in beside["neighbours"]
    assert "Bibliothèque municipale de Lyon" in beside["houses"]
    assert "registres paroissiaux" in beside["archives"] and "(Rhône)" in beside["archives"]
    (link,) = found.select("section[aria-labelledby=archives] a")
    assert link["href"] == "https://francearchives.gouv.fr/fr/annuaire/departements?dpt=69", "archives unknown here are in a directory"


def test_a_village_is_named_before_anything_else_where_nothing_is_found(client: Client, library: Library) -> None:
    for typed in ("la mulatiere", "La Mulatière", "Saint-Agrève"):
        named = page(client, f"/recherche?q={quote(typed)}").select(".recognised a")
        assert len(named) == 1 and str(named[0]["href"]).startswith("/commune/"), typed


def test_a_town_of_the_catalogue_is_named_once(client: Client, library: Library) -> None:
    named = [link["href"] for link in page(client, "/recherche?q=lyon").select(".recognised a")]
    assert len({"/lieu/lyon", "/commune/69123"}.intersection(named)) == 1


def test_the_archives_of_the_department_are_led_to_where_they_are_known(client: Client, library: Library) -> None:
    register.meet({"FR-FRAD069": "Archives du département du Rhône et de la métropole de Lyon"})
    link, directory = page(client, "/commune/69142").select("section[aria-labelledby=archives] a")
    assert "dpt=69" in str(directory["href"]), "they have told no website"
    assert "Archives du département du Rhône" in text(link) and client.get(str(link["href"]), follow=True).status_code == 200


def test_a_village_that_no_record_names_is_the_answer_before_what_has_a_part_of_its_name(client: Client, library: Library) -> None:
    library.add(replace(samples.RICH, identifier="saints", titles=(Title(value="Vie des saints, saint par saint"),)))
    library.index()
    found = page(client, f"/recherche?q={quote('Saint-Agrève')}")
    assert found.select(".hit"), "a record has a word of it"
    [named] = found.select(".recognised")
    assert str(named.a["href"]) == "/commune/07204" and "Aucune notice ne nomme Saint-Agrève (Ardèche)" in text(named)
    assert "n’ont qu’une partie de ces mots" in text(found.select(".said")[0])
    assert not page(client, "/recherche?q=soyeux+kilowattheures").select(".recognised--villages"), "no commune is called so"
