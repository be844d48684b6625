"""UNIMARC copies: what belongs to one copy stands with it, in its library."""

import pytest

from catalogue.core.serialization import from_json, to_json
from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import fixture, record


def test_a_librarian_finds_the_provenance_with_her_copy_only() -> None:
    lyon, grenoble = describe(fixture("unimarc/early_print_in_two_libraries")).holdings
    assert (lyon.institution, lyon.call_number, lyon.collection) == ("693836101", "Rés 357 502", "Fonds ancien")
    assert [(note.kind, note.value) for note in lyon.notes] == [
        ("copy", "Exemplaire réglé, titre restauré"),
        ("provenance", "Ex-libris manuscrit au titre : « Collegii Lugdunensis »"),
        ("conservation", "restauré ; 1987"),
    ]
    assert [owner.name for owner in lyon.former_owners] == ["Adamoli, Pierre", "Collège de la Trinité"]
    assert (grenoble.institution, grenoble.call_number, grenoble.identifier) == ("381856101", "F.7265 Rés.", "481726357")
    assert [note.value for note in grenoble.notes] == ["Préempté en vente publique en 1921"]
    assert grenoble.former_owners == ()


def test_former_owners_are_not_shown_among_the_authors_of_the_edition() -> None:
    description = describe(fixture("unimarc/early_print_in_two_libraries"))
    assert [agent.name for agent in description.agents] == ["Labé, Louise", "Tournes, Jean de"]
    assert [note.kind for note in description.notes] == ["publication"]


def test_the_only_copy_of_a_manuscript_takes_its_notes_and_owners() -> None:
    description = describe(fixture("unimarc/manuscript_with_former_owners"))
    (copy,) = description.holdings
    assert (copy.institution, copy.institution_name, copy.call_number) == ("693836101", "Bibliothèque municipale de Lyon", "Ms 5140")
    assert (copy.barcode, copy.collection) == ("106934726", "Fonds ancien")
    assert {note.kind for note in copy.notes} == {"copy", "binding", "provenance"}
    owners = [(owner.name, owner.roles) for owner in copy.former_owners]
    assert owners == [
        ("Charvin, Jean-Baptiste", ("320",)),
        ("Trimolet, Anthelme", ("390",)),
    ]
    assert [agent.name for agent in description.agents] == ["Maître de Rolin"]


def test_a_reader_sees_what_is_missing_of_a_newspaper() -> None:
    (copy,) = describe(fixture("unimarc/newspaper_with_gaps")).holdings
    assert (copy.call_number, copy.statement, copy.identifier) == ("JOURNAL 5", "1848-1944", "32741226001001")
    assert ("gaps", "Manquent 1870 (sept.-déc.), 1871") in [(note.kind, note.value) for note in copy.notes]


def test_a_note_of_an_unlisted_copy_makes_the_copy_known() -> None:
    (copy,) = describe(record("200 1#$aT\n317 ##$5FR-693836101:SJ A 489/12$aEx-libris des Jésuites")).holdings
    assert (copy.institution, copy.call_number, copy.notes[0].value, copy.place) == (
        "693836101", "SJ A 489/12", "Ex-libris des Jésuites", "317[1]",
    )  # fmt: skip


def test_a_note_that_may_be_of_several_copies_stays_with_the_notice() -> None:
    description = describe(record("317 ##$aDon anonyme\n317 ##$5693836101$aAchat\n995 ##$b693836101$kA\n995 ##$b693836101$kB"))
    assert [holding.notes for holding in description.holdings] == [(), ()]
    assert [(note.value, note.copy) for note in description.notes] == [("Don anonyme", ""), ("Achat", "693836101")]


def test_each_995_is_a_copy_whose_owner_goes_before_its_origin() -> None:
    description = describe(
        record("995 ##$bSTL$cAB$f206033$k1/А66\n995 ##$aDépôt de l'État$b999$dMédiathèque de Roanne$c421876201$kR 12\n995 ##$o0")
    )
    assert [(copy.institution, copy.institution_name, copy.call_number) for copy in description.holdings] == [
        ("", "AB", "1/А66"),
        ("421876201", "Médiathèque de Roanne", "R 12"),
    ]


def test_working_data_of_the_network_is_not_shown() -> None:
    description = describe(
        record(
            "930 ##$5693882101:678687692$b693882101$ju\n"
            "940 ##$5693882101:678687692$a20201109$bx\n991 ##$5693882101:678687692$aCréé en masse"
        )
    )
    (copy,) = description.holdings
    assert (copy.institution, copy.identifier, copy.notes, copy.access) == ("693882101", "678687692", (), "")
    assert description.notes == ()


def test_a_staff_note_of_852_is_not_shown() -> None:
    (copy,) = describe(record("852 ##$a693836101$bFonds ancien$jRés 1$xà relier$zVolume fragile")).holdings
    assert [note.value for note in copy.notes] == ["Volume fragile"]
    assert (copy.institution, copy.collection, copy.call_number) == ("693836101", "Fonds ancien", "Rés 1")


def test_a_852_that_repeats_a_995_is_the_same_copy() -> None:
    repeated = describe(record("852 ##$j1/A66\n995 ##$b693836101$k1/A66\n995 ##$b693836101$k1/A66$f2"))
    apart = describe(record("852 ##$a381856101$j1/A66\n995 ##$b693836101$k1/A66"))
    assert [copy.place for copy in repeated.holdings] == ["995[1]", "995[2]"]
    assert len(apart.holdings) == 2


def test_short_figures_are_the_number_of_a_copy_whose_call_number_is_given() -> None:
    said = describe(record("200 1#$aAlmanach\n930 ##$5010532101:4521$b010532101$aD 1204"))
    assert [(holding.call_number, holding.identifier) for holding in said.holdings] == [("D 1204", "4521")]
    alone = describe(record("200 1#$aAlmanach\n930 ##$5010532101:4521$b010532101"))
    assert [(holding.call_number, holding.identifier) for holding in alone.holdings] == [("4521", "")]


def test_the_codes_of_an_old_book_are_told_as_characteristics_of_the_edition_and_of_the_copy() -> None:
    description = describe(fixture("unimarc/early_print_with_coded_characteristics"))
    assert [feature.code for feature in description.features] == [
        *("illustration.frontispiece", "illustration.portraits", "plates.maps", "technique.woodcut"),
        *("contents.liturgy", "contents.law", "contents.poetry", "support.handmade", "marks.watermark", "marks.printer", "marks.ornament"),
    ]
    copy = description.holdings[0]
    assert [feature.code for feature in copy.features] == [
        *("binding.parchment", "binding.leather", "binding.original_restored", "binding.bound_with", "binding_state.damaged"),
        *("body_state.worn", "body_state.incomplete"),
    ]
    assert {feature.place for feature in copy.features} == {"141[1]"}
    assert from_json(to_json(description)) == description


@pytest.mark.parametrize("data", ["", "|", "|||||||||      zzyy|||||||  ", "\x00" * 26, "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"])
def test_fillers_and_short_codes_say_nothing(data: str) -> None:
    description = describe(record(f"140 ##$a{data}\n141 ##$a{data}\n116 ##$a{data}"))
    assert (description.features, description.holdings) == ((), ())


def test_a_print_tells_its_technique_and_its_colours() -> None:
    description = describe(record("116 ##$aii|d||||||bhbi||||"))
    told = [feature.code for feature in description.features]
    assert told == ["support.paper", "colour.hand", "technique.etching", "technique.lithography"]


def test_the_inventory_number_of_a_copy_is_kept_apart_from_its_barcode() -> None:
    copy = describe(fixture("unimarc/early_print_with_coded_characteristics")).holdings[0]
    assert (copy.barcode, [(note.kind, note.value) for note in copy.notes]) == ("3810004", [("inventory", "Inv. 1793-212")])


def test_an_institution_named_in_850_alone_holds_a_copy() -> None:
    description = describe(fixture("unimarc/early_print_with_coded_characteristics"))
    assert [(copy.institution or copy.institution_name, copy.place) for copy in description.holdings] == [
        ("381856101", "915[1]"),
        ("Musée dauphinois", "850[1]"),
    ]


def test_an_856_without_an_address_goes_on_about_the_copy_before_it() -> None:
    (copy,) = describe(fixture("unimarc/early_print_with_coded_characteristics")).digital_copies
    assert copy.label == "Exemplaire de Grenoble ; Sans les planches"
    assert describe(record("856 4#$zSans adresse")).digital_copies == ()


def test_the_series_keeps_its_other_title_and_who_directs_it() -> None:
    (series,) = describe(fixture("unimarc/early_print_with_coded_characteristics")).series
    assert (series.title, series.volume) == ("Bibliothèque dévote : prières du matin et du soir / par un prêtre du diocèse", "3")
