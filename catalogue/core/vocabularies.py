"""The closed lists of the common record: codes, English labels to translate, and what partners call the same things.

The tables are CSV files in ``catalogue/core/tables``: ``terms`` (our own lists), ``relators`` (UNIMARC manual, appendix C,
with the MARC 21 codes that say the same), ``languages`` (ISO 639-2/B) and ``countries`` (ISO 3166-1 with the MARC 21 codes).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from catalogue.core.tables import rows

TERMS: dict[str, dict[str, str]] = {}
for _row in rows("terms"):
    TERMS.setdefault(_row["vocabulary"], {})[_row["code"]] = _row["label"]

DOCUMENT_TYPES = TERMS["document_type"]
MATERIALS = TERMS["material"]
LEVELS = TERMS["level"]
TITLE_KINDS = TERMS["title_kind"]
AGENT_KINDS = TERMS["agent_kind"]
DATE_KINDS = TERMS["date_kind"]
PUBLICATION_KINDS = TERMS["publication_kind"]
LANGUAGE_ROLES = TERMS["language_role"]
NOTE_KINDS = TERMS["note_kind"]
SUBJECT_KINDS = TERMS["subject_kind"]
LINK_RELATIONS = TERMS["link_relation"]
FEATURE_KINDS = TERMS["feature_kind"]
FEATURES = TERMS["feature"]

RELATORS: dict[str, str] = {row["code"]: row["label"] for row in rows("relators")}
LANGUAGES: dict[str, str] = {row["code"]: row["label"] for row in rows("languages")}
_RELATORS_FR: dict[str, str] = {row["code"]: row["label_fr"] for row in rows("relators")}
_TAGS: dict[str, str] = {row["code"]: row["alpha2"] or row["terminology"] or row["code"] for row in rows("languages")}
COUNTRIES: dict[str, str] = {row["code"]: row["label"] for row in rows("countries")}

_FRENCH: dict[str, dict[str, str]] = {
    "language": {row["code"]: row["label_fr"] for row in rows("languages")},
    "country": {row["code"]: row["label_fr"] for row in rows("countries")},
    "relator": _RELATORS_FR,
}
for _name in ("terms", "fonds_terms"):
    for _row in rows(_name):
        _FRENCH.setdefault(_row["vocabulary"], {})[_row["code"]] = _row["label_fr"]

_LISTS = {**TERMS, "relator": RELATORS, "language": LANGUAGES, "country": COUNTRIES}
_FILES = ("terms", "relators", "languages", "countries", "fonds_terms")

UNIMARC_TO_MARC21_RELATORS: dict[str, str] = {row["code"]: row["marc21"].split()[0] for row in rows("relators") if row["marc21"]}
MARC21_TO_UNIMARC_RELATORS: dict[str, str] = {code: row["code"] for row in rows("relators") for code in row["marc21"].split()}

# MARC 21 names the parts of four federations by three letters, the last of which says which (MARC code list for countries).
_MARC21_FEDERATIONS = {"u": "US", "k": "GB", "c": "CA", "a": "AU", "r": "RU"}
_MARC21_COUNTRIES = {code: row["code"] for row in rows("countries") for code in row["marc21"].split()}

_COUNTRIES_OF_MARC21 = {row["code"]: row["marc21"].split()[0] for row in rows("countries") if row["marc21"]}

# Codes withdrawn from the MARC and ISO lists that old records still carry, with the code that replaced them.
_OLD_LANGUAGES = {
    "cam": "khm", "esk": "ypk", "esp": "epo", "eth": "gez", "far": "fao", "fri": "fry", "gae": "gla", "gag": "glg", "gal": "orm",
    "gua": "grn", "int": "ina", "iri": "gle", "kus": "kos", "lan": "oci", "lap": "smi", "max": "glv", "mla": "mlg", "mol": "rum",
    "sao": "smo", "scc": "srp", "scr": "hrv", "sho": "sna", "snh": "sin", "sso": "sot", "swz": "ssw", "tag": "tgl", "taj": "tgk",
    "tar": "tat", "tru": "chk", "tsw": "tsn",
}  # fmt: skip


def fold(text: str) -> str:
    """``text`` in small letters without accents nor trailing punctuation, for comparing words of a closed list."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe"))
    return "".join(char for char in bare if not unicodedata.combining(char)).casefold().strip(" .,;:()[]")


# Other names of the languages of the region.
_LANGUAGE_WORDS: dict[str, str] = {"arpitan": "frp", "latin medieval": "lat", "francais moyen": "frm"} | dict.fromkeys(
    ("provencal", "languedocien", "auvergnat", "vivaro-alpin", "gascon", "limousin"), "oci"
)
_RELATOR_WORDS: dict[str, str] = {}
for _row in rows("languages"):
    for _word in (_row["label"], _row["label_fr"], _row["terminology"], _row["alpha2"]):
        if _word:
            _LANGUAGE_WORDS.setdefault(fold(_word), _row["code"])
for _row in rows("relators"):
    for _word in (_row["label"], _row["label_fr"]):
        _RELATOR_WORDS.setdefault(fold(_word), _row["code"])


def label(vocabulary: str, code: str) -> str:
    """The English label (a gettext msgid) of ``code`` in ``vocabulary`` ("note_kind", "relator", "language", "country"…), or ""."""
    return _LISTS.get(vocabulary, {}).get(code, "")


def relator_label(code: str) -> str:
    """The English label of a UNIMARC relator code ("070" gives "Author"), or an empty string."""
    return RELATORS.get(code, "")


def relator_label_fr(code: str) -> str:
    """The French name of a UNIMARC relator code ("070" gives "Auteur"), for formats that are written in French; or an empty string."""
    return _RELATORS_FR.get(code, "")


def label_fr(vocabulary: str, code: str) -> str:
    """The French name of ``code`` in ``vocabulary`` ("document_type", "language", "entry_mode"…), for formats that are written in
    French; or an empty string.
    """
    return _FRENCH.get(vocabulary, {}).get(code, "")


def language_tag(code: str) -> str:
    """The tag of an ISO 639-2/B code as xml:lang wants it (RFC 5646): "fr" for "fre"; an empty string for none."""
    return _TAGS.get(code, "")


def language_label(code: str) -> str:
    """The English name of an ISO 639-2/B code, or an empty string."""
    return LANGUAGES.get(code, "")


def country_label(code: str) -> str:
    """The English name of an ISO 3166-1 two-letter code, or an empty string."""
    return COUNTRIES.get(code, "")


@lru_cache(maxsize=4096)
def relator_code(text: str) -> str:
    """The UNIMARC relator code of a UNIMARC code, a MARC 21 code or a word for the role, in English or French; "" if unknown."""
    if len(text) == 3 and text.isascii() and text.isdigit():
        return text
    bare = text.strip().casefold()
    if "/relators/" in bare:
        bare = bare.rstrip("/").rpartition("/")[2]
    return MARC21_TO_UNIMARC_RELATORS.get(bare) or _RELATOR_WORDS.get(fold(text), "")


@lru_cache(maxsize=4096)
def language_code(text: str) -> str:
    """The ISO 639-2/B code of any usual writing of a language: "fre", "fra", "fr-FR", "français", "French"; "" if unknown."""
    bare = text.strip().casefold()
    if bare in LANGUAGES:
        return bare
    if "iso639" in bare or "/" in bare:
        bare = bare.rstrip("/").rpartition("/")[2]
    bare = fold(bare)
    primary = bare.replace("_", "-").partition("-")[0]
    return next(
        (
            code
            for word in (bare, primary)
            for code in (word if word in LANGUAGES else "", _OLD_LANGUAGES.get(word, ""), _LANGUAGE_WORDS.get(word, ""))
            if code
        ),
        "",
    )


@lru_cache(maxsize=1024)
def country_code(text: str) -> str:
    """The ISO 3166-1 code of an ISO code ("FR", as UNIMARC 102 has it), or an empty string."""
    bare = text.strip().upper()[:2]
    return bare if bare in COUNTRIES else ""


@lru_cache(maxsize=1024)
def country_of_marc21(code: str) -> str:
    """The ISO 3166-1 code of a MARC 21 country code ("fr", "enk", "nyu"), or an empty string."""
    bare = code.strip(" |#").casefold()
    if country := _MARC21_COUNTRIES.get(bare):
        return country
    return _MARC21_FEDERATIONS.get(bare[2], "") if len(bare) == 3 and bare.isalpha() else ""


def marc21_country(code: str) -> str:
    """The MARC 21 code of an ISO 3166-1 country ("fr" for "FR"), or an empty string."""
    return _COUNTRIES_OF_MARC21.get(code, "")


def all_labels() -> list[str]:
    """Every English label of the tables, once each, in their order: what the extractor of messages must add to the catalogue."""
    return list(french_labels())


def french_labels() -> dict[str, str]:
    """The French of every English label of the tables."""
    return {row["label"]: row["label_fr"] for name in _FILES for row in rows(name)}
