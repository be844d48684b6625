"""One page, two ways of reading it: the quick one must see what the careful one sees, or decline."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest.protocols import oai_fast, oai_slow
from harvest.protocols.base import Fatal, RetryLater
from tests.fault_server import Play, Request, records

OAI = "http://www.openarchives.org/OAI/2.0/"

blank = st.sampled_from(["", "\n", "  \n  "])
text = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="<>&"), max_size=12)
entity = st.sampled_from([*[""] * 12, "&amp;", "&#233;", "&#xE9;", "&quot;", "&nbsp;", "&#x1F;", "\x1a"])
name = st.sampled_from(["a", "dc:title", "record", "metadata", "header", "dc", "x:y", "oai:record"])
odd = st.sampled_from(["", "<!-- note -->", "<![CDATA[</a></metadata></record>]]>", "<?pi x?>", "<about><b/></about>", "<header/>"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    """An element with what servers put in them; mostly well-formed."""
    tag = draw(name if depth else st.sampled_from(["oai_dc:dc", "marc:record", "ead", "record"]))
    inside = draw(text) + draw(entity)
    if depth < 2:
        inside += "".join(draw(st.lists(elements(depth + 1), max_size=3)))
    attributes = draw(st.sampled_from(["", ' xmlns="urn:a"', ' xmlns:dc="urn:dc"', ' t="a > b"', " xsi:type='x'", ' xmlns = "urn:b"']))
    if draw(st.integers(0, 9)) == 0:
        return f"<{tag}{attributes}/>"
    return f"<{tag}{attributes}>{inside}{draw(odd) if draw(st.integers(0, 29)) == 0 else ''}</{tag}>"


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """A ListRecords answer, ordinary or not."""
    p = draw(st.sampled_from(["", "", "oai:"]))
    made = []
    for number in range(draw(st.integers(0, 4))):
        header = f"<{p}identifier>oai:x:{number}{draw(entity)}</{p}identifier>{draw(blank)}<{p}datestamp>2024-01-01</{p}datestamp>"
        header += "".join(f"<{p}setSpec>{one}</{p}setSpec>" for one in draw(st.lists(text, max_size=2)))
        status = draw(st.sampled_from(["", "", "", ' status="deleted"']))
        body = "" if status else f"<{p}metadata>{draw(blank)}{draw(elements())}{draw(blank)}</{p}metadata>"
        around = draw(odd) if draw(st.integers(0, 19)) == 0 else ""
        attributes = draw(st.sampled_from(["", ' xmlns:x="urn:x"']))
        made.append(f"<{p}record{attributes}>{draw(blank)}<{p}header{status}>{header}</{p}header>{body}{around}</{p}record>{draw(blank)}")
    token = draw(st.sampled_from(["", "<{p}resumptionToken/>", '<{p}resumptionToken completeListSize="9">a&amp;b</{p}resumptionToken>']))
    declared = f' xmlns{":oai" if p else ""}="{OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    page = (
        f'<?xml version="1.0" encoding="UTF-8"?>{draw(blank)}<{p}OAI-PMH{declared}><{p}responseDate>2024-02-03T04:05:06Z</{p}responseDate>'
        f'<{p}request verb="ListRecords">http://x/oai</{p}request><{p}ListRecords>{"".join(made)}{token.replace("{p}", p)}'
        f"</{p}ListRecords></{p}OAI-PMH>"
    )
    return page.encode()


def agrees(page: bytes) -> bool:
    """Whether the quick way took the page; it must then have read the same."""
    careful = oai_slow.read(page, base=7, shortcut=False)
    if not any(message.code == "protocol.xml.broken_page" for message in careful.messages):
        assert oai_slow.read(page, base=7) == careful
    quick = oai_fast.read(page, base=7)
    if quick is None:
        return False
    broken = any(message.code == "protocol.xml.broken_page" for message in careful.messages)
    if not broken:
        assert quick == careful
        return True
    # Inside a broken notice the two differ: one leaves it to the reader, the other sets it aside. No record may be lost.
    assert [item.position for item in quick.items] == [item.position for item in careful.items]
    assert [(item.identifier, item.datestamp) for item in quick.items if item.data] == [
        (one.identifier, one.datestamp) if one.refusal is None else (one.identifier, two.datestamp)
        for one, two in zip(careful.items, quick.items, strict=True)
        if two.data
    ]
    assert quick.token == careful.token
    return True


@settings(max_examples=400, deadline=None)
@given(pages())
def test_both_ways_of_reading_agree(page: bytes) -> None:
    agrees(page)


@settings(max_examples=200, deadline=None)
@given(pages(), st.randoms(use_true_random=False))
def test_no_record_is_lost_when_a_page_loses_a_tag(page: bytes, chance: random.Random) -> None:
    tags = list(re.finditer(rb"</?[\w:]+[^<>]*>", page))
    spot = chance.choice(tags[1:-1])
    damaged = page[: spot.start()] + page[spot.end() :]
    quick = oai_fast.read(damaged)
    # A notice may hold elements called header too: the records are counted by the identifiers that pages() gives them.
    named = len(re.findall(rb"<(?:oai:)?identifier>oai:x:\d", damaged))
    assert quick is None or len(quick.items) >= named


def test_an_ordinary_page_is_read_the_quick_way() -> None:
    play = Play(records=records(50, deleted=(4,)), page_size=50)
    page = play.list(Request({"verb": "ListRecords"}, "", "/oai", {})).data
    assert agrees(page)
    assert len(oai_slow.read(page).items) == 50


@pytest.mark.parametrize("oddity", ["<!-- -->", "<?php ?>", "<![CDATA[x]]>", "\x0b", "\ufffe", "&#2;", "&#xD800;"])
def test_an_odd_page_is_left_to_the_careful_way(oddity: str) -> None:
    play = Play(records=records(5), page_size=50)
    page = play.list(Request({"verb": "ListRecords"}, "", "/oai", {})).data
    odd_page = page.replace(b"n\xc2\xb0 3", b"n\xc2\xb0 3" + oddity.encode())
    assert odd_page != page
    assert oai_fast.read(odd_page) is None
    assert len(oai_slow.read(odd_page).items) == 5


def test_a_notice_that_is_never_closed_does_not_swallow_the_next_one() -> None:
    play = Play(records=records(5), page_size=50)
    page = play.list(Request({"verb": "ListRecords"}, "", "/oai", {})).data
    at = page.index(b"</oai_dc:dc>")
    broken = page[:at] + page[at + len(b"</oai_dc:dc>") :]
    assert oai_fast.read(broken) is None
    answer = oai_slow.read(broken)
    assert [bool(item.refusal) for item in answer.items] == [True, False, False, False, False]
    assert answer.items[0].identifier == "oai:partenaire.example:1"
    assert answer.items[0].data.startswith(b"<record>")


# Files of the shared data to what they hold: (records, refused, deleted, token given, error codes).
RECORDED = {
    "OpenEdition__oai-openedition/getrecord_qdc_terrain_16916.xml": (1, 0, 0, False, ()),
    "archivesspace__archivesspace/getrecord_oai_dc.xml": (1, 0, 0, False, ()),
    "archivesspace__archivesspace/getrecord_oai_ead.xml": (1, 0, 0, False, ()),
    "archivesspace__archivesspace/getrecord_oai_marc.xml": (1, 0, 0, False, ()),
    "archivesspace__archivesspace/getrecord_resource_oai_dc.xml": (1, 0, 0, False, ()),
    "archivesspace__archivesspace/getrecord_resource_oai_dcterms.xml": (1, 0, 0, False, ()),
    "archivesspace__archivesspace/list_metadata_formats.xml": (0, 0, 0, False, ()),
    "archivesspace__archivesspace/list_sets.xml": (0, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/duplicate_c_id.xml": (2, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/empty_eadid.xml": (3, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/empty_header.xml": (3, 1, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/empty_metadata.xml": (3, 1, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/no_did.xml": (2, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/no_eadid.xml": (3, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_dc_meuse_rec_sample.xml": (17, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_dc_meuse_sample.xml": (20, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_dc_sample.xml": (2, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_dc_sample_deleted.xml": (1, 0, 1, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_ead_sample.xml": (2, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_ead_sample_deleted.xml": (2, 0, 1, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_ead_sample_updated.xml": (2, 0, 0, False, ()),
    "culturecommunication__francearchives-cubicweb/oai_namespace_with_https.xml": (1, 0, 0, False, ()),
    "infrae__pyoai/00001.xml": (0, 0, 0, False, ()),
    "infrae__pyoai/00003.xml": (16, 0, 0, False, ()),
    "infrae__pyoai/00004.xml": (1, 0, 0, False, ()),
    "infrae__pyoai/fake3__00001.xml": (0, 0, 0, False, ()),
    "infrae__pyoai/fake4__00001.xml": (0, 0, 0, False, ()),
    "mloesch__sickle/GetRecord.xml": (1, 0, 0, False, ()),
    "mloesch__sickle/GetRecord_utf8test.xml": (1, 0, 0, False, ()),
    "mloesch__sickle/Identify.xml": (0, 0, 0, False, ()),
    "mloesch__sickle/ListIdentifiers.xml": (2, 0, 1, True, ()),
    "mloesch__sickle/ListIdentifiers2.xml": (2, 0, 1, False, ()),
    "mloesch__sickle/ListMetadataFormats.xml": (0, 0, 0, False, ()),
    "mloesch__sickle/ListRecords.xml": (2, 0, 1, True, ()),
    "mloesch__sickle/ListRecords2.xml": (2, 0, 1, True, ()),
    "mloesch__sickle/ListRecords3.xml": (2, 0, 1, True, ()),
    "mloesch__sickle/ListRecords4.xml": (2, 1, 1, False, ()),
    "mloesch__sickle/ListSets.xml": (0, 0, 0, False, ()),
    "mloesch__sickle/badArgument.xml": (0, 0, 0, False, ("badArgument",)),
    "mloesch__sickle/badResumptionToken.xml": (0, 0, 0, False, ("badResumptionToken",)),
    "mloesch__sickle/cannotDisseminateFormat.xml": (0, 0, 0, False, ("cannotDisseminateFormat",)),
    "mloesch__sickle/idDoesNotExist.xml": (0, 0, 0, False, ("idDoesNotExist",)),
    "mloesch__sickle/noRecordsMatch.xml": (0, 0, 0, False, ("noRecordsMatch",)),
    "mloesch__sickle/noSetHierarchy.xml": (0, 0, 0, False, ("noSetHierarchy",)),
    "mloesch__sickle/undefinedError.xml": (0, 0, 0, False, ("undefinedError",)),
    "slub__mets-mods2tei/test_mets_oai_pmh.xml": (1, 0, 0, False, ()),
    "traject__traject/sample-oai-no-namespace.xml": (10, 0, 0, True, ()),
    "traject__traject/sample-oai-pmh.xml": (10, 0, 0, True, ()),
    "vufind-org__vufindharvest/identify_response.xml": (0, 0, 0, False, ()),
    "vufind-org__vufindharvest/list_records_response.xml": (2, 0, 1, False, ()),
    "vufind-org__vufindharvest/list_sets_response.xml": (0, 0, 0, False, ()),
    "vufind-org__vufindharvest/subjectsplus.xml": (1, 0, 0, False, ()),
    "xbib__marc/zdb-oai-marc.xml": (50, 0, 0, True, ()),
}


@pytest.mark.shared
def test_every_recorded_answer_is_read_and_both_ways_agree(shared_data: Path) -> None:
    seen = {}
    quick = 0
    for path in sorted((shared_data / "oai_pmh").rglob("*.xml")):
        page = path.read_bytes()
        if path.name == "00006.xml":
            with pytest.raises(Fatal, match="not in OAI-PMH"):
                oai_slow.read(page)
            continue
        answer = oai_slow.read(page)
        quick += agrees(page)
        seen[path.relative_to(shared_data / "oai_pmh").as_posix()] = (
            len(answer.items),
            sum(1 for item in answer.items if item.refusal),
            sum(1 for item in answer.items if item.deleted),
            bool(answer.token),
            tuple(code for code, _ in answer.errors),
        )
    assert seen == RECORDED
    assert quick >= 8


@pytest.mark.shared
def test_namespaces_declared_above_follow_a_real_record(shared_data: Path) -> None:
    page = (shared_data / "oai_pmh/vufind-org__vufindharvest/subjectsplus.xml").read_bytes()
    (item,) = oai_slow.read(page).items
    assert item.data.startswith(b"<oai_dc:dc xmlns:dc=")
    assert b"<dc:creator>Super Admin</dc:creator>" in item.data


@pytest.mark.shared
def test_words_that_are_no_xml_are_tried_again(shared_data: Path) -> None:
    with pytest.raises(RetryLater, match="did not answer in XML"):
        oai_slow.read((shared_data / "malformed/mloesch__sickle/ListRecordsBroken.xml").read_bytes())
