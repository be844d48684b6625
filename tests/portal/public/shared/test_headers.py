"""What every answer says to a browser beside its page: what it may do with it, and what the page will never ask for."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.portal.conftest import Library

PATHS = (
    *(
        "/",
        "/en/",
        "/recherche?q=soyeux",
        "/recherche.atom",
        "/recherche.xml",
        "/recherche/suggestions?q=so",
        "/robots.txt",
        "/sitemap.xml",
    ),
    *("/lieux", "/personnes", "/sujets", "/etablissements", "/ma-fiche", "/unapi", "/sante/", "/rien", "/en/rien", "/gestion/login/"),
)
OF_NOTICES = ("", "/source", "/citer/ris", "/citer/rien")


def _answers_well(client: Client, path: str) -> None:
    for ask in (client.get, client.head):
        answer = ask(path)
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        assert answer["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), path
        assert {"camera=()", "geolocation=()", "microphone=()"} <= set(answer["Permissions-Policy"].split(", ")), path
        if not path.startswith("/gestion/"):
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"] and not answer.cookies, path


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_a_browser_may_do(client: Client, library: Library, path: str) -> None:
    _answers_well(client, path)


@pytest.mark.parametrize("identifier", ["rich", "withdrawn"])
def test_every_answer_about_a_notice_does_too(client: Client, library: Library, identifier: str) -> None:
    for end in OF_NOTICES:
        _answers_well(client, f"{library.path(identifier)}{end}")


def test_the_policy_of_permissions_is_one_that_browsers_read(client: Client, library: Library) -> None:
    assert re.fullmatch(r"[a-z-]+=\(\)(, [a-z-]+=\(\))+", client.get("/")["Permissions-Policy"])
