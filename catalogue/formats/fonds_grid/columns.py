"""The columns of the grid of fonds: the name of each in the file, the field that it fills, what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.core.fonds import FONDS_TERMS
from catalogue.core.vocabularies import AGENT_KINDS, DOCUMENT_TYPES, LANGUAGES, SUBJECT_KINDS, fold, label_fr
from catalogue.formats.fonds_grid.cells import DAY, FLAG, LINE, LINES, NUMBER, TEXT, Kind, parts, several, whole, word

KEY, KEEPER, ABOVE, PUBLISHED = "key", "keeper", "above", "published"
"""What says which fonds a line is of, where it stands, and whether readers are to see it."""
_YEAR = whole(-3000, 9999)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``names``: of the attributes of each thing, where the field holds several things."""

    heading: str
    field: str
    kind: Kind
    names: tuple[str, ...] = ()


def _words(vocabulary: str, codes: Any, *, default: str = "") -> Kind:
    return word({code: (label_fr(vocabulary, code) or code, label) for code, label in codes.items()}, default=default)


def _term(vocabulary: str, default: str = "") -> Kind:
    return _words(vocabulary, FONDS_TERMS[vocabulary], default=default)


_KINDS = {code: AGENT_KINDS[code] for code in ("person", "family", "corporate")}
_TOPICS = {code: SUBJECT_KINDS[code] for code in ("topic", "person", "family", "corporate", "place", "period")}
_LANGUAGES = word({code: (label_fr("language", code), label) for code, label in LANGUAGES.items()})
PLACES = (Column("identifiant", KEY, LINE), Column("établissement", KEEPER, LINE), Column("sous", ABOVE, LINE))
PARTS: dict[str, tuple[tuple[str, Kind], ...]] = {
    "call_numbers": (("value", LINE), ("kind", _term("call_number_kind", "cote"))),
    "extents": (
        ("number", NUMBER), ("unit", _term("extent_unit", "volume")), ("certainty", _term("certainty", "estimated")), ("support", LINE),
    ),
    "producers": (("name", LINE), ("kind", _words("agent_kind", _KINDS, default="person")), ("collector", FLAG), ("number", LINE)),
    "acquisitions": (("mode", _term("entry_mode", "unknown")), ("date", LINE), ("note", TEXT)),
    "subjects": (("value", LINE), ("kind", _words("subject_kind", _TOPICS, default="topic")), ("number", LINE)),
    "finding_aids": (
        ("kind", _term("finding_aid_kind", "paper")), ("title", LINE), ("url", LINE), ("document", whole(1, 2**31 - 1)),
    ),
    "digital_copies": (("label", LINE), ("url", LINE)),
    "related": (("title", LINE), ("institution", LINE), ("url", LINE), ("separated", FLAG)),
}  # fmt: skip


def _things(heading: str, field: str) -> Column:
    """A column of several things, each of parts."""
    names, kinds = zip(*PARTS[field], strict=True)
    return Column(heading, field, parts(names, kinds), names)


FIELDS = (
    Column("titre", "title", LINE),
    Column("niveau", "level", _term("fonds_level", "fonds")),
    Column("autres titres", "other_titles", LINES),
    _things("cotes", "call_numbers"),
    Column("dates", "dates", LINE),
    Column("surtout de", "bulk_dates", LINE),
    Column("première année", "date_from", _YEAR),
    Column("dernière année", "date_to", _YEAR),
    Column("pourquoi sans date", "undated", LINE),
    _things("importance", "extents"),
    _things("producteurs", "producers"),
    Column("histoire du producteur", "biography", TEXT),
    Column("histoire de la conservation", "custody", TEXT),
    _things("entrées", "acquisitions"),
    Column("accroissements", "accruals", _term("accruals", "unknown")),
    Column("comment il s’accroît", "accruals_note", LINE),
    Column("statut juridique", "legal_status", _term("legal_status", "unknown")),
    Column("contenu", "contents", TEXT),
    Column("types de documents", "document_types", several(_words("document_type", DOCUMENT_TYPES))),
    Column("langues", "languages", several(_LANGUAGES)),
    _things("sujets", "subjects"),
    Column("classement", "arrangement", TEXT),
    Column("consultation", "access", TEXT),
    Column("reproduction", "reproduction", TEXT),
    _things("instruments de recherche", "finding_aids"),
    _things("numérisations", "digital_copies"),
    _things("fonds liés", "related"),
    Column("bibliographie", "bibliography", LINES),
    Column("catégories nationales", "categories", several(_term("category"))),
    Column("traitement", "treatment", _term("treatment", "none")),
    Column("état du recensement", "census_state", _term("census_state", "spotted")),
    Column("vu le", "census_day", DAY),
    Column("vu par", "census_author", LINE),
    Column("catalogué %", "catalogued", whole(0, 100)),
    Column("numérisé %", "digitised", whole(0, 100)),
    Column("versé le", "delivered_on", DAY),
    Column("auteur de la notice", "author", LINE),
)
COLUMNS = (*PLACES, *FIELDS, Column("publié", PUBLISHED, FLAG))
BY_FIELD = {column.field: column for column in COLUMNS}
_BY_HEADING = {fold(name.replace("’", "'")): column for column in COLUMNS for name in (column.heading, column.field)}


def of_heading(heading: str) -> Column | None:
    """The column that a heading names, however it is spelt; None for none."""
    return _BY_HEADING.get(fold(" ".join(heading.replace("\ufeff", "").replace("’", "'").split())))


def values_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a page says, by field, as its cells would be read. ``data``: a version of the page as Wagtail keeps it."""
    return {column.field: column.kind.of_page(data.get(column.field)) for column in FIELDS}


def cells_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a line, by heading."""
    return {column.heading: column.kind.write(values[column.field]) for column in COLUMNS if column.field in values}
