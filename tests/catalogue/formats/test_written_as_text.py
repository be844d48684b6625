"""XML that servers write as text, and the entities of web pages that they leave in it: the same record by every envelope."""

import pytest

from catalogue.formats.reading import read_file
from tests.catalogue.formats.test_reading import UNIMARC_XML, collection, oai, sru


@pytest.mark.parametrize("envelope", [oai, sru])
@pytest.mark.parametrize("times", [1, 2])
def test_records_written_as_text_are_read(envelope, times):
    packed = UNIMARC_XML
    for _ in range(times):
        packed = packed.replace(b"&", b"&amp;").replace(b"<", b"&lt;")
    (reading,) = read_file(envelope(packed))
    assert (reading.status, reading.identifier) == ("read", "AIN0042")
    declared = b'<![CDATA[<?xml version="1.0" encoding="ISO-8859-1"?>%s]]>' % UNIMARC_XML
    (reading,) = read_file(envelope(declared))
    assert reading.description.titles[0].value == "Légendes des étangs de la Dombes"
    (reading,) = read_file(envelope(b"une notice en cours"))
    assert reading.reason.code == "record_no_metadata"


@pytest.mark.parametrize("envelope", [bytes, collection, oai, sru])
@pytest.mark.parametrize("document_type", [b"", b"<!DOCTYPE record>"])
def test_entities_of_html_are_read_as_their_characters(envelope, document_type):
    title = "Légendes des étangs de la Dombes".encode()
    data = envelope(UNIMARC_XML.replace(title, b"L&eacute;gendes&nbsp;: l&rsquo;&OElig;uvre &amp; l&#39;&amp;eacute;tang"))
    (reading,) = read_file(document_type + data if envelope is bytes else data)
    assert reading.description.titles[0].value == "Légendes : l’Œuvre & l'étang"
    assert ("html_entities", 4) in [(one.code, one.args.get("count")) for one in reading.warnings]
