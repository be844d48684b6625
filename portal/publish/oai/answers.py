"""The answers: every verb and every error as OAI-PMH XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.utils import timezone

from catalogue.core.description import Description, Note
from catalogue.formats.dublin_core.writing import Said, write_oai_dc
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
_WHAT_IS_HERE = (
    "Sans set, une liste donne les notices telles que reçues de chaque source. Les éditions (set union), les instruments de recherche (set "
    "ead, ou le format oai_ead sans set) et les fonds (set fonds, ou fonds: suivi du code d’un établissement) se moissonnent à part."
)
_OAI_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"


def answer(pairs: Iterable[tuple[str, str]], *, site: str, base: str) -> Iterator[bytes]:
    """The answer to a request's arguments, in UTF-8, piece by piece: ``site`` is the portal's address, ``base`` the repository's."""
    moment: datetime | None = None
    attributes = ""
    try:
        arguments = check(pairs)
        attributes = "".join(f" {name}={quoteattr(xml_text(value))}" for name, value in arguments.items())
        if verb := _VERBS.get(arguments["verb"]):
            pieces = verb(arguments, site, base)
        else:
            begun = lists.begin(arguments)
            moment, pieces = begun.horizon, lists.answer(begun, site=site)
        first = next(pieces)
    except OaiError as error:
        attributes = "" if error.code in _NO_ATTRIBUTES else attributes
        first, pieces = f'<error code="{error.code}">{text(error.sentence)}</error>'.encode(), iter(())
    head = f"{_HEAD}<responseDate>{stamp(moment or disseminated.horizon())}</responseDate><request{attributes}>{text(base)}</request>"
    return chain((head.encode(), first), pieces, (b"</OAI-PMH>\n",))


def _identify(arguments: Mapping[str, str], site: str, base: str) -> Iterator[bytes]:
    domain = names.domain(site)
    earliest = disseminated.earliest() or timezone.now()
    yield (
        f"<Identify><repositoryName>{text(settings.WAGTAIL_SITE_NAME)}</repositoryName><baseURL>{text(base)}</baseURL>"
        f"<protocolVersion>2.0</protocolVersion><adminEmail>{text(settings.CONTACT_EMAIL)}</adminEmail>"
        f"<earliestDatestamp>{stamp(earliest)}</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
        "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression><compression>deflate</compression>"
        f'<description><oai-identifier xmlns="{_OAI_IDENTIFIER}" xsi:schemaLocation="{_OAI_IDENTIFIER} {_OAI_IDENTIFIER}.xsd">'
        f"<scheme>oai</scheme><repositoryIdentifier>{domain}</repositoryIdentifier><delimiter>:</delimiter>"
        f"<sampleIdentifier>oai:{domain}:record/source/identifier</sampleIdentifier></oai-identifier></description>"
        f"<description>{_said(_WHAT_IS_HERE)}</description></Identify>"
    ).encode()


def _formats(arguments: Mapping[str, str], site: str, base: str) -> Iterator[bytes]:
    given = frozenset(FORMATS)
    if "identifier" in arguments:
        stream, entry = streams.named(arguments["identifier"], form=None, site=site)
        given = stream.formats
        if not entry.told.shown:
            raise OaiError("noMetadataFormats", "This record was withdrawn.")
    parts = [
        f"<metadataFormat><metadataPrefix>{form.prefix}</metadataPrefix><schema>{form.schema}</schema>"
        f"<metadataNamespace>{form.namespace}</metadataNamespace></metadataFormat>"
        for form in FORMATS.values()
        if form.prefix in given
    ]
    yield f"<ListMetadataFormats>{''.join(parts)}</ListMetadataFormats>".encode()


def _sets(arguments: Mapping[str, str], site: str, base: str) -> Iterator[bytes]:
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets stands in one answer.")
    parts = [
        f"<set><setSpec>{each.spec}</setSpec><setName>{text(each.name)}</setName>"
        f"{f'<setDescription>{_said(each.said)}</setDescription>' if each.said else ''}</set>"
        for each in sets.listed()
    ]
    yield f"<ListSets>{''.join(parts)}</ListSets>".encode()


def _get(arguments: Mapping[str, str], site: str, base: str) -> Iterator[bytes]:
    form = streams.form_of(arguments["metadataPrefix"])
    stream, entry = streams.named(arguments["identifier"], form=form, site=site)
    if form.prefix not in stream.formats or entry.write is None:
        raise OaiError("cannotDisseminateFormat", f"This record is given in {', '.join(sorted(stream.formats))}.")
    yield b"<GetRecord>" + entry.write() + b"</GetRecord>"


def _said(sentence: str) -> str:
    """A sentence in French as a container of Dublin Core, which descriptions of the protocol may be."""
    return write_oai_dc(Description(notes=(Note(value=sentence),)), Said()).decode()


_VERBS: dict[str, Callable[[Mapping[str, str], str, str], Iterator[bytes]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _get,
}
