"""OAI-PMH 2.0: the verbs, the errors, the lists, and records drawn by lot (protocol, §3 and §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from django.utils.translation import gettext_noop
from lxml import etree

from portal.publish.conformance.asking import Portal
from portal.publish.conformance.judging import Chance, Fault, check, each

NS = {"o": "http://www.openarchives.org/OAI/2.0/"}
BASE = "/oai"
RECORDS = 10
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ONCE = ("repositoryName", "baseURL", "protocolVersion", "earliestDatestamp", "deletedRecord", "granularity")
# Requests that are wrong, and the error that each must be answered with (§3.6).
_WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({}, "badVerb"), ({"verb": "identify"}, "badVerb"), ({"verb": "Identify", "set": "type"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"), ({"verb": "ListRecords", "metadataPrefix": "junk"}, "cannotDisseminateFormat"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2126-01-01"}, "noRecordsMatch"),
    ({"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "from": "2002-02-30"}, "badArgument"),
    ({"verb": "ListIdentifiers", "resumptionToken": "junk"}, "badResumptionToken"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:elsewhere.invalid:1"}, "idDoesNotExist"),
)  # fmt: skip
_MISSING = gettext_noop("%(name)s stands there %(count)s times, not once.")
_NO_PREFIX = gettext_noop("oai_dc, which every repository must give, is not among the formats.")
_ERROR = gettext_noop("The error %(expected)s was expected, and there was “%(found)s”.")
_STAMPED = gettext_noop("%(stamp)s is no datestamp of this repository, or is to come.")
_TWICE = gettext_noop("%(count)s identifiers stand on two pages of one list.")
_OTHER = gettext_noop("Another record was given: %(found)s.")
_SPACE = gettext_noop("The record is not in the namespace of its format: %(found)s.")
_BASE_URL = gettext_noop("The repository calls itself %(found)s.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """The whole protocol once, and records drawn by lot in every format."""
    yield from _identified(portal)
    listed = portal.get(BASE, verb="ListMetadataFormats").xml()
    formats = {_text(one, "metadataPrefix"): _text(one, "metadataNamespace") for one in listed.iterfind(".//o:metadataFormat", NS)}
    yield check("oai_dc" in formats, BASE, _NO_PREFIX)
    yield from each(_WRONG, lambda wrong: _refused(portal, *wrong))
    drawn: list[str] = []
    yield from each(("oai_dc",), lambda prefix: _pages(portal, prefix, drawn))
    for identifier in chance.sample(sorted(drawn), min(RECORDS, len(drawn))):
        yield from each(formats.items(), partial(_record, portal, identifier))


def _text(element: etree._Element, name: str) -> str:
    return element.findtext(f".//o:{name}", "", NS).strip()


def _identified(portal: Portal) -> Iterator[Fault | None]:
    answer = portal.get(BASE, verb="Identify")
    told = answer.xml()
    for name in _ONCE:
        count = len(told.findall(f"o:Identify/o:{name}", NS))
        yield check(count == 1, answer.address, _MISSING, name=name, count=count)
    yield check("@" in _text(told, "adminEmail"), answer.address, _MISSING, name="adminEmail", count=0)
    yield check(_text(told, "baseURL") == f"{portal.site}{BASE}", answer.address, _BASE_URL, found=_text(told, "baseURL"))


def _refused(portal: Portal, wrong: dict[str, str], expected: str) -> Iterator[Fault | None]:
    answer = portal.get(BASE, **wrong)
    found = [error.get("code", "") for error in answer.xml().iterfind("o:error", NS)]
    yield check(found == [expected], answer.address, _ERROR, expected=expected, found=", ".join(found))


def _pages(portal: Portal, prefix: str, drawn: list[str]) -> Iterator[Fault | None]:
    """Two pages of a list: its headers, and that the second goes on where the first ends. ``drawn`` takes what is not deleted."""
    answer, seen = portal.get(BASE, verb="ListIdentifiers", metadataPrefix=prefix), set[str]()
    for _page in range(2):
        told = answer.xml()
        headers = told.findall(".//o:header", NS)
        names = [_text(header, "identifier") for header in headers]
        yield check(seen.isdisjoint(names), answer.address, _TWICE, count=len(seen.intersection(names)))
        seen.update(names)
        drawn += [name for name, header in zip(names, headers, strict=True) if header.get("status") != "deleted"]
        yield from (_stamped(_text(header, "datestamp"), answer.address) for header in headers)
        token = told.findtext(".//o:resumptionToken", "", NS)
        if not token:
            return
        answer = portal.get(BASE, verb="ListIdentifiers", resumptionToken=token)


def _stamped(stamp: str, address: str) -> Fault | None:
    return check(_STAMP.fullmatch(stamp) and stamp <= datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), address, _STAMPED, stamp=stamp)


def _record(portal: Portal, identifier: str, form: tuple[str, str]) -> Iterator[Fault | None]:
    prefix, namespace = form
    answer = portal.get(BASE, verb="GetRecord", identifier=identifier, metadataPrefix=prefix)
    told = answer.xml()
    if (error := told.find("o:error", NS)) is not None:  # not every record is given in every format
        code = error.get("code", "")
        yield check(code == "cannotDisseminateFormat", answer.address, _ERROR, expected="cannotDisseminateFormat", found=code)
        return
    found = _text(told, "identifier")
    yield check(found == identifier, answer.address, _OTHER, found=found)
    root = told.find(".//o:metadata/*", NS)
    space = etree.QName(root).namespace if root is not None else ""
    yield check(space == namespace, answer.address, _SPACE, found=space or "")
