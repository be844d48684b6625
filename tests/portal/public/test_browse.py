"""From a place, a person, a subject or a library to what the catalogue holds of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Agent, DateSpan, Description, Holding, Identifier, Publication, Subject, Title
from catalogue.models import Institution, Record
from catalogue.search import engines
from catalogue.search.engine import Engine
from catalogue.services import register
from portal.public.shared.opening import now_in_words
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path, today
from tests.portal.public.reading import page, robots, text

PERRACHON = "perrachon-antoine-1520-1581"
PATHS = (
    "/lieux", "/lieux?q=lyon", "/departement/69", "/commune/69123", "/lieu/venise", "/personnes", "/personnes?debut=p",
    f"/personne/{PERRACHON}",
    "/sujets", "/sujet/lyon-rhone", "/etablissements", "/etablissements?departement=69", f"/etablissement/{samples.LYON}",
)  # fmt: skip


def _book(name: str, **more: Any) -> Description:
    facts: dict[str, Any] = {
        "document_type": "book",
        "titles": (Title(value=f"Livre {name}"),),
        "dates": (DateSpan(display="1601", start=1601, end=1601),),
        "holdings": (Holding(institution=samples.LYON, call_number="1"),),
    }
    return Description(identifier=name, format="unimarc", material="text", **{**facts, **more})


@pytest.fixture
def shelves(library: Library) -> Library:
    """The samples, and a few books around one printer and one town."""
    idref = Identifier(scheme="idref", value="027241637")
    library.add(
        _book(
            "a",
            agents=(Agent(name="Perrachon, Antoine", dates="1520?-1581", roles=("070",), identifiers=(idref,)), Agent(name="Labé, Louise")),
            publications=(Publication(places=("A Lyon",)),),
        )
    )
    library.add(_book("b", subjects=(Subject(value="Perrachon, Antoine (1520?-1581)", kind="person"), Subject(value="Soie -- Industrie"))))
    library.add(
        _book(
            "c",
            holdings=(
                Holding(
                    institution=samples.GRENOBLE, call_number="2", former_owners=(Agent(name="Perrachon, Antoine", dates="1520?-1581"),)
                ),
            ),
            publications=(Publication(places=("Saint-Denis",)),),
        )
    )
    library.index()
    Institution.objects.filter(isil=f"FR-{samples.LYON}").update(
        insee="69383", address="30 boulevard Vivier-Merle", opening_hours="Le mardi."
    )
    return library


class Counting:
    """Counts the searches that an engine is asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.calls = 0

    def search(self, request: Any) -> Any:
        """One more."""
        self.calls += 1
        return self._engine.search(request)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_costs_at_most_four_statements_and_few_searches(
    client: Client, shelves: Library, path: str, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/")  # what is kept for every page is read once
    now = today(path)
    counting = Counting(engines.serving())
    monkeypatch.setattr(engines, "serving", lambda: counting)
    with django_assert_max_num_queries(7 if "etablissement" in path else 4):  # an institution has documents, fonds, exhibitions
        page(client, now)
    assert counting.calls <= 3 + path.startswith("/commune")  # the counts of its neighbours, which are kept between two changes


@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_so_when_no_engine_answers(client: Client, shelves: Library, engine_down: None, path: str) -> None:
    response = client.get(today(path))
    assert response.status_code == 503 and response["Retry-After"]
    assert "La recherche ne répond pas" in response.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_each_page_is_in_english_too(client: Client, shelves: Library, path: str) -> None:
    found = page(client, f"/en{today(path)}")
    assert found.html and found.html["lang"] == "en"
    assert "établissement" not in text(found.main or found).lower()


def test_the_region_comes_with_its_map_and_a_list_that_says_the_same(client: Client, shelves: Library, drawn: None) -> None:
    found = page(client, "/lieux")
    listed = {link["href"]: text(link.select_one(".count") or link) for link in found.select(".beside--areas a")}
    assert listed["/departement/69"] == "2" and listed["/departement/01"] == "0" and len(listed) == 12
    assert {link["href"] for link in found.select("svg.map a")} <= set(listed)
    assert "Venise" in text(found.select("section[aria-labelledby=elsewhere]")[0])


def test_a_reader_comes_to_a_village_by_a_former_name_or_a_postal_code(client: Client, shelves: Library) -> None:
    found = page(client, "/lieux?q=vaise")
    assert [(link["href"], text(link)) for link in found.select(".suggested a")] == [("/commune/69123", "Lyon")]
    assert "« Vaise » en fait partie" in text(found.select(".suggested li")[0])
    assert "code postal 69005" in text(page(client, "/lieux?q=69005").select(".suggested li")[0])
    assert "Aucune commune" in text(page(client, "/lieux?q=zzzz").h1)  # type: ignore[arg-type]
    homonyms = [text(item) for item in page(client, "/lieux?q=Saint-Denis").select(".suggested li")]
    assert homonyms[0].startswith("Saint-Denis La Réunion") and homonyms[1].startswith("Saint-Denis Seine-Saint-Denis")


def test_a_commune_says_what_was_printed_there_what_is_about_it_and_who_keeps_it(client: Client, shelves: Library, drawn: None) -> None:
    found = page(client, "/commune/69123")
    assert "Livre a" in text(found.select("section[aria-labelledby=shelf-printed]")[0])
    assert "Le Jardin des soyeux" in text(found.select("section[aria-labelledby=shelf-about]")[0])
    library, both = found.select("section[aria-labelledby=keepers] a")
    assert text(library) == "Bibliothèque municipale de Lyon" and library["href"] == institution_path(samples.LYON)
    assert text(both) == "2 de ces notices, avec « Bibliothèque municipale de Lyon »"
    assert "Vaise" in text(found.select(".facts")[0]) and found.select("svg.map .here")
    assert found.select("h1 + .lead a")[0]["href"] == "/recherche?commune=69123"
    assert robots(found) == ""


def test_the_code_of_an_arrondissement_leads_to_its_commune(client: Client, shelves: Library) -> None:
    response = client.get("/commune/69383")
    assert response.status_code == 301 and response["Location"] == "/commune/69123"
    assert client.get("/commune/69999").status_code == 404


def test_a_commune_without_a_record_says_so_and_is_left_out_of_indexes(client: Client, shelves: Library) -> None:
    found = page(client, "/commune/63113")
    assert "Aucune notice" in text(found.select(".lead")[0]) and robots(found) == "noindex, follow"


def test_a_place_that_is_one_commune_leads_there_and_others_keep_a_page(client: Client, shelves: Library) -> None:
    response = client.get("/lieu/lyon")
    assert response.status_code == 301 and response["Location"] == "/commune/69123"
    venice = page(client, "/lieu/venise")
    assert text(venice.h1) == "Venise" and "ספר" in text(venice.select(".lines")[0])  # type: ignore[arg-type]
    homonyms = page(client, "/lieu/saint-denis")
    assert "Livre c" in text(homonyms.main) and "Seine-Saint-Denis" in text(homonyms.select(".suggested")[0])  # type: ignore[arg-type]
    assert client.get("/lieu/nulle-part").status_code == 404


def test_a_department_lists_its_communes_by_alphabet(client: Client, shelves: Library, drawn: None) -> None:
    found = page(client, "/departement/69")
    assert [text(link) for link in found.select(".letters a")] == ["Lyon 2"]
    assert found.select(".lead a")[0]["href"] == "/recherche?territoire=69"
    assert client.get("/departement/20").status_code == 404
    assert "Aucune notice" in text(page(client, "/departement/974").select(".lead")[0])


def test_a_person_made_it_is_its_subject_or_owned_it(client: Client, shelves: Library) -> None:
    found = page(client, f"/personne/{PERRACHON}")
    assert text(found.h1) == "Perrachon, Antoine (1520?-1581)"  # type: ignore[arg-type]
    shelf = {section["aria-labelledby"]: text(section) for section in found.select("section.shelf")}
    assert "Livre a" in shelf["shelf-by"] and "Livre b" in shelf["shelf-about"] and "Livre c" in shelf["shelf-owned"]
    assert "Auteur (2)" in text(found.select(".lead")[0]) and "1520?-1581" in text(found.select(".facts")[0])
    assert found.select(".facts a")[0]["href"] == "https://www.idref.fr/027241637"
    related = {link["href"] for link in found.select("section[aria-labelledby=related] a")}
    assert "/personne/labe-louise" in related
    assert client.get("/personne/personne-du-tout").status_code == 404


def test_an_unknown_name_offers_the_search_for_it(client: Client, shelves: Library) -> None:
    found = page(client, "/personne/louise-perrachon", status=404)
    assert found.select("main input[name=q]")[0]["value"] == "louise perrachon" and robots(found) == "noindex"


def test_a_subject_has_its_narrower_ones(client: Client, shelves: Library) -> None:
    found = page(client, "/sujet/soie")
    narrower = {text(link.span) for link in found.select("section[aria-labelledby=narrower] a")}  # type: ignore[arg-type]
    assert "Soie -- Industrie" in narrower and text(found.h1) == "Soie"  # type: ignore[arg-type]
    lyon = page(client, "/sujet/lyon-rhone")
    assert lyon.select(".lead a")[0]["href"] == "/commune/69123"


def test_an_index_goes_by_alphabet(client: Client, shelves: Library) -> None:
    found = page(client, "/personnes?debut=Per")
    assert [link["href"] for link in found.select(".beside--index a")] == [f"/personne/{PERRACHON}"]
    assert "Rien ne commence" in text(page(client, "/personnes?debut=qqq").main)  # type: ignore[arg-type]
    assert page(client, "/sujets").select(".beside--index a")


def test_an_index_goes_on_after_its_last_name(client: Client, shelves: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.public.shared.browsing.PAGE", 1)
    first = page(client, "/sujets?debut=s")
    names = []
    while True:
        names += [link["href"] for link in first.select(".beside--index a")]
        following = first.select("a[rel~=next]")
        if not following:
            break
        first = page(client, following[0]["href"])
    assert len(names) == len(set(names)) >= 2 and names == sorted(names)


def test_an_institution_says_how_to_go_there_and_what_it_keeps(client: Client, shelves: Library, drawn: None) -> None:
    found = page(client, institution_path(samples.LYON))
    visit = text(found.select(".visit")[0])
    for said in ("Le mardi.", "30 boulevard Vivier-Merle", "Salle du fonds ancien", "fonds.ancien@lyon.example"):
        assert said in visit
    assert "javascript:" not in str(found)
    assert [link["href"] for link in found.select(".eyebrow a")] == ["/commune/69123"]
    assert "Livre 4" in text(found.select("section[aria-labelledby=types]")[0])
    assert "Notices reçues le 2 mars 2026 de « Catalogue de Lyon »" in text(found.select("section[aria-labelledby=newest]")[0])
    assert client.get("/etablissement/999999999").status_code == 404


def test_institutions_are_found_by_department_and_by_name(client: Client, shelves: Library) -> None:
    assert len(page(client, "/etablissements").select(".beside a[href^='/ark:/']")) == 2
    isere = page(client, "/etablissements?departement=38").select(".beside a")
    assert [text(link).split(" ")[0] for link in isere] == ["Grenoble"]
    assert page(client, "/etablissements?q=municipale+lyon").select(f"a[href='{institution_path(samples.LYON)}']")
    assert "Aucun établissement" in text(page(client, "/etablissements?q=zzz").main)  # type: ignore[arg-type]


def test_a_hostile_heading_stays_words(client: Client, shelves: Library) -> None:
    for path in ("/personnes", "/sujets", "/lieux"):
        assert "<script>alert" not in str(client.get(path).content)


@pytest.mark.parametrize(
    ("hour", "french", "english"),
    [
        (11, "D’ordinaire ouvert aujourd’hui jusqu’à 12 h 30.", "Usually open today until 12:30 pm."),
        (13, "Fermé pour l’instant ; d’ordinaire, ouvre aujourd’hui à 14 h.", "Closed for now; usually opens again today at 2 pm."),
        (18, "Fermé pour l’instant ; d’ordinaire, ouvre mercredi à 10 h.", "Closed for now; usually opens on Wednesday at 10 am."),
    ],
)
def test_usual_hours_are_said_for_the_moment(hour: int, french: str, english: str) -> None:
    tuesday = datetime(2026, 11, 24, hour)  # noqa: DTZ001  (local time)
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert now_in_words("Tu-Sa 10:00-12:30,14:00-18:00", tuesday).replace("\u00a0", " ") == said
    assert now_in_words("tous les jours", tuesday) == now_in_words("", tuesday) == ""


def test_an_institution_says_whether_it_is_open(client: Client, shelves: Library) -> None:
    Institution.objects.filter(isil=f"FR-{samples.LYON}").update(weekly_hours="Mo-Su 0:00-24:00")
    found = page(client, institution_path(samples.LYON))
    assert text(found.select(".today")[0]) == "D’ordinaire ouvert aujourd’hui jusqu’à 24 h."


def test_a_librarian_is_told_of_hours_that_cannot_be_read(shelves: Library) -> None:
    institution = Institution.objects.get(isil=f"FR-{samples.LYON}")
    institution.weekly_hours = "tous les jours"
    with pytest.raises(ValidationError, match="tous les jours"):
        institution.clean_fields()


def test_an_institution_without_a_page_has_its_address_by_the_register(client: Client, library: object) -> None:
    register.load([register.Listed("FR-FRAD069", "Archives du Rhône", "Lyon", "69383")])
    page = client.get("/etablissement/FRAD69", follow=True)
    assert page.status_code == 200
    for said in ("Archives du Rhône", "Lyon", "FR-FRAD069"):
        assert said in page.content.decode()
    assert client.get("/etablissement/FRAD999", follow=True).status_code == 404


def test_an_institution_that_is_no_longer_published_says_so_and_tells_nothing_of_its_page(client: Client, library: object) -> None:
    Institution.objects.filter(isil=f"FR-{samples.LYON}").update(live=False, presentation="Ce qui n’est pas encore dit.")
    page = client.get(f"/etablissement/{samples.LYON}", follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    assert "n’est pas publiée pour le moment" in text
    assert "pas encore dit" not in text
    notice = client.get(f"/notice/{Record.objects.filter(source__institution__isil=f'FR-{samples.LYON}').first().pk}", follow=True)
    assert "pas encore dit" not in notice.content.decode()
