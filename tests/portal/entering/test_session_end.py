"""A session that ended: what one asked for is not done, and its page is found again."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.models import User

POINT = "/gestion/moissonnage/points/1/moissonner/"
FORM = "/gestion/moissonnage/nouveau/?from=x"


def sent(path: str, **headers: str):
    """A form sent without a session."""
    return Client(enforce_csrf_checks=True).post(path, {"a": "b"}, headers=headers)


def test_one_enters_again_and_stands_before_the_form(db):
    answer = sent(POINT, referer=f"http://testserver{FORM}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/gestion/login/?next=%2Fgestion%2Fmoissonnage%2Fnouveau%2F%3Ffrom%3Dx"


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example/gestion/x", "http://testserver/recherche", "http://testserver//gestion/", "x", "http://[::1"]
)
def test_where_the_page_is_not_told_it_is_the_first_one(db, referer):
    assert sent(POINT, referer=referer).headers["Location"] == "/gestion/login/?next=%2Fgestion%2F"


def test_a_script_is_refused_in_its_own_way(db):
    assert sent(POINT, **{"x-requested-with": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("path", ["/gestion/login/", "/administration/login/", "/gestion/password_reset/"])
def test_the_forms_by_which_one_enters_stay_open(db, path):
    assert Client().post(path, {"username": "a@x.example", "password": "x", "email": "a@x.example"}).status_code in (200, 302)
    assert "next" not in Client().post(path, {"email": "a@x.example"}).headers.get("Location", "")


def test_the_log_in_says_what_became_of_it(db):
    client = Client()
    page = client.get(client.post(POINT).headers["Location"])
    assert "Votre session s’est terminée" in page.content.decode()


def test_a_form_opened_before_one_entered_leads_back_to_its_page(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("anne@x.example", "x"))
    answer = client.post(POINT, headers={"referer": f"http://testserver{FORM}"})
    assert (answer.status_code, answer.headers["Location"]) == (302, FORM)
    assert "rien n’a été fait" in client.get(FORM).content.decode()
    assert client.post(POINT, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
    readers = client.post("/ma-fiche")
    assert readers.status_code in (302, 403, 405)
