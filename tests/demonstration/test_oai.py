"""The demonstration partners speak OAI-PMH 2.0: every verb, every error, whole lists by tokens."""

import re
from datetime import UTC, datetime

import pytest
from lxml import etree

from demonstration.faults import DELETED, FAULTS
from demonstration.oai.answers import answer
from demonstration.oai.arguments import Selection
from demonstration.oai.repository import PAGE, records_of, source
from demonstration.sources import SOURCES

BASE = "http://127.0.0.1:8090"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
SLUGS = [source.slug for source in SOURCES]
FORBIDDEN = b"\x0b"


def ask(slug, *pairs, **arguments):
    data = answer(source(slug), [*pairs, *((name.rstrip("_"), value) for name, value in arguments.items())], base=BASE)
    root = etree.fromstring(data.replace(FORBIDDEN, b" "))
    assert root.tag == f"{OAI}OAI-PMH"
    assert [child.tag.removeprefix(OAI) for child in root][:2] == ["responseDate", "request"]
    assert len(root) == 3, "one answer, or one error"
    answered = datetime.fromisoformat(root.findtext(f"{OAI}responseDate").replace("Z", "+00:00"))
    assert abs((datetime.now(UTC) - answered).total_seconds()) < 60
    assert root.findtext(f"{OAI}request") == f"{BASE}/oai/{slug}"
    return root


def error(slug, *pairs, **arguments):
    root = ask(slug, *pairs, **arguments)
    found = root.find(f"{OAI}error")
    assert found is not None and found.text
    attributes = dict(root.find(f"{OAI}request").attrib)
    if found.get("code") in ("badVerb", "badArgument"):
        assert attributes == {}
    else:
        assert attributes == {name.rstrip("_"): value for name, value in arguments.items()}
    return found.get("code")


def headers(root):
    return [
        (
            header.findtext(f"{OAI}identifier"),
            header.findtext(f"{OAI}datestamp"),
            header.get("status", ""),
            tuple(one.text for one in header.findall(f"{OAI}setSpec")),
        )
        for header in root.iter(f"{OAI}header")
    ]


def whole_list(slug, verb, **arguments):
    """Every header of a list, page after page, and how many pages there were."""
    found, pages = [], 0
    root = ask(slug, verb=verb, **arguments)
    while True:
        page = headers(root)
        assert page, "no page of a list is empty"
        token = root.find(f".//{OAI}resumptionToken")
        if token is not None:
            assert int(token.get("cursor")) == len(found)
            size = int(token.get("completeListSize"))
        found += page
        pages += 1
        if token is None or not token.text:
            assert pages == 1 if token is None else len(found) == size
            return found, pages
        assert len(page) == PAGE
        root = ask(slug, verb=verb, resumptionToken=token.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_harvester_gets_every_record_once(slug):
    partner = source(slug)
    found, pages = whole_list(slug, "ListRecords", metadataPrefix=partner.prefix)
    assert len({identifier for identifier, *_ in found}) == len(found) == len(records_of(slug))
    assert pages == -(-len(found) // PAGE) > 1
    stamps = [stamp for _, stamp, *_ in found]
    assert stamps == sorted(stamps)
    shape = r"\d{4}-\d\d-\d\d" if partner.granularity == "day" else r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
    assert all(re.fullmatch(shape, stamp) for stamp in stamps)
    assert whole_list(slug, "ListIdentifiers", metadataPrefix="oai_dc")[0] == found


@pytest.mark.parametrize("slug", SLUGS)
def test_a_partner_says_who_it_is(slug):
    identify = ask(slug, verb="Identify").find(f"{OAI}Identify")
    names = [child.tag.removeprefix(OAI) for child in identify]
    assert names == [
        "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity", "compression",
    ]  # fmt: skip
    assert identify.findtext(f"{OAI}earliestDatestamp") == headers(ask(slug, verb="ListIdentifiers", metadataPrefix="oai_dc"))[0][1]
    prefixes = [element.text for element in ask(slug, verb="ListMetadataFormats").iter(f"{OAI}metadataPrefix")]
    assert prefixes[0] == "oai_dc" and source(slug).prefix in prefixes


@pytest.mark.parametrize("slug", SLUGS)
def test_a_set_is_an_institution(slug):
    sets = [element.text for element in ask(slug, verb="ListSets").iter(f"{OAI}setSpec")]
    assert sets == [f"rcr:{rcr}" for rcr in source(slug).institutions]
    everything = whole_list(slug, "ListIdentifiers", metadataPrefix="oai_dc")[0]
    for spec in sets:
        assert whole_list(slug, "ListIdentifiers", metadataPrefix="oai_dc", set=spec)[0]
    by_set = {one for spec in sets for one in whole_list(slug, "ListIdentifiers", metadataPrefix="oai_dc", set=spec)[0]}
    assert by_set == set(everything)


def test_a_period_takes_both_its_ends():
    everything = whole_list("lyon", "ListIdentifiers", metadataPrefix="unimarc")[0]
    first, last = everything[20][1], everything[60][1]
    root = ask("lyon", ("from", first), verb="ListIdentifiers", metadataPrefix="unimarc", until=last)
    found = headers(root)
    assert found == [one for one in everything if first <= one[1] <= last]
    day = everything[20][1][:10]
    root = ask("lyon", ("from", day), verb="ListIdentifiers", metadataPrefix="unimarc", until=day)
    assert headers(root) == [one for one in everything if one[1].startswith(day)]
    assert root.find(f".//{OAI}resumptionToken") is None


def test_a_token_says_the_same_thing_twice():
    token = ask("lyon", verb="ListRecords", metadataPrefix="unimarc").findtext(f".//{OAI}resumptionToken")
    once, again = (headers(ask("lyon", verb="ListRecords", resumptionToken=token)) for _ in range(2))
    assert once == again != []


def test_one_record_is_given_by_its_identifier():
    identifier = "oai:clermont.demonstration.example:pascal-pensees-1670"
    root = ask("clermont", verb="GetRecord", identifier=identifier, metadataPrefix="marc21")
    assert [one[0] for one in headers(root)] == [identifier]
    assert "Pensées de M. Pascal" in etree.tostring(root, encoding="unicode")
    formats = ask("clermont", verb="ListMetadataFormats", identifier=identifier)
    assert [element.text for element in formats.iter(f"{OAI}metadataPrefix")] == ["oai_dc", "marc21"]


@pytest.mark.parametrize(("slug", "name"), DELETED)
def test_a_withdrawn_record_has_a_header_and_nothing_else(slug, name):
    identifier = f"oai:{slug}.demonstration.example:{name}"
    root = ask(slug, verb="GetRecord", identifier=identifier, metadataPrefix=source(slug).prefix)
    assert headers(root)[0][2] == "deleted" and headers(root)[0][3]
    assert root.find(f".//{OAI}metadata") is None
    assert error(slug, verb="ListMetadataFormats", identifier=identifier) == "noMetadataFormats"


def test_a_wrong_request_is_told_what_is_wrong():
    listed = {"verb": "ListRecords", "metadataPrefix": "unimarc"}
    assert error("lyon") == "badVerb"
    assert error("lyon", verb="Nonsense") == "badVerb"
    assert error("lyon", ("verb", "Identify"), verb="Identify") == "badVerb"
    assert error("lyon", verb="ListRecords") == "badArgument"
    assert error("lyon", verb="Identify", metadataPrefix="oai_dc") == "badArgument"
    assert error("lyon", ("metadataPrefix", "oai_dc"), **listed) == "badArgument"
    assert error("lyon", **listed, until="yesterday") == "badArgument"
    assert error("lyon", **listed, until="2025-02-30") == "badArgument"
    assert error("lyon", ("from", "2026-01-01"), **listed, until="2025-01-01") == "badArgument"
    assert error("lyon", ("from", "2025-01-01"), **listed, until="2026-01-01T00:00:00Z") == "badArgument"
    assert error("savoie", **listed, until="2026-01-01T00:00:00Z") == "badArgument"
    assert error("lyon", **listed, resumptionToken="x") == "badArgument"
    assert error("lyon", verb="ListRecords", resumptionToken="x") == "badResumptionToken"
    assert error("lyon", verb="ListRecords", resumptionToken="W10") == "badResumptionToken"
    assert error("lyon", verb="ListSets", resumptionToken="x") == "badResumptionToken"
    assert error("lyon", verb="ListRecords", metadataPrefix="mods") == "cannotDisseminateFormat"
    assert error("lyon", verb="GetRecord", metadataPrefix="oai_dc", identifier="oai:no") == "idDoesNotExist"
    assert error("lyon", **listed, set="rcr:000000000") == "noRecordsMatch"
    assert error("lyon", **listed, until="1990-01-01") == "noRecordsMatch"


def test_a_token_of_another_list_is_refused():
    assert error("lyon", verb="ListRecords", resumptionToken=Selection("mods").token(cursor=50)) == "badResumptionToken"
    assert error("lyon", verb="ListRecords", resumptionToken=Selection("unimarc").token(cursor=100_000)) == "badResumptionToken"
    assert error("lyon", verb="ListRecords", resumptionToken=Selection("unimarc").token(cursor=0)) == "badResumptionToken"


def test_only_the_deliberate_defect_makes_a_page_that_no_parser_takes():
    broken = []
    for partner in SOURCES:
        token, first = "", True
        while token or first:
            pairs = [("verb", "ListRecords"), ("resumptionToken", token) if token else ("metadataPrefix", partner.prefix)]
            data = answer(partner, pairs, base=BASE)
            try:
                etree.fromstring(data)
            except etree.XMLSyntaxError:
                broken.append((partner.slug, data.count(FORBIDDEN)))
            found = re.search(rb"<resumptionToken[^>]*>([^<]*)<", data)
            token, first = (found[1].decode() if found else ""), False
    assert broken == [("lyon", 1)]
    assert any(fault.defect == "control_character" for fault in FAULTS)
