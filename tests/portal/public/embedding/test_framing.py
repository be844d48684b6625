"""Blocks alone may be put in a frame by other sites: every public address of the portal is asked; in English, those below the blocks'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from portal.public.addresses import ArkConverter
from tests.portal.conftest import Library
from tests.portal.public.browsing import HERE, Reader
from tests.selections import some

BEHIND = ("gestion/", "administration/")
TOWN = "http://mairie.example"
BLOCKS = {"embedded", "embedded_press", "embedded_results"}
SAMPLES = {
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "IntConverter": "1",
    "StringConverter": "lyon",
    "SlugConverter": "type",
    "PathConverter": "690001001",
}


def _routes(patterns: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Each address of the URL conf behind neither door of the back office, with arguments that fit, and its name."""
    for one in patterns:
        if isinstance(one.pattern, LocalePrefixPattern):
            yield from _routes(one.url_patterns, before)
            below = [each for each in one.url_patterns[0].url_patterns if str(each.pattern).startswith("integrer")]
            yield from _routes(below, f"{before}en/")
            continue
        route = f"{before}{one.pattern._route}" if hasattr(one.pattern, "_route") else before
        for name, converter in getattr(one.pattern, "converters", {}).items():
            kind = type(converter).__name__
            fitting = "{ark}" if isinstance(converter, ArkConverter) else SAMPLES[kind]
            marked = kind.removesuffix("Converter").lower()
            route = re.sub(rf"<(?:(?:ark|str|{marked}):)?{name}>", lambda _, with_=fitting: with_, route)
        if route.startswith(BEHIND):
            continue
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route, one.name or ""


ROUTES = dict(_routes(get_resolver().url_patterns))


def test_every_room_of_the_portal_is_among_the_addresses_asked() -> None:
    assert len(ROUTES) > 90 and {"", "recherche", "ark:/{ark}", "en/integrer/ark:/{ark}", "oai", "sru", "robots.txt"} <= ROUTES.keys()
    assert [route for route in ROUTES if "<" in route or "{" in route.replace("{ark}", "")] == []


def test_no_page_but_blocks_may_be_framed(client: Client, library: Library) -> None:
    client.raise_request_exception = False
    ark = library.path("rich").removeprefix("/ark:/")
    framed = set()
    for route, name in some(ROUTES.items(), least=90):
        answer = client.get(f"/{route.replace('{ark}', ark)}")
        policy = answer.get("Content-Security-Policy", "")
        if "frame-ancestors *" in policy:
            framed.add(name)
            assert route.removeprefix("en/").startswith("integrer/") and not answer.has_header("X-Frame-Options"), route
        else:
            assert "frame-ancestors 'none'" in policy and answer["X-Frame-Options"] == "DENY", route
    assert framed == BLOCKS


@pytest.mark.parametrize(
    "path", ["/integrer/ark:/99999/nothing", "/integrer/ark:/12148/x/y", "/integrer/blocs", "/integrer/autre", "/integrer/"]
)
def test_what_is_no_block_below_the_same_address_is_framed_only_where_it_answers_for_one(
    client: Client, library: Library, path: str
) -> None:
    answer = client.get(path)
    is_block = path == "/integrer/ark:/99999/nothing"
    assert ("frame-ancestors *" in answer["Content-Security-Policy"]) is is_block


def test_the_page_of_composition_frames_nobody_else(client: Client, library: Library) -> None:
    policy = client.get("/integrer/?adresse=" + library.path("rich"))["Content-Security-Policy"]
    assert "frame-src 'self'" in policy and "frame-ancestors 'none'" in policy


@pytest.mark.browser
def test_a_town_s_own_page_shows_the_block_and_no_other_page_of_the_portal(
    reader: Callable[..., Reader], library: Library, settings: Any
) -> None:
    settings.SITE_URL = HERE
    paths = (f"/integrer{library.path('rich')}", library.path("rich"))
    wrapped = f'<traboule-bloc><a href="{HERE}{library.path("many")}">Bulletin</a></traboule-bloc>'
    module = f'<script type="module" src="{HERE}/integrer.js"></script>'
    town = f"<!doctype html><title>x</title>{module}{wrapped}"
    town += "".join(f'<iframe src="{HERE}{path}" title="x"></iframe>' for path in paths)
    visit = reader(width=360)
    visit.context.route(f"{TOWN}/**", lambda route: route.fulfill(content_type="text/html", body=town))
    visit.page.goto(TOWN, wait_until="load")
    block, other = (one.content_frame() for one in visit.page.query_selector_all("body > iframe"))
    assert "Rés 317 042" in block.inner_text("main") and "Le Jardin" not in other.content()
    assert [one for one in visit.complaints if "frame-ancestors" in one]
    visit.page.wait_for_selector("traboule-bloc iframe")
    assert visit.page.evaluate("document.querySelector('traboule-bloc a').hidden")
    assert "PER 1" in visit.page.frame_locator("traboule-bloc iframe").locator("main").inner_text()
    visit.page.emulate_media(color_scheme="dark")
    visit.open(f"/integrer{library.path('rich')}")
    assert visit.accessibility_faults() == [] and visit.too_wide() <= 0
    assert visit.cookies == [] and visit.strangers() == []
