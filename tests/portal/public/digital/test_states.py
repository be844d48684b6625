"""A link to a page of a document, or to a part of it: our viewer and any other open at that very place."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.catalogue.formats.iiif.test_content_state import read
from tests.portal.conftest import Library
from tests.portal.public.digital.partner_images import HEIGHT, WIDTH, Images, recorded, with_manifest
from tests.portal.public.mediation.made import path
from tests.portal.public.mediation.test_pages import address
from tests.portal.public.paths import copy_path
from tests.portal.public.reading import page as page_at


def followed(client: Client, where: str) -> tuple[str, dict[str, Any]]:
    """Where a link leads, and the state that it carries."""
    answer = client.get(where)
    assert answer.status_code == 302
    parts = urlsplit(answer.url)
    assert parts.fragment == "digital"
    (text,) = parse_qs(parts.query).get("iiif-content", [""])
    assert client.get(answer.url).status_code == 200
    return parts.path, read(text) if text else {}


def sized(partner: Images, width: int, height: int) -> None:
    """The partner's pages say how large they are, in units of their own."""
    told = json.loads(partner.served["/3/manifest"][1])
    for canvas in told["items"]:
        canvas["width"], canvas["height"] = width, height
    partner.served["/3/manifest"] = ("application/json", json.dumps(told).encode())


def test_each_step_of_a_path_leads_to_the_very_part_that_it_tells(client: Client, library: Library, partner: Images) -> None:
    sized(partner, WIDTH * 2, HEIGHT * 2)
    shown = page_at(client, address(path(library, f"{partner.base}/3/manifest")))
    steps = shown.select(".piece--detail .closely, .piece--comparison .closely, .piece--story .closely, .piece--transcription .closely")
    states = [followed(client, str(link["href"]))[1] for link in steps]
    part = f"#xywh={WIDTH * 2 // 10},{HEIGHT * 2 // 5},{WIDTH},{HEIGHT * 2 * 3 // 10}"
    one, two = f"{partner.base}/canvas/1", f"{partner.base}/canvas/2"
    assert [state["target"]["id"] for state in states] == [f"{one}{part}", one, two, one, f"{one}{part}", one]
    assert {state["target"]["partOf"][0]["id"] for state in states} == {f"{partner.base}/3/manifest"}
    names = [link.get_text() for link in steps]
    assert "Regarder de près – Un rocher battu des flots" in names


def test_the_state_can_be_fetched_at_its_own_address_by_any_site(client: Client, library: Library, partner: Images) -> None:
    base = with_manifest(library, partner)
    where, state = followed(client, f"{base}/1/vue/10,20,50,30")
    assert where == f"/{'/'.join(['ark:', *base.split('/')[2:4]])}"
    answer = client.get(urlsplit(state["id"]).path)
    assert answer.json() == state
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert state["target"]["id"] == f"{partner.base}/canvas/2#xywh=90,260,450,390"  # of the picture, where the page has no size


def test_a_silent_partner_leaves_the_way_to_the_notice(client: Client, library: Library, partner: Images) -> None:
    base = with_manifest(library, partner)
    partner.statuses["/3/manifest"] = 503
    assert followed(client, f"{base}/0/vue/entier")[1] == {}
    assert client.get(f"{base}/0/vue/entier/etat.json").status_code == 502


def test_pages_without_a_name_are_led_to_by_their_notice(client: Client, library: Library, partner: Images) -> None:
    base = copy_path(recorded(library, url=f"{partner.base}/doc", manifest=f"{partner.base}/2/manifest"))
    assert followed(client, f"{base}/0/vue/entier")[1] == {}
    assert client.get(f"{base}/0/vue/entier/etat.json").status_code == 404


@pytest.mark.parametrize(
    "region", ["", "x", "1,2,3", "10,20,95,30", "0,0,0,10", "-1,0,5,5", "nan,0,5,5", "inf,0,5,5", "1,2,3,4,5", "è", "0" * 400]
)
def test_what_is_no_part_of_a_page_is_not_found(client: Client, library: Library, partner: Images, region: str) -> None:
    base = with_manifest(library, partner)
    assert client.get(f"{base}/0/vue/{region}").status_code == 404
    assert client.get(f"{base}/7/vue/entier").status_code == 404
