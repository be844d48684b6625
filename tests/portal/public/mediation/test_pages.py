"""What readers see of exhibitions and of paths."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from catalogue.models import Record
from portal.pages.mediation import Exhibition, LearningPath
from portal.pages.ready import unasked
from portal.pages.selectors import ark_of
from tests.portal.conftest import Library
from tests.portal.public.digital.partner_images import Images, size
from tests.portal.public.mediation.made import DIGITISED, block, digitised, exhibition, listed, make, path, picture
from tests.portal.public.reading import page as read
from tests.portal.public.reading import text


def address(page: Any) -> str:
    return f"/ark:/{ark_of(page)}"


def test_a_path_shows_its_steps_in_order_with_its_answers_hidden(client: Client, library: Library, partner: Images) -> None:
    made = path(library, f"{partner.base}/3/manifest")
    shown = read(client, address(made))
    assert [heading.get_text().split()[1] for heading in shown.select(".piece > h2")] == [str(number) for number in range(1, 11)]
    hidden = shown.select_one("details")
    assert hidden is not None
    assert not hidden.has_attr("open")
    assert "Une femme aimée" in text(hidden)
    assert "Cycle 4" in text(shown.select_one(".told-head"))


def test_an_exhibition_shows_a_piece_of_every_kind(client: Client, library: Library, partner: Images, drawn: None) -> None:
    shown = read(client, address(exhibition(library, f"{partner.base}/3/manifest")))
    assert len(shown.select(".piece")) == 15
    assert "SCÈVE, Maurice" in text(shown.select_one(".references"))
    assert shown.select_one(".piece--map svg")
    told = json.loads(shown.select_one('script[type="application/ld+json"]').get_text())
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["isAccessibleForFree"] is True


def test_a_walk_through_one_town_says_once_where_the_town_is(client: Client, library: Library) -> None:
    towns = ("69123", "69123", "38185", "69123")
    made = make(LearningPath, [block("place", title=f"Halte {n}", commune=code, text="<p>Ici.</p>") for n, code in enumerate(towns)])
    shown = read(client, address(made))
    assert [bool(step.select_one("svg")) for step in shown.select(".piece")] == [True, False, True, True]
    assert len(shown.select(".piece a[href*='/commune/']")) >= 4


def test_every_picture_bears_its_credit_and_its_description(client: Client, library: Library, partner: Images) -> None:
    shown = read(client, address(path(library, f"{partner.base}/3/manifest")))
    plates = shown.select("figure.plate")
    assert len(plates) == 5
    for plate in plates:
        assert "Domaine public" in text(plate.select_one(".credit"))
        assert "Bibliothèque municipale de Lyon" in text(plate.select_one(".credit"))
    described = [plate.select_one("img")["alt"] for plate in plates]
    assert described[0] == "Un rocher battu des flots"
    assert described.count("") == 1  # the decorative one


def test_a_detail_is_cut_by_us_and_by_nobody_else_s_wish(client: Client, library: Library, partner: Images) -> None:
    shown = read(client, address(path(library, f"{partner.base}/3/manifest")))
    source = shown.select_one(".piece--detail img")["src"]
    given = client.get(source)
    assert given.status_code == 200
    wide, tall = size(given.content)
    assert 0.9 < (wide / tall) / ((900 * 0.5) / (1300 * 0.3)) < 1.1
    assert client.get(source.replace("10,20,50,30", "10,20,50,31")).status_code == 404


def test_a_picture_whose_rights_forbid_it_gives_its_place_to_the_record(client: Client, library: Library, partner: Images) -> None:
    ark = digitised(library, f"{partner.base}/3/manifest", rights="Tous droits réservés")
    with unasked():  # the rights were others on the day on which the page was published
        page = make(Exhibition, [block("detail", title="", picture=picture(ark), text="")])
    shown = read(client, address(page))
    assert shown.select(".piece img[src*=detail]") == []
    assert shown.select_one(".piece .work .work-title a")["href"] == f"/ark:/{ark}"


def test_a_record_that_was_withdrawn_is_told_as_what_it_was(client: Client, library: Library) -> None:
    made = make(Exhibition, [block("notice", title="", ark=library.arks["rich"], text="")])
    Record.objects.filter(pk=library.records["rich"].pk).update(state=Record.State.TOMBSTONE)
    shown = read(client, address(made))
    assert "Le Jardin des soyeux" in text(shown.select_one(".work--gone"))


def test_hostile_markup_never_reaches_a_reader(client: Client, library: Library) -> None:
    hostile = '<p onclick="x()">Un <b>mot</b><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x">lien</a></p>'
    shown = read(client, address(make(Exhibition, [block("text", title="<script>", text=hostile)])))
    piece = shown.select_one(".piece .prose-text")
    assert str(piece.p) == "<p>Un <b>mot</b>alert(1)lien</p>"
    assert shown.select(".piece script, .piece img, .piece [onclick]") == []


def test_lists_show_what_is_published_and_no_draft(client: Client, library: Library) -> None:
    pieces = [block("notice", title="", ark=library.arks["rich"], text="")]
    make(Exhibition, pieces, title="Une exposition")
    make(LearningPath, pieces, title="Un parcours", level="lycee")
    make(LearningPath, pieces, title="Un brouillon", publish=False)
    assert "Une exposition" in text(read(client, "/expositions"))
    listed_ = text(read(client, "/parcours"))
    assert "Un parcours" in listed_
    assert "Un brouillon" not in listed_
    assert "Un parcours" not in text(read(client, "/parcours?niveau=cycle-3").main)
    assert "Une exposition" in text(read(client, "/"))
    feed = client.get("/expositions.atom").content.decode()
    assert "Un parcours" in feed
    assert "Un brouillon" not in feed
    assert "Exhibitions" in text(read(client, "/en/expositions"))


def test_an_unpublished_page_leaves_a_tombstone_at_its_ark(client: Client, library: Library) -> None:
    made = make(Exhibition, [block("text", title="", text="<p>Bonjour</p>")])
    where = address(made)
    made.unpublish()
    assert "Délie et ses libraires" in text(read(client, where, status=410))
    made.save_revision().publish()
    read(client, where)


def test_other_sites_may_show_it(client: Client, library: Library) -> None:
    made = make(LearningPath, [block("text", title="Étape une", text="<p>Bonjour</p>")])
    where = address(made)
    told = client.get("/oembed", {"url": f"http://testserver{where}", "format": "json"}).json()
    assert (told["type"], told["title"], told["author_name"]) == ("rich", "Délie et ses libraires", "L’équipe du fonds ancien")
    assert "Étape une" in client.get(f"/integrer{where}").content.decode()


@pytest.mark.parametrize("count", [2, 12])
def test_a_page_costs_as_many_statements_however_much_it_names(
    client: Client, library: Library, django_assert_max_num_queries: Any, count: int
) -> None:
    names = [library.arks[key] for key in ("rich", "rtl", "many", "bare", "long", "hostile") if key in library.arks] * 2
    made = make(Exhibition, [block("group", title="", arks=listed(*names[:count]), text="")])
    where = address(made)
    client.get(where)
    with django_assert_max_num_queries(10):
        client.get(where)


def test_the_sheet_of_pupils_has_no_answer_and_that_of_teachers_all(client: Client, library: Library, partner: Images) -> None:
    where = address(path(library, f"{partner.base}/3/manifest", aims="Lire une page de titre"))
    pupil, teacher = text(read(client, f"{where}/fiche-eleve")), text(read(client, f"{where}/fiche-enseignant"))
    assert "Une femme aimée" not in pupil
    assert "Lire une page de titre" not in pupil
    assert "Qui est Délie" in pupil
    assert "Une femme aimée" in teacher
    assert "Lire une page de titre" in teacher
    assert DIGITISED in library.arks
