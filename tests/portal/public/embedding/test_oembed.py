"""oEmbed as its specification has it (https://oembed.com/): what is found from a page, in both forms, no larger than asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree
from wagtail.embeds.finders import oembed as wagtail_oembed

from catalogue.models import Institution
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page
from tests.portal.public.test_fonds import path_of, written

SITE = "http://testserver"
REQUIRED = {"type", "version", "html", "width", "height"}


def ask(client: Client, address: str, **more: str) -> Any:
    return client.get("/oembed", {"url": address, **more})


def _frame(told: dict[str, Any]) -> Any:
    return BeautifulSoup(told["html"], "html.parser").select_one("iframe")


def test_every_page_that_can_be_shown_elsewhere_says_where_its_block_is(client: Client, library: Library) -> None:
    fonds = path_of(written(Institution.objects.get(isil=f"FR-{samples.LYON}"), "Livres de la chartreuse de Portes"))
    for path in (
        library.path("rich"),
        fonds,
        institution_path(samples.LYON),
        "/recherche?q=soyeux&siecle=16",
        f"/en{library.path('rich')}",
    ):
        shown = page(client, path)
        (link,) = shown.select('link[rel=alternate][type="application/json+oembed"]')
        told = client.get(link["href"].removeprefix(SITE)).json()
        assert told.keys() >= REQUIRED and told["type"] == "rich" and told["version"] == "1.0" and told["provider_name"] == "Traboule"
        block = client.get(_frame(told)["src"].removeprefix(SITE))
        assert block.status_code == 200 and told["title"] in BeautifulSoup(block.content, "html.parser").get_text()
        assert _frame(told)["src"].startswith(f"{SITE}/en/") is path.startswith("/en/")
        ways = [one["href"] for one in shown.select('a[href*="/integrer/?"]')]
        assert len(ways) == 1 and parse_qs(urlsplit(ways[0]).query)["adresse"][0].startswith(SITE), path


def test_both_forms_say_the_same(client: Client, library: Library) -> None:
    address = f"{SITE}{library.path('hostile')}"
    told, xml = ask(client, address, format="json"), ask(client, address, format="xml")
    assert told["Content-Type"].startswith("application/json") and xml["Content-Type"].startswith("text/xml")
    root = etree.fromstring(xml.content)
    assert root.tag == "oembed" and {one.tag: one.text for one in root} == {name: str(value) for name, value in told.json().items()}
    for answer in (told, xml):
        assert (
            answer["Access-Control-Allow-Origin"] == "*" and answer["X-Robots-Tag"] == "noindex" and answer["ETag"] and not answer.cookies
        )
    assert len(BeautifulSoup(told.json()["html"], "html.parser").find_all()) == 1


@pytest.mark.parametrize(("widest", "highest"), [("320", ""), ("", "200"), ("240", "100"), ("5000", "5000"), ("1", "1")])
def test_the_frame_is_no_larger_than_asked(client: Client, library: Library, widest: str, highest: str) -> None:
    told = ask(client, f"{SITE}{library.path('rich')}", maxwidth=widest, maxheight=highest).json()
    assert told["width"] <= int(widest or 600) and told["height"] <= int(highest or 5000)
    assert _frame(told)["width"] == str(told["width"]) and _frame(told)["height"] == str(told["height"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(
            ("http://elsewhere.example/ark:/99999/x", 404),
            (f"{SITE}/rien", 404),
            (f"{SITE}/aide", 404),
            (f"{SITE}/ark:/99999/nothing", 404),
        ),
        *((f"{SITE}/gestion/", 401), (f"{SITE}/gestion/pages/3/edit/", 401), (f"{SITE}/ma-fiche", 401), ("javascript:alert(1)", 404)),
        *(("", 400), ("http://[", 404), (f"{SITE}/commune/99999999", 404), (f"{SITE}/recherche?{'&' * 1500}", 404), ("x" * 3000, 400)),
    ],
)
def test_what_cannot_be_shown_is_refused_as_the_specification_says(client: Client, library: Library, address: str, status: int) -> None:
    answer = ask(client, address)
    assert answer.status_code == status and "error" in answer.json()


def test_what_is_withdrawn_is_not_found_and_other_formats_are_not_made(client: Client, library: Library) -> None:
    assert ask(client, f"{SITE}{library.path('withdrawn')}").status_code == 404
    assert ask(client, f"{SITE}{library.path('rich')}", format="yaml").status_code == 501
    for size in ("x", "-1", "0", "999999", "²"):
        assert ask(client, f"{SITE}{library.path('rich')}", maxwidth=size).status_code == 400


def test_without_an_engine_a_program_is_told_when_to_come_back(client: Client, library: Library, engine_down: None) -> None:
    answer = ask(client, f"{SITE}/recherche?q=soyeux")
    assert answer.status_code == 503 and answer["Retry-After"]


def test_a_town_s_site_made_with_wagtail_shows_a_notice_from_its_address(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Answer:
        def __init__(self, answer: Any) -> None:
            self.json, self.status = answer.json, answer.status_code

        def raise_for_status(self) -> None:
            assert self.status == 200

    monkeypatch.setattr(wagtail_oembed.requests, "get", lambda endpoint, params, **_: Answer(client.get("/oembed", params)))
    finder = wagtail_oembed.OEmbedFinder(providers=[{"endpoint": f"{SITE}/oembed", "urls": [rf"^{SITE}/(?:en/)?(?:ark:|recherche).+$"]}])
    address = f"{SITE}{library.path('rich')}"
    assert finder.accept(address) and not finder.accept(f"{SITE}/aide")
    found = finder.find_embed(address, max_width=500)
    assert found["title"] == "Le Jardin des soyeux" and found["width"] == 500 and "/integrer/ark:/" in found["html"]
