"""Failure modes of the XML: what is around the answer, in its characters, in its namespaces, in its records."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape

from tests.fault_server.play import OAI, Play, Record, Request, Response, mode


class _Spoiled(Play):
    """Spoils the second page of every list."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return self.spoil(page) if at == self.page_size else page

    def spoil(self, page: str) -> str | bytes:
        """The page, spoiled."""
        return page


@mode("empty_body", 12)
class EmptyBody(Play):
    """The second page is an empty answer, once."""

    body = b""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        return self.xml(self.body) if asked == 1 else super().page(request, state, chosen, at)


@mode("truncated_xml", 12)
class TruncatedXml(Play):
    """The second page stops in the middle, once, without the HTTP answer saying so."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        response = super().page(request, state, chosen, at)
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        if asked == 1:
            response.body = response.data[:-300]
        return response


@mode("html_page_with_200", 13)
class HtmlPage(EmptyBody):
    """A maintenance page takes the place of the second page, once."""

    body = b"<!DOCTYPE html>\n<html><head><title>Maintenance en cours</title></head><body><p>Revenez plus tard</p></body></html>"


@mode("always_html", 13)
class AlwaysHtml(Play):
    """The address is the one of a web site."""

    def respond(self, request: Request) -> Response:
        return Response("<html><head><title>Bienvenue</title></head><body/></html>", headers={"Content-Type": "text/html"})


@mode("php_notice_after_root", 13)
class PhpNotice(_Spoiled):
    """The language of the server complains after the end of the XML."""

    def spoil(self, page: str) -> str | bytes:
        return page + "\n<br />\n<b>Notice</b>: Undefined index: HTTP_HOST in <b>/var/www/oai.php</b> on line <b>42</b><br />"


@mode("invalid_utf8", 15)
class InvalidUtf8(_Spoiled):
    """One record is in Latin-1 in the middle of a page that says UTF-8."""

    def spoil(self, page: str) -> str | bytes:
        return page.encode().replace("n° 12 – Æsop à".encode(), b"n\xb0 12 - \xc6sop \xe0")


@mode("control_characters", 16)
class ControlCharacters(_Spoiled):
    """Two records hold forbidden characters, as bytes and as references."""

    def spoil(self, page: str) -> str | bytes:
        return page.replace("Notice n° 12", "Not\x1aice\x03 n° 12").replace("Notice n° 14", "Not&#x1F;ice&#55349; n° 14")


@mode("prolog_inside_record", 17)
class PrologInside(Play):
    """Every record begins with an XML declaration of its own."""

    def record(self, record: Record) -> str:
        return super().record(record).replace("<metadata>", '<metadata>\n<?xml version="1.0" encoding="UTF-8"?>\n')


@mode("byte_order_mark_and_blanks", 17)
class LeadingBlanks(Play):
    """A byte order mark and blank lines come before the XML declaration."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return "\ufeff\n\n  " + page


@mode("prefixed_oai_elements", 18)
class Prefixed(Play):
    """The elements of the protocol carry a prefix."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        for name in (
            *("OAI-PMH", "responseDate", "request", "ListRecords", "ListIdentifiers", "record", "header"),
            *("identifier", "datestamp", "setSpec", "metadata", "resumptionToken", "error"),
        ):
            page = page.replace(f"<{name}", f"<oai:{name}").replace(f"</{name}>", f"</oai:{name}>")
        return page.replace(f'xmlns="{OAI}"', f'xmlns:oai="{OAI}"')


@mode("namespaces_on_record", 18)
class NamespacesOnRecord(Play):
    """The namespaces of the metadata are declared on the record element."""

    def record(self, record: Record) -> str:
        declared = ' xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        return super().record(record).replace(declared, "").replace("<record>", f"<record{declared}>")


@mode("wrong_oai_namespace", 18)
class WrongNamespace(Play):
    """The namespace of the protocol is written with https."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.replace(OAI + '"', OAI.replace("http:", "https:") + '"')


@mode("no_oai_namespace", 18)
class NoNamespace(Play):
    """The protocol has no namespace at all."""

    def finish(self, page: str, *, at: int) -> str | bytes:
        return page.replace(f'xmlns="{OAI}" ', "")


@mode("record_without_metadata", 31)
class WithoutMetadata(Play):
    """Record 12 has no metadata though it is not deleted, record 13 has an empty one."""

    def record(self, record: Record) -> str:
        made = super().record(record)
        if record.identifier.endswith(":12"):
            return made.replace(f"<metadata>{record.metadata}</metadata>", "")
        return made.replace(record.metadata, "\n") if record.identifier.endswith(":13") else made


@mode("record_written_as_text", 31)
class AsText(Play):
    """Record 12 is escaped, record 13 in CDATA behind a declaration of its own; of record 14 there are words alone."""

    def record(self, record: Record) -> str:
        number = record.identifier.rpartition(":")[2]
        declared = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{record.metadata}'
        told = {"12": escape(record.metadata), "13": f"\n<![CDATA[{declared}]]>", "14": "Notice en cours"}.get(number, record.metadata)
        return super().record(replace(record, metadata=told))


@mode("record_without_identifier", 31)
class WithoutIdentifier(Play):
    """Record 12 has no identifier, record 13 an empty one."""

    def header(self, record: Record) -> str:
        made = super().header(record)
        element = f"<identifier>{record.identifier}</identifier>"
        if record.identifier.endswith(":12"):
            return made.replace(element, "")
        return made.replace(element, "<identifier> </identifier>") if record.identifier.endswith(":13") else made


@mode("record_without_header", 31)
class WithoutHeader(Play):
    """Record 12 has no header."""

    def record(self, record: Record) -> str:
        made = super().record(record)
        return made.replace(self.header(record), "") if record.identifier.endswith(":12") else made


@mode("record_without_datestamp", 31)
class WithoutDatestamp(Play):
    """Record 12 has no datestamp."""

    def header(self, record: Record) -> str:
        made = super().header(record)
        return made.replace(f"<datestamp>{record.datestamp}</datestamp>", "") if record.identifier.endswith(":12") else made


@mode("broken_notice", 16)
class BrokenNotice(Play):
    """A tag inside the notice of record 12 does not balance: the page can be cut, the reader will refuse the notice."""

    def record(self, record: Record) -> str:
        made = super().record(record)
        return made.replace("</dc:title>", "</dc:titre>") if record.identifier.endswith(":12") else made


@mode("broken_record", 31)
class BrokenRecord(Play):
    """The notice of record 12 is never closed: the page itself is broken."""

    def record(self, record: Record) -> str:
        made = super().record(record)
        return made.replace("</oai_dc:dc>", "") if record.identifier.endswith(":12") else made


@mode("entities_in_doctype", 16)
class EntitiesInDoctype(_Spoiled):
    """A document type declares an entity, and record 12 uses it."""

    def spoil(self, page: str) -> str | bytes:
        page = page.replace("<OAI-PMH ", '<!DOCTYPE OAI-PMH [<!ENTITY lyon "Lyon (ville)">]>\n<OAI-PMH ', 1)
        return page.replace("n° 12 – Æsop à Lyon", "n° 12 – Æsop à &lyon;")
