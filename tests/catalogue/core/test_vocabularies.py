"""The closed lists: every code has an English and a French word, and partners' own codes lead to them."""

from pathlib import Path

import pytest

from catalogue.core import vocabularies as v
from catalogue.core.tables import rows


def test_every_label_has_one_french_translation() -> None:
    french: dict[str, str] = {}
    for name in ("terms", "relators", "languages", "countries", "fonds_terms"):
        for row in rows(name):
            assert row["label"].strip() == row["label"] != "", row
            assert row["label_fr"].strip() == row["label_fr"] != "", row
            assert french.setdefault(row["label"], row["label_fr"]) == row["label_fr"], row
    assert v.french_labels() == french
    assert v.all_labels() == list(french)


def test_no_code_stands_twice_in_a_table() -> None:
    for name, key in (("relators", "code"), ("languages", "code"), ("countries", "code")):
        codes = [row[key] for row in rows(name)]
        assert len(codes) == len(set(codes))
    terms = [(row["vocabulary"], row["code"]) for row in rows("terms")]
    assert len(terms) == len(set(terms))


def test_a_marc21_role_is_never_claimed_by_two_roles() -> None:
    codes = [code for row in rows("relators") for code in row["marc21"].split()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("code", "unimarc"), [("aut", "070"), ("fmo", "390"), ("bnd", "110"), ("prt", "610"), ("own", "390")])
def test_roles_go_from_marc21_to_unimarc_and_back(code: str, unimarc: str) -> None:
    assert v.relator_code(code) == unimarc
    assert v.relator_code(v.UNIMARC_TO_MARC21_RELATORS[unimarc]) == unimarc


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("070", "070"),
        ("999", "999"),
        ("former owner.", "390"),
        ("Ancien possesseur", "390"),
        ("graveur", "350"),
        ("http://id.loc.gov/vocabulary/relators/ill", "440"),
        ("toimittaja", ""),
        ("", ""),
    ],
)
def test_a_role_is_understood_as_a_code_or_in_words(text: str, code: str) -> None:
    assert v.relator_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fre", "fre"), ("fra", "fre"), ("fr", "fre"), ("fr-FR", "fre"), ("français", "fre"), ("French", "fre"), ("deu", "ger"),
        ("scr", "hrv"), ("Grec ancien", "grc"), ("mul", "mul"), ("http://id.loc.gov/vocabulary/iso639-2/lat", "lat"), ("klingonais", ""),
    ],
)  # fmt: skip
def test_a_language_is_understood_however_it_is_written(text: str, code: str) -> None:
    assert v.language_code(text) == code


@pytest.mark.parametrize(("code", "country"), [("fr ", "FR"), ("nyu", "US"), ("enk", "GB"), ("gw", "DE"), ("xx ", ""), ("|||", "")])
def test_a_marc21_country_code_leads_to_its_country(code: str, country: str) -> None:
    assert v.country_of_marc21(code) == country


def test_labels_are_found_by_list_and_code() -> None:
    assert v.label("document_type", "newspaper") == "Newspaper" == v.DOCUMENT_TYPES["newspaper"]
    assert v.relator_label("390") == "Former owner"
    assert v.language_label("frm") == "Middle French"
    assert v.country_label("FR") == "France"
    assert v.label("document_type", "papyrus") == "" == v.label("nothing", "x")


def test_the_mapping_tables_only_use_codes_of_the_lists() -> None:
    formats = Path(v.__file__).parents[1] / "formats" / "tables"
    columns = {
        "document_type": v.DOCUMENT_TYPES,
        "material": v.MATERIALS,
        "relation": v.LINK_RELATIONS,
    }
    kinds = {"notes": v.NOTE_KINDS, "subjects": v.SUBJECT_KINDS, "titles": v.TITLE_KINDS}
    tables = sorted(path.stem for path in formats.glob("*.csv"))
    assert len(tables) >= 10
    for name in tables:
        for row in rows(name, folder=formats):
            for column, allowed in columns.items():
                assert row.get(column, "") in {"", *allowed}, (name, row)
            if "kind" in row:
                assert row["kind"] in kinds[name.partition("_")[2]], (name, row)


def test_a_code_that_no_list_holds_has_no_french_name() -> None:
    assert v.label_fr("language", "fre") == "Français"
    assert v.label_fr("language", "zzz") == v.label_fr("nothing", "fre") == ""
