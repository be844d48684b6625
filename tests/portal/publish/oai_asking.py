"""Asking the repository, and reading its answers; the requests that must be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.test import Client
from lxml import etree

from harvest.protocols.transport import Answer, Transport
from portal.publish.conformance.oai_schema import NS
from tests.portal.public import samples

Ask = Callable[..., etree._Element]
BASE = "http://testserver/oai"


def code(answer: etree._Element) -> str:
    error = answer.find("o:error", NS)
    return "" if error is None else error.get("code") or ""


def texts(answer: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in answer.iterfind(path, NS)]


def identifiers(answer: etree._Element) -> list[str]:
    return texts(answer, ".//o:header/o:identifier")


def walk(ask: Ask, verb: str = "ListIdentifiers", **arguments: str) -> Iterator[etree._Element]:
    """The pages of a list, one after the other."""
    answer = ask(verb=verb, **arguments)
    while True:
        yield answer
        token = answer.find(f"o:{verb}/o:resumptionToken", NS)
        if token is None or not token.text:
            return
        answer = ask(verb=verb, resumptionToken=token.text)


def name(identifier: str) -> str:
    return f"oai:traboule.example:record/lyon/{identifier}"


EVERYBODY = {name(one.identifier) for one in (*samples.EVERY, samples.WITHDRAWN)}

DC = "metadataPrefix=oai_dc"
WRONG = [
    ("", "badVerb"), ("junk", "badVerb"), ("verb=junk", "badVerb"), ("verb=", "badVerb"), ("verb=identify", "badVerb"),
    ("verb=Identify&verb=Identify", "badVerb"), ("verb=Identify&verb=ListSets", "badVerb"),
    ("verb=Identify&metadataPrefix=oai_dc", "badArgument"), ("verb=Identify&junk=1", "badArgument"),
    ("verb=ListMetadataFormats&metadataPrefix=oai_dc", "badArgument"), ("verb=ListSets&set=type", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"), ("verb=GetRecord&identifier=oai:a:b", "badArgument"),
    (f"verb=GetRecord&identifier={name('rich')}&{DC}&from=2002-01-01", "badArgument"),
    ('verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc', "idDoesNotExist"),
    (f"verb=GetRecord&identifier={name('nobody')}&{DC}", "idDoesNotExist"),
    ("verb=GetRecord&identifier=oai:elsewhere.example:record/lyon/rich&metadataPrefix=oai_dc", "idDoesNotExist"),
    (f"verb=GetRecord&identifier=oai:traboule.example:record/lyon/%2572ich&{DC}", "idDoesNotExist"),
    (f"verb=GetRecord&identifier=%00&{DC}", "idDoesNotExist"), (f"verb=GetRecord&identifier=&{DC}", "idDoesNotExist"),
    (f"verb=GetRecord&identifier={name('rich')}&metadataPrefix=junk", "cannotDisseminateFormat"),
    (f"verb=GetRecord&identifier={name('rich')}&{DC}&{DC}", "badArgument"),
    (f"verb=ListMetadataFormats&identifier={name('nobody')}", "idDoesNotExist"),
    (f"verb=ListMetadataFormats&identifier={name(samples.WITHDRAWN.identifier)}", "noMetadataFormats"),
    ("verb=ListSets&resumptionToken=junk", "badResumptionToken"),
    *((f"verb={verb}{rest}", expected) for verb in ("ListIdentifiers", "ListRecords") for rest, expected in (
        ("", "badArgument"), ("&until=junk", "badArgument"), ("&from=junk", "badArgument"),
        ("&metadataPrefix=junk", "cannotDisseminateFormat"),
        (f"&{DC}&from=junk", "badArgument"), (f"&{DC}&until=junk", "badArgument"), (f"&{DC}&from=", "badArgument"),
        (f"&{DC}&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument"), (f"&{DC}&from=2026-03-03&until=2026-03-01", "badArgument"),
        (f"&{DC}&from=2002-13-05", "badArgument"), (f"&{DC}&from=2002-02-30", "badArgument"), (f"&{DC}&from=2002", "badArgument"),
        (f"&{DC}&from=2002-02", "badArgument"), (f"&{DC}&from=2002-02-05T05:35:00", "badArgument"),
        (f"&{DC}&from=2002-02-05T05:35:00.5Z", "badArgument"), (f"&{DC}&from=2002-02-05T05:35Z", "badArgument"),
        (f"&{DC}&from=2002-02-05T05:35:00%2B01:00", "badArgument"), (f"&{DC}&from=2002-02-05%2000:00:00Z", "badArgument"),
        (f"&{DC}&from=٢٠٠٢-02-05", "badArgument"), (f"&{DC}&from=2001-01-01&from=2001-01-01", "badArgument"),
        (f"&{DC}&until=2001-01-01", "noRecordsMatch"), (f"&{DC}&from=2126-01-01", "noRecordsMatch"),
        (f"&{DC}&until=9999-12-31&from=9999-12-31", "noRecordsMatch"),
        (f"&{DC}&set=junk", "noRecordsMatch"), (f"&{DC}&set=rcr:junk", "noRecordsMatch"), (f"&{DC}&set=type:junk", "noRecordsMatch"),
        (f"&{DC}&set=rcr:690001001:more", "noRecordsMatch"), ("&resumptionToken=junk", "badResumptionToken"),
        ("&resumptionToken=", "badResumptionToken"), (f"&{DC}&resumptionToken=junk&until=1990-01-10", "badArgument"),
        ("&resumptionToken=junk&until=2000-02-05", "badArgument"), (f"&{DC}&identifier={name('rich')}", "badArgument"),
    )),
]  # fmt: skip


class InThePortal(Transport):
    """The client's way out, that leads back into the portal."""

    client = Client()

    def get(self, url: str) -> Answer:
        response = self.client.get(url.removeprefix("http://testserver"))
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, response.content, url, "testserver", "")
