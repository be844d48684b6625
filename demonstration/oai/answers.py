"""The answers: every verb and every error as OAI-PMH XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from demonstration.institutions import INSTITUTIONS
from demonstration.oai.arguments import OaiError, Selection, check, read_token
from demonstration.oai.repository import PAGE, deleted, disseminate, find, oai_identifier, prefixes, records_of, select, set_specs
from demonstration.records import PartnerRecord
from demonstration.sources import Source
from demonstration.writers.habits import HABITS, SLIM

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">'
)
_NO_ATTRIBUTES = ("badVerb", "badArgument")
_MARCXCHANGE_SCHEMA = "http://www.loc.gov/standards/iso25577/marcxchange-2-0.xsd"
_SLIM_SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_DC = ("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/")
_NAMES = {institution.rcr: institution.name for institution in INSTITUTIONS}


def _date(moment: datetime, *, day: bool) -> str:
    return moment.strftime("%Y-%m-%d") if day else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(partner: Source, pairs: Iterable[tuple[str, str]], *, base: str) -> bytes:
    """The answer of one partner to a request's arguments, in UTF-8. ``base`` is the server's address, without a final slash."""
    pairs = list(pairs)
    attributes = ""
    try:
        arguments = check(pairs)
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in arguments.items())
        body = _VERBS[arguments["verb"]](partner, arguments, base)
    except OaiError as error:
        attributes = "" if error.code in _NO_ATTRIBUTES else attributes
        body = f'<error code="{error.code}">{escape(error.sentence)}</error>'.encode()
    head = f"{_HEAD}<responseDate>{_date(datetime.now(UTC), day=False)}</responseDate>"
    head += f"<request{attributes}>{escape(base + partner.path)}</request>"
    return head.encode() + body + b"</OAI-PMH>\n"


def _identify(partner: Source, arguments: dict[str, str], base: str) -> bytes:
    day = partner.granularity == "day"
    return (
        f"<Identify><repositoryName>{escape(partner.name)} (démonstration)</repositoryName><baseURL>{escape(base + partner.path)}</baseURL>"
        "<protocolVersion>2.0</protocolVersion><adminEmail>demonstration@example.org</adminEmail>"
        f"<earliestDatestamp>{_date(records_of(partner.slug)[0].datestamp, day=day)}</earliestDatestamp>"
        f"<deletedRecord>persistent</deletedRecord><granularity>{'YYYY-MM-DD' if day else 'YYYY-MM-DDThh:mm:ssZ'}</granularity>"
        "<compression>gzip</compression></Identify>"
    ).encode()


def _formats(partner: Source, arguments: dict[str, str], base: str) -> bytes:
    if "identifier" in arguments and deleted(find(partner, arguments["identifier"])):
        raise OaiError("noMetadataFormats", "This record was withdrawn.")
    described = {"oai_dc": _DC, "marc21": (_SLIM_SCHEMA, SLIM)}
    namespace = HABITS[partner.slug].namespace
    described["unimarc"] = (_SLIM_SCHEMA if namespace == SLIM else _MARCXCHANGE_SCHEMA, namespace)
    parts = [
        f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema>{described[prefix][0]}</schema>"
        f"<metadataNamespace>{described[prefix][1]}</metadataNamespace></metadataFormat>"
        for prefix in prefixes(partner)
    ]
    return f"<ListMetadataFormats>{''.join(parts)}</ListMetadataFormats>".encode()


def _sets(partner: Source, arguments: dict[str, str], base: str) -> bytes:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets stands in one answer.")
    parts = [f"<set><setSpec>rcr:{rcr}</setSpec><setName>{escape(_NAMES[rcr])}</setName></set>" for rcr in partner.institutions]
    return f"<ListSets>{''.join(parts)}</ListSets>".encode()


def _header(record: PartnerRecord) -> bytes:
    status = ' status="deleted"' if deleted(record) else ""
    sets = "".join(f"<setSpec>{spec}</setSpec>" for spec in set_specs(record))
    stamp = _date(record.datestamp, day=record.source.granularity == "day")
    return (
        f"<header{status}><identifier>{escape(oai_identifier(record))}</identifier><datestamp>{stamp}</datestamp>{sets}</header>".encode()
    )


def _record(record: PartnerRecord, *, prefix: str, base: str) -> bytes:
    if deleted(record):
        return b"<record>" + _header(record) + b"</record>"
    return b"<record>" + _header(record) + b"<metadata>" + disseminate(record, prefix=prefix, base=base) + b"</metadata></record>"


def _get(partner: Source, arguments: dict[str, str], base: str) -> bytes:
    record = find(partner, arguments["identifier"])
    prefix = arguments["metadataPrefix"]
    if prefix not in prefixes(partner):
        raise OaiError("cannotDisseminateFormat", f"This server does not give {prefix}.")
    return b"<GetRecord>" + _record(record, prefix=prefix, base=base) + b"</GetRecord>"


def _page(partner: Source, arguments: dict[str, str]) -> tuple[Selection, list[PartnerRecord], str]:
    """(selection, records of this page, resumptionToken element): the last page of an incomplete list has an empty token."""
    resumed = "resumptionToken" in arguments
    if resumed:
        selection = read_token(arguments["resumptionToken"])
    else:
        prefix, start, end, spec = (arguments.get(name, "") for name in ("metadataPrefix", "from", "until", "set"))
        selection = Selection(prefix, start, end, spec)
    try:
        chosen = select(partner, selection)
    except OaiError as error:
        raise OaiError("badResumptionToken", error.sentence) if resumed else error from error
    if selection.cursor >= len(chosen):
        raise OaiError("badResumptionToken", "This list is shorter than the token says.")
    following = selection.cursor + PAGE
    if following >= len(chosen) and not resumed:
        return selection, chosen, ""
    token = selection.token(cursor=following) if following < len(chosen) else ""
    element = f'<resumptionToken completeListSize="{len(chosen)}" cursor="{selection.cursor}">{token}</resumptionToken>'
    return selection, chosen[selection.cursor : following], element


def _identifiers(partner: Source, arguments: dict[str, str], base: str) -> bytes:
    _, page, token = _page(partner, arguments)
    return b"<ListIdentifiers>" + b"".join(_header(record) for record in page) + token.encode() + b"</ListIdentifiers>"


def _records(partner: Source, arguments: dict[str, str], base: str) -> bytes:
    selection, page, token = _page(partner, arguments)
    body = b"".join(_record(record, prefix=selection.prefix, base=base) for record in page)
    return b"<ListRecords>" + body + token.encode() + b"</ListRecords>"


_VERBS: dict[str, Callable[[Source, dict[str, str], str], bytes]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
}
