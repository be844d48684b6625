"""Fonds as readers see them: what is published and nothing else, its page, its tree, the list, and the ways that lead there."""

from __future__ import annotations

import datetime as dt
import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.core.fonds import FondsDescription
from catalogue.formats.ead.checking import check_ead
from catalogue.models import Ark, Fonds, FondsExtent, FondsFindingAid, FondsProducer, FondsSubject, Institution, PublishedFonds
from catalogue.selectors import fonds as selectors
from catalogue.selectors.fonds import Wanted
from catalogue.services.institutions import make
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text

PORTES = "Livres de la chartreuse de Portes"


def written(under: Any, title: str, *, published: bool = True, **facts: Any) -> Fonds:
    """A fonds under an institution or another fonds, through a revision as a form would make it."""
    usual = {"contents": "Livres de théologie et d’histoire.", "access": "Sur rendez-vous.", "dates": "1452-1789"}
    extents = facts.pop("extents", [FondsExtent(number=1200, unit="volume", certainty="counted")])
    made = Fonds(title=title, slug=f"fonds-{abs(hash(title))}", live=False, **{**usual, **facts})
    made.extents = extents
    under.refresh_from_db()
    under.add_child(instance=made)
    revision = made.save_revision()
    if published:
        revision.publish()
    made.refresh_from_db()
    return made


@pytest.fixture
def lyon(library: Library) -> Institution:
    return Institution.objects.get(isil=f"FR-{samples.LYON}")


@pytest.fixture
def portes(lyon: Institution) -> Fonds:
    return written(
        lyon,
        PORTES,
        census_state="catalogued",
        catalogued=80,
        census_day=dt.date(2025, 4, 1),
        categories=["before_1830"],
        extents=[FondsExtent(number=1200, unit="volume", certainty="counted"), FondsExtent(number=30, unit="map")],
    )


def path_of(fonds: Fonds) -> str:
    return f"/ark:/{PublishedFonds.objects.get(pk=fonds.pk).description['ark']}"


def test_a_fonds_has_a_page_under_its_ark(client: Client, portes: Fonds) -> None:
    shown = page(client, path_of(portes))
    said = text(shown)
    for words in (PORTES, "1452-1789", "1 200 volumes", "Catalogué, 80 %", "1er avril 2025", "Sur rendez-vous", "entre 24 et 60"):
        assert words in said, words
    assert "Lyon · Bibliothèque municipale de Lyon" in said


def test_the_page_of_a_fonds_speaks_english_too(client: Client, portes: Fonds) -> None:
    said = text(page(client, f"/en{path_of(portes)}"))
    for words in ("1,200 volumes", "Catalogued, 80", "between 24 and 60"):
        assert words in said, words


def test_nothing_of_a_draft_is_told(client: Client, portes: Fonds, lyon: Institution) -> None:
    secret = written(lyon, "Papiers secrets du chapitre", published=False)
    portes.contents = "Phrase d’un brouillon"
    portes.save_revision()
    for path in ("/fonds", "/fonds?q=papiers", path_of(portes), f"/etablissement/{samples.LYON}"):
        answer = client.get(path, follow=True)
        assert b"secrets" not in answer.content
        assert "brouillon" not in answer.content.decode()
    assert not Ark.objects.filter(namespace="fonds", identifier=secret.number).exists()


def test_a_sous_fonds_stands_in_the_tree_of_its_fonds(client: Client, portes: Fonds) -> None:
    child = written(portes, "Manuscrits de Portes", level="subfonds")
    grandchild = written(child, "Cartulaires de Portes", level="subfonds")
    said = page(client, path_of(grandchild))
    assert all(title in text(said) for title in (PORTES, "Manuscrits de Portes", "Cartulaires de Portes"))
    assert [one.depth for one in selectors.of_institution(f"FR-{samples.LYON}")] == [0, 1, 2]


def test_a_fonds_that_is_withdrawn_says_what_it_was(client: Client, portes: Fonds) -> None:
    path = path_of(portes)
    portes.unpublish()
    gone = client.get(path)
    assert gone.status_code == 410
    assert PORTES in gone.content.decode()
    portes.save_revision().publish()
    assert client.get(path).status_code == 200


def test_a_fonds_that_is_deleted_leaves_its_ark(client: Client, portes: Fonds) -> None:
    path = path_of(portes)
    portes.delete()
    assert client.get(path).status_code == 410
    assert not PublishedFonds.objects.exists()


def test_a_fonds_that_goes_to_another_library_keeps_its_address(client: Client, portes: Fonds) -> None:
    child = written(portes, "Manuscrits de Portes", level="subfonds")
    paths = [path_of(portes), path_of(child)]
    portes.move(Institution.objects.get(isil=f"FR-{samples.GRENOBLE}"), pos="last-child")
    for path in paths:
        assert "Grenoble" in text(page(client, path))
    assert {one.keeper for one in selectors.found(Wanted())} == {f"FR-{samples.GRENOBLE}"}


def test_the_list_is_narrowed_by_words_department_category_and_state(client: Client, portes: Fonds) -> None:
    written(Institution.objects.get(isil=f"FR-{samples.GRENOBLE}"), "Affiches de la Grande Guerre", categories=["local"])
    assert PORTES in text(page(client, "/fonds"))
    for query in ("q=portes", "q=chartreuse+theologie", "categorie=before_1830", "etat=catalogued", "departement=69"):
        found = text(page(client, f"/fonds?{query}"))
        assert (PORTES in found) == (query != "departement=69" or "69" in query), query
        assert "Affiches" not in found, query
    assert "Aucun fonds ne répond" in text(page(client, "/fonds?q=inexistant"))


@pytest.mark.parametrize("query", ["q=%00", "q=" + "a" * 5000, "departement=zz", "categorie=%27", "etat[]=1", "q=%25_"])
def test_odd_words_are_answered(client: Client, portes: Fonds, query: str) -> None:
    assert client.get(f"/fonds?{query}").status_code in (200, 400, 414)


def test_the_ways_to_a_fonds(client: Client, portes: Fonds) -> None:
    path = path_of(portes)
    for before in ("/fonds", f"/etablissement/{samples.LYON}", "/commune/69123"):
        if before.startswith("/commune"):
            Institution.objects.filter(isil=f"FR-{samples.LYON}").update(insee="69123")
        assert path in client.get(before, follow=True).content.decode(), before
    assert 'href="/fonds"' in client.get("/").content.decode()


def test_a_page_costs_the_same_however_large_the_tree(
    client: Client, portes: Fonds, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        written(portes, f"Série {number}", level="subfonds")
    client.get(path_of(portes))
    with django_assert_max_num_queries(7):
        client.get(f"/en{path_of(portes)}")
    with django_assert_max_num_queries(4):
        client.get("/en/fonds")


def test_machines_are_told_what_it_is(client: Client, portes: Fonds) -> None:
    found = re.search(r'application/ld\+json">(.*?)</script>', client.get(path_of(portes)).content.decode())
    assert found
    told = json.loads(found[1])
    assert (told["@type"], told["name"], told["dateCreated"]) == (["Collection", "ArchiveComponent"], PORTES, "1452/1789")
    assert told["holdingArchive"]["address"]["addressLocality"] == "Lyon"
    assert f"what: {PORTES}" in client.get(f"{path_of(portes)}?info").content.decode()


def test_hostile_words_stay_words(client: Client, lyon: Institution) -> None:
    fonds = written(lyon, "</script><script>alert(1)</script>", contents="<b>gras</b> {{ x }}")
    fonds.subjects = [FondsSubject(value="<i>soie</i>")]
    fonds.finding_aids = [FondsFindingAid(kind="link", title="index", url="javascript:alert(1)")]
    fonds.save_revision().publish()
    answer = client.get(path_of(fonds)).content.decode()
    assert "<script>alert" not in answer
    assert "<b>gras" not in answer
    assert "<i>soie" not in answer
    assert 'href="javascript' not in answer


def test_everything_that_is_written_is_in_the_description(portes: Fonds) -> None:
    portes.producers = [FondsProducer(name="Chartreux de Portes", kind="corporate", number="027241637", collector=True)]
    portes.other_titles = "Libraria Portarum\n\nFonds de Portes"
    portes.save_revision().publish()
    (shown,) = selectors.found(Wanted(words="libraria"))
    said: FondsDescription = shown.description
    assert said.producers[0].identifiers[0].value == "027241637"
    assert said.other_titles == ("Libraria Portarum", "Fonds de Portes")
    assert (said.dates[0].start, said.dates[0].end) == (1452, 1789)
    assert (said.keeper.rcr, said.census.catalogued, said.census.day) == (samples.LYON, 80, dt.date(2025, 4, 1))
    assert {one.unit: one.number for one in said.extents} == {"volume": 1200, "map": 30}


def test_dates_that_nobody_can_read_are_told_to_who_types_them(lyon: Institution) -> None:
    with pytest.raises(ValidationError, match="naguère"):
        Fonds(title="Fonds", dates="naguère", contents="a", access="b").clean()
    Fonds(title="Fonds", dates="naguère", undated="non trié").clean()
    with pytest.raises(ValidationError):
        Fonds(title="Fonds", date_from=1900, date_to=1800).clean()


def test_a_library_without_fonds_says_nothing_of_them(client: Client, library: Library) -> None:
    make("380185101", name="Bibliothèque")
    assert 'id="fonds"' not in client.get("/etablissement/380185101", follow=True).content.decode()


def test_a_fonds_follows_its_library_when_that_has_another_number(client: Client, portes: Fonds, lyon: Institution) -> None:
    lyon.refresh_from_db()
    lyon.isil, lyon.title, lyon.website = "FR-693836102", "Bibliothèque du quartier", ""
    lyon.save_revision().publish()
    assert [one.title for one in selectors.of_institution("FR-693836102")] == [PORTES]
    assert [one.title for one in selectors.found(Wanted(words="quartier"))] == [PORTES]
    assert "Bibliothèque du quartier" in text(page(client, path_of(portes)))


def test_a_fonds_is_taken_away_in_ead_with_its_published_sous_fonds(client: Client, portes: Fonds) -> None:
    written(portes, "Manuscrits de Portes", level="subfonds")
    written(portes, "Papiers secrets", level="subfonds", published=False)
    link = page(client, path_of(portes)).select_one("a[download]")
    assert link is not None
    answer = client.get(str(link["href"]))
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Type"].startswith("application/xml") and "Manuscrits de Portes" in data.decode() and b"secrets" not in data
    assert [one.rule for one in check_ead(BytesIO(data)) if one.level == "refuses"] == ["whole-unitid-missing"]


def test_the_file_of_a_withdrawn_fonds_is_told_as_its_page_is(client: Client, portes: Fonds) -> None:
    path = path_of(portes)
    portes.unpublish()
    assert client.get(f"{path}/ead.xml").status_code == 410
