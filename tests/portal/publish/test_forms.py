"""A notice in the form that a machine asks for: by the name behind its ark, or by the media type that it accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from msgspec.structs import replace

from catalogue.core.description import Note
from catalogue.core.serialization import to_dict
from catalogue.formats.reading import read_item
from catalogue.models import Record
from portal.public.door.address import key_of
from portal.public.door.shelf import Shelf
from portal.public.door.slots import Slots
from portal.public.door.wsgi import KEEP, Door
from portal.shown.forms import FORMS
from tests.portal.conftest import Library
from tests.portal.public import samples


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_has_an_address_behind_the_ark(client: Client, library: Library, form: str) -> None:
    response = client.get(f"{library.path('rich')}.{form}")
    assert response.status_code == 200 and response["Content-Type"].partition(";")[0] == FORMS[form].media_type
    assert "soyeux" in response.content.decode()
    assert library.path("rich") in response["Link"] and response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("form", "format"),
    [("marcxchange", "unimarc"), ("unimarc", "unimarc"), ("marcxml", "marc21"), ("marc21", "marc21"), ("dc", "dublin_core")],
)
def test_what_is_given_can_be_read_again(client: Client, library: Library, form: str, format: str) -> None:
    reading = read_item(client.get(f"{library.path('rich')}.{form}").content)
    assert reading.status == "read" and reading.format == format and reading.description is not None
    assert reading.description.title.startswith("Le Jardin des soyeux")


def test_json_ld_names_the_notice_by_its_ark(client: Client, library: Library) -> None:
    found = json.loads(client.get(f"{library.path('rich')}.jsonld").content)
    assert found["@context"] == "https://schema.org" and found["@id"].endswith(library.path("rich"))


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/ld+json", "jsonld"),
        ("application/marcxml+xml", "marcxml"),
        ("application/ld+json;q=0.5, application/x-bibtex", "bibtex"),
        ("application/ld+json, text/html;q=0.5", "jsonld"),
        ("text/html, application/ld+json", ""),
        ("text/html,application/xhtml+xml,*/*;q=0.8", ""),
        ("*/*", ""),
        ("", ""),
        ("image/png", ""),
        ("application/ld+json;q=0", ""),
    ],
)
def test_a_machine_is_sent_to_the_form_that_it_accepts(client: Client, library: Library, accept: str, form: str) -> None:
    response = client.get(library.path("rich"), headers={"Accept": accept} if accept else {})
    if form:
        assert response.status_code == 303 and response["Location"] == f"{library.path('rich')}.{form}" and "Accept" in response["Vary"]
    else:
        assert response.status_code == 200 and response["Content-Type"].startswith("text/html")
    assert "Accept" in response["Vary"].split(", ") and "Accept-Language" not in response["Vary"]


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        ("text/html", True),
        ("*/*", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", True),
        ("text/html;q=0.9, application/ld+json;q=0.5", True),
        ("text/html ;q=z", True),
        ("application/ld+json", False),
        ("application/ld+json, */*;q=0.1", False),
        ("text/html;q=0.2,application/ld+json", False),
        ("application/ld+json,text/html", False),
    ],
)
def test_a_page_that_is_kept_is_not_given_to_who_likes_another_form_better(accept: str, page: bool) -> None:
    asked: dict[str, Any] = {"REQUEST_METHOD": "GET", "PATH_INFO": "/ark:/99999/a"}
    assert key_of({**asked, "HTTP_ACCEPT": accept}) == (key_of(asked) if page else None)


def test_a_kept_page_says_to_caches_that_another_form_may_be_asked_for(client: Client, library: Library, tmp_path: Path) -> None:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        response = client.get(environ["PATH_INFO"])
        environ[KEEP] = True
        start_response("200 OK", list(response.items()))
        return [response.content]

    shelf = Shelf(seconds=60, stamp=lambda: 1)
    told: list[list[tuple[str, str]]] = []
    door = Door(application, shelf=shelf, slots=Slots(tmp_path, count=1), languages=("fr", "en"))
    for path in (library.path("rich"), library.path("rich"), "/donnees"):
        door(
            {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "x"},
            lambda _status, headers: told.append(headers),
        )
    assert [dict(headers)["Vary"] for headers in told] == ["Accept-Encoding, Accept"] * 2 + ["Accept-Encoding"]


def test_a_withdrawn_notice_is_gone_in_every_form_and_an_unknown_form_is_not_found(client: Client, library: Library) -> None:
    assert client.get(f"{library.path(samples.WITHDRAWN.identifier)}.marcxml").status_code == 410
    assert client.get(f"{library.path('rich')}.exe").status_code == 404


def test_what_iso_2709_cannot_hold_is_refused_with_a_sentence(client: Client, library: Library) -> None:
    long = replace(samples.RICH, notes=(Note(value="a" * 12_000),))
    Record.objects.filter(pk=library.records["rich"].pk).update(description=to_dict(long))
    response = client.get(f"{library.path('rich')}.unimarc")
    assert response.status_code == 406 and "9999" in response.content.decode()
    assert etree.fromstring(client.get(f"{library.path('rich')}.marcxchange").content) is not None
