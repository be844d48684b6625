"""What machines find: where they may go, every notice by ranges of identifiers, and the search of a browser's address bar."""

from __future__ import annotations

import re
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from lxml import etree
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.models import Record
from portal.publish import sitemaps
from portal.shown.query import FILTERS
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.selections import some

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _xml(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"].startswith("application/xml")
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return etree.fromstring(body)


def _locations(tree: etree._Element) -> list[str]:
    return [str(found.text).removeprefix("http://testserver") for found in tree.iterfind(".//s:loc", NS)]


def _last_file(client: Client) -> str:
    """The file of the notices that came last, whatever their numbers."""
    return _locations(_xml(client, "/sitemap.xml"))[-1]


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of ten addresses: five notices in two languages."""
    monkeypatch.setattr(sitemaps, "LARGEST", 10)


def test_the_sitemaps_lead_to_every_notice_in_both_languages_and_to_no_other(client: Client, library: Library, small_files: None) -> None:
    files = _locations(_xml(client, "/sitemap.xml"))
    found = [path for file in files for path in _locations(_xml(client, file))]
    notices = {path for path in found if "/ark:/" in path}
    shown = {library.path(name) for name, record in library.records.items() if record.state == Record.State.ACTIVE}
    assert notices == {f"{language}{path}" for path in shown for language in ("", "/en")}
    assert len(found) == len(set(found))
    for path in found:
        assert client.get(path).status_code == 200


def test_no_file_is_longer_than_the_protocol_allows(client: Client, library: Library, small_files: None) -> None:
    files = [file for file in _locations(_xml(client, "/sitemap.xml")) if "notices" in file]
    assert len(files) >= 2
    assert all(len(_locations(_xml(client, file))) <= 10 for file in files)
    assert sitemaps.per_file() * 2 <= sitemaps.LARGEST


def test_each_address_names_its_twin_and_its_last_change(client: Client, library: Library) -> None:
    first = _xml(client, _last_file(client)).find("s:url", NS)
    assert first is not None
    languages = [link.get("hreflang") for link in first.iterfind("x:link", NS)]
    assert languages == ["fr", "en"]
    assert first.findtext("s:lastmod", namespaces=NS) == "2026-03-02T09:30:00+00:00"


def test_a_file_costs_the_database_two_statements(
    client: Client, library: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        library.add(replace(samples.LONG_TITLE, identifier=f"more{number}"))
    last = _last_file(client)
    with django_assert_num_queries(2):
        _xml(client, last)
    with django_assert_num_queries(1):
        _xml(client, "/sitemap.xml")


def test_there_is_nothing_past_the_last_file(client: Client, library: Library) -> None:
    last = int(_last_file(client).removeprefix("/sitemap/notices-").removesuffix(".xml"))
    for number in (0, last + 1, 10**6):
        assert client.get(f"/sitemap/notices-{number}.xml").status_code == 404


def test_a_range_that_nothing_is_left_of_is_in_no_index(client: Client, library: Library, small_files: None) -> None:
    """A list of addresses without any is none (sitemaps.org, the schema), and numbers are never given again."""
    before = client.get("/sitemap.xml").content.decode()
    first = min(record.pk for record in library.records.values())
    gone = (first - 1) // sitemaps.per_file()
    assert f"/sitemap/notices-{gone + 1}.xml" in before
    Record.objects.filter(pk__gt=gone * sitemaps.per_file(), pk__lte=(gone + 1) * sitemaps.per_file()).update(state="tombstone")
    after = client.get("/sitemap.xml").content.decode()
    assert f"/sitemap/notices-{gone + 1}.xml" not in after and "/sitemap/notices-" in after


def test_an_empty_catalogue_has_a_sitemap_of_its_pages(client: Client, empty_library: Library) -> None:
    assert _locations(_xml(client, "/sitemap.xml")) == ["/sitemap/pages.xml"]
    assert "/aide" in _locations(_xml(client, "/sitemap/pages.xml"))


def test_a_file_is_of_one_megabyte_and_kept_for_the_next_robot(client: Client, library: Library) -> None:
    last = _last_file(client)
    answer = client.get(last)
    lines = answer.content.decode().count("<loc>")
    assert len(answer.content) / lines * sitemaps.LARGEST < 1_500_000
    assert not answer.streaming and answer["ETag"]
    assert client.get(last, headers={"if-none-match": answer["ETag"]}).status_code == 304


def _rules(client: Client) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    return rules


def test_robots_may_read_notices_feeds_and_plain_pages(client: Client, library: Library) -> None:
    rules = _rules(client)
    for path in (
        "/",
        "/ark:/99999/t10000001j",
        "/en/ark:/99999/t10000001j",
        "/ark:/99999/t10000001j/source",
        "/notice/1",
        "/nouveautes",
        "/nouveautes.atom",
        "/sitemap.xml",
        "/recherche?q=lyon",
    ):
        assert rules.can_fetch("Zotero", f"http://testserver{path}"), path
    assert not rules.can_fetch("*", "http://testserver/recherche/affiner/type")
    assert not rules.can_fetch("*", "http://testserver/en/recherche/affiner/type")
    assert not rules.can_fetch("*", "http://testserver/ma-fiche") and not rules.can_fetch("*", "http://testserver/en/ma-fiche")
    assert rules.site_maps() == ["http://testserver/sitemap.xml"]


def _closed(client: Client, address: str) -> bool:
    """As crawlers read wildcards (RFC 9309 §2.2.3), which Python's own parser does not."""
    lines = client.get("/robots.txt").content.decode().splitlines()
    patterns = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    return any(re.match(re.escape(pattern).replace(r"\*", ".*"), address) for pattern in patterns)


def test_no_filter_and_no_further_page_is_open_to_robots(client: Client, library: Library) -> None:
    for facet in some(FILTERS.values()):
        assert _closed(client, f"/recherche?q=lyon&{facet.parameter}=x") and _closed(client, f"/en/recherche?{facet.parameter}=x")
    for query in ("page=2", "q=a&page=abc", "de=1500&a=1600", "q=a&tri=titre", "numerise=1"):
        assert _closed(client, f"/recherche?{query}")
    assert not _closed(client, "/recherche?q=lyon") and not _closed(client, "/ark:/99999/t10000001j")


def test_a_browser_can_search_from_its_address_bar(client: Client, library: Library) -> None:
    for prefix in ("", "/en"):
        link = re.search(r'rel="search"[^>]*href="([^"]+)"', client.get(f"{prefix}/").content.decode())
        assert link
        description = etree.fromstring(client.get(link[1]).content)
        template = description.find("{*}Url").get("template")  # type: ignore[union-attr]
        found = client.get(str(template).removeprefix("http://testserver").replace("{searchTerms}", "soyeux"))
        assert found.status_code == 200 and "soyeux" in found.content.decode()
        assert len(str(description.findtext("{*}ShortName"))) <= 16


def test_every_link_that_narrows_tells_robots_not_to_follow(client: Client, library: Library) -> None:
    from tests.portal.public.reading import page

    for path in ("/recherche", "/recherche?q=soyeux", "/recherche?siecle=16"):
        for link in page(client, path).select("main a[href*='recherche?'], main a[href*='affiner']"):
            assert "nofollow" in (link.get("rel") or []), link
