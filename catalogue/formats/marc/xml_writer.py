"""MarcRecord to MARC in XML: marcxchange for UNIMARC, MARC21slim for MARC 21."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from catalogue.formats.marc.record import Field, MarcRecord

MARCXCHANGE, MARCXCHANGE_1 = "info:lc/xmlns/marcxchange-v2", "info:lc/xmlns/marcxchange-v1"
MARC21_SLIM = "http://www.loc.gov/MARC21/slim"

_NO_CHARACTER = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NO_CHARACTER}]")
_SPECIAL = re.compile(f"[&<>\r{_NO_CHARACTER}]")


def write_marcxml(record: MarcRecord, *, namespace: str = MARC21_SLIM) -> bytes:
    """One ``record`` element in UTF-8, without declaration, its namespace the default one.

    marcxchange gets the ``format`` and ``type`` attributes that ISO 25577 asks for, and figures where its leader wants some. Characters
    that XML forbids become ``�``.
    """
    exchanged = namespace.startswith("info:lc/xmlns/marcxchange")
    attributes = ' format="UNIMARC" type="Bibliographic"' if exchanged else ""
    leader = _text(_counted(record.leader) if exchanged else record.leader)
    parts = [f"<record xmlns={quoteattr(namespace)}{attributes}><leader>{leader}</leader>"]
    parts += [_field(field) for field in record.fields]
    parts.append("</record>")
    return "".join(parts).encode("utf-8")


def _counted(leader: str) -> str:
    """A leader with figures where marcxchange has only figures: lengths, which say nothing in XML, and the constants of ISO 2709."""
    parts = list(f"{leader:24}"[:24])
    for start, constant in ((0, "00000"), (10, "22"), (12, "00000"), (20, "450")):
        part = slice(start, start + len(constant))
        if not re.fullmatch("[0-9]+", "".join(parts[part])):
            parts[part] = constant
    return "".join(parts)


def xml_text(value: str) -> str:
    """A value without the characters that XML forbids, each of which becomes ``�``."""
    return value if value.isprintable() else _FORBIDDEN.sub("�", value)


def _text(value: str) -> str:
    """A value as XML text; a carriage return is written as a reference, or a parser would change it."""
    return escape(xml_text(value), {"\r": "&#13;"}) if _SPECIAL.search(value) else value


@lru_cache(maxsize=4096)
def _attribute(value: str) -> str:
    """A tag, a code or an indicator as a quoted XML attribute: the same few hundred in every record."""
    return quoteattr(_FORBIDDEN.sub("�", value))


def _field(field: Field) -> str:
    """One controlfield or datafield."""
    if not field.subfields:
        return f"<controlfield tag={_attribute(field.tag)}>{_text(field.value)}</controlfield>"
    first, second = (_attribute(sign) for sign in (field.indicators[:1] or " ", field.indicators[1:2] or " "))
    subfields = "".join(f"<subfield code={_attribute(code)}>{_text(value)}</subfield>" for code, value in field.subfields)
    return f"<datafield tag={_attribute(field.tag)} ind1={first} ind2={second}>{subfields}</datafield>"
