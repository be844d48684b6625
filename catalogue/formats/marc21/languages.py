"""Languages (041, 008/35-37) and country (044, 008/15-17)."""

from __future__ import annotations

from catalogue.core.description import Language
from catalogue.core.kinds import LanguageRole
from catalogue.core.vocabularies import country_code, country_of_marc21, language_code
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.languages import split_codes

_ROLES: dict[str, LanguageRole] = {
    "a": "text", "b": "summary", "d": "text", "e": "libretto", "g": "other", "h": "original", "j": "subtitles", "k": "intermediate",
    "m": "other", "n": "original", "p": "subtitles",
}  # fmt: skip


def _add(draft: Draft, written: str, role: LanguageRole, place: str) -> None:
    code = language_code(written)
    if code and not any(known.code == code and known.role == role for known in draft.languages):
        draft.languages.append(Language(code=code, role=role, place=place))


def _languages(field: Field, draft: Draft) -> None:
    for code, value in field.subfields:
        if code in _ROLES and value:
            for written in split_codes(value):
                _add(draft, written, _ROLES[code], field.place)


def _coded(field: Field, draft: Draft) -> None:
    """008 comes before 041 in a record; the language of 008 is the first of 041 where both are there."""
    data = field.value
    _country(draft, country_of_marc21(data[15:18]))
    if len(data) >= 38 and data[35:38].isalpha():
        _add(draft, data[35:38], "text", field.place)


def _country(draft: Draft, code: str) -> None:
    if code and code not in draft.countries:
        draft.countries.append(code)


def _countries(field: Field, draft: Draft) -> None:
    for code, value in field.subfields:
        if code == "a":
            _country(draft, country_of_marc21(value))
        elif code == "c":
            _country(draft, country_code(value))


HANDLERS = {"008": _coded, "041": _languages, "044": _countries}
