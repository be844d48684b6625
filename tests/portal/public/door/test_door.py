"""The door before the pages: what it keeps, what it refuses, and what it never gives to the wrong visitor."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from catalogue.core.keys import DocumentKey, Kind
from catalogue.search import engines
from portal.public.door.shelf import Shelf
from portal.public.door.slots import Slots
from portal.public.door.wsgi import Door
from tests.portal.conftest import Library

pytestmark = pytest.mark.usefixtures("one_transaction")


class Visit:
    """One request to a WSGI application, and its answer."""

    def __init__(self, door: Door, address: str, *, method: str = "GET", **headers: str) -> None:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        body = door(environ, self._note)
        self.body = b"".join(body)
        if hasattr(body, "close"):
            body.close()

    def _note(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Counted:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.times = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.times += 1
        return self.django(environ, start_response)


@pytest.fixture
def stamp() -> list[int]:
    """When the catalogue changed last; a test changes it."""
    return [1]


@pytest.fixture
def application() -> Counted:
    return Counted()


@pytest.fixture
def slots(tmp_path: Path) -> Slots:
    return Slots(tmp_path / "door", count=1)


@pytest.fixture
def door(application: Counted, slots: Slots, stamp: list[int], monkeypatch: pytest.MonkeyPatch) -> Door:
    monkeypatch.setattr("portal.public.door.shelf.LOOK", 0)
    return Door(application, shelf=Shelf(seconds=60, stamp=lambda: stamp[0]), slots=slots, languages=("en",))


def test_the_second_visitor_is_given_the_page_of_the_first(door: Door, application: Counted, library: Library) -> None:
    first, second = Visit(door, "/recherche?q=soyeux"), Visit(door, "/recherche?q=soyeux")
    assert application.times == 1 and first.status == second.status == 200
    assert first.text == second.text and "soyeux</mark>" in second.text
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Cache-Control"].startswith("public") and "Set-Cookie" not in second.headers
    assert int(second.headers["Content-Length"]) == len(second.body)


def test_a_browser_that_has_the_page_is_told_so_in_a_few_bytes(door: Door, application: Counted, library: Library) -> None:
    first = Visit(door, "/")
    for kept in ({"if_none_match": first.headers["ETag"]}, {"if_modified_since": first.headers["Last-Modified"]}):
        again = Visit(door, "/", **kept)
        assert again.status == 304 and again.body == b"" and again.headers["ETag"] == first.headers["ETag"]
    assert Visit(door, "/", if_none_match='"other"').status == 200
    assert application.times == 1


def test_who_has_the_page_of_before_is_told_so_by_django_too(door: Door, library: Library, stamp: list[int]) -> None:
    tag = Visit(door, "/").headers["ETag"]
    stamp[0] += 1
    assert Visit(door, "/", if_none_match=tag).status == 304


def test_pages_travel_compressed_for_who_can_read_it(door: Door, library: Library) -> None:
    plain, packed = Visit(door, "/recherche"), Visit(door, "/recherche", accept_encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert packed.text == plain.text and len(packed.body) < len(plain.body) / 2
    assert "Accept-Encoding" in packed.headers["Vary"] and "Accept-Encoding" in plain.headers["Vary"]


def test_a_catalogue_that_changed_is_shown_as_it_is(door: Door, library: Library, stamp: list[int]) -> None:
    before = Visit(door, "/recherche").text
    engines.serving().delete([DocumentKey(Kind.NOTICE, library.records["rich"].pk)])
    assert Visit(door, "/recherche").text == before and "Jardin des soyeux" in before
    stamp[0] += 1
    assert "Jardin des soyeux" not in Visit(door, "/recherche").text


def test_a_page_made_before_a_change_is_not_kept_after_it(application: Counted, slots: Slots, library: Library) -> None:
    moments = iter([1, 1, 2, 2, 2, 2])
    shelf = Shelf(seconds=60, stamp=lambda: next(moments), clock=iter(range(0, 1000, 2)).__next__)
    door = Door(application, shelf=shelf, slots=slots, languages=("en",))
    Visit(door, "/")
    Visit(door, "/")
    assert application.times == 2


@pytest.mark.parametrize("headers", [{"cookie": "sessionid=x"}, {"authorization": "Basic eA=="}, {"range": "bytes=0-1"}])
def test_a_visitor_who_is_known_is_never_given_another_s_page(
    door: Door, application: Counted, library: Library, headers: dict[str, str]
) -> None:
    Visit(door, "/")
    known = Visit(door, "/", **headers)
    Visit(door, "/")
    assert application.times == 2 and known.status == 200


def test_the_page_of_a_visitor_who_is_known_is_not_declared_public(door: Door, library: Library) -> None:
    assert "public" not in Visit(door, "/", cookie="panier=1").headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/rien", "/recherche?q=" + "e" * 1001, "/sante/", "/gestion/login/"])
def test_errors_and_what_is_of_the_moment_are_not_kept(door: Door, application: Counted, library: Library, address: str) -> None:
    Visit(door, address)
    Visit(door, address)
    assert application.times == 2


def test_an_engine_that_is_down_is_not_remembered(door: Door, application: Counted, library: Library, engine_down: None) -> None:
    assert [Visit(door, "/recherche?q=x").status, Visit(door, "/recherche?q=x").status] == [503, 503]
    assert application.times == 2


def test_languages_and_hosts_have_pages_of_their_own(door: Door, library: Library) -> None:
    french, english = Visit(door, "/"), Visit(door, "/en/")
    assert '<html lang="fr">' in french.text and '<html lang="en">' in english.text
    assert "other.example" in Visit(door, "/recherche", host="other.example").text
    assert "other.example" not in Visit(door, "/recherche").text


def test_only_the_head_is_sent_to_who_asks_for_it(door: Door, library: Library) -> None:
    assert Visit(door, "/", method="HEAD").status == 200  # and is not what the next one is given
    whole = Visit(door, "/")
    head = Visit(door, "/", method="HEAD")
    assert head.status == 200 and head.body == b"" and head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_form_that_is_sent_reaches_the_portal(door: Door, application: Counted, library: Library) -> None:
    Visit(door, "/")
    assert Visit(door, "/", method="POST").status == 403 and application.times == 2


FILTERED = ("/recherche?q=a&siecle=16", "/recherche/affiner/type?q=a", "/recherche?page=2", "/en/recherche?tri=titre")


@pytest.mark.parametrize("address", FILTERED)
def test_when_others_search_a_filtered_search_waits_and_says_so(door: Door, slots: Slots, library: Library, address: str) -> None:
    with slots.place() as held:
        assert held
        refused = Visit(door, address)
    assert refused.status == 429 and refused.headers["Retry-After"] == refused.headers["Refresh"] == "1"
    assert refused.headers["Cache-Control"] == "no-store" and "Content-Security-Policy" in refused.headers
    said = "Many searches at this moment" if address.startswith("/en/") else "Beaucoup de recherches en ce moment"
    assert said in refused.text and 'class="wordmark"' in refused.text and 'name="q"' in refused.text
    assert Visit(door, address).status == 200


def test_the_frame_of_another_site_says_that_it_waits_and_asks_again(door: Door, slots: Slots, library: Library) -> None:
    with slots.place():
        for prefix, said in (("", "Beaucoup de recherches"), ("/en", "Many searches")):
            refused = Visit(door, f"{prefix}/integrer/bloc?q=soyeux&siecle=16")
            assert refused.status == 429 and refused.headers["Refresh"] and said in refused.text and "embedded" in refused.text
            assert "frame-ancestors *" in refused.headers["Content-Security-Policy"] and "X-Frame-Options" not in refused.headers
        for address in ("/integrer/?adresse=/recherche", "/oembed?url=x", FILTERED[0]):
            refused = Visit(door, address)
            assert refused.status == 429 and "frame-ancestors 'none'" in refused.headers["Content-Security-Policy"], address
    assert Visit(door, "/integrer/bloc?q=soyeux&siecle=16&page=3&x=1").status == 200


def test_a_person_s_first_page_is_never_refused(door: Door, slots: Slots, library: Library) -> None:
    with slots.place():
        for address in ("/", "/recherche", "/recherche?q=soyeux", "/en/recherche?q=soyeux", library.path("rich")):
            assert Visit(door, address).status == 200


def test_refusals_cost_django_nothing_after_the_first(door: Door, application: Counted, slots: Slots, library: Library) -> None:
    with slots.place():
        assert [Visit(door, FILTERED[0], cookie=f"a={number}").status for number in range(3)] == [429] * 3
    assert application.times == 1


def test_an_address_longer_than_any_is_refused_before_it_is_read(door: Door, application: Counted, library: Library) -> None:
    for _ in range(2):
        refused = Visit(door, "/recherche?q=" + "a" * 9000)
        assert refused.status == 414 and "Cette adresse est trop longue" in refused.text
    assert application.times == 1


FORWARDED = {"x_forwarded_host": "evil.example", "x_forwarded_port": "8443", "x_forwarded_for": "1.2.3.4", "forwarded": "host=evil.example"}


def test_no_header_but_the_host_s_own_changes_what_the_next_visitor_reads(door: Door, library: Library) -> None:
    honest = {"accept_language": "en", "x_original_url": "/ma-fiche", "x_rewrite_url": "/ma-fiche", "x_http_method_override": "POST"}
    Visit(door, "/recherche?q=soyeux", x_forwarded_proto="https")
    odd = Visit(door, "/recherche?q=soyeux", **FORWARDED, **honest)
    plain = Visit(door, "/recherche?q=soyeux")
    assert odd.text == plain.text and "evil.example" not in plain.text and "8443" not in plain.text
    assert "https://localhost" not in plain.text
    assert '<html lang="fr">' in plain.text


def test_a_name_that_is_not_the_portal_s_is_neither_served_nor_remembered(door: Door, library: Library, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    refused = Visit(door, "/recherche?q=soyeux", host="evil.example")
    assert refused.status == 400 and "evil.example" not in refused.text and "<h1" in refused.text
    assert Visit(door, "/recherche?q=soyeux").status == 200


@pytest.mark.parametrize("query", ["q=soyeux&x=1", "x=1&q=soyeux", "q=soyeux&", "q=soyeux&Q=jardin&&=&%78=q", "q=soyeux&utm_source=lettre"])
def test_what_no_page_of_results_reads_leads_to_the_page_without_it(door: Door, application: Counted, library: Library, query: str) -> None:
    plain = Visit(door, "/recherche?q=soyeux").text
    assert Visit(door, f"/recherche?{query}").text == plain and application.times == 1


@pytest.mark.parametrize("query", ["q=%73oyeux", "%71=soyeux", "q=soyeux&q=jardin", "q=soyeux;page=2", "q=soyeux&vue=frise"])
def test_an_odd_query_string_has_a_page_of_its_own(door: Door, application: Counted, library: Library, query: str) -> None:
    plain = Visit(door, "/recherche?q=soyeux").text
    Visit(door, f"/recherche?{query}")
    assert application.times == 2 and Visit(door, "/recherche?q=soyeux").text == plain


def test_what_a_reader_put_aside_is_on_nobody_else_s_page(door: Door, application: Counted, library: Library) -> None:
    mine = Visit(door, "/ma-fiche", cookie="ma-fiche=1:x")
    assert "no-store" in mine.headers["Cache-Control"]
    Visit(door, "/ma-fiche")
    Visit(door, "/ma-fiche")
    assert application.times == 3


def test_a_reader_who_has_put_something_aside_is_given_the_page_of_everybody(door: Door, application: Counted, library: Library) -> None:
    first, second = Visit(door, "/recherche?q=soyeux&type=text"), Visit(door, "/recherche?q=soyeux&type=text", cookie="fiche=a.b:c")
    assert application.times == 1 and second.text == first.text and "public" in second.headers["Cache-Control"]
    for cookie in ("sessionid=x; fiche=a", "fiche=a; sessionid=x"):
        assert "public" not in Visit(door, "/recherche?q=soyeux&type=text", cookie=cookie).headers.get("Cache-Control", "")
    assert "no-store" in Visit(door, "/en/ma-fiche", cookie="fiche=a").headers["Cache-Control"] and application.times == 4


def test_who_refuses_compression_reads_the_page(door: Door, library: Library) -> None:
    Visit(door, "/")
    for refused in ("gzip;q=0", "br, gzip; q=0.0", "identity", "x-gzipped"):
        assert "Content-Encoding" not in Visit(door, "/", accept_encoding=refused).headers
    for accepted in ("gzip", "GZIP;q=0.5", "br;q=1.0, gzip;q=0.8, *;q=0.1"):
        assert Visit(door, "/", accept_encoding=accepted).headers["Content-Encoding"] == "gzip"


def test_refusals_are_one_page_whatever_host_is_named(door: Door, application: Counted, slots: Slots, library: Library) -> None:
    with slots.place():
        pages = {Visit(door, FILTERED[0], host=f"h{number}.example", x_forwarded_proto=f"p{number}").text for number in range(5)}
    assert application.times == 1 and len(pages) == 1 and "h1.example" not in pages.pop()
