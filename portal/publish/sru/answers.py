"""The answers in the XML of each version: records, diagnostics, explain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from catalogue.formats.marc.xml_writer import xml_text
from catalogue.search.cql.planning import Index
from catalogue.selectors import institutions
from catalogue.selectors.notices import ShownNotice
from catalogue.services import changes
from portal.public import addresses
from portal.publish.sru import diagnostics as d
from portal.publish.sru import explain
from portal.publish.sru.arguments import EXPLAIN, SCAN, SEARCH, V12, V20, Asked, operation_of, read, version_of
from portal.publish.sru.diagnostics import Diagnostic
from portal.publish.sru.facets import Term
from portal.publish.sru.scanning import scan
from portal.publish.sru.searching import Found, find

_NAMESPACES = {"1": "http://www.loc.gov/zing/srw/", "2": "http://docs.oasis-open.org/ns/search-ws/sruResponse"}
_SCAN = "http://docs.oasis-open.org/ns/search-ws/scan"
_FACETS = "http://docs.oasis-open.org/ns/search-ws/facetedResults"
_DIAGNOSTICS = {"1": "http://www.loc.gov/zing/srw/diagnostic/", "2": "http://docs.oasis-open.org/ns/search-ws/diagnostic"}
_SCAN_RESPONSE = "scanResponse"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def answer(pairs: Sequence[tuple[str, str]], *, site: str, path: str) -> bytes:
    """The answer to the parameters of a request, in UTF-8; never raises for what somebody typed."""
    version = version_of(pairs)
    try:
        asked = read(pairs)
        if asked.operation == EXPLAIN:
            return _explained(site, path, version)
        if asked.operation == SCAN:
            return _response(version, _scanned(asked) + _echo_of_scan(asked), name=_SCAN_RESPONSE)
        found = find(asked)
    except Diagnostic as wrong:
        operation = operation_of(dict(pairs))
        if operation == SCAN and wrong.number != d.VERSION:
            return _response(version, _diagnostics(wrong, version), name=_SCAN_RESPONSE)
        if operation != SEARCH or wrong.number == d.VERSION:
            return _explained(site, path, version, wrong)
        return _response(version, f"<numberOfRecords>0</numberOfRecords>{_diagnostics(wrong, version)}")
    records = "".join(_records(found.notices, asked, site=site))
    following = asked.start + len(found.notices)
    told = f"<numberOfRecords>{found.total}</numberOfRecords>"
    told += f"<records>{records}</records>" if records else ""
    told += f"<nextRecordPosition>{following}</nextRecordPosition>" if following <= found.total else ""
    return _response(version, told + _echo(asked) + _faceted(found, asked))


def _response(version: str, content: str, *, name: str = "searchRetrieveResponse") -> bytes:
    said = "" if version == V20 else f"<version>{version}</version>"
    space = _SCAN if name == _SCAN_RESPONSE and version == V20 else _NAMESPACES[version[0]]
    return f'{_HEAD}<{name} xmlns="{space}">{said}{content}</{name}>\n'.encode()


def _text(value: str) -> str:
    return escape(xml_text(value))


def _diagnostic(wrong: Diagnostic, version: str) -> str:
    return (
        f'<diagnostic xmlns="{_DIAGNOSTICS[version[0]]}"><uri>{d.URI}{wrong.number}</uri><details>{_text(wrong.details)}</details>'
        f"<message>{_text(wrong.message)}</message></diagnostic>"
    )


def _diagnostics(wrong: Diagnostic, version: str) -> str:
    return f"<diagnostics>{_diagnostic(wrong, version)}</diagnostics>"


def _records(notices: Sequence[ShownNotice | None], asked: Asked, *, site: str) -> list[str]:
    codes = {code for notice in notices if notice for code in notice.rcrs}
    names = institutions.kept_names(codes, generation=changes.stamp())
    return [_record(notice, asked, number, site=site, names=names) for number, notice in enumerate(notices, start=asked.start)]


def _record(notice: ShownNotice | None, asked: Asked, number: int, *, site: str, names: Mapping[str, str]) -> str:
    """One record; a surrogate diagnostic where it went since the index was written."""
    gone = notice is None or notice.is_withdrawn
    uri = d.SCHEMA_OF_DIAGNOSTICS if gone else asked.schema.uri
    if notice is None or gone:
        data = _diagnostic(Diagnostic(d.RECORD_GONE), asked.version)
    else:
        data = asked.schema.write(notice, site, names).decode()
    packed = "string" if asked.as_string else "xml"
    escaping = "recordXMLEscaping" if asked.version == V20 else "recordPacking"
    identifier = ""
    if notice is not None and notice.ark and asked.version == V12:
        identifier = f"<recordIdentifier>{_text(addresses.identifier(notice))}</recordIdentifier>"
    return (
        f"<record><recordSchema>{uri}</recordSchema><{escaping}>{packed}</{escaping}>"
        f"<recordData>{escape(data) if asked.as_string else data}</recordData>{identifier}"
        f"<recordPosition>{number}</recordPosition></record>"
    )


def _echo(asked: Asked) -> str:
    said = "" if asked.version == V20 else f"<version>{asked.version}</version>"
    return (
        f"<echoedSearchRetrieveRequest>{said}<query>{_text(asked.query)}</query><startRecord>{asked.start}</startRecord>"
        f"<maximumRecords>{asked.most}</maximumRecords><recordSchema>{asked.schema.uri}</recordSchema>"
        f"{_element('facetParameters', asked.facets.echoed)}</echoedSearchRetrieveRequest>"
    )


def _element(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>" if value else ""


def _faceted(found: Found, asked: Asked) -> str:
    """The facets, each term with the query that narrows to it."""
    if not found.facets:
        return ""
    parts = []
    for index, terms in found.facets:
        listed = "".join(
            f"<term><actualTerm>{_text(term.value)}</actualTerm>{_element('query', _narrowed(asked, index, term))}"
            f"<count>{term.records}</count></term>"
            for term in terms
        )
        parts.append(
            f'<facet xmlns="{_FACETS}"><facetDisplayLabel>{_text(index.title)}</facetDisplayLabel><index>{index.name}</index>'
            f"<relation>==</relation><terms>{listed}</terms></facet>"
        )
    return f"<facetedResults>{''.join(parts)}</facetedResults>"


def _narrowed(asked: Asked, index: Index, term: Term) -> str:
    """The query with one term more; "" where it says an order, which stands at its end."""
    if "sortby" in asked.query.lower():
        return ""
    value = term.value.replace("\\", "\\\\").replace('"', '\\"')
    return f'({asked.query}) and {index.name} == "{value}"'


def _scanned(asked: Asked) -> str:
    found = scan(asked)
    terms = "".join(
        f"<term><value>{_text(term.value)}</value><numberOfRecords>{term.records}</numberOfRecords>"
        f"{_element('displayTerm', term.label)}<whereInList>{found.place(number)}</whereInList></term>"
        for number, term in enumerate(found.terms)
    )
    return f"<terms>{terms}</terms>" if terms else ""


def _echo_of_scan(asked: Asked) -> str:
    said = "" if asked.version == V20 else f"<version>{asked.version}</version>"
    return (
        f"<echoedScanRequest>{said}<scanClause>{_text(asked.query)}</scanClause><responsePosition>{asked.position}</responsePosition>"
        f"<maximumTerms>{asked.terms}</maximumTerms></echoedScanRequest>"
    )


def _explained(site: str, path: str, version: str, wrong: Diagnostic | None = None) -> bytes:
    """The explain record; it also comes with what was wrong of a request that was no search."""
    escaping = "recordXMLEscaping" if version == V20 else "recordPacking"
    content = (
        f"<record><recordSchema>{explain.URI}</recordSchema><{escaping}>xml</{escaping}>"
        f"<recordData>{explain.record(site, path, version=version)}</recordData></record>"
    )
    return _response(version, content + (_diagnostics(wrong, version) if wrong else ""), name="explainResponse")
