"""What a library's own system is given back of an alignment: UNIMARC records that hold a number and the identifiers to add to it."""

from __future__ import annotations

from typing import Final

from catalogue.core.aligning import Alignment
from catalogue.formats.marc.record import Field, MarcRecord

_LABEL: Final = "     cam a22     3i 450 "
_BNF, _SUDOC = "http://catalogue.bnf.fr/", "http://www.sudoc.fr/"


def patch(number: str, alignment: Alignment) -> MarcRecord:
    """A record of 001, 033 (the address of the notice at the BnF, in the Sudoc) and 035 (FRBNF), for the notice of that number.

    Source: UNIMARC bibliographic format, 033 (persistent identifier), 035 (number of another system).
    """
    fields = [Field("001", value=number)]
    if alignment.ark:
        fields.append(Field("033", subfields=[("a", f"{_BNF}{alignment.ark}")], occurrence=1))
    if alignment.ppn:
        fields.append(Field("033", subfields=[("a", f"{_SUDOC}{alignment.ppn}")], occurrence=2 if alignment.ark else 1))
    if alignment.frbnf:
        fields.append(Field("035", subfields=[("a", alignment.frbnf)]))
    return MarcRecord(_LABEL, fields)
