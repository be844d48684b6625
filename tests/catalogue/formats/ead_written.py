"""Finding aids written for the tests, in the forms that French libraries and archives send."""

from __future__ import annotations

from html import escape

EAD2002 = "urn:isbn:1-931666-22-9"
XLINK = "http://www.w3.org/1999/xlink"
EAD3 = "http://ead3.archivists.org/schema/"
DOCTYPE = '<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded Archival Description (EAD) Version 2002)//EN" "ead.dtd">'


def component(title: str, *inside: str, name: str = "c", did: str = "", attributes: str = "") -> str:
    """One component, with what stands in it after its ``did``."""
    return f"<{name} {attributes}><did><unittitle>{escape(title)}</unittitle>{did}</did>{''.join(inside)}</{name}>"


def finding_aid(
    *components: str,
    eadid: str = "FR-690836101-FERRAND",
    title: str = "Papiers de la famille Ferrand",
    did: str = "",
    notes: str = "",
    root: str = "ead",
    before: str = "",
    attributes: str = 'level="fonds"',
) -> bytes:
    """A whole finding aid in EAD 2002."""
    proper = f"<titlestmt><titleproper>{escape(title)}</titleproper></titlestmt>"
    header = f"<eadheader><eadid>{eadid}</eadid><filedesc>{proper}</filedesc></eadheader>"
    whole = f"<did><unitid type='cote'>Ms 12</unitid><unittitle>{escape(title)}</unittitle>{did}</did>{notes}"
    dsc = f"<dsc>{''.join(components)}</dsc>" if components else ""
    return f"{before}<{root}>{header}<archdesc {attributes}>{whole}{dsc}</archdesc></{root.split(maxsplit=1)[0]}>".encode()


def answer(*records: str) -> bytes:
    """An OAI-PMH answer that holds these records."""
    listed = "".join(f"<record>{record}</record>" for record in records)
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{listed}</ListRecords></OAI-PMH>'.encode()
