"""The same file under the namespace of the W3C schema of EAD 2002, as OAI-PMH wants it: links are XLink's, there is no DOCTYPE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NAMESPACE = "urn:isbn:1-931666-22-9"
SCHEMA = "http://www.loc.gov/ead/ead.xsd"
_XLINK = "http://www.w3.org/1999/xlink"
_HEAD = (
    f'<ead xmlns="{NAMESPACE}" xmlns:xlink="{_XLINK}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)
# No value holds "<", ">" nor a quotation mark: they are written as references (``markup``).
_LINKS = re.compile(rb"<(?:dao|daogrp|daoloc|extref|extptr|ref|ptr)(?: [^>]*)?>")
_OF_XLINK = re.compile(rb' (href|title|role)="')


def namespaced(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces that ``write_ead`` makes, without declaration, in the namespace; none is held."""
    first = True
    for piece in pieces:
        if first:
            piece = _HEAD.encode() + piece[piece.index(b"<ead>") + len(b"<ead>") :]
            first = False
        yield _LINKS.sub(lambda found: _OF_XLINK.sub(rb' xlink:\1="', found[0]), piece)
