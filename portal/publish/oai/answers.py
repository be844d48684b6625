"""The answers: every verb and every error as OAI-PMH XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.utils import timezone

from catalogue.formats.marc.xml_writer import xml_text
from catalogue.selectors import disseminated
from portal.publish.oai import lists, names, sets, streams
from portal.publish.oai.arguments import check
from portal.publish.oai.errors import OaiError
from portal.publish.oai.formats import FORMATS
from portal.publish.oai.records import stamp, text

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">'
)
_NO_ATTRIBUTES = frozenset({"badVerb", "badArgument"})
_OAI_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"


def answer(pairs: Iterable[tuple[str, str]], *, site: str, base: str) -> Iterator[bytes]:
    """The answer to a request's arguments, in UTF-8, piece by piece: ``site`` is the portal's address, ``base`` the repository's."""
    moment = disseminated.horizon()
    attributes = ""
    try:
        arguments = check(pairs)
        attributes = "".join(f" {name}={quoteattr(xml_text(value))}" for name, value in arguments.items())
        pieces = _VERBS[arguments["verb"]](arguments, site, base, moment)
        first = next(pieces)
    except OaiError as error:
        attributes = "" if error.code in _NO_ATTRIBUTES else attributes
        first, pieces = f'<error code="{error.code}">{text(error.sentence)}</error>'.encode(), iter(())
    head = f"{_HEAD}<responseDate>{stamp(moment)}</responseDate><request{attributes}>{text(base)}</request>"
    return chain((head.encode(), first), pieces, (b"</OAI-PMH>\n",))


def _identify(arguments: Mapping[str, str], site: str, base: str, moment: datetime) -> Iterator[bytes]:
    domain = names.domain(site)
    earliest = disseminated.earliest() or timezone.now()
    yield (
        f"<Identify><repositoryName>{text(settings.WAGTAIL_SITE_NAME)}</repositoryName><baseURL>{text(base)}</baseURL>"
        f"<protocolVersion>2.0</protocolVersion><adminEmail>{text(settings.CONTACT_EMAIL)}</adminEmail>"
        f"<earliestDatestamp>{stamp(earliest)}</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression><compression>deflate</compression>"
        f'<description><oai-identifier xmlns="{_OAI_IDENTIFIER}" xsi:schemaLocation="{_OAI_IDENTIFIER} {_OAI_IDENTIFIER}.xsd">'
        f"<scheme>oai</scheme><repositoryIdentifier>{domain}</repositoryIdentifier><delimiter>:</delimiter>"
        f"<sampleIdentifier>oai:{domain}:record/source/identifier</sampleIdentifier></oai-identifier></description></Identify>"
    ).encode()


def _formats(arguments: Mapping[str, str], site: str, base: str, moment: datetime) -> Iterator[bytes]:
    given = frozenset(FORMATS)
    if "identifier" in arguments:
        stream, told = streams.named(arguments["identifier"], site=site)
        given = stream.formats
        if not told.shown:
            raise OaiError("noMetadataFormats", "This record was withdrawn.")
    parts = [
        f"<metadataFormat><metadataPrefix>{form.prefix}</metadataPrefix><schema>{form.schema}</schema>"
        f"<metadataNamespace>{form.namespace}</metadataNamespace></metadataFormat>"
        for form in FORMATS.values()
        if form.prefix in given
    ]
    yield f"<ListMetadataFormats>{''.join(parts)}</ListMetadataFormats>".encode()


def _sets(arguments: Mapping[str, str], site: str, base: str, moment: datetime) -> Iterator[bytes]:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets stands in one answer.")
    parts = [f"<set><setSpec>{each.spec}</setSpec><setName>{text(each.name)}</setName></set>" for each in sets.listed()]
    yield f"<ListSets>{''.join(parts)}</ListSets>".encode()


def _get(arguments: Mapping[str, str], site: str, base: str, moment: datetime) -> Iterator[bytes]:
    stream, told = streams.named(arguments["identifier"], site=site)
    form = streams.form_of(arguments["metadataPrefix"])
    if form.prefix not in stream.formats:
        raise OaiError("cannotDisseminateFormat", f"This record is given in {', '.join(sorted(stream.formats))}.")
    yield b"<GetRecord>" + b"".join(stream.written([told], form=form, site=site)) + b"</GetRecord>"


def _list(arguments: Mapping[str, str], site: str, base: str, moment: datetime) -> Iterator[bytes]:
    return lists.answer(arguments, site=site, horizon=moment)


_VERBS: dict[str, Callable[[Mapping[str, str], str, str, datetime], Iterator[bytes]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
