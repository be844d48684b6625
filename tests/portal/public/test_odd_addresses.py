"""Whatever somebody writes after the portal's name is answered with a page: what it asks for, or a sentence that says why not."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portal.conftest import Library

pytestmark = pytest.mark.usefixtures("one_transaction")

HUGE = "9" * 400
NUMBERS = ("0", "-1", "00", "9223372036854775807", "9223372036854775808", HUGE, "1e9", "٣", "²", "0x10", "1.5", "+1", " 1")
TEXTS = {
    "a NUL": "%00",
    "a NUL among words": "lyon%00lyon",
    "bytes that are no UTF-8": "%ff%fe%80",
    "half a character": "caf%c3",
    "an overlong slash": "%c0%af",
    "a lone surrogate": "%ed%a0%80",
    "a sign of percent alone": "100%",
    "letters under a hundred accents": "a" + "%cc%81" * 250,
    "from right to left": "%e2%80%ae%e2%80%8f" * 40,
    "a ligature that unfolds to eighteen letters": "%ef%b7%ba" * 100,
    "emoji joined": "%f0%9f%91%a9%e2%80%8d" * 60,
    "invisible letters": "%e2%80%8b" * 300,
    "lines": "lyon%0d%0aSet-Cookie:%20x=1",
    "a thousand quotation marks": "%22" * 1000,
    "quotation marks that do not close": "%22lyon%20%c2%ab%20soie%20%22",
    "nothing but minus signs": "-" * 900,
    "parentheses within parentheses": "(" * 480 + "a" + ")" * 480,
    "brackets of a program": "%7b%7b7*7%7d%7d%7b%25%20debug%20%25%7d",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "an engine's words": "*:*%20AND%20title:[*%20TO%20*]~9%5e99%20/.*/",
    "nothing but stars": "*" * 900,
    "nothing but spaces": "%20%c2%a0%e3%80%80" * 60,
    "a statement of SQL": "';DROP%20TABLE%20catalogue_record;--",
}
PATHS = (
    "/ark:/99999/{}",
    "/ark:/{}/t10000001j",
    "/notice/{}",
    "/notice/{}/",
    "/notice/{}/source",
    "/notice/{}/citer/ris",
    "/numerisation/{}/0/apercu",
    "/numerisation/1/{}/vignette",
    "/numerisation/1/0/{}/info.json",
    "/sitemap/notices-{}.xml",
    "/nouveautes?avant={}",
    "/unapi?id=notice:{}",
    "/unapi?id={}&format=ris",
    "/presse?apres={}",
    "/presse?lieu={}",
    "/presse/ce-jour-la?jour={}",
    "/presse/ce-jour-la?apres={}",
    "/ark:/99999/t10000001j/presse/{}",
    "/integrer/presse/ark:/99999/{}?annee={}",
    "/recherche?page={}",
    "/recherche?q=lyon&page={}",
    "/recherche?q=lyon&tri=titre&page={}",
    "/recherche?vue=galerie&page={}",
    "/recherche?de={}&a={}",
    "/ma-fiche?ajoute={}",
)
PLACES = (
    "/{}",
    "/en/{}",
    "/recherche?q={}",
    "/en/recherche?q={}",
    "/recherche?titre={}&auteur={}",
    "/recherche?type={}&siecle={}&langue={}&etablissement={}&personne={}&sujet={}&commune={}&departement={}&lieu={}",
    "/recherche?page={}",
    "/recherche?tri={}&vue={}&echelle={}&numerise={}",
    "/recherche.atom?q={}",
    "/recherche/suggestions?q={}",
    "/recherche/avancee?q={}",
    "/recherche/affiner/personne?q=lyon&debut={}",
    "/recherche/affiner/{}",
    "/personne/{}",
    "/personnes?q={}",
    "/sujet/{}",
    "/sujets?q={}",
    "/lieu/{}",
    "/lieux?q={}",
    "/commune/{}",
    "/departement/{}",
    "/etablissement/{}",
    "/ark:/{}",
    "/ark:{}",
    "/ark:/99999/{}",
    "/ark:/99999/t10000001j/{}",
    "/ark:/99999/t10000001j/citer/{}",
    "/ark:/99999/t10000001j?{}",
    "/etablissements?q={}&departement={}",
    "/notice/1/citer/{}",
    "/ma-fiche/citer/{}",
    "/unapi?id={}",
    "/nouveautes?avant={}",
    "/ma-fiche?ajoute={}",
    "/numerisation/1/0/0/{}/{}/0/default.jpg",
    "/integrer/?adresse={}",
    "/integrer/bloc?q={}&combien={}",
    "/integrer/ark:/{}",
    "/oembed?url=http://localhost/{}&format=xml",
)
FINE = {200, 301, 302, 400, 401, 404, 406, 410}


def _answer(address: str, **headers: str) -> tuple[int, str]:
    """Status and page of an address as it travels, byte for byte (PEP 3333: what was decoded stands in Latin-1)."""
    path, _, query = address.partition("?")
    told: list[int] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **headers,
    }
    body = WSGIHandler()(environ, lambda status, headers, exc_info=None: told.append(int(status[:3])))
    text = b"".join(body).decode()
    body.close()
    return told[0], text


@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_breaks_a_page(library: Library, kind: str) -> None:
    for place in PLACES:
        status, text = _answer(place.replace("{}", TEXTS[kind]))
        assert status in FINE, (place, status)
        assert "<script>alert" not in text or text.startswith("{"), place  # JSON is no page


@pytest.mark.parametrize("path", PATHS)
def test_no_number_breaks_a_page(library: Library, path: str) -> None:
    for number in NUMBERS:
        status, _text = _answer(path.replace("{}", quote(number)))
        assert status in FINE, (number, status)


@pytest.mark.parametrize(
    "address",
    [
        "/recherche?q=a&q=b&q=c&page=2&page=3&tri=titre&tri=ancien",
        "/recherche?" + "&".join(f"siecle={number}" for number in range(900)),
        "/recherche?" + "&" * 4000,
        "/recherche?" + "q" * 4000,
        "/recherche?=&=x&&%3D=%26&q",
        "/recherche?q[]=a&q[0][b]=c&q.d=e",
        "/recherche?q=lyon;page=2;tri=titre",
        "/recherche?q=lyon#%00",
        "/recherche?" + "&".join(f"x{number}=1" for number in range(1500)),
        "/recherche/../../etc/passwd",
        "//recherche?q=lyon",
        "/recherche/?q=lyon",
        "/RECHERCHE?q=lyon",
    ],
)
def test_no_heap_of_parameters_breaks_a_page(library: Library, address: str) -> None:
    status, text = _answer(address)
    assert status in FINE and "<h1" in text


@pytest.mark.parametrize("host", ["", "evil example", "a" * 3000, "localhost:99999999", "[::1", "localhost\0", "ex\xe9mple"])
def test_a_name_that_is_not_the_portal_s_is_refused_with_a_page(library: Library, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    status, text = _answer("/recherche?q=lyon", HTTP_HOST=host)
    assert status in (200, 400) and "<h1" in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(PLACES),
    st.lists(st.one_of(st.integers(0, 255).map(lambda byte: f"%{byte:02x}"), st.sampled_from(list("&=+;?/ab9*\"'-"))), max_size=60),
)
def test_nothing_at_all_breaks_a_page(library: Library, place: str, pieces: list[str]) -> None:
    assert _answer(place.replace("{}", "".join(pieces)))[0] in FINE | {405}
