"""Does a reader find her way in a finding aid, down to one letter and back, and learn where to ask for it?"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.selectors import finding_aids
from tests.catalogue.formats.ead_written import component, finding_aid
from tests.portal.public.finding_aids.conftest import ACCOUNTS, EADID, KEPT, LETTERS, path_of, take
from tests.portal.public.reading import page, robots, text

Way = Callable[..., str]
MANY = 130


def _links(element: object) -> dict[str, str]:
    return {text(link): str(link["href"]) for link in element.select("a[href]")}  # type: ignore[attr-defined]


def test_a_finding_aid_has_a_page_with_what_it_holds_and_where_to_consult_it(client: Client, ferrand: Way) -> None:
    found = page(client, ferrand())
    said = text(found.main)  # type: ignore[arg-type]
    assert text(found.h1) == "Papiers de la famille Ferrand"  # type: ignore[arg-type]
    assert "Instrument de recherche · Fonds" in said and "Sur rendez-vous, pièce d’identité demandée." in said
    assert [text(link) for link in found.select(".lines a")] == ["Lettres reçues", "Comptes"]
    assert "Lyon" in text(found.select_one(".visit")) and "Ms 12" in text(found.select_one(".visit"))  # type: ignore[arg-type]


def test_what_is_meant_for_staff_is_shown_nowhere(client: Client, ferrand: Way) -> None:
    assert "personnel" not in client.get(ferrand()).content.decode()
    assert client.get(ferrand("secret")).status_code == 404
    assert "personnel" not in client.get(ferrand("secret")).content.decode()


def test_a_letter_says_its_path_its_text_and_its_neighbours(client: Client, ferrand: Way) -> None:
    found = page(client, ferrand("lettre"))
    assert [text(step) for step in found.select(".crumbs li")][2:] == ["Papiers de la famille Ferrand", "Lettres reçues", "Années 1870"]
    facts = {text(row.dt): text(row.dd) for row in found.select(".browse-main .facts > div") if row.dt}  # type: ignore[arg-type]
    assert facts["Cote"] == "Ms 12/3" and facts["Date"] == "1871-1872"
    assert found.select_one("a[rel=prev]") is None and text(found.select_one(".steps a[rel=next]")).endswith("Lettre 1")  # type: ignore[arg-type]
    links = _links(found.main)
    assert links["comptes"] == ferrand("comptes") and links["le plan"] == "https://example.org/a"
    assert links["Lettre du 3 mars"] == "https://images.example.org/lettre" and "javascript:" not in str(found)
    assert "q=Givors" in links["Givors (Rhône)"]


def test_rules_of_access_said_once_above_hold_below(client: Client, ferrand: Way) -> None:
    assert "Sur rendez-vous" in text(page(client, ferrand("lettre")).select_one(".visit"))  # type: ignore[arg-type]


def test_the_tree_is_open_where_the_reader_is_without_scripts(client: Client, ferrand: Way) -> None:
    tree = page(client, ferrand("annees")).select_one(".tree")
    assert tree is not None
    assert [text(link) for link in tree.select("a")] == ["Papiers de la famille Ferrand", "Lettres reçues", "Années 1870"]
    assert [text(link) for link in tree.select("a[aria-current=page]")] == ["Années 1870"]
    assert len(tree.select("ul ul ul")) == 1


def test_a_long_list_is_read_page_by_page_in_both_directions(client: Client, library: object) -> None:
    take(finding_aid(*(component(f"Pièce {n}", component("Feuillet")) for n in range(MANY)), eadid=EADID, did=KEPT))
    seen, path = [], path_of()
    while path:
        found = page(client, path)
        seen += [text(link) for link in found.select(".lines a")]
        last, path = path, next((str(link["href"]) for link in found.select(".pager a") if "apres" in str(link["href"])), "")
    assert seen == [f"Pièce {n}" for n in range(MANY)] and robots(page(client, last)) == "noindex, follow"
    before = next(str(link["href"]) for link in page(client, last).select(".pager a") if "avant" in str(link["href"]))
    assert [text(link) for link in page(client, before).select(".lines a")] == [f"Pièce {n}" for n in range(50, 100)]


@pytest.mark.parametrize("place", ["apres=99999999999", "apres=-3", "apres=x", "avant=0", "apres=999999", "avant=%00", "apres=%D9%A3"])
def test_a_place_that_nobody_wrote_is_no_error(client: Client, ferrand: Way, place: str) -> None:
    assert client.get(f"{ferrand()}?{place}").status_code == 200


@pytest.mark.parametrize("size", [3, 900])
def test_a_page_costs_six_statements_whatever_the_finding_aid_holds(
    client: Client, library: object, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    inner = component(
        "Milieu", "<odd><p><ref target='fin'>fin</ref></p></odd>", *(component(f"P {n}") for n in range(size)), attributes='id="m"'
    )
    take(finding_aid(inner, component("Fin", attributes='id="fin"'), eadid=EADID, did=KEPT))
    path = path_of("m")
    with django_assert_max_num_queries(6):
        assert "ark:/" in _links(page(client, path).main)["fin"]


def test_a_component_without_a_title_is_called_by_what_it_has(client: Client, library: object) -> None:
    bare = "<c id='b'><did><unitid type='cote'>3 E 12</unitid></did></c><c id='n'><did/></c>"
    take(finding_aid(bare, eadid=EADID, did=KEPT))
    assert text(page(client, path_of("b")).h1) == "3 E 12"  # type: ignore[arg-type]
    assert text(page(client, path_of("n")).h1) == "Sans titre"  # type: ignore[arg-type]
    assert text(page(client, f"/en{path_of('n')}").h1) == "Without a title"  # type: ignore[arg-type]


def test_what_the_next_version_left_out_says_what_it_was_and_where(client: Client, ferrand: Way) -> None:
    path = ferrand("comptes")
    take(finding_aid(LETTERS, eadid=EADID, did=KEPT))
    found = page(client, path, status=410)
    assert "Comptes" in text(found.main) and "a retiré cette description" in text(found.main)  # type: ignore[arg-type]
    assert _links(found.main)["Papiers de la famille Ferrand"] == ferrand()
    assert "has withdrawn this description" in client.get(f"/en{path}").content.decode()
    take(finding_aid(LETTERS, ACCOUNTS, eadid=EADID, did=KEPT))
    assert text(page(client, path).h1) == "Comptes"  # type: ignore[arg-type]


def test_identifiers_that_hold_the_sign_between_them_lead_each_to_its_own(client: Client, library: object) -> None:
    take(finding_aid(component("Un", attributes='id="b"'), eadid="a#b", title="Dièse"))
    take(finding_aid(component("Deux", attributes='id="b#b"'), eadid="a", title="Sans dièse"))
    take(finding_aid(component("Trois", attributes='id="b"'), eadid="a%23b", title="Écrit"))
    for eadid, key, title in (
        ("a#b", "b", "Un"),
        ("a", "b#b", "Deux"),
        ("a%23b", "b", "Trois"),
        ("a#b", "", "Dièse"),
        ("a%23b", "", "Écrit"),
    ):
        assert text(page(client, path_of(key, eadid=eadid)).h1) == title  # type: ignore[arg-type]


def test_programs_are_told_what_it_is_part_of_and_who_keeps_it(client: Client, ferrand: Way) -> None:
    found = page(client, ferrand("lettre"))
    (script,) = found.select('script[type="application/ld+json"]')
    said = json.loads(script.string or "")
    assert said["@type"] == "ArchiveComponent" and said["name"] == "Lettre à Élise" and said["temporalCoverage"] == "1871/1872"
    assert said["isPartOf"]["name"] == "Années 1870" and said["holdingArchive"]["address"]["addressLocality"] == "Lyon"
    assert said["identifier"] == [ferrand("lettre").removeprefix("/"), "Ms 12/3"]


def test_info_says_who_what_and_when(client: Client, ferrand: Way) -> None:
    said = client.get(f"{ferrand('lettre')}?info").content.decode()
    assert "what: Papiers de la famille Ferrand. Lettre à Élise\n" in said and "when: 1871-1872\n" in said


def test_what_a_file_holds_is_text_and_never_markup(client: Client, library: object) -> None:
    evil = component(
        "<script>alert(1)</script>", "<odd><head>&lt;b&gt;</head><p>&lt;/script&gt;&lt;img src=x&gt;</p></odd>", attributes='id="e"'
    )
    take(finding_aid(evil, eadid=EADID, title="</script><script>x"))
    body = client.get(path_of("e")).content.decode()
    assert "<script>alert" not in body and "<img src=x" not in body and "</script><script>x" not in body


def test_a_page_of_children_is_as_long_as_promised() -> None:
    assert finding_aids.PAGE == 50
