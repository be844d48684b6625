"""What another catalogue finds at the portal's SRU address, in each version, and the diagnostic of each wrong request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from catalogue.formats.reading import read_file
from catalogue.models import Record
from catalogue.search.cql.planning import INDEXES, LISTED
from portal.publish.sru.schemas import SCHEMAS
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.selections import some

Ask = Callable[..., etree._Element]


@pytest.fixture
def ask(client: Client, library: Library) -> Ask:
    """The answer to a request, parsed."""

    def asked(**parameters: str) -> etree._Element:
        response = client.get("/sru", parameters)
        assert response.status_code == 200 and response["Content-Type"] == "application/xml; charset=utf-8"
        return etree.fromstring(response.content)

    return asked


def texts(answer: etree._Element, name: str) -> list[str]:
    return [found.text or "" for found in answer.iterfind(f".//{{*}}{name}")]


def number(answer: etree._Element) -> int:
    uri = texts(answer, "uri")
    return int(uri[0].rpartition("/")[2]) if uri else 0


def search(ask: Ask, query: str, *, version: str = "1.2", **parameters: str) -> etree._Element:
    if version != "2.0":
        parameters |= {"version": version, "operation": "searchRetrieve"}
    return ask(query=query, **parameters)


SEARCH = {"version": "1.2", "operation": "searchRetrieve", "query": "jardin"}
WRONG: list[tuple[dict[str, str], int]] = [
    ({"operation": "searchRetrieve", "query": "a"}, 7), ({"version": "1.2", "operation": "searchRetrieve"}, 7),
    ({"version": "3.0", "operation": "searchRetrieve", "query": "a"}, 5), ({"version": "", "query": "a"}, 5),
    ({"version": "1.2", "operation": "scan", "scanClause": "dc.date=1562"}, 16), ({"version": "1.2", "operation": "scan"}, 7),
    ({"version": "1.2", "operation": "delete"}, 4), (SEARCH | {"startRecord": "0"}, 6), (SEARCH | {"startRecord": "x"}, 6),
    (SEARCH | {"startRecord": "-1"}, 6), (SEARCH | {"startRecord": ""}, 6), (SEARCH | {"startRecord": "٣"}, 6),
    (SEARCH | {"maximumRecords": "-1"}, 6),
    (SEARCH | {"maximumRecords": "x"}, 6), (SEARCH | {"maximumRecords": "9999999999"}, 6), (SEARCH | {"startRecord": "99"}, 61),
    (SEARCH | {"recordSchema": "junk"}, 66), (SEARCH | {"recordPacking": "junk"}, 71), (SEARCH | {"recordPacking": "packed"}, 71),
    (SEARCH | {"stylesheet": "a.xsl"}, 110), (SEARCH | {"sortKeys": "title"}, 80), (SEARCH | {"junk": "1"}, 8),
    (SEARCH | {"queryType": "cql"}, 8),
    (SEARCH | {"recordXMLEscaping": "xml"}, 8), ({"query": "a", "queryType": "sql"}, 6), ({"query": "a", "recordXMLEscaping": "junk"}, 71),
    ({"query": "a", "recordPacking": "xml"}, 71), (SEARCH | {"facetLimit": "10"}, 8), ({"query": ""}, 10), ({"query": "("}, 10),
    ({"query": "(a"}, 13), ({"query": '"a'}, 14), ({"query": "foo.bar=a"}, 15), ({"query": "dc.foo=a"}, 16),
    ({"query": "dc.title ~ a"}, 19),
    ({"query": "dc.title within a"}, 22), ({"query": "a prox b"}, 39), ({"query": "dc.title=^a"}, 31), ({"query": "a sortBy dc.foo"}, 88),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "expected"), WRONG)
def test_a_wrong_request_is_told_by_its_diagnostic(ask: Ask, parameters: dict[str, str], expected: int) -> None:
    answer = ask(**parameters)
    assert number(answer) == expected
    assert texts(answer, "message")[0] not in ("", "General system error")
    assert answer.tag.startswith(
        "{http://docs.oasis" if "version" not in parameters and "operation" not in parameters else "{http://www.loc.gov"
    )


@pytest.mark.parametrize("version", ["1.1", "1.2", "2.0"])
def test_an_answer_is_in_the_version_asked(ask: Ask, version: str) -> None:
    answer = search(ask, "dc.title = jardin", version=version)
    assert texts(answer, "numberOfRecords") == ["1"] and texts(answer, "recordPosition") == ["1"]
    space = "http://docs.oasis-open.org/ns/search-ws/sruResponse" if version == "2.0" else "http://www.loc.gov/zing/srw/"
    assert answer.tag == f"{{{space}}}searchRetrieveResponse"
    assert bool(texts(answer, "recordIdentifier")) == (version == "1.2")


@pytest.mark.parametrize(
    "asked",
    [
        ("", "info:lc/xmlns/marcxchange-v2", "unimarc"),
        ("unimarcxchange", "info:lc/xmlns/marcxchange-v2", "unimarc"),
        ("unimarcxchange-iso5426", "info:lc/xmlns/marcxchange-v2#iso-5426", "unimarc"),
        ("dublincore", "info:srw/schema/1/dc-v1.1", "dublin_core"),
        ("dc", "info:srw/schema/1/dc-v1.1", "dublin_core"),
        ("info:srw/schema/1/marcxml-v1.1", "info:srw/schema/1/marcxml-v1.1", "marc21"),
    ],
)
@pytest.mark.parametrize("packing", ["xml", "string"])
def test_records_are_named_by_the_full_address_of_their_schema_and_read_again(
    client: Client, library: Library, asked: tuple[str, str, str], packing: str
) -> None:
    name, uri, format = asked
    response = client.get("/sru", SEARCH | {"recordPacking": packing} | ({"recordSchema": name} if name else {}))
    assert texts(etree.fromstring(response.content), "recordSchema")[0] == uri
    (reading,) = read_file(response.content)
    assert reading.format == format and reading.description is not None and reading.description.title.startswith("Le Jardin des soyeux")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jardin", True), ("dc.title = jardin and dc.creator = perrachon", True), ("dc.title = jardin not dc.creator = perrachon", False),
        ('dc.title adj "jardin des soyeux"', True), ("dc.title = jard*", True), ("dc.creator = garnier or dc.title = inexistant", True),
        ("(dc.title = jardin or dc.title = hortus) and dc.date = 1562", True), ("dc.title = jardin and dc.date > 1600", False),
        ('dc.title = jardin and dc.date within "1500 1600"', True), ("dc.title = jardin and dc.type = book", True),
        ("dc.title = jardin and dc.language = fre", True), ("dc.title = jardin and bib.rcr = 380001001", True), ("inexistant", False),
        ('dc.title == "Jardin des soyeux"', True), ("dc.title <> jardin", False), ("cql.allRecords = 1", True),
    ],
)  # fmt: skip
def test_a_query_finds_what_it_asks_for(ask: Ask, library: Library, query: str, found: bool) -> None:
    answer = search(ask, query, recordSchema="dc")
    assert number(answer) == 0
    assert any("Le Jardin des soyeux" in title for title in texts(answer, "title")) == found


def test_a_hebrew_title_is_found_by_its_own_words(ask: Ask) -> None:
    words = samples.RIGHT_TO_LEFT.title.split()[0]
    assert int(texts(search(ask, f'dc.title = "{words}"'), "numberOfRecords")[0]) >= 1


def test_a_window_may_begin_anywhere_and_the_next_position_is_told(ask: Ask) -> None:
    whole = texts(search(ask, "cql.allRecords=1", maximumRecords="50"), "recordIdentifier")
    total = len(samples.EVERY)
    assert len(whole) == total
    found = search(ask, "cql.allRecords=1", startRecord="2", maximumRecords="3")
    assert texts(found, "recordIdentifier") == whole[1:4] and texts(found, "recordPosition") == ["2", "3", "4"]
    assert texts(found, "nextRecordPosition") == ["5"]
    end = search(ask, "cql.allRecords=1", startRecord=str(total), maximumRecords="3")
    assert texts(end, "recordIdentifier") == whole[-1:] and not texts(end, "nextRecordPosition")
    assert not texts(search(ask, "cql.allRecords=1", maximumRecords="0"), "record")


def test_a_notice_withdrawn_since_the_index_was_written_is_a_surrogate_diagnostic(ask: Ask, library: Library) -> None:
    Record.objects.filter(identifier="rich").update(state=Record.State.TOMBSTONE)
    answer = search(ask, "dc.title = jardin")
    assert texts(answer, "numberOfRecords") == ["1"] and number(answer) == 65
    assert texts(answer, "recordSchema")[0] == "info:srw/schema/1/diagnostics-v1.1"


def test_explain_lists_every_index_and_schema_and_nothing_else(ask: Ask) -> None:
    for parameters in ({}, {"version": "1.2", "operation": "explain"}, {"version": "1.1"}):
        answer = ask(**parameters)
        assert answer.tag.endswith("explainResponse") and not number(answer)
        names = {f"{each.get('set')}.{each.text}" for each in answer.iterfind(".//{*}map/{*}name")}
        assert names == {name for index in INDEXES for name in (index.name, *index.also)}
        assert len(answer.findall(".//{*}schema")) == len(SCHEMAS)
        facets = texts(answer, "facetType")
        assert facets == ([index.name for index in LISTED] if answer.tag.startswith("{http://docs.oasis") else [])


def test_every_index_can_be_searched_scanned_and_counted_just_as_explain_says(ask: Ask) -> None:
    explained = ask()
    facets = texts(explained, "facetType")
    for index in some(explained.iterfind(".//{*}index")):
        name = f"{index.find('.//{*}name').get('set')}.{index.findtext('.//{*}name')}"  # type: ignore[union-attr]
        term = {"dc.date": "1562", "dc.type": "book", "dc.language": "fre", "bib.rcr": samples.LYON}.get(name, "lyon")
        for relation in (each.text or "" for each in index.iterfind(".//{*}supports")):
            value = "1500 1600" if relation == "within" else term
            assert number(ask(query=f'{name} {relation} "{value}"')) == 0, (name, relation)
        assert number(ask(query="a", facetLimit=f"3:{name}")) == (0 if name in facets else 16), name
        assert number(ask(scanClause=f'{name} = "{term}"')) == (0 if index.get("scan") == "true" else 16), name
        assert number(ask(query=f"a sortBy {name}")) == (0 if index.get("sort") == "true" else 88), name


def test_a_form_sent_is_answered_as_an_address(client: Client, library: Library) -> None:
    assert client.post("/sru", SEARCH).content == client.get("/sru", SEARCH).content


def test_when_the_engine_does_not_answer_it_is_said(ask: Ask, engine_down: None) -> None:
    assert number(search(ask, "jardin")) == 2


@pytest.mark.shared
def test_answers_of_version_2_are_valid_by_the_schemas_of_the_standard(ask: Ask, shared_data: Any, tmp_path: Any) -> None:
    schemas = shared_data / "schemas/sru"
    for path in schemas.glob("*.xsd"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(nearby(text), encoding="utf-8")
    judge = etree.XMLSchema(etree.parse(tmp_path / "sruResponse.xsd"))
    explained = etree.XMLSchema(etree.parse(schemas / "explain.xsd"))
    for answer in (search(ask, "cql.allRecords=1", version="2.0"), search(ask, "a prox b", version="2.0"), search(ask, "x", version="2.0")):
        judge.assertValid(answer)
    whole = ask()
    judge.assertValid(whole)
    explained.assertValid(whole.find(".//{http://explain.z3950.org/dtd/2.0/}explain"))


def nearby(text: str) -> str:
    """A schema whose imports lead to the files beside it."""
    marker = 'schemaLocation="'
    parts = text.split(marker)
    return marker.join([parts[0], *(part.partition('"')[0].rpartition("/")[2] + '"' + part.partition('"')[2] for part in parts[1:])])
