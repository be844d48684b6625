"""Languages (101), scripts (100) and countries (102)."""

from __future__ import annotations

import re

from catalogue.core.description import Language
from catalogue.core.kinds import LanguageRole
from catalogue.core.vocabularies import country_code, language_code
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field

ROLES: dict[str, LanguageRole] = {
    "a": "text",
    "b": "intermediate",
    "c": "original",
    "d": "summary",
    "h": "libretto",
    "i": "other",
    "j": "subtitles",
}
# UNIMARC manual, 100 $a/34-35 and $7, to ISO 15924.
SCRIPTS = {
    "ba": "Latn", "ca": "Cyrl", "da": "Jpan", "db": "Jpan", "dc": "Jpan", "ea": "Hani", "fa": "Arab", "ga": "Grek", "ha": "Hebr",
    "ia": "Thai", "ja": "Deva", "ka": "Kore", "la": "Taml", "ma": "Geor", "mb": "Armn",
}  # fmt: skip


_BETWEEN_CODES = re.compile(r"[\s,;/|+]+")


def split_codes(value: str) -> list[str]:
    """The codes of one subfield; older records run several together ("freeng", "frelat") or list them ("FRE ;lat", "fre, lat")."""
    codes: list[str] = []
    for bare in _BETWEEN_CODES.split(value.strip().casefold()):
        if len(bare) > 3 and len(bare) % 3 == 0 and bare.isascii() and bare.isalpha() and len(bare) <= 30 and not language_code(bare):
            codes += [bare[i : i + 3] for i in range(0, len(bare), 3)]
        elif bare:
            codes.append(bare)
    return codes


def _languages(field: Field, draft: Draft) -> None:
    for subfield, value in field.subfields:
        role = ROLES.get(subfield)
        if role is None or not value:
            continue
        for written in split_codes(value):
            code = language_code(written)
            if code and not any(known.code == code and known.role == role for known in draft.languages):
                draft.languages.append(Language(code=code, role=role, place=field.place))


def _countries(field: Field, draft: Draft) -> None:
    for subfield, value in field.subfields:
        if subfield == "a" and (code := country_code(value)) and code not in draft.countries:
            draft.countries.append(code)


HANDLERS = {"101": _languages, "102": _countries}
