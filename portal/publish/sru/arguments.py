"""The parameters of a request: of which version it is, what it asks, which diagnostic answers a wrong one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.publish.sru import diagnostics as d
from portal.publish.sru import facets
from portal.publish.sru.diagnostics import Diagnostic
from portal.publish.sru.facets import NO_FACETS, AskedFacets
from portal.publish.sru.schemas import SCHEMAS, Schema

V11, V12, V20 = "1.1", "1.2", "2.0"
SEARCH, EXPLAIN, SCAN = "searchRetrieve", "explain", "scan"
USUAL, MOST = 10, 50
USUAL_TERMS, MOST_TERMS = 20, 100
_SHARED = frozenset({"version", "operation", "query", "startRecord", "maximumRecords", "recordSchema", "recordPacking", "resultSetTTL"})
_OF_20 = frozenset({"queryType", "recordXMLEscaping", "httpAccept", "responseType", "renderedBy", *facets.PARAMETERS})
_OF_SCAN = frozenset({"version", "operation", "scanClause", "responsePosition", "maximumTerms"})
_REFUSED = {"stylesheet": d.STYLESHEET, "sortKeys": d.SORT, "sortkeys": d.SORT}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: ``start`` counts from 1; ``as_string``: records are wanted as escaped text. Of a scan, ``query`` is its clause,
    ``position`` where its term is to stand among so many ``terms``.
    """

    version: str
    operation: str = EXPLAIN
    query: str = ""
    start: int = 1
    most: int = USUAL
    schema: Schema = SCHEMAS[0]
    as_string: bool = False
    facets: AskedFacets = NO_FACETS
    position: int = 1
    terms: int = USUAL_TERMS


def version_of(pairs: Sequence[tuple[str, str]]) -> str:
    """The version to answer in: the one asked for, 1.2 where an unknown one is or where an operation is named, else 2.0."""
    named = dict(reversed(pairs))
    version = named.get("version", "")
    if version in (V11, V12, V20):
        return version
    return V12 if named.keys() & {"version", "operation"} else V20


def read(pairs: Sequence[tuple[str, str]]) -> Asked:
    """What is asked; raises Diagnostic."""
    named: dict[str, str] = {}
    for name, value in pairs:
        if name in named:
            raise Diagnostic(d.PARAMETER_VALUE, name)
        named[name] = value
    version = version_of(pairs)
    operation = operation_of(named)
    _check(named, version, operation)
    if operation not in (SEARCH, EXPLAIN, SCAN):
        raise Diagnostic(d.OPERATION, operation)
    if operation == SCAN:
        return _scan(named, version)
    if operation == EXPLAIN:
        return Asked(version)
    if "query" not in named:
        raise Diagnostic(d.MISSING, "query")
    return Asked(
        version, operation, named["query"],
        start=_number(named, "startRecord", 1, least=1), most=min(MOST, _number(named, "maximumRecords", USUAL, least=0)),
        schema=_schema(named.get("recordSchema", "")), as_string=_escaped(named, version), facets=facets.read(named),
    )  # fmt: skip


def operation_of(named: Mapping[str, str]) -> str:
    """What is asked: the operation that is named, else the one that the parameters are of."""
    implied = SEARCH if "query" in named else SCAN if "scanClause" in named else EXPLAIN
    return named.get("operation") or implied


def _scan(named: dict[str, str], version: str) -> Asked:
    if "scanClause" not in named:
        raise Diagnostic(d.MISSING, "scanClause")
    terms = min(MOST_TERMS, _number(named, "maximumTerms", USUAL_TERMS, least=1))
    return Asked(version, SCAN, named["scanClause"], position=_number(named, "responsePosition", 1, least=0), terms=terms)


def _check(named: dict[str, str], version: str, operation: str) -> None:
    """The version, then what this server does not know: only "x-" parameters are nobody's business."""
    asked = named.get("version")
    if asked is not None and asked not in (V11, V12, V20):
        raise Diagnostic(d.VERSION, V20)
    if asked is None and "operation" in named:
        raise Diagnostic(d.MISSING, "version")
    known = _OF_SCAN if operation == SCAN else _SHARED | (_OF_20 if version == V20 else frozenset())
    for name in named:
        if name in _REFUSED:
            raise Diagnostic(_REFUSED[name], name)
        if name not in known and not name.startswith("x-"):
            raise Diagnostic(d.PARAMETER, name)
    if named.get("queryType", "cql") != "cql":
        raise Diagnostic(d.PARAMETER_VALUE, "queryType")


def _number(named: dict[str, str], name: str, usual: int, *, least: int) -> int:
    text = named.get(name, "")
    if name not in named:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 9) or int(text) < least:
        raise Diagnostic(d.PARAMETER_VALUE, name)
    return int(text)


def _schema(name: str) -> Schema:
    if not name:
        return SCHEMAS[0]
    found = next((each for each in SCHEMAS if name in (each.uri, *each.names)), None)
    if found is None:
        raise Diagnostic(d.SCHEMA, name)
    return found


def _escaped(named: dict[str, str], version: str) -> bool:
    """How records are wanted: recordPacking in 1.x, recordXMLEscaping in 2.0, where recordPacking says something else."""
    name = "recordXMLEscaping" if version == V20 else "recordPacking"
    value = named.get(name, "xml")
    allowed = ("packed", "unpacked") if version == V20 else ("xml", "string")
    packing = named.get("recordPacking", allowed[0])
    if value not in ("xml", "string") or packing not in allowed:
        raise Diagnostic(d.PACKING, value if value not in ("xml", "string") else packing)
    return value == "string"
