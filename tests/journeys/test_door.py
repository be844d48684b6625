"""The portal as it is deployed, met by a browser, a robot and many of them at once."""

from __future__ import annotations

import gzip
import http.client
import re
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from runtime.screens.__main__ import notice_of
from tests.gateway import gateway_before, yaz_client

pytestmark = pytest.mark.timeout(900)

# bytes on the wire, fonts and pictures included; the home page shows a work of the day and one for each century
HEAVIEST = {"home": 260_000, "results": 200_000, "notice": 240_000}


def _ask(portal: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    line = http.client.HTTPConnection(urlsplit(portal).netloc, timeout=30)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_pages_are_compressed_tagged_and_the_same_for_everybody(portal: str) -> None:
    for path in ("/", "/recherche?q=lyon", notice_of(portal)["notice"], "/a-propos", "/nouveautes.atom"):
        status, headers, body = _ask(portal, path, **{"Accept-Encoding": "gzip"})
        assert status == 200 and headers["content-encoding"] == "gzip" and headers["cache-control"].startswith("public")
        assert "set-cookie" not in headers and "cookie" not in headers.get("vary", "").lower()
        assert gzip.decompress(body)
        again, later, nothing = _ask(portal, path, **{"If-None-Match": headers["etag"]})
        assert again == 304 and nothing == b"" and later["etag"] == headers["etag"]


def test_the_back_office_and_errors_are_nobody_else_s(portal: str) -> None:
    for path in ("/gestion/login/", "/rien", "/sante/pret"):
        _status, headers, _body = _ask(portal, path)
        assert "public" not in headers.get("cache-control", "")


@pytest.fixture
def visit(browser: Any, portal: str) -> Iterator[dict[str, Any]]:
    """A browser that notes what it asked, what came, and what its security policy refused."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    noted: dict[str, Any] = {"tab": tab, "asked": [], "weight": 0.0, "complaints": [], "context": context}
    tab.on("request", lambda request: noted["asked"].append(request.url))
    tab.on("console", lambda message: noted["complaints"].append(message.text) if message.type == "error" else None)
    session.on("Network.loadingFinished", lambda event: noted.update(weight=noted["weight"] + event["encodedDataLength"]))
    yield noted
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["home", "results", "notice"])
def test_a_first_visit_is_light_asks_nobody_else_and_leaves_no_cookie(visit: dict[str, Any], portal: str, name: str) -> None:
    path = {"home": "/", "results": "/recherche?q=lyon", "notice": notice_of(portal)["notice"]}[name]
    visit["tab"].goto(f"{portal}{path}", wait_until="networkidle")
    assert 0 < visit["weight"] <= HEAVIEST[name]
    assert [url for url in visit["asked"] if not url.startswith((portal, "data:"))] == []
    assert visit["context"].cookies() == []
    assert [text for text in visit["complaints"] if "Failed to load resource" not in text] == []  # a partner's picture may be late


@pytest.fixture
def gateway(portal: str) -> Iterator[int]:
    """The port of the Z39.50 gateway before the portal's SRU server."""
    with gateway_before(portal) as port:
        yield port


def test_a_library_s_program_searches_by_z39_50_and_reads_unimarc_and_marc_21(gateway: int) -> None:
    found = yaz_client(gateway, "format unimarc", "find @attr 1=4 lyon", "show 1", "format usmarc", "show 2")
    assert int(re.findall(r"Number of hits: (\d+)", found)[0]) > 5
    assert re.search(r"^200 .*\$a", found, re.MULTILINE) and re.search(r"^245 .*\$a", found, re.MULTILINE)
    accented = yaz_client(gateway, "format unimarc", "find @attr 1=4 scénographique", "show 1")
    assert "scénographique" in accented
    both = yaz_client(gateway, 'find @and @attr 1=1003 "tournes" @attr 1=59 lyon', "find @attr 1=1016 zzzzqx")
    hits = [int(number) for number in re.findall(r"Number of hits: (\d+)", both)]
    assert hits[0] > 0 and hits[1] == 0


def test_the_gateway_answers_for_what_it_knows_and_asks_no_other_server(gateway: int, portal: str) -> None:
    assert "[114]" in yaz_client(gateway, "find @attr 1=9999 lyon")
    other = yaz_client(gateway, f"base cfg:zurl={portal}/sru&sru=get", "find lyon")
    assert "[235]" in other and "Number of hits: 0" in other.replace("hits: 0,", "hits: 0")


def test_robots_that_walk_filters_do_not_shut_out_a_person(site: Any) -> None:
    """Twelve robots at once: some of what they ask is refused, nothing that a person asks first is."""
    statuses: dict[str, set[int]] = {"robot": set(), "person": set()}
    with site.served("portal") as portal:

        def walk(number: int) -> None:
            for step in range(15):
                status, headers, _body = _ask(portal, f"/recherche?q=lyon&siecle={15 + step % 5}&de={1400 + number}&page=2")
                statuses["robot"].add(status)
                assert status != 429 or int(headers["retry-after"]) > 0

        robots = [threading.Thread(target=walk, args=(number,)) for number in range(12)]
        for robot in robots:
            robot.start()
        for number in range(12):
            for path in ("/", f"/recherche?q=plan+{number}", "/a-propos"):
                statuses["person"].add(_ask(portal, path)[0])
        for robot in robots:
            robot.join()
    assert statuses["person"] == {200}
    assert 429 in statuses["robot"] and 200 in statuses["robot"]
