"""What does a request count as: a page read, a search, an export, a robot, nothing?"""

from __future__ import annotations

import pytest

from portal.readership.asked import NO_ANSWER, NOTED, Asked, Thing, host_of, what
from tests.portal.readership.asking import ARK, PHONE, request

CASES = {
    f"/ark:/{ARK}": Asked(Thing.VIEW, ARK),
    f"/en/ark:/{ARK}": Asked(Thing.VIEW, ARK),
    f"/ark:/{ARK}?page=2": Asked(Thing.VIEW, ARK),
    "/recherche?q=soyeux": Asked(Thing.SEARCH),
    "/en/recherche?q=silk": Asked(Thing.SEARCH),
    f"/ark:/{ARK}/citer/ris": Asked(Thing.CITATION, ARK),
    f"/ark:/{ARK}.marcxml": Asked(Thing.FILE, ARK),
    f"/ark:/{ARK}/ead.xml": Asked(Thing.EAD, ARK),
    "/recherche.csv?q=soyeux": Asked(Thing.FILE),
    "/en/recherche.csl-json?q=soyeux": Asked(Thing.FILE),
    "/telechargements/notices.jsonl.gz": Asked(Thing.FILE),
    "/api/v1/notices": Asked(Thing.API),
    "/oai?verb=Identify": Asked(Thing.OAI),
    "/sru?query=soie": Asked(Thing.SRU),
}


@pytest.mark.parametrize("address", CASES)
def test_what_a_reader_asks_for_is_counted_under_its_name(address: str) -> None:
    assert what(request(address), "200 OK") == (CASES[address],)
    assert what(request(address), "304 Not Modified") == (CASES[address],)


NOTHING = (
    "/", "/aide", "/recherche", "/recherche?q=soie&page=3", f"/ark:/{ARK}?info", f"/ark:/{ARK}/source", "/nouveautes", "/gestion/",
    "/en/", "", "/ark:/99999", "/ark:/é/ç/ù", "//", "/integrer/", "/recherche.atom?q=x", "/recherche.xml",
)  # fmt: skip


@pytest.mark.parametrize("address", NOTHING)
def test_forms_next_pages_and_what_is_around_a_notice_are_not_counted_again(address: str) -> None:
    assert what(request(address), "200 OK") == ()


@pytest.mark.parametrize("status", ["301 Moved Permanently", "404 Not Found", "410 Gone", "429 Too Many Requests", "503 Unavailable"])
def test_what_was_not_given_was_not_read(status: str) -> None:
    assert what(request(f"/ark:/{ARK}"), status) == ()


def test_a_search_that_found_nothing_is_counted_as_a_search_too() -> None:
    assert what(request("/recherche?q=xyz") | {NOTED: NO_ANSWER}, "200 OK") == (Asked(Thing.SEARCH), Asked(Thing.NO_ANSWER))


ROBOTS = (
    {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, {"agent": ""}, {"agent": "curl/8.5.0"},
    {"agent": "python-requests/2.32"}, {"accept": "*/*"}, {"accept": "application/json"}, {"method": "HEAD"}, {"agent": "x" * 5000},
    {"agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}, {"agent": "Mozilla/5.0 HeadlessChrome/120"},
)  # fmt: skip


@pytest.mark.parametrize("headers", ROBOTS)
def test_a_robot_is_counted_apart(headers: dict[str, str]) -> None:
    assert what(request(f"/ark:/{ARK}", **headers), "200 OK") == (Asked(Thing.ROBOT),)


def test_a_harvester_is_a_request_of_oai_whatever_it_calls_itself() -> None:
    assert what(request("/oai?verb=ListRecords", agent="OAI bot", accept="*/*"), "200 OK") == (Asked(Thing.OAI),)
    assert what(request("/oai", method="POST"), "200 OK") == (Asked(Thing.OAI),)


@pytest.mark.parametrize("headers", [{"cookie": "a=1; sessionid=x"}, {"sec_purpose": "prefetch"}, {"method": "POST"}])
def test_people_at_work_pages_fetched_before_they_are_asked_for_and_forms_are_left_out(headers: dict[str, str]) -> None:
    assert what(request(f"/ark:/{ARK}", **headers), "200 OK") == ()


def test_a_reader_on_her_phone_with_a_visit_sheet_is_a_reader() -> None:
    assert what(request(f"/ark:/{ARK}", agent=PHONE, cookie="fiche=t1bq7w4k"), "200 OK") == (Asked(Thing.VIEW, ARK),)


def test_a_block_is_counted_with_the_host_that_shows_it_and_not_at_home() -> None:
    shown = what(request("/integrer/fonds/t1?langue=fr", referer="https://www.Mairie-Ambert.example/patrimoine?x=1"), "200 OK")
    assert shown == (Asked(Thing.BLOCK), Asked(Thing.HOST, "www.mairie-ambert.example"))
    assert what(request("/integrer/fonds/t1", referer="https://traboule.example/integrer/"), "200 OK") == ()
    assert what(request("/integrer/fonds/t1"), "200 OK") == ()


def test_a_block_of_a_site_that_does_not_say_its_name_is_a_block_of_its_ark() -> None:
    asked = request(f"/en/integrer/ark:/{ARK}?taille=3", sec_fetch_site="cross-site", sec_fetch_dest="iframe")
    assert what(asked, "200 OK") == (Asked(Thing.BLOCK, ARK),)
    assert what(request(f"/integrer/ark:/{ARK}", sec_fetch_site="same-origin"), "200 OK") == ()


HOSTS = {
    "https://biblio.example/a/b?lecteur=Jeanne#x": "biblio.example",
    "http://biblio.example:8080/": "biblio.example",
    "https://jeanne:motdepasse@biblio.example/": "biblio.example",
    "https://192.168.1.20/page": "",
    "https://[2001:db8::1]/": "",
    "http://poste-de-jeanne/": "",
    "javascript:alert(1)": "",
    "https://biblio.example|2026-11-30|x/": "",
    "https://" + "a" * 60 + "." + "b" * 60 + ".example/": "",
    "": "",
}


@pytest.mark.parametrize("referer", HOSTS)
def test_of_a_page_that_shows_a_block_the_host_alone_is_kept(referer: str) -> None:
    assert host_of(referer, own="traboule.example") == HOSTS[referer]
