"""The advanced form: filled by an address, leading to a search, wrong in sentences."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text

SENT = "/recherche/avancee?chercher=1&q="


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("titre=jardin", "Le Jardin des soyeux"),
        ("auteur=perrachon", "Le Jardin des soyeux"),
        ("matiere=soie", "Le Jardin des soyeux"),
        ("ville=privas", "Bulletin des communes de la montagne"),
        ("editeur=bomberg", "ספר התפילות"),
        ("note=ex-libris", "Le Jardin des soyeux"),
        ("cote=res+317042", "Le Jardin des soyeux"),
        ("numero=123456789", "Le Jardin des soyeux"),
        ("type=photograph", "Vue du pont"),
        ("langue=heb", "ספר התפילות"),
        ("de=1520&a=1530", "ספר התפילות"),
        (f"etablissement={samples.GRENOBLE}&titre=discours", "Discours véritable"),
    ],
)
def test_each_field_finds(client: Client, library: Library, typed: str, found: str) -> None:
    response = client.get(f"{SENT}&{typed}", follow=True)
    assert response.redirect_chain and response.status_code == 200
    assert found in text(BeautifulSoup(response.content, "html.parser"))  # words found are marked within titles


def test_the_address_it_leads_to_is_short(client: Client, library: Library) -> None:
    response = client.get(f"{SENT}&titre=jardin&auteur=&matiere=&type=&langue=fre&de=&a=1600&etablissement=")
    assert response.status_code == 302 and response["Location"] == "/recherche?titre=jardin&langue=fre&a=1600"
    assert client.get(f"/en{SENT}&titre=jardin")["Location"] == "/en/recherche?titre=jardin"


def test_fields_typed_are_told_and_can_be_removed(client: Client, library: Library) -> None:
    chips = page(client, "/recherche?titre=jardin&auteur=perrachon&de=1500").select(".chips a")
    said = {text(chip).removeprefix("Retirer "): chip["href"] for chip in chips}
    assert said["Titre : « jardin »"] == "/recherche?auteur=perrachon&de=1500"
    assert said["Auteur ou contributeur : « perrachon »"] == "/recherche?titre=jardin&de=1500"


def test_an_address_fills_the_form_again(client: Client, library: Library) -> None:
    address = f"/recherche/avancee?q=soyeux&titre=jardin&type=book&langue=fre&de=1500&a=1600&numerise=1&etablissement={samples.LYON}"
    form = page(client, f"{address}&siecle=16").select("form.advanced")[0]
    assert form.select("#q")[0]["value"] == "soyeux" and form.select("#titre")[0]["value"] == "jardin"
    chosen = {str(option.parent["name"]): text(option) for option in form.select("option[selected]") if option.parent}
    assert chosen == {"type": "Livre", "langue": "Français", "etablissement": "Lyon · Bibliothèque municipale de Lyon"}
    assert form.select("#de")[0]["value"] == "1500" and form.select("[name=numerise]")[0].has_attr("checked")
    assert {(str(field["name"]), str(field["value"])) for field in form.select("input[type=hidden]")} == {
        ("chercher", "1"),
        ("siecle", "16"),
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Remplissez au moins un champ, ou choisissez quelque chose dans une liste."),
        ("&titre=x&de=MDLX", "« MDLX » n’est pas une année"),
        ("&titre=x&de=1700&a=1600", "La première année, 1700, vient après la dernière, 1600."),
        (f"&titre={'e' * 300}&note={'e' * 300}", "500 caractères au plus"),
        (f"{'e' * 1001}", "1 000 caractères au plus"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client, library: Library, typed: str, said: str) -> None:
    found = page(client, f"{SENT}{typed}", status=400)
    (alert,) = found.select("[role=alert]")
    assert said in text(alert)
    (link,) = alert.select("a")
    assert found.select(f"[id='{str(link['href'])[1:]}']")
    if "de=MDLX" in typed:
        assert found.select("#de")[0]["value"] == "MDLX" and found.select("#titre")[0]["value"] == "x"
        assert found.select("#de")[0]["aria-invalid"] == "true"


def test_the_form_serves_without_the_engine(client: Client, library: Library, engine_down: None) -> None:
    found = page(client, "/recherche/avancee?titre=jardin&langue=heb")
    assert found.select("#titre")[0]["value"] == "jardin" and text(found.select("#langue option[selected]")[0]) == "Hébreu"
